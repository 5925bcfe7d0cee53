"""Puts what is remembered of addresses into the database, and looks it up."""
from __future__ import annotations

from dataclasses import fields

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from db import tables
from db.rows import visit_row
from db.visits import Visit

_COLUMNS = [tables.fetches.c[field.name] for field in fields(Visit)]


def visit_of(connection: Connection, url: str) -> Visit | None:
    """The last visit of an address, None where there was none."""
    found = connection.execute(select(*_COLUMNS).where(tables.fetches.c.url == url)).first()
    return None if found is None else Visit(*found)


def note_visit(connection: Connection, visit: Visit) -> None:
    """Keeps a visit in place of the one before."""
    row = visit_row(visit)
    changed = {name: value for name, value in row.items() if name != "url"}
    connection.execute(insert(tables.fetches).values(row).on_conflict_do_update(index_elements=["url"], set_=changed))


def interrupted_since(connection: Connection) -> str | None:
    """When the first of the latest runs that were stopped began; None where the latest run came to its end."""
    runs = tables.runs.c
    ended = select(func.max(runs.id)).where(runs.finished.is_not(None)).scalar_subquery()
    stopped = select(runs.started).where(runs.id > func.coalesce(ended, 0)).order_by(runs.id)
    return connection.scalar(stopped.limit(1))
