"""Names that last: what an article is called, and what a fact is called however often it is extracted again."""
from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from extractor.model import Source, Span


def article_name(source: Source) -> str:
    """What makes a source the same article when its bytes change: its URL, else its file's name."""
    return source.url or source.name


def fact_keys(article: str, kind: str, spans: Sequence[Span], text: str) -> list[str]:
    """The keys of all facts of one kind in an article, in the order given.

    A key is made of the article's name, the kind, the quote, and which one it is, in order of the text,
    of the facts of this kind with this quote; so it stays when other facts come and go.
    """
    seen: Counter[str] = Counter()
    keys = [""] * len(spans)
    for index in sorted(range(len(spans)), key=lambda i: spans[i]):
        quote = spans[index].of(text)
        keys[index] = _digest(article, kind, quote, str(seen[quote]))
        seen[quote] += 1
    return keys


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
