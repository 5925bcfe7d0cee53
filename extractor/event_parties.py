"""Who holds an event, with whom, who chairs it and who comes, as the passage that tells it says."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.bodies import find_bodies, find_places
from extractor.match import find, fire
from extractor.model import Official, Reading, Span
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Holders:
    """The bodies that hold an event and those that hold it with them, as written."""

    organisers: tuple[str, ...] = ()
    coorganisers: tuple[str, ...] = ()


def holders_in(reading: Reading, rules: Ruleset, subject: Span) -> Holders:
    """The organisers in a subject and, behind `phối hợp (với)`, those who hold it with them."""
    together = rules.rule("events:together").pattern.search(reading.view, subject.start, subject.end)
    if together is None:
        return Holders(_bodies(reading, rules, subject))
    first = _bodies(reading, rules, Span(subject.start, together.start()))
    return Holders(first, _bodies(reading, rules, Span(together.end(), subject.end)))


_AND = regex.compile(r"\s?(?:,|;|\s(?:và|cùng))\s+")


def _bodies(reading: Reading, rules: Ruleset, span: Span) -> tuple[str, ...]:
    """The bodies and provinces that a span lists; a name of another kind (`Tân Tạo`) where it is all that stands."""
    organs = [mention.span for mention in find(rules.of_kind("issuing_organ"), reading.view, span)]
    bodies = _disjoint(organs, find_bodies(reading.view, span, rules))
    known = _disjoint(bodies, find_places(reading.view, span, rules))
    known = [body for body in known if not reading.view[: body.start].endswith("(")]  # `Liên đoàn … (VCCI)` is one
    if known:
        beside = _beside(reading, rules, span, known)
        return tuple(body.of(reading.text) for body in _disjoint(known, beside))
    parts = [part.strip() for part in _AND.split(span.of(reading.text)) if part.strip()]
    bare = rules.rule("events:bare_party").pattern
    return tuple(parts) if len(parts) < 4 and all(bare.match(part) for part in parts) else ()


_CAPITALS = r"(?P<name>\p{Lu}[\p{L}\d&.-]*(?:\s[\p{Lu}\d][\p{L}\d&.-]*){0,4})"
_JOINED_BEFORE = regex.compile(rf"(?<=^|\s){_CAPITALS}\s(?:và|cùng)\s$")
_JOINED_BEHIND = regex.compile(rf"\s(?:và|cùng)\s{_CAPITALS}$")


def _beside(reading: Reading, rules: Ruleset, span: Span, known: Sequence[Span]) -> list[Span]:
    """A party that only its capitals show, joined with a known one: `Petrolimex và Sao Mai Group`."""
    first, last = known[0].start, known[-1].end
    before = _JOINED_BEFORE.search(reading.view[span.start : first])
    behind = _JOINED_BEHIND.fullmatch(reading.view[last : span.end].rstrip(" ,"))
    found = [Span(span.start + before.start("name"), span.start + before.end("name"))] if before else []
    return found + ([Span(last + behind.start("name"), last + behind.end("name"))] if behind else [])


def _disjoint(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """All of the first, and of the second what overlaps none of them, in order."""
    return sorted([*first, *(span for span in second if not any(span.overlaps(other) for other in first))])


def people_in(reading: Reading, officials: Sequence[Official], span: Span) -> list[tuple[Span, Official]]:
    """The officials named within a span, each once, in order."""
    found = sorted(((m, o) for o in officials for m in o.mentions if span.contains(m)), key=lambda pair: pair[0])
    seen: list[tuple[Span, Official]] = []
    for mention, official in found:
        if all(official is not other for _, other in seen):
            seen.append((mention, official))
    return seen


def chairs_in(reading: Reading, rules: Ruleset, officials: Sequence[Official], sentence: Span) -> tuple[str, ...]:
    """The names of those who chair, before `chủ trì` or behind `dưới sự chủ trì của`, in one sentence."""
    match = rules.rule("events:chaired").pattern.search(reading.view, sentence.start, sentence.end)
    if match is None:
        return ()
    behind = match.group().lower().startswith("dưới")
    where = Span(match.end(), sentence.end) if behind else Span(sentence.start, match.start())
    return tuple(official.name for _, official in people_in(reading, officials, where))


def attendance_in(reading: Reading, rules: Ruleset, sentence: Span) -> tuple[int, Span] | None:
    """How many came, as a sentence tells, and the words that say so."""
    told = next(fire(rules.of_kind("event_attendance"), reading.view, sentence), None)
    if told is None:
        return None
    return int(told.groups["number"].of(reading.view).replace(".", "")), told.groups["whole"]


def attendees_in(reading: Reading, rules: Ruleset, sentence: Span) -> Iterator[str]:
    """Those who came, as written, one by one, behind `Tham dự có`."""
    match = rules.rule("events:attendees").pattern.search(reading.view, sentence.start, sentence.end)
    if match:
        whole = reading.text[slice(*match.span("whole"))]
        yield from (part.strip() for part in regex.split(r";\s|;$", whole) if part.strip())
