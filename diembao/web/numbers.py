"""Numbers as the reader's language writes them."""
from __future__ import annotations

from diembao.web.language import language


def number(value: int) -> str:
    """A count with its thousands apart: `12,345`, in Vietnamese `12.345`."""
    return f"{value:,}".replace(",", "." if language() == "vi" else ",")


def percent(share: float | None) -> str:
    """A share of 1 as a percent with one decimal; a dash where there is none."""
    if share is None:
        return "–"
    told = f"{share * 100:.1f} %"
    return told.replace(".", ",") if language() == "vi" else told
