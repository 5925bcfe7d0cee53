"""Which facts there are to review, and each of them as a reviewer sees it."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from db import reader
from db.columns import FACT_KINDS
from db.errors import Unfit
from db.said import FactToReview


@dataclass(frozen=True, slots=True)
class Sample:
    """Which facts of the current articles are wanted: None is any.

    With a `seed` they come in an order that depends on it and on nothing else, else in that of the articles. A sample
    is the same `limit` facts however many of them are judged already; without a seed `limit` counts those that are
    left. `reviewer`: facts count as judged where this reviewer judged them, None: where anybody did.
    """

    kind: str | None = None
    rule: str | None = None
    article: int | str | None = None
    seed: int | str | None = None
    limit: int | None = None
    unreviewed_only: bool = True
    reviewer: str | None = None


@dataclass(frozen=True, slots=True)
class FactPlace:
    """A fact and its article, enough to fetch it."""

    fact_key: str
    article_id: int


_FACT = """
    SELECT f.*, a.title, a.published, a.url, a.text FROM fact_fields f JOIN articles a ON a.id = f.article_id
    WHERE f.fact_key = :key
"""
# Two statements: with one for both, SQLite would go through all articles.
_ANYWHERE, _HERE = text(_FACT), text(_FACT + " AND f.article_id = :article")
_CONTEXT = text("""
    SELECT min(start), max("end") FROM sentences WHERE article_id = :article AND start < :end AND "end" > :start
""")


def require_kind(kind: str) -> None:
    """Unfit where it is no kind of fact."""
    if kind not in FACT_KINDS:
        raise Unfit(f"no kind of fact is called {kind!r}: give one of {', '.join(FACT_KINDS)}")


def sampled(c: Connection, sample: Sample) -> tuple[list[FactPlace], int]:
    """The facts that are left to judge, and how many of the wanted ones are judged already. Unfit where a kind or
    an article is not there."""
    found = _wanted(c, sample)
    if sample.seed is not None:
        found = sorted(found, key=lambda place: _drawn(sample.seed, place.fact_key))[: sample.limit]
    judged = _judged(c, sample.reviewer)
    left = [place for place in found if place.fact_key not in judged] if sample.unreviewed_only else found
    return left[: sample.limit], sum(place.fact_key in judged for place in found)


def _wanted(c: Connection, sample: Sample) -> list[FactPlace]:
    if sample.kind is not None:
        require_kind(sample.kind)
    article = None if sample.article is None else reader.article_id(c, sample.article)
    given = {"kind": sample.kind, "rule": sample.rule, "article_id": article}
    asked = {name: value for name, value in given.items() if value is not None}
    where = " AND ".join(["1", *(f"{name} = :{name}" for name in asked)])
    sql = f'SELECT fact_key, article_id FROM fact_fields WHERE {where} ORDER BY article_id, start, "end", kind'
    return [FactPlace(*row) for row in c.execute(text(sql), asked)]


def _drawn(seed: object, fact_key: str) -> bytes:
    """A place in the order of a seed; what is extracted anew moves nothing else."""
    return hashlib.sha256(f"{seed}\0{fact_key}".encode()).digest()


def _judged(c: Connection, reviewer: str | None) -> frozenset[str]:
    by = "" if reviewer is None else " AND reviewer = :reviewer"
    sql = f"SELECT DISTINCT fact_key FROM reviewer_verdicts WHERE field IS NULL{by}"
    return frozenset(c.scalars(text(sql), {} if reviewer is None else {"reviewer": reviewer}))


def facts_to_review(c: Connection, sample: Sample) -> Iterator[FactToReview]:
    """The facts that are left to judge, as reviewers see them."""
    return (fact_to_review(c, place.fact_key, place.article_id) for place in sampled(c, sample)[0])


def fact_to_review(c: Connection, fact_key: str, article_id: int | None = None) -> FactToReview:
    """The fact of this key. Unfit where no current article has it."""
    given = {"key": fact_key} if article_id is None else {"key": fact_key, "article": article_id}
    row = c.execute(_ANYWHERE if article_id is None else _HERE, given).mappings().first()
    if row is None:
        raise Unfit(f"no fact of a current article has the fact_key {fact_key}: it is told otherwise now, or gone")
    return _seen(c, row)


def _seen(c: Connection, row: Mapping[Any, Any]) -> FactToReview:
    place = {"article": row["article_id"], "start": row["start"], "end": row["end"]}
    start, end = c.execute(_CONTEXT, place).one()
    start, end = min(row["start"], start or row["start"]), max(row["end"], end or 0)
    return FactToReview(
        row["fact_key"],
        row["kind"],
        row["rule"],
        json.loads(row["fields"]),
        row["quote"],
        row["start"],
        row["end"],
        row["text"][start:end],
        start,
        row["article_id"],
        row["source"],
        row["title"],
        row["published"],
        row["url"],
        row["sha256"],
    )
