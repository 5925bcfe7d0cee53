"""Numbers as the reader's language writes them."""
from __future__ import annotations

import re
from decimal import Decimal, localcontext

from diembao.web.language import language


def number(value: int) -> str:
    """A count with its thousands apart: `12,345`, in Vietnamese `12.345`."""
    return f"{value:,}".replace(",", "." if language() == "vi" else ",")


def percent(share: float | None) -> str:
    """A share of 1 as a percent with one decimal; a dash where there is none."""
    if share is None:
        return "–"
    told = f"{share * 100:.1f}"
    return told.replace(".", ",") + "%" if language() == "vi" else f"{told} %"


def in_digits(told: str) -> str:
    """Numbers with a decimal point and spaces between their thousands: in Vietnamese `1.234,5`."""
    if language() != "vi":
        return told
    return re.sub(r"(?<=[0-9])[ \xa0](?=[0-9]{3})", ".", re.sub(r"(?<=[0-9])\.(?=[0-9])", ",", told))


def written(value: str) -> str:
    """An exact value as the press writes it, in either language: `1234.5` is `1.234,5`, `1/3` as it is."""
    whole, _, rest = value.partition(".")
    grouped = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ".", whole) if "/" not in whole else whole
    return f"{grouped},{rest}" if rest else grouped


def in_short(value: Decimal) -> str:
    """A value to four digits as the press writes it: 123.37 as `123,4`, 1234.56 as `1.235`, 5.0 as `5`."""
    with localcontext(prec=4):
        short = +value
    told = f"{short:f}"
    return written(told.rstrip("0").rstrip(".") if "." in told else told)
