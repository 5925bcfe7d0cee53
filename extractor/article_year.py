"""The year in which an article speaks, and its day: by the page's own date, or by the years and days that it tells.

The plain year is the latest one told that is not a target, a horizon or the end of a programme; `so với cùng kỳ năm
2019` makes it 2020 (docs/data-contract.md, Years and periods).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import regex

from extractor.model import Mention, Reading, Sentence
from extractor.period_iso import Now
from extractor.values import full_year, iso_day, ordinal
from patterns import Ruleset

#: A date or period as it is written, with the sentence that it stands in.
Found = tuple[Sentence, Mention]

_MONTH_NAMES = {"giêng": 1, "chạp": 12, "một": 11}
_DOCUMENT_YEAR = regex.compile(r"(?<=\d/)(?:19|20)\d\d(?=/\p{Lu})")


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
    passed = [(s, m, year) for s, m, year in told if not _horizon(reading, rules, s, m)]
    plain = [year + is_compared(reading, rules, m) for _, m, year in passed]
    if plain or not told:
        plain += _document_years(reading)
    year = max(plain, default=None)
    last = [(s, m) for s, m, told_year in passed if told_year == year]
    if year is not None and last and plain.count(year) == len(last) and all(_planned(reading, rules, *f) for f in last):
        before = _latest_day(reading, rules, [(s, m) for s, m in found if "d" in m.groups], year - 1)
        if before:
            return Now(before.year, before, False, doubted=True)
    return Now(year, _latest_day(reading, rules, found, year), False)


def year_of_day(reading: Reading, found: Iterable[Found], now: Now, day: int, month: int) -> int | None:
    """The year that the article tells with this very day elsewhere, where that is one, and near its own."""
    told = {get["y"] for _, m in found if (get := numbers_of(reading, m)).get("y") and "d2" not in get
            and (get.get("d"), get.get("m")) == (day, month)}  # fmt: skip
    near = [year for year in told if now.year is not None and abs(year - now.year) <= 1]
    return near[0] if len(told) == len(near) == 1 else None


def _planned(reading: Reading, rules: Ruleset, sentence: Sentence, mention: Mention) -> bool:
    """Whether a year is told as one that is planned for: `Kế hoạch năm 2023`, not `đạt 95% kế hoạch năm 2023`."""
    if "y" not in mention.groups:
        return False
    pattern = rules.rule("context:planned_year").pattern
    return pattern.search(reading.view, sentence.span.start, mention.groups["y"].end) is not None


def _document_years(reading: Reading) -> list[int]:
    """The years in the numbers of documents that the content cites: an article is no older than they are."""
    spans = (sentence.span for sentence in reading.sentences)
    return [int(m.group()) for span in spans for m in _DOCUMENT_YEAR.finditer(reading.view, span.start, span.end)]


def _horizon(reading: Reading, rules: Ruleset, sentence: Sentence, mention: Mention) -> bool:
    before = reading.view[sentence.span.start : mention.groups["y"].start].lower() if "y" in mention.groups else ""
    if any(before.rstrip().endswith(words) for words in rules.words("long_ago")):
        return True
    behind = reading.view[mention.span.end : min(mention.span.end + 40, sentence.span.end)].lower()
    return holds(before, rules.words("horizon")) or holds(behind.split(";")[0], rules.words("horizon_behind"))


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words stands in the text as a whole word."""
    return any(_whole(word).search(text) for word in words if word in text)


@lru_cache(maxsize=256)
def _whole(word: str) -> regex.Pattern[str]:
    return regex.compile(rf"\b{regex.escape(word)}\b")


def is_compared(reading: Reading, rules: Ruleset, mention: Mention) -> int:
    """1 where a year is told as what is compared with, so that the article speaks of the year after; else 0."""
    if "y" not in mention.groups:
        return 0
    head = reading.view[max(0, mention.span.start - 20) : mention.groups["y"].start].lower().rstrip()
    return int(any(head.endswith(words) for words in rules.words("compared")))


def _latest_day(
    reading: Reading, rules: Ruleset, found: Iterable[Found], year: int | None
) -> date | None:
    days = []
    for sentence, mention in found:
        get = numbers_of(reading, mention)
        if get.get("y") == year is not None and get.get("m") and not _horizon(reading, rules, sentence, mention):
            days.append(iso_day(get.get("d", 1), get["m"], year))
    return max((date.fromisoformat(day) for day in days if day), default=None)


def numbers_of(reading: Reading, mention: Mention) -> dict[str, int]:
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
