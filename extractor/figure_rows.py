"""Makes the figure itself from a quantity, its relation and its frame: texts, periods and the spans of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.abbreviations import Abbreviations
from extractor.figure_periods import base_period_of, period_of
from extractor.frames import Frame
from extractor.model import Figure, Moment, Quantity, Reading, Span, Statement
from extractor.relations import Relation
from patterns import Ruleset

_NAME = r"\s\p{Lu}[\p{L}\d&.-]*(?:\s\p{Lu}[\p{L}\d&.-]*){0,4}"
_SPACES = regex.compile(r"\s+")


class FigureRows:
    """Makes the figures of one article."""

    def __init__(
        self, reading: Reading, rules: Ruleset, moments: Sequence[Moment], statements: Sequence[Statement]
    ) -> None:
        self._text, self._moments, self._statements = reading.text, moments, statements
        self._abbreviations = Abbreviations(reading, rules)
        self._count_subject = rules.words("count_subject")
        self._view = reading.view
        self._published = reading.article.published
        self._bare_head = rules.rule("context:bare_head").pattern
        self._place = rules.rule("context:place_of_source").pattern
        self._stock = rules.rule("context:stock").pattern

    def row(self, quantity: Quantity, relation: Relation, frame: Frame) -> Figure:
        """The figure with all that its frame and relation give it."""
        indicator = self._words(frame.indicator) if frame.indicator else None
        stock = self._stock.search(indicator or "") is not None
        period = period_of(frame.moment, quantity, stock)
        base = _SPACES.sub(" ", relation.base.of(self._text)).strip() if relation.base else None
        told = [m for m in self._moments if relation.base and relation.base.contains(m.span)]
        attribution, source = self._attribution(frame, quantity)
        scope = self._full(frame.scope) if frame.scope else self._place_of(source) if source else None
        return Figure(
            quantity=_unsigned(replace(quantity, unit=self._unit(quantity, indicator, frame)), relation),
            relation=relation.relation,
            direction=relation.direction,
            modality=self._modality(frame, period),
            indicator=indicator,
            indicator_key=self._abbreviations.key(indicator) if indicator else None,
            scope=self._words(scope) if scope else None,
            period=period,
            base=base,
            base_period=base_period_of(relation.relation, base, told, period, stock),
            attribution=attribution,
            spans=_given(
                indicator=frame.indicator,
                scope=scope,
                period=frame.moment.span if frame.moment and period else None,
                base=relation.base,
                attribution=source,
            ),
        )

    def _modality(self, frame: Frame, period: str | None) -> str:
        """What is told of a time that lies ahead of the page's own day has not happened."""
        ahead = period is not None and self._published is not None and period.partition("/")[0] > self._published
        return "plan" if ahead and frame.modality == "actual" else frame.modality

    def with_shared_bases(self, figures: Sequence[Figure]) -> list[Figure]:
        """The figures of one sentence, where a change without a base takes the one told for all of them."""
        told = [f for f in figures if f.relation == "change" and f.base and not f.base.lower().startswith("kế hoạch")]
        return [self._with_base(figure, told) for figure in figures]

    def _with_base(self, figure: Figure, told: Sequence[Figure]) -> Figure:
        behind = [f for f in told if f.span.start > figure.span.start]
        source = behind[0] if behind else told[-1] if told else None
        if source is None or figure.relation != "change" or figure.base or figure.quantity.kind != source.quantity.kind:
            return figure
        spans = {**figure.spans, "base": source.spans["base"]}
        return replace(figure, base=source.base, base_period=source.base_period, spans=spans)

    def _unit(self, quantity: Quantity, indicator: str | None, frame: Frame) -> str | None:
        """A bare count has the unit that its subject or the figure before it names."""
        if quantity.kind != "count" or quantity.unit is not None:
            return quantity.unit
        words = (indicator or "").lower().split()
        for size in (2, 1):
            if " ".join(words[:size]) in self._count_subject and len(words) > size:
                return " ".join(words[size : size + 2]) if words[0] != "lượt" else "lượt"
        last = frame.last
        same = last is not None and last.quantity.kind == "count" and last.spans.get("indicator") == frame.indicator
        return last.quantity.unit if last and same else None

    def _attribution(self, frame: Frame, quantity: Quantity) -> tuple[str | None, Span | None]:
        for statement in self._statements:
            if statement.span.contains(quantity.span):
                return statement.speaker, statement.speaker_span
        return (self._words(frame.attribution), frame.attribution) if frame.attribution else (None, None)

    def _full(self, scope: Span) -> Span:
        """A bare head (`huyện`, `Tập đoàn này`) is the one last told by name; itself where none was."""
        bare = self._bare_head.match(self._view, scope.start, scope.end)
        if bare is None:
            return scope
        named = regex.compile(rf"(?i:\b{bare.group('head')}){_NAME}")
        told = list(named.finditer(self._view, 0, scope.start))
        return Span(*told[-1].span()) if told else scope

    def _place_of(self, source: Span) -> Span | None:
        """Where a body that reports has its place, its figures hold, unless they say otherwise."""
        match = self._place.search(self._text, source.start, source.end)
        return Span(*match.span()) if match else None

    def _words(self, span: Span) -> str | None:
        """The span's words without the periods that stand within it, spaces made single."""
        pieces, at = [], span.start
        for moment in self._moments:
            if span.contains(moment.span):
                pieces.append(self._text[at : moment.span.start])
                at = moment.span.end
        return _SPACES.sub(" ", " ".join([*pieces, self._text[at : span.end]])).strip(" ,.;:") or None


def _unsigned(quantity: Quantity, relation: Relation) -> Quantity:
    """A change by its size, whether `giảm 1,87%` or `(-1,87%)` tells it: its direction has the sign."""
    signed = relation.relation == "change" and relation.direction == "down" and quantity.value.startswith("-")
    return replace(quantity, value=quantity.value[1:]) if signed else quantity


def _given(**spans: Span | None) -> dict[str, Span]:
    return {name: span for name, span in spans.items() if span is not None}
