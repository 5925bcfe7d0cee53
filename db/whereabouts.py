"""In which article something is that is known by its key or name alone."""
from __future__ import annotations

from sqlalchemy import Connection, select

from db import tables


def article_of_fact(c: Connection, fact_key: str) -> int | None:
    a = tables.articles
    for table in tables.FACTS.values():
        found = select(a.c.id).join(table, table.c.article_id == a.c.id)
        article: int | None = c.scalar(found.where(table.c.fact_key == fact_key, a.c.current == 1).limit(1))
        if article is not None:
            return article
    return None


def article_of_source(c: Connection, name: str) -> int | None:
    a = tables.articles
    return c.scalar(select(a.c.id).where(a.c.name == name, a.c.current == 1))
