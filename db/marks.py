"""What reviewers missed in an article, and which articles they read whole, so that missing nothing can be told."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, exists, insert, or_, select

from db import reader, tables
from db.columns import FACT_KINDS
from db.errors import Unfit
from db.facts_to_review import require_kind
from db.rows import Row
from db.said import Mark, Reading
from db.verdicts import said_by, take_back, words

#: How many characters around a mark are kept, so that it is found again where the text has changed.
_AROUND = 32
#: The rows of a table once more, as those that take others back.
_TAKEN_BACK = {table.name: table.alias() for table in (tables.marks, tables.readings)}


def add_mark(
    c: Connection,
    article: int | str,
    start: int,
    end: int,
    kind: str,
    *,
    note: str | None = None,
    reviewer: str,
    session: str | None = None,
) -> Mark:
    """Keeps that a fact of this kind is told at these code points of the article's text, and was not found.

    Unfit where nothing stands there, or the kind or article is none.
    """
    require_kind(kind)
    home = _article(c, article)
    if not (0 <= start < end <= len(home["text"]) and home["text"][start:end].strip()):
        raise Unfit(f"nothing stands at {start} to {end} of article {home['id']}: mark the words of the text")
    known = told_at(c, home["id"], kind, start, end)
    row = mark_row(home, start, end, kind, known, note, said_by(reviewer, session))
    return _mark(c, c.execute(insert(tables.marks).values(row).returning(tables.marks.c.id)).scalar_one())


def mark_row(
    home: Mapping[Any, Any], start: int, end: int, kind: str, known: Iterable[str], note: str | None, said: Row
) -> Row:
    text = home["text"]
    return {
        "article_name": home["name"],
        "sha256": home["sha256"],
        "kind": kind,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
        "known": json.dumps(sorted(known)),
        "note": words(note),
        **said,
    }


def add_reading(
    c: Connection, article: int | str, *, kinds: Iterable[str] = FACT_KINDS, reviewer: str, session: str | None = None
) -> Reading:
    """Keeps that an article was read whole. Unfit where an article or kind is none, or no kind is given."""
    wanted = sorted(set(kinds), key=list(FACT_KINDS).index) if set(kinds) <= set(FACT_KINDS) else list(kinds)
    for kind in wanted or [""]:
        require_kind(kind)
    row = reading_row(_article(c, article), wanted, said_by(reviewer, session))
    return _reading(c, c.execute(insert(tables.readings).values(row).returning(tables.readings.c.id)).scalar_one())


def reading_row(home: Mapping[Any, Any], kinds: Iterable[str], said: Row) -> Row:
    kept = {"article_name": home["name"], "sha256": home["sha256"], "ruleset": home["ruleset"]}
    return {**kept, "kinds": json.dumps(list(kinds)), **said}


def undo_mark(c: Connection, reviewer: str, session: str | None) -> Mark:
    """The mark that was taken back; see `db.verdicts.take_back`."""
    return _mark(c, take_back(c, tables.marks, reviewer, session))


def undo_reading(c: Connection, reviewer: str, session: str | None) -> Reading:
    """The reading that was taken back; see `db.verdicts.take_back`."""
    return _reading(c, take_back(c, tables.readings, reviewer, session))


def told_at(c: Connection, article_id: int, kind: str, start: int, end: int) -> list[str]:
    """The keys of the facts of a kind that are told somewhere between these code points of an article."""
    fact, told = tables.FACTS[kind], tables.metadata.tables.get(f"{kind}_mentions")
    here = (fact.c.start < end) & (fact.c.end > start)
    if told is not None:
        mentioned = (told.c[f"{kind}_id"] == fact.c.id) & (told.c.start < end) & (told.c.end > start)
        here = or_(here, exists().where(mentioned))
    return list(c.scalars(select(fact.c.fact_key).where(fact.c.article_id == article_id, here)))


def marks_of(c: Connection, article_id: int) -> list[Mark]:
    """What was marked in the text of an article, and not taken back, in the order of the text."""
    m = tables.marks
    same = _standing(c, m, article_id).order_by(m.c.start, m.c.end, m.c.id)
    return [_as_mark(c, row) for row in c.execute(same).mappings()]


def readings_of(c: Connection, article_id: int) -> list[Reading]:
    """Who has read the text of an article whole, and not taken it back."""
    return [_as_reading(row) for row in c.execute(_standing(c, tables.readings, article_id)).mappings()]


def _standing(c: Connection, table: Table, article_id: int) -> Any:
    """The rows of an article's text that were not taken back."""
    a, s, taken = tables.articles, tables.sources, _TAKEN_BACK[table.name]
    home = select(a.c.name, s.c.sha256).join(s, s.c.id == a.c.source_id).where(a.c.id == article_id)
    name, sha256 = c.execute(home).one()
    same = (table.c.article_name == name) & (table.c.sha256 == sha256)
    return select(table).where(same, table.c.undoes.is_(None), ~exists().where(taken.c.undoes == table.c.id))


def _article(c: Connection, which: int | str) -> Mapping[Any, Any]:
    a, s, r = tables.articles, tables.sources, tables.runs
    found = select(a.c.id, a.c.name, a.c.text, s.c.sha256, r.c.ruleset).join(s, s.c.id == a.c.source_id)
    found = found.join(r, r.c.id == a.c.run_id).where(a.c.id == reader.article_id(c, which))
    return c.execute(found).mappings().one()


def _mark(c: Connection, mark_id: int) -> Mark:
    return _as_mark(c, c.execute(select(tables.marks).where(tables.marks.c.id == mark_id)).mappings().one())


def _as_mark(c: Connection, row: Mapping[Any, Any]) -> Mark:
    plain = {name: row[name] for name in Mark.__slots__ if name not in ("known", "found")}
    known = tuple(json.loads(row["known"]))
    return Mark(**plain, known=known, found=not _told_now(c, row) <= set(known))


def _told_now(c: Connection, row: Mapping[Any, Any]) -> set[str]:
    """The facts of a mark's kind that are told there now, if the text is still the one that was marked."""
    a, s = tables.articles, tables.sources
    home = select(a.c.id).join(s, s.c.id == a.c.source_id)
    home = home.where(a.c.name == row["article_name"], a.c.current == 1, s.c.sha256 == row["sha256"])
    article_id = c.scalar(home)
    if article_id is None:
        return set()
    return set(told_at(c, article_id, row["kind"], row["start"], row["end"]))


def _reading(c: Connection, reading_id: int) -> Reading:
    return _as_reading(c.execute(select(tables.readings).where(tables.readings.c.id == reading_id)).mappings().one())


def _as_reading(row: Mapping[Any, Any]) -> Reading:
    plain = {name: row[name] for name in Reading.__slots__ if name != "kinds"}
    return Reading(**plain, kinds=tuple(json.loads(row["kinds"])))
