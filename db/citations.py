"""Legal documents across articles: the list of them, and one with the articles that cite it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from db.keyed_lists import keys_of
from db.list_page import ListPage, number_of
from db.typed import globs_of, holds

_TOLD = """"key" || ' ' || coalesce(title, '') || ' ' || coalesce(issuer, '')"""
_LINES = text("""
    SELECT d."key", max(d.type), max(d.number), max(d.date), max(d.issuer), max(d.title), count(DISTINCT s.story)
    FROM documents d JOIN stories s ON s.article_id = d.article_id
    WHERE d."key" IN :keys GROUP BY d."key" """).bindparams(bindparam("keys", expanding=True))
_FIELDS = ("type", "number", "date", "issuer", "title")
_DIFFERENT = """
    SELECT {field}, count(*) FROM document_facts WHERE "key" = :key AND {field} IS NOT NULL
    GROUP BY {field} ORDER BY count(*) DESC, {field} LIMIT 20"""
_CITED = text("""
    SELECT document_id, article_id, fact_key, coalesce(article_title, source), published, date
    FROM document_facts WHERE "key" = :key
    ORDER BY published IS NULL, published, document_id LIMIT :limit OFFSET :seen""")
_MENTIONS = text("""
    SELECT m.document_id, m.ordinal, m.quote, s.quote
    FROM document_mentions m LEFT JOIN sentences s ON s.id = m.sentence_id
    WHERE m.document_id IN :ids ORDER BY m.document_id, m.ordinal""").bindparams(bindparam("ids", expanding=True))
_ALONE = """
    SELECT document_id, type, number, date, issuer, title, quote, article_id, fact_key, coalesce(article_title, source)
    FROM document_facts
    WHERE "key" IS NULL AND document_id > :after AND {fits} ORDER BY document_id LIMIT :limit"""
_TOLD_ALONE = "type || ' ' || coalesce(number, '') || ' ' || coalesce(title, '') || ' ' || coalesce(issuer, '')"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list; `articles` cite it, near duplicates once. Of what articles tell differently it has
    one."""

    key: str
    type: str
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a document is named, from 1 on; `sentence` is the one that the quote begins in."""

    number: int
    quote: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that cites a document; `date` is the document's as it tells it."""

    article_id: int
    fact_key: str
    article: str
    published: str | None
    date: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document: each field with all that articles tell of it, the most told first; and a page of its citations, by
    the day of the page. `of_years` has the years where a number without one is given anew each year and several are
    told: these may be as many documents."""

    key: str
    fields: Mapping[str, Sequence[str]]
    citations: ListPage[Citation]
    of_years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentAlone:
    """A document of which too little is told to know it in another article."""

    id: int
    type: str
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    quote: str
    article_id: int
    fact_key: str
    article: str


def document_lines(
    c: Connection, typed: str = "", *, after: str = "", most_first: bool = True, limit: int
) -> ListPage[DocumentLine]:
    """Documents with all words typed in type, number, title or issuer, those cited most often first, else by key."""
    keys = keys_of(c, "documents", '"key"', holds(_TOLD, globs_of(typed)), after, most_first, limit)
    lines = {row[0]: DocumentLine(*row) for row in c.execute(_LINES, {"keys": keys.lines})}
    return ListPage([lines[key] for key in keys.lines if key in lines], keys.after)


def documents_alone(c: Connection, typed: str = "", *, after: str = "", limit: int) -> ListPage[DocumentAlone]:
    """Documents that cannot be told apart from others of their kind, in the order in which they came."""
    fits, words = holds(_TOLD_ALONE, globs_of(typed))
    asked = {"after": number_of(after), "limit": limit + 1, **words}
    found = [DocumentAlone(*row) for row in c.execute(text(_ALONE.format(fits=fits)), asked)]
    return ListPage(found[:limit], str(found[limit - 1].id) if len(found) > limit else None)


def document(c: Connection, key: str, *, seen: str = "", limit: int) -> CitedDocument | None:
    """A document by its key, its citations from number `seen` on; None where no article cites it."""
    rows = c.execute(_CITED, {"key": key, "limit": limit + 1, "seen": number_of(seen)}).all()
    fields = {field: _different(c, field, key) for field in _FIELDS}
    if not fields["type"]:
        return None
    mentions = _mentions(c, [row.document_id for row in rows[:limit]])
    cited = [_citation(row, mentions) for row in rows[:limit]]
    following = str(number_of(seen) + limit) if len(rows) > limit else None
    return CitedDocument(key, fields, ListPage(cited, following), _years(fields))


def _citation(row: Any, mentions: Mapping[int, tuple[Mention, ...]]) -> Citation:
    document_id, article_id, fact_key, article, published, date = row
    return Citation(article_id, fact_key, article, published, date, mentions.get(document_id, ()))


def _different(c: Connection, field: str, key: str) -> list[str]:
    return [told for told, _ in c.execute(text(_DIFFERENT.format(field=field)), {"key": key})]


def _mentions(c: Connection, ids: Sequence[int]) -> Mapping[int, tuple[Mention, ...]]:
    told: dict[int, tuple[Mention, ...]] = {}
    for i, ordinal, quote, sentence in c.execute(_MENTIONS, {"ids": ids}):
        told[i] = (*told.get(i, ()), Mention(ordinal + 1, quote, sentence))
    return told


def _years(fields: Mapping[str, Sequence[Any]]) -> tuple[str, ...]:
    """The years told, where they are several and no number says which one is meant."""
    years = sorted({date[:4] for date in fields["date"]})
    has_year = any(f"/{year}/" in number for number in fields["number"] for year in years)
    return tuple(years) if len(years) > 1 and not has_year else ()
