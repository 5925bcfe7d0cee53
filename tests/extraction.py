"""Extractions for tests of what comes after extracting: of a corpus article with the facts that are expected of it."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from extractor.joining import joinable
from extractor.model import (
    Document,
    Event,
    Extraction,
    Figure,
    Numeral,
    Official,
    Post,
    Quantity,
    Span,
    Statement,
)
from extractor.periods import mentions, plain_year
from extractor.view import view
from tests.reading import CORPUS, gold_reading, rules

Gold = Mapping[str, Any]

#: The stems of the corpus articles.
STEMS = tuple(sorted(path.stem for path in (CORPUS / "gold").glob("*.json")))

#: A few units with their base, as the rule files have them.
BASES = {"ha": ("m2", Decimal(10000)), "km": ("m", Decimal(1000)), "t": ("kg", Decimal(1000))}


@cache
def gold_extraction(stem: str, ruleset: str = "first ruleset") -> Extraction:
    """What is expected of a corpus article, as if a ruleset had found it; its source has the file's name."""
    text_file = CORPUS / "articles" / f"{stem}.txt"
    gold = json.loads((CORPUS / "gold" / f"{stem}.json").read_text("utf-8"))
    reading = gold_reading(CORPUS / "gold" / f"{stem}.json", text_file)
    reading = replace(reading, source=replace(reading.source, name=f"articles/{text_file.name}"))
    extraction = Extraction(
        reading,
        tuple(_figure(f) for f in gold["figures"]),
        tuple(_event(e) for e in gold["events"]),
        tuple(_official(o) for o in gold["officials"]),
        tuple(_statement(s) for s in gold["statements"]),
        tuple(_document(d) for d in gold["documents"]),
        tuple(Numeral(_span(n), n["class"], "gold") for n in gold["numerals"]),
        ruleset,
    )
    return joinable(extraction, rules(), plain_year(reading, rules(), mentions(reading, rules())))


def named(extraction: Extraction, name: str, url: str | None = None) -> Extraction:
    """The same extraction, its source under another name."""
    source = replace(extraction.source, name=name, url=url)
    return replace(extraction, reading=replace(extraction.reading, source=source))


def longer(extraction: Extraction, addition: str) -> Extraction:
    """The same facts of a source that goes on with `addition`, under the same name."""
    text = extraction.source.text + addition
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = replace(extraction.source, text=text, content=text.encode(), sha256=digest)
    return replace(extraction, reading=replace(extraction.reading, source=source, view=view(text)))


def _span(fact: Gold) -> Span:
    return Span(fact["start"], fact["end"])


def _mentions(fact: Gold) -> tuple[Span, ...]:
    return tuple(_span(mention) for mention in fact["mentions"])


def _figure(f: Gold) -> Figure:
    span = _span(f)
    quantity = Quantity(f["kind"], span, span, f["value"], f["value_max"], f["unit"], f["bound"], "gold")
    return Figure(
        quantity,
        f["relation"],
        f["direction"],
        f["modality"],
        f["indicator"],
        f["indicator"] and f["indicator"].lower(),
        f["scope"],
        f["period"],
        f["base"],
        f["base_period"],
        f["attribution"],
        {"indicator": span},
    )


def _event(e: Gold) -> Event:
    plain = ("type", "name", "edition", "date", "date_end", "date_inferred", "session", "venue", "locality", "province")
    return Event(
        **{name: e[name] for name in plain},
        organisers=tuple(e["organisers"]),
        coorganisers=tuple(e["coorganisers"]),
        chairs=tuple(e["chairs"]),
        attendance=e["attendance"],
        attendees=tuple(e["attendees"]),
        status="held",
        mentions=_mentions(e),
        rule="gold",
    )


def _official(o: Gold) -> Official:
    posts = (Post(o["title"], o["organisation"]),)
    return Official(o["name"], o["honorific"], o["title"], o["organisation"], posts, _mentions(o), "gold")


def _statement(s: Gold) -> Statement:
    return Statement(s["speaker"], s["verb"], s["kind"], _span(s), "gold")


def _document(d: Gold) -> Document:
    return Document(d["type"], d["number"], d["date"], d["issuer"], d["title"], _mentions(d), "gold")
