"""What a figure in brackets belongs to: the plan or whole told before it, one of several singled out, a sum sold."""
from __future__ import annotations

from dataclasses import replace

from extractor.clauses import Clause
from extractor.frames import Frame
from extractor.model import Figure, Quantity, Reading, Sentence, Span
from extractor.relations import Relation
from patterns import Ruleset


class Brackets:
    """Reads figures in brackets with one ruleset; `blank` is the view with periods and sources made spaces."""

    def __init__(self, rules: Ruleset, view: str, blank: str) -> None:
        self._view, self._blank = view, blank
        self._selling = rules.rule("context:sold").pattern
        self._ticker = rules.rule("context:ticker").pattern
        self._ticker_of = rules.rule("context:ticker_of").pattern
        self._single = rules.rule("context:singled_out").pattern
        self._listed_whole = rules.rule("context:listed_whole").pattern

    def relation(
        self, last: Figure | None, sentence: Sentence, clause: Clause, quantity: Quantity, relation: Relation
    ) -> Relation:
        """`11,07/11,14 tỷ đồng (đạt 99,37%)`: the percent is of the whole just told, or of what a list breaks down."""
        told = relation.base is None and relation.relation != "change" and quantity.kind == "percent"
        if not told or clause.mark != "(":
            return relation
        if last is not None and last.rule.endswith(":parts"):
            return Relation("attainment", None, last.span)
        listed = self._listed_whole.match(self._blank, sentence.span.start, quantity.span.start)
        return Relation("share", None, Span(*listed.span("base"))) if listed else relation

    def sold(self, sentence: Sentence, clause: Clause, quantity: Quantity) -> tuple[Quantity, Span | None]:
        """A sum sold, without its sign, and the word for selling: `bán nhiều tại ABC (-46 tỷ đồng)`."""
        if clause.mark != "(" or quantity.kind != "money" or not quantity.value.startswith("-"):
            return quantity, None
        match = self._selling.search(self._view, sentence.span.start, quantity.span.start)
        return (replace(quantity, value=quantity.value[1:]), Span(*match.span("sold"))) if match else (quantity, None)

    def singled_out(self, own: Frame, sentence: Sentence, clause: Clause, quantity: Quantity) -> Frame:
        """The frame with the one of several before the bracket as scope: `VCB (-1,87%)`, `cao nhất là A (12 tỷ)`."""
        if clause.mark != "(":
            return own
        ticker = self._ticker.search(self._view, sentence.span.start, quantity.number.start)
        if ticker:
            shares = list(self._ticker_of.finditer(self._view, sentence.span.start, ticker.start()))
            told = own.last.spans.get("indicator") if own.last and quantity.kind == "money" else None
            indicator = told or (Span(*shares[-1].span()) if shares else own.indicator)
            return replace(own, scope=Span(*ticker.span("scope")), indicator=indicator, acts=True)
        single = self._single.search(self._view, sentence.span.start, quantity.number.start)
        if single and own.last:
            indicator = own.last.spans.get("indicator", own.indicator)
            return replace(own, scope=Span(*single.span("scope")), indicator=indicator, acts=True)
        return own


def asides(reading: Reading, rules: Ruleset) -> list[Span]:
    """Brackets of a few words without a number, such as an abbreviation: they cut no clause."""
    pattern = rules.rule("context:aside").pattern
    return [
        Span(*match.span())
        for sentence in reading.sentences
        for match in pattern.finditer(reading.view, sentence.span.start, sentence.span.end)
    ]
