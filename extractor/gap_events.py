"""Nouns and verbs that tell an event by which no event was read, each with what excuses it."""
from __future__ import annotations

from collections.abc import Iterator

from extractor.event_names import Occurrence, find_occurrences
from extractor.event_scenes import Ground, Scene, scene_of
from extractor.event_verbs import VERBS, actors_before, is_aimed, scene_at
from extractor.match import find
from extractor.model import FACT_BLOCKS, Mention, Sentence, Span
from extractor.periods import find_moments
from extractor.triggers import Excuse, Search, Trigger, overlaps_any

#: What is done many times over a year: a number behind it sums it up.
_COUNTED = ("event_inspection", "event_enforcement", "event_issuance")
#: What people do every day, so that only a day or a place makes it an event; what is told by who holds it.
_PLACED = ("event_meeting", "event_inspection")
_HELD = ("event_signing", "event_ceremony")


def find_event_triggers(search: Search) -> Iterator[Trigger]:
    """The triggers of events in the sentences of the article, in order."""
    reading, rules = search.reading, search.rules
    ground = Ground(reading, rules, find_moments(reading, rules), search.told.officials)
    named = {occurrence.head: occurrence for occurrence in find_occurrences(reading, rules)}
    for sentence in reading.sentences:
        if reading.block_of(sentence).kind not in FACT_BLOCKS:
            continue
        for mention in find(rules.of_kind("event_noun", *VERBS), search.view, sentence.span):
            span = mention.groups.get("verb", mention.span)
            excuse = _covered(search, sentence, span, _type_of(search, mention))
            if excuse is None and mention.kind == "event_noun":
                excuse = _noun_excuse(search, ground, named.get(mention.span))
            elif excuse is None:
                excuse = _verb_excuse(search, ground, sentence, mention)
            yield Trigger("event", span, sentence.span, mention.rule, excuse)


def _type_of(search: Search, mention: Mention) -> str:
    if mention.kind != "event_noun":
        return mention.kind.removeprefix("event_")
    return str(search.rules.by_form("trigger")[mention.groups["head"].of(search.view).lower()]["type"])


def _covered(search: Search, sentence: Sentence, span: Span, kind: str) -> Excuse | None:
    told = search.told
    if any(overlaps_any(span, mentions) for mentions in told.events.values()):
        return "told"
    if overlaps_any(span, told.documents):
        return "in a name"
    same = told.events.get(kind, ())
    is_caption = search.reading.block_of(sentence).kind == "caption"
    return "named before" if overlaps_any(sentence.span, same) or (same and is_caption) else None


def _noun_excuse(search: Search, ground: Ground, occurrence: Occurrence | None) -> Excuse | None:
    if occurrence is None:
        return "one of many"
    if _is_wanted(ground, occurrence):
        return "aimed"
    if not occurrence.named and search.told.events.get(occurrence.type):
        return "named before"
    scene = scene_of(ground, occurrence.sentence, occurrence.span)
    announced = occurrence.named and scene.verb == "held" and search.view[occurrence.head.start].isupper()
    tells = scene.tells and scene.verb is not None and (occurrence.named or scene.dated)
    return None if announced or tells else "nothing told"


def _is_wanted(ground: Ground, occurrence: Occurrence) -> bool:
    """Whether what stands before the noun, or before the verb of holding, makes it an aim or a duty."""
    before = ground.view[occurrence.sentence.span.start : occurrence.span.start]
    verb = ground.rules.rule("events:held_before").pattern.search(before)
    head = before[: verb.start()] if verb else before
    return ground.rules.rule("events:not_held").pattern.search(head.rstrip()) is not None


def _verb_excuse(search: Search, ground: Ground, sentence: Sentence, mention: Mention) -> Excuse | None:
    verb = mention.groups["verb"]
    if is_aimed(ground, sentence, mention):
        return "aimed"
    if search.finds("gaps:topic", search.view[sentence.span.start : mention.span.start]):
        return "noun"
    if mention.kind in _COUNTED and search.finds("gaps:summed", search.view[verb.end : sentence.span.end]):
        return "summed up"
    if _is_named(ground, sentence, verb):
        return "in a name"
    found = scene_at(ground, sentence, mention)
    return None if found and _tells(ground, sentence, mention, found[1]) else "nothing told"


def _is_named(ground: Ground, sentence: Sentence, verb: Span) -> bool:
    """Whether the verb is part of the name of another event: `Hội nghị công bố quy hoạch`."""
    nouns = find(ground.rules.of_kind("event_noun"), ground.view, Span(sentence.span.start, verb.start))
    return any(verb.start - noun.span.end <= 1 for noun in nouns)


def _tells(ground: Ground, sentence: Sentence, mention: Mention, scene: Scene) -> bool:
    """Whether enough is told for an event: less than what makes one a fact, but more than its verb."""
    if scene.status == "planned" or mention.rule == "events:approved":
        return scene.dated
    if mention.kind in _PLACED:
        return scene.dated or scene.venue is not None
    return scene.tells or (mention.kind not in _HELD and bool(actors_before(ground, sentence, mention)))
