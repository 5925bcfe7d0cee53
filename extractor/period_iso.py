"""From the numbers and words of a date or period to its ISO form, with the day on which the article speaks."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from extractor.values import iso_day, iso_month, iso_months, iso_range, last_day, ordinal

_PART_MONTHS = {"nửa đầu": (1, 6), "nửa cuối": (7, 12), "nửa sau": (7, 12)}
#: How far a day without a year may lie ahead of the page's own date before it is taken for last year's.
_AHEAD_DAYS = 45
#: How far back a day may lie, in days, before one that is to come is taken for next year's.
_BEHIND_DAYS = 300
#: Up to which month the press still reviews the year before.
_REVIEWS = 2
_HALF_A_YEAR = 6
#: The day that ends the first half of a month, as customs counts it.
_HALF = 15


@dataclass(frozen=True, slots=True)
class Now:
    """When the article speaks: its year, and its day where the page or the text tells one. Nothing where unknown.

    `doubted` where a later year is told too, if only as one that is planned for: then what lies far from `day` is of
    either year.
    """

    year: int | None
    day: date | None
    published: bool
    doubted: bool = False

    def leaves_open(self, iso: str) -> bool:
        """Whether a day or month in ISO form, its year inferred, may be of another year."""
        last = iso.rpartition("/")[2]
        if not self.doubted or self.day is None or len(last) < len("2024-05"):
            return False
        year, month = map(int, last.split("-")[:2])
        return abs(12 * (year - self.day.year) + month - self.day.month) > _HALF_A_YEAR


def past_year(get: dict[str, int], said: dict[str, str], year: int | None, now: Now, ahead: bool) -> int | None:
    """A month or quarter that lies ahead of the page's own date is last year's, where nothing says it is to come."""
    month = get.get("m2", get.get("m", 3 * get.get("q", 0) - 2))
    if "n" in get:  # of the first months all but the last must have passed: late in June the half-year is told
        month = 13 - get["n"] if said.get("part") == "cuối" else get["n"] - 1
    if year is None or now.day is None or not now.published or ahead or month <= now.day.month:
        return year
    return year - 1


def iso_date_of(get: dict[str, int], year: int | None, now: Now, inferred: bool, ahead: bool) -> str | None:
    """The ISO day, or range of days, of the groups `d m y d2 m2 y2`; None where a part is not known."""
    if "d" not in get:
        return None
    last = iso_day(get.get("d2", get["d"]), get.get("m2", get.get("m", 0)), get.get("y2", year))
    if last is not None and inferred and now.day and now.published:
        last = _nearest(last, now.day, ahead)
    if last is None or "d2" not in get:
        return last
    first = iso_day(get["d"], get.get("m", get["m2"]), get.get("y", int(last[:4])))
    return iso_range(first, last) if first and first <= last else last


_DAYS_OFF = {
    "nay": 0, "hôm nay": 0, "phiên": 0, "qua": -1, "hôm qua": -1, "hôm kia": -2, "mai": 1, "ngày mai": 1, "ngày kia": 2
}  # fmt: skip


def iso_day_beside(rel: str, now: Now) -> str | None:
    """The day told from the page's own: `hôm qua`, `chiều nay`. None where the page does not say its day."""
    if now.day is None or not now.published or rel not in _DAYS_OFF:
        return None
    return (now.day + timedelta(days=_DAYS_OFF[rel])).isoformat()


def _nearest(iso: str, now: date, ahead: bool) -> str:
    """The day in the year before where it would lie far ahead of the article and nothing says that it is to come."""
    day = date.fromisoformat(iso)
    if (day - now).days > _AHEAD_DAYS and not ahead:
        return iso_day(day.day, day.month, day.year - 1) or iso
    if (now - day).days > _BEHIND_DAYS and ahead:
        return iso_day(day.day, day.month, day.year + 1) or iso
    return iso


def iso_period_of(get: dict[str, int], said: dict[str, str], year: int | None, now: Now) -> str | None:
    """The ISO period of the groups of a period rule, in the year that was told or inferred."""
    if "steps" in said:
        return _steps_away(said, now)
    if "now" in said:
        return _since(get, year, now)
    if "half" in said or "days" in get:
        return _days_of_month(get, said, year)
    if "n" in get:
        return _some_months(get["n"], said.get("part", "đầu"), year)
    if "q" in get:
        return iso_months(3 * get["q"] - 2, 3 * get.get("q2", get["q"]), year) if get["q"] else None
    if "m2" in get:
        return _months_range(get, year)
    if "m" in get:
        return iso_month(get["m"], year)
    if said.get("part") in _PART_MONTHS:
        return iso_months(*_PART_MONTHS[said["part"]], year)
    return _years(get, said, year, now)


def _years(get: dict[str, int], said: dict[str, str], year: int | None, now: Now) -> str | None:
    if "y2" in get:
        return iso_range(str(get["y"]), str(get["y2"])) if get["y"] <= get["y2"] else None
    if said.get("unit") in _BESIDE:
        return _BESIDE[said["unit"]](now, said["rel"])
    if "whole" in said and now.day and now.day.month <= _REVIEWS and year == now.year:
        return None  # in January `cả năm` may be the year that has just ended
    if not ("y" in get or "rel" in said or "whole" in said):
        return None
    if "until" in said and said.get("part") == "hết":
        return iso_day(31, 12, year)
    return str(year) if year is not None else None


def _steps_away(said: dict[str, str], now: Now) -> str | None:
    """The day, month or year so many of them before or ahead of the page's own; of years the article's year will do."""
    count = ordinal(said["steps"])
    steps = 0 if count is None else -count if "ago" in said else count
    if said["unit"] == "năm":
        return str(now.year + steps) if now.year else None
    if now.day is None or not now.published:
        return None
    if said["unit"] == "ngày":
        return (now.day + timedelta(days=steps)).isoformat()
    months = now.day.year * 12 + now.day.month - 1 + steps
    return iso_month(months % 12 + 1, months // 12)


_STEPS = {"nay": 0, "này": 0, "trước": -1, "qua": -1, "vừa qua": -1, "tới": 1, "sau": 1}


def _month_beside(now: Now, rel: str) -> str | None:
    if now.day is None or not now.published or rel not in _STEPS:
        return None
    months = now.day.year * 12 + now.day.month - 1 + _STEPS[rel]
    return iso_month(months % 12 + 1, months // 12)


def _quarter_beside(now: Now, rel: str) -> str | None:
    if now.day is None or not now.published or rel not in _STEPS:
        return None
    quarters = now.day.year * 4 + (now.day.month - 1) // 3 + _STEPS[rel]
    return iso_months(quarters % 4 * 3 + 1, quarters % 4 * 3 + 3, quarters // 4)


def _week_beside(now: Now, rel: str) -> str | None:
    """Monday to Sunday; `tuần qua` may be this week or the one before, and is left open."""
    if now.day is None or not now.published or rel not in _STEPS or rel in ("qua", "vừa qua"):
        return None
    monday = now.day + timedelta(days=7 * _STEPS[rel] - now.day.weekday())
    return iso_range(monday.isoformat(), (monday + timedelta(days=6)).isoformat())


_BESIDE = {"tháng": _month_beside, "quý": _quarter_beside, "tuần": _week_beside}


def _some_months(n: int, part: str, year: int | None) -> str | None:
    return iso_months(13 - n, 12, year) if part == "cuối" else iso_months(1, n, year)


def _days_of_month(get: dict[str, int], said: dict[str, str], year: int | None) -> str | None:
    """The first or second half of a month, or its first or last days: `kỳ 1 tháng 7`, `10 ngày cuối tháng 7`."""
    month = iso_month(get["m"], year)
    end = last_day(month) if month else None
    if month is None or end is None:
        return None
    last = int(end[-2:])
    first, count = (1, _HALF) if said.get("half") in ("nửa đầu", "kỳ 1", "kỳ i") else (_HALF + 1, last - _HALF)
    if "days" in get:
        count = min(get["days"], last)
        first = 1 if said["part"] == "đầu" else last - count + 1
    return iso_range(f"{month}-{first:02d}", f"{month}-{first + count - 1:02d}")


def _months_range(get: dict[str, int], year: int | None) -> str | None:
    last_year = get.get("y2", year)
    start, end = iso_month(get["m"], get.get("y", last_year)), iso_month(get["m2"], last_year)
    return iso_range(start, end) if start and end and start <= end else None


def _since(get: dict[str, int], year: int | None, now: Now) -> str | None:
    start = iso_month(get.get("m", 1), year)
    if start is None or now.year is None:
        return None
    end = iso_month(now.day.month, now.day.year) if now.day else None
    return iso_range(start, end) if end and start <= end else None
