"""Brings a database's schema to this version's, by Alembic, in one transaction; and writes the next migration.

`python -m db.migrate "figures: add a note"` writes a migration for what `db/tables.py` has and the last one has not.
"""
from __future__ import annotations

import sqlite3
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from db.append_only import refuse_changes
from db.connect import APPLICATION_ID, PATIENCE, engine_of, write_connection
from db.errors import StoreError, translated
from db.views import create_views, drop_views, views_are_current

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def revisions(scripts: Path = MIGRATIONS) -> list[str]:
    """The schema versions that this program knows, oldest first: the numbers that the migrations' names begin with."""
    return sorted(path.name[1:5] for path in (scripts / "versions").glob("v[0-9]*.py"))


def require_schema(connection: sqlite3.Connection, path: Path) -> None:
    """StoreError unless the database has this version's schema."""
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    _require_known(found and found[0], path)
    if found[0] != revisions()[-1]:
        raise StoreError(
            f"{path} has an older schema ({found[0]}; this version reads {revisions()[-1]}): "
            f"`diembao ingest --db {path} PATH` brings it up to date and keeps what is in it"
        )


def upgrade(path: Path, *, create: bool, patience: float = PATIENCE, scripts: Path = MIGRATIONS) -> None:
    """Makes or updates the schema and the views, all or nothing. StoreError if a newer version made the database."""
    # A table that a batch migration makes anew is dropped first: with foreign keys on, its parts would go with it.
    connect = partial(write_connection, path, create=create, foreign_keys=False, patience=patience)
    engine = engine_of(connect, "BEGIN IMMEDIATE")
    try:
        with translated(path), engine.begin() as connection:
            version = _version(connection)
            _require_known(version, path, scripts)
            if version != revisions(scripts)[-1]:
                _migrate(connection, path, scripts)
            elif not views_are_current(connection):
                drop_views(connection)
                create_views(connection)
    finally:
        engine.dispose()


def _migrate(connection: Connection, path: Path, scripts: Path) -> None:
    from alembic import command

    drop_views(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    command.upgrade(config(scripts, connection), "head")
    create_views(connection)
    refuse_changes(connection)
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise StoreError(f"{path} cannot be brought up to date: rows of {broken[0][0]} belong to nothing")


def _version(connection: Connection) -> str | None:
    known = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").scalar()
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if known else None


def _require_known(version: str | None, path: Path, scripts: Path = MIGRATIONS) -> None:
    if version is not None and version not in revisions(scripts):
        raise StoreError(f"{path} was made by a newer diembao (schema {version}): update diembao and run it again")


def config(scripts: Path, connection: Connection) -> Config:
    """Alembic's configuration, without any file: where the migrations are, and the connection that they run on."""
    from alembic.config import Config

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def write_migration(message: str, scripts: Path = MIGRATIONS) -> None:
    """Writes the migration from the last one to `db/tables.py` into `versions/`; read it before you commit it."""
    from alembic import command

    number = f"{int(max(revisions(scripts), default='0')) + 1:04}"
    with TemporaryDirectory() as folder:
        engine = engine_of(partial(write_connection, Path(folder) / "empty.db", create=True), "BEGIN IMMEDIATE")
        with engine.begin() as connection:
            made = config(scripts, connection)
            made.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
            if revisions(scripts):
                command.upgrade(made, "head")
            command.revision(made, message, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    write_migration(sys.argv[1])
