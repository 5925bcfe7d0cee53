"""Dates and periods of an article, with the years that the text leaves out resolved (extractor/article_year.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import regex

from extractor.article_year import Found, holds, is_compared, now_of, numbers_of, year_of_day
from extractor.match import find
from extractor.model import Mention, Moment, Reading, Sentence
from extractor.period_iso import Now, iso_date_of, iso_day_beside, iso_period_of, past_year
from patterns import Ruleset

_SESSIONS = {
    "sáng": "morning", "rạng": "morning", "trưa": "noon", "chiều": "afternoon", "tối": "evening", "đêm": "evening"
}  # fmt: skip


def find_moments(reading: Reading, rules: Ruleset, found: Sequence[Found] | None = None) -> tuple[Moment, ...]:
    """All dates and periods in the sentences, in order; `iso` is None where the article leaves it open.

    `found` are the article's `mentions` where the caller has them.
    """
    found = mentions(reading, rules) if found is None else found
    now = now_of(reading, rules, found)
    moments: list[Moment] = []
    for index, (sentence, mention) in enumerate(found):
        told = found[:index] if "whole" in mention.groups else found[max(0, index - 2) : index]
        beside = [m for s, m in told if _beside(s, sentence, mention) and not is_compared(reading, rules, m)]
        near = [year for m in beside for year in _told_years(reading, m)]
        if "m" in mention.groups and "y" not in mention.groups and not now.published:
            near += _years_of_same_day(reading, found, now, mention)
        moment = _moment(reading, rules, now, sentence, mention, near[-1] if near else None)
        if "same" in mention.groups:
            close = [m for (s, _), m in zip(found, moments, strict=False) if sentence.block - s.block <= 1]
            moment = _same_day(moment, close)
        moments.append(moment)
    return tuple(moments)


def plain_year(reading: Reading, rules: Ruleset, found: Sequence[Found]) -> int | None:
    """The year in which the article with these mentions speaks, as `now_of` has it."""
    return now_of(reading, rules, found).year


def _years_of_same_day(reading: Reading, found: Sequence[Found], now: Now, mention: Mention) -> list[int]:
    get = numbers_of(reading, mention)
    year = year_of_day(reading, found, now, get["d"], get["m"]) if {"d", "m"} <= get.keys() else None
    return [] if year is None else [year]


def _same_day(moment: Moment, before: Sequence[Moment]) -> Moment:
    """`cùng ngày` is the single day told last, in its paragraph or the one before; left open where there is none."""
    last = next((m for m in reversed(before) if m.kind == "date" and m.iso and len(m.iso) == len("2024-05-10")), None)
    return replace(moment, iso=last.iso, inferred=last.inferred) if last else moment


def _beside(other: Sentence, sentence: Sentence, mention: Mention) -> bool:
    """Whether a year told in a sentence is meant: in the same one; by `cả năm`, in the same block."""
    return other.block == sentence.block if "whole" in mention.groups else other is sentence


def _told_years(reading: Reading, mention: Mention) -> list[int]:
    """The year that a period of one year or part of one tells."""
    get = numbers_of(reading, mention)
    return [get["y"]] if mention.kind == "period" and "y" in get and "y2" not in get else []


def mentions(reading: Reading, rules: Ruleset) -> list[Found]:
    """Every date and period mention with its sentence, overlaps settled, nothing resolved."""
    wanted = rules.of_file("periods")
    return [(s, m) for s in reading.sentences if _may_hold(reading, s) for m in find(wanted, reading.view, s.span)]


_HINT = regex.compile(r"(?i)\d|năm|tháng|quý|tuần|nửa|thế kỷ|thập|hôm|ngày|phiên|\b(?:sáng|trưa|chiều|tối|đêm)\b")


def _may_hold(reading: Reading, sentence: Sentence) -> bool:
    return _HINT.search(reading.view, sentence.span.start, sentence.span.end) is not None


def _moment(
    reading: Reading, rules: Ruleset, now: Now, sentence: Sentence, mention: Mention, near: int | None
) -> Moment:
    """`near` is the year told just before in the sentence: `năm 2022 đạt đỉnh vào tháng 3` is of 2022."""
    get = numbers_of(reading, mention)
    said = {name: span.of(reading.view).lower() for name, span in mention.groups.items()}
    year, inferred = _year(get, said, now)
    ahead = holds(sentence.span.of(reading.view).lower(), rules.words("ahead"))
    if mention.kind == "date" and inferred and near and "d" in get:
        year = near
    iso = iso_date_of(get, year, now, inferred, ahead)
    if mention.kind == "date" and "rel" in said:
        iso, inferred = iso_day_beside(said["rel"], now), True
    if mention.kind == "period":
        if inferred and "rel" not in said:
            year = near or past_year(get, said, year, now, ahead)
        iso = iso_period_of(get, said, year, now)
    if inferred and not near and iso and now.leaves_open(iso):
        iso = None
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
