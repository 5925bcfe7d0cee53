"""The one fact that a reader has selected, with all that the page tells of it."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.fact_places import FactPlaces, Telling
from db.reader import StoredArticle
from db.said import FactToReview
from db.store import Archive
from diembao.audit.firing import file_of, fired
from diembao.text_fragments import page_with_quote
from diembao.web.joined import joined_page
from diembao.web.marked_text import Fact
from diembao.web.worded import told_fields
from extractor.model import Span
from extractor.view import view
from patterns import Ruleset

#: Fields that repeat others for SQL; the page has enough with the exact ones.
_FOR_SQL = ("value", "value_max", "value_base", "value_max_base", "unit_base")
_DERIVED = ("_start", "_end")


@dataclass(frozen=True, slots=True)
class Group:
    """A named group of the rule, and the words that it matched."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the article: what it tells of the fact, in words; None where the fact is not in it."""

    telling: Telling
    told: str | None


@dataclass(frozen=True, slots=True)
class Selected:
    """`fields` are the columns that are not empty, `read` the words that each field was read from; `file` names the
    rule's file where it is one of ours, `groups` is empty where the rule does not match there today; `address` opens
    the live page at the quote; `joined` is the page on what other articles tell of the same; `seen` is what a verdict
    is on, None in an older version, which nobody judges."""

    fact: Fact
    fields: Mapping[str, Any]
    read: Mapping[str, str]
    places: FactPlaces
    file: str | None
    groups: tuple[Group, ...]
    address: str | None
    joined: str | None
    history: tuple[Version, ...]
    before: Fact | None
    behind: Fact | None
    seen: FactToReview | None


def selected(
    archive: Archive, article: StoredArticle, facts: Sequence[Fact], key: str, rules: Ruleset
) -> Selected | None:
    """The fact of this key, or None where the article has none."""
    at = next((i for i, fact in enumerate(facts) if fact.key == key), None)
    if at is None:
        return None
    fact = facts[at]
    places = archive.fact_places(article.id, key)
    return Selected(
        fact,
        {name: value for name, value in fact.stored.fields.items() if value is not None and _is_own(name)},
        {name: span.of(article.text) for name, span in places.fields.items()},
        places,
        file_of(fact.stored.rule),
        tuple(_groups(article.text, fact, places, rules)),
        _address(article, fact),
        joined_page(archive, article, fact.stored),
        tuple(Version(telling, _told(fact, telling)) for telling in places.history),
        facts[at - 1] if at else None,
        facts[at + 1] if at + 1 < len(facts) else None,
        archive.fact_to_review(key, article.id) if article.fields["current"] else None,
    )


def _is_own(name: str) -> bool:
    return name not in _FOR_SQL and not name.endswith(_DERIVED)


def _groups(text: str, fact: Fact, places: FactPlaces, rules: Ruleset) -> list[Group]:
    if places.sentence is None:
        return []
    match = fired(rules, fact.stored.rule, view(text), places.sentence, fact.stored.span)
    named = sorted(match.groups.items(), key=lambda item: item[1]) if match else []
    return [Group(name, span.of(text)) for name, span in named]


def _address(article: StoredArticle, fact: Fact) -> str | None:
    span = fact.stored.span
    block = next((block.span for block in article.blocks if block.span.contains(span)), Span(0, len(article.text)))
    return page_with_quote(article.fields["url"], article.text, span, block)


def _told(fact: Fact, telling: Telling) -> str | None:
    return None if telling.fields is None else told_fields(fact.kind, telling.fields)
