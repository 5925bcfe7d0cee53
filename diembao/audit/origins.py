"""Where in the article each field of a fact was taken from, and how far from its quote that is."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from db.reader import StoredFact
from diembao.audit.rereading import Rereading
from diembao.audit.steps import date_of
from extractor.model import Span

#: What belongs to the number itself, told by its steps.
_OWN = frozenset({"number", "unit", "bound"})
#: Fields of facts whose spans the database does not keep, but whose words stand in the article.
_WORDS = {
    "event": ("name", "venue", "locality", "province"),
    "official": ("name", "honorific", "title", "organisation"),
    "statement": ("speaker", "verb"),
    "document": ("type", "number", "issuer", "title"),
    "figure": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """`field` was read at `span`, which is `where` as seen from the quote; `kept` says that the database keeps the
    span, else the same words were looked up nearest to the quote."""

    field: str
    value: str | None
    span: Span
    words: str
    where: str
    kept: bool


def origins(fact: StoredFact, spans: Mapping[str, Span], again: Rereading) -> list[Origin]:
    """The fields with their places, those that the database keeps first."""
    kept = [_origin(fact, field, span, again, True) for field, span in spans.items() if field not in _OWN]
    return kept + [o for o in _looked_up(fact, again) if o.field not in spans]


def _origin(fact: StoredFact, field: str, span: Span, again: Rereading, kept: bool) -> Origin:
    words = span.of(again.extraction.source.text)
    return Origin(field, fact.fields.get(field), span, words, where(fact, span, again), kept)


def _looked_up(fact: StoredFact, again: Rereading) -> Iterator[Origin]:
    beside = fact.span
    for field in _WORDS[fact.kind]:
        span = _nearest(beside, fact.fields[field], again.extraction.source.text)
        if span is not None:
            beside = span if field == "title" else beside  # a post's body stands beside the post, not beside its holder
            yield _origin(fact, field, span, again, False)
    for field in ("date", "date_end"):
        moment = date_of(fact, fact.fields.get(field), again)
        if moment is not None:
            yield _origin(fact, field, moment.span, again, False)


def _nearest(place: Span, words: str | None, text: str) -> Span | None:
    """The place of these words nearest to another, upper and lower case the same; None where none is."""
    if not words or len(text.lower()) != len(text):
        return None
    found, wanted, low = [], words.lower(), text.lower()
    at = low.find(wanted)
    while at >= 0:
        found.append(Span(at, at + len(wanted)))
        at = low.find(wanted, at + 1)
    return min(found, key=lambda span: _apart(span, place), default=None)


def _apart(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def where(fact: StoredFact, span: Span, again: Rereading) -> str:
    """How a place lies to a fact's quote: in it, in its clause, sentence or paragraph, or before or behind those."""
    at = fact.span.start
    clause, sentence, own = again.clause_at(at), again.sentence_at(at), again.sentence_at(span.start)
    if fact.span.contains(span):
        return "the quote itself"
    if clause and clause.overlaps(span):
        return "its own clause"
    if sentence and sentence.span.overlaps(span):
        return "the same sentence"
    side = "an earlier" if span.start < at else "a later"
    if sentence and own and own.block == sentence.block:
        return f"{side} sentence of the paragraph"
    return _elsewhere(side, span, again)


def _elsewhere(side: str, span: Span, again: Rereading) -> str:
    block = again.block_at(span.start)
    kind = again.extraction.article.blocks[block].kind.replace("_", " ") if block is not None else "paragraph"
    return f"the {kind}" if kind in ("title", "lead") else f"{side} {kind}"
