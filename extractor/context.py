"""Ties a figure to its indicator, scope, period, base, attribution and modality.

A sentence is read as a sequence of clauses that share a frame. A clause with a subject of its own changes the frame;
one that begins with a verb of measure, or stands in brackets, describes the figure before it. What leads a sentence
(`Năm 2017,`, `Theo báo cáo của X,`) holds for all of it and for what plainly continues it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.attributions import Speaking, find_attributions
from extractor.brackets import Brackets, asides
from extractor.clause_subjects import ClauseSubjects
from extractor.clauses import Clause, clauses_of
from extractor.counted_phrases import CountedPhrases
from extractor.figure_lists import FigureLists
from extractor.figure_periods import Moments, lasts
from extractor.figure_rows import FigureRows
from extractor.frames import Frame, Frames, Opening
from extractor.indicators import Indicators
from extractor.model import Figure, Moment, Quantity, Reading, Sentence, Span, Statement
from extractor.relations import Relation, Relations
from extractor.subjects import Subject, Subjects
from extractor.view import blanked
from patterns import Ruleset


def relate(
    reading: Reading,
    rules: Ruleset,
    quantities: Sequence[Quantity],
    moments: Sequence[Moment],
    statements: Sequence[Statement],
) -> tuple[Figure, ...]:
    """One figure a quantity, in order, with all the context that the text gives."""
    return _Relater(reading, rules, quantities, moments, statements).all()


@dataclass(slots=True)
class _State:
    """What has been read so far: the frame, the block that it came from, and the figures."""

    frame: Frame = field(default_factory=Frame)
    block: int = -1
    figures: list[Figure] = field(default_factory=list)
    #: The sentence before, and those without figures since the last that had some.
    before: Span | None = None
    plain: list[Sentence] = field(default_factory=list)
    #: The period of the figure before that had one.
    stretch: Moment | None = None
    #: What the sentences without figures that open the block tell of time.
    opening: Opening = field(default_factory=Opening)


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
        self._reading, self._view, self._quantities = reading, reading.view, quantities
        self._attributions = find_attributions(reading, rules)
        self._closed = [m.span for m in moments] + [a.span for a in self._attributions] + asides(reading, rules)
        self._blank = blanked(self._view, [m.span for m in moments] + [a.span for a in self._attributions])
        self._subjects, self._relations = Subjects(rules, _word_starts(reading)), Relations(rules)
        self._counted = CountedPhrases(rules, self._view, self._blank, quantities)
        self._frames = Frames(rules, self._view, self._blank, moments)
        self._moments = Moments(rules, self._view, moments)
        self._indicators = Indicators(rules, self._view, self._blank, self._counted)
        self._lists = FigureLists(rules, self._view)
        self._clauses = ClauseSubjects(rules, self._view, self._blank, self._subjects, self._counted)
        self._brackets = Brackets(rules, self._view, self._blank)
        self._leading_base = rules.rule("context:leading_base").pattern
        self._same_time = rules.rule("context:same_time").pattern
        self._rows = FigureRows(reading, rules, moments, statements)
        self._speakers = Speaking(reading, rules, statements)

    def all(self) -> tuple[Figure, ...]:
        state = _State()
        for sentence in sorted(self._reading.sentences, key=self._reading_order):
            self._sentence(state, sentence, [q for q in self._quantities if sentence.span.contains(q.span)])
        return tuple(sorted(state.figures, key=lambda figure: figure.span))

    def _reading_order(self, sentence: Sentence) -> tuple[int, int]:
        """Title and lead first, wherever the page prints them: what they say of period and place leads the rest."""
        kind = self._reading.block_of(sentence).kind
        return ("title", "lead").index(kind) if kind in ("title", "lead") else 2, sentence.span.start

    def _sentence(self, state: _State, sentence: Sentence, inside: list[Quantity]) -> None:
        if sentence.block != state.opening.block:
            state.opening = Opening(sentence.block)
        actor = self._actor(state, sentence) if inside else None
        if inside and sentence.block != state.block:
            between = self._reading.article.blocks[state.block + 1 : sentence.block]
            state.frame = self._frames.of_block(state.frame, sentence, inside, [b.kind for b in between])
            state.frame = state.opening.told(state.frame)
            state.block = sentence.block
        state.frame = self._frames.of_actor(state.frame, actor)
        state.frame = self._frames.of_sentence(state.frame, sentence)
        named = [a.name for a in self._attributions if sentence.span.contains(a.span)]
        if named:
            state.frame = replace(state.frame, attribution=named[0], modality="actual")
        state.frame = self._attributed(state, sentence)
        if not inside:
            state.frame = self._frames.of_plain_sentence(state.frame, sentence)
            state.opening = self._frames.of_opening(state.opening, sentence)
            if not named:
                state.plain.append(sentence)
            return
        first, pending = len(state.figures), None
        for clause in clauses_of(self._view, sentence.span, inside, self._closed):
            if clause.quantities:
                self._clause(state, sentence, clause, pending)
                pending = None
            else:
                subject = self._subjects.read(self._blank, clause.span.start, clause.span.end)
                leads = len(state.figures) == first
                state.frame, pending = self._frames.of_empty_clause(state.frame, clause, subject, leads, pending)
        told = self._lists.distributed(state.figures[first:], sentence)
        state.figures[first:] = self._rows.with_shared_bases(told)
        state.frame = self._frames.behind_sentence(state.frame, sentence, state.figures[first:])

    def _actor(self, state: _State, sentence: Sentence) -> Span | None:
        """Who acts in the last of the sentences without figures before this one, in its block."""
        plain = [other for other in reversed(state.plain) if other.block == sentence.block]
        state.plain = []
        actors = (self._subjects.actor(self._blank, other.span.start, other.span.end) for other in plain)
        return next((actor for actor in actors if actor and self._frames.lasts(actor)), None)

    def _attributed(self, state: _State, sentence: Sentence) -> Frame:
        """The frame with the organisation that speaks in the sentence, or that the sentence before it reports of.

        A person's words are the person's alone; what an organisation tells goes on until another source is named.
        """
        speaker = self._speakers.of(sentence)
        before, state.before = state.before, sentence.span
        goes_on = before is not None and speaker is None and self._frames.continues(sentence)
        source = self._subjects.reporter(self._blank, before.start, before.end) if before and goes_on else speaker
        return replace(state.frame, attribution=source) if source else state.frame

    def _clause(self, state: _State, sentence: Sentence, clause: Clause, pending: Subject | None) -> None:
        """All figures of one clause; what brackets say passes with them."""
        outer = state.frame
        for index in range(len(clause.quantities)):
            state.figures.append(self._figure(state, sentence, clause, index, pending))
        if clause.mark == "(":
            state.frame = replace(outer, last=state.frame.last)

    def _figure(self, state: _State, sentence: Sentence, clause: Clause, index: int, pending: Subject | None) -> Figure:
        quantity, sold = self._brackets.sold(sentence, clause, clause.quantities[index])
        head = self._clauses.head(clause, index)
        if self._counted.embedded(head.start, quantity):
            return self._rows.row(quantity, Relation("level"), self._embedded(state.frame, sentence, head, quantity))
        head, between = self._relations.between(self._view, head, quantity)
        subject = self._clauses.of(clause, head, pending, state.frame.last is not None)
        frame = self._frames.of_clause(state.frame, clause, subject.opener)
        if index and subject.scope is None and frame.last and frame.last.quantity.kind == "count":
            frame = self._frames.of_counted_set(frame, quantity, subject, self._told_span(frame.last))
        measured = subject.indicator or frame.indicator
        said = " ".join([measured.of(self._view) if measured else "", subject.verb]).lower()
        relation = self._relations.read(self._view, head, quantity, sentence.span.end, said)
        relation = self._against(sentence, relation, between)
        last = state.figures[-1] if state.figures else None
        relation = self._brackets.relation(last, sentence, clause, quantity, relation)
        relation = self._lists.relation(last, quantity, relation)
        own = self._own(frame, sentence, clause, head, quantity, subject, relation)
        relation = self._relations.as_planned(self._view, quantity, relation, own.modality)
        own = self._same_stretch(state, self._brackets.singled_out(own, sentence, clause, quantity), relation)
        own = replace(own, indicator=sold) if sold else own
        figure = self._rows.row(quantity, relation, own)
        beside = quantity.kind == "count" and self._indicators.of_base(sentence, quantity, frame)
        state.frame = frame if beside else self._after(frame, own, figure)
        return figure

    def _embedded(self, frame: Frame, sentence: Sentence, head: Span, quantity: Quantity) -> Frame:
        """The frame of a count that is part of another phrase: of its place it keeps the period, of its owner none."""
        phrase = self._counted.embedded_phrase(sentence, quantity)
        told_again = self._counted.counted_off(head.start, quantity)
        if told_again or (self._counted.placed(head.start, quantity) and frame.last):
            return replace(frame, indicator=phrase)
        return Frame(indicator=phrase, attribution=frame.attribution)

    def _against(self, sentence: Sentence, relation: Relation, between: Span | None) -> Relation:
        """A change without a base behind it is against `between`, or what opens the sentence: `So với cùng kỳ, …`."""
        if relation.relation != "change" or relation.base is not None:
            return relation
        if between:
            return replace(relation, base=between)
        leading = self._leading_base.match(self._view, sentence.span.start, sentence.span.end)
        return replace(relation, base=Span(*leading.span("base"))) if leading else relation

    def _own(
        self,
        frame: Frame,
        sentence: Sentence,
        clause: Clause,
        head: Span,
        quantity: Quantity,
        subject: Subject,
        relation: Relation,
    ) -> Frame:
        """The frame as it holds for this one figure."""
        moment = self._moments.of(frame, clause, head, quantity, relation)
        indicator = self._indicators.of(frame, sentence, quantity, subject, relation)
        modality = self._relations.modality(self._view, head, quantity, subject, relation, frame)
        if relation.relation == "share" and relation.base is None and clause.mark == "(" and frame.whole:
            relation = replace(relation, base=frame.whole)
        told = None if subject.scope and self._frames.is_person(subject.scope) else subject.scope
        acts = subject.acts if told else frame.acts
        scope = frame.scope if self._is_told_again(told, frame.scope) else told or frame.scope
        return replace(frame, indicator=indicator, scope=scope, acts=acts, moment=moment, modality=modality)

    def _same_stretch(self, state: _State, own: Frame, relation: Relation) -> Frame:
        """`so cùng kỳ` without a period of its own is against that of the stretch told last, wherever it was told."""
        if own.moment and own.moment.kind == "period" and own.moment.iso:
            state.stretch = own.moment
        elif own.moment is None and relation.base and self._same_time.match(self._view, relation.base.start):
            return replace(own, moment=state.stretch)
        return own

    def _is_told_again(self, scope: Span | None, before: Span | None) -> bool:
        """Whether a scope without its name (`công ty này`) is the one in force."""
        return scope is not None and before is not None and self._frames.is_same(scope, before)

    def _told_span(self, figure: Figure) -> Span:
        """A count with its whole phrase: `17 cầu đã xếp hạng`."""
        phrase = figure.spans.get("indicator", figure.span)
        return Span(figure.span.start, max(figure.span.end, phrase.end))

    def _after(self, frame: Frame, own: Frame, figure: Figure) -> Frame:
        """What passes on: not the plan told beside what is reached, nor the period of a base in brackets."""
        modality = frame.modality if figure.rule.endswith(":parts") else own.modality
        passing = lasts(figure.quantity) or self._moments.leaves(figure.quantity)
        moment = frame.moment if passing else own.moment
        return replace(own, modality=modality, moment=moment, last=figure)


def _word_starts(reading: Reading) -> frozenset[int]:
    return frozenset(word.start for sentence in reading.sentences for word in sentence.words)
