"""From what was read to rows: one small pure function a table, whose keys are the table's columns but its `id`."""
from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from db.bases import Bases, base_of, number
from db.intervals import interval
from db.keys import article_name
from db.visits import Visit
from extractor.model import (
    Article,
    Block,
    Body,
    Check,
    Document,
    Event,
    ExtractionError,
    Figure,
    Numeral,
    Observed,
    Official,
    Sentence,
    Source,
    Span,
    Statement,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Home:
    """The stored article that rows belong to; `sentences` in order, with their ids."""

    article_id: int
    run_id: int
    text: str
    observed: Observed | None
    sentences: Sequence[Span] = ()
    sentence_ids: Sequence[int] = ()

    def owner(self) -> Row:
        return {"article_id": self.article_id, "run_id": self.run_id}

    def extent(self, span: Span) -> Row:
        """ExtractionError where the span is empty or outside the text."""
        if not 0 <= span.start < span.end <= len(self.text):
            raise ExtractionError(f"{span} is not in a text of {len(self.text)} characters")
        return {"start": span.start, "end": span.end}

    def quote(self, span: Span) -> Row:
        return {**self.extent(span), "quote": span.of(self.text)}

    def told(self, span: Span) -> Row:
        """The quote with the sentence that it begins in, None where it begins in none."""
        index = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        inside = index >= 0 and span.start < self.sentences[index].end
        return {**self.quote(span), "sentence_id": self.sentence_ids[index] if inside else None}

    def fact(self, span: Span, rule: str, key: str) -> Row:
        return {**self.owner(), **self.told(span), "rule": rule, "fact_key": key}


def first(mentions: Sequence[Span], what: object) -> Span:
    """The telling mention. ExtractionError where there is none."""
    if not mentions:
        raise ExtractionError(f"a fact without a mention cannot be shown in its source: {what}")
    return mentions[0]


def run_row(ruleset: str, version: str, started: str) -> Row:
    """A run that has only begun: nothing done, not finished."""
    counts = dict.fromkeys(("added", "unchanged", "new_versions", "re_extracted", "aliases", "failed"), 0)
    return {"ruleset": ruleset, "version": version, "started": started, "finished": None, **counts}


def visit_row(visit: Visit) -> Row:
    return asdict(visit)


def source_row(source: Source) -> Row:
    return {
        "sha256": source.sha256,
        "content": zlib.compress(source.content),
        "size": len(source.content),
        "media_type": source.media_type,
        "encoding": source.encoding,
        "decoding": "\n".join(source.steps) or None,
        "given": _json(source.given),
    }


def _json(said: object) -> str | None:
    return json.dumps(said, ensure_ascii=False, default=str) if said else None


def source_name_row(source: Source, source_id: int) -> Row:
    return {"source_id": source_id, "name": article_name(source), "file": source.name}


def article_row(
    article: Article, observed: Observed | None, source: Source, source_id: int, run_id: int, version: int
) -> Row:
    return {
        "source_id": source_id,
        "run_id": run_id,
        "name": article_name(source),
        "version": version,
        "current": 1,
        "url": source.url,
        "title": article.title,
        "published": article.published,
        "author": article.author,
        "publisher": article.publisher,
        "section": article.section,
        "language": article.language,
        "observed_on": observed and observed.on,
        "observed_basis": observed and observed.basis,
        "text": source.text,
        "evidence": _json([asdict(one) for one in article.evidence]),
    }


def block_row(block: Block, ordinal: int, home: Home) -> Row:
    told = {"ordinal": ordinal, "kind": block.kind, "reason": block.reason, "selector": block.selector}
    ends = {"source": block.source_span, "header": block.header}
    starts = {f"{name}_start": span and span.start for name, span in ends.items()}
    stops = {f"{name}_end": span and span.end for name, span in ends.items()}
    return {**home.owner(), **home.extent(block.span), **told, **starts, **stops}


def sentence_row(sentence: Sentence, ordinal: int, block_id: int, home: Home) -> Row:
    words = " ".join("_".join(word.of(home.text).split()) for word in sentence.words)
    told = {"ordinal": ordinal, "block_id": block_id, "words": words}
    return {**home.owner(), **home.quote(sentence.span), **told}


def figure_row(figure: Figure, key: str, home: Home, bases: Bases) -> Row:
    q = figure.quantity
    return {
        **home.fact(figure.span, figure.rule, key),
        "kind": q.kind,
        "value": number(q.value),
        "value_text": q.value,
        "value_max": number(q.value_max),
        "value_max_text": q.value_max,
        "unit": q.unit,
        **_in_base(figure, bases),
        "bound": q.bound,
        "relation": figure.relation,
        "direction": figure.direction,
        "modality": figure.modality,
        "indicator": figure.indicator,
        "indicator_key": figure.indicator_key,
        "scope": figure.scope,
        "period": figure.period,
        **_days("period", figure.period),
        "base": figure.base,
        "base_period": figure.base_period,
        **_days("base_period", figure.base_period),
        "attribution": figure.attribution,
    }


def _in_base(figure: Figure, bases: Bases) -> Row:
    q = figure.quantity
    unit, factor = base_of(q.kind, q.unit, bases) or (None, None)
    if factor is None:
        return {"value_base": None, "value_max_base": None, "unit_base": None}
    return {"value_base": number(q.value, factor), "value_max_base": number(q.value_max, factor), "unit_base": unit}


def _days(prefix: str, period: str | None) -> Row:
    start, end = interval(period)
    return {f"{prefix}_start": start, f"{prefix}_end": end}


def figure_span_rows(figure: Figure, figure_id: int, home: Home) -> Iterator[Row]:
    q = figure.quantity
    parts = {"number": q.number, "unit": q.unit_span, "bound": q.bound_span, **figure.spans}
    return _span_rows({"figure_id": figure_id}, parts, home)


def check_row(check: Check, home: Home) -> Row:
    plain = ("kind", "verdict", "formula", "expected", "told", "tolerance", "unit")
    return {**home.owner(), **{name: getattr(check, name) for name in plain}}


def check_figure_rows(check: Check, check_id: int, figure_ids: Sequence[int]) -> Iterator[Row]:
    for ordinal, (role, figure) in enumerate(zip(check.roles, check.figures, strict=True)):
        yield {"check_id": check_id, "ordinal": ordinal, "role": role, "figure_id": figure_ids[figure]}


def statement_span_rows(statement: Statement, statement_id: int, home: Home) -> Iterator[Row]:
    parts = {"verb": statement.verb_span, "speaker": statement.speaker_span}
    return _span_rows({"statement_id": statement_id}, parts, home)


def _span_rows(parent: Row, parts: Mapping[str, Span | None], home: Home) -> Iterator[Row]:
    return ({**parent, "field": field, **home.quote(span)} for field, span in parts.items() if span is not None)


def mention_rows(parent: Row, mentions: Iterable[Span], home: Home) -> Iterator[Row]:
    """Rows of event_mentions, official_mentions or document_mentions; `parent` is the foreign key."""
    return ({**parent, "ordinal": ordinal, **home.told(span)} for ordinal, span in enumerate(mentions))


def event_row(event: Event, key: str, home: Home) -> Row:
    period = f"{event.date}/{event.date_end}" if event.date and event.date_end else event.date
    return {
        **home.fact(first(event.mentions, event), event.rule, key),
        "type": event.type,
        "name": event.name,
        "edition": event.edition,
        "date": event.date,
        "date_end": event.date_end,
        **_days("period", period),
        "date_inferred": int(event.date_inferred),
        "session": event.session,
        "venue": event.venue,
        "locality": event.locality,
        "province": event.province,
        "attendance": event.attendance,
        "status": event.status,
        "series": event.series,
        "year": event.year,
    }


def event_party_rows(event: Event, event_id: int) -> Iterator[Row]:
    parties = {
        "organiser": event.organisers,
        "coorganiser": event.coorganisers,
        "chair": event.chairs,
        "attendee": event.attendees,
    }
    for role, names in parties.items():
        for ordinal, name in enumerate(names):
            yield {"event_id": event_id, "role": role, "ordinal": ordinal, "name": name}


def person_row(official: Official) -> Row:
    return {"name": official.name, "name_key": official.key or official.name.casefold()}


def official_row(official: Official, key: str, person_id: int, home: Home) -> Row:
    return {
        **home.fact(first(official.mentions, official), official.rule, key),
        "person_id": person_id,
        "name": official.name,
        "honorific": official.honorific,
        "title": official.title,
        "organisation": official.organisation,
        "key": official.key,
    }


def body_row(body: Body) -> Row:
    return asdict(body)


def post_rows(
    official: Official, official_id: int, person_id: int, bodies: Sequence[int | None], home: Home
) -> Iterator[Row]:
    """`bodies` are the ids of the bodies of the official's posts."""
    whose = {"official_id": official_id, "person_id": person_id, "observed": home.observed and home.observed.on}
    for ordinal, (post, body_id) in enumerate(zip(official.posts, bodies, strict=True)):
        told = {"title": post.title, "title_key": post.title_key or post.title.casefold()}
        yield {**whose, "ordinal": ordinal, "body_id": body_id, **told, "organisation": post.organisation}


def statement_row(statement: Statement, key: str, official_id: int | None, home: Home) -> Row:
    return {
        **home.fact(statement.span, statement.rule, key),
        "official_id": official_id,
        "speaker": statement.speaker,
        "verb": statement.verb,
        "kind": statement.kind,
    }


def document_row(document: Document, key: str, home: Home) -> Row:
    return {
        **home.fact(first(document.mentions, document), document.rule, key),
        "type": document.type,
        "number": document.number,
        "date": document.date,
        "issuer": document.issuer,
        "title": document.title,
        "key": document.key,
    }


def numeral_row(numeral: Numeral, home: Home) -> Row:
    return {**home.owner(), **home.told(numeral.span), "rule": numeral.rule, "class": numeral.cls}
