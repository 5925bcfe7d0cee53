"""Amounts with their units: from the groups of a mention to exact values. Nothing of the context."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.values import number, plain_decimal
from patterns import Ruleset

_SCALE = regex.compile(r"(?i)\s?(nghìn|ngàn|triệu|tỷ|tỉ|chục|trăm|vạn)(?=\s|đồng|đô|USD|\P{L}|$)")
_DIGITS = regex.compile(r"[-−]?\d{1,3}(?: \d{3})+(?:,\d+)?|[-−]?[\d.,]*\d")
_GLUED = regex.compile(r"(?i)([\d.,]*\d)(tr|k)(\d{0,3})")
_SCALES = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact value, and its scale: what the multipliers behind its last number come to (1 where there are none)."""

    value: Decimal
    scale: Decimal


def amount(text: str, english: bool = False) -> Amount | None:
    """The amount written as `98 nghìn tỷ`, `3 triệu 200 nghìn`, `2 tỷ rưỡi`, `3tr2`, `500k` or in words.

    `english` as in `extractor.values.number`.
    """
    text = text.strip()
    glued = _GLUED.fullmatch(text)
    if glued:
        return _of_glued(*glued.groups())
    if not _DIGITS.match(text):
        value, last = number(text), text.lower().split()[-1]
        return None if value is None else Amount(plain_decimal(value), Decimal(_SCALES.get(last, 1)))
    return _of_digits(text, english)


def _of_glued(digits: str, letters: str, behind: str) -> Amount | None:
    value, scale = number(digits), Decimal(1000 if letters.lower() == "k" else 10**6)
    if value is None:
        return None
    rest = Decimal(f"0.{behind}") if behind else Decimal(0)  # 3tr2 is 3,2 million, 3tr25 is 3,25 million
    return Amount(plain_decimal((value + rest) * scale), scale)


def _of_digits(text: str, english: bool) -> Amount | None:
    total, scale, at = Decimal(0), Decimal(1), 0
    text, half = (text[: -len("rưỡi")].rstrip(), True) if text.lower().endswith("rưỡi") else (text, False)
    while at < len(text):
        digits = _DIGITS.match(text, at + (text[at] == " "))
        value = number(digits.group(), english) if digits else None
        if digits is None or value is None:
            return None
        at, scale = digits.end(), Decimal(1)
        while (word := _SCALE.match(text, at)) is not None:
            scale, at = scale * _SCALES[word.group(1).lower()], word.end()
        total += value * scale
    return Amount(plain_decimal(total + (scale / 2 if half else 0)), scale)


def carried(low: Amount, high: Amount) -> Amount:
    """The lower end of a range with the scale that only its upper end writes: `10 - 15 tỷ` is 10 to 15 billion.

    Not where it would not be lower then: `500 - 1,5 triệu` leaves 500 as it is.
    """
    if low.scale != 1 or high.scale == 1 or low.value >= high.value:
        return low
    value = low.value * high.scale
    return Amount(plain_decimal(value), high.scale) if value <= high.value else low


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's kind and symbol as the data contract writes them."""

    kind: str
    symbol: str


class Units:
    """The units and currencies of a ruleset by their spellings."""

    def __init__(self, rules: Ruleset) -> None:
        self._units = {form: Unit("money", entry["name"]) for form, entry in rules.by_form("currency").items()}
        for form, entry in rules.by_form("unit").items():
            self._units[form] = Unit(entry["kind"], entry["symbol"])

    def of(self, spelling: str) -> Unit | None:
        """The unit that a spelling stands for, in any case and with any single spaces."""
        return self._units.get(" ".join(spelling.lower().split()))


_PER = regex.compile(r"(?i)\s?/\s?|\s(?:một|mỗi|trên một|trên mỗi)\s")


def denominators(per: str) -> str:
    """The denominators of a rate in one writing: ` / người/ tháng` and ` mỗi người mỗi tháng` are `/người/tháng`."""
    parts = [part.strip() for part in _PER.split(per) if part.strip()]
    return "".join(f"/{part.lower() if not part.lower().startswith('kwh') else 'kWh'}" for part in parts)
