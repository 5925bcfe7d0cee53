"""Dates and periods of an article, with the years that the text leaves out resolved.

A missing year comes from the page's own date, else from the article's plain year: the latest one told that is not
a target, a horizon or the end of a programme; `so với cùng kỳ năm 2019` makes it 2020 (DATA.md, Years and periods).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import regex

from extractor.match import find
from extractor.model import Mention, Moment, Reading, Sentence, Span
from extractor.values import full_year, iso_day, iso_month, iso_months, iso_range, ordinal
from patterns import Ruleset

_SESSIONS = {
    "sáng": "morning", "rạng": "morning", "trưa": "noon", "chiều": "afternoon", "tối": "evening", "đêm": "evening"
}  # fmt: skip
_MONTH_NAMES = {"giêng": 1, "chạp": 12, "một": 11}
_DOCUMENT_YEAR = regex.compile(r"(?<=\d/)(?:19|20)\d\d(?=/\p{Lu})")
_PART_MONTHS = {"nửa đầu": (1, 6), "nửa cuối": (7, 12)}
#: How far a day without a year may lie ahead of the page's own date before it is taken for last year's.
_AHEAD_DAYS = 45


@dataclass(frozen=True, slots=True)
class Now:
    """When the article speaks: its year, and its day where the page or the text tells one. Nothing where unknown."""

    year: int | None
    day: date | None
    published: bool


def find_moments(reading: Reading, rules: Ruleset) -> tuple[Moment, ...]:
    """All dates and periods in the sentences, in order; `iso` is None where the article leaves it open."""
    found = mentions(reading, rules)
    now = now_of(reading, rules, found)
    moments: list[Moment] = []
    for index, (sentence, mention) in enumerate(found):
        near = [year for s, m in found[max(0, index - 2) : index] if s is sentence for year in _told_years(reading, m)]
        moments.append(_moment(reading, rules, now, sentence, mention, near[-1] if near else None))
    return tuple(moments)


def _told_years(reading: Reading, mention: Mention) -> list[int]:
    """The year that a period of one year or part of one tells."""
    get = _numbers(reading, mention)
    return [get["y"]] if mention.kind == "period" and "y" in get and "y2" not in get else []


def mentions(reading: Reading, rules: Ruleset) -> list[tuple[Sentence, Mention]]:
    """Every date and period mention with its sentence, overlaps settled, nothing resolved."""
    wanted = rules.of_file("periods")
    return [(s, m) for s in reading.sentences if _may_hold(reading, s) for m in find(wanted, reading.view, s.span)]


_HINT = regex.compile(r"(?i)\d|năm|tháng|quý|tuần|nửa|thế kỷ|thập")


def _may_hold(reading: Reading, sentence: Sentence) -> bool:
    return _HINT.search(reading.view, sentence.span.start, sentence.span.end) is not None


def now_of(reading: Reading, rules: Ruleset, found: Iterable[tuple[Sentence, Mention]]) -> Now:
    """The day and year in which the article speaks: the page's own, else the latest plain ones that it tells."""
    published = reading.article.published
    if published:
        day = date.fromisoformat(published[:10])
        return Now(day.year, day, True)
    told = [
        (s, m, int(m.groups[name].of(reading.view)))
        for s, m in found
        for name in ("y2", "y")
        if name in m.groups and not (name == "y2" and m.rule.endswith("year_span"))
    ]
    plain = [year + _compared(reading, rules, m) for s, m, year in told if not _horizon(reading, rules, s, m)]
    if plain or not told:
        plain += _document_years(reading)
    year = max(plain, default=None)
    return Now(year, _latest_day(reading, rules, found, year), False)


def _document_years(reading: Reading) -> list[int]:
    """The years in the numbers of documents that the content cites: an article is no older than they are."""
    spans = (sentence.span for sentence in reading.sentences)
    return [int(m.group()) for span in spans for m in _DOCUMENT_YEAR.finditer(reading.view, span.start, span.end)]


def _horizon(reading: Reading, rules: Ruleset, sentence: Sentence, mention: Mention) -> bool:
    before = reading.view[sentence.span.start : mention.groups["y"].start].lower() if "y" in mention.groups else ""
    behind = reading.view[mention.span.end : min(mention.span.end + 40, sentence.span.end)].lower()
    return _holds(before, rules.words("horizon")) or _holds(behind.split(";")[0], rules.words("horizon_behind"))


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(regex.search(rf"\b{regex.escape(word)}\b", text) for word in words if word in text)


def _compared(reading: Reading, rules: Ruleset, mention: Mention) -> int:
    if "y" not in mention.groups:
        return 0
    head = reading.view[max(0, mention.span.start - 20) : mention.groups["y"].start].lower().rstrip()
    return int(any(head.endswith(words) for words in rules.words("compared")))


def _latest_day(
    reading: Reading, rules: Ruleset, found: Iterable[tuple[Sentence, Mention]], year: int | None
) -> date | None:
    days = []
    for sentence, mention in found:
        get = _numbers(reading, mention)
        if get.get("y") == year is not None and get.get("m") and not _horizon(reading, rules, sentence, mention):
            days.append(iso_day(get.get("d", 1), get["m"], year))
    return max((date.fromisoformat(day) for day in days if day), default=None)


def _numbers(reading: Reading, mention: Mention) -> dict[str, int]:
    """The groups that are numbers, as integers; quarters and counts of months may be Roman or in words."""
    numbers = {}
    for name in ("d", "m", "y", "d2", "m2", "y2", "q", "q2", "n"):
        if name in mention.groups:
            value = ordinal(mention.groups[name].of(reading.view))
            numbers[name] = full_year(str(value)) if name[0] == "y" else (value or 0)
    if "mw" in mention.groups:
        word = mention.groups["mw"].of(reading.view).lower()
        numbers["m"] = _MONTH_NAMES.get(word) or ordinal(word) or 0
    return numbers


def _moment(
    reading: Reading, rules: Ruleset, now: Now, sentence: Sentence, mention: Mention, near: int | None
) -> Moment:
    """`near` is the year told just before in the sentence: `năm 2022 đạt đỉnh vào tháng 3` is of 2022."""
    get = _numbers(reading, mention)
    said = {name: span.of(reading.view).lower() for name, span in mention.groups.items()}
    year, inferred = _year(get, said, now)
    ahead = _holds(sentence.span.of(reading.view).lower(), rules.words("ahead"))
    iso = _iso_date(get, year, now, inferred, ahead)
    if mention.kind == "period":
        if inferred and "rel" not in said:
            year = near or _past_year(get, year, now, ahead)
        iso = _iso_period(get, said, year, now)
    session = _SESSIONS.get(said.get("session", "").split(" ")[0])
    kind: Literal["date", "period"] = "date" if mention.kind == "date" else "period"
    return Moment(kind, mention.span, mention.rule, iso, inferred and iso is not None, session, _until(said))


def _until(said: dict[str, str]) -> bool:
    """Whether all up to the moment is meant: `tính đến …`, `đến hết …`, `đến ngày …`, but `đến tháng 6` is in it."""
    until = said.get("until", "")
    return bool(until) and ("tính" in until or "hết" in until or said.get("part") == "hết" or "d" in said)


def _year(get: dict[str, int], said: dict[str, str], now: Now) -> tuple[int | None, bool]:
    """The year told, or the one meant, and whether it was inferred."""
    told = get.get("y", get.get("y2"))
    if told is not None:
        return told, False
    if now.year is None:
        return None, False
    back = 1 if said.get("rel") in ("ngoái", "trước") and said.get("unit", "năm") == "năm" else 0
    ahead = 1 if said.get("rel") in ("tới", "sau") and said.get("unit") == "năm" else 0
    return now.year - back + ahead, True


def _past_year(get: dict[str, int], year: int | None, now: Now, ahead: bool) -> int | None:
    """A month or quarter that lies ahead of the page's own date is last year's, where nothing says it is to come."""
    month = get.get("m2", get.get("m", 3 * get.get("q", 0) - 2))
    if year is None or now.day is None or not now.published or ahead or month <= now.day.month:
        return year
    return year - 1


def _iso_date(get: dict[str, int], year: int | None, now: Now, inferred: bool, ahead: bool) -> str | None:
    if "d" not in get:
        return None
    last = iso_day(get.get("d2", get["d"]), get.get("m2", get.get("m", 0)), get.get("y2", year))
    if last is not None and inferred and now.day and now.published:
        last = _nearest(last, now.day, ahead)
    if last is None or "d2" not in get:
        return last
    first = iso_day(get["d"], get.get("m", get["m2"]), get.get("y", int(last[:4])))
    return iso_range(first, last) if first and first <= last else last


def _nearest(iso: str, now: date, ahead: bool) -> str:
    """The day in the year before where it would lie far ahead of the article and nothing says that it is to come."""
    day = date.fromisoformat(iso)
    if (day - now).days > _AHEAD_DAYS and not ahead:
        return iso_day(day.day, day.month, day.year - 1) or iso
    if (now - day).days > 300 and ahead:
        return iso_day(day.day, day.month, day.year + 1) or iso
    return iso


def _iso_period(get: dict[str, int], said: dict[str, str], year: int | None, now: Now) -> str | None:
    if "now" in said:
        return _since(get, year, now)
    if "n" in get:
        return _some_months(get["n"], said.get("part", "đầu"), year)
    if "q" in get:
        return iso_months(3 * get["q"] - 2, 3 * get.get("q2", get["q"]), year) if get["q"] else None
    if "m2" in get:
        return _months_range(get, year)
    if "m" in get:
        return iso_month(get["m"], year)
    if said.get("part") in _PART_MONTHS:
        return iso_months(*_PART_MONTHS[said["part"]], year)
    return _years(get, said, year, now)


def _years(get: dict[str, int], said: dict[str, str], year: int | None, now: Now) -> str | None:
    if "y2" in get:
        return iso_range(str(get["y"]), str(get["y2"])) if get["y"] <= get["y2"] else None
    if said.get("unit") == "tháng":
        return _month_beside(now, said["rel"])
    if said.get("unit") in ("quý", "tuần") or not ("y" in get or "rel" in said):
        return None
    if "until" in said and said.get("part") == "hết":
        return iso_day(31, 12, year)
    return str(year) if year is not None else None


def _month_beside(now: Now, rel: str) -> str | None:
    if now.day is None or not now.published:
        return None
    step = {"nay": 0, "này": 0, "trước": -1, "qua": -1, "vừa qua": -1, "tới": 1, "sau": 1}.get(rel)
    if step is None:
        return None
    months = now.day.year * 12 + now.day.month - 1 + step
    return iso_month(months % 12 + 1, months // 12)


def _some_months(n: int, part: str, year: int | None) -> str | None:
    return iso_months(13 - n, 12, year) if part == "cuối" else iso_months(1, n, year)


def _months_range(get: dict[str, int], year: int | None) -> str | None:
    last_year = get.get("y2", year)
    start, end = iso_month(get["m"], get.get("y", last_year)), iso_month(get["m2"], last_year)
    return iso_range(start, end) if start and end and start <= end else None


def _since(get: dict[str, int], year: int | None, now: Now) -> str | None:
    start = iso_month(get.get("m", 1), year)
    if start is None or now.year is None:
        return None
    end = iso_month(now.day.month, now.day.year) if now.day else None
    return iso_range(start, end) if end and start <= end else None


def moments_in(moments: Iterable[Moment], span: Span) -> list[Moment]:
    """Those that lie within a span, in order."""
    return [moment for moment in moments if span.contains(moment.span)]
