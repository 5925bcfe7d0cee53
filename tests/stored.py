"""Databases for tests: files with the expected facts of the corpus in them."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from db.connect import PATIENCE
from db.save import Outcome
from db.store import open_store, query
from extractor.model import Extraction
from tests.extraction import BASES, STEMS, gold_extraction


def corpus(ruleset: str = "first ruleset") -> list[Extraction]:
    """What is expected of all corpus articles."""
    return [gold_extraction(stem, ruleset) for stem in STEMS]


def save(path: Path, extractions: Iterable[Extraction], patience: float = PATIENCE) -> list[Outcome]:
    """Saves extractions of one ruleset, in one run."""
    extractions = list(extractions)
    with open_store(path, create=True, patience=patience) as store:
        run = store.begin_run(extractions[0].ruleset, "0.1.0")
        outcomes = [store.save(extraction, bases=BASES, run=run) for extraction in extractions]
        store.finish_run(run)
    return outcomes


def ask(path: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """The rows of a query that reads."""
    return list(query(path, sql, parameters).rows)
