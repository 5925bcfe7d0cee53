"""What is in a database at a glance, and its articles page by page: quick however much is in it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from db import reader, tables


@dataclass(frozen=True, slots=True)
class Glance:
    """Counts over the current articles, `older` versions apart; `unexplained` are numerals that no rule explains,
    `conflicts` the checks whose figures do not agree. `latest` is when the last ingest that finished did."""

    articles: int
    older: int
    facts: Mapping[str, int]
    numerals: int
    unexplained: int
    conflicts: int
    latest: str | None


def glance(c: Connection) -> Glance:
    versions, current = c.execute(select(func.count(), func.total(tables.articles.c.current))).one()
    n = tables.numerals
    return Glance(
        int(current),
        versions - int(current),
        {kind: _count(c, table) for kind, table in tables.FACTS.items()},
        _count(c, n),
        _count(c, n, n.c["class"] == "unknown"),
        _count(c, tables.checks, tables.checks.c.verdict != "agrees"),
        c.scalar(select(func.max(tables.runs.c.finished))),
    )


def _count(c: Connection, table: Table, *conditions: Any) -> int:
    """The rows of current articles. All are counted, which an index alone answers, less those of older versions."""
    old = select(tables.articles.c.id).where(tables.articles.c.current == 0)
    every = c.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
    return every - (
        c.scalar(select(func.count()).select_from(table).where(table.c.article_id.in_(old), *conditions)) or 0
    )


def last_verdict(c: Connection) -> int:
    return c.scalar(select(func.max(tables.verdicts.c.id))) or 0


def article_stamp(c: Connection, article_id: int) -> tuple[int, int] | None:
    """What changes whenever anything stored of an article does: the run that it was extracted in, and whether it is
    current. None where there is no such article."""
    a = tables.articles
    row = c.execute(select(a.c.run_id, a.c.current).where(a.c.id == article_id)).first()
    return None if row is None else (row.run_id, row.current)


def latest_articles(c: Connection, *, before: int | None, limit: int) -> list[reader.ArticleLine]:
    """Current articles from the one that came last on; `before` is the id of the last one on the page before."""
    a = tables.articles
    where = [a.c.current == 1] + ([] if before is None else [a.c.id < before])
    return reader.lines(c, *where, order=a.c.id.desc(), limit=limit)
