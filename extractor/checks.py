"""Arithmetic as a witness: which figures vouch for each other, and whether they do.

A pairing needs the same unit, a fitting indicator, scope and period, and words that tie the figures together; nothing
is paired for standing near. Exact fractions throughout.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, pairwise

from extractor.breakdowns import Breakdown, Breakdowns
from extractor.comparisons import Comparisons
from extractor.model import Check, Figure, Reading
from extractor.verdicts import change, parts_sum, share
from extractor.witnesses import Witness, companion, witness_of
from patterns import Ruleset

#: A sum that is this much more than its whole is no sum of it: the parts overlap, or are parts of something else.
_OVERLAP = Fraction(11, 10)


def find_checks(reading: Reading, rules: Ruleset, figures: Sequence[Figure]) -> tuple[Check, ...]:
    """The checks among the figures of one article, each once, in the order of the figure that is told twice over."""
    witnesses = _witnesses(reading, figures)
    comparisons = Comparisons(rules, witnesses)
    found = chain(
        _of_breakdowns(reading, rules, witnesses),
        _of_changes(reading, rules, witnesses),
        comparisons.within(),
        comparisons.repeats(across=False),
    )
    return _each_once(found)


def checks_across(rules: Ruleset, witnesses: Sequence[Witness]) -> tuple[Check, ...]:
    """The checks whose figures stand in different articles; `witnesses` of all of them, article by article."""
    comparisons = Comparisons(rules, witnesses)
    return _each_once(chain(comparisons.across(), comparisons.repeats(across=True)))


def _each_once(found: Iterable[Check | None]) -> tuple[Check, ...]:
    """The first check of each figure of its kind."""
    kept: dict[tuple[str, int, int], Check] = {}
    for check in found:
        if check is not None:
            other = check.figures[0] if check.kind == "same" else 0
            kept.setdefault((check.kind, check.figures[-1], other), check)
    return tuple(sorted(kept.values(), key=lambda check: (check.figures[-1], check.kind)))


def _witnesses(reading: Reading, figures: Sequence[Figure]) -> list[Witness]:
    starts = [sentence.span.start for sentence in reading.sentences]
    places = [bisect_right(starts, figure.span.start) for figure in figures]
    numbers = [figure.quantity.number.of(reading.text) for figure in figures]
    told = [witness_of(f, numbers[i], i, 0, places[i]) for i, f in enumerate(figures)]
    return [w for w in told if w is not None]


def _of_breakdowns(reading: Reading, rules: Ruleset, witnesses: Sequence[Witness]) -> Iterator[Check | None]:
    for breakdown in Breakdowns(reading, rules, witnesses).all():
        yield _sum(breakdown)
        for figure in witnesses:
            part = companion(figure, breakdown.parts) if figure.relation == "share" and figure.is_relative else None
            if part is not None and _is_of(figure, breakdown.whole):
                yield share(part, breakdown.whole, figure)


def _sum(breakdown: Breakdown) -> Check | None:
    """The first parts that add up to the whole; where none do, the surest that plainly should."""
    parts, whole = breakdown.parts, breakdown.whole
    for number in range(2, len(parts) + 1):
        check = parts_sum(parts[:number], whole)
        if check is not None and check.verdict == "agrees":
            return check
    sure = parts[: breakdown.sure]
    together = sum(w.told.value for w in sure)
    over = whole.told.value < together <= whole.told.value * _OVERLAP
    return parts_sum(sure, whole) if len(sure) > 1 and (breakdown.closed or over) else None


def _is_of(figure: Witness, whole: Witness) -> bool:
    """Whether a share told of a part is of its whole: no base of its own, the whole's words, or `tổng số`."""
    if figure.base is None or (figure.base_anchor is not None and figure.base_anchor == whole.anchor):
        return True
    base = figure.base.casefold()
    return base == "tổng số" or bool(whole.key and whole.key.startswith(base))


def _of_changes(reading: Reading, rules: Ruleset, witnesses: Sequence[Witness]) -> Iterator[Check | None]:
    """`tăng từ 100 lên 120 tỷ đồng, tăng 20%`."""
    start, link = rules.rule("checks:from").pattern, rules.rule("checks:from_to").pattern
    beside, view = rules.rule("checks:told_change").pattern, reading.view
    levels = [w for w in witnesses if w.is_level]
    for one, other in pairwise(levels):
        if one.place != other.place or one.unit != other.unit or one.kind != other.kind:
            continue
        if not start.search(view[max(0, one.span.start - 30) : one.span.start]):
            continue
        if not link.match(view[one.span.end : other.span.start]):
            continue
        told = next((w for w in witnesses if w.span.start >= other.span.end), None)
        if told and told.relation == "change" and beside.match(view[other.span.end : told.span.start]):
            yield change(other, one, told, "from_to")
