"""The lines of an article's blocks: neither a name nor speech goes on over a line's end."""
from __future__ import annotations

from collections.abc import Collection, Iterator

from extractor.model import Reading, Span


def lines_of(reading: Reading, kinds: Collection[str]) -> Iterator[Span]:
    """The lines of the blocks of these kinds, in the order of the text, without the white space at their ends."""
    for block in reading.article.blocks:
        if block.kind in kinds:
            at = block.span.start
            for text in block.span.of(reading.text).splitlines(keepends=True):
                yield Span(at, at + len(text.rstrip()))
                at += len(text)
