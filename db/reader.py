"""What the database holds, read back as plain frozen records."""
from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select

from db import tables
from db.errors import NoArticle, SeveralArticles
from extractor.model import Block, Span

# Of a fact's columns, those that are said of it otherwise.
_FRAME = frozenset({"id", "article_id", "run_id", "sentence_id", "person_id", "official_id"})
_FRAME_OF_FACT = _FRAME | {"fact_key", "rule", "start", "end", "quote"}


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over the current articles; `versions` counts the older ones too. `facts` by kind, `numerals` by class."""

    articles: int
    versions: int
    blocks_kept: int
    blocks_dropped: int
    facts: Mapping[str, int]
    numerals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list; `name` is its URL or path, `facts` counts those of all kinds."""

    id: int
    name: str
    version: int
    current: bool
    url: str | None
    title: str | None
    published: str | None
    publisher: str | None
    facts: int


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact as stored: `span` its quote, `mentions` every place where it is told (for a figure or statement its
    quote alone), `fields` its columns of the data contract."""

    kind: str
    fact_key: str
    rule: str
    span: Span
    quote: str
    fields: Mapping[str, Any]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as stored; `fields` are its columns but the text, blocks and facts in order of the text."""

    id: int
    text: str
    fields: Mapping[str, Any]
    blocks: tuple[Block, ...]
    facts: tuple[StoredFact, ...]


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source's bytes as they came, or None where they cannot be unpacked any more; `sha256` is what they had.

    `given` is what a feed, an archive or a JSON line said of it,
    `names` are those that it came under, `texts` the whole text of each article version made of it by the id.
    """

    id: int
    sha256: str
    content: bytes | None
    media_type: str
    encoding: str
    given: Mapping[str, Any]
    names: tuple[str, ...]
    texts: Mapping[int, str]


def overview(c: Connection) -> Overview:
    versions, current = c.execute(select(func.count(), func.total(tables.articles.c.current))).one()
    kinds = _tally(c, tables.blocks, tables.blocks.c.kind)
    dropped = kinds.pop("boilerplate", 0)
    facts = {kind: sum(_tally(c, table, table.c.article_id).values()) for kind, table in tables.FACTS.items()}
    numerals = _tally(c, tables.numerals, tables.numerals.c["class"])
    return Overview(int(current), versions, sum(kinds.values()), dropped, facts, numerals)


def _tally(c: Connection, table: Table, column: Any) -> dict[Any, int]:
    """How many rows of current articles have each value of the column, the most frequent first."""
    counted = select(column, func.count()).join(tables.articles, tables.articles.c.id == table.c.article_id)
    counted = counted.where(tables.articles.c.current == 1).group_by(column).order_by(func.count().desc(), column)
    return {row[0]: row[1] for row in c.execute(counted)}


def articles(c: Connection, *, all_versions: bool = False) -> list[ArticleLine]:
    """The articles, the older versions only if asked for, in the order in which they came."""
    a = tables.articles
    return lines(c, *([] if all_versions else [a.c.current == 1]), order=a.c.id)


def lines(c: Connection, *conditions: Any, order: Any, limit: int | None = None) -> list[ArticleLine]:
    """The articles that meet the conditions, in this order, at most `limit` of them."""
    a = tables.articles
    counts = [select(func.count()).where(t.c.article_id == a.c.id).scalar_subquery() for t in tables.FACTS.values()]
    wanted = [a.c.id, a.c.name, a.c.version, a.c.current, a.c.url, a.c.title, a.c.published, a.c.publisher]
    found = select(*wanted, sum(counts[1:], counts[0])).where(*conditions).order_by(order).limit(limit)
    return [ArticleLine(i, name, version, bool(now), *rest) for i, name, version, now, *rest in c.execute(found)]


def _block(row: Any) -> Block:
    origin = None if row.source_start is None else Span(row.source_start, row.source_end)
    header = None if row.header_start is None else Span(row.header_start, row.header_end)
    return Block(Span(row.start, row.end), row.kind, row.reason, row.selector, origin, header)


def article(c: Connection, which: int | str) -> StoredArticle:
    """The article with this id, URL, path or end of a path, in its current version (an id may name an older one).

    NoArticle where there is none, SeveralArticles where there are more than one.
    """
    a = tables.articles
    row = c.execute(select(a).where(a.c.id == article_id(c, which))).mappings().one()
    blocks = c.execute(select(tables.blocks).where(tables.blocks.c.article_id == row["id"]).order_by("ordinal"))
    facts = [fact for kind in tables.FACTS for fact in _facts(c, kind, row["id"])]
    return StoredArticle(
        row["id"],
        row["text"],
        {name: value for name, value in row.items() if name not in ("id", "text")},
        tuple(_block(b) for b in blocks),
        tuple(sorted(facts, key=lambda fact: fact.span)),
    )


def article_id(c: Connection, which: int | str) -> int:
    """The id of the article called so; StoreError as `article`."""
    for condition in _conditions(str(which)):
        found = c.execute(select(tables.articles.c.id, tables.articles.c.name).where(condition)).all()
        if len(found) == 1:
            return int(found[0].id)
        if found:
            names = ", ".join(f"{row.id} ({row.name})" for row in found[:5])
            raise SeveralArticles(f"{len(found)} articles are called {which}: name one by its number, such as {names}")
    raise NoArticle(f"no article is called {which}: `diembao query 'SELECT id, name, title FROM articles'` lists all")


def _conditions(which: str) -> Iterator[Any]:
    """What `which` may mean, the surest first."""
    a, known = tables.articles, tables.source_names
    if which.isascii() and which.isdigit():
        yield a.c.id == int(which)
    now = a.c.current == 1
    yield now & (a.c.name == which)
    yield now & a.c.source_id.in_(select(known.c.source_id).where(or_(known.c.name == which, known.c.file == which)))
    ending = [column.endswith(f"/{which}", autoescape=True) for column in (known.c.name, known.c.file)]
    yield now & a.c.source_id.in_(select(known.c.source_id).where(or_(*ending)))


def _facts(c: Connection, kind: str, article_id: int) -> Iterator[StoredFact]:
    table = tables.FACTS[kind]
    told = _mentions(c, kind, article_id)
    for row in c.execute(select(table).where(table.c.article_id == article_id).order_by(table.c.id)).mappings():
        fields = told_fields(row)
        span = Span(row["start"], row["end"])
        mentions = tuple(told.get(row["id"], [span]))
        yield StoredFact(kind, row["fact_key"], row["rule"], span, row["quote"], fields, mentions)


def told_fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Of a fact's row the columns of the data contract."""
    return {name: value for name, value in row.items() if name not in _FRAME_OF_FACT}


def _mentions(c: Connection, kind: str, article_id: int) -> dict[int, list[Span]]:
    told: dict[int, list[Span]] = {}
    table = tables.metadata.tables.get(f"{kind}_mentions")
    if table is None:
        return told
    parent, fact = table.c[f"{kind}_id"], tables.FACTS[kind]
    found = select(parent, table.c.start, table.c.end).join(fact, fact.c.id == parent)
    for i, start, end in c.execute(found.where(fact.c.article_id == article_id).order_by(parent, table.c.ordinal)):
        told.setdefault(i, []).append(Span(start, end))
    return told


def sources(c: Connection, articles: Collection[int] | None = None) -> Iterator[StoredSource]:
    """Every stored source, or those of these articles, one at a time, in the order in which they came."""
    s, a, known = tables.sources, tables.articles, tables.source_names
    wanted = select(s.c.id).order_by(s.c.id)
    if articles is not None:
        wanted = wanted.where(s.c.id.in_(select(a.c.source_id).where(a.c.id.in_(articles))))
    for i in c.scalars(wanted).all():
        row = c.execute(select(s).where(s.c.id == i)).one()
        names = c.scalars(select(known.c.file).where(known.c.source_id == i).order_by(known.c.id)).all()
        texts = {made.id: made.text for made in c.execute(select(a.c.id, a.c.text).where(a.c.source_id == i))}
        given = json.loads(row.given or "{}")
        content = _unpacked(row.content)
        yield StoredSource(i, row.sha256, content, row.media_type, row.encoding, given, tuple(names), texts)


def _unpacked(content: bytes) -> bytes | None:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return None
