"""Anyone's SQL over a database, which can read all of it and change nothing."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from db.connect import closed_on_error, read_connection, require_database
from db.errors import StoreError, store_error, translated
from db.migrate import require_schema

# The progress handler is called every so many steps of SQLite's machine; a step is well under a microsecond.
_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of a query's columns, and its rows, read one by one and once; reading may raise StoreError."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def read_only(path: Path) -> sqlite3.Connection:
    """A connection to an existing database that refuses every change, to this file or any other.

    StoreError where the file is missing, not a database of ours, or of another schema; the file is never made.
    """
    require_database(path, create=False)
    with translated(path):
        connection = read_connection(path)
        with closed_on_error(connection):
            require_schema(connection, path)
    return connection


def query(
    path: Path,
    sql: str,
    parameters: Sequence[object] | Mapping[str, object] = (),
    *,
    time_limit: float | None = None,
    longest: int | None = None,
) -> Answer:
    """The answer to one statement that reads. StoreError for SQL that is wrong, that would change anything, that takes
    longer than `time_limit` seconds, or that makes a text, blob or row of more than `longest` bytes."""
    connection = read_only(path)
    if time_limit is not None:
        connection.set_progress_handler(_deadline(time_limit), _STEPS)
    if longest is not None:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
    try:
        cursor = connection.execute(sql, parameters)
    except (sqlite3.Error, sqlite3.Warning) as error:
        connection.close()
        raise _query_error(error, path) from error
    columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, _rows(connection, cursor, path))


def _rows(connection: sqlite3.Connection, cursor: sqlite3.Cursor, path: Path) -> Iterator[tuple[Any, ...]]:
    with closing(connection):
        try:
            yield from cursor
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise _query_error(error, path) from error


def _deadline(seconds: float) -> Callable[[], bool]:
    """A progress handler that is true, which stops the query, from so many seconds on."""
    end = monotonic() + seconds
    return lambda: monotonic() > end


def _query_error(error: Exception, path: Path) -> StoreError:
    """What is wrong with the SQL in SQLite's words; what is wrong with the file in ours."""
    name = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    if name in ("SQLITE_AUTH", "SQLITE_READONLY"):
        return StoreError(f"a query only reads; this one would change something ({error})")
    if name in ("SQLITE_ERROR", "SQLITE_MISUSE"):
        return StoreError(f"the query cannot be run: {error}")
    if name == "SQLITE_TOOBIG":
        return StoreError(f"the query makes a text or blob that is too long: cut it with substr, or ask less ({error})")
    return store_error(error, path)
