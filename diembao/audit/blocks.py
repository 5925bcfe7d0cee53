"""Whether the blocks of a stored article hold its whole text, each character once."""
from __future__ import annotations

from collections.abc import Iterator

from db.reader import StoredArticle


def faulty_blocks(article: StoredArticle) -> Iterator[str]:
    """What is wrong with the blocks: every character that is not white space must be in exactly one of them."""
    at = 0
    for span in sorted(block.span for block in article.blocks):
        if span.start < at:
            yield f"two blocks share the characters {span.start} to {at}"
        yield from _uncovered(article.text, at, span.start)
        at = max(at, span.end)
    yield from _uncovered(article.text, at, len(article.text))


def _uncovered(text: str, start: int, end: int) -> Iterator[str]:
    if left := text[start:end].strip():
        yield f"the characters {start} to {end} are in no block: {left[:40]!r}"
