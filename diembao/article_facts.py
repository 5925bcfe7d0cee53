"""The facts of a stored article as one line each: what its row holds."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from db.reader import StoredArticle, StoredFact
from diembao.figure_table import relation_shown, value_shown

Fields = Mapping[str, Any]


def numbered(article: StoredArticle) -> list[StoredFact]:
    """The facts of an article as they are numbered from 1: in the order in which they are first told."""
    return sorted(article.facts, key=lambda fact: (min(fact.mentions), fact.kind))


def told(fact: StoredFact) -> str:
    """What the row of a fact holds, the empty fields left out."""
    return told_of(fact.kind, fact.fields)


def told_of(kind: str, fields: Fields) -> str:
    """What a row of this kind of fact holds, the empty fields left out."""
    return " · ".join(part for part in _TELL[kind](fields) if part)


def _figure(row: Fields) -> tuple[str | None, ...]:
    bound = "" if row["bound"] == "exact" else row["bound"].replace("_", " ")
    value = f"{bound} {value_shown(row['value_text'], row['value_max_text'])} {row['unit'] or ''}".strip()
    modality = row["modality"] if row["modality"] != "actual" else None
    relation = relation_shown(row["relation"], row["direction"])
    base = f"{relation}, base: {row['base']}" if row["base"] else relation
    return value, row["indicator"], row["scope"], row["period"], base, modality, row["attribution"]


def _event(row: Fields) -> tuple[str | None, ...]:
    return row["type"], row["name"], row["date"], row["locality"] or row["province"]


def _official(row: Fields) -> tuple[str | None, ...]:
    return row["name"], row["title"], row["organisation"]


def _statement(row: Fields) -> tuple[str | None, ...]:
    return row["speaker"], row["verb"], row["kind"]


def _document(row: Fields) -> tuple[str | None, ...]:
    return row["type"], row["number"], row["date"], row["issuer"], row["title"]


_TELL: Mapping[str, Callable[[Fields], tuple[str | None, ...]]] = {
    "figure": _figure,
    "event": _event,
    "official": _official,
    "statement": _statement,
    "document": _document,
}
