"""What belongs to a stored fact but stands in a table of its own: parties, posts, the places of its fields."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from extractor.model import Span

#: Lists of names by the field that they would be, by the fact's kind and key.
Lists = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]
#: The places of fields in the order of the text, by the fact's kind and key.
Places = Mapping[tuple[str, str], Mapping[str, Span]]

_PARTIES = """
SELECT e.fact_key, p.role || 's', p.name FROM event_parties p JOIN events e ON e.id = p.event_id
WHERE e.article_id = ? ORDER BY e.id, p.ordinal"""
_POSTS = """
SELECT o.fact_key, 'posts', p.title || coalesce(' ' || p.organisation, '') FROM posts p
JOIN officials o ON o.id = p.official_id WHERE o.article_id = ? ORDER BY o.id, p.ordinal"""


def facts_with_lists(archive: Archive, article: StoredArticle) -> tuple[StoredFact, ...]:
    """The facts of an article, in order of the text, with `organisers`, `coorganisers`, `chairs`, `attendees` and
    `posts` among their fields, each a list of names, where there are any."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for kind, sql in (("event", _PARTIES), ("official", _POSTS)):
        for key, field, name in archive.query(sql, [article.id]).rows:
            told = found.setdefault((kind, key), {})
            told[field] = (*told.get(field, ()), name)
    return with_lists(article.facts, found)


def with_lists(facts: Sequence[StoredFact], lists: Lists) -> tuple[StoredFact, ...]:
    """The facts with these lists among their fields."""

    def whole(fact: StoredFact) -> StoredFact:
        more: dict[str, Any] = {name: list(told) for name, told in lists.get((fact.kind, fact.fact_key), {}).items()}
        return replace(fact, fields={**fact.fields, **more})

    return tuple(map(whole, facts))


def places(archive: Archive, article: int) -> Places:
    """Where the fields of an article's figures and statements were read."""
    found: dict[tuple[str, str], dict[str, Span]] = {}
    for kind in ("figure", "statement"):
        sql = f"""
            SELECT f.fact_key, p.field, p.start, p."end" FROM {kind}_spans p JOIN {kind}s f ON f.id = p.{kind}_id
            WHERE f.article_id = ? ORDER BY f.id, p.start, p.field"""
        for key, field, start, end in archive.query(sql, [article]).rows:
            found.setdefault((kind, key), {})[field] = Span(start, end)
    return found
