"""What lies around a fact: the sentence that it begins in, where its fields were read, what other versions tell."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from db import tables
from db.errors import Unfit
from db.reader import told_fields
from extractor.model import Span


@dataclass(frozen=True, slots=True)
class Telling:
    """A version of an article, extracted at `at` by `ruleset` in `run_id`; `fields` are what it tells of the fact,
    None where the fact is not in it."""

    article_id: int
    version: int
    current: bool
    run_id: int
    at: str
    ruleset: str
    fields: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class FactPlaces:
    """`sentence` is the one that the quote begins in; `fields` are the spans that are kept of the fact's fields, in the
    order of the text; `history` tells of all versions of the article, the oldest first."""

    sentence: Span | None
    fields: Mapping[str, Span]
    history: tuple[Telling, ...]


def unexplained(c: Connection, article_id: int) -> tuple[Span, ...]:
    n = tables.numerals
    found = select(n.c.start, n.c.end).where(n.c.article_id == article_id, n.c["class"] == "unknown")
    return tuple(Span(start, end) for start, end in c.execute(found.order_by(n.c.start)))


def fact_places(c: Connection, article_id: int, fact_key: str) -> FactPlaces:
    """Unfit where the article has no such fact."""
    kind, row = _fact(c, article_id, fact_key)
    s = tables.sentences
    sentence = c.execute(select(s.c.start, s.c.end).where(s.c.id == row["sentence_id"])).first()
    history = _history(c, article_id, fact_key, tables.FACTS[kind])
    return FactPlaces(Span(*sentence) if sentence else None, _fields(c, kind, row["id"]), history)


def _fact(c: Connection, article_id: int, fact_key: str) -> tuple[str, Mapping[Any, Any]]:
    for kind, table in tables.FACTS.items():
        of_key = select(table).where(table.c.article_id == article_id, table.c.fact_key == fact_key)
        if row := c.execute(of_key).mappings().first():
            return kind, row
    raise Unfit(f"article {article_id} has no fact {fact_key}: it is told otherwise now, or gone")


def _fields(c: Connection, kind: str, fact_id: int) -> dict[str, Span]:
    spans = tables.metadata.tables.get(f"{kind}_spans")
    if spans is None:
        return {}
    kept = select(spans.c.field, spans.c.start, spans.c.end).where(spans.c[f"{kind}_id"] == fact_id)
    return {field: Span(start, end) for field, start, end in c.execute(kept.order_by(spans.c.start))}


def _history(c: Connection, article_id: int, fact_key: str, table: Table) -> tuple[Telling, ...]:
    a, r = tables.articles, tables.runs
    name = select(a.c.name).where(a.c.id == article_id).scalar_subquery()
    versions = (
        select(a.c.id, a.c.version, a.c.current, r.c.id, r.c.started, r.c.ruleset).join(r).where(a.c.name == name)
    )
    told = {
        row["article_id"]: told_fields(row)
        for row in c.execute(
            select(table).join(a, a.c.id == table.c.article_id).where(a.c.name == name, table.c.fact_key == fact_key)
        ).mappings()
    }
    return tuple(
        Telling(i, version, bool(current), run, at, ruleset, told.get(i))
        for i, version, current, run, at, ruleset in c.execute(versions.order_by(a.c.version))
    )
