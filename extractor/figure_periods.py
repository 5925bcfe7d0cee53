"""The period of a figure and of its base, from the moment that the text gives them (DATA.md, Years and periods)."""
from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model import Moment, Quantity
from extractor.values import iso_range, shifted, year_of

# A stock is held at a date; everything else that is told up to a date has flowed since the year's start.
_STOCK = regex.compile(
    r"(?i)dư nợ|vốn điều lệ|tiền gửi|số dư|tổng tài sản|lũy kế|luỹ kế|dân số|quy mô|nợ|tồn kho|dự trữ|diện tích|số (?:lao động|hộ|người|doanh nghiệp|dự án)"
)


def period_of(moment: Moment | None, quantity: Quantity, indicator: str) -> str | None:
    """The ISO period of a figure told at, in or up to a moment."""
    if moment is None or moment.iso is None:
        return None
    flows = quantity.kind == "money" or quantity.kind == "percent" or quantity.kind == "quantity"
    if not moment.until or not flows or _STOCK.search(indicator) or "/" in moment.iso or len(moment.iso) < 7:
        return moment.iso
    return iso_range(f"{moment.iso[:4]}-01", moment.iso[:7])


def base_period_of(relation: str, base: str | None, moments: Sequence[Moment], period: str | None) -> str | None:
    """The ISO period of what a figure is relative to; `cùng kỳ` is the same stretch a year, or to the named year, before."""
    told = next((m.iso for m in moments if m.iso), None)
    if base is None:
        return None
    if regex.match(r"(?i)(?:mức\s)?cùng\b", base) or "cùng kỳ" in base.lower():
        return _same_stretch(period, told)
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
