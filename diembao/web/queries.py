"""Queries that are offered to a reader who would rather begin with one than with an empty box."""
from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query that is ready to run, and what it asks, by language."""

    titles: Mapping[str, str]
    sql: str


@cache
def saved_queries() -> tuple[SavedQuery, ...]:
    """Those of `queries.toml`, in its order."""
    told = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))
    return tuple(SavedQuery({"en": one["en"], "vi": one["vi"]}, one["sql"].strip()) for one in told["query"])
