"""Where the words that a reviewer typed stand in an article."""
from __future__ import annotations

import re
import unicodedata

from extractor.model import Span

#: How much of the text is shown on either side of a place.
_AROUND = 40


def places(words: str, text: str) -> list[Span]:
    """The places of these words in a text, white space of any kind the same; upper and lower case only where the text
    has them so somewhere."""
    parts = [re.escape(part) for part in unicodedata.normalize("NFC", words).split()]
    if not parts:
        return []
    pattern = r"\s+".join(parts)
    as_written = [Span(*found.span()) for found in re.finditer(pattern, text)]
    return as_written or [Span(*found.span()) for found in re.finditer(pattern, text, re.IGNORECASE)]


def around(span: Span, text: str) -> str:
    """A place in one line: its words in brackets, with what stands before and behind."""
    before, behind = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return " ".join(f"…{before}[{span.of(text)}]{behind}…".split())
