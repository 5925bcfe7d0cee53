"""Cues of speech in a line: a speaker with a reporting verb (`ông A cho biết`, `Theo bà B`, `"…", ông C nói`)."""
from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.further_cues import find_going_on, find_joined, opening_of
from extractor.model import Span
from extractor.openings import matches
from extractor.quoted_cues import find_behind_colons, find_quoted
from extractor.speech import Cue, Line, cue_of, leads_to

__all__ = ["Cue", "Line", "find_cues"]


def find_cues(line: Line) -> list[Cue]:
    """The cues of a line in the order of their words."""
    quoted = find_quoted(line)
    told = [*_by_verb(line), *_by_source(line), *find_behind_colons(line), *find_joined(line)]
    plain = [cue for cue in told if not _is_inside(cue, quoted, line)]
    plain += [opening for cue in plain if (opening := opening_of(line, cue))]
    cues = sorted([*quoted, *plain], key=lambda cue: (cue.said.start, -cue.said.end))
    cues = [cue for i, cue in enumerate(cues) if not _is_nested(line, cue, cues[:i])]
    return sorted([*cues, *find_going_on(line, cues)], key=lambda cue: cue.said.start)


def _is_inside(cue: Cue, quoted: list[Cue], line: Line) -> bool:
    at = cue.verb.start if cue.verb else cue.start
    verbs = [c.verb for c in quoted]
    return cue.verb in verbs or any(q.parts[-1].start <= at < q.parts[-1].end for q in line.quotations)


def _is_nested(line: Line, cue: Cue, before: list[Cue]) -> bool:
    """An organisation that says something within what another says: part of the words of the other."""
    if cue.speaker.is_person or not before or before[-1].closed:
        return False
    return line.sentence_start(cue.speaker.span.start) == line.sentence_start(before[-1].speaker.span.start)


def _by_verb(line: Line) -> Iterator[Cue]:
    for match in matches(line.rules.rule("reporting_verbs:said"), line.view, line.span):
        verb = Span(*match.span())
        speaker = next((s for s in reversed(line.speakers) if leads_to(line, s.span.end, verb.start)), None)
        if speaker is not None and (cue := cue_of(line, speaker, verb, line.sentence_start(speaker.span.start))):
            yield cue


def _by_source(line: Line) -> Iterator[Cue]:
    for match in line.rules.rule("reporting_verbs:according_to").pattern.finditer(
        line.view, line.span.start, line.span.end
    ):
        speaker = next((s for s in line.speakers if 0 <= s.span.start - match.end() <= 1), None)
        comma = _COMMA.match(line.view, speaker.span.end, line.span.end) if speaker else None
        if speaker is None or comma is None:
            continue
        said = Span(comma.end(), line.span.end)
        if speaker.is_person or not _holds_figures(line, said):
            start = line.sentence_start(match.start())
            yield Cue(start, said, False, speaker, Span(*match.span("verb")), "indirect", "source")


_COMMA = regex.compile(r" ?, ?(?:thì )?| thì ")


_NUMBER = regex.compile(r"(?<![\p{L}\d-])\d")


def _holds_figures(line: Line, said: Span) -> bool:
    """`Theo Bộ X, ...` with figures tells whose figures they are, not what was said."""
    return _NUMBER.search(line.view, said.start, line.sentence_end(said.start)) is not None
