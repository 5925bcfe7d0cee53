"""An extraction as the JSON of the data contract: the keys, their order and their meaning are the contract's."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extractor.model import Article, Block, Document, Event, Extraction, Figure, Numeral, Official, Span, Statement

#: The kinds of fact in the order in which they are told, as the keys of a record.
KINDS = ("figures", "events", "officials", "statements", "documents")


def record(extraction: Extraction) -> dict[str, Any]:
    """One article with its blocks, facts and numerals, ready for JSON; `start`/`end` count in `article.text`."""
    text = extraction.source.text
    return {
        "article": _article(extraction),
        "blocks": [_block(block, text) for block in extraction.article.blocks],
        "figures": [_figure(figure, text) for figure in extraction.figures],
        "events": [_event(event, text) for event in extraction.events],
        "officials": [_official(official, text) for official in extraction.officials],
        "statements": [_statement(statement, text) for statement in extraction.statements],
        "documents": [_document(document, text) for document in extraction.documents],
        "numerals": [_numeral(numeral, text) for numeral in extraction.numerals],
    }


def _article(extraction: Extraction) -> dict[str, Any]:
    article, source = extraction.article, extraction.source
    return {
        "source": source.name,
        "title": article.title,
        "published": article.published,
        "author": article.author,
        "publisher": article.publisher,
        "section": article.section,
        "language": article.language,
        "observed_on": extraction.observed.on if extraction.observed else None,
        "observed_basis": extraction.observed.basis if extraction.observed else None,
        "url": source.url,
        "evidence": candidates(article),
        "encoding": source.encoding,
        "decoding": list(source.steps),
        "sha256": source.sha256,
        "text": source.text,
    }


def _quote(span: Span, text: str) -> dict[str, Any]:
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _mentions(spans: Iterable[Span], text: str) -> list[dict[str, Any]]:
    return [_quote(span, text) for span in spans]


def _spans(spans: Mapping[str, Span]) -> dict[str, list[int]]:
    return {name: [span.start, span.end] for name, span in spans.items()}


def _block(block: Block, text: str) -> dict[str, Any]:
    origin = block.source_span
    return {
        "kind": block.kind,
        **_quote(block.span, text),
        "reason": block.reason,
        "selector": block.selector,
        "source_start": origin and origin.start,
        "source_end": origin and origin.end,
        "header": [block.header.start, block.header.end] if block.header else None,
    }


def candidates(article: Article) -> list[dict[str, Any]]:
    """What is said of each field of the article, by whom, and which of it was taken."""
    return [
        {
            "field": one.field,
            "value": one.value,
            "where": one.where,
            "chosen": one.chosen,
            "span": [one.span.start, one.span.end] if one.span else None,
            "source_span": [one.source_span.start, one.source_span.end] if one.source_span else None,
        }
        for one in article.evidence
    ]


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    quantity = figure.quantity
    return {
        **_quote(figure.span, text),
        "kind": quantity.kind,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "unit": quantity.unit,
        "bound": quantity.bound,
        "relation": figure.relation,
        "direction": figure.direction,
        "modality": figure.modality,
        "indicator": figure.indicator,
        "scope": figure.scope,
        "period": figure.period,
        "base": figure.base,
        "base_period": figure.base_period,
        "attribution": figure.attribution,
        "rule": figure.rule,
        "spans": _spans(figure.spans),
        "indicator_key": figure.indicator_key,
    }


def _event(event: Event, text: str) -> dict[str, Any]:
    return {
        "type": event.type,
        "name": event.name,
        "edition": event.edition,
        "date": event.date,
        "date_end": event.date_end,
        "date_inferred": event.date_inferred,
        "session": event.session,
        "venue": event.venue,
        "locality": event.locality,
        "province": event.province,
        "organisers": list(event.organisers),
        "coorganisers": list(event.coorganisers),
        "chairs": list(event.chairs),
        "attendance": event.attendance,
        "attendees": list(event.attendees),
        "status": event.status,
        "series": event.series,
        "year": event.year,
        "mentions": _mentions(event.mentions, text),
    }


def _official(official: Official, text: str) -> dict[str, Any]:
    return {
        "name": official.name,
        "honorific": official.honorific,
        "title": official.title,
        "organisation": official.organisation,
        "posts": [{"title": post.title, "organisation": post.organisation} for post in official.posts],
        "key": official.key,
        "mentions": _mentions(official.mentions, text),
    }


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    said = {"speaker": statement.speaker, "verb": statement.verb, "kind": statement.kind}
    return {**said, **_quote(statement.span, text)}


def _document(document: Document, text: str) -> dict[str, Any]:
    return {
        "type": document.type,
        "number": document.number,
        "date": document.date,
        "issuer": document.issuer,
        "title": document.title,
        "key": document.key,
        "mentions": _mentions(document.mentions, text),
    }


def _numeral(numeral: Numeral, text: str) -> dict[str, Any]:
    return {**_quote(numeral.span, text), "class": numeral.cls}
