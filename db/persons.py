"""What is told of people across articles: the list of them, and one with posts, statements and possible namesakes."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, bindparam, text

from db.alphabet import alphabetical
from db.list_page import ListPage, number_of
from db.typed import globs_of, holds

_OFFICIAL = "SELECT 1 FROM officials o JOIN articles a ON a.id = o.article_id AND a.current = 1 WHERE o.person_id = "
# One row, and sorted here: at each row, and each call from SQL, SQLite lets another page go first.
_NAMES = "SELECT group_concat(name_key, char(10)) FROM (SELECT DISTINCT name_key FROM people WHERE {fits})"
_NAMED = text(f"""
    SELECT p.id, p.name, p.name_key FROM people p WHERE p.name_key IN :names AND EXISTS ({_OFFICIAL}p.id)
    """).bindparams(bindparam("names", expanding=True))
_ARTICLES = text("""
    SELECT o.person_id, count(DISTINCT s.story) FROM officials o JOIN stories s ON s.article_id = o.article_id
    WHERE o.person_id IN :ids GROUP BY o.person_id""").bindparams(bindparam("ids", expanding=True))
_NAME = text(f"SELECT p.name FROM people p WHERE p.id = :id AND EXISTS ({_OFFICIAL}p.id)")
_POSTS = text("""
    SELECT title, organisation, first_seen, last_seen, dated_by, articles, undated FROM career WHERE person_id = :id""")
_SEEN = text("""
    SELECT f.article_id, f.fact_key, coalesce(f.article_title, f.source), f.published, s.observed_on, s.observed_basis,
           f.posts, f.quote, f.mentions
    FROM official_facts f JOIN stories s ON s.article_id = f.article_id
    WHERE f.person_id = :id ORDER BY s.observed_on IS NULL, s.observed_on, f.article_id LIMIT :limit OFFSET :seen""")
_SAID = text("""
    SELECT t.article_id, t.fact_key, coalesce(s.article_title, s.source), a.published, s.observed_on, t.verb, t.kind,
           t.quote
    FROM officials o JOIN statements t ON t.official_id = o.id JOIN stories s ON s.article_id = t.article_id
    JOIN articles a ON a.id = t.article_id
    WHERE o.person_id = :id ORDER BY s.observed_on IS NULL, s.observed_on, t.article_id, t.start
    LIMIT :limit OFFSET :seen""")
_NAMESAKES = text(f"""
    SELECT p.id, p.name, verdict, reason
    FROM (SELECT other_id AS other, verdict, reason FROM person_doubts WHERE person_id = :id
          UNION SELECT person_id, verdict, reason FROM person_doubts WHERE other_id = :id) namesakes
    JOIN people p ON p.id = other
    WHERE EXISTS ({_OFFICIAL}p.id) ORDER BY verdict = 'different', p.id LIMIT :limit""")
_PERSON_OF = {
    "official": text("SELECT person_id FROM officials WHERE article_id = :article AND fact_key = :key"),
    "statement": text("""
        SELECT o.person_id FROM statements t JOIN officials o ON o.id = t.official_id
        WHERE t.article_id = :article AND t.fact_key = :key"""),
}
#: Namesakes of one person that are shown.
_MOST_NAMESAKES = 100
#: So many names are looked up together, more than a page shows.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Post:
    """A post in which a person was seen, from the first to the last day that articles speak of: observations, never a
    beginning or an end. `dated_by` tells what says so, `undated` counts the articles that do not tell any day."""

    title: str
    organisation: str | None
    first_seen: str | None
    last_seen: str | None
    dated_by: str | None
    articles: int
    undated: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list, with the posts by the day first seen; `articles` counts near duplicates once."""

    id: int
    name: str
    posts: tuple[Post, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An article that names the person, with the posts that it gives; `day` is the one that it speaks of."""

    article_id: int
    fact_key: str
    article: str
    published: str | None
    day: str | None
    dated_by: str | None
    posts: str | None
    quote: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the person."""

    article_id: int
    fact_key: str
    article: str
    published: str | None
    day: str | None
    verb: str | None
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another of the name: `possible` if it may be the same person, `different` if it cannot, and why."""

    id: int
    name: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """All that is told of a person; of `seen` and `said` a page each, by day."""

    id: int
    name: str
    posts: Sequence[Post]
    seen: ListPage[Seen]
    said: ListPage[Said]
    namesakes: Sequence[Namesake]


def person_lines(c: Connection, typed: str = "", *, after: str = "", limit: int) -> ListPage[PersonLine]:
    """People with all words typed in their name, by name."""
    rows = list(islice(_by_name(c, typed, after), limit + 1))
    shown = rows[:limit]
    articles = {row[0]: row[1] for row in c.execute(_ARTICLES, {"ids": [row.id for row in shown]})}
    lines = [PersonLine(row.id, row.name, _posts(c, row.id), articles.get(row.id, 0)) for row in shown]
    return ListPage(lines, f"{shown[-1].id} {shown[-1].name_key}" if len(rows) > limit else None)


def _by_name(c: Connection, typed: str, after: str) -> Iterator[Any]:
    """People in the order of their names, behind one of them: those of some names are looked up at a time, for who is
    in a current article is dear to tell."""
    fits, words = holds("name_key", globs_of(typed))
    last, _, name = after.partition(" ")
    begun = (alphabetical(name), number_of(last))
    told: str = c.scalar(text(_NAMES.format(fits=fits)), words) or ""
    places = {key: place for key in told.split("\n") if (place := alphabetical(key)) >= begun[0]}
    for together in _batches(places):
        found = c.execute(_NAMED, {"names": together}).all()
        ordered = sorted(found, key=lambda row: (places[row.name_key], row.id))
        yield from (row for row in ordered if (places[row.name_key], row.id) > begun)


def _batches(places: Mapping[str, str]) -> Iterator[list[str]]:
    """The names in order, some at a time, those of one place together."""
    batch: list[str] = []
    for _, same in groupby(sorted(places, key=places.__getitem__), key=places.__getitem__):
        batch += same
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _posts(c: Connection, person: int) -> tuple[Post, ...]:
    return tuple(Post(*row) for row in c.execute(_POSTS, {"id": person}))


def person(c: Connection, person_id: int, *, seen: str = "", said: str = "", limit: int) -> Person | None:
    """A person, its mentions and statements from number `seen` and `said` on; None where nobody has this id."""
    name = c.scalar(_NAME, {"id": person_id})
    if name is None:
        return None
    return Person(
        person_id,
        name,
        _posts(c, person_id),
        _page((Seen(*row) for row in _some(c, _SEEN, person_id, seen, limit)), seen, limit),
        _page((Said(*row) for row in _some(c, _SAID, person_id, said, limit)), said, limit),
        [Namesake(*row) for row in c.execute(_NAMESAKES, {"id": person_id, "limit": _MOST_NAMESAKES})],
    )


def _some(c: Connection, sql: Any, person_id: int, seen: str, limit: int) -> Iterable[Any]:
    return c.execute(sql, {"id": person_id, "limit": limit + 1, "seen": number_of(seen)})


def _page(rows: Iterable[Any], seen: str, limit: int) -> ListPage[Any]:
    told = list(rows)
    return ListPage(told[:limit], str(number_of(seen) + limit) if len(told) > limit else None)


def person_of(c: Connection, article_id: int, kind: str, fact_key: str) -> int | None:
    """Whom an official or statement is of; None where that is nobody in particular."""
    sql = _PERSON_OF.get(kind)
    return None if sql is None else c.scalar(sql, {"article": article_id, "key": fact_key})
