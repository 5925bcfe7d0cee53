"""Days of a period: `2018-01/2018-06` is from 2018-01-01 to 2018-06-30, both days in it."""
from __future__ import annotations

from calendar import monthrange
from datetime import date

Interval = tuple[str | None, str | None]

_NONE: Interval = (None, None)


def interval(period: str | None) -> Interval:
    """The first and the last day, as ISO dates, of an ISO period: a year, month or day, or two of them.

    (None, None) for None, for what is no such period, and for one that ends before it starts.
    """
    if period is None:
        return _NONE
    first, _, last = period.partition("/")
    try:
        start, end = _days(first)[0], _days(last or first)[1]
    except ValueError:
        return _NONE
    return (start.isoformat(), end.isoformat()) if start <= end else _NONE


def _days(point: str) -> tuple[date, date]:
    numbers = [int(part) for part in point.partition("T")[0].split("-")]
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    if len(numbers) == 2:
        year, month = numbers
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    (year,) = numbers
    return date(year, 1, 1), date(year, 12, 31)
