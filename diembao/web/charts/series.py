"""Figures of one indicator sorted into what may stand on one sheet, and into what may be joined by a line there.

A sheet has one kind, unit and relation: no percent beside an amount, no change beside a level. A line has one scope,
base, modality and length of period. What cannot be drawn is counted, and stands in the table.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.indicators import ToldFigure
from diembao.web.charts.times import Stretch, follows, stretch

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
#: Scopes (with their bases) on one sheet; of more, those with the most points.
MOST_SUBJECTS = 6
#: The order in which values of one period stand beside each other.
_MODALITIES = ("plan", "estimate", "actual")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line is of: a scope, and for what is relative its `bases`, those of the first and of the last period, as
    written; None and empty where none is told."""

    scope: str | None
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a subject in a period, as often as it is told: `figures` has the one of the latest article first.
    What fell is below 0."""

    subject: int
    stretch: Stretch
    value: float
    value_max: float | None
    figures: tuple[ToldFigure, ...]

    @property
    def figure(self) -> ToldFigure:
        return self.figures[0]

    @property
    def modality(self) -> str:
        return self.figure.modality

    @property
    def ends(self) -> tuple[float, ...]:
        return (self.value,) if self.value_max is None else (self.value, self.value_max)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one chart; points in order of their period, `runs` those that a line joins, `left_out` the
    figures of further subjects."""

    kind: str
    unit: str | None
    relation: str
    subjects: tuple[Subject, ...]
    points: tuple[Point, ...]
    runs: tuple[tuple[Point, ...], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Sheets:
    """All charts, that with the most points first, and how many figures are on none of them, by the reason."""

    sheets: tuple[Sheet, ...]
    undrawn: Mapping[str, int]


def sheets(figures: Iterable[ToldFigure]) -> Sheets:
    """The charts of an indicator's figures."""
    undrawn: Counter[str] = Counter()
    groups: dict[tuple[str, str | None, str], list[ToldFigure]] = defaultdict(list)
    for figure in figures:
        if reason := _undrawn(figure):
            undrawn[reason] += 1
        else:
            groups[figure.kind, figure.unit_base or figure.unit, figure.relation].append(figure)
    made = [_sheet(*of, told) for of, told in groups.items()]
    return Sheets(tuple(sorted(made, key=lambda sheet: -len(sheet.points))), undrawn)


def _undrawn(figure: ToldFigure) -> str | None:
    if figure.period_start is None or figure.period_end is None:
        return "period"
    return "direction" if figure.relation == "change" and figure.direction is None else None


def _sheet(kind: str, unit: str | None, relation: str, figures: Sequence[ToldFigure]) -> Sheet:
    by_subject: dict[tuple[str | None, object], list[ToldFigure]] = defaultdict(list)
    for figure in figures:
        by_subject[_same(figure.scope), _base(figure)].append(figure)
    ranked = sorted(by_subject.values(), key=lambda told: -len({one.period for one in told}))
    drawn, left_out = ranked[:MOST_SUBJECTS], ranked[MOST_SUBJECTS:]
    own = {figure.unit for figure in figures}
    based = len(own) > 1  # `ha` beside `m2`: both in m2
    points = sorted(
        (point for number, told in enumerate(drawn) for point in _points(number, told, based)),
        key=lambda point: (point.stretch, point.subject, _MODALITIES.index(point.modality), point.ends),
    )
    subjects = tuple(Subject(told[0].scope, _bases(told)) for told in drawn)
    shown = unit if based else next(iter(own))
    return Sheet(kind, shown, relation, subjects, tuple(points), tuple(_runs(points)), sum(map(len, left_out)))


def _same(told: str | None) -> str | None:
    """A scope or base in one spelling: `toàn Vùng` is `toàn vùng`."""
    return told and " ".join(told.casefold().split())


def _base(figure: ToldFigure) -> object:
    """What the bases of two figures must have the same of to be compared: the words. Of a base with a year the other
    words, and how far it lies before the figure: `năm 2019` of 2020 is as `năm 2020` of 2021."""
    words = _same(figure.base)
    here = stretch(figure.period_start, figure.period_end)
    base = stretch(figure.base_period_start, figure.base_period_end)
    if words is None or here is None or base is None or not _YEAR.search(words):
        return words
    months = (here.first.year - base.first.year) * 12 + here.first.month - base.first.month
    return _YEAR.sub("", words), months, base.length


def _bases(figures: Sequence[ToldFigure]) -> tuple[str, ...]:
    told = sorted((figure.period_start or "", figure.base) for figure in figures if figure.base)
    return tuple(dict.fromkeys(base for _, base in (*told[:1], *told[-1:])))


def _points(subject: int, figures: Iterable[ToldFigure], based: bool) -> Iterable[Point]:
    """Figures that tell the same of a period are one point."""
    same: dict[tuple[object, ...], list[ToldFigure]] = defaultdict(list)
    for figure in figures:
        days = figure.period_start, figure.period_end
        same[days, *_values(figure, based), figure.modality, figure.bound].append(figure)
    for told in same.values():
        told.sort(key=lambda figure: figure.published or "", reverse=True)
        within = stretch(told[0].period_start, told[0].period_end)
        if within is not None:
            yield Point(subject, within, *_values(told[0], based), tuple(told))


def _values(figure: ToldFigure, based: bool) -> tuple[float, float | None]:
    """Its ends, in the base unit if `based`; a unit without a base is one itself."""
    value, value_max = figure.value, figure.value_max
    if based and figure.value_base is not None:
        value, value_max = figure.value_base, figure.value_max_base
    sign = -1 if figure.direction == "down" else 1
    return sign * value, None if value_max is None else sign * value_max


def _runs(points: Iterable[Point]) -> Iterable[tuple[Point, ...]]:
    """Points of one subject, modality and length that follow each other. Of several values of a period the line takes
    the one that was told last; it never goes through a range."""
    lines: dict[tuple[object, ...], dict[Stretch, Point]] = defaultdict(dict)
    for point in points:
        if point.value_max is None:
            line = lines[point.subject, point.modality, point.stretch.length]
            line[point.stretch] = max(point, line.get(point.stretch, point), key=_told_on)
    for line in lines.values():
        yield from _joined([line[stretch] for stretch in sorted(line)])


def _told_on(point: Point) -> str:
    return point.figure.published or ""


def _joined(line: Sequence[Point]) -> Iterable[tuple[Point, ...]]:
    """The line cut wherever a period does not follow the one before; a point alone is no run."""
    run: list[Point] = []
    for point in line:
        if run and not follows(point.stretch, run[-1].stretch):
            if len(run) > 1:
                yield tuple(run)
            run = []
        run.append(point)
    if len(run) > 1:
        yield tuple(run)
