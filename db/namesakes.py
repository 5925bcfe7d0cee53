"""Whether two people of one name are one person, judged by their posts alone. Pure; `db/people.py` keeps the answer.

The rule, from the surest down. Two of one name
- are **different** if their bodies lie in different provinces and they were seen there at overlapping times (less
  than a year between the observations, which say nothing of how long a post was held);
- are the **same** if they have a post in the same body (written in any case, abbreviated or with its parent in
  brackets), or in a body and the one that it is a part of, or in two parts of one;
- or if both are in bodies that govern the same province, or in ministries, and these are not of different trades;
- or if their bodies are of one trade (`Sở Công Thương`, `Bộ Công Thương`) at times that do not overlap, in no two
  provinces: successive posts;
- or if one article names both;
- all else is only **possible**: a name is no evidence, so they stay two, marked for review.
Districts and communes whose province is not told, offices that every province has, and posts without a body are no
evidence either way.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from db.intervals import interval
from extractor.model import Body

#: Observations nearer than this may be of one term of office.
_TERM_DAYS = 365


@dataclass(frozen=True, slots=True)
class Seen:
    """A body in which someone was seen, from the first to the last observation (ISO, as precise as known)."""

    body: Body
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the posts say of two people of one name; `rank` is 0 for the surest reason."""

    verdict: Literal["same", "possible", "different"]
    reason: str
    rank: int = 9


def judge(one: Sequence[Seen], other: Sequence[Seen], *, one_article: bool = False) -> Judgement:
    """Whether two people of one name, each told by the bodies they were seen in, are one; see the rule above."""
    pairs = [(a, b) for a in one for b in other]
    apart = next(filter(None, (_apart(a, b) for a, b in pairs)), None)
    if apart:
        return Judgement("different", apart)
    for rank, reasons in enumerate((_same_body, _same_chain, _same_area, _same_trade)):
        reason = next(filter(None, (reasons(a, b) for a, b in pairs)), None)
        if reason:
            return Judgement("same", reason, rank)
    if one_article:
        return Judgement("same", "named in one article", 4)
    return Judgement("possible", f"only the name: {_told(one)}; {_told(other)}")


def _told(seen: Iterable[Seen]) -> str:
    return ", ".join(sorted({s.body.key or s.body.parent or "no body known" for s in seen})) or "no body known"


def _apart(a: Seen, b: Seen) -> str | None:
    provinces = a.body.province, b.body.province
    if None in provinces or provinces[0] == provinces[1] or not _overlap(a, b):
        return None
    return f"at one time in two provinces: {provinces[0]}, {provinces[1]}"


def _same_body(a: Seen, b: Seen) -> str | None:
    return f"same body: {a.body.key}" if a.body.key and a.body.key == b.body.key else None


def _same_chain(a: Seen, b: Seen) -> str | None:
    common = set(_chain(a.body)) & set(_chain(b.body))
    return f"same body chain: {min(common)}" if common else None


def _chain(body: Body) -> Iterator[str]:
    return (name for name in (body.key, body.parent) if name)


def _same_area(a: Seen, b: Seen) -> str | None:
    if a.body.area is None or a.body.area != b.body.area or _other_trade(a.body, b.body):
        return None
    return f"posts that govern the same area: {a.body.area}"


def _other_trade(a: Body, b: Body) -> bool:
    return None not in (a.trade, b.trade) and not _one_trade(a, b)


def _one_trade(a: Body, b: Body) -> bool:
    if a.trade is None or b.trade is None:
        return False
    short, long = sorted((a.trade, b.trade), key=len)
    return f"{long} ".startswith(f"{short} ")


def _same_trade(a: Seen, b: Seen) -> str | None:
    elsewhere = None not in (a.body.province, b.body.province) and a.body.province != b.body.province
    if elsewhere or not _one_trade(a.body, b.body) or _overlap(a, b) is not False:
        return None
    return f"successive posts in one trade: {a.body.trade}"


def _overlap(a: Seen, b: Seen) -> bool | None:
    """Whether the times lie less than a term apart; None where one is not known."""
    one, other = _days(a), _days(b)
    if one is None or other is None:
        return None
    return (max(one[0], other[0]) - min(one[1], other[1])).days < _TERM_DAYS


def _days(seen: Seen) -> tuple[date, date] | None:
    start, end = interval(seen.first)[0], interval(seen.last)[1]
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None
