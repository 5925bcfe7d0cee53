"""Events that a verb tells by itself: signing, opening, awarding, visiting, appointing, arresting, and what befell."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.event_drafts import Draft
from extractor.event_names import name_end
from extractor.event_parties import Holders, holders_in, people_in
from extractor.event_places import locality_in_name
from extractor.event_scenes import Ground, Scene, scene_of
from extractor.match import find
from extractor.model import Mention, Sentence, Span

#: The kinds of the rules whose verbs tell an event by themselves.
VERBS = (
    "event_signing", "event_ceremony", "event_award", "event_inspection", "event_appointment", "event_enforcement",
    "event_incident", "event_issuance", "event_meeting",
)  # fmt: skip

_OF = regex.compile(r"\scủa\s")


def find_verbal(ground: Ground, taken: Sequence[Span]) -> list[Draft]:
    """The events that verbs tell, outside the places taken by others."""
    drafts: list[Draft] = []
    for sentence in ground.reading.sentences:
        for mention in find(ground.rules.of_kind(*VERBS), ground.view, sentence.span):
            told = _drafts(ground, sentence, mention)
            drafts += [d for d in told if not any(_is_told(d, span) for span in taken)]
    return _joined(ground, drafts)


def _is_told(draft: Draft, span: Span) -> bool:
    """Whether another event takes the place: one that is only named in what a meeting is about does not."""
    name = draft.names[0]
    return name.overlaps(span) and not (draft.type == "meeting" and span.start > name.start + len(draft.family) + 1)


def _drafts(ground: Ground, sentence: Sentence, mention: Mention) -> Iterator[Draft]:
    scene = scene_at(ground, sentence, mention)
    if scene is not None and _told(ground, sentence, mention, *scene):
        draft = Draft(mention.kind.removeprefix("event_"), mention.groups["verb"].of(ground.view).lower(), mention.rule)
        draft.names, draft.mentions, draft.scenes = [scene[0]], [(scene[0], sentence)], [scene]
        yield draft


def scene_at(ground: Ground, sentence: Sentence, mention: Mention) -> tuple[Span, Scene] | None:
    """The verb of a mention with what it is done to, and what is told of that; None where it stands alone."""
    start = mention.groups["verb"].start
    after = mention.groups["verb"].end
    person = ground.rules.rule("events:person").pattern.match(ground.view[after : sentence.span.end])
    after += person.end() if person else 0
    if mention.kind == "event_inspection" and ground.view.startswith(" tại ", after):
        after += len(" tại")  # where it is made is what is inspected
    end = name_end(ground.reading, ground.rules, after, sentence.span.end, mention.kind)
    name = Span(start, end)
    if name.end < mention.span.end or name.end <= after:
        return None  # a verb without what it is done to tells no event
    acted = replace(_clear(ground, sentence, Span(mention.span.start, name.end)), verb="held")
    scene = _with_giver(ground, name, acted) if mention.kind == "event_award" else acted
    # nobody holds an incident
    return name, replace(scene, holders=Holders()) if mention.kind == "event_incident" else scene


def _clear(ground: Ground, sentence: Sentence, name: Span) -> Scene:
    return scene_of(ground, sentence, name, verbal=True)


def _with_giver(ground: Ground, name: Span, scene: Scene) -> Scene:
    """An award is given by the body that it names (`Bằng khen của Bộ trưởng Bộ …`), else by the subject."""
    of = _OF.search(ground.view, name.start, name.end)
    giver = holders_in(ground.reading, ground.rules, Span(of.end(), name.end)) if of else Holders()
    return replace(scene, holders=giver) if giver.organisers else scene


def _told(ground: Ground, sentence: Sentence, mention: Mention, name: Span, scene: Scene) -> bool:
    """Whether the sentence tells the event as one that takes place, by what its type needs."""
    if is_aimed(ground, sentence, mention):
        return False
    day = scene.dated
    actor = bool(scene.holders.organisers) or bool(actors_before(ground, sentence, mention))
    if scene.status == "planned" and not day:
        return False
    if mention.kind in ("event_inspection", "event_meeting"):
        placed = scene.venue or locality_in_name(ground.reading, ground.rules, name, None)
        return actor and (day or placed is not None)
    if mention.kind in ("event_incident", "event_ceremony"):
        return day or (scene.venue is not None and (actor or mention.kind == "event_incident"))
    if mention.rule == "events:approved":
        return actor and day
    if mention.kind in ("event_issuance", "event_appointment", "event_enforcement"):
        return actor
    return day or bool(scene.holders.organisers)


def is_aimed(ground: Ground, sentence: Sentence, mention: Mention) -> bool:
    """Whether the clause before the verb makes it an aim, a wish, a duty or a condition."""
    start = max(sentence.span.start, mention.span.start - 70)
    before = ground.view[start : mention.span.start]
    clause = regex.split(r"[,;:]\s", before)[-1]
    if clause.split() == ["Việc"]:
        return True  # a sentence that opens `Việc ra mắt …` speaks of it, and tells it not
    held = ground.rules.rule("events:not_held").pattern.search(before.rstrip())
    return ground.rules.rule("events:aimed").pattern.search(clause) is not None or (
        held is not None and mention.kind != "event_ceremony"
    )


def actors_before(ground: Ground, sentence: Sentence, mention: Mention) -> list[object]:
    before = Span(max(sentence.span.start, mention.span.start - 110), mention.span.start)
    return list(people_in(ground.reading, ground.officials, before))


def _joined(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one type and verb whose names say the same are one event."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in kept if _same(ground, k, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            same.names += draft.names
            same.mentions += draft.mentions
            same.scenes += draft.scenes
    return kept


def _same(ground: Ground, one: Draft, other: Draft) -> bool:
    days = {s.moment.iso for draft in (one, other) for _, s in draft.scenes if s.moment is not None}
    places = {s.venue.locality for draft in (one, other) for _, s in draft.scenes if s.venue and s.venue.locality}
    apart = one.type == "incident" and len(places) > 1  # an outbreak here is not the one there
    return one.type == other.type and len(days) < 2 and not apart and _alike(ground, one.names[0], other.names[0])


def _alike(ground: Ground, one: Span, other: Span) -> bool:
    a, b = (set(regex.findall(r"\w+", span.of(ground.view).lower())) for span in (one, other))
    return len(a & b) >= 0.6 * min(len(a), len(b))
