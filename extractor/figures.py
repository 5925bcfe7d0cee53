"""Makes figures: numbers with their units, after everything that merely looks like one has been set aside.

First dates, documents, times, editions, names and labels are found and their digits masked; what the figure rules
then find in the masked view is a figure. All of them are handed to the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.match import disjoint, fire
from extractor.model import Classified, Lexed, Mention, Moment, Quantity, Reading, Sentence, Span
from extractor.quantities import Amount
from extractor.quantity_readers import QuantityReader, plain_text
from extractor.set_aside import mask, set_aside
from patterns import Ruleset

_DIGIT = regex.compile(r"\d")
_NUMBER_WORD = regex.compile(r"(?i)\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|gấp)\b")
#: `vượt 16,2% so với dự toán` tells how far, not a bound.
_RATES = frozenset({"%", "pp"})
_SCALE_WORDS = frozenset({"trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "rưỡi", "mươi", "chục"})
#: Before `năm` these make a year of it, not the number five.
_YEAR_BEFORE = frozenset({
    "trong", "mỗi", "hằng", "hàng", "cả", "các", "những", "từng", "qua", "đầu", "cuối", "giữa", "hoạch", "cùng", "này",
    "sau", "trước", "đến", "từ", "kỷ", "học", "nhiều", "một",
})  # fmt: skip


def find_figures(reading: Reading, rules: Ruleset, moments: Sequence[Moment], documents: Sequence[Span]) -> Lexed:
    """All numbers of the sentences; `documents` are the spans of document numbers, whose digits count nothing."""
    aside = set_aside(reading, rules, moments, documents)
    masked = mask(reading.view, aside)
    lexer = _Lexer(reading, rules, masked)
    quantities = tuple(q for sentence in reading.sentences for q in lexer.quantities(sentence))
    found = aside + [Classified(q.span, "figure", q.rule) for q in quantities]
    for sentence in reading.sentences:  # what is left over of units: `giá mỗi m2`
        found += [
            Classified(m.span, "name", m.rule) for m in fire([rules.rule("numerals:unit_digit")], masked, sentence.span)
        ]
    return Lexed(quantities, tuple(sorted(found, key=lambda c: c.span)))


class _Lexer:
    """Finds the figures of one article; holds what each of its sentences needs."""

    def __init__(self, reading: Reading, rules: Ruleset, masked: str) -> None:
        self._masked, self._reader = masked, QuantityReader(reading, rules, masked)
        self._wanted = tuple(rule for rule in rules.of_file("figures") if rule.kind != "before_number")
        self._in_words = tuple(rule for rule in self._wanted if rule.name != "figures:number")
        self._bounds = rules.by_form("bound")
        self._before = rules.rule("bounds:before").pattern
        self._behind = rules.rule("bounds:behind").pattern
        self._list_before = rules.rule("figures:list_before").pattern
        self._not_before = rules.words("not_number_before")
        self._idiom = regex.compile(r"(?i)\s(?:" + "|".join(rules.words("idiom")) + r")(?!\p{L})")

    def quantities(self, sentence: Sentence) -> list[Quantity]:
        """The figures of one sentence, in order."""
        span = sentence.span
        digits = _DIGIT.search(self._masked, span.start, span.end) is not None
        if not digits and not _NUMBER_WORD.search(self._masked, span.start, span.end):
            return []
        rules = self._wanted if digits else self._in_words
        mentions = disjoint(fire(rules, self._masked, span))
        found = [q for mention in mentions if self._is_number(mention) for q in self._reader.read(sentence, mention)]
        listed = [item for q in found for item in self._listed(sentence, q)]
        own = [q for q in found if not any(q.span.overlaps(item.span) for item in listed)]
        return sorted((self._bounded(sentence, q) for q in [*own, *listed]), key=lambda q: q.span)

    def _listed(self, sentence: Sentence, quantity: Quantity) -> list[Quantity]:
        """The numbers before one in a list, with its unit and scale: `12, 15 và 20 tỷ đồng`."""
        start = quantity.number.start
        if not self._masked[max(0, start - 3) : start].endswith((", ", "và ")):
            return []
        told = self._reader.amount(quantity.number)
        match = self._list_before.search(self._masked, sentence.span.start, quantity.number.start)
        if match is None or told is None or quantity.unit is None or quantity.value_max:
            return []
        return [self._like(quantity, Span(*span), told.scale) for span in match.spans("item")]

    def _like(self, quantity: Quantity, span: Span, scale: Decimal) -> Quantity:
        value = self._reader.amount(span)
        assert value is not None  # the rule's items are digits
        scaled = plain_text(Amount(value.value * scale, scale))
        return replace(quantity, span=span, number=span, value=scaled, rule="figures:list_before", bound="exact")

    def _is_number(self, mention: Mention) -> bool:
        """Whether a number in words is one: not `một` alone, not behind `thứ`, `hàng`, `vài`."""
        low = mention.groups.get("low")
        if low is None or _DIGIT.search(self._masked, low.start, low.end):
            return True
        words = low.of(self._masked).lower().split()
        before = self._masked[max(0, low.start - 12) : low.start].lower().split()[-1:]
        if before and before[0] in self._not_before:
            return False
        if self._idiom.match(self._masked, low.end):
            return False
        if words[-1] not in _SCALE_WORDS and "unit" in mention.groups and mention.rule.endswith(":money"):
            return False  # `năm đồng`, `ba đồng`: sums are written with their scale
        return words != ["một"] and not (words == ["năm"] and before[:1] != [] and before[0] in _YEAR_BEFORE)

    def _bounded(self, sentence: Sentence, quantity: Quantity) -> Quantity:
        before = self._before.search(
            self._masked, max(sentence.span.start, quantity.span.start - 40), quantity.number.start
        )
        of_many = quantity.rule.endswith(":parts") and before and before.group("bound").lower() == "trên"
        rate = quantity.unit in _RATES and before and before.group("bound").lower() == "vượt"
        if before and not rate and not (of_many and self._masked[: before.start()].rstrip()[-1:].isdigit()):
            bound = self._bounds[before.group("bound").lower()]["bound"]
            quantity = replace(quantity, bound=bound, bound_span=Span(*before.span("bound")))
        behind = self._behind.match(self._masked, quantity.span.end, sentence.span.end)
        if behind:
            bound = "at_least" if behind.group("up") else "at_most"
            quantity = replace(quantity, bound=bound, bound_span=Span(*behind.span("bound")))
        return quantity
