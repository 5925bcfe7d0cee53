"""Where an event is held: its hall, its city or district as written, its province by knowledge."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.bodies import body_at, place_at, province_of
from extractor.model import Reading, Span
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Venue:
    """The hall or building, the locality as written, the province's name alone, and the span of it all."""

    venue: str | None
    locality: str | None
    province: str | None
    span: Span


_NEXT = regex.compile(r",\s|\s?\(|\s\p{L}+\s|\s")
_ABOVE = regex.compile(r",\s|\s\(")
_PARTS = regex.compile(r",\s|\s?\(|\)|\s[-–]\s")


def place_within(reading: Reading, rules: Ruleset, window: Span, on_date: str | None) -> Venue | None:
    """The place told after `tại` or `ở` within a window, or None; `on_date` decides which provinces were in being."""
    for match in rules.rule("events:at").pattern.finditer(reading.view, window.start, window.end):
        venue = _at(reading, rules, match.end(), window.end, on_date)
        if venue is not None:
            return venue
    return None


def _at(reading: Reading, rules: Ruleset, start: int, end: int, on_date: str | None) -> Venue | None:
    place = _place(reading, rules, start, end)
    if place is not None:
        return _venue(reading, rules, None, place, on_date)
    found = rules.rule("events:hall").pattern.match(reading.view, start, end)
    body = None if found else body_at(reading.view, start, end, rules)
    if found is None and body is None:
        return None
    hall = Span(*found.span()) if found else body
    assert hall is not None
    link = _NEXT.match(reading.view, hall.end, end)
    return _venue(reading, rules, hall, _place(reading, rules, link.end(), end) if link else None, on_date)


def _place(reading: Reading, rules: Ruleset, start: int, end: int) -> Span | None:
    """A place by knowledge, with the commune before it and the province behind it."""
    commune = rules.rule("events:commune").pattern.match(reading.view, start, end)
    if commune is None:
        return _chained(reading, rules, place_at(reading.view, start, end, rules), end)
    link = _ABOVE.match(reading.view, commune.end(), end)
    above = place_at(reading.view, link.end(), end, rules) if link else None
    chained = _chained(reading, rules, above, end)
    return Span(start, chained.end) if chained else Span(*commune.span())


def _chained(reading: Reading, rules: Ruleset, place: Span | None, end: int) -> Span | None:
    if place is None:
        return None
    link = _ABOVE.match(reading.view, place.end, end)
    above = place_at(reading.view, link.end(), end, rules) if link else None
    return Span(place.start, above.end) if above else place


def _venue(reading: Reading, rules: Ruleset, hall: Span | None, place: Span | None, on_date: str | None) -> Venue:
    venue = hall.of(reading.text) if hall else None
    if place is None:
        assert hall is not None
        return Venue(venue, None, _province_in(hall.of(reading.text), on_date, rules), hall)
    parts = [part for part in _PARTS.split(place.of(reading.text)) if part]
    provinces = [province_of(part, on_date, rules) for part in reversed(parts)]
    province = next((name for name in provinces if name), None)
    kept = parts[:-1] if len(parts) > 1 and provinces[0] is not None and _is_province(parts[-1], province) else parts
    return Venue(venue, ", ".join(kept), province, Span(hall.start if hall else place.start, place.end))


_TAIL_PLACE = regex.compile(r"(?:tỉnh|thành phố|TP\.?)\s?\p{Lu}\p{L}*(?:[\s-]\p{Lu}\p{L}*){0,3}$")


def _province_in(hall: str, on_date: str | None, rules: Ruleset) -> str | None:
    """The province that closes a hall's name: `Nhà hát thành phố Hải Phòng`."""
    place = _TAIL_PLACE.search(hall)
    return province_of(place.group(), on_date, rules) if place else None


def _is_province(part: str, province: str | None) -> bool:
    return province is not None and part.removeprefix("tỉnh ").removeprefix("thành phố ") == province


def locality_in_name(reading: Reading, rules: Ruleset, name: Span, on_date: str | None) -> Venue | None:
    """The place that closes a name (`kiểm tra … thị trấn Vân Canh`), where the article tells no other."""
    communes = rules.rule("events:commune").pattern.finditer(reading.view, name.start, name.end)
    last = next((Span(*match.span()) for match in communes if match.end() == name.end), None)
    return _venue(reading, rules, None, last, on_date) if last else None
