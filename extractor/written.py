"""How sharply a number is told: its value, what rounding leaves open, and how far its bound may reach. Exact fractions.

`near` is what the writer means: half a unit of the last written digit either way, or for `hơn 128` from 128 up to one
such unit more. `far` is what the words can honestly bear: within a tenth for `khoảng`, up to a tenth more for `hơn`.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce

import regex

from extractor.quantities import amount

_LAST_DECIMALS = regex.compile(r"[.,](\d+)\D*$")
_TENTH = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Range:
    """A closed range."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Written:
    """A number with what its writing leaves open; `step` is one unit of its last written digit."""

    value: Fraction
    step: Fraction
    near: Range
    far: Range


def written(value: str, number: str, bound: str, counted: bool) -> Written | None:
    """The number `value` as its text `number` tells it (`123,37 tỷ`), under a bound of the data contract.

    What is `counted` one by one is not rounded. None for `at_least` and `at_most`, which tell no amount.
    """
    exact = Fraction(value)
    step = _step(exact, number)
    if step is None or bound in ("at_least", "at_most"):
        return None
    rounding = Fraction(0) if counted and step == 1 else step / 2
    return Written(exact, step, *_ranges(exact, rounding, _coarse(exact, step), bound))


def _step(value: Fraction, number: str) -> Fraction | None:
    read = amount(number)
    if read is None or not read.value:
        return None
    decimals = _LAST_DECIMALS.search(number)
    grouped = decimals and len(decimals.group(1)) == 3 and Fraction(read.value) / Fraction(read.scale) % 1 == 0
    places = len(decimals.group(1)) if decimals and not grouped else 0
    scale = Fraction(read.scale) * abs(value) / Fraction(abs(read.value))  # `11,07` of `11,07/11,14 tỷ` has its scale
    return scale / Fraction(10) ** (places + number.rstrip().endswith("rưỡi"))


def _coarse(value: Fraction, step: Fraction) -> Fraction:
    """One unit of the last digit that is not zero, a tenth of the value at most: `hơn 100` ends well before 200."""
    wide = step
    while value and (value / (wide * 10)).denominator == 1:
        wide *= 10
    return max(step, min(wide, abs(value) * _TENTH))


def _ranges(value: Fraction, rounding: Fraction, coarse: Fraction, bound: str) -> tuple[Range, Range]:
    reach = max(coarse, abs(value) * _TENTH)
    if bound == "over":
        return Range(value, value + coarse), Range(value, value + reach)
    if bound == "nearly":
        return Range(value - coarse, value), Range(value - reach, value)
    if bound == "about":
        return Range(value - coarse / 2, value + coarse / 2), Range(value - reach, value + reach)
    sharp = Range(value - rounding, value + rounding)
    return sharp, sharp


def signed(told: Written, down: bool) -> Written:
    """The number, or its opposite for what goes down."""
    return combined(lambda value, sign: value * sign, told, exactly(-1)) if down else told


def exactly(value: int) -> Written:
    """A number that is not rounded."""
    point = Range(Fraction(value), Fraction(value))
    return Written(Fraction(value), Fraction(1), point, point)


def total(parts: Iterable[Written]) -> Written:
    """The sum of numbers."""
    return reduce(partial(combined, lambda a, b: a + b), parts)


def combined(formula: Callable[[Fraction, Fraction], Fraction], one: Written, other: Written) -> Written:
    """What a formula that rises or falls evenly in each of two numbers makes of them."""

    def over(a: Range, b: Range) -> Range:
        corners = [formula(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return Range(min(corners), max(corners))

    value = formula(one.value, other.value)
    return Written(value, min(one.step, other.step), over(one.near, other.near), over(one.far, other.far))


def slack(expected: Written, told: Written, far: bool = False) -> Fraction:
    """How far apart the two values may be, on the side where the told one lies, and still be the same number."""
    e, t = (expected.far, told.far) if far else (expected.near, told.near)
    if told.value >= expected.value:
        return (e.high - expected.value) + (told.value - t.low)
    return (expected.value - e.low) + (t.high - told.value)
