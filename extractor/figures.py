"""Makes figures: numbers with their units, after everything that merely looks like one has been set aside.

First dates, documents, times, editions, names and labels are found and their digits masked; what the figure rules
then find in the masked view is a figure. All of them are handed to the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.counted import counted_noun
from extractor.match import disjoint, fire
from extractor.model import (
    Classified,
    FigureKind,
    Lexed,
    Mention,
    Moment,
    Quantity,
    Reading,
    Sentence,
    Span,
)
from extractor.quantities import Amount, Units, amount, carried, denominators
from extractor.set_aside import mask, set_aside
from extractor.values import fraction
from patterns import Ruleset

_NAME = regex.compile(r"\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}")
_PRICED = regex.compile(r"(?i)\d(?:k|tr\d*)$")
#: From here on a sum without its currency is money.
_BILLION = 10**9
_DIGIT = regex.compile(r"\d")
_NUMBER_WORD = regex.compile(r"(?i)\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|gấp)\b")


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
    """Reads the figures of one article; holds what each of its sentences needs."""

    def __init__(self, reading: Reading, rules: Ruleset, masked: str) -> None:
        self._reading, self._rules, self._masked = reading, rules, masked
        self._units = Units(rules)
        self._wanted = tuple(rule for rule in rules.of_file("figures") if rule.kind != "before_number")
        self._bounds = rules.by_form("bound")
        self._before = rules.rule("bounds:before").pattern
        self._behind = rules.rule("bounds:behind").pattern
        self._count_per = rules.rule("figures:count_per").pattern
        self._rate = rules.rule("figures:rate").pattern
        self._list_before = rules.rule("figures:list_before").pattern
        self._bare_before = rules.rule("figures:bare_before").pattern
        self._countable = frozenset(rules.list_words("count_noun")) | {
            "cổ phiếu",
            "lượt khách",
            "dân",
            "khách hàng",
            "đơn",
        }
        self._not_before = rules.words("not_number_before")

    def quantities(self, sentence: Sentence) -> list[Quantity]:
        """The figures of one sentence, in order."""
        span = sentence.span
        digits = _DIGIT.search(self._masked, span.start, span.end) is not None
        if not digits and not _NUMBER_WORD.search(self._masked, span.start, span.end):
            return []
        rules = self._wanted if digits else [rule for rule in self._wanted if rule.name != "figures:number"]
        mentions = disjoint(fire(rules, self._masked, span))
        found = [q for mention in mentions if self._is_number(mention) for q in self._read(sentence, mention)]
        listed = [item for q in found for item in self._listed(sentence, q)]
        own = [q for q in found if not any(q.span.overlaps(item.span) for item in listed)]
        return sorted((self._bounded(sentence, q) for q in [*own, *listed]), key=lambda q: q.span)

    def _listed(self, sentence: Sentence, quantity: Quantity) -> list[Quantity]:
        """The numbers before one in a list, with its unit and scale: `12, 15 và 20 tỷ đồng`."""
        start = quantity.number.start
        if not self._masked[max(0, start - 3) : start].endswith((", ", "và ")):
            return []
        told = amount(quantity.number.of(self._masked))
        match = self._list_before.search(self._masked, sentence.span.start, quantity.number.start)
        if match is None or told is None or quantity.unit is None or quantity.value_max:
            return []
        return [self._like(quantity, Span(*span), told.scale) for span in match.spans("item")]

    def _like(self, quantity: Quantity, span: Span, scale: Decimal) -> Quantity:
        value = amount(span.of(self._masked))
        assert value is not None  # the rule's items are digits
        scaled = _text(Amount(value.value * scale, scale))
        return replace(quantity, span=span, number=span, value=scaled, rule="figures:list_before", bound="exact")

    def _height(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        metres, rest = (mention.groups[name].of(self._masked) for name in ("metres", "centimetres"))
        value = f"{metres}.{rest}".rstrip("0").rstrip(".")
        return [Quantity("quantity", mention.span, mention.span, value, None, "m", "exact", mention.rule)]

    def _is_number(self, mention: Mention) -> bool:
        """Whether a number in words is one: not `một` alone, not behind `thứ`, `hàng`, `vài`."""
        low = mention.groups.get("low")
        if low is None or _DIGIT.search(self._masked, low.start, low.end):
            return True
        words = low.of(self._masked).lower().split()
        before = self._masked[max(0, low.start - 12) : low.start].lower().split()[-1:]
        if before and before[0] in self._not_before:
            return False
        if words[-1] not in _SCALE_WORDS and "unit" in mention.groups and mention.rule.endswith(":money"):
            return False  # `năm đồng`, `ba đồng`: sums are written with their scale
        return words != ["một"] and not (words == ["năm"] and before[:1] != [] and before[0] in _YEAR_BEFORE)

    def _read(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        readers = {
            "measure": self._measure,
            "multiple": self._multiple,
            "ratio": self._ratio,
            "parts": self._parts,
            "count": self._count,
            "number": self._count,
            "height": self._height,
        }
        return readers[mention.kind](sentence, mention)

    def _amounts(self, mention: Mention) -> tuple[Amount, Amount | None] | None:
        low = amount(mention.groups["low"].of(self._masked))
        high = amount(mention.groups["high"].of(self._masked)) if "high" in mention.groups else None
        if low is None or ("high" in mention.groups and high is None):
            return None
        return (carried(low, high), high) if high else (low, None)

    def _measure(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        amounts, unit = self._amounts(mention), self._units.of(mention.groups["unit"].of(self._masked))
        if amounts is None or unit is None or self._is_name(mention):
            return []
        low, high = amounts
        if "half" in mention.groups:
            low = Amount(low.value + Decimal("0.5"), low.scale)
        per = denominators(mention.groups["per"].of(self._masked)) if "per" in mention.groups else ""
        kind: FigureKind = unit.kind  # type: ignore[assignment]  # units.toml holds only the data contract's kinds
        return [self._quantity(mention, kind, low, high, unit.symbol + per)]

    def _is_name(self, mention: Mention) -> bool:
        """`30 Tạ Quang Bửu` is an address: a unit that is a common word is not written with a capital."""
        unit = mention.groups["unit"]
        return _NAME.match(self._masked, unit.start) is not None

    def _quantity(
        self, mention: Mention, kind: FigureKind, low: Amount, high: Amount | None, unit: str | None
    ) -> Quantity:
        span = mention.span
        if (
            "from" in mention.groups
            and " đ" not in mention.span.of(self._masked)
            and " t" not in mention.span.of(self._masked)
        ):
            span = Span(mention.groups["low"].start, span.end)  # `từ 6,5 - 7,2%`: only `từ … đến …` is whole
        elif "from" in mention.groups and high is None:
            span = Span(mention.groups["low"].start, span.end)
        number = Span(mention.groups["low"].start, mention.groups.get("high", mention.groups["low"]).end)
        top = str(high.value) if high else None
        return Quantity(
            kind, span, number, str(low.value), top, unit, "exact", mention.rule, mention.groups.get("unit")
        )

    def _multiple(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        if "double" in mention.groups:
            value = "2" if mention.groups["double"].of(self._masked).lower() == "đôi" else "1.5"
            return [
                Quantity("multiple", mention.span, mention.groups["double"], value, None, "lần", "exact", mention.rule)
            ]
        amounts = self._amounts(mention)
        if amounts is None:
            return []
        low, high = amounts
        end = mention.groups.get("times", mention.groups["low"]).end
        span = Span(mention.groups["low"].start, end)
        top = str(high.value) if high else None
        return [Quantity("multiple", span, mention.groups["low"], str(low.value), top, "lần", "exact", mention.rule)]

    def _ratio(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        if "halfword" in mention.groups:
            return [Quantity("ratio", mention.span, mention.span, "1/2", None, None, "exact", mention.rule)]
        top, bottom = (mention.groups[name].of(self._masked) for name in ("top", "bottom"))
        value = fraction(top, bottom)
        if value is None or int(value.split("/")[1]) > 20:
            return []
        return [Quantity("ratio", mention.span, mention.span, value, None, None, "exact", mention.rule)]

    def _parts(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        """`a/b đơn vị` is two figures: what is reached, and the plan or whole."""
        part, whole = amount(mention.groups["part"].of(self._masked)), amount(mention.groups["whole"].of(self._masked))
        if part is None or whole is None:
            return []
        part = Amount(part.value * whole.scale, whole.scale) if part.scale == 1 else part
        if part.value > whole.value and _DAY_AND_MONTH.fullmatch(_outer(mention).of(self._masked)):
            return []  # `20/3` alone is a day sooner than twenty of three
        if "unit" not in mention.groups and part.value == 1 and whole.value <= _SMALL_WHOLE:
            value = f"1/{whole.value}"
            return [Quantity("ratio", _outer(mention), _outer(mention), value, None, None, "exact", mention.rule)]
        unit, kind, end, noun = self._unit_of_parts(sentence, mention)
        if unit is None:
            return []
        first = Quantity(
            kind, mention.groups["part"], mention.groups["part"], _text(part), None, unit, "exact", mention.rule, noun
        )
        span = Span(mention.groups["whole"].start, end)
        return [
            first,
            Quantity(kind, span, mention.groups["whole"], _text(whole), None, unit, "exact", mention.rule, noun),
        ]

    def _unit_of_parts(self, sentence: Sentence, mention: Mention) -> tuple[str | None, FigureKind, int, Span | None]:
        if "unit" in mention.groups:
            unit = self._units.of(mention.groups["unit"].of(self._masked))
            kind: FigureKind = unit.kind if unit else "quantity"  # type: ignore[assignment]
            return (unit.symbol if unit else None), kind, mention.span.end, mention.groups["unit"]
        noun = counted_noun(self._reading, self._rules, self._masked, sentence, mention.groups["whole"].end)
        return (noun.of(self._reading.text), "count", noun.end, noun) if noun else (None, "count", 0, None)

    def _count(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        amounts = self._amounts(mention)
        if amounts is None:
            return []
        end = mention.groups.get("high", mention.groups["low"]).end
        noun = counted_noun(self._reading, self._rules, self._masked, sentence, end) or mention.groups.get("noun")
        low, high = amounts
        large = max(low.scale, high.scale if high else low.scale) >= _BILLION
        if large and (noun is None or noun.of(self._masked).lower() not in self._countable):
            return [self._quantity(mention, "money", low, high, "VND")]  # `gói 30.000 tỷ`: a sum without its currency
        if noun is None:
            return self._bare(sentence, mention, low, high)
        rate = self._count_per.match(self._masked, noun.end, sentence.span.end)
        unit = " ".join(noun.of(self._reading.text).split()) + (denominators(rate.group()) if rate else "")
        quantity = self._quantity(mention, "count", low, high, unit)
        return [replace(quantity, span=Span(quantity.span.start, rate.end() if rate else noun.end), unit_span=noun)]

    def _bare(self, sentence: Sentence, mention: Mention, low: Amount, high: Amount | None) -> list[Quantity]:
        """A number with no noun behind is a count only where the subject says that it is a number of something."""
        start = mention.groups["low"].start
        rate = self._rate.match(self._masked, mention.span.end, sentence.span.end)
        priced = _PRICED.search(mention.groups["low"].of(self._masked)) is not None
        if priced or (rate and low.scale >= 1000):  # `500k`, `3tr2`, `12 triệu/tháng`: prices without their currency
            unit = "VND" + (denominators(rate.group()) if rate else "")
            quantity = self._quantity(mention, "money", low, high, unit)
            return [replace(quantity, span=Span(quantity.span.start, rate.end() if rate else quantity.span.end))]
        if not self._bare_before.search(self._masked, max(sentence.span.start, start - 140), start):
            return []
        return [self._quantity(mention, "count", low, high, None)]

    def _bounded(self, sentence: Sentence, quantity: Quantity) -> Quantity:
        before = self._before.search(
            self._masked, max(sentence.span.start, quantity.span.start - 40), quantity.number.start
        )
        if before and not (quantity.unit in _RATES and before.group("bound").lower() == "vượt"):
            bound = self._bounds[before.group("bound").lower()]["bound"]
            quantity = replace(quantity, bound=bound, bound_span=Span(*before.span("bound")))
        behind = self._behind.match(self._masked, quantity.span.end, sentence.span.end)
        if behind:
            bound = "at_least" if behind.group("up") else "at_most"
            quantity = replace(quantity, bound=bound, bound_span=Span(*behind.span("bound")))
        return quantity


#: `1/4 Campuchia` is a fraction of it; `45/63 tỉnh` is two counts.
_SMALL_WHOLE = 10
_DAY_AND_MONTH = regex.compile(r"(?:[12]?\d|3[01])/(?:1[0-2]|[1-9])")
#: `vượt 16,2% so với dự toán` tells how far, not a bound.
_RATES = frozenset({"%", "pp"})
_SCALE_WORDS = frozenset({"trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "rưỡi", "mươi", "chục"})
#: Before `năm` these make a year of it, not the number five.
_YEAR_BEFORE = frozenset({
    "trong", "mỗi", "hằng", "hàng", "cả", "các", "những", "từng", "qua", "đầu", "cuối", "giữa", "hoạch", "cùng", "này",
    "sau", "trước", "đến", "từ", "kỷ", "học", "nhiều", "một",
})  # fmt: skip


def _outer(mention: Mention) -> Span:
    return Span(mention.groups["part"].start, mention.groups["whole"].end)


def _text(item: Amount) -> str:
    return f"{item.value.normalize():f}"
