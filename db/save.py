"""Puts an extraction into the database, inside the caller's transaction; all the rules about versions are here."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from db import rows, tables
from db.bases import Bases
from db.duplicates import mark_duplicate
from db.keys import article_name, fact_keys
from db.people import body_id, forget, person_of
from db.rows import Home, Row
from db.search_index import add_to_search, take_from_search
from extractor.model import Extraction, Official, Source, Span

Result = Literal["added", "unchanged", "new version", "re-extracted", "alias"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What saving an extraction did to which article; `name` is the article's, `version` counts from 1.

    An alias is a source whose bytes are known under another name: the article stays the one that it was.
    """

    result: Result
    article_id: int
    name: str
    version: int


def save_extraction(connection: Connection, extraction: Extraction, bases: Bases, run_id: int) -> Outcome:
    """Keeps an extraction: as a new article, as a new version of one, or in place of what another ruleset made."""
    source = extraction.source
    name = article_name(source)
    source_id = _source(connection, source)
    renamed = _name(connection, source, source_id)
    holder = _current(connection, tables.articles.c.source_id == source_id)
    if holder is None:
        return _add(connection, extraction, bases, run_id, source_id)
    if holder.name != name:
        _retire(connection, name)
    at = (int(holder.id), str(holder.name), int(holder.version))
    if holder.ruleset != extraction.ruleset:
        _replace(connection, extraction, bases, run_id, holder)
        return Outcome("re-extracted", *at)
    return Outcome("alias" if renamed and holder.name != name else "unchanged", *at)


def is_known(connection: Connection, source: Source, ruleset: str) -> bool:
    """Whether saving what this ruleset makes of this source would change nothing."""
    known = tables.source_names
    named = (
        select(tables.sources.c.id)
        .join(known)
        .where(tables.sources.c.sha256 == source.sha256)
        .where(known.c.name == article_name(source), known.c.file == source.name)
    )
    holder = _current(connection, tables.articles.c.source_id.in_(named))
    return holder is not None and holder.ruleset == ruleset and not _is_elsewhere(connection, source, holder)


def _is_elsewhere(connection: Connection, source: Source, holder: Any) -> bool:
    own = _current(connection, tables.articles.c.name == article_name(source))
    return own is not None and own.id != holder.id


def _source(connection: Connection, source: Source) -> int:
    known = connection.scalar(select(tables.sources.c.id).where(tables.sources.c.sha256 == source.sha256))
    return int(known) if known is not None else _insert(connection, tables.sources, [rows.source_row(source)])[0]


def _name(connection: Connection, source: Source, source_id: int) -> bool:
    """Notes under which name the source came; true if it is new."""
    row = rows.source_name_row(source, source_id)
    same = [tables.source_names.c[column] == value for column, value in row.items()]
    if connection.scalar(select(tables.source_names.c.id).where(*same)) is not None:
        return False
    _insert(connection, tables.source_names, [row])
    return True


def _current(connection: Connection, condition: Any) -> Any:
    """The current article that meets the condition, with the ruleset that its facts were made by."""
    a, r = tables.articles, tables.runs
    found = select(a.c.id, a.c.name, a.c.url, a.c.version, a.c.source_id, r.c.ruleset).join(r)
    return connection.execute(found.where(a.c.current == 1, condition)).first()


def _add(connection: Connection, extraction: Extraction, bases: Bases, run_id: int, source_id: int) -> Outcome:
    name = article_name(extraction.source)
    latest = select(func.max(tables.articles.c.version)).where(tables.articles.c.name == name)
    version = (connection.scalar(latest) or 0) + 1
    _retire(connection, name)
    row = rows.article_row(extraction.article, extraction.observed, extraction.source, source_id, run_id, version)
    (article_id,) = _insert(connection, tables.articles, [row])
    _contents(connection, extraction, bases, article_id, name, run_id)
    return Outcome("added" if version == 1 else "new version", article_id, name, version)


def _retire(connection: Connection, name: str) -> None:
    a = tables.articles
    for i in connection.scalars(select(a.c.id).where(a.c.name == name, a.c.current == 1)).all():
        take_from_search(connection, i)
        connection.execute(update(a).where(a.c.id == i).values(current=0))


def _replace(connection: Connection, extraction: Extraction, bases: Bases, run_id: int, holder: Any) -> None:
    source = extraction.source
    seen = select(tables.officials.c.fact_key, tables.officials.c.person_id)
    before = connection.execute(seen.where(tables.officials.c.article_id == holder.id)).all()
    take_from_search(connection, holder.id)
    for table in reversed(tables.metadata.sorted_tables):
        if "article_id" in table.c:
            connection.execute(delete(table).where(table.c.article_id == holder.id))
    row = rows.article_row(extraction.article, extraction.observed, source, holder.source_id, run_id, holder.version)
    row |= {"name": holder.name, "url": holder.url}
    connection.execute(update(tables.articles).where(tables.articles.c.id == holder.id).values(row))
    read_as = {"media_type": source.media_type, "encoding": source.encoding}
    connection.execute(update(tables.sources).where(tables.sources.c.id == holder.source_id).values(read_as))
    _contents(connection, extraction, bases, holder.id, holder.name, run_id)
    forget(connection, [row.person_id for row in before], [row.fact_key for row in before])


def _contents(c: Connection, extraction: Extraction, bases: Bases, article_id: int, name: str, run_id: int) -> None:
    home = _home(c, extraction, Home(article_id, run_id, extraction.source.text, extraction.observed))
    _figures(c, extraction, home, name, bases)
    _events(c, extraction, home, name)
    officials = _officials(c, extraction, home, name)
    _statements(c, extraction, home, name, officials)
    _documents(c, extraction, home, name)
    _insert(c, tables.numerals, [rows.numeral_row(numeral, home) for numeral in extraction.numerals])
    mark_duplicate(c, article_id, name, home.text, extraction.article.blocks)
    add_to_search(c, article_id)


def _home(c: Connection, extraction: Extraction, home: Home) -> Home:
    """The article with its blocks and sentences stored, so that facts can name their sentence."""
    blocks = [rows.block_row(block, i, home) for i, block in enumerate(extraction.article.blocks)]
    block_ids = _insert(c, tables.blocks, blocks)
    sentences = extraction.reading.sentences
    told = [rows.sentence_row(s, i, block_ids[s.block], home) for i, s in enumerate(sentences)]
    ids = _insert(c, tables.sentences, told)
    return replace(home, sentences=[s.span for s in sentences], sentence_ids=ids)


def _figures(c: Connection, extraction: Extraction, home: Home, name: str, bases: Bases) -> None:
    figures = extraction.figures
    keys = fact_keys(name, "figure", [f.span for f in figures], home.text)
    told = [rows.figure_row(f, key, home, bases) for f, key in zip(figures, keys, strict=True)]
    ids = _insert(c, tables.figures, told)
    _parts(c, tables.figure_spans, (rows.figure_span_rows(f, i, home) for f, i in zip(figures, ids, strict=True)))
    checks = extraction.checks
    check_ids = _insert(c, tables.checks, [rows.check_row(check, home) for check in checks])
    _parts(c, tables.check_figures, (rows.check_figure_rows(k, i, ids) for k, i in zip(checks, check_ids, strict=True)))


def _events(c: Connection, extraction: Extraction, home: Home, name: str) -> None:
    events = extraction.events
    keys = fact_keys(name, "event", [rows.first(e.mentions, e) for e in events], home.text)
    ids = _insert(c, tables.events, [rows.event_row(e, key, home) for e, key in zip(events, keys, strict=True)])
    _mentions(c, tables.event_mentions, "event_id", ids, [e.mentions for e in events], home)
    _parts(c, tables.event_parties, (rows.event_party_rows(e, i) for e, i in zip(events, ids, strict=True)))


def _officials(c: Connection, extraction: Extraction, home: Home, name: str) -> dict[str, int]:
    """The id of each stored official by name."""
    officials = extraction.officials
    keys = fact_keys(name, "official", [rows.first(o.mentions, o) for o in officials], home.text)
    ids = [_official(c, official, key, home) for official, key in zip(officials, keys, strict=True)]
    _mentions(c, tables.official_mentions, "official_id", ids, [o.mentions for o in officials], home)
    return {official.name: i for official, i in zip(officials, ids, strict=True)}


def _official(c: Connection, official: Official, key: str, home: Home) -> int:
    """One by one: whom an official is may hang on the posts of the one before."""
    person = person_of(c, official, key, home.article_id, home.observed.on if home.observed else None)
    (stored,) = _insert(c, tables.officials, [rows.official_row(official, key, person, home)])
    bodies = [body_id(c, post.body) for post in official.posts]
    _parts(c, tables.posts, [rows.post_rows(official, stored, person, bodies, home)])
    return stored


def _statements(c: Connection, extraction: Extraction, home: Home, name: str, officials: dict[str, int]) -> None:
    statements = extraction.statements
    keys = fact_keys(name, "statement", [s.span for s in statements], home.text)
    speakers = [officials.get(s.speaker) for s in statements]
    told = [rows.statement_row(s, key, o, home) for s, key, o in zip(statements, keys, speakers, strict=True)]
    ids = _insert(c, tables.statements, told)
    spans = (rows.statement_span_rows(s, i, home) for s, i in zip(statements, ids, strict=True))
    _parts(c, tables.statement_spans, spans)


def _documents(c: Connection, extraction: Extraction, home: Home, name: str) -> None:
    documents = extraction.documents
    keys = fact_keys(name, "document", [rows.first(d.mentions, d) for d in documents], home.text)
    told = [rows.document_row(d, key, home) for d, key in zip(documents, keys, strict=True)]
    ids = _insert(c, tables.documents, told)
    _mentions(c, tables.document_mentions, "document_id", ids, [d.mentions for d in documents], home)


def _mentions(
    c: Connection, table: Table, parent: str, ids: Sequence[int], mentions: Sequence[Sequence[Span]], home: Home
) -> None:
    _parts(c, table, (rows.mention_rows({parent: i}, m, home) for i, m in zip(ids, mentions, strict=True)))


def _parts(c: Connection, table: Table, parts: Iterable[Iterable[Row]]) -> None:
    if told := [row for part in parts for row in part]:
        c.execute(insert(table), told)


def _insert(c: Connection, table: Table, told: Sequence[Row]) -> list[int]:
    """Inserts rows and gives their ids, in the same order."""
    if not told:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [int(i) for i in c.scalars(statement, told)]
