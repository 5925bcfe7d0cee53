"""A check of one article as its page shows it: both numbers, what lies between them, each figure in its sentence."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from diembao.audit.checks import Found, Told
from diembao.figure_table import value_shown
from diembao.marking import segments
from extractor.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `figure` is the one of the check that stands there, with its `role`."""

    text: str
    figure: Told | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class CheckShown:
    """Numbers are exact, in `unit`, their thousands set apart; `difference` is what is told less what is expected.
    `lines` are the sentences of the article that its figures stand in."""

    kind: str
    verdict: str
    formula: str
    expected: str
    told: str
    difference: str
    tolerance: str
    unit: str
    article_id: int
    article: str
    lines: Sequence[Sequence[Piece]]


def check_shown(found: Found) -> CheckShown:
    check, told = found.check, found.figures[-1]
    return CheckShown(
        check.kind,
        check.verdict,
        check.formula,
        value_shown(check.expected, None),
        value_shown(check.told, None),
        _difference(check.told, check.expected),
        value_shown(check.tolerance, None),
        check.unit or "",
        told.article_id,
        told.article,
        [list(_pieces(together)) for together in found.by_sentence()],
    )


def _difference(told: str, expected: str) -> str:
    apart = Decimal(told) - Decimal(expected)
    sign = "−" if apart < 0 else "+" if apart > 0 else ""
    return sign + value_shown(f"{abs(apart):f}", None)


def _pieces(together: Sequence[tuple[str, Told]]) -> Iterator[Piece]:
    """A sentence cut where figures of it begin and end; of two that overlap the one told first has the words."""
    first = together[0][1]
    at = first.line.start
    spans = [(Span(told.span.start - at, told.span.end - at), (role, told)) for role, told in together]
    for span, covering in segments(len(first.sentence), spans):
        text = span.of(first.sentence)
        yield Piece(text, covering[0][1], covering[0][0]) if covering else Piece(text)
