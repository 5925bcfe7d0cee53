"""A text cut where marks begin and end, so that marks that overlap can each be shown rightly."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from extractor.model import Span

_T = TypeVar("_T")


def segments(length: int, spans: Sequence[tuple[Span, _T]]) -> Iterator[tuple[Span, tuple[_T, ...]]]:
    """The text from 0 to `length` in pieces that join without a gap, each with the marks that cover all of it, in the
    order in which they were given. No piece is empty, and no mark begins or ends inside a piece.

    A mark that reaches past the text is cut to it; an empty one marks nothing. Coordinates are those of the spans.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, (span, _) in enumerate(spans):
        start, end = max(0, span.start), min(length, span.end)
        if start < end:
            opening.setdefault(start, []).append(number)
            closing.setdefault(end, []).append(number)
    covering: set[int] = set()
    at = 0
    for place in sorted({*opening, *closing, length}):
        if at < place:
            yield Span(at, place), tuple(spans[number][1] for number in sorted(covering))
        covering.difference_update(closing.get(place, ()))
        covering.update(opening.get(place, ()))
        at = place
