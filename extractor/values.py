"""Text to values: exact numbers, ordinals, ISO dates and periods. Pure functions of their arguments.

The one writing-down of separators: in Vietnamese `.` groups by three and `,` is the decimal sign; the reverse is
read only where it cannot be otherwise (`1,234,567`, `1,234.5`, `0.75`), or where what stands around is written so
(`2,500 tỷ đồng` beside `9.34%`: see `is_english`).
"""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from fractions import Fraction

import regex

_VIETNAMESE = regex.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_ENGLISH = regex.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.\d+")
_THOUSANDS = regex.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_ENGLISH_SIGNS = regex.compile(
    r"(?<![\d.,])(?:\d{1,3}\.\d{1,2}\s?(?:%|tỷ|tỉ|triệu|điểm|USD|ha\b|tấn)|[1-9]\d{0,2},\d00(?![\d.,])"
    r"|\d{1,3}(?:,\d{3}){2,}(?!\d)|\d{1,3},\d{3}\.\d)"
)
_VIETNAMESE_SIGNS = regex.compile(r"(?<![\d.,])(?:\d{1,3},\d{1,2}(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d))")
_WITHOUT_GROUPING = str.maketrans({".": None, " ": None, "\u00a0": None, ",": "."})
_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"mươi": 10, "mười": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000}
_BIG = {"vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def is_english(text: str) -> bool:
    """Whether the numbers in a passage have `,` for thousands and `.` for decimals, and none the other way round."""
    return _ENGLISH_SIGNS.search(text) is not None and _VIETNAMESE_SIGNS.search(text) is None


def number(text: str, english: bool = False) -> Decimal | None:
    """The exact number written in digits (`1.234,5`, `95,6`, `1,234,567`), or in words; None where it is none.

    `english` says how the passage around writes its numbers: `2,500` is then two thousand five hundred.
    """
    text = text.strip()
    sign = -1 if text[:1] in "-−" or text.lower().startswith("âm ") else 1
    text = text.removeprefix("-").removeprefix("−").strip()
    text = text[3:] if sign < 0 and text.lower().startswith("âm ") else text
    if english and _THOUSANDS.fullmatch(text):
        return sign * Decimal(text.replace(",", ""))
    if _VIETNAMESE.fullmatch(text):
        return sign * Decimal(text.translate(_WITHOUT_GROUPING))
    if _ENGLISH.fullmatch(text):
        return sign * Decimal(text.replace(",", ""))
    spelled = number_words(text)
    return None if spelled is None else sign * spelled


def number_words(text: str) -> Decimal | None:
    """The number that Vietnamese words spell (`ba mươi tư`, `hai phẩy năm`, `một trăm linh năm`), else None."""
    whole, _, fraction = text.lower().partition(" phẩy ")
    value = _whole_words(whole.split())
    if value is None:
        return None
    if not fraction:
        return Decimal(value)
    digits = [_DIGITS.get(word) for word in fraction.split()]
    if any(digit is None for digit in digits):
        return None
    return Decimal(f"{value}.{''.join(str(digit) for digit in digits)}")


def _whole_words(words: list[str]) -> int | None:
    total = part = digit = 0
    scale = 0  # of the last scale word: `hai trăm rưỡi`, `một nghìn hai` lean on it
    if not words:
        return None
    for word in words:
        if word in _DIGITS:
            digit = digit * 10 + _DIGITS[word]  # `hai mốt`, `ba tư`: the tens without `mươi`
        elif word in ("linh", "lẻ"):
            digit, scale = 0, 1
        elif word == "rưỡi":
            part, digit = part + (scale or 1) // 2, 0
        elif word in _SCALES:
            scale = _SCALES[word]
            part, digit = (part + max(digit, 1) * scale, 0) if scale < 1000 else ((part + digit or 1) * scale, 0)
            if scale == 1000:
                total, part = total + part, 0
        elif word in _BIG:
            scale = _BIG[word]
            total, part, digit = total + (part + digit or 1) * scale, 0, 0
        else:
            return None
    return total + part + digit


def plain_decimal(value: Decimal) -> Decimal:
    """The same number without exponent and trailing zeros: `1.50E+3` is `1500`."""
    exact = value.normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def fraction(numerator: str, denominator: str) -> str | None:
    """`1/3` from digits or words; None where it is no fraction of a whole (`24/7`, zero below)."""
    top, bottom = number(numerator), number(denominator)
    if top is None or bottom is None or not 0 < top < bottom:
        return None
    return f"{top}/{bottom}" if Fraction(int(top), int(bottom)) else None


def ordinal(text: str) -> int | None:
    """The integer of an edition or rank in Arabic, Roman or Vietnamese writing: `17`, `XVII`, `mười bảy`."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    if text and _ROMAN_FORM.fullmatch(text):
        return roman(text)
    if text.lower() == "nhất":
        return 1
    spelled = number_words(text)
    return None if spelled is None else int(spelled)


def roman(text: str) -> int:
    """The value of a Roman numeral in capitals; ValueError where it is none."""
    if not text or not _ROMAN_FORM.fullmatch(text):
        raise ValueError(f"{text!r} is no Roman numeral")
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def iso_day(day: int, month: int, year: int | None) -> str | None:
    """`2024-03-15`; None where the day does not exist or the year is not known."""
    if year is None or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day).isoformat()


def iso_month(month: int, year: int | None) -> str | None:
    """`2025-05`; None where the year is not known."""
    return f"{year:04d}-{month:02d}" if year is not None and 1 <= month <= 12 else None


def iso_months(first: int, last: int, year: int | None) -> str | None:
    """`2018-01/2018-06`; one month alone is written `2018-01`; None where the year is not known."""
    if year is None or not 1 <= first <= last <= 12:
        return None
    return iso_range(f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}")


def last_day(iso: str) -> str | None:
    """The last day of a year, a month or a range of them; None for anything else."""
    year, _, month = iso.rpartition("/")[2].partition("-")
    if not (year.isdigit() and len(year) == 4 and (month == "" or (month.isdigit() and len(month) == 2))):
        return None
    number_of_month = int(month or 12)
    return iso_day(calendar.monthrange(int(year), number_of_month)[1], number_of_month, int(year))


def iso_range(start: str, end: str) -> str:
    """A closed period from one ISO date, month or year to another of the same kind."""
    return start if start == end else f"{start}/{end}"


def full_year(text: str, century_of: int = 2000) -> int:
    """A four-digit year as it is; a two-digit one in the century of the press archive (70 to 99 are 19xx)."""
    year = int(text)
    return year if year > 99 else year + (century_of if year < 70 else century_of - 100)


def shifted(iso: str, years: int) -> str:
    """The same stretch `years` later (earlier where negative): `2018-01/2018-06` by -1 is `2017-01/2017-06`."""
    return "/".join(_shifted_part(part, years) for part in iso.split("/"))


def _shifted_part(part: str, years: int) -> str:
    year, rest = int(part[:4]) + years, part[4:]
    if rest == "-02-29" and not calendar.isleap(year):
        rest = "-02-28"
    return f"{year:04d}{rest}"


def before(iso: str, unit: str) -> str | None:
    """The month, quarter or year right before a period of that length (`2024-09`, `tháng`: `2024-08`), else None."""
    first, _, last = iso.partition("/")
    year, month = int(first[:4]), int(first[5:7] or 0)
    if unit == "năm":
        return str(year - 1)
    if unit == "tháng" and month and not last and len(first) == 7:
        return f"{year - (month == 1):04d}-{(month - 2) % 12 + 1:02d}"
    quarter = month in (1, 4, 7, 10) and last == f"{first[:5]}{month + 2:02d}"
    if unit == "quý" and quarter:
        start = (month - 4) % 12 + 1
        return iso_months(start, start + 2, year - (month == 1))
    return None


def year_of(iso: str | None) -> int | None:
    """The year in which a period ends, or None."""
    return int(iso.split("/")[-1][:4]) if iso else None
