"""From two readings of one number to a check: the formula written out, the difference weighed against the rounding."""
from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from extractor.model import Check, CheckKind, Verdict
from extractor.witnesses import Witness
from extractor.written import Written, combined, exactly, signed, slack, total

_HUNDRED = exactly(100).value
#: Digits of a result beyond those that the told number has.
_MORE = 2


def attainment(reached: Witness, plan: Witness, percent: Witness) -> Check | None:
    """Reached / plan = percent."""
    return _percent("attainment", (reached, plan, percent), ("reached", "plan", "percent"))


def share(part: Witness, whole: Witness, percent: Witness) -> Check | None:
    """Part / whole = percent."""
    return _percent("share", (part, whole, percent), ("part", "whole", "percent"))


def _percent(kind: CheckKind, figures: tuple[Witness, Witness, Witness], roles: tuple[str, ...]) -> Check | None:
    one, other, percent = figures
    if other.told.far.low <= 0:
        return None
    expected = combined(lambda a, b: a / b * _HUNDRED, one.told, other.told)
    return _check(kind, figures, roles, f"{_number(one)} / {_number(other)} × 100", expected, percent.told)


def change(level: Witness, base: Witness, told: Witness, kind: CheckKind = "change") -> Check | None:
    """What became of the base: by how many percent, how many times, or how much."""
    if base.told.far.low <= 0:
        return None
    now, then = _number(level), _number(base)
    figures = (base, level, told) if kind == "from_to" else (level, base, told)
    roles = ("from", "to", "change") if kind == "from_to" else ("level", "base", "change")
    by = signed(told.told, told.direction == "down")
    if told.kind == "multiple":
        return _check(kind, figures, roles, f"{now} / {then}", combined(lambda a, b: a / b, level.told, base.told), by)
    if told.unit == "%":
        expected = combined(lambda a, b: (a / b - 1) * _HUNDRED, level.told, base.told)
        return _check(kind, figures, roles, f"({now} - {then}) / {then} × 100", expected, by)
    if told.unit == level.unit or (told.unit == "pp" and level.unit == "%"):
        expected = combined(lambda a, b: a - b, level.told, base.told)
        return _check(kind, figures, roles, f"{now} - {then}", expected, by)
    return None


def parts_sum(parts: Sequence[Witness], whole: Witness) -> Check | None:
    """The parts add up to the whole."""
    formula = " + ".join(map(_number, parts))
    roles = (*["part"] * len(parts), "whole")
    return _check("sum", (*parts, whole), roles, formula, total(w.told for w in parts), whole.told)


def same(one: Witness, other: Witness) -> Check | None:
    """The same thing told twice."""
    down = one.direction == "down", other.direction == "down"
    expected, told = signed(one.told, down[0]), signed(other.told, down[1])
    return _check("same", (one, other), ("first", "again"), "", expected, told)


def _check(
    kind: CheckKind, figures: Sequence[Witness], roles: tuple[str, ...], formula: str, expected: Written, told: Written
) -> Check | None:
    """The check with its verdict; None where a bound leaves it open."""
    apart = abs(told.value - expected.value)
    agrees, wide = apart <= slack(expected, told), slack(expected, told, far=True)
    if not agrees and apart <= wide:
        return None
    against: Verdict = "conflict" if kind == "same" else "differs"
    fine = told.step / 10**_MORE
    unit = figures[-1].unit
    return Check(
        kind,
        tuple(w.id for w in figures),
        roles,
        f"{f'{formula} = ' if formula else ''}{_text(expected.value, fine)}; told {_text(told.value, told.step)}",
        _plain(expected.value, fine),
        _plain(told.value, told.step),
        _plain(slack(expected, told) if agrees else wide, fine / 10),
        unit,
        "agrees" if agrees else against,
    )


def _number(witness: Witness) -> str:
    return _text(witness.told.value, witness.told.step)


def _text(value: Fraction, step: Fraction) -> str:
    """A number for a reader, its thousands set apart by spaces."""
    return f"{Decimal(_plain(value, step)):,f}".replace(",", " ")


def _plain(value: Fraction, step: Fraction) -> str:
    """An exact value as a decimal text, rounded where it has no end to the digits that the step has."""
    places = Decimal(1)
    while Fraction(places) > step and places > Decimal("1e-12"):
        places /= 10
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(places, ROUND_HALF_EVEN)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
