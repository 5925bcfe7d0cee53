"""Facts as annotations of the W3C Web Annotation Data Model, in JSON-LD: a collection whose first page holds all."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db.reader import StoredFact
from diembao.export.audited import Audited
from extractor.model import Span

ANNO = "http://www.w3.org/ns/anno.jsonld"
#: What is said of a fact, beyond the terms of the model: `dm:` and the field's name in the data contract.
TERMS = "urn:diembao:terms:"
#: How many characters of the text stand before and behind a quote, so that it is found again in a changed page.
_AROUND = 32


def collection(articles: Iterable[Audited]) -> dict[str, Any]:
    """All facts of these articles as one AnnotationCollection, ready for JSON."""
    items = [annotation(one, fact) for one in articles for fact in one.facts]
    page = {"id": "urn:diembao:page:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": [ANNO, {"dm": TERMS}],
        "id": "urn:diembao:facts",
        "type": "AnnotationCollection",
        "label": "Facts read by diembao",
        "total": len(items),
        "first": page,
    }


def annotation(one: Audited, fact: StoredFact) -> dict[str, Any]:
    """A fact: each place where it is told is a target, its row the body. Positions are code points of the text."""
    targets = [_target(one, span) for span in fact.mentions]
    return {
        "id": f"urn:diembao:fact:{fact.fact_key}",
        "type": "Annotation",
        "motivation": "describing",
        "generated": one.at.replace("+00:00", "Z"),
        "generator": {"id": f"urn:diembao:ruleset:{one.ruleset}", "type": "Software", "name": f"diembao {one.version}"},
        "body": [_tag(fact), _row(one, fact)],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _tag(fact: StoredFact) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "language": "en", "value": fact.kind}


def _row(one: Audited, fact: StoredFact) -> dict[str, Any]:
    fields = {f"dm:{name}": value for name, value in fact.fields.items() if value is not None}
    read = {f"dm:{name}": _selector(span) for name, span in one.places_of(fact).items()}
    return {
        "id": f"urn:diembao:row:{fact.fact_key}",
        "type": f"dm:{fact.kind.capitalize()}",
        "dm:rule": fact.rule,
        **fields,
        **({"dm:readAt": read} if read else {}),
    }


def _target(one: Audited, span: Span) -> dict[str, Any]:
    source: dict[str, Any] = {"id": one.source, "type": "Text", "format": one.media_type, "dm:sha256": one.sha256}
    language = one.article.fields["language"]
    return {
        "type": "SpecificResource",
        "source": source | ({"language": language} if language else {}),
        "selector": [_selector(span), _quote(one.text, span)],
    }


def _selector(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _quote(text: str, span: Span) -> dict[str, Any]:
    before, behind = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    around = {name: words for name, words in (("prefix", before), ("suffix", behind)) if words}
    return {"type": "TextQuoteSelector", "exact": span.of(text), **around}

