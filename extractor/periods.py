"""Dates and periods of an article, with the years that the text leaves out resolved.

A missing year comes from the page's own date, else from the article's plain year: the latest one told that is not
a target, a horizon or the end of a programme; `so với cùng kỳ năm 2019` makes it 2020 (docs/data-contract.md, Years
and periods).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Literal

import regex

from extractor.match import find
from extractor.model import Mention, Moment, Reading, Sentence
from extractor.period_iso import Now, iso_date_of, iso_day_beside, iso_period_of, past_year
from extractor.values import full_year, iso_day, ordinal
from patterns import Ruleset

#: A date or period as it is written, with the sentence that it stands in.
Found = tuple[Sentence, Mention]

_SESSIONS = {
    "sáng": "morning", "rạng": "morning", "trưa": "noon", "chiều": "afternoon", "tối": "evening", "đêm": "evening"
}  # fmt: skip
_MONTH_NAMES = {"giêng": 1, "chạp": 12, "một": 11}
_DOCUMENT_YEAR = regex.compile(r"(?<=\d/)(?:19|20)\d\d(?=/\p{Lu})")


def find_moments(reading: Reading, rules: Ruleset, found: Sequence[Found] | None = None) -> tuple[Moment, ...]:
    """All dates and periods in the sentences, in order; `iso` is None where the article leaves it open.

    `found` are the article's `mentions` where the caller has them.
    """
    found = mentions(reading, rules) if found is None else found
    now = now_of(reading, rules, found)
    moments: list[Moment] = []
    for index, (sentence, mention) in enumerate(found):
        told = found[:index] if "whole" in mention.groups else found[max(0, index - 2) : index]
        beside = [m for s, m in told if _beside(s, sentence, mention) and not _compared(reading, rules, m)]
        near = [year for m in beside for year in _told_years(reading, m)]
        moment = _moment(reading, rules, now, sentence, mention, near[-1] if near else None)
        if "same" in mention.groups:
            close = [m for (s, _), m in zip(found, moments, strict=False) if sentence.block - s.block <= 1]
            moment = _same_day(moment, close)
        moments.append(moment)
    return tuple(moments)


def _same_day(moment: Moment, before: Sequence[Moment]) -> Moment:
    """`cùng ngày` is the single day told last, in its paragraph or the one before; left open where there is none."""
    last = next((m for m in reversed(before) if m.kind == "date" and m.iso and len(m.iso) == len("2024-05-10")), None)
    return replace(moment, iso=last.iso, inferred=last.inferred) if last else moment


def _beside(other: Sentence, sentence: Sentence, mention: Mention) -> bool:
    """Whether a year told in a sentence is meant: in the same one; by `cả năm`, in the same block."""
    return other.block == sentence.block if "whole" in mention.groups else other is sentence


def _told_years(reading: Reading, mention: Mention) -> list[int]:
    """The year that a period of one year or part of one tells."""
    get = _numbers(reading, mention)
    return [get["y"]] if mention.kind == "period" and "y" in get and "y2" not in get else []


def mentions(reading: Reading, rules: Ruleset) -> list[Found]:
    """Every date and period mention with its sentence, overlaps settled, nothing resolved."""
    wanted = rules.of_file("periods")
    return [(s, m) for s in reading.sentences if _may_hold(reading, s) for m in find(wanted, reading.view, s.span)]


_HINT = regex.compile(r"(?i)\d|năm|tháng|quý|tuần|nửa|thế kỷ|thập|hôm|ngày|phiên|\b(?:sáng|trưa|chiều|tối|đêm)\b")


def _may_hold(reading: Reading, sentence: Sentence) -> bool:
    return _HINT.search(reading.view, sentence.span.start, sentence.span.end) is not None


def now_of(reading: Reading, rules: Ruleset, found: Iterable[Found]) -> Now:
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


def plain_year(reading: Reading, rules: Ruleset, found: Iterable[Found]) -> int | None:
    """The year in which the article with these mentions speaks, as `now_of` has it."""
    return now_of(reading, rules, found).year


def _document_years(reading: Reading) -> list[int]:
    """The years in the numbers of documents that the content cites: an article is no older than they are."""
    spans = (sentence.span for sentence in reading.sentences)
    return [int(m.group()) for span in spans for m in _DOCUMENT_YEAR.finditer(reading.view, span.start, span.end)]


def _horizon(reading: Reading, rules: Ruleset, sentence: Sentence, mention: Mention) -> bool:
    before = reading.view[sentence.span.start : mention.groups["y"].start].lower() if "y" in mention.groups else ""
    if any(before.rstrip().endswith(words) for words in rules.words("long_ago")):
        return True
    behind = reading.view[mention.span.end : min(mention.span.end + 40, sentence.span.end)].lower()
    return _holds(before, rules.words("horizon")) or _holds(behind.split(";")[0], rules.words("horizon_behind"))


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(_whole(word).search(text) for word in words if word in text)


@lru_cache(maxsize=256)
def _whole(word: str) -> regex.Pattern[str]:
    return regex.compile(rf"\b{regex.escape(word)}\b")


def _compared(reading: Reading, rules: Ruleset, mention: Mention) -> int:
    if "y" not in mention.groups:
        return 0
    head = reading.view[max(0, mention.span.start - 20) : mention.groups["y"].start].lower().rstrip()
    return int(any(head.endswith(words) for words in rules.words("compared")))


def _latest_day(
    reading: Reading, rules: Ruleset, found: Iterable[Found], year: int | None
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
    for name in ("d", "m", "y", "d2", "m2", "y2", "q", "q2", "n", "days"):
        if name in mention.groups:
            value = ordinal(mention.groups[name].of(reading.view))
            numbers[name] = full_year(str(value)) if name[0] == "y" else (value or 0)
    if "stretch" in mention.groups:
        several = ordinal(mention.groups["several"].of(reading.view)) if "several" in mention.groups else 1
        numbers["n"] = (several or 1) * (3 if mention.groups["stretch"].of(reading.view).lower() == "quý" else 1)
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
    iso = iso_date_of(get, year, now, inferred, ahead)
    if mention.kind == "date" and "rel" in said:
        iso, inferred = iso_day_beside(said["rel"], now), True
    if mention.kind == "period":
        if inferred and "rel" not in said:
            year = near or past_year(get, said, year, now, ahead)
        iso = iso_period_of(get, said, year, now)
    session = _SESSIONS.get(said.get("session", "").split(" ")[0])
    closing = said.get("part") == "cuối" and "n" not in get
    kind: Literal["date", "period"] = "date" if mention.kind == "date" else "period"
    return Moment(kind, mention.span, mention.rule, iso, inferred and iso is not None, session, _until(said), closing)


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
