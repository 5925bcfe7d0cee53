"""An event while its mentions are gathered, and the row that it becomes."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractor.event_names import Occurrence
from extractor.event_parties import attendance_in, attendees_in, chairs_in, holders_in
from extractor.event_places import locality_in_name
from extractor.event_scenes import Ground, Scene
from extractor.model import Event, Moment, Sentence, Span


@dataclass(slots=True)
class Draft:
    """One event: its type, the spans that mean it with their sentences, and the scenes that tell it.

    `names` are the mentions that carry a name, `family` the noun by which it may be meant again.
    """

    type: str
    family: str
    rule: str
    names: list[Span] = field(default_factory=list)
    mentions: list[tuple[Span, Sentence]] = field(default_factory=list)
    scenes: list[tuple[Span, Scene]] = field(default_factory=list)
    edition: int | None = None
    years: set[int] = field(default_factory=set)
    organisers: tuple[str, ...] = ()

    def add(self, occurrence: Occurrence, scene: Scene | None) -> None:
        """Take in one more place that means this event, and what it tells."""
        self.mentions.append((occurrence.span, occurrence.sentence))
        self.edition = self.edition or occurrence.edition
        self.years |= occurrence.years
        if occurrence.named:
            self.names.append(occurrence.span)
        if scene is not None and scene.tells and scene.verb is not None:
            self.scenes.append((occurrence.span, scene))
        elif scene is not None and occurrence.session:
            self.scenes.append((occurrence.span, replace(scene, moment=None, venue=None)))  # only whose it is is told

    @property
    def told(self) -> tuple[Span, Scene] | None:
        """The mention that tells the event best: the fullest scene, the first of equals."""
        return max(self.scenes, key=lambda pair: _fullness(pair[1]), default=None)


def _fullness(scene: Scene) -> tuple[bool, bool, bool, bool]:
    dated = scene.moment is not None and scene.moment.iso is not None
    return dated, scene.venue is not None, bool(scene.holders.organisers), scene.moment is not None


def rows(ground: Ground, drafts: Iterable[Draft]) -> list[Event]:
    """The events of the drafts that are told, in the order of their telling mentions."""
    found = [(told, draft) for draft in drafts if (told := draft.told) is not None]
    return [_row(ground, draft, *told) for told, draft in sorted(found, key=lambda pair: pair[0][0])]


def _row(ground: Ground, draft: Draft, telling: Span, scene: Scene) -> Event:
    sentences = _sentences(draft)
    date, date_end = _dates(scene.moment)
    venue = scene.venue or locality_in_name(ground.reading, ground.rules, telling, date)
    came = next((a for s in sentences if (a := attendance_in(ground.reading, ground.rules, s))), None)
    attendees = [*scene.attendees, *(a for s in sentences for a in attendees_in(ground.reading, ground.rules, s))]
    if came and not attendees:
        attendees = [came[1].of(ground.text)]
    chairs = next((c for s in sentences if (c := chairs_in(ground.reading, ground.rules, ground.officials, s))), ())
    held_by = scene.holders.organisers or draft.organisers or _session_of(ground, draft, telling)
    mentions = (telling, *sorted({span for span, _ in draft.mentions} - {telling}))
    return Event(
        draft.type, _name(draft, telling).of(ground.text), draft.edition, date, date_end,
        bool(scene.moment and scene.moment.inferred), scene.moment.session if scene.moment else None,
        venue.venue if venue else None, venue.locality if venue else None, venue.province if venue else None,
        held_by, scene.holders.coorganisers, chairs, came[0] if came else None,
        tuple(dict.fromkeys(attendees)), scene.status, mentions, draft.rule,
    )  # fmt: skip


def _session_of(ground: Ground, draft: Draft, name: Span) -> tuple[str, ...]:
    """Whose session a numbered one is, as its name says: `kỳ họp thứ 7, Quốc hội khóa XIII`."""
    if draft.family not in ("kỳ họp", "phiên họp") or draft.edition is None:
        return ()
    return holders_in(ground.reading, ground.rules, name).organisers[:1]


def _sentences(draft: Draft) -> list[Span]:
    return sorted({sentence.span for _, sentence in draft.mentions})


def _name(draft: Draft, telling: Span) -> Span:
    """The telling mention's name, or a much longer one where that is a noun alone."""
    if telling in draft.names or not draft.names:
        return telling
    return max(draft.names, key=len)


def _dates(moment: Moment | None) -> tuple[str | None, str | None]:
    if moment is None or moment.iso is None:
        return None, None
    first, _, last = moment.iso.partition("/")
    return first, last or None
