"""Ties a figure to its indicator, scope, period, base, attribution and modality.

A sentence is read as a sequence of clauses that share a frame. A clause with a subject of its own changes the frame;
one that begins with a verb of measure, or stands in brackets, describes the figure before it. What leads a sentence
(`Năm 2017,`, `Theo báo cáo của X,`) holds for all of it and for what plainly continues it.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.abbreviations import Abbreviations
from extractor.clauses import Clause, clauses_of
from extractor.figure_periods import base_period_of, period_of
from extractor.model import Figure, Moment, Quantity, Reading, Sentence, Span, Statement
from extractor.relations import Relation, Relations
from extractor.subjects import Subject, Subjects
from patterns import Ruleset

# Before a count these embed it in something else, which then is not what the clause speaks of.
_EMBEDS = regex.compile(r"(?i)(?:của|từ|tại|ở|trên địa bàn|thuộc|giữa|trong số|đến từ|khắp)\s(?:hơn\s|gần\s|khoảng\s|trên\s)?$")
_OWNS = regex.compile(r"(?i)\s(?:có|đang|bị|được)\s")
# These turn to something else: what held for the paragraph before does not hold here.
_TURNS = regex.compile(r"(?i)(?:bước sang|về|đối với|riêng|mặt khác|trong khi)\b")
_WORD = regex.compile(r"\p{L}{2,}")
_SPACES = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for the next figure unless its own clause says otherwise; spans tell where it was read."""

    indicator: tuple[Span, ...] = ()
    scope: Span | None = None
    moment: Moment | None = None
    attribution: str | None = None
    attribution_span: Span | None = None
    modality: str = "actual"
    last: Figure | None = None


@dataclass(slots=True)
class _State:
    """What has been read so far: the frame, where it came from, and the figures."""

    frame: Frame = field(default_factory=Frame)
    block: int = -1
    figures: list[Figure] = field(default_factory=list)


def relate(
    reading: Reading,
    rules: Ruleset,
    quantities: Sequence[Quantity],
    moments: Sequence[Moment],
    statements: Sequence[Statement],
) -> tuple[Figure, ...]:
    """One figure a quantity, in order, with all the context that the text gives."""
    return _Relater(reading, rules, quantities, moments, statements).all()


class _Relater:
    """Relates the figures of one article; holds what each sentence needs."""

    def __init__(
        self,
        reading: Reading,
        rules: Ruleset,
        quantities: Sequence[Quantity],
        moments: Sequence[Moment],
        statements: Sequence[Statement],
    ) -> None:
        self._reading, self._rules, self._view = reading, rules, reading.view
        self._quantities, self._moments, self._statements = quantities, moments, statements
        self._subjects, self._relations = Subjects(rules), Relations(rules)
        self._abbreviations = Abbreviations(reading, rules)
        self._counted_end = rules.rule("context:counted_end").pattern
        self._source_rules = [rules.rule("context:source").pattern, rules.rule("context:report").pattern]
        self._sources = self._find_sources()
        self._blank = _blanked(self._view, [m.span for m in moments] + [whole for whole, _ in self._sources])
        self._count_subject = rules.words("count_subject")
        self._leads = sorted(rules.words("indicator_lead"), key=len, reverse=True)
        self._growth = rules.words("growth_head")

    def all(self) -> tuple[Figure, ...]:
        state = _State()
        for sentence in self._reading.sentences:
            inside = [q for q in self._quantities if sentence.span.contains(q.span)]
            self._sentence(state, sentence, inside)
        return tuple(state.figures)

    def _find_sources(self) -> list[tuple[Span, Span]]:
        """`Theo báo cáo của X,`: the whole phrase, and the source that it names."""
        return [
            (Span(*m.span()), Span(*m.span("source")))
            for sentence in self._reading.sentences
            for pattern in self._source_rules
            for m in pattern.finditer(self._view, sentence.span.start, sentence.span.end)
        ]

    def _sentence(self, state: _State, sentence: Sentence, inside: list[Quantity]) -> None:
        if sentence.block != state.block:
            state.frame, state.block = self._next_block(state, sentence, inside), sentence.block
        state.frame = self._led(state.frame, sentence)
        if not inside:
            return
        closed = [m.span for m in self._moments] + [whole for whole, _ in self._sources]
        pending: Subject | None = None
        base: Span | None = None
        first = len(state.figures)
        for clause in clauses_of(self._view, sentence.span, inside, closed):
            if not clause.quantities:
                state.frame, pending = self._empty(state.frame, clause, pending)
                continue
            outer = state.frame
            for index, quantity in enumerate(clause.quantities):
                figure = self._figure(state, sentence, clause, index, pending, base)
                state.figures.append(figure)
                base = figure.spans.get("base")
            if clause.mark == "(":
                state.frame = replace(outer, last=state.frame.last)
            pending = None
        self._share_bases(state, first)

    def _next_block(self, state: _State, sentence: Sentence, inside: list[Quantity]) -> Frame:
        """A new paragraph keeps the frame where it plainly continues: `Trong đó`, or the same thing measured."""
        if not inside:
            return state.frame
        if not state.frame.indicator or inside[0].kind == "count":
            return Frame()
        start = self._view[sentence.span.start : inside[0].span.start]
        before = " ".join(span.of(self._view) for span in state.frame.indicator)
        continues = regex.match(r"(?i)trong đó", start) or len(_content(start) & _content(before)) >= 2
        moved = any(sentence.span.start <= m.span.start < inside[0].span.start for m in self._moments)
        if continues:
            return replace(state.frame, last=None)
        if moved and inside[0].kind == "money" and not _TURNS.match(start):
            return Frame(attribution=state.frame.attribution, attribution_span=state.frame.attribution_span)
        return Frame()

    def _led(self, frame: Frame, sentence: Sentence) -> Frame:
        """The frame with what the sentence itself says of its source."""
        named = [name for whole, name in self._sources if sentence.span.contains(whole)]
        if named:
            return replace(frame, attribution=self._text([named[0]]), attribution_span=named[0], modality="actual")
        return frame

    def _empty(self, frame: Frame, clause: Clause, pending: Subject | None) -> tuple[Frame, Subject | None]:
        """A clause without a figure: a leading period or place, or a subject that its verb leaves behind a comma."""
        inside = [m for m in self._moments if clause.span.contains(m.span)]
        if inside and clause.mark != "(":  # of two periods that lead a sentence, neither holds for all of it
            frame = replace(frame, moment=inside[0] if len(inside) == 1 else None)
        if clause.mark == ";":
            pending = None
        subject = self._subjects.read(self._blank, clause.span.start, clause.span.end)
        if subject.scope and not subject.indicator:
            frame = replace(frame, scope=subject.scope)
        return frame, subject if subject.indicator or subject.scope else pending

    def _figure(
        self, state: _State, sentence: Sentence, clause: Clause, index: int, pending: Subject | None, base: Span | None
    ) -> Figure:
        quantity, frame = clause.quantities[index], state.frame
        head = self._head(clause, index)
        if self._embedded(head, quantity):
            return self._embedded_count(frame, sentence, quantity)
        subject = self._own_subject(clause, index, head, pending)
        said = f"{self._words(subject, head, quantity)}"
        relation = self._relations.read(self._view, head, quantity, sentence.span.end, said)
        relation = self._of_parts(state, clause, quantity, relation)
        indicator = self._indicator(frame, sentence, quantity, subject, relation)
        scope = subject.scope or (None if subject.indicator and clause.mark == "." else frame.scope)
        moment, where = self._moment(frame, sentence, clause, head, quantity, relation, base)
        modality = self._modality(frame, clause, head, quantity, subject, relation, indicator)
        figure = self._assemble(frame, sentence, quantity, relation, indicator, scope, moment, where, modality)
        if quantity.rule.endswith(":parts"):  # the plan told beside what is reached is no plan for what follows
            modality = frame.modality
        state.frame = self._after(frame, figure, indicator, scope, moment if where != "base" else frame.moment, modality)
        return figure

    # -- the parts -------------------------------------------------------------------------------------------

    def _head(self, clause: Clause, index: int) -> Span:
        """From the clause's start, or the last figure in it that is not embedded, to this figure's number."""
        start = clause.span.start
        for before in clause.quantities[:index]:
            if not self._embedded(Span(start, before.number.start), before):
                start = before.span.end
        quantity = clause.quantities[index]
        end = quantity.bound_span.start if quantity.bound_span and quantity.bound_span.end <= quantity.span.start else quantity.span.start
        return Span(start, max(start, end))

    def _embedded(self, head: Span, quantity: Quantity) -> bool:
        return quantity.kind == "count" and bool(_EMBEDS.search(self._view, head.start, quantity.number.start))

    def _embedded_count(self, frame: Frame, sentence: Sentence, quantity: Quantity) -> Figure:
        spans = self._counted(sentence, quantity)
        owns = _OWNS.search(self._view, quantity.span.end, spans.end)  # what has it is the embedding noun
        spans = Span(spans.start, owns.start() if owns else spans.end)
        return self._assemble(frame, sentence, quantity, Relation("level"), (spans,), None, None, "", "actual")

    def _own_subject(self, clause: Clause, index: int, head: Span, pending: Subject | None) -> Subject:
        subject = self._subjects.read(self._blank, head.start, head.end)
        if subject.indicator or subject.scope or pending is None or clause.mark == "(" or head.start != clause.span.start:
            return subject
        return replace(pending, verb=f"{pending.verb} {subject.verb}".strip())

    def _words(self, subject: Subject, head: Span, quantity: Quantity) -> str:
        parts = [subject.indicator.of(self._view)] if subject.indicator else []
        return " ".join([*parts, subject.verb]).lower()

    def _counted(self, sentence: Sentence, quantity: Quantity) -> Span:
        """The counted noun phrase whole: from the noun to the verb, the comma or what begins something else."""
        start = quantity.unit_span.start if quantity.unit_span else quantity.span.end
        least = max(quantity.span.end, start)
        limit = min((q.span.start for q in self._quantities if q.span.start > least and not self._inner(q)), default=sentence.span.end)
        match = self._counted_end.search(self._blank, least, min(limit, sentence.span.end) if limit > least else sentence.span.end)
        end = match.start() if match else min(limit, sentence.span.end)
        if not match and limit < sentence.span.end:
            end = self._before_number(least, limit)
        return Span(start, max(least, end))

    def _inner(self, quantity: Quantity) -> bool:
        return self._embedded(Span(max(0, quantity.span.start - 20), quantity.span.start), quantity)

    def _before_number(self, least: int, limit: int) -> int:
        """Where a counted phrase ends that runs into the next figure: before its preposition and bound."""
        tail = regex.compile(r"(?i)(?:\s(?:của|từ|tại|ở|với|hơn|trên|gần|khoảng|có|và|cho|trong|là|đạt|được))+\s*$").search(
            self._blank, least, limit
        )
        return tail.start() if tail else limit

    def _indicator(
        self, frame: Frame, sentence: Sentence, quantity: Quantity, subject: Subject, relation: Relation
    ) -> tuple[Span, ...]:
        own = self._led_off(subject.indicator) if subject.indicator else None
        if quantity.kind == "count" and quantity.unit is not None and relation.relation == "level":
            if own is None or not self._counts(own, subject):
                return (self._counted(sentence, quantity),)
        if own is None:
            return frame.indicator
        return (own,)

    def _counts(self, own: Span, subject: Subject) -> bool:
        """Whether the subject itself says that it is a number of things: `Số lượng người … là 500.000 người`."""
        words = own.of(self._view).lower().split()
        return " ".join(words[:2]) in self._count_subject or words[0] in self._count_subject

    def _led_off(self, span: Span) -> Span:
        """The indicator without `mục tiêu`, `mức`, `tỷ lệ` before it, unless nothing else would be left."""
        text = span.of(self._blank).lower()
        for lead in self._leads:
            if text.startswith(lead + " ") and len(text) > len(lead) + 2:
                return self._led_off(Span(span.start + len(lead) + 1, span.end))
        return span

    def _of_parts(self, state: _State, clause: Clause, quantity: Quantity, relation: Relation) -> Relation:
        """`11,07/11,14 tỷ đồng (đạt 99,37%)`: the percent is of the whole just told."""
        last = state.figures[-1] if state.figures else None
        bare = relation.base is None and relation.relation in ("share", "level", "attainment") and quantity.kind == "percent"
        if not bare or clause.mark != "(" or last is None or not last.rule.endswith(":parts"):
            return relation
        return Relation("attainment", None, last.span)

    def _moment(
        self, frame: Frame, sentence: Sentence, clause: Clause, head: Span, quantity: Quantity, relation: Relation, base: Span | None
    ) -> tuple[Moment | None, str]:
        """The figure's moment, and whether its own clause, the base before its bracket, or the frame gave it."""
        if clause.mark == "(" and base is not None and relation.relation == "level":
            told = [m for m in self._moments if base.contains(m.span)]
            return (told[-1] if told else None), "base"
        limit = min((q.span.start for q in clause.quantities if q.span.start > quantity.span.start), default=clause.span.end)
        own = [
            m
            for m in self._moments
            if head.start <= m.span.start < limit and not (relation.base and relation.base.overlaps(m.span))
        ]
        own = [m for m in own if not self._is_base(m, quantity)]
        before = [m for m in own if m.span.end <= quantity.span.start]
        if before or own:
            return (before or own)[-1 if before else 0], "own"
        return frame.moment, "frame"

    def _is_base(self, moment: Moment, quantity: Quantity) -> bool:
        lead = self._view[max(0, moment.span.start - 25) : moment.span.start].lower()
        return bool(regex.search(r"(?:so với|so|cùng kỳ|so với cùng kỳ|kế hoạch|dự toán)\s(?:của\s)?$", lead)) and moment.span.start > quantity.span.start

    def _modality(
        self, frame: Frame, clause: Clause, head: Span, quantity: Quantity, subject: Subject, relation: Relation, indicator: tuple[Span, ...]
    ) -> str:
        said = self._view[head.start : quantity.span.start]
        if quantity.rule.endswith(":parts"):
            second = quantity.span.end > quantity.number.end
            return "plan" if second and quantity.kind == "money" else frame.modality
        own = self._relations.modality(said)
        if own != "actual" and not (relation.relation == "attainment" and own == "plan"):
            return own
        if subject.indicator and not regex.search(r"(?i)trong đó|kinh phí|vốn|nguồn", said):
            return "actual"
        return frame.modality

    def _after(
        self, frame: Frame, figure: Figure, indicator: tuple[Span, ...], scope: Span | None, moment: Moment | None, modality: str
    ) -> Frame:
        return replace(frame, indicator=indicator, scope=scope, moment=moment, modality=modality, last=figure)

    def _assemble(
        self,
        frame: Frame,
        sentence: Sentence,
        quantity: Quantity,
        relation: Relation,
        indicator: tuple[Span, ...],
        scope: Span | None,
        moment: Moment | None,
        where: str,
        modality: str,
    ) -> Figure:
        subject = self._text(indicator)
        period = period_of(moment, quantity, subject or "")
        base_moments = [m for m in self._moments if relation.base and relation.base.contains(m.span)]
        base = relation.base.of(self._reading.text).strip() if relation.base else None
        if where == "base" and frame.last:
            period = frame.last.base_period
        attribution, source = self._attribution(frame, quantity)
        spans = _spans(indicator=_hull(indicator), scope=scope, period=moment.span if moment else None, base=relation.base)
        if source:
            spans["attribution"] = source
        unit = quantity.unit
        if quantity.kind == "count" and unit is None:
            unit = self._unit_of_subject(subject) or (frame.last.quantity.unit if frame.last else None)
        return Figure(
            quantity=replace(quantity, unit=unit),
            relation=relation.relation,
            direction=relation.direction,
            modality=modality,
            indicator=subject,
            indicator_key=self._abbreviations.key(subject) if subject else None,
            scope=self._text([scope]) if scope else None,
            period=period,
            base=base,
            base_period=base_period_of(relation.relation, base, base_moments, period),
            attribution=attribution,
            spans=spans,
        )

    def _unit_of_subject(self, subject: str | None) -> str | None:
        words = (subject or "").lower().split()
        for size in (2, 1):
            if " ".join(words[:size]) in self._count_subject and len(words) > size:
                return " ".join(words[size : size + 2]) if words[0] != "lượt" else "lượt"
        return None

    def _attribution(self, frame: Frame, quantity: Quantity) -> tuple[str | None, Span | None]:
        for statement in self._statements:
            if statement.span.contains(quantity.span):
                return statement.speaker, statement.speaker_span
        return frame.attribution, frame.attribution_span

    def _text(self, spans: Iterable[Span]) -> str | None:
        """The spans' words without the periods that stand within them, spaces made single."""
        pieces = " ".join(self._without_moments(span) for span in spans)
        return _SPACES.sub(" ", pieces).strip(" ,.;:") or None

    def _without_moments(self, span: Span) -> str:
        pieces, at = [], span.start
        for moment in self._moments:
            if span.contains(moment.span):
                pieces.append(self._reading.text[at : moment.span.start])
                at = moment.span.end
        return " ".join([*pieces, self._reading.text[at : span.end]])

    def _share_bases(self, state: _State, first: int) -> None:
        """A change without a base takes the one that its sentence tells for all of them."""
        told = [f for f in state.figures[first:] if f.relation == "change" and f.base and "kế hoạch" not in f.base]
        for index in range(first, len(state.figures)):
            figure = state.figures[index]
            if figure.relation != "change" or figure.base or not told:
                continue
            behind = [f for f in told if f.span.start > figure.span.start]
            source = (behind or told)[0 if behind else -1]
            if figure.quantity.kind == source.quantity.kind:
                state.figures[index] = replace(
                    figure, base=source.base, base_period=source.base_period,
                    spans={**figure.spans, "base": source.spans["base"]},
                )  # fmt: skip


def _blanked(view: str, spans: Iterable[Span]) -> str:
    """The view with these spans made spaces, so that what stands around them can be read as one phrase."""
    characters = list(view)
    for span in spans:
        characters[span.start : span.end] = " " * len(span)
    return "".join(characters)


def _content(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - {"của", "và", "trên", "trong", "đã", "năm", "các", "là", "đạt", "có"}


def _spans(**spans: Span | None) -> dict[str, Span]:
    return {name: span for name, span in spans.items() if span is not None}


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def figures_by_span(figures: Iterable[Figure]) -> Mapping[Span, Figure]:
    """The figures by the span of their text."""
    return {figure.span: figure for figure in figures}
