"""Connections to the database's file: what is there is recognised before anything is done to it."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from db.alphabet import alphabetical_value
from db.errors import StoreError, translated
from db.guard import allow_reading

#: In the header of every database that is ours: `DMBO`.
APPLICATION_ID = 0x444D424F

#: How long to wait for another writer, in seconds.
PATIENCE = 15.0


def write_connection(
    path: Path, *, create: bool, foreign_keys: bool = True, patience: float = PATIENCE
) -> sqlite3.Connection:
    """A connection that writes, without a transaction of its own; it makes the file only if told to `create`."""
    connection = _open(path, "rwc" if create else "rw", patience)
    with closed_on_error(connection):
        connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def read_connection(path: Path, *, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection that cannot write to this file or any other, whatever SQL it is given."""
    connection = _open_to_read(path, patience)
    connection.execute("PRAGMA query_only = 1")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(allow_reading)
    return connection


@contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Closes the connection, whose file would stay open, if anything is raised inside."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _open_to_read(path: Path, patience: float) -> sqlite3.Connection:
    connection = _open(path, "ro", patience)
    try:
        with closed_on_error(connection):
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        # On a read-only disk SQLite cannot make the files that WAL needs; where none is, nobody is writing.
        if error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) and not _wal(path).exists():
            return _open(path, "ro&immutable=1", patience)
        raise
    return connection


def _open(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.create_function("alphabetical", 1, alphabetical_value, deterministic=True)
    return connection


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def engine_of(connect: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    """An engine whose every transaction starts with the statement `begin`, not when the driver sees fit."""
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", partial(_begin, begin))
    return engine


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def require_database(path: Path, *, create: bool) -> None:
    """StoreError unless `path` is a database of ours, or may become one: with `create`, no file or an empty one."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name a file in it")
    if not path.exists():
        _require_creatable(path, create)
        return
    # Only SQLite may open the file: by closing any other handle this process would let go of its locks on it, and
    # another process would take the log away under the connections that are still open.
    with translated(path):
        if not _is_ours(path) and not (create and _is_blank(path)):
            raise StoreError(
                f"{path} is empty: `diembao ingest --db {path} PATH` fills it"
                if _is_blank(path)
                else f"{path} is a SQLite database, but none of diembao's: name another file"
            )


def _require_creatable(path: Path, create: bool) -> None:
    if not create:
        raise StoreError(f"{path} does not exist: make it with `diembao ingest --db {path} PATH`, or check the name")
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist: make it first, or name another file")


def _is_ours(path: Path) -> bool:
    return bool(_ask(path, "PRAGMA application_id") == APPLICATION_ID)


def _is_blank(path: Path) -> bool:
    """Without a table: an empty file, or one whose maker was stopped before it had any."""
    return bool(_ask(path, "SELECT count(*) FROM sqlite_master") == 0) and _ask(path, "PRAGMA application_id") == 0


def _ask(path: Path, question: str) -> object:
    connection = _open_to_read(path, PATIENCE)
    try:
        return connection.execute(question).fetchone()[0]
    finally:
        connection.close()
