"""A sheet laid out: where its axes, bars, points and lines stand. Lengths are in units of the SVG's own view box."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from diembao.web.charts.labels import Label, placed, width_of
from diembao.web.charts.scales import Scale, magnitude, ticks
from diembao.web.charts.series import Point, Sheet
from diembao.web.charts.times import years
from diembao.web.numbers import in_short

#: The height of the sheet, and what is left free around the values.
HEIGHT, _TOP, _BOTTOM, _RIGHT = 340, 28, 52, 18
_LEAST_WIDTH, _MOST_WIDTH = 320, 1100
#: Signs of one period that would stand on each other stand so far apart.
_APART = 16
#: A bar, what it takes with the space beside it, and the space between two periods.
_BAR, _PITCH, _GAP = 26, 46, 20
#: More bars than this are points instead; of more points than this none has its value beside it.
_MOST_BARS, _MOST_LABELS = 60, 40
#: At least so many points in a row make a line.
_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what is written there; a line across the sheet stands at `at`."""

    at: float
    text: str
    label_at: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on the sheet, the rectangle in which it stands: where `is_bar` a bar from 0, or from end to end of a
    range; else a sign at its middle. `whisker` is the stretch of time that the value holds for, left to right."""

    point: Point
    is_bar: bool
    left: float
    top: float
    width: float
    height: float
    whisker: tuple[float, float] | None
    label: Label | None

    @property
    def x(self) -> float:
        return round(self.left + self.width / 2, 2)

    @property
    def y(self) -> float:
        return round(self.top + self.height / 2, 2)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points that follow each other: the `points` of an SVG polyline."""

    points: str
    subject: int
    modality: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that stands on a chart. Values along its side are in `10 ** power` of the sheet's unit; 0 is at `zero`."""

    sheet: Sheet
    has_bars: bool
    width: float
    left: float
    power: int
    zero: float
    across: tuple[Tick, ...]
    along: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]

    @property
    def modalities(self) -> tuple[str, ...]:
        """Those that are drawn."""
        return tuple(dict.fromkeys(mark.point.modality for mark in self.marks))

    @property
    def right(self) -> float:
        return self.width - _RIGHT

    @property
    def floor(self) -> float:
        return HEIGHT - _BOTTOM


def drawing(sheet: Sheet) -> Drawing:
    """The chart of a sheet that has points: lines over time where values follow each other, else bars by period."""
    values = [end for point in sheet.points for end in point.ends]
    steps, power = ticks(values), magnitude(values)
    texts = [in_short(step.scaleb(-power)) for step in steps]
    left = max(map(width_of, texts)) + 14
    up = Scale(float(steps[0]), float(steps[-1]), HEIGHT - _BOTTOM, _TOP)
    side = tuple(Tick(up.at(float(step)), told, left - 8) for step, told in zip(steps, texts, strict=True))
    follows = any(len(run) >= _A_LINE for run in sheet.runs)
    if follows or len(sheet.points) > _MOST_BARS:
        return _over_time(sheet, left, power, up, side)
    return _by_period(sheet, left, power, up, side)


def _by_period(sheet: Sheet, left: float, power: int, up: Scale, side: tuple[Tick, ...]) -> Drawing:
    marks: list[Mark] = []
    along, at = [], left + _GAP / 2
    for stretch, group in groupby(sheet.points, key=lambda point: point.stretch):
        points = list(group)
        taken = max(len(points) * _PITCH, width_of(stretch.label))
        first = at + (taken - len(points) * _PITCH) / 2
        marks += [_bar(point, first + n * _PITCH, up, power) for n, point in enumerate(points)]
        along.append(Tick(round(at + taken + _GAP / 2, 2), stretch.label, round(at + taken / 2, 2)))
        at += taken + _GAP
    width = max(at + _RIGHT, _LEAST_WIDTH)
    return Drawing(sheet, True, round(width, 2), left, power, up.at(0), tuple(along), side, tuple(marks), ())


def _bar(point: Point, left: float, up: Scale, power: int) -> Mark:
    ends = sorted(up.at(end) for end in (point.ends if point.value_max is not None else (0.0, point.value)))
    top, height = ends[0], max(ends[1] - ends[0], 1.5)
    above = point.value >= 0
    label = Label(left + _PITCH / 2, top - 6 if above else ends[1] + 14, label_of(point, power))
    return Mark(point, True, round(left + (_PITCH - _BAR) / 2, 2), top, _BAR, round(height, 2), None, label)


def _over_time(sheet: Sheet, left: float, power: int, up: Scale, side: tuple[Tick, ...]) -> Drawing:
    first = min(point.stretch.first for point in sheet.points).replace(month=1, day=1)
    last = max(point.stretch.last for point in sheet.points).replace(month=12, day=31)
    count = last.year - first.year + 1
    most = max(count, len({point.stretch for point in sheet.points}))
    width = max(_LEAST_WIDTH, min(_MOST_WIDTH, left + 1.4 * _PITCH * most))
    across = Scale(first.toordinal(), last.toordinal() + 1, left + 6, width - _RIGHT)
    named = years(first, last, most=int((width - left) / _PITCH))
    bare = list(_apart(_sign(point, across, up) for point in sheet.points))
    marks = list(_labelled(bare, power)) if len(bare) <= _MOST_LABELS else bare
    at = {mark.point: mark.x for mark in marks}
    lines = tuple(_line(run, at, up) for run in sheet.runs)
    along = tuple(_year(year, across, middle=len(named) == count) for year in named)
    return Drawing(sheet, False, round(width, 2), left, power, up.at(0), along, side, tuple(marks), lines)


def _year(year: int, across: Scale, *, middle: bool) -> Tick:
    """A line at the year's end, its name in its middle; where not all are named, both at its middle."""
    begin, end = (across.at(_first_day(number)) for number in (year, year + 1))
    centre = round((begin + end) / 2, 2)
    return Tick(end if middle else centre, str(year), centre)


def _first_day(year: int) -> int:
    """The number of the first of January, as `date.toordinal` counts; of the year 10000 too."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def _sign(point: Point, across: Scale, up: Scale) -> Mark:
    x = across.at(point.stretch.middle)
    ends = sorted(up.at(end) for end in point.ends)
    left, right = across.at(point.stretch.first.toordinal()), across.at(point.stretch.last.toordinal() + 1)
    whisker = (left, right) if right - left > 16 and point.value_max is None else None
    height = ends[-1] - ends[0]
    return Mark(point, point.value_max is not None, x - 4, ends[0], 8, round(height, 2), whisker, None)


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The signs, each moved a little to where none of its period stands on it; left in place if there is no such place,
    since it must not come to stand in another period."""
    for _, group in groupby(marks, key=lambda mark: mark.point.stretch):
        stand: list[Mark] = []
        for mark in group:
            tried = [replace(mark, left=mark.left + step * _APART) for step in (0, 1, -1)]
            free = (one for one in tried if not any(one.left == o.left and _touch(one, o) for o in stand))
            stand.append(next(free, mark))
        yield from stand


def _touch(mark: Mark, other: Mark) -> bool:
    return mark.top < other.top + other.height + _APART and other.top < mark.top + mark.height + _APART


def _labelled(marks: Sequence[Mark], power: int) -> Iterator[Mark]:
    wanted = [(mark.x, mark.top, mark.top + mark.height, label_of(mark.point, power)) for mark in marks]
    for mark, label in zip(marks, placed(wanted, _TOP - 16, HEIGHT - _BOTTOM), strict=True):
        yield replace(mark, label=label)


def _line(run: Sequence[Point], at: Mapping[Point, float], up: Scale) -> Line:
    told = " ".join(f"{at[point]:g},{up.at(point.value):g}" for point in run)
    return Line(told, run[0].subject, run[0].modality)


def label_of(point: Point, power: int) -> str:
    """The value as it stands beside its mark, to four digits: `≥ 95,6`, `5–7`."""
    told = "–".join(in_short(Decimal(repr(end)).scaleb(-power)) for end in point.ends)
    return f"{_BOUNDS.get(point.figure.bound, '')}{told}"


_BOUNDS = {"about": "≈", "nearly": "≲", "over": ">", "at_least": "≥", "at_most": "≤"}
