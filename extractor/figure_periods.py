"""The period of a figure and of its base, from the moment that the text gives them.

The rules are in docs/data-contract.md, Years and periods.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.clauses import Clause
from extractor.frames import Frame
from extractor.model import Moment, Quantity, Span
from extractor.relations import Relation
from extractor.values import before, iso_range, last_day, shifted, year_of
from patterns import Ruleset

_BESIDE = regex.compile(r"(?i)(?:mức\s|của\s)?(?P<unit>tháng|quý|năm)\s(?:trước|liền trước|trước đó)")
_SAME = regex.compile(r"(?i)(?:mức\s)?cùng\b")


def period_of(moment: Moment | None, quantity: Quantity, stock: bool) -> str | None:
    """The ISO period of a figure told at, in or up to a moment; a `stock` is held at it, all else has flowed."""
    if moment is None or moment.iso is None:
        return None
    if stock and moment.closing:
        return last_day(moment.iso) or moment.iso
    flows = quantity.kind == "money" or quantity.kind == "percent" or quantity.kind == "quantity"
    if not moment.until or not flows or stock or "/" in moment.iso or len(moment.iso) < 7:
        return moment.iso
    return iso_range(f"{moment.iso[:4]}-01", moment.iso[:7])


def base_period_of(
    relation: str, base: str | None, moments: Sequence[Moment], period: str | None, stock: bool
) -> str | None:
    """The ISO period of what a figure is relative to; `cùng kỳ` is the same stretch of the year before or named."""
    told = next((last_day(m.iso) if stock and m.closing else m.iso for m in moments if m.iso), None)
    if base is None:
        return None
    if _SAME.match(base) or "cùng kỳ" in base.lower():
        return _same_stretch(period, told)
    beside = _BESIDE.fullmatch(base)
    if beside and period:
        return before(period, beside.group("unit").lower())
    if beside and beside.group("unit").lower() != "năm":
        return None  # of the month or quarter that is told of, which the text does not say
    if told:
        return told
    if relation == "attainment":
        year = year_of(period)
        return str(year) if year else None
    return period if relation in ("share", "level") else None


def _same_stretch(period: str | None, told: str | None) -> str | None:
    if period is None:
        return told
    if told is None or len(told) != 4:
        return shifted(period, -1)
    years = int(told) - int(period[:4])
    return shifted(period, years if years < 0 else -1)


def lasts(quantity: Quantity) -> bool:
    """Whether it is a length of time or an age: what was told of time before is none of its own."""
    return quantity.kind == "duration" or quantity.unit == "tuổi"


class Moments:
    """Finds the moment that a figure holds for: its own clause's, its bracket's base's, or the frame's."""

    def __init__(self, rules: Ruleset, view: str, moments: Sequence[Moment]) -> None:
        self._view, self._moments = view, moments
        self._compares = rules.rule("context:compares").pattern
        self._finishes = rules.rule("context:finishes").pattern
        self._bracket = rules.rule("context:time_in_bracket").pattern
        self._from_level = rules.rule("context:from_level").pattern
        self._to_level = rules.rule("context:to_level").pattern
        self._starts = [moment.span.start for moment in moments]
        self._at_present = rules.rule("context:at_present").pattern

    def of(self, frame: Frame, clause: Clause, head: Span, quantity: Quantity, relation: Relation) -> Moment | None:
        """The moment of a figure whose words begin at `head`; None where the text gives none."""
        if clause.mark == "(" and relation.relation == "level" and frame.last and "base" in frame.last.spans:
            base = frame.last.spans["base"]  # `so với năm 2008 (9 triệu đồng)`: what the base was
            told = next((m for m in self._moments if base.contains(m.span)), None)
            return replace(told, iso=frame.last.base_period, until=False) if told else frame.moment
        behind = [q.span.start for q in clause.quantities if q.span.start > quantity.span.start]
        limit = min([*behind, clause.span.end])
        if self._at_present.search(self._view, head.start, limit):
            return None
        passed = frame.last.spans.get("base") if frame.last else None  # of what the figure before is relative to
        inside = [m for m in self._moments if head.start <= m.span.start < limit]
        own = [m for m in inside if not (passed and passed.overlaps(m.span)) and self._holds(m, quantity, relation)]
        before = [m for m in own if m.span.end <= quantity.span.start]
        if before or own:
            return before[-1] if before else own[0]
        bracket = self._in_bracket(quantity)
        if bracket or lasts(quantity) or self.leaves(quantity):
            return bracket
        return frame.moment

    def _in_bracket(self, quantity: Quantity) -> Moment | None:
        """The moment in a bracket right behind the figure: `64% (năm 2014)`."""
        at = bisect_left(self._starts, quantity.span.end)
        moment = self._moments[at] if at < len(self._moments) else None
        opens = moment and self._bracket.match(self._view, quantity.span.end, moment.span.start)
        return moment if opens else None

    def leaves(self, quantity: Quantity) -> bool:
        """Whether it is the level that another one is reached from: `từ 600 ha lên 2.870 ha`."""
        start = self._from_level.search(self._view, max(0, quantity.number.start - 30), quantity.number.start)
        return start is not None and self._to_level.match(self._view, quantity.span.end) is not None

    def _holds(self, moment: Moment, quantity: Quantity, relation: Relation) -> bool:
        """Not the period of a base or plan behind the figure, nor when something else was finished."""
        if relation.base and relation.base.overlaps(moment.span):
            return False
        if moment.span.start < quantity.span.start and lasts(quantity):
            return False
        lead = max(0, moment.span.start - 40)
        if self._finishes.search(self._view, lead, moment.span.start):
            return False
        return moment.span.start < quantity.span.start or not self._compares.search(self._view, lead, moment.span.start)
