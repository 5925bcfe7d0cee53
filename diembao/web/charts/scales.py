"""Values to places on a sheet: round steps for an axis, and the power of ten that its numbers are told in."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

_ROUND = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: the value `low` is at the place `start`, `high` at `end`, which may be the lesser one."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, to a hundredth."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)


def ticks(values: Iterable[float], most: int = 6) -> tuple[Decimal, ...]:
    """Round numbers, evenly apart and at most `most` steps, from below the least of the values, and of 0, to above the
    greatest: whatever is drawn stands on 0, so that what is twice as high is twice as much."""
    known = [0.0, *values]
    low, high = min(known), max(known)
    step = _step((high - low) or 1.0, most)
    first, last = floor(Decimal(low) / step), max(ceil(Decimal(high) / step), 1 if low == 0 else 0)
    return tuple(step * n for n in range(first, last + 1))


def _step(span: float, most: int) -> Decimal:
    """The least of 1, 2, 5, 10, 20 ... that needs no more than so many steps, whatever the power of ten."""
    rough = span / (most - 1)  # one is left for what stands out at either end
    power = floor(log10(rough))
    factor = next(n for n in _ROUND if n >= round(rough / 10**power, 9))
    return Decimal(factor).scaleb(power)


def magnitude(values: Iterable[float]) -> int:
    """The power of ten to tell such values in, as the press does (`5.200 tỷ`, `1.216 nghìn`): 12, 9, 6, 3, or 0."""
    greatest = max((abs(value) for value in values), default=0)
    return next((power for power, least in _MAGNITUDES if greatest >= least), 0)


#: From which value on each power is used.
_MAGNITUDES = ((12, 1e14), (9, 1e10), (6, 1e7), (3, 1e5))
