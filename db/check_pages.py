"""The stored checks page by page: quick however many there are, since no page reads more than it shows."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db import tables

#: In which order verdicts are shown.
VERDICTS = ("differs", "conflict", "agrees")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check stands among all: those of one verdict together, the older ones first."""

    verdict: str
    id: int


def check_counts(c: Connection) -> Mapping[tuple[str, str], int]:
    k, a = tables.checks, tables.articles
    counted = select(k.c.verdict, k.c.kind, func.count()).join(a, a.c.id == k.c.article_id).where(a.c.current == 1)
    return {(verdict, kind): many for verdict, kind, many in c.execute(counted.group_by(k.c.verdict, k.c.kind))}


def check_page(
    c: Connection, verdict: str | None, kind: str | None, after: Place | None, limit: int
) -> list[Place]:
    found: list[Place] = []
    for one in VERDICTS if after is None else VERDICTS[VERDICTS.index(after.verdict) :]:
        if verdict in (None, one):
            behind = after.id if after is not None and after.verdict == one else 0
            found += [Place(one, check) for check in _ids(c, one, kind, behind, limit - len(found))]
    return found


def _ids(c: Connection, verdict: str, kind: str | None, behind: int, limit: int) -> list[int]:
    k, a = tables.checks, tables.articles
    current = select(a.c.id).where(a.c.id == k.c.article_id, a.c.current == 1).exists()
    wanted = select(k.c.id).where(k.c.verdict == verdict, k.c.id > behind, current)
    if kind is not None:
        wanted = wanted.where(k.c.kind == kind)
    return list(c.scalars(wanted.order_by(k.c.id).limit(limit)))
