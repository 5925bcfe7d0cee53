"""Organisations and places as the press writes them: the shared reader of their names.

A body's name is a head word (`Sở`, `Công ty`), its continuation by knowledge, its place and the body that it is a part
of: `Phòng Kinh tế huyện X`, `Cục Y (Bộ Z)`. Spans are in the coordinates of the view; nothing is decided by luck, so
that `Sở Y tế tỉnh X Nguyễn Văn A` ends before the family name.
"""
from __future__ import annotations

from functools import lru_cache

import regex

from extractor.model import Span
from extractor.openings import may_open, places
from patterns import Rule, Ruleset
from patterns.checks import Entry

_KIND = "body"


def body_at(view: str, start: int, end: int, rules: Ruleset) -> Span | None:
    """The body whose name starts at `start` and ends by `end`, with the bodies that it is a part of; else None."""
    return _whole_at(view, start, end, rules)[0]


def chain_at(view: str, start: int, end: int, rules: Ruleset) -> list[Span]:
    """The body whose name starts at `start` alone, then the body that it is a part of, and that one's; or nothing."""
    return _whole_at(view, start, end, rules)[1]


def _whole_at(view: str, start: int, end: int, rules: Ruleset) -> tuple[Span | None, list[Span]]:
    own = _alone_at(view, start, end, rules)
    if own is None:
        return None, []
    whole, chain = own, [own]
    for _ in range(2):
        wider = _with_parent(view, own, whole, end, rules)
        if wider is None:
            break
        own, whole = wider
        chain.append(own)
    return whole, chain


def find_bodies(view: str, span: Span, rules: Ruleset) -> list[Span]:
    """All bodies within a span of the view, leftmost first, none inside another."""
    found: list[Span] = []
    for start in places(_rules(rules), view, span):
        body = body_at(view, start, span.end, rules) if not found or start >= found[-1].end else None
        if body is not None:
            found.append(body)
    return found


def place_at(view: str, start: int, end: int, rules: Ruleset) -> Span | None:
    """The place whose name starts at `start` (`TP. Vinh`, `huyện A, tỉnh B`, `Hà Nội`), else None."""
    match = rules.rule("places:place").pattern.match(view, start, end)
    return Span(*match.span()) if match else None


def find_places(view: str, span: Span, rules: Ruleset) -> list[Span]:
    """All places within a span of the view, in order."""
    pattern = rules.rule("places:place").pattern
    return [Span(*match.span()) for match in pattern.finditer(view, span.start, span.end)]


def _alone_at(view: str, start: int, end: int, rules: Ruleset) -> Span | None:
    told = (rule.pattern.match(view, start, end) for rule in _rules(rules) if may_open(rule, view, start))
    longest = max((match.end() for match in told if match), default=start)
    return Span(start, longest) if longest > start else None


@lru_cache(maxsize=4)
def _rules(rules: Ruleset) -> tuple[Rule, ...]:
    return rules.of_kind(_KIND)


_LINK = regex.compile(r" (?:trực )?thuộc | của | - | – |, | \(| ")


def _with_parent(view: str, own: Span, whole: Span, end: int, rules: Ruleset) -> tuple[Span, Span] | None:
    """The body that `own` is a part of, told right behind `whole`, and the two as one; None where there is none."""
    link = _LINK.match(view, whole.end, end)
    parent = _alone_at(view, link.end(), end, rules) if link else None
    if link is None or parent is None or not _may_be_within(own.of(view), parent.of(view), rules):
        return None
    if link.group() == " (":
        return (parent, Span(whole.start, parent.end + 1)) if view[parent.end : parent.end + 1] == ")" else None
    return parent, Span(whole.start, parent.end)


def _may_be_within(part: str, whole: str, rules: Ruleset) -> bool:
    return any(
        _opens(part, entry["forms"]) and _opens(whole, entry["within"]) and not _opens(whole, entry["forms"][:1])
        for entry in rules.table("body_head")
    )


def _opens(name: str, heads: list[str]) -> bool:
    return any(name.startswith(head) and not name[len(head) : len(head) + 1].isalpha() for head in heads)


_LEVELS = {
    "tỉnh": ("province",), "thành phố": ("municipality", "city"), "huyện": ("district",), "quận": ("urban district",),
    "thị xã": ("town",), "đặc khu": ("special zone",), "tp": ("municipality", "city"), "tx": ("town",),
}
_PREFIX = regex.compile(r"(?i)(tỉnh|thành phố|tp|huyện|quận|thị xã|tx|đặc khu)(?:\. ?|\s)(?=\S)")
#: The last day of the 63 provinces and of their districts.
OLD_SYSTEM_ENDED = "2025-06-30"


def province_of(name: str, on_date: str | None, rules: Ruleset) -> str | None:
    """The province in which a place lies on an ISO day, or would have, by the name that the province has then.

    `name` is a province, city or district, with its level before it or without (`TP. Vinh`, `Vinh`). Without a day
    the system is the one that knows the name. None where the name is unknown or lies in several provinces.
    """
    level, bare = _split(name)
    provinces = [e for e in _by_form(rules, "province").get(bare, ()) if _fits(e, level, on_date)]
    if provinces and (level is None or "province" in level or "municipality" in level):
        return _on_day(provinces[0]["name"], on_date, rules)
    places = [e for e in _by_form(rules, "place").get(bare, ()) if _fits(e, level, on_date)]
    if on_date is not None and on_date <= OLD_SYSTEM_ENDED:
        places = [e for e in places if e.get("until", on_date) >= on_date] or places
    found = {_on_day(e["province"], on_date, rules) for e in places}
    return found.pop() if len(found) == 1 else None


def _split(name: str) -> tuple[tuple[str, ...] | None, str]:
    name = name.strip()
    match = _PREFIX.match(name)
    if match is None or name.startswith(("TP.HCM", "TP HCM", "TP. HCM", "Tp.HCM", "Tp HCM")):
        return None, name
    return _LEVELS[match[1].lower()], name[match.end() :]


def _fits(entry: Entry, level: tuple[str, ...] | None, on_date: str | None) -> bool:
    if level is not None and entry["level"] not in level:
        return False
    since: str = entry.get("since", "")
    return since <= on_date if on_date is not None else not since


@lru_cache(maxsize=8)
def _by_form(rules: Ruleset, table: str) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in rules.table(table):
        for form in entry["forms"]:
            found.setdefault(form, []).append(entry)
    return found


def _on_day(province: str, on_date: str | None, rules: Ruleset) -> str | None:
    """The name of a province on a day: that of the one that it went into, if it is no more."""
    entries = _by_form(rules, "province").get(province)
    if not entries:
        return None
    entry = entries[0]
    if on_date is not None and "until" in entry and on_date > entry["until"]:
        return _on_day(entry["into"], on_date, rules)
    name: str = entry["name"]
    return name
