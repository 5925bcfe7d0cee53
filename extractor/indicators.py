"""What a figure measures: the subject of its clause, the counted phrase, or what the frame holds."""

from __future__ import annotations

from extractor.counted_phrases import CountedPhrases
from extractor.frames import Frame
from extractor.model import Quantity, Sentence, Span
from extractor.relations import Relation
from extractor.subjects import Subject
from patterns import Ruleset

#: Units that say themselves what is measured, where nothing else does.
_SELF_NAMED = frozenset({"tuổi", "Elo", "điểm"})
#: These begin with `số` and count nothing.
_NO_COUNTS = (["số", "liệu"], ["số", "vốn"], ["số", "tiền"], ["số", "thu"], ["số", "nợ"], ["số", "kinh"], ["số", "chi"])
#: Most characters between a base and the bracket that says what it was.
_NEAR = 4


class Indicators:
    """Chooses and trims indicators with one ruleset."""

    def __init__(self, rules: Ruleset, view: str, blank: str, counted: CountedPhrases) -> None:
        self._view, self._blank, self._counted = view, blank, counted
        self._count_subject, self._classifier = rules.words("count_subject"), rules.words("classifier")
        self._lead = rules.rule("context:indicator_lead").pattern
        self._compared = rules.rule("context:compared_with").pattern
        self._with_sum = rules.rule("context:sum_of").pattern
        self._measured_behind = rules.rule("context:measured_behind").pattern
        self._lasting = rules.rule("context:lasting").pattern
        self._fulfils = rules.rule("context:fulfils").pattern
        self._index = rules.rule("context:scored").pattern
        self._numbering = rules.rule("context:numbering").pattern
        self._dangling = rules.rule("context:dangling").pattern
        self._meant_for = rules.rule("context:meant_for").pattern
        self._survey = rules.rule("context:survey").pattern
        self._fee = rules.rule("context:fee").pattern
        self._spends = rules.rule("context:spends").pattern
        self._measure_noun = rules.rule("context:measure_noun").pattern
        self._term = rules.rule("context:term_of").pattern
        self._planned = rules.rule("context:planned_thing").pattern

    def of(
        self, frame: Frame, sentence: Sentence, quantity: Quantity, subject: Subject, relation: Relation
    ) -> Span | None:
        """The span of the indicator, or None where the text gives none."""
        chosen = self._chosen(frame, sentence, quantity, subject, relation)
        return self._tidy(chosen) if chosen else None

    def _tidy(self, span: Span) -> Span | None:
        """The words without a list's number before them and prepositions behind; None where no others are left."""
        number = self._numbering.match(self._view, span.start, span.end)
        tail = self._dangling.search(self._view, span.start, span.end)
        tidy = Span(number.end() if number else span.start, tail.start() if tail else span.end)
        return tidy if len(tidy) > 0 else None

    def _chosen(
        self, frame: Frame, sentence: Sentence, quantity: Quantity, subject: Subject, relation: Relation
    ) -> Span | None:
        own = self._led_off(subject.indicator) if subject.indicator else None
        told = subject.indicator or (frame.indicator if quantity.unit == "điểm" else None)
        if quantity.unit in _SELF_NAMED and quantity.unit_span and not (told and self._scores(told)):
            return quantity.unit_span
        if quantity.kind == "count" and frame.indicator and self.of_base(sentence, quantity, frame):
            return frame.indicator
        if quantity.kind == "count" and quantity.unit is not None and relation.relation == "level":
            passes = quantity.unit.startswith("lượt") and "đạt" in subject.verb
            phrase = self._counted.phrase(sentence, quantity)
            bare = phrase.of(self._view).strip().lower() in self._classifier and subject.verb and not subject.acts
            return own if own is not None and (passes or bare or self._counts(own)) else phrase
        if quantity.kind == "duration":
            return self._of_duration(sentence, quantity, own) or frame.indicator
        for reader in (self._of_plan, self._of_measured, self._of_spent, self._of_opinion, self._of_fee):
            if chosen := reader(frame, sentence, quantity, own, relation):
                return chosen
        if own is None and frame.last is None and relation.relation == "share" and relation.base:
            return relation.base  # `trên 70% kiến nghị đã được giải quyết`
        return self._summed(own, quantity) if own else frame.indicator

    def _of_plan(
        self, frame: Frame, _sentence: Sentence, quantity: Quantity, own: Span | None, relation: Relation
    ) -> Span | None:
        """`hoàn thành 70% chỉ tiêu lợi nhuận`: what is planned, where nothing else is said to be measured.

        `doanh thu đạt 9 tỷ đồng, hoàn thành 70% kế hoạch`: what the figure before measures.
        """
        base = relation.base
        if relation.relation != "attainment" or base is None or base.start < quantity.span.start:
            return None
        fulfils = own is not None and self._fulfils.search(self._blank, own.start, own.end)
        planned = self._planned.match(self._view, base.start, base.end)
        if planned and (fulfils or not (own or frame.last)):
            return Span(*planned.span("thing"))
        return frame.indicator if fulfils and frame.last else None

    def _of_measured(
        self, frame: Frame, sentence: Sentence, quantity: Quantity, own: Span | None, relation: Relation
    ) -> Span | None:
        """`xây 120 km đường`: what stands behind the number, unless the subject says in which respect it measures."""
        if relation.relation != "level" or not self._heads(sentence, quantity, frame):
            return None
        measured = self._counted.behind(sentence, quantity)
        if own is None:
            return measured or frame.indicator
        return measured if quantity.kind == "quantity" and not self._names_a_measure(own) else None

    def _of_spent(
        self, _frame: Frame, sentence: Sentence, quantity: Quantity, own: Span | None, relation: Relation
    ) -> Span | None:
        """`3 tỷ đồng dành cho đóng tàu`, `chi 3 tỷ đồng sửa trường`: what a sum is meant for."""
        meant = self._meant_for.match(self._blank, quantity.span.end, sentence.span.end)
        if own is None and meant and relation.relation == "level":
            return Span(*meant.span("thing"))
        if own and quantity.kind == "money" and self._spends.fullmatch(self._blank, own.start, own.end):
            return self._counted.behind(sentence, quantity) or own
        return None

    def _of_opinion(
        self, _frame: Frame, sentence: Sentence, quantity: Quantity, _own: Span | None, relation: Relation
    ) -> Span | None:
        """`51% hộ dân cho biết đường đã tốt hơn`: the whole opinion."""
        if quantity.kind != "percent" or relation.relation != "share":
            return None
        opinion = self._survey.match(self._view, quantity.span.end, sentence.span.end)
        return Span(*opinion.span("thing")) if opinion else None

    def _of_fee(
        self, frame: Frame, sentence: Sentence, quantity: Quantity, own: Span | None, _relation: Relation
    ) -> Span | None:
        """`đóng 500 USD phí hồ sơ`, `thu về 367 tỷ đồng doanh thu`: what the sum is, told behind it."""
        if quantity.kind != "money":
            return None
        fee = self._fee.match(self._blank, quantity.span.end, sentence.span.end)
        if fee and not (own and self._names_a_measure(own)):
            return self._counted.behind(sentence, quantity) or Span(*fee.span("fee"))
        behind = self._measured_behind.match(self._blank, quantity.span.end, sentence.span.end)
        return Span(*behind.span("measured")) if behind and (own is None or not frame.last) else None

    def _scores(self, own: Span) -> bool:
        """Whether the subject is an index or a measure that is told in points."""
        return self._names_a_measure(own) or self._index.search(self._view, own.start, own.end) is not None

    def _names_a_measure(self, own: Span) -> bool:
        """Whether the subject says in which respect something is measured: `diện tích`, `công suất`."""
        return self._measure_noun.search(self._blank, own.start, own.end) is not None

    def _summed(self, own: Span, quantity: Quantity) -> Span:
        """`tịch thu 12 lô hàng với tổng trị giá`: the sum, not what it was paid for."""
        match = self._with_sum.search(self._blank, own.start, own.end) if quantity.kind == "money" else None
        return Span(match.start("sum"), own.end) if match else own

    def _heads(self, sentence: Sentence, quantity: Quantity, frame: Frame) -> bool:
        """Whether what is measured stands behind the number: `120 km kênh mương`, `Hơn 300 tỷ đồng chống ngập`."""
        if quantity.kind == "quantity":
            return True
        before = self._view[sentence.span.start : quantity.span.start]
        return quantity.kind == "money" and frame.indicator is None and len(before.split()) <= 1

    def of_base(self, sentence: Sentence, quantity: Quantity, frame: Frame) -> bool:
        """`giảm còn 18 so với con số 31 trạm năm 2011`: what it is compared with is the same thing, earlier.

        So is what stands in brackets behind the base: `so với năm 2011 (hơn 2,3 vạn người)`.
        """
        if frame.last is None:
            return False
        base = frame.last.spans.get("base")
        if base and base.end <= quantity.span.start and "(" in self._view[base.end : quantity.span.start][:_NEAR]:
            return quantity.span.start - base.end < 6 * _NEAR
        return self._compared.search(self._view, frame.last.span.end, quantity.span.start) is not None

    def _of_duration(self, sentence: Sentence, quantity: Quantity, own: Span | None) -> Span | None:
        """`kỷ niệm 40 năm Ngày thành lập`: what a length of time is of may stand behind it."""
        term = self._term.match(self._blank, quantity.span.end, sentence.span.end)
        if term:
            return Span(*term.span("term"))
        behind = self._counted.behind(sentence, quantity)
        if behind and (
            own is None or self._lasting.search(self._view, max(0, quantity.span.start - 25), quantity.span.start)
        ):
            return behind
        return own

    def _counts(self, own: Span) -> bool:
        """Whether the subject itself says that it is a number of things: `Số lượng người … là 500.000 người`."""
        words = own.of(self._view).lower().split()
        if any(word[0].isdigit() for word in words) or words[:2] in _NO_COUNTS:
            return False
        return words[0] in self._count_subject or " ".join(words[:2]) in self._count_subject

    def _led_off(self, span: Span) -> Span:
        """The indicator without `mục tiêu`, `mức`, `tỷ lệ` before it, unless nothing else would be left."""
        lead = self._lead.match(self._blank, span.start, span.end)
        return self._led_off(Span(lead.end(), span.end)) if lead else span
