"""Measured amounts in the base unit of what they measure: 2 ha and 20.000 m2 are the same area."""
from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from extractor.model import ExtractionError

#: A unit's symbol with its base unit and the factor that takes a value there (`ha`: `m2`, 10000).
Bases = Mapping[str, tuple[str, Decimal]]

#: Kinds of figure whose unit is a measure; currencies are never converted, counted nouns are no measures.
_MEASURED = frozenset({"quantity", "duration"})


def base_of(kind: str, unit: str | None, bases: Bases) -> tuple[str, Fraction] | None:
    """The base unit and factor of a figure's unit, or None. Of a rate only the numerator is converted:
    `t/năm` gives `kg/năm`."""
    if kind not in _MEASURED or unit is None:
        return None
    symbol, slash, denominator = (unit, "", "") if unit in bases else unit.partition("/")  # `km/h` is a unit of its own
    base, factor = bases.get(symbol, (symbol, Decimal(1)))
    if symbol not in bases and all(symbol != known for known, _ in bases.values()):
        return None
    return f"{base}{slash}{denominator}", Fraction(factor)


def number(value: str | None, factor: Fraction = Fraction(1)) -> float | None:
    """The nearest REAL of an exact value (`95.6`, `1/3`) times a factor. ExtractionError where it is no number."""
    try:
        return None if value is None else float(Fraction(value) * factor)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise ExtractionError(f"{value!r} is not a number that can be stored") from error
