"""Anchors: what a quote must be found again by when the text around it has changed."""
from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Span
from extractor.plain import plain_of

#: Characters of context on each side: the near ones decide, the others tell passages apart that stand twice.
NEAR, WIDE = 32, 160


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of an old text: `span` and `quote` as they stood there, all else in the plain form of the text.

    `words` is the quote, `before` and `after` what stood around it, `own_before` and `own_after` how many of those
    characters were in the quote's own line. The same words were `occurrences` times in the text, this being number
    `occurrence`, from 0.
    """

    span: Span
    quote: str
    words: str
    before: str
    after: str
    own_before: int
    own_after: int
    occurrence: int
    occurrences: int


def anchor_of(text: str, span: Span) -> Anchor:
    """The anchor of a passage. ValueError where it holds nothing that can be seen."""
    plain = plain_of(text)
    at = plain.place(span)
    words, line = at.of(plain.text), plain.line(at)
    if not words.strip():
        raise ValueError(f"nothing can be seen from {span.start} to {span.end}")
    return Anchor(
        span,
        span.of(text),
        words,
        plain.text[max(0, at.start - WIDE) : at.start],
        plain.text[at.end : at.end + WIDE],
        min(WIDE, at.start - line.start),
        min(WIDE, line.end - at.end),
        plain.text.count(words, 0, at.start),
        plain.text.count(words),
    )
