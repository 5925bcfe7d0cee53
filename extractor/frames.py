"""What holds for the next figure unless its own clause says otherwise, and how it passes on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractor.clauses import Clause
from extractor.model import FACT_BLOCKS, BlockKind, Figure, Moment, Quantity, Sentence, Span
from extractor.subjects import Subject
from patterns import Ruleset

_WORD = regex.compile(r"\p{L}{2,}")


@dataclass(frozen=True, slots=True)
class Frame:
    """Indicator, scope, moment, source and modality in force; `last` is the figure told last.

    `acts` says that the scope is who acted in the sentence, not whose or where a thing is: it ends with the sentence.
    """

    indicator: Span | None = None
    scope: Span | None = None
    moment: Moment | None = None
    attribution: Span | None = None
    modality: str = "actual"
    last: Figure | None = None
    acts: bool = False
    whole: Span | None = None
    #: The last of several moments that a sentence told: it holds where the next one plainly goes into detail.
    latest: Moment | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What the sentences of a block before its first figure tell of time: the moment, if they tell any."""

    block: int = -1
    times: bool = False
    moment: Moment | None = None
    latest: Moment | None = None

    def told(self, frame: Frame) -> Frame:
        """The frame with the opening's moment in force."""
        return replace(frame, moment=self.moment, latest=self.latest) if self.times else frame


class Frames:
    """Passes frames on from clause to clause and paragraph to paragraph."""

    def __init__(self, rules: Ruleset, view: str, blank: str, moments: Sequence[Moment]) -> None:
        self._view, self._blank, self._moments = view, blank, moments
        self._starts = [moment.span.start for moment in moments]
        self._continues = rules.rule("context:continues").pattern
        self._turns = rules.rule("context:turns").pattern
        self._adverbial = rules.rule("context:adverbial").pattern
        self._no_topic = rules.rule("context:no_topic").pattern
        self._person = rules.rule("context:person_scope").pattern
        self._bare_head = rules.rule("context:bare_head").pattern
        self._leading_base = rules.rule("context:leading_base").pattern
        self._ahead = rules.words("looks_ahead")
        self._named = rules.rule("context:named").pattern
        self._time_aside = rules.rule("context:time_aside").pattern
        self._now = rules.rule("context:now").pattern
        self._with_sum = rules.rule("context:with_sum").pattern
        self._function = rules.words("function_word")
        self._new = Frame(moment=next((m for m in moments if m.rule == "periods:trading_day"), None))

    def of_block(
        self, frame: Frame, sentence: Sentence, inside: Sequence[Quantity], between: Sequence[BlockKind]
    ) -> Frame:
        """A new paragraph keeps the frame where it plainly continues: `Trong đó`, or the same thing measured.

        `sentence` is the first in it with figures, `inside`; `between` are the kinds of the blocks passed over. A
        report of a day's trading is of that day throughout.
        """
        start = Span(sentence.span.start, inside[0].span.start)
        told = sum(kind in FACT_BLOCKS for kind in between)
        near = "heading" not in between and told <= 1
        if near and frame.indicator and self._continues.match(self._view, start.start):
            return replace(frame, last=None)
        if frame.indicator is None or inside[0].kind == "count" or "heading" in between:
            return self._new
        shared = self._content(start.of(self._view)) & self._content(frame.indicator.of(self._view))
        if len(shared) < 2 or told > 1:
            return self._new
        if frame.moment and frame.moment.kind == "date" and not frame.moment.until:
            frame = replace(frame, moment=self._new.moment)  # a day is that of its own paragraph
        if self._within(start):
            turns = self._turns.match(self._view, start.start)
            return self._new if turns else replace(self._new, attribution=frame.attribution)
        return replace(frame, last=None)

    def continues(self, sentence: Sentence) -> bool:
        """Whether a sentence goes into the detail of the one before: `Theo đó`, `Trong đó`."""
        return self._continues.match(self._view, sentence.span.start, sentence.span.end) is not None

    def of_sentence(self, frame: Frame, sentence: Sentence) -> Frame:
        """At a sentence's head: a plan or estimate goes no further, and `Hiện nay` ends the period before."""
        if self.continues(sentence):
            return replace(frame, moment=frame.moment or frame.latest, latest=None)
        frame = replace(frame, latest=None)
        stands = frame.moment is not None and frame.moment.until  # `Tính đến 1/11, …. Hiện tại, …` is the same day
        if not stands and self._now.match(self._view, sentence.span.start, sentence.span.end):
            frame = replace(frame, moment=None)
        if frame.scope and not self.lasts(frame.scope):
            frame = replace(frame, scope=None, acts=False)  # `các doanh nghiệp` acted in that sentence alone
        return replace(frame, modality="actual", last=None, whole=None)

    def of_plain_sentence(self, frame: Frame, sentence: Sentence) -> Frame:
        """Behind a sentence without figures: its one period holds on, two leave it open; a day tells when, no more."""
        told = {m.iso: m for m in self._within(sentence.span) if m.kind == "period"}
        if told and self._looks_ahead(sentence):
            return replace(frame, moment=None, latest=list(told.values())[-1])
        return self._several(frame, list(told.values())) if told else frame

    def _looks_ahead(self, sentence: Sentence) -> bool:
        words = sentence.span.of(self._view).lower().split()
        joined = {" ".join(pair) for pair in pairwise(words)}
        return not self._ahead.isdisjoint(joined | set(words))

    def _several(self, frame: Frame, told: Sequence[Moment]) -> Frame:
        """The frame behind a sentence that told these moments: one holds on, of several none."""
        return replace(frame, moment=told[0] if len(told) == 1 else None, latest=told[-1])

    def lasts(self, scope: Span) -> bool:
        """Whether a scope may hold for the next sentence too: one with a name, a number or the whole of something."""
        return not self.is_person(scope) and self._named.search(self._view, scope.start, scope.end) is not None

    def is_person(self, scope: Span) -> bool:
        """Whether a scope is none, but who says or does something."""
        return self._person.match(self._view, scope.start, scope.end) is not None

    def is_same(self, scope: Span, before: Span) -> bool:
        """Whether a scope is a bare head, and the one before has a name."""
        bare = self._bare_head.match(self._view, scope.start, scope.end)
        return bare is not None and self._named.search(self._view, before.start, before.end) is not None

    def of_actor(self, frame: Frame, actor: Span | None) -> Frame:
        """Behind a sentence without figures that a named actor opens: what follows is its."""
        return replace(frame, scope=actor, acts=True) if actor and self.lasts(actor) else frame

    def of_opening(self, opening: Opening, sentence: Sentence) -> Opening:
        """A block's opening with one more of its sentences, as `of_plain_sentence` reads it."""
        if not any(m.kind == "period" for m in self._within(sentence.span)):
            return opening
        told = self.of_plain_sentence(Frame(), sentence)
        return Opening(opening.block, True, told.moment, told.latest)

    def behind_sentence(self, frame: Frame, sentence: Sentence, figures: Sequence[Figure]) -> Frame:
        """Behind a sentence with figures: where it told two periods that are no bases, none holds on."""
        bases = [figure.spans["base"] for figure in figures if "base" in figure.spans]
        inside = self._within(sentence.span)
        told = {m.iso: m for m in inside if not any(base.overlaps(m.span) for base in bases)}
        return self._several(frame, list(told.values())) if len(told) > 1 else frame

    def of_counted_set(self, frame: Frame, quantity: Quantity, subject: Subject, told: Span) -> Frame:
        """`17 cầu với tổng vốn 900 tỷ đồng`: the sum is of the counted set."""
        sums = quantity.kind in ("money", "quantity") and self._with_sum.match(subject.opener)
        return replace(frame, scope=told) if sums else frame

    def of_empty_clause(
        self, frame: Frame, clause: Clause, subject: Subject, first: bool, pending: Subject | None
    ) -> tuple[Frame, Subject | None]:
        """After a clause without a figure: a leading period or place, or a subject that a comma cuts off its verb.

        `first` says that no figure of the sentence came before it.
        """
        inside = self._within(clause.span)
        aside = clause.mark == "(" and frame.moment is None and len(inside) == 1 and inside[0].kind == "period"
        if aside and self._time_aside.fullmatch(self._blank, clause.span.start, clause.span.end):
            frame = replace(frame, moment=inside[0])  # `quyết định 3800 (năm 2018) về …`
        adverbial = self._adverbial.fullmatch(self._blank, clause.span.start, clause.span.end) is not None
        against = first and self._leading_base.match(self._view, clause.span.start, clause.span.end + 2) is not None
        opens = first and not self._no_topic.match(self._view, clause.span.start, clause.span.end)
        leads = not against and (adverbial or opens)
        if inside and clause.mark != "(" and leads:  # of two periods that lead a sentence, neither holds for all
            frame = replace(frame, moment=_finest(inside))
        if subject.scope and not subject.indicator and not self.is_person(subject.scope):
            frame = replace(frame, scope=subject.scope, acts=subject.acts)
        kept = None if clause.mark == ";" else pending
        if kept and kept.verb.endswith("được") and subject.scope and not subject.indicator:
            return frame, kept  # one of those by whom it is done
        return frame, subject if subject.indicator or subject.scope else kept

    def of_clause(self, frame: Frame, clause: Clause, opener: str) -> Frame:
        """At a clause's head: `trong đó` makes what was measured the whole; a semicolon ends a period's hold."""
        if "trong đó" in opener and frame.indicator:
            return replace(frame, whole=frame.indicator)
        return frame

    def _within(self, span: Span) -> list[Moment]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [moment for moment in self._moments[first:last] if moment.span.end <= span.end]

    def _content(self, text: str) -> set[str]:
        return {word.lower() for word in _WORD.findall(text)} - self._function


def _finest(moments: Sequence[Moment]) -> Moment | None:
    """The one moment of a clause, or of two the one within the other: `năm 2022 đạt đỉnh vào tháng 3`."""
    finest = max(moments, key=lambda m: len(m.iso or ""))
    within = all(m.iso and finest.iso and finest.iso.startswith(m.iso) for m in moments)
    return finest if within or len(moments) == 1 else None
