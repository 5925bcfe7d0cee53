"""Cues of verbs that stand away from their speaker: joined to another verb, before it, or further on in the line."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.model import Span
from extractor.openings import matches
from extractor.speakers import Speaker
from extractor.speech import RECEIVER, Cue, Line, cue_of, last_verb, leads_to, strength_of

_JOINED = regex.compile(r"(?: và|, đồng thời|; đồng thời) (?:cũng |đã )?$")
#: The strengths of verbs that only a speaker can be the subject of, at whatever distance.
_SPOKEN = ("say", "urge", "hope")


def find_joined(line: Line) -> Iterator[Cue]:
    """A person who does something and says something: `ông A đã trao quà và mong rằng …`."""
    for match in matches(line.rules.rule("reporting_verbs:said"), line.view, line.span):
        verb, start = Span(*match.span()), line.sentence_start(match.start())
        joined = _JOINED.search(line.view, start, verb.start)
        if joined is None or strength_of(line, last_verb(line, verb)) not in _SPOKEN:
            continue
        before = [s for s in line.speakers if start <= s.span.start and s.span.end <= joined.start()]
        if len(before) == 1 and before[0].is_person and _is_subject(line, start, before[0]):
            cue = cue_of(line, before[0], verb, start)
            if cue:
                yield replace(cue, rule="joined verb")


_ADVERBIAL = regex.compile(r"(?:[^,;:]{2,80},\s)?")


def _is_subject(line: Line, start: int, speaker: Speaker) -> bool:
    """Whether a speaker opens the sentence, or its part behind one adverbial, and no verb reports right behind it."""
    said = line.rules.rule("reporting_verbs:said").pattern
    reports = said.search(line.view, speaker.span.end, speaker.span.end + 40)
    return _ADVERBIAL.fullmatch(line.view, start, speaker.span.start) is not None and not (
        reports and leads_to(line, speaker.span.end, reports.start())
    )


#: How many words an opening verb must have behind it to tell more than a topic.
_LEAST = 5


def opening_of(line: Line, cue: Cue) -> Cue | None:
    """What the verb that opens a sentence reports of its later subject: `Nhấn mạnh vai trò của …, ông A yêu cầu`."""
    start = line.sentence_start(cue.speaker.span.start)
    if cue.verb is None or cue.rule != "verb" or line.view[cue.speaker.span.start - 2 : cue.speaker.span.start] != ", ":
        return None
    opening = line.view[start : cue.speaker.span.start - 2]
    match = line.rules.rule("reporting_verbs:said").pattern.match(opening[:1].lower() + opening[1:])
    if match is None or not opening[:1].isupper() or len(opening[match.end() :].split()) < _LEAST:
        return None
    verb = Span(start, start + match.end())
    if strength_of(line, verb) not in ("say", "point", "praise", "hope"):
        return None
    said = Span(verb.end + 1, start + len(opening))
    return replace(cue, start=start, said=said, closed=True, verb=verb, kind="indirect", rule="opening")


def find_going_on(line: Line, cues: list[Cue]) -> Iterator[Cue]:
    """Further verbs of the same speaker: `và cam kết`, `; đồng thời đề nghị`, a sentence that opens with `Đề nghị`."""
    said = line.rules.rule("reporting_verbs:said").pattern
    for i, cue in enumerate(cues):
        if cue.closed and cue.rule != "quotation":
            continue
        begin = cue.said.start if not cue.closed else cue.said.end
        end = min([c.start for c in cues[i + 1 :] if c.start > begin], default=line.span.end)
        for link in _AND.finditer(line.view, begin, end):
            verb = said.match(line.view, link.end(), end)
            lower = said.match(line.view.lower(), link.end(), end) if link.group() == "" else None
            if verb and _is_apart(line, cue, link.start()) and _governs(line, Span(*verb.span()), link.group()):
                further = cue_of(line, cue.speaker, Span(*verb.span()), link.start())
            elif lower and line.sentence_start(link.end()) == link.end():
                further = cue_of(line, cue.speaker, Span(*lower.span()), link.start())
            else:
                further = None
            if further:
                yield replace(further, rule="going on")


def _is_apart(line: Line, cue: Cue, at: int) -> bool:
    """Whether enough has been said since the cue's verb for another verb to be the speaker's, and not under a colon."""
    return cue.kind == "indirect" and len(line.view[cue.said.start : at].split()) >= 3


_AND = regex.compile(
    r" và (?:cũng |đã )?|[,;] (?:đồng thời |và )?(?:cũng |đã )?|(?<=[.;…] )(?=(?:Đề nghị|Yêu cầu|Kiến nghị)(?!\p{L}))"
)


def _governs(line: Line, verb: Span, link: str) -> bool:
    """Whether a verb behind `và` or a comma is the speaker's, not one within the words said."""
    strength = strength_of(line, last_verb(line, verb))
    if "đồng thời" in link:
        return strength in ("urge", "say", "hope", "praise")
    if "và" in link:
        return verb.of(line.view) in ("cam kết", "khẳng định", "nhấn mạnh", "bày tỏ", "kêu gọi")
    return verb.of(line.view) in ("đề nghị", "yêu cầu") and bool(RECEIVER.match(line.view, verb.end))
