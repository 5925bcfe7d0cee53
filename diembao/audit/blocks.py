"""Whether the blocks of a stored article hold its whole text, each character once, and lead back to its page."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.reader import StoredArticle
from extractor.model import Block, Source, Span
from extractor.provenance import collapsed, shown
from extractor.selectors import elements_by_path


def faulty_blocks(article: StoredArticle) -> Iterator[str]:
    """What is wrong with the blocks: every character that is not white space must be in exactly one of them."""
    at = 0
    for span in sorted(block.span for block in article.blocks):
        if span.start < at:
            yield f"two blocks share the characters {span.start} to {at}"
        yield from _uncovered(article.text, at, span.start)
        at = max(at, span.end)
    yield from _uncovered(article.text, at, len(article.text))


def strayed_blocks(article: StoredArticle, read: Source) -> Iterator[str]:
    """The blocks whose stretch of the source, read again, does not show their text, or whose path leads elsewhere."""
    elements = elements_by_path(read.decoded) if "html" in read.media_type else {}
    for block in article.blocks:
        if block.selector is not None and not _is_within(block, elements.get(block.selector, ())):
            yield f"the block {block.span.of(article.text)[:40]!r} is not in the element {block.selector} of its source"
        if block.source_span is None:
            continue
        found, told = shown(read.decoded, block.source_span, read.media_type), block.span.of(article.text)
        if found != collapsed(told):
            where = f"{block.source_span.start} to {block.source_span.end}"
            yield f"the block {told[:40]!r} is not at {where} of its source; there stands {found[:40]!r}"


def _is_within(block: Block, elements: Sequence[Span]) -> bool:
    inside = block.source_span
    return any(inside is None or one.start <= inside.start <= inside.end <= one.end for one in elements)


def _uncovered(text: str, start: int, end: int) -> Iterator[str]:
    if left := text[start:end].strip():
        yield f"the characters {start} to {end} are in no block: {left[:40]!r}"
