"""Relative figures and the two amounts that they relate: in one chain of clauses, or of the same thing elsewhere."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from extractor.model import Check
from extractor.verdicts import attainment, change, same, share
from extractor.witnesses import ADDITIVE, Witness, companion, only
from patterns import Ruleset


class Comparisons:
    """Finds what relative figures can be held against, among the witnesses given in the order of their texts."""

    def __init__(self, rules: Ruleset, witnesses: Sequence[Witness]) -> None:
        self._witnesses = witnesses
        self._by_key: dict[str, list[Witness]] = defaultdict(list)
        self._by_place: dict[tuple[int, int], list[Witness]] = defaultdict(list)
        for w in witnesses:
            if w.is_level:
                self._by_place[w.place].append(w)
                if w.key:
                    self._by_key[w.key].append(w)
        self._planned = rules.rule("checks:planned_base").pattern
        self._dated = rules.rule("checks:dated_base").pattern
        self._date = rules.rule("checks:date_in_base").pattern
        self._named = rules.rule("checks:named_scope").pattern

    def within(self) -> Iterator[Check | None]:
        """The checks of one article."""
        for figure in self._witnesses:
            if figure.is_level:
                continue
            inside = self._by_place[figure.place]
            yield self._of_fraction(figure, inside)
            level = companion(figure, [w for w in inside if w.kind in ADDITIVE])
            if level is not None:
                yield self._in_chain(figure, level, inside) or self._by_name(figure, level, _same_article)

    def across(self) -> Iterator[Check | None]:
        """The checks whose figures stand in different articles."""
        for figure in self._witnesses:
            level = None if figure.is_level else companion(figure, self._by_place[figure.place])
            if level is not None and self._is_named(level):
                yield self._by_name(figure, level, _other_article)

    def repeats(self, across: bool) -> Iterator[Check | None]:
        """What is told again of the same thing: in another sentence, or in another article."""
        groups: dict[tuple[object, ...], list[Witness]] = defaultdict(list)
        for w in self._witnesses:
            if w.key and w.period and w.scope and (not across or self._is_named(w)):
                groups[_thing(w)].append(w)
        for told in groups.values():
            seen: set[int | tuple[int, int]] = {told[0].article if across else told[0].place}
            for w in told[1:]:
                place = w.article if across else w.place
                if place not in seen:
                    seen.add(place)
                    yield same(told[0], w)

    def _of_fraction(self, figure: Witness, inside: Iterable[Witness]) -> Check | None:
        """`11,07/11,14 tỷ đồng (đạt 99,37%)`, `đạt 94,11% kế hoạch (37,73/40,09 tỷ đồng)`: of the same words."""
        if figure.relation != "attainment" or not figure.is_relative:
            return None
        halves = [w for w in inside if w.fraction and w.anchor is not None and w.anchor == figure.anchor]
        if len(halves) != 2 or any(w.holds_for != figure.holds_for for w in halves):
            return None
        return attainment(halves[0], halves[1], figure)

    def _in_chain(self, figure: Witness, level: Witness, inside: Iterable[Witness]) -> Check | None:
        """The other amount told of the very same words, in the same chain of clauses: the plan in its bracket, or the
        base in its."""
        others = [w for w in inside if w.anchor == level.anchor and w != level and not w.fraction]
        others = [w for w in others if w.unit == level.unit and w.kind == level.kind]
        if figure.relation == "attainment" and figure.is_relative and not level.planned and not level.fraction:
            plan = only([w for w in others if w.planned and w.period in (level.period, figure.base_period)])
            return attainment(level, plan, figure) if plan else None
        if figure.relation == "change" and figure.base_period and figure.base_period != level.period:
            base = only([w for w in others if w.period == figure.base_period and w.span.start > figure.span.start])
            return change(level, base, figure) if base else None
        return None

    def _by_name(self, figure: Witness, level: Witness, where: Callable[[Witness, Witness], bool]) -> Check | None:
        """The other amount told elsewhere of the same thing by its indicator_key, scope and period."""
        if figure.base_period is None or level.fraction:
            return None
        partners = [w for w in self._partners(figure, level) if where(w, level) and not w.fraction]
        other = only([w for w in partners if w.unit == level.unit and w.kind == level.kind and w != level])
        if other is None:
            return None
        if figure.relation == "attainment":
            return attainment(level, other, figure)
        return change(level, other, figure) if figure.relation == "change" else share(level, other, figure)

    def _partners(self, figure: Witness, level: Witness) -> list[Witness]:
        if figure.relation == "share":
            return self._wholes(figure, level) if figure.is_relative else []
        told = [w for w in self._by_key.get(level.key or "", ()) if w.holds_for[0] == level.holds_for[0]]
        told = [w for w in told if w.period == figure.base_period]
        base = figure.base or ""
        if figure.relation == "attainment":
            return [w for w in told if w.planned] if figure.is_relative and not level.planned else []
        if length(level.period) != length(figure.base_period):
            return []
        if self._planned.match(base):
            return [w for w in told if w.planned]
        dated = self._dated.fullmatch(base) or (level.key or base) in base.casefold()
        return [w for w in told if not w.planned] if dated and not level.planned else []

    def _wholes(self, figure: Witness, level: Witness) -> list[Witness]:
        """The amounts that the base names in full: their indicator, with their scope or for the part's own."""
        base = " ".join(self._date.sub(" ", figure.base or "").casefold().split())
        found = []
        for key, told in self._by_key.items():
            if not base.startswith(key):
                continue
            for w in told:
                scope = w.holds_for[0]
                named = base in (f"{key} {scope}", f"{key} của {scope}") if scope else False
                own = base == key and scope == level.holds_for[0]
                if (named or own) and w.period == figure.base_period and w.planned == level.planned:
                    found.append(w)
        return found

    def _is_named(self, witness: Witness) -> bool:
        """Whether its scope means the same wherever it is read: `tỉnh Long An`, not `toàn vùng`."""
        return bool(witness.scope and self._named.search(witness.scope))


def _same_article(one: Witness, other: Witness) -> bool:
    return one.article == other.article


def _other_article(one: Witness, other: Witness) -> bool:
    return one.article != other.article


def _thing(w: Witness) -> tuple[object, ...]:
    """All that must be the same for two figures to tell the same thing."""
    base = (w.base.casefold() if w.base else None, w.base_period) if not w.is_level else ()
    return w.key, w.holds_for, w.kind, w.unit, w.relation, w.modality, base


def length(period: str | None) -> tuple[int, int] | None:
    """How long a period is, in its own kind: two of one length can be compared. None where there is none."""
    if period is None:
        return None
    first, _, last = period.partition("/")
    return len(first), _months(last or first) - _months(first)


def _months(point: str) -> int:
    year, *rest = point.partition("T")[0].split("-")
    return int(year) * 12 + (int(rest[0]) if rest else 0)
