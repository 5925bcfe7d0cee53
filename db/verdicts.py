"""Verdicts on facts: given, taken back, and read with what has become of them. Nothing is ever changed or deleted."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, exists, insert, select, text

from db import tables
from db.columns import JUDGEMENTS
from db.errors import Unfit
from db.facts_to_review import fact_to_review
from db.rows import Row
from db.said import FactToReview, Verdict

_VERDICTS = "SELECT * FROM verdict_states WHERE {} ORDER BY id"


def add_verdict(
    c: Connection,
    fact: FactToReview,
    verdict: str,
    *,
    field: str | None = None,
    note: str | None = None,
    reviewer: str,
    session: str | None = None,
) -> Verdict:
    """Keeps a verdict on a fact as it was seen. Unfit for what is no verdict, no field of the fact, no name."""
    if verdict not in JUDGEMENTS:
        raise Unfit(f"{verdict!r} is no verdict: give one of {', '.join(JUDGEMENTS)}")
    if field is not None and field not in fact.fields:
        raise Unfit(f"a {fact.kind} has no field {field!r}: give one of {', '.join(fact.fields)}")
    row = verdict_row(fact, verdict, field, note, said_by(reviewer, session))
    return _verdict(c, c.execute(insert(tables.verdicts).values(row).returning(tables.verdicts.c.id)).scalar_one())


def verdict_row(fact: FactToReview, verdict: str, field: str | None, note: str | None, said: Row) -> Row:
    return {
        "article_name": fact.article_name,
        "sha256": fact.sha256,
        "fact_key": fact.fact_key,
        "kind": fact.kind,
        "rule": fact.rule,
        "start": fact.start,
        "end": fact.end,
        "quote": fact.quote,
        "judged": fact.seen(),
        "field": field,
        "verdict": verdict,
        "note": words(note),
        **said,
    }


def said_by(reviewer: str, session: str | None) -> Row:
    """Who says something, now, on its own account: nothing taken back. Unfit where the reviewer has no name."""
    if not reviewer.strip():
        raise Unfit("who says so? give the reviewer's name")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"reviewer": reviewer.strip(), "at": at, "session": session, "undoes": None}


def words(note: str | None) -> str | None:
    """A note without white space around it, None where nothing is left."""
    return (note or "").strip() or None


def as_seen(c: Connection, fact_key: str, seen: FactToReview | Mapping[str, Any] | None) -> FactToReview:
    """The fact that a verdict is on: as it is now, or with the fields that the reviewer saw.

    Unfit where the fact is none, another than the one that was seen, or has no such field.
    """
    if isinstance(seen, FactToReview):
        if seen.fact_key != fact_key:
            raise Unfit(f"the fact that was seen is {seen.fact_key}, not {fact_key}: give the verdict on that one")
        return seen
    fact = fact_to_review(c, fact_key)
    if seen is None:
        return fact
    if strange := set(seen) - set(fact.fields):
        raise Unfit(f"a {fact.kind} has no field {min(strange)!r}: give those of {', '.join(fact.fields)}")
    return replace(fact, fields={**fact.fields, **seen})


def take_back(c: Connection, table: Table, reviewer: str, session: str | None) -> int:
    """Takes the last row of a reviewer (of a session, if one is given) back by a row that says so; gives its id.

    Unfit where there is none that still stands.
    """
    taken = table.alias()
    stands = table.c.undoes.is_(None) & ~exists().where(taken.c.undoes == table.c.id)
    said = (table.c.reviewer == reviewer.strip()) & (session is None or table.c.session == session)
    last = c.execute(select(table).where(stands, said).order_by(table.c.id.desc()).limit(1)).mappings().first()
    if last is None:
        here = "" if session is None else " in this session"
        raise Unfit(f"{reviewer} has said nothing{here} that could be taken back: no row of {table.name} stands")
    row = {**last, **said_by(reviewer, session), "undoes": last["id"]}
    said_no_more = {"id", "verdict", "note"}
    c.execute(insert(table).values({name: value for name, value in row.items() if name not in said_no_more}))
    return int(last["id"])


def undo_verdict(c: Connection, reviewer: str, session: str | None) -> Verdict:
    """The verdict that was taken back; see `take_back`."""
    return _verdict(c, take_back(c, tables.verdicts, reviewer, session))


def _verdict(c: Connection, verdict_id: int) -> Verdict:
    return _record(c.execute(text(_VERDICTS.format("id = :id")), {"id": verdict_id}).mappings().one())


def verdicts_of(c: Connection, article_id: int) -> Mapping[str, tuple[Verdict, ...]]:
    """All that was ever said of the facts of an article, by their keys, the oldest first."""
    name = c.scalar(select(tables.articles.c.name).where(tables.articles.c.id == article_id))
    told: dict[str, tuple[Verdict, ...]] = {}
    for row in c.execute(text(_VERDICTS.format("source = :name")), {"name": name}).mappings():
        told[row["fact_key"]] = (*told.get(row["fact_key"], ()), _record(row))
    return told


def verdicts_of_rule(c: Connection, rule: str, limit: int) -> list[Verdict]:
    """What was said last of facts that the rule had made when they were judged, the newest first."""
    found = text(_VERDICTS.format("rule = :rule") + " DESC LIMIT :limit")
    return [_record(row) for row in c.execute(found, {"rule": rule, "limit": limit}).mappings()]


def _record(row: Mapping[Any, Any]) -> Verdict:
    given = {name: value for name, value in row.items() if name not in ("judged", "source")}
    return Verdict(**given, judged=json.loads(row["judged"]), article_name=row["source"])
