"""Where the words stand that a reviewer marks as a fact that was missed."""
from __future__ import annotations

import re
import unicodedata

from extractor.model import Span

#: More places than this are not told apart.
_MOST = 100


def places_of(words: str, text: str, start: int | None) -> list[Span]:
    """The places of these words in a text, whatever white space is between them; with `start`, the code point that
    they were selected at, the one place there, if they are there. Words that stand nowhere have no place."""
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    if start is not None:
        found = pattern.match(text, start)
        return [Span(*found.span())] if found else []
    return [Span(*match.span()) for match, _ in zip(pattern.finditer(text), range(_MOST), strict=False)]
