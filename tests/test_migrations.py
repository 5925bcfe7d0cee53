"""The schema's versions: what the migrations build is what the tables say, and no row is lost on the way."""
from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from db import migrate, tables, views
from db.migrate import MIGRATIONS, revisions, upgrade, write_migration
from db.search_index import is_of_search
from db.store import StoreError, open_store, query, read_store
from tests.stored import ask, corpus, save

_LATER = '''
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{number}", "{before}"


def upgrade() -> None:
    with op.batch_alter_table("articles", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text()))
    {then}
'''


def schema(path: Path) -> dict[str, Any]:
    """All that SQLAlchemy can tell of a database's tables, in an order of its own."""
    seen = inspect(create_engine(f"sqlite:///{path}"))
    tables_of_ours = [table for table in seen.get_table_names() if table != "alembic_version"]
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)],
            "primary key": str(seen.get_pk_constraint(table)),
            "foreign keys": sorted(map(str, seen.get_foreign_keys(table))),
            "checks": sorted(map(str, seen.get_check_constraints(table))),
            "unique": sorted(map(str, seen.get_unique_constraints(table))),
            "indexes": [_index(index) for index in seen.get_indexes(table)],
        }
        for table in tables_of_ours
    }


def _index(index: Any) -> tuple[Any, ...]:
    return index["name"], index["column_names"], index["unique"], str(index["dialect_options"].get("sqlite_where"))


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations, and one more that makes a table anew that others hang on."""
    scripts = tmp_path / "later"
    shutil.copytree(MIGRATIONS, scripts)
    _add(scripts, "pass")
    return scripts


def _add(scripts: Path, then: str) -> None:
    number = f"{int(revisions(scripts)[-1]) + 1:04}"
    migration = _LATER.format(number=number, before=revisions(scripts)[-1], then=then)
    (scripts / "versions" / f"v{number}_later.py").write_text(migration)


def test_the_migrations_build_what_the_tables_say(tmp_path: Path) -> None:
    """A column of `db/tables.py` without a migration is named here; `python -m db.migrate "why"` writes one."""
    upgrade(tmp_path / "migrated.db", create=True)
    with create_engine(f"sqlite:///{tmp_path / 'migrated.db'}").connect() as connection:
        ours = {"include_name": lambda name, kind, parents: not (kind == "table" and is_of_search(name))}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), tables.metadata) == []
    tables.metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'made.db'}"))
    assert schema(tmp_path / "migrated.db") == schema(tmp_path / "made.db")


def test_the_migrations_are_one_line() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert [script.revision for script in scripts.walk_revisions()] == revisions()[::-1]
    assert scripts.get_heads() == revisions()[-1:]


def test_an_up_to_date_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    save(path, corpus()[:1])
    before = path.read_bytes()
    open_store(path, create=True).close()
    assert path.read_bytes() == before


def test_a_table_made_anew_keeps_all_that_hangs_on_it(tmp_path: Path, later: Path) -> None:
    path = tmp_path / "test.db"
    save(path, corpus())
    before = {name: ask(path, f"SELECT count(*) FROM {name}") for name in [*tables.metadata.tables, *views.views()]}
    upgrade(path, create=False, scripts=later)
    with closing(sqlite3.connect(path)) as connection:
        after = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchall() for name in before}
        assert connection.execute("SELECT count(note) FROM articles").fetchone() == (0,)
    assert after == before


@pytest.mark.parametrize("then", ["1 / 0", 'op.execute("DELETE FROM articles")'])
def test_a_migration_that_fails_changes_nothing(tmp_path: Path, later: Path, then: str) -> None:
    path = tmp_path / "test.db"
    save(path, corpus()[:1])
    _add(later, then)
    with pytest.raises((StoreError, ZeroDivisionError)):
        upgrade(path, create=False, scripts=later)
    with read_store(path) as archive:
        assert archive.overview().articles == 1
    assert "note" not in {name for (name,) in ask(path, "SELECT name FROM pragma_table_info('articles')")}


def test_a_newer_database_is_left_alone_with_a_word(tmp_path: Path, later: Path) -> None:
    path = tmp_path / "test.db"
    upgrade(path, create=True, scripts=later)
    with pytest.raises(StoreError, match="newer diembao"):
        open_store(path, create=True)
    with pytest.raises(StoreError, match="newer diembao"):
        read_store(path)


def test_an_older_database_is_not_read_but_brought_up_to_date(
    tmp_path: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "test.db"
    save(path, corpus()[:1])
    monkeypatch.setattr(migrate, "revisions", lambda scripts=None: revisions(later))
    with pytest.raises(StoreError, match="older schema"):
        read_store(path)
    upgrade(path, create=False, scripts=later)
    read_store(path).close()


def test_views_follow_their_file(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    upgrade(path, create=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP VIEW career; CREATE VIEW old AS SELECT 1; DROP VIEW mismatches;")
    with pytest.raises(StoreError, match="no such table: career"):
        query(path, "SELECT * FROM career")
    upgrade(path, create=False)
    assert [name for (name,) in ask(path, "SELECT name FROM sqlite_master WHERE type = 'view'")] == list(views.views())


def test_a_migration_is_written_from_the_tables(tmp_path: Path) -> None:
    scripts = tmp_path / "empty"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("v0*"))
    write_migration("All tables", scripts)
    assert [path.name for path in (scripts / "versions").glob("v*.py")] == ["v0001_all_tables.py"]
    upgrade(tmp_path / "written.db", create=True, scripts=scripts)
    upgrade(tmp_path / "migrated.db", create=True)
    made = {name: told for name, told in schema(tmp_path / "migrated.db").items() if not is_of_search(name)}
    assert schema(tmp_path / "written.db") == made
