"""Figures as the checks see them: only those whose amount is told, with what they are told of."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Figure, Span
from extractor.written import Written, written

#: Kinds whose amounts add up.
ADDITIVE = frozenset({"money", "quantity", "count"})


@dataclass(frozen=True, slots=True)
class Witness:
    """One figure. `id` is its index or its id in the database, `sentence` what tells its sentence from others of the
    article, `anchor` and `base_anchor` where its indicator and base were read, `key` its indicator_key, `fraction`
    whether it is one of `a/b`."""

    id: int
    article: int
    sentence: int
    span: Span
    kind: str
    unit: str | None
    relation: str
    direction: str | None
    modality: str
    key: str | None
    scope: str | None
    period: str | None
    base: str | None
    base_period: str | None
    anchor: Span | None
    scope_anchor: Span | None
    base_anchor: Span | None
    fraction: bool
    told: Written

    @property
    def is_level(self) -> bool:
        return self.relation == "level"

    @property
    def is_relative(self) -> bool:
        return self.unit == "%" and not self.is_level

    @property
    def planned(self) -> bool:
        return self.modality == "plan"

    @property
    def place(self) -> tuple[int, int]:
        return self.article, self.sentence

    @property
    def holds_for(self) -> tuple[str | None, str | None]:
        """The scope, in one spelling, and the period."""
        return " ".join(self.scope.casefold().split()) if self.scope else None, self.period


def same_unit(one: Witness, other: Witness) -> bool:
    """Whether two amounts may stand in one sum: one unit, or counts of which one says more (`hộ`, `hộ dân`)."""
    if one.kind != other.kind or one.unit is None or other.unit is None:
        return False
    short, long = sorted((one.unit.casefold(), other.unit.casefold()), key=len)
    return short == long or (one.kind == "count" and long.startswith(short + " "))


def companion(figure: Witness, levels: Iterable[Witness]) -> Witness | None:
    """The level that a relative figure describes: told in its sentence, of the very same words, for the same period.

    The nearest one before it, else the nearest behind; None where the two nearest are told side by side.
    """
    told = [w for w in levels if w.place == figure.place and _same_words(w, figure) and w.unit != "%"]
    told = [w for w in told if w.holds_for == figure.holds_for]
    before = [w for w in told if w.span.end <= figure.span.start]
    behind = [w for w in told if w.span.start >= figure.span.end]
    return before[-1] if before else behind[0] if behind else None


def _same_words(one: Witness, other: Witness) -> bool:
    return one.anchor is not None and one.anchor == other.anchor


def only(found: Sequence[Witness]) -> Witness | None:
    """The first of figures that all tell one value; None where there is none, or where they tell several."""
    return found[0] if len({w.told.value for w in found}) == 1 else None


def witness_of(figure: Figure, number: str, id: int, article: int, sentence: int) -> Witness | None:
    """A figure as a witness; `number` is the text of its number. None for ranges, fractions of a whole (`1/3`) and
    amounts that only have an end (`tối thiểu 10 tỷ đồng`)."""
    q = figure.quantity
    told = None if q.value_max or "/" in q.value else written(q.value, number, q.bound, q.kind == "count")
    if told is None:
        return None
    spans = figure.spans
    return Witness(
        id,
        article,
        sentence,
        q.span,
        q.kind,
        q.unit,
        figure.relation,
        figure.direction,
        figure.modality,
        figure.indicator_key,
        figure.scope,
        figure.period,
        figure.base,
        figure.base_period,
        spans.get("indicator"),
        spans.get("scope"),
        spans.get("base"),
        q.rule.endswith(":parts"),
        told,
    )
