"""What the clause around an event's name tells of it: when, where, by whom, who takes part, and whether it was held.

All is read from the one sentence in which the name stands: nothing is put together from elsewhere.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.bodies import find_bodies
from extractor.event_parties import Holders, holders_in, people_in
from extractor.event_places import Venue, place_within
from extractor.model import Moment, Official, Reading, Sentence, Span
from patterns import Ruleset

_LEAD = regex.compile(r"[\s,):]+|(?:vừa qua|qua|tới)(?=,)")


@dataclass(frozen=True, slots=True)
class Ground:
    """What was read before: the article, its moments outside documents' names, its officials."""

    reading: Reading
    rules: Ruleset
    moments: Sequence[Moment]
    officials: Sequence[Official]

    @property
    def view(self) -> str:
        return self.reading.view

    @property
    def text(self) -> str:
        return self.reading.text

    def moments_in(self, window: Span) -> list[Moment]:
        return [moment for moment in self.moments if window.contains(moment.span)]


@dataclass(frozen=True, slots=True)
class Scene:
    """What one clause tells of an event. `verb` is what happens to it: held, attended, or nothing (None)."""

    verb: str | None
    moment: Moment | None = None
    venue: Venue | None = None
    holders: Holders = field(default_factory=Holders)
    attendees: tuple[str, ...] = ()
    status: str = "held"

    @property
    def dated(self) -> bool:
        """A day or a month is told, not only a year or a longer stretch."""
        moment = self.moment
        return moment is not None and (moment.kind == "date" or (moment.iso is not None and len(moment.iso) == 7))

    @property
    def tells(self) -> bool:
        """An event is told by a date, a place or an organiser."""
        return self.dated or self.venue is not None or bool(self.holders.organisers)


#: How far from the name its clause is read, in characters: sentences of a table's row can be endless.
_FAR = 600


def scene_of(ground: Ground, sentence: Sentence, name: Span, verbal: bool = False) -> Scene:
    """What the sentence tells around the name; `verbal` where the name is itself a verb with its object."""
    head, tail = Span(max(sentence.span.start, name.start - _FAR), name.start), _tail(ground, sentence, name)
    frame = None if verbal else _frame(ground, head)
    after = None if verbal else _after(ground, tail)
    moment = _moment(ground, head, tail, verbal or after is not None)
    moment = moment or (_close_behind(ground, tail) if frame is not None else None)
    moment = moment or (_anniversary(ground, name) if verbal else None)
    day = moment.iso[:10] if moment and moment.iso and len(moment.iso) >= 10 else _day(ground, moment)
    venue = place_within(ground.reading, ground.rules, _outside(head, frame, name), day)
    if venue is None and (verbal or frame is not None or after is not None):
        venue = place_within(ground.reading, ground.rules, tail, day)
    subject = _subject(ground, head, frame.start() if frame else name.start, moment, venue)
    verb = _verb(frame, after, verbal)
    if verb is None and moment is None and (day_told := _day_of_meeting(ground, head, tail)):
        return Scene("held", day_told, venue, status=_status(ground, sentence, name))
    holders, attendees = _who(ground, tail, subject, verb, after)
    if frame is not None and verb == "attended" and frame["verb"].lower() == "có":
        holders, attendees = _of_own_meeting(ground, subject, name, holders, attendees)
    return Scene(verb, moment, venue, holders, attendees, _status(ground, sentence, name))


def _tail(ground: Ground, sentence: Sentence, name: Span) -> Span:
    end = min(sentence.span.end, name.end + _FAR)
    purpose = ground.rules.rule("events:purpose").pattern.search(ground.view, name.end, end)
    return Span(name.end, purpose.start() if purpose else end)


def _outside(head: Span, frame: regex.Match[str] | None, name: Span) -> Span:
    return Span(head.start, frame.start() if frame else name.start)


def _frame(ground: Ground, head: Span) -> regex.Match[str] | None:
    """The verb of holding or attending right before the name, unless it is a purpose or a duty."""
    for rule in ("events:held_before", "events:attended_before"):
        match = ground.rules.rule(rule).pattern.search(ground.view, head.start, head.end)
        if match is not None:
            not_held = ground.rules.rule("events:not_held").pattern
            return None if not_held.search(ground.view, head.start, match.start()) else match
    return None


def _after(ground: Ground, tail: Span) -> regex.Match[str] | None:
    return ground.rules.rule("events:held_after").pattern.match(tail.of(ground.view))


def _verb(frame: regex.Match[str] | None, after: regex.Match[str] | None, verbal: bool) -> str | None:
    if frame is not None:
        return "attended" if "verb" in frame.groupdict() else "held"
    return "held" if after is not None or verbal else None


def _moment(ground: Ground, head: Span, tail: Span, behind: bool) -> Moment | None:
    """The last day told before the name, else the first behind it; else the month that opens the clause."""
    before = ground.moments_in(head)
    after = ground.moments_in(Span(tail.start, min(tail.end, tail.start + 160))) if behind else []
    for moments in (reversed(before), after):
        day = next((m for m in moments if m.kind == "date"), None)
        if day is not None:
            return day
    months = [m for m in before + after[:1] if m.iso is not None and len(m.iso) == 7]
    return months[-1] if months else None


_CLOSE = regex.compile(r",?\s?(?:(?:tại|ở)\s[^,;.]{2,60}?,?\s)?\(?(?:(?:vào|trong|từ|lúc|hồi)\s)?")


def _close_behind(ground: Ground, tail: Span) -> Moment | None:
    """The day right behind the name, with no more than the place between: `khai mạc Phiên họp thứ 34 sáng nay`."""
    first = next((m for m in ground.moments_in(tail) if m.kind == "date"), None)
    return first if first and _CLOSE.fullmatch(ground.view, tail.start, first.span.start) else None


_MET_AT = regex.compile(r"(?i)(?:^|[,.;]\s?|\s)(?:tại|ở|trong|sau)\s(?:một\s)?$")


def _day_of_meeting(ground: Ground, head: Span, tail: Span) -> Moment | None:
    """The day right behind an event at which something is done or said: `Tại cuộc họp báo chiều 5/6, ông A …`."""
    return _close_behind(ground, tail) if _MET_AT.search(head.of(ground.view)) else None


def _anniversary(ground: Ground, name: Span) -> Moment | None:
    """The day that an anniversary's own name tells: the last of `kỷ niệm 70 năm … (2.9.1945 - 2.9.2015)`."""
    within = [m for m in ground.moments_in(name) if m.kind == "date" and m.iso is not None]
    if not within or not name.of(ground.view).lower().startswith("kỷ niệm"):
        return None
    return replace(within[-1], iso=(within[-1].iso or "").split("/")[-1])


def _day(ground: Ground, moment: Moment | None) -> str | None:
    """A day for the provinces in being: the event's month or year, else the page's own day."""
    if moment is not None and moment.iso is not None:
        return f"{moment.iso[:4]}-{moment.iso[5:7] or '01'}-01"
    published = ground.reading.article.published
    return published[:10] if published else None


_ADVERBIAL_COMMA = regex.compile(r",\s|^\s*(?i:tại|ở|theo|trong)\s")


def _subject(ground: Ground, head: Span, end: int, moment: Moment | None, venue: Venue | None) -> Span:
    """The subject before the verb: what is left when dateline, date, place and other adverbials are taken off."""
    dateline = ground.rules.rule("events:dateline").pattern.match(head.of(ground.view))
    start = head.start + (dateline.end() if dateline else 0)
    start = max(start, ground.view.rfind("; ", start, end + 1) + 1)  # what is listed before has its own subject
    for span in sorted(s for s in (moment and moment.span, venue and venue.span) if s and start <= s.end <= end):
        before = Span(start, max(start, span.start))
        if find_bodies(ground.view, before, ground.rules) and not _ADVERBIAL_COMMA.search(before.of(ground.view)):
            end = span.start  # `Tòa án … ngày 4/6 mở phiên tòa`: the day stands behind the subject
            break
        start = span.end
    while start < end and (match := _LEAD.match(ground.view, start, end)):
        start = match.end()
    adverbial = ground.rules.rule("events:adverbial").pattern
    while adverbial.match(ground.view[start:end]) and (comma := ground.view.find(", ", start, end)) > 0:
        start = comma + 2
    return Span(min(start, end), end)


_ADVERBS = regex.compile(r"(?:[\s,]+(?:đã|vừa|sẽ|đang|cũng|có|đến|tới|về|trực tiếp))+\s*$")


def _who(
    ground: Ground, tail: Span, subject: Span, verb: str | None, after: regex.Match[str] | None
) -> tuple[Holders, tuple[str, ...]]:
    """The holders and those who are told to take part; a person who acts takes part, a body holds."""
    by = ground.rules.rule("events:held_by").pattern.search(ground.view, tail.start, tail.end) if after else None
    if by is not None:
        return holders_in(ground.reading, ground.rules, Span(*by.span("organisers"))), ()
    if after is not None and after["organisers"]:
        told = Span(tail.start + after.start("organisers"), tail.start + after.end("organisers"))
        return holders_in(ground.reading, ground.rules, told), ()
    people = people_in(ground.reading, ground.officials, subject)
    if verb == "attended" or people:
        said = _ADVERBS.sub("", subject.of(ground.text)).strip(" ,")
        return Holders(), (said,) if verb is not None and said and len(said) < 200 else ()
    return (holders_in(ground.reading, ground.rules, subject) if verb == "held" else Holders()), ()


def _of_own_meeting(
    ground: Ground, subject: Span, name: Span, holders: Holders, attendees: tuple[str, ...]
) -> tuple[Holders, tuple[str, ...]]:
    """`X có cuộc họp` is held by X; `X có buổi làm việc với Y` is attended by both."""
    if ground.rules.rule("events:own_meeting").pattern.match(name.of(ground.view)):
        people = people_in(ground.reading, ground.officials, subject)
        return (holders, attendees) if people else (holders_in(ground.reading, ground.rules, subject), ())
    guests = ground.rules.rule("events:guests").pattern.search(name.of(ground.view))
    if guests is None:
        return holders, attendees
    start = name.start + guests.end()
    others = holders_in(ground.reading, ground.rules, Span(start, name.end)).organisers
    return holders, (*attendees, *(_with_lead(ground, start, other) for other in others[:1]))


_LEAD_OF = regex.compile(r"(?:(?:các|đoàn|lãnh đạo|đại diện|ban lãnh đạo|đoàn công tác|cán bộ|nhân dân|cử tri|của)\s)+")


def _with_lead(ground: Ground, start: int, body: str) -> str:
    """A guest with who of it comes, as written: `lãnh đạo Sở Y tế`."""
    lead = _LEAD_OF.match(ground.view, start)
    return ground.text[start : lead.end()] + body if lead and ground.text.startswith(body, lead.end()) else body


def _status(ground: Ground, sentence: Sentence, name: Span) -> str:
    """Held, planned or cancelled by the words near the name, in its own clause."""
    before = ground.view[max(sentence.span.start, name.start - 80) : name.start].rsplit(", ", 1)[-1]
    near = f"{before} | {ground.view[name.end : min(sentence.span.end, name.end + 50)]}"
    rules = ground.rules
    if rules.rule("events:cancelled").pattern.search(near):
        return "cancelled"
    return "planned" if rules.rule("events:planned").pattern.search(near) else "held"
