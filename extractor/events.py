"""Events: what an article tells to have taken place or to come, one row an event with all its mentions.

Nouns (`Hội nghị`), verbs (`khánh thành`) and the issuing of documents each tell events; a short mention (`hội nghị`)
joins the last event of its noun, a named one the event whose name, edition and year it can be.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.event_drafts import Draft, rows
from extractor.event_issuances import find_issuances
from extractor.event_names import Occurrence, edition_spans, find_occurrences
from extractor.event_scenes import Ground, Scene, scene_of
from extractor.event_verbs import find_verbal
from extractor.model import Document, Event, Moment, Official, Reading
from patterns import Ruleset

__all__ = ["edition_spans", "find_events"]

#: What is done at another event.
_DONE_AT = ("award", "issuance", "appointment", "signing", "ceremony")
#: From which share of the shorter name's words two names are taken for the same.
_SAME_NAME = 0.6


def find_events(
    reading: Reading,
    rules: Ruleset,
    moments: Sequence[Moment],
    documents: Sequence[Document],
    officials: Sequence[Official],
) -> tuple[Event, ...]:
    """The events of an article, in the order of the mentions that tell them."""
    cited = [span for document in documents for span in document.mentions]
    free = [m for m in moments if not any(span.contains(m.span) for span in cited)]
    ground, dated = Ground(reading, rules, free, officials), Ground(reading, rules, moments, officials)
    issued = find_issuances(dated, documents)
    named = _of_nouns(ground)
    taken = [span for draft in [*issued, *named] for span, _ in draft.mentions]
    verbal = find_verbal(ground, [*taken, *cited])
    for draft in verbal:
        _place_within(draft, named)
    return tuple(rows(ground, [*issued, *named, *verbal]))


def _of_nouns(ground: Ground) -> list[Draft]:
    drafts: list[Draft] = []
    waiting: list[Occurrence] = []
    for occurrence in find_occurrences(ground.reading, ground.rules):
        scene = scene_of(ground, occurrence.sentence, occurrence.span)
        draft = _draft_of(ground, drafts, occurrence, scene)
        if draft is not None:
            draft.add(occurrence, scene)
        else:
            waiting.append(occurrence)
    for occurrence in waiting:
        told = [d for d in drafts if d.scenes and d.family == occurrence.family]
        if len(told) == 1:
            told[0].add(occurrence, None)
    return drafts


def _draft_of(ground: Ground, drafts: list[Draft], occurrence: Occurrence, scene: Scene) -> Draft | None:
    """The event that an occurrence means; a new one for a name that none has, None where it is not clear."""
    if occurrence.named:
        same = next((d for d in reversed(drafts) if _may_be(ground, d, occurrence)), None)
        return same or _new(drafts, occurrence)
    of_family = [d for d in drafts if d.family == occurrence.family]
    last = next((d for d in reversed(of_family) if d.scenes), next(iter(of_family), None))
    if last is None and scene.verb == "held" and scene.moment is not None and scene.moment.kind == "date":
        return _new(drafts, occurrence)
    return last


def _new(drafts: list[Draft], occurrence: Occurrence) -> Draft:
    drafts.append(Draft(occurrence.type, occurrence.family, occurrence.rule))
    return drafts[-1]


def _may_be(ground: Ground, draft: Draft, occurrence: Occurrence) -> bool:
    if draft.type != occurrence.type or draft.family != occurrence.family:
        return False
    if draft.edition and occurrence.edition and draft.edition != occurrence.edition:
        return False
    years = draft.years | {int(s.moment.iso[:4]) for _, s in draft.scenes if s.moment and s.moment.iso}
    if years and occurrence.years and not years & occurrence.years:
        return False
    return any(_alike(ground, name.of(ground.view), occurrence) for name in draft.names)


def _alike(ground: Ground, name: str, occurrence: Occurrence) -> bool:
    a, b = (_words(text) for text in (name, occurrence.span.of(ground.view)))
    head = _words(occurrence.family)
    a, b = a - head, b - head
    return len(a & b) >= _SAME_NAME * max(1, min(len(a), len(b)))


def _words(text: str) -> set[str]:
    return set(regex.findall(r"\w+", text.lower()))


def _place_within(draft: Draft, named: Sequence[Draft]) -> None:
    """What is done `tại Hội nghị` has the day of that event, and its place where none is told."""
    name, scene = draft.scenes[0]
    sentence = draft.mentions[0][1].span
    if draft.type not in _DONE_AT or scene.moment is not None:
        return
    for other in named:
        told = other.told
        if told and any(sentence.contains(span) and span.end <= name.start for span, _ in other.mentions):
            draft.scenes[0] = (name, replace(scene, moment=told[1].moment, venue=scene.venue or told[1].venue))
