"""How the words of a fact became the values in its row, one step at a time."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import regex

from db.reader import StoredFact
from diembao.audit.rereading import Rereading
from extractor.model import Moment, Span
from extractor.quantities import amount
from extractor.values import number, ordinal

#: A field's own span, by the field.
Spans = Mapping[str, Span]

_PART = regex.compile(r"[-−]?\d[\d.,\s]*(?<=\d)|\p{L}+")
_SCALES = {"chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "k": 3, "vạn": 4, "triệu": 6, "tr": 6, "tỷ": 9, "tỉ": 9}
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATES = ("date", "date_end")


@dataclass(frozen=True, slots=True)
class Step:
    """`field` of the row got `value` from `words`; `how` says by what."""

    field: str
    words: str
    value: str
    how: str


def steps(fact: StoredFact, spans: Spans, again: Rereading) -> list[Step]:
    """The steps of one fact, in the order of its fields; `spans` are those that the database keeps for it."""
    makers = {"figure": _figure, "event": _event, "document": _document}
    return list(makers[fact.kind](fact, spans, again)) if fact.kind in makers else []


def _figure(fact: StoredFact, spans: Spans, again: Rereading) -> Iterator[Step]:
    row, text = fact.fields, again.extraction.source.text
    if "number" in spans:
        yield from _number(spans["number"].of(text), row)
    if row["unit"] is not None:
        yield _unit(row, spans, fact, text)
    if row["unit_base"] not in (None, row["unit"]):
        told = f"{row['value_text']} {row['unit']}"
        base = f"{row['value_base']:.15g} {row['unit_base']}"
        yield Step("value_base", told, base, "in the base unit of what is measured")
    if "bound" in spans:
        yield Step("bound", spans["bound"].of(text), row["bound"], "a word that bounds the number")
    if row["indicator"] and row["indicator_key"] != row["indicator"]:
        yield Step("indicator_key", row["indicator"], row["indicator_key"], "lower case, abbreviations written out")
    if "period" in spans:
        yield _moment_step("period", spans["period"], row["period"], again)
    if row["base_period"]:
        yield _base_period(row, spans, again)


def _number(words: str, row: Mapping[str, Any]) -> Iterator[Step]:
    """The digits, each multiplier behind them, and what they come to."""
    if "/" in row["value_text"]:
        yield Step("value", words, row["value_text"], "a fraction, kept exact")
        return
    if row["value_max_text"] is not None:
        ends = f"{row['value_text']} to {row['value_max_text']}"
        yield Step("value", words, ends, "a range; a scale told once holds for both ends")
        return
    scaled = False
    for part in _PART.findall(words):
        digits = part[-1].isdigit()
        if digits or part.lower() not in _SCALES:
            read = number(part.strip()) if digits else None
            if read is not None:
                yield Step("value", part, f"{read:f}", "the number; `.` groups by three, `,` is the decimal sign")
        elif _PART.match(words).group()[-1].isdigit():  # type: ignore[union-attr]
            scaled = True
            yield Step("value", part, f"× 10^{_SCALES[part.lower()]}", "multiplier")
    read_as = amount(words)
    if read_as is not None and read_as.value and "/" not in row["value_text"]:
        carried = Fraction(row["value_text"]) / Fraction(read_as.value)
        if carried != 1:
            yield Step("value", words, f"× {float(carried):.15g}", "the scale of the number that it stands before")
            scaled = True
    if scaled or not words[:1].isdigit():
        yield Step("value", words, row["value_text"], "the value, exact")


def _unit(row: Mapping[str, Any], spans: Spans, fact: StoredFact, text: str) -> Step:
    if "unit" in spans:
        how = "the counted noun" if row["kind"] == "count" else f"a unit of kind {row['kind']}"
        per = row["unit"].partition("/")[1]
        return Step("unit", fact.quote if per else spans["unit"].of(text), row["unit"], how)
    return Step("unit", fact.quote, row["unit"], "from the context of the number, which names no unit of its own")


def _moment_step(field: str, span: Span, value: str, again: Rereading) -> Step:
    words = span.of(again.extraction.source.text)
    moment = next((m for m in again.moments if m.span == span), None)
    if moment is None:
        return Step(field, words, value, "read as a date or period when it was ingested; today's rules do not find it")
    how = f"rule {moment.rule}{_inferred(moment, again)}"
    if moment.iso is not None and moment.iso != value:
        how += f"; {moment.iso} by itself, and all of the year up to it where it is a flow"
    return Step(field, words, value, how)


def _inferred(moment: Moment, again: Rereading) -> str:
    """From where a year was taken that the words leave out."""
    words = moment.span.of(again.view)
    if not moment.inferred or _YEAR.search(words):
        return ""
    published = again.extraction.article.published
    if published:
        return f"; the words tell no year of their own: worked out from the publication date {published[:10]}"
    return "; the words tell no year of their own: worked out from the latest plain year that the article tells"


def _base_period(row: Mapping[str, Any], spans: Spans, again: Rereading) -> Step:
    value, words = row["base_period"], row["base"] or ""
    told = [m for m in again.moments if "base" in spans and spans["base"].contains(m.span) and m.iso == value]
    if told:
        return _moment_step("base_period", told[0].span, value, again)
    if "cùng" in words.casefold():
        return Step("base_period", words, value, f"the same stretch as {row['period']}, in the year before or named")
    if row["relation"] == "attainment":
        return Step("base_period", words, value, f"the year of the period {row['period']}, as a plan is for a year")
    return Step("base_period", words, value, f"as told for the base, else the period {row['period']}")


def _event(fact: StoredFact, spans: Spans, again: Rereading) -> Iterator[Step]:
    row = fact.fields
    if row["edition"] is not None:
        yield from _edition(fact, again)
    yield from _dates(fact, again)
    if row["province"] and row["locality"] and row["province"] not in again.extraction.source.text:
        yield Step("province", row["locality"], row["province"], "the province that it lies in")


def _edition(fact: StoredFact, again: Rereading) -> Iterator[Step]:
    """`lần thứ XII` is 12."""
    rule = again.rules.rule("numerals:edition")
    for mention in fact.mentions:
        sentence = again.sentence_at(mention.start)
        for match in rule.pattern.finditer(again.view, mention.start, sentence.span.end if sentence else mention.end):
            if ordinal(match["number"]) == fact.fields["edition"]:
                how = f"rule {rule.name}: {match['number']} as a number"
                yield Step("edition", match.group(), str(fact.fields["edition"]), how)
                return


def _dates(fact: StoredFact, again: Rereading) -> Iterator[Step]:
    """Each date of the row with the words nearest to the fact that are read as it."""
    for field in _DATES:
        value = fact.fields.get(field)
        found = date_of(fact, value, again)
        if value and found:
            yield _moment_step(field, found.span, value, again)


def date_of(fact: StoredFact, value: str | None, again: Rereading) -> Moment | None:
    """The date nearest to where a fact is told that is read as this value, or as a stretch that begins or ends so."""
    told = [m for m in again.moments if m.iso and value and value in (m.iso, *m.iso.split("/"))]
    return min(told, key=lambda m: abs(m.span.start - fact.span.start), default=None)


def _document(fact: StoredFact, spans: Spans, again: Rereading) -> Iterator[Step]:
    row = fact.fields
    if row["number"]:
        yield Step("number", fact.quote, row["number"], "as written, look-alike characters made one")
    yield from _dates(fact, again)
    if row["issuer"] and row["issuer"].casefold() not in again.extraction.source.text.casefold():
        yield Step("issuer", row["number"] or fact.quote, row["issuer"], "from the code in the number")
