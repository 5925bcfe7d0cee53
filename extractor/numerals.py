"""The ledger: every run of digits in the content with exactly one class. An audit asks first what is unknown."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.match import find
from extractor.model import CONTENT_BLOCKS, FACT_BLOCKS, Classified, Numeral, Reading, Span
from patterns import Ruleset

_CLASSES = frozenset({"time", "edition", "name", "label"})
_RUN = regex.compile(r"\d+")


def ledger(reading: Reading, rules: Ruleset, classified: Sequence[Classified]) -> tuple[Numeral, ...]:
    """One numeral a run of digits in the content, in order; class `unknown` where no rule says what it is.

    `classified` holds what the sentences gave. Bylines and datelines have no sentences: their dates are read here.
    """
    known = [*classified, *_of_lines(reading, rules)]
    return tuple(
        _numeral(Span(*run.span()), known) for span in _content(reading) for run in _RUN.finditer(reading.text, *span)
    )


def _content(reading: Reading) -> list[tuple[int, int]]:
    return [(b.span.start, b.span.end) for b in reading.article.blocks if b.kind in CONTENT_BLOCKS]


def _of_lines(reading: Reading, rules: Ruleset) -> list[Classified]:
    wanted = [*rules.of_file("periods"), *(r for r in rules.of_file("numerals") if r.kind in _CLASSES)]
    lines = [b.span for b in reading.article.blocks if b.kind in CONTENT_BLOCKS - FACT_BLOCKS]
    return [
        Classified(m.span, m.kind, m.rule)  # type: ignore[arg-type]  # kinds of these files are classes
        for span in lines
        for m in find(wanted, reading.view, span)
    ]


def _numeral(run: Span, known: Sequence[Classified]) -> Numeral:
    for item in known:
        if item.span.contains(run):
            return Numeral(run, item.cls, item.rule)
    return Numeral(run, "unknown")
