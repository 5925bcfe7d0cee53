"""Makes quantities of what the figure rules match: values, units, the two sides of `a/b đơn vị`, counted nouns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.counted import counted_noun
from extractor.model import FigureKind, Mention, Quantity, Reading, Sentence, Span
from extractor.quantities import Amount, Units, amount, carried, denominators
from extractor.values import fraction, is_english
from patterns import Ruleset

_NAME = regex.compile(r"\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}")
# `2,500` can be read either way.
_EITHER = regex.compile(r",\d{3}(?!\d)")
_INDEX = regex.compile(r"(?i)chỉ số|index")
_PRICED = regex.compile(r"(?i)\d(?:k|tr\d*)$")
#: From here on a sum without its currency is money.
_BILLION = 10**9
_MILLION = 10**6
#: `1/4 Campuchia` is a fraction of it; `45/63 tỉnh` is two counts.
_SMALL_WHOLE = 10
_DAY_AND_MONTH = regex.compile(r"(?:[12]?\d|3[01])/(?:1[0-2]|[1-9])")


class QuantityReader:
    """Reads the matches of one article's figure rules in its masked view."""

    def __init__(self, reading: Reading, rules: Ruleset, masked: str) -> None:
        self._reading, self._rules, self._masked = reading, rules, masked
        self._units = Units(rules)
        self._count_per = rules.rule("figures:count_per").pattern
        self._rate = rules.rule("figures:rate").pattern
        self._bare_before = rules.rule("figures:bare_before").pattern
        self._money_before = rules.rule("figures:money_before").pattern
        self._countable = rules.list_words("count_noun") | rules.words("countable")
        self._english: dict[int, bool] = {}

    def amount(self, span: Span) -> Amount | None:
        """The amount written there, its separators read as the block around writes them."""
        text = span.of(self._masked)
        return amount(text, _EITHER.search(text) is not None and self._is_english(span))

    def _is_english(self, span: Span) -> bool:
        blocks = self._reading.article.blocks
        index = bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1
        if index not in self._english:
            self._english[index] = is_english(blocks[index].span.of(self._masked))
        return self._english[index]

    def read(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        """The quantities of one match: none where it only looks like a number, two for `a/b`."""
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
        low = self.amount(mention.groups["low"])
        high = self.amount(mention.groups["high"]) if "high" in mention.groups else None
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
        part, whole = self.amount(mention.groups["part"]), self.amount(mention.groups["whole"])
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
        told = mention.groups["part"]
        first = Quantity(kind, told, told, plain_text(part), None, unit, "exact", mention.rule, noun)
        span = Span(mention.groups["whole"].start, end)
        return [
            first,
            Quantity(kind, span, mention.groups["whole"], plain_text(whole), None, unit, "exact", mention.rule, noun),
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
        currency = self._currency_before(sentence, start) if low.scale >= _MILLION else None
        if currency:
            return [self._quantity(mention, "money", low, high, currency)]
        counts = self._bare_before.search(self._masked, max(sentence.span.start, start - 140), start)
        if counts is None:
            return []
        if _INDEX.match(counts.group()):
            return [self._quantity(mention, "quantity", low, high, "điểm")]  # `VN-Index về mốc 1.050`
        return [self._quantity(mention, "count", low, high, None)]

    def _currency_before(self, sentence: Sentence, start: int) -> str | None:
        """The currency of a sum in millions without one: what a sum before it has, or đồng behind `lương`, `giá`."""
        match = self._money_before.search(self._masked, sentence.span.start, start)
        if match is None:
            return None
        unit = self._units.of(match.group("unit")) if match.group("unit") else None
        return unit.symbol if unit else "VND"

    def _height(self, sentence: Sentence, mention: Mention) -> list[Quantity]:
        metres, rest = (mention.groups[name].of(self._masked) for name in ("metres", "centimetres"))
        value = f"{metres}.{rest}".rstrip("0").rstrip(".")
        return [Quantity("quantity", mention.span, mention.span, value, None, "m", "exact", mention.rule)]


def _outer(mention: Mention) -> Span:
    return Span(mention.groups["part"].start, mention.groups["whole"].end)


def plain_text(item: Amount) -> str:
    """An amount's value in plain digits."""
    return f"{item.value.normalize():f}"
