"""The facts of a stored article as one line each: what its row holds."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db.reader import StoredArticle, StoredFact
from diembao.figure_table import relation_shown, value_shown

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """How what a row holds is written: a `word` of a column whose values are words of ours, by what the words are of; a
    `value` with its upper end; a `relation` with its direction; a `base`."""

    word: Callable[[str, str], str]
    value: Callable[[str, str | None], str]
    relation: Callable[[str, str | None], str]
    base: Callable[[str], str]


#: As the database has it.
AS_STORED = Wording(lambda of, word: word.replace("_", " "), value_shown, relation_shown, "base: {}".format)


def numbered(article: StoredArticle) -> list[StoredFact]:
    """The facts of an article as they are numbered from 1: in the order in which they are first told."""
    return sorted(article.facts, key=lambda fact: (min(fact.mentions), fact.kind))


def told(fact: StoredFact) -> str:
    """What the row of a fact holds, the empty fields left out."""
    return told_of(fact.kind, fact.fields)


def told_of(kind: str, fields: Fields, wording: Wording = AS_STORED) -> str:
    """What a row of this kind of fact holds, the empty fields left out."""
    return " · ".join(part for part in _TELL[kind](fields, wording) if part)


def _figure(row: Fields, wording: Wording) -> tuple[str | None, ...]:
    bound = "" if row["bound"] == "exact" else wording.word("bound", row["bound"])
    value = f"{bound} {wording.value(row['value_text'], row['value_max_text'])} {row['unit'] or ''}".strip()
    modality = wording.word("modality", row["modality"]) if row["modality"] != "actual" else None
    relation = wording.relation(row["relation"], row["direction"])
    base = f"{relation}, {wording.base(row['base'])}" if row["base"] else relation
    return value, row["indicator"], row["scope"], row["period"], base, modality, row["attribution"]


def _event(row: Fields, wording: Wording) -> tuple[str | None, ...]:
    return wording.word("event", row["type"]), row["name"], row["date"], row["locality"] or row["province"]


def _official(row: Fields, _: Wording) -> tuple[str | None, ...]:
    return row["name"], row["title"], row["organisation"]


def _statement(row: Fields, wording: Wording) -> tuple[str | None, ...]:
    return row["speaker"], row["verb"], wording.word("person", row["kind"])


def _document(row: Fields, _: Wording) -> tuple[str | None, ...]:
    return row["type"], row["number"], row["date"], row["issuer"], row["title"]


_TELL: Mapping[str, Callable[[Fields, Wording], tuple[str | None, ...]]] = {
    "figure": _figure,
    "event": _event,
    "official": _official,
    "statement": _statement,
    "document": _document,
}
