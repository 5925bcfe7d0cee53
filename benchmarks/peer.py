"""One peer, run in a Python of its own where it is installed: standard library and the peer, nothing of ours.

    python benchmarks/peer.py NAME

Reads lines of JSON, each a list of sentences, and answers each with a line `{"seconds": ..., "answers": [...]}`. An
answer is `{"values": [[start, end, low, high, unit], ...], "days": [[start, end, iso], ...]}`; numbers are strings,
units are written as the project writes them. The first line out says that the peer is ready. Turning what the peer
gives into this form is not timed.
"""
from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_Result = dict[str, Any]
_Reader = tuple[Callable[[str], Any], Callable[[str, Any], _Result]]
_NOON = datetime.datetime(2024, 6, 15, 12)


def main(name: str) -> None:
    ask, render = PEERS[name]()
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        sentences = json.loads(line)
        start = time.perf_counter()
        raw = [ask(sentence) for sentence in sentences]
        seconds = time.perf_counter() - start
        answers = [render(sentence, given) for sentence, given in zip(sentences, raw, strict=True)]
        print(json.dumps({"seconds": seconds, "answers": answers}), flush=True)


# Duckling: Vietnamese, every dimension it has, so that what it takes for a date or a phone number is no number.

_DUCKLING = [
    "amount-of-money", "credit-card-number", "distance", "duration", "email", "number", "ordinal", "phone-number",
    "quantity", "temperature", "time", "url", "volume",
]  # fmt: skip
_ASIDE = frozenset({"time", "ordinal", "phone-number", "credit-card-number", "email", "url"})
_DUCKLING_UNITS = {
    "$": "USD", "dollar": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "¥": "JPY", "day": "ngày", "year": "năm",
    "month": "tháng", "week": "tuần", "hour": "giờ", "minute": "phút", "second": "giây", "celsius": "°C",
    "degree": "°C", "kilometre": "km", "metre": "m", "litre": "L", "gram": "g", "kilogram": "kg",
}  # fmt: skip


def duckling() -> _Reader:
    import duckling
    import tzdata

    zones = duckling.load_time_zones(str(Path(tzdata.__file__).parent / "zoneinfo"))
    now = duckling.parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(_NOON.timestamp()))
    locale = duckling.parse_locale("vi", duckling.default_locale_lang(duckling.parse_lang("VI")))
    context, dimensions = duckling.Context(now, locale), duckling.parse_dimensions(_DUCKLING)
    return lambda text: duckling.parse(text, context, dimensions), _from_duckling


def _from_duckling(text: str, given: Any) -> _Result:
    found = json.loads(given) if isinstance(given, str) else given
    aside = [(f["start"], f["end"]) for f in found if f["dim"] in _ASIDE]
    numbers = [f for f in found if f["dim"] not in _ASIDE]
    free = [f for f in numbers if not any(a <= f["start"] and f["end"] <= b for a, b in aside)]
    days = [
        [f["start"], f["end"], f["value"]["value"][:10]]
        for f in found
        if f["dim"] == "time" and f["value"].get("grain") == "day" and "value" in f["value"]
    ]
    return {"values": [v for f in free if (v := _duckling_value(f))], "days": days}


def _duckling_value(found: Any) -> list[Any] | None:
    value = found["value"]
    ends = [value[side] for side in ("from", "to") if side in value] or [value]
    numbers = [str(end["value"]) for end in ends if "value" in end]
    if not numbers:
        return None
    unit = ends[-1].get("unit")
    high = numbers[1] if len(numbers) > 1 else None
    return [found["start"], found["end"], numbers[0], high, _DUCKLING_UNITS.get(unit, unit)]


# Microsoft's Recognizers-Text has no Vietnamese. Spanish writes numbers as Vietnamese does (1.288,21).

_SPANISH_UNITS = {
    "Porcentaje": "%", "Dólar estadounidense": "USD", "Dólar": "USD", "Euro": "EUR", "Libra esterlina": "GBP",
    "Yen japonés": "JPY", "Yen": "JPY", "Kilómetro": "km", "Metro": "m", "Metro cuadrado": "m2", "Hectárea": "ha",
    "Kilómetro cuadrado": "km2", "Metro cúbico": "m3", "Kilogramo": "kg", "Gramo": "g", "Litro": "L",
    "Milímetro": "mm", "Centímetro": "cm", "Kilómetro por hora": "km/h", "C": "°C", "Grado Celsius": "°C",
    "Dong vietnamita": "VND", "Baht tailandés": "THB", "Kilovatio-hora": "kWh", "Megavatio": "MW",
}  # fmt: skip


def recognizers() -> _Reader:
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension, recognize_temperature
    from recognizers_text import Culture

    asked = (recognize_currency, recognize_dimension, recognize_temperature, recognize_percentage, recognize_number)
    return lambda text: [found for ask in asked for found in ask(text, Culture.Spanish)], _from_recognizers


def _from_recognizers(_text: str, given: Any) -> _Result:
    values: list[list[Any]] = []
    for found in given:  # units come first; a bare number inside what is read already is the same one
        start, end, told = found.start, found.end + 1, found.resolution or {}
        if told.get("value") and not any(v[0] < end and start < v[1] for v in values):
            number, unit = str(told["value"]), told.get("unit")
            unit = "%" if number.endswith("%") else _SPANISH_UNITS.get(str(unit), unit)
            values.append([start, end, number.rstrip("%").replace(",", "."), None, unit])
    return {"values": values, "days": []}


# quantulum3 reads English numbers only: `.` and `,` change places before it is asked.

_SWAPPED = str.maketrans(".,", ",.")
_ENGLISH_UNITS = {
    "percentage": "%", "hectare": "ha", "kilometre": "km", "metre": "m", "kilogram": "kg", "gram": "g",
    "square metre": "m2", "square kilometre": "km2", "cubic metre": "m3", "litre": "L", "megawatt": "MW",
    "kilowatt-hour": "kWh", "kilowatt hour": "kWh", "degree Celsius": "°C", "millimetre": "mm", "centimetre": "cm",
    "dollar": "USD", "united states dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "japanese yen": "JPY",
    "vietnamese dong": "VND", "thai baht": "THB", "kilometre per hour": "km/h", "megawatt-peak": "MWp",
}  # fmt: skip


def quantulum() -> _Reader:
    import warnings

    warnings.simplefilter("ignore")
    from quantulum3 import parser

    def ask(text: str) -> Any:
        try:
            return parser.parse(text.translate(_SWAPPED))
        except (KeyError, ValueError, TypeError, AttributeError, IndexError):
            return []  # it fails on some sentences: as good as nothing read

    return ask, _from_quantulum


def _from_quantulum(_text: str, given: Any) -> _Result:
    return {"values": list(map(_quantulum_value, given)), "days": []}


def _quantulum_value(found: Any) -> list[Any]:
    unit = None if found.unit.name == "dimensionless" else _ENGLISH_UNITS.get(found.unit.name.lower(), found.unit.name)
    unit = _ENGLISH_UNITS.get(found.unit.name, unit)
    low, high = found.value, None
    if found.uncertainty:  # it gives a range as its middle and half its width
        low, high = found.value - found.uncertainty, found.value + found.uncertainty
    return [*found.span, str(low), None if high is None else str(high), unit]


def dates() -> _Reader:
    """dateparser's search: dates alone."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": _NOON, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    return lambda text: search_dates(text, languages=["vi"], settings=settings), _from_dates


def _from_dates(text: str, given: Any) -> _Result:
    return {"values": [], "days": list(_placed(text, given or []))}


def _placed(text: str, given: Any) -> Iterator[list[Any]]:
    """dateparser gives the words that it read, not where they stand."""
    at = 0
    for quote, moment in given:
        start = text.find(quote, at)
        if start >= 0:
            at = start + len(quote)
            yield [start, at, moment.date().isoformat()]


PEERS: dict[str, Callable[[], _Reader]] = {
    "duckling": duckling,
    "recognizers-text": recognizers,
    "quantulum3": quantulum,
    "dateparser": dates,
}

if __name__ == "__main__":
    main(sys.argv[1])
