"""Long quotations that are part of no statement, each with what excuses it."""
from __future__ import annotations

from collections.abc import Iterator

from extractor.block_lines import lines_of
from extractor.model import Span
from extractor.names import find_names
from extractor.quotations import find_quotations
from extractor.speakers import find_speakers
from extractor.triggers import TOLD_BLOCKS, Excuse, Search, Trigger, overlaps_any, sentences_in

#: How many words make a quotation speech, and how far before and behind it who says it may stand, in characters.
_LEAST, _BEFORE, _BEHIND = 9, 150, 80


def find_quotation_triggers(search: Search) -> Iterator[Trigger]:
    """The quotations that are long enough to be speech, a trigger for each of their paragraphs."""
    lines = list(lines_of(search.reading, TOLD_BLOCKS))
    for quotation in find_quotations(search.reading, lines):
        for part in quotation.parts:
            if len(part.of(search.view).split()) >= _LEAST:
                yield _trigger(search, next(line for line in lines if line.overlaps(part)), part)


def _trigger(search: Search, line: Span, part: Span) -> Trigger:
    if overlaps_any(part, search.told.said):
        return _excused(search, part, "told")
    if any(name.contains(part) for name in search.told.names):
        return _excused(search, part, "in a name")
    before = Span(max(line.start, part.start - _BEFORE), part.start)
    behind = Span(part.end, min(line.end, part.end + _BEHIND))
    for near in (before, behind):
        for speaker in find_speakers(search.reading, near, search.told.officials, search.rules):
            return Trigger("statement", part, _home(search, part), "quotation", None, speaker.span)
    named = [name for near in (before, behind) for name in find_names(search.view, near, search.rules)]
    return _excused(search, part, "no post" if named else "nobody named")


def _excused(search: Search, part: Span, excuse: Excuse) -> Trigger:
    return Trigger("statement", part, _home(search, part), "quotation", excuse)


def _home(search: Search, part: Span) -> Span:
    """The sentences that a quotation runs over."""
    homes = [sentence.span for sentence in sentences_in(search.reading, part)] or [part]
    return Span(min(part.start, homes[0].start), max(part.end, homes[-1].end))
