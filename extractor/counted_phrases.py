"""The counted noun phrase whole: from the noun to the verb, the comma or what begins something else."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Quantity, Sentence, Span
from patterns import Ruleset


class CountedPhrases:
    """Reads the phrases behind numbers. `blank` is the view with dates, periods and sources made spaces."""

    def __init__(self, rules: Ruleset, view: str, blank: str, quantities: Sequence[Quantity]) -> None:
        self._view, self._blank, self._quantities = view, blank, quantities
        self._end = rules.rule("context:counted_end").pattern
        self._existing_end = rules.rule("context:existing_end").pattern
        self._exists = rules.rule("context:exists").pattern
        self._before_number = rules.rule("context:before_number").pattern
        self._embeds = rules.rule("context:embeds").pattern
        self._placed = rules.rule("context:placed").pattern
        self._no_noun = rules.words("not_counted")
        self._counted_off = rules.rule("context:counted_off").pattern
        self._owner = rules.rule("context:owner").pattern
        self._owns = rules.rule("context:owns").pattern

    def embedded(self, start: int, quantity: Quantity) -> bool:
        """Whether a preposition makes the count part of another thing: `kinh phí của 28 tỉnh`."""
        return quantity.kind == "count" and bool(self._embeds.search(self._view, start, quantity.number.start))

    def placed(self, start: int, quantity: Quantity) -> bool:
        """Whether an embedded count says where: `vận hành 80 cửa hàng tại 29 tỉnh`."""
        return bool(self._placed.search(self._view, start, quantity.number.start))

    def counted_off(self, start: int, quantity: Quantity) -> bool:
        """Whether an embedded count is a whole told again: `Trong số 25 doanh nghiệp bị xử lý có 14 …`."""
        return bool(self._counted_off.search(self._view, start, quantity.number.start))

    def phrase(self, sentence: Sentence, quantity: Quantity) -> Span:
        """The phrase, from the counted noun on."""
        start = quantity.unit_span.start if quantity.unit_span else quantity.span.end
        return Span(start, self._phrase_end(sentence, quantity, max(quantity.span.end, start)))

    def embedded_phrase(self, sentence: Sentence, quantity: Quantity) -> Span:
        """The phrase of an embedded count: what follows `có`, `được` is said of what it is embedded in."""
        span = self.phrase(sentence, quantity)
        owns = self._owns.search(self._view, quantity.span.end, span.end)
        return Span(span.start, owns.start() if owns else span.end)

    def behind(self, sentence: Sentence, quantity: Quantity) -> Span | None:
        """The phrase behind a unit: `40 năm Ngày thành lập`, `2 triệu giờ bay`; None where none follows."""
        end = self._phrase_end(sentence, quantity, quantity.span.end)
        owner = self._owner.search(self._blank, quantity.span.end, end)
        end = owner.start() if owner else end
        text = self._blank[quantity.span.end : end]
        lead = len(text) - len(text.lstrip())
        if text.split()[:1] and text.split()[0].lower() in self._no_noun:
            return None
        return Span(quantity.span.end + lead, end) if text.strip() and lead else None

    def _phrase_end(self, sentence: Sentence, quantity: Quantity, least: int) -> int:
        others = [q.span.start for q in self._quantities if q.span.start > least and not self._inner(q)]
        limit = min([*others, sentence.span.end])
        there = self._exists.search(self._view, max(sentence.span.start, quantity.span.start - 30), quantity.span.start)
        match = (self._existing_end if there else self._end).search(self._blank, least, min(limit, sentence.span.end))
        if match:
            return max(least, match.start())
        tail = self._before_number.search(self._blank, least, limit) if limit < sentence.span.end else None
        return max(least, tail.start() if tail else limit)

    def _inner(self, quantity: Quantity) -> bool:
        return self.embedded(max(0, quantity.span.start - 20), quantity)
