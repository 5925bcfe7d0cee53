"""The database as the rest of the program sees it: open it, save extractions, read them back, ask it anything."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.exc import IntegrityError

from db import fetches, people, reader, tables
from db.bases import Bases
from db.connect import PATIENCE, engine_of, require_database, write_connection
from db.errors import StoreError, translated
from db.joined_store import JoinedArchive
from db.migrate import upgrade
from db.page_store import PageArchive
from db.query import Answer, query, read_only
from db.review_store import ReviewArchive, ReviewStore
from db.rows import run_row
from db.save import Outcome, is_known, save_extraction
from db.visits import Visit
from extractor.model import Extraction, ExtractionError, Source

__all__ = [
    "Answer", "Archive", "Outcome", "Run", "Store", "StoreError", "open_store", "query", "read_only", "read_store",
]  # fmt: skip

# The column of `runs` that counts each result.
_COLUMN = {
    "added": "added",
    "unchanged": "unchanged",
    "new version": "new_versions",
    "re-extracted": "re_extracted",
    "alias": "aliases",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One ingest: what its facts were made by. `version` is the program's."""

    id: int
    ruleset: str
    version: str


class Archive(PageArchive, JoinedArchive, ReviewArchive):
    """A database that is read. Every method raises StoreError for what SQLite cannot do."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def overview(self) -> reader.Overview:
        """Counts over the current articles."""
        with self._transaction() as connection:
            return reader.overview(connection)

    def articles(self, *, all_versions: bool = False) -> list[reader.ArticleLine]:
        """The articles in the order in which they came."""
        with self._transaction() as connection:
            return reader.articles(connection, all_versions=all_versions)

    def article(self, which: int | str) -> reader.StoredArticle:
        """The text, blocks and facts of the article with this id, URL, path or end of a path."""
        with self._transaction() as connection:
            return reader.article(connection, which)

    def sources(self, articles: Collection[int] | None = None) -> Iterator[reader.StoredSource]:
        """Every stored source, or those of these articles, with its bytes and the texts made of it, one at a time."""
        with self._transaction() as connection:
            yield from reader.sources(connection, articles)

    def query(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = (), *, time_limit: float | None = None
    ) -> Answer:
        """The answer to one statement that reads; see `db.query.query`."""
        return query(self.path, sql, parameters, time_limit=time_limit)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with translated(self.path), self._engine.begin() as connection:
            yield connection


class Store(Archive, ReviewStore):
    """A database that is written: one transaction an article, all of it or nothing."""

    def __init__(self, path: Path, engine: Engine) -> None:
        super().__init__(path, engine)
        self._results: dict[int, Counter[str]] = {}

    def begin_run(self, ruleset: str, version: str, started: str | None = None) -> Run:
        """Notes that an ingest starts, or `started` (UTC, ISO 8601). One that was stopped keeps `finished` NULL."""
        made = insert(tables.runs).values(run_row(ruleset, version, started or _now())).returning(tables.runs.c.id)
        with self._transaction() as connection:
            run = Run(connection.execute(made).scalar_one(), ruleset, version)
        self._results[run.id] = Counter()
        return run

    def finish_run(self, run: Run, *, failed: int = 0) -> Mapping[str, int]:
        """Notes when the run ended, how often each result came, and how many inputs `failed`; gives the results."""
        results = self._results.pop(run.id, Counter[str]())
        counts = {column: results[result] for result, column in _COLUMN.items()}
        with self._transaction() as connection:
            ended = update(tables.runs).where(tables.runs.c.id == run.id)
            connection.execute(ended.values(finished=_now(), failed=failed, **counts))
        return {result: results[result] for result in _COLUMN}

    def knows(self, source: Source, ruleset: str) -> bool:
        """Whether this source, under this name, is stored with facts of this ruleset: saving it changes nothing."""
        with self._transaction() as connection:
            return is_known(connection, source, ruleset)

    def save(self, extraction: Extraction, *, bases: Bases, run: Run) -> Outcome:
        """Keeps an extraction in one transaction. `bases` gives each unit's symbol its base unit and factor.

        ExtractionError, and nothing kept, where a fact is not what the tables may hold.
        """
        if extraction.ruleset != run.ruleset:
            raise StoreError("an extraction was made by another ruleset than its run says: begin a new run")
        try:
            with self._transaction() as connection:
                outcome = save_extraction(connection, extraction, bases, run.id)
        except IntegrityError as error:
            raise ExtractionError(f"a fact of {extraction.source.name} cannot be stored: {error.orig}") from error
        self._results.setdefault(run.id, Counter())[outcome.result] += 1
        return outcome

    def join_people(self, person: int, other: int) -> None:
        """All that is told of `other` is told of `person` from now on, whatever the rule says."""
        with self._transaction() as connection:
            people.join_people(connection, person, other)

    def part_person(self, person: int, official_id: int) -> int:
        """What one article tells of a person is told of another of the name; gives the id of that one."""
        with self._transaction() as connection:
            return people.part_person(connection, person, official_id)

    def undo_people(self) -> str:
        """Takes the last joining or parting back, and tells which it was."""
        with self._transaction() as connection:
            return people.undo_decision(connection)

    def visit_of(self, url: str) -> Visit | None:
        """What is remembered of an address, None where it was never fetched."""
        with self._transaction() as connection:
            return fetches.visit_of(connection, url)

    def note_visit(self, visit: Visit) -> None:
        """Remembers a visit, in place of the address's last one."""
        with self._transaction() as connection:
            fetches.note_visit(connection, visit)

    def interrupted_since(self) -> str | None:
        """When the last ingest began, if it was stopped (the first, if several were); None if it came to its end."""
        with self._transaction() as connection:
            return fetches.interrupted_since(connection)

    def note_unchanged(self, run: Run) -> None:
        """Counts a source that `knows` told to skip."""
        self._results.setdefault(run.id, Counter())["unchanged"] += 1


def open_store(path: str | Path, *, create: bool, patience: float = PATIENCE) -> Store:
    """A database to write into; it is made only if told to `create`, and brought to this version's schema.

    StoreError where it is missing, not a database of ours, made by a newer version, not writable, or another process
    keeps it longer than `patience` seconds.
    """
    path = Path(path)
    require_database(path, create=create)
    upgrade(path, create=create, patience=patience)
    connect = partial(write_connection, path, create=False, patience=patience)
    return Store(path, engine_of(connect, "BEGIN IMMEDIATE"))


def read_store(path: str | Path) -> Archive:
    """A database to read, which must exist; nothing is made or changed. StoreError as `open_store`."""
    path = Path(path)
    read_only(path).close()
    return Archive(path, engine_of(partial(read_only, path), "BEGIN"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
