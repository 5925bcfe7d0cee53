"""Stretches of time: what a reader calls them, how long they are, and which comes right behind which."""
from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
#: Two days of a stock told once a year may lie so far apart.
_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From the first day to the last, both in it."""

    first: date
    last: date

    @property
    def months(self) -> int | None:
        """How many whole months it is; None where it is none of whole months."""
        if self.first.day != 1 or self.last.day != monthrange(self.last.year, self.last.month)[1]:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def length(self) -> tuple[str, int]:
        """What two stretches must have the same of to be compared: as many months, else as many days."""
        days = (self.last - self.first).days + 1
        return ("days", days) if self.months is None else ("months", self.months)

    @property
    def middle(self) -> float:
        """Its middle, in days since the year 1."""
        return (self.first.toordinal() + self.last.toordinal() + 1) / 2

    @property
    def label(self) -> str:
        """As short as can be, in figures, the day first: `2018`, `3/2018`, `1–6/2018`, `2021–2025`, `31/12/2020`."""
        return _label(self.first, self.last, self.months)


def stretch(first: str | None, last: str | None) -> Stretch | None:
    """The stretch between two ISO days; None where one is missing."""
    return Stretch(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def follows(behind: Stretch, before: Stretch) -> bool:
    """Whether the one comes next to the other, so that a line may lead there: of the same length, and right behind it
    or the same part of the next year. Single days may lie up to a year apart."""
    if behind.length != before.length or behind.first <= before.last:
        return False
    if behind.length == ("days", 1):
        return behind.first - before.first <= _A_YEAR
    return behind.first == before.last + _DAY or _same_part_of_next_year(behind, before)


def _same_part_of_next_year(behind: Stretch, before: Stretch) -> bool:
    same = (behind.first.month, behind.first.day) == (before.first.month, before.first.day)
    return same and behind.first.year == before.first.year + 1


def _label(first: date, last: date, months: int | None) -> str:
    if months is None:
        return _day(first) if first == last else f"{_day(first)}–{_day(last)}"
    one_year = first.year == last.year
    if first.month == 1 and last.month == 12:
        return f"{first.year}" if one_year else f"{first.year}–{last.year}"
    if months == 1:
        return f"{first.month}/{first.year}"
    return f"{first.month}–{last.month}/{last.year}" if one_year else f"{_month(first)}–{_month(last)}"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month}/{day.year}"


def years(first: date, last: date, most: int) -> list[int]:
    """The years that an axis from the first to the last day names, at most so many, evenly apart."""
    count = last.year - first.year + 1
    apart = next(step for step in (1, 2, 5, 10, 20, 50, 100, count) if count <= step * most)
    return [year for year in range(first.year, last.year + 1) if year % apart == 0 or apart == 1]
