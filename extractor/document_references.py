"""Where an article refers to legal documents: one `Reference` a place, with all that the place itself says.

`extractor.documents` joins them to documents.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.document_parts import (
    Known,
    extent,
    issuer_of,
    issuing_bodies,
    normal_number,
    own_date,
    title_of,
    type_of_number,
)
from extractor.match import find
from extractor.model import Mention, Moment, Reading, Sentence, Span
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that refers to a document. `number` is normalised, `span` runs from the type to the issuer told.

    `digits` is where its number (or the year in a law's name) stands; `issued` says that the place tells of its
    issuing, `coded` that the issuer comes from the number's code only.
    """

    type: str
    number: str | None
    span: Span
    digits: Span | None
    date: str | None
    issuer: str | None
    title: str | None
    rule: str
    law: bool = False
    issued: bool = False
    coded: bool = False


def find_references(reading: Reading, rules: Ruleset, moments: Sequence[Moment]) -> list[Reference]:
    """Every place that names a document, in order; what only points back (`Nghị định này`) is left to the joining."""
    found: list[Reference] = []
    for sentence in reading.sentences:
        mentions = find(rules.of_kind("document", "law", "act"), reading.view, sentence.span)
        if mentions:
            known = Known(reading, rules, moments, issuing_bodies(reading, rules, sentence.span))
            found += _of_sentence(known, sentence, mentions)
    return found


def _of_sentence(
    known: Known, sentence: Sentence, mentions: Sequence[Mention]
) -> Iterator[Reference]:
    before: str | None = None
    for index, mention in enumerate(mentions):
        room = Span(sentence.span.start, _room_end(known, sentence, mentions[index + 1 :]))
        reference = _reference(known, mention, room, before)
        if reference is not None:
            before = reference.type
            yield reference


def _room_end(known: Known, sentence: Sentence, following: Sequence[Mention]) -> int:
    """Where the next document stands that is not part of this one's title (`sửa đổi Nghị định …`), else the end."""
    beside = known.rules.rule("documents:beside").pattern
    starts = (m.span.start for m in following)
    ends = (at for at in starts if beside.search(known.view, max(sentence.span.start, at - 30), at))
    return next(ends, sentence.span.end)


def _reference(
    known: Known, mention: Mention, room: Span, before: str | None
) -> Reference | None:
    """The reference that a mention makes; `room` is its sentence up to the next mention."""
    kind = _type(known, mention, before)
    if kind is None or _in_draft(known, mention, room):
        return None
    if mention.kind == "law":
        return _law(known, mention, room, kind)
    if mention.kind == "act":
        return _act(known, mention, room, kind)
    return _numbered(known, mention, room, kind)


def _type(known: Known, mention: Mention, before: str | None) -> str | None:
    if "type" in mention.groups:
        entry = known.rules.by_form("document_type").get(mention.groups["type"].of(known.view).lower())
        return str(entry["name"]) if entry else None
    return type_of_number(known.rules, mention.groups["number"].of(known.view), before)


def _in_draft(known: Known, mention: Mention, room: Span) -> bool:
    draft = known.rules.rule("documents:draft").pattern
    lead = known.view[max(room.start, mention.span.start - 20) : mention.span.start]
    return mention.kind == "act" and draft.search(lead) is not None


def _law(known: Known, mention: Mention, room: Span, kind: str) -> Reference:
    groups = mention.groups
    number = normal_number(groups["number"].of(known.view)) if "number" in groups else None
    year = groups["year"].of(known.view) if "year" in groups else None
    title = groups["name"].of(known.text) if "name" in groups else None
    date = own_date(known, mention.span.end, room)
    return Reference(
        kind, number, _closed(known, mention.span), groups.get("number", groups.get("year")),
        date.iso if date else year, None, title, mention.rule, law=True,
    )  # fmt: skip


def _closed(known: Known, span: Span) -> Span:
    """The span with the bracket closed that was opened in it."""
    said = span.of(known.view)
    return Span(span.start, span.end + 1) if said.count("(") > said.count(")") else span


def _numbered(
    known: Known, mention: Mention, room: Span, kind: str
) -> Reference:
    digits = mention.groups.get("number")
    number = normal_number(digits.of(known.view), known.rules) if digits else None
    span, date, issuer = extent(known, mention.span, room)
    told = mention.groups.get("issuer")
    act = issuer_of(known, span, room, number)
    date = date or act.date
    says = told.of(known.text) if told else known.name(issuer) if issuer else None
    title = title_of(known, span, room, whole=True)
    return Reference(
        kind, number, span, digits, date, says or act.issuer, title, mention.rule,
        issued=act.issued, coded=says is None and act.coded,
    )  # fmt: skip


def _act(
    known: Known, mention: Mention, room: Span, kind: str
) -> Reference | None:
    """An act without number: only where its issuer or its date is told."""
    at = mention.groups["type"]
    if mention.rule.endswith("plan_of"):
        at = Span(mention.span.start, mention.groups["title"].end)
    span, date, issuer = extent(known, at, room)
    act = issuer_of(known, at, room, None)
    says = known.name(issuer) if issuer else act.issuer
    if date is None and (says is None or (not issuer and not act.issued)):
        return None
    title = mention.groups.get("title")
    about = title.of(known.text) if title else title_of(known, span, room, whole=False)
    return Reference(kind, None, span, None, date or act.date, says, about, mention.rule, issued=act.issued)


def later_mentions(reading: Reading, rules: Ruleset, taken: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    """The type and place of every short mention (`Nghị định này`, `Theo Chỉ thị,`) outside the places taken."""
    spans = list(taken)
    for sentence in reading.sentences:
        for mention in find(rules.of_kind("document_later"), reading.view, sentence.span):
            if any(mention.span.overlaps(span) for span in spans):
                continue
            entry = rules.by_form("document_type")[mention.groups["type"].of(reading.view).lower()]
            yield str(entry["name"]), mention.span
