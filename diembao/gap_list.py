"""What may have been missed, for a reader at a terminal: each place in its sentence, with carets under it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from diembao.audit.coverage import Covered
from diembao.carets import underlined
from diembao.rows import console
from extractor.model import Span
from extractor.triggers import EXCUSES, KINDS, Trigger

_INDENT = "    "
#: How much of a long sentence is shown around a place, in characters.
_AROUND = 160
#: What a gap of each kind is.
_MISSED = {
    "numeral": "a number that no rule explains",
    "statement": "speech without a statement",
    "official": "a title and a name without an official",
    "event": "a trigger without an event",
}


def print_coverage(covered: Sequence[Covered], places: Mapping[int, Sequence[Trigger]]) -> None:
    """Prints each article with its counts and those of its places that are given by its id."""
    screen = console()
    for one in covered:
        for line in _lines(one, places.get(one.article.id, ()), max(40, screen.width - len(_INDENT))):
            screen.print(line, soft_wrap=True)
        screen.print()


def _lines(one: Covered, shown: Sequence[Trigger], width: int) -> Iterator[str]:
    fields = one.article.fields
    places = f"{len(one.gaps)} {'place' if len(one.gaps) == 1 else 'places'} to look at"
    yield f"#{one.article.id} {fields['title'] or fields['name']}: {places}"
    yield f"  numerals: {', '.join(f'{n} {name}' for name, n in one.numerals.items())}"
    for kind, counts in one.counts().items():
        if kind != "numeral":
            yield f"  {kind}s: {', '.join(f'{n} {what}' for what, n in _ordered(counts))}"
    ordered = sorted(shown, key=lambda t: (t.excuse is not None, KINDS.index(t.kind), t.excuse or "", t.span))
    for (kind, excuse), same in groupby(ordered, key=lambda t: (t.kind, t.excuse)):
        yield f"\n  {f'no {kind}: {EXCUSES[excuse]}' if excuse else f'{kind.upper()}: {_MISSED[kind]}'}"
        for place in same:
            yield from _place(one.article.text, place, width)


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Told first, then gaps, then what excuses most."""
    first = ("told", "gap")
    return sorted(counts.items(), key=lambda item: (item[0] not in first, item[0] == "gap", -item[1]))


def _place(text: str, place: Trigger, width: int) -> Iterator[str]:
    marks = [place.span, *([place.beside] if place.beside else [])]
    yield f"{_INDENT}characters {place.span.start} to {place.span.end}{f'  {place.rule}' if place.rule else ''}"
    for row in underlined(text, _around(text, place.line, marks), marks, width):
        yield _INDENT + row


def _around(text: str, line: Span, marks: Sequence[Span]) -> Span:
    """The part of a line that is shown: the marks and some words on each side."""
    start = max(line.start, min(mark.start for mark in marks) - _AROUND)
    end = min(line.end, max(mark.end for mark in marks) + _AROUND)
    while line.start < start and not text[start - 1].isspace():
        start -= 1
    while end < line.end and not text[end].isspace():
        end += 1
    return Span(start, end)
