"""Figures told as a list: `giảm 1,4% và 0,23%`, `lần lượt là 12, 15 và 20 tỷ đồng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.model import Figure, Quantity, Sentence, Span
from extractor.relations import Relation
from patterns import Ruleset

_PARTS = regex.compile(r"\s*,\s*và\s+|\s*,\s*|\s+và\s+")


class FigureLists:
    """Reads lists of figures with one ruleset."""

    def __init__(self, rules: Ruleset, view: str) -> None:
        self._view = view
        self._link = rules.rule("context:bare_link").pattern
        self._respectively = rules.rule("context:respectively").pattern

    def relation(self, last: Figure | None, quantity: Quantity, relation: Relation) -> Relation:
        """The relation of a figure that only `và` or a comma parts from the one before: that one's."""
        if last is None or not self._linked(last.quantity, quantity):
            return relation
        return Relation(last.relation, last.direction, relation.base or last.spans.get("base"))

    def distributed(self, figures: Sequence[Figure], sentence: Sentence) -> list[Figure]:
        """The figures of a sentence, where those behind `lần lượt` are given to the things told before, in order."""
        told = list(figures)
        for start, end in self._runs(told):
            before = told[start - 1].span.end if start else sentence.span.start
            if self._respectively.search(self._view, before, told[start].span.start):
                told[start:end] = self._given(told[max(0, start - (end - start)) : start], told[start:end])
        return told

    def _linked(self, last: Quantity, quantity: Quantity) -> bool:
        same = last.kind == quantity.kind and last.span.end <= quantity.span.start
        return same and self._link.match(self._view, last.span.end, quantity.span.start) is not None

    def _runs(self, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
        """Where two or more figures stand in one list: the first index and the one behind the last."""
        start = 0
        for end in range(1, len(figures) + 1):
            if end < len(figures) and self._linked(figures[end - 1].quantity, figures[end].quantity):
                continue
            if end - start > 1:
                yield start, end
            start = end

    def _given(self, before: Sequence[Figure], run: Sequence[Figure]) -> list[Figure]:
        """The run with the indicators of as many figures before it, or of as many parts of its own subject."""
        distinct = {figure.indicator for figure in before}
        if len(before) == len(run) == len(distinct):
            return [_measuring(figure, other) for figure, other in zip(run, before, strict=True)]
        for name in ("indicator", "scope"):
            listed = run[0].spans.get(name)
            parts = _parts(self._view, listed) if listed else []
            if len(parts) == len(run):
                return [_of_part(f, name, span, self._view) for f, span in zip(run, parts, strict=True)]
        return list(run)


def _measuring(figure: Figure, other: Figure) -> Figure:
    """The figure with what another one measures."""
    kept = {name: span for name, span in figure.spans.items() if name not in ("indicator", "scope")}
    spans = kept | {name: span for name, span in other.spans.items() if name in ("indicator", "scope")}
    return replace(figure, indicator=other.indicator, indicator_key=other.indicator_key, scope=other.scope, spans=spans)


def _of_part(figure: Figure, name: str, span: Span, view: str) -> Figure:
    text = span.of(view)
    if name == "scope":
        return replace(figure, scope=text, spans={**figure.spans, "scope": span})
    return replace(figure, indicator=text, indicator_key=text.lower(), spans={**figure.spans, "indicator": span})


def _parts(view: str, subject: Span) -> list[Span]:
    """The subject cut at its commas and `và`."""
    cuts = [Span(*m.span()) for m in _PARTS.finditer(view, subject.start, subject.end)]
    starts = [subject.start, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), subject.end]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True)]
