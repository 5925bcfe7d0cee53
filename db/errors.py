"""The store's own error, and the one place where SQLite's errors become it."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from extractor.model import DiembaoError


class StoreError(DiembaoError):
    """The database cannot be opened, read or written; its text says what is wrong and what to do next."""


class Unfit(StoreError):
    """What is asked for or to be written does not fit what the database holds: another fact, verdict or place would."""


class NoArticle(StoreError):
    """No article has the name that was asked for."""


class SeveralArticles(StoreError):
    """More than one article has the name that was asked for."""


class Busy(StoreError):
    """Another process was writing for longer than this one waited; the same can be tried again."""


# By the beginning of SQLite's own error name, the first that fits; `{path}` is the database.
_MESSAGES = (
    ("SQLITE_FULL", "the disk that holds {path} is full; nothing was half-written: free some space and run it again"),
    ("SQLITE_BUSY", "another process is writing to {path}: run it again when that one has finished"),
    ("SQLITE_LOCKED", "another process is writing to {path}: run it again when that one has finished"),
    ("SQLITE_READONLY", "{path} cannot be written: check the permissions of the file and of its folder"),
    ("SQLITE_CANTOPEN", "{path} cannot be opened: check the permissions of the file and of its folder"),
    ("SQLITE_PERM", "{path} cannot be opened: check the permissions of the file and of its folder"),
    ("SQLITE_NOTADB", "{path} is not a SQLite database: name another file"),
    ("SQLITE_CORRUPT", "{path} is damaged: restore it from a copy, or ingest the sources again into a new file"),
    ("SQLITE_IOERR", "{path} cannot be read or written (a full or failing disk?): check the disk and run it again"),
    ("SQLITE_INTERRUPT", "the query took too long and was stopped: narrow it, or give it more time"),
)


def store_error(error: BaseException, path: Path) -> StoreError:
    """The StoreError that tells a user what SQLite meant by `error`, with SQLite's own words at its end."""
    origin = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    name = str(getattr(origin, "sqlite_errorname", None))
    for beginning, message in _MESSAGES:
        if name.startswith(beginning):
            kind = Busy if beginning in ("SQLITE_BUSY", "SQLITE_LOCKED") else StoreError
            return kind(f"{message.format(path=path)} ({origin})")
    return StoreError(f"{path}: {origin}")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises StoreError for whatever SQLite or SQLAlchemy raises inside, but for what a row itself is refused for."""
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, sqlite3.Error, sqlite3.Warning) as error:
        raise store_error(error, path) from error
