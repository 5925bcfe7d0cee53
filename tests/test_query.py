"""Anyone's SQL: it may read all, change nothing, and take no longer than it is given."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.store import Archive, StoreError, query, read_store
from tests.extraction import STEMS, gold_extraction
from tests.stored import save


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("query") / "a b?#%.db"  # signs that mean something in a URI
    save(path, [gold_extraction(STEMS[2])])
    with read_store(path) as archive:
        yield archive


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM figures",
        "UPDATE figures SET value = 1",
        "UPDATE sqlite_master SET sql = ''",
        "INSERT INTO people (name) VALUES ('X')",
        "DROP TABLE figures",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'other.db'",
        "VACUUM",
        "REINDEX",
        "BEGIN IMMEDIATE",
        "PRAGMA query_only = 0",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA user_version = 7",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM figures",
    ],
)
def test_a_query_can_change_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = archive.path.read_bytes()
    with pytest.raises(StoreError):
        list(archive.query(sql).rows)
    assert list(tmp_path.iterdir()) == []
    assert archive.path.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "parameters", "rows"),
    [
        ("SELECT value FROM json_each('[1, 2]')", (), [(1,), (2,)]),
        ("SELECT name FROM pragma_table_info('people')", (), [("id",), ("name",), ("name_key",)]),
        ("SELECT count(*) FROM figures WHERE unit = ?", ("none",), [(0,)]),
        ("WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i) FROM n", (), [(6,)]),
        ("SELECT upper(:what)", {"what": "ha"}, [("HA",)]),
    ],
)
def test_a_query_may_read_as_it_likes(archive: Archive, sql: str, parameters: Any, rows: list[Any]) -> None:
    assert list(archive.query(sql, parameters).rows) == rows


def test_wrong_sql_is_told_in_one_line(archive: Archive) -> None:
    with pytest.raises(StoreError, match="the query cannot be run: no such column: valeu"):
        archive.query("SELECT valeu FROM figures")


def test_a_query_that_takes_too_long_is_stopped(archive: Archive) -> None:
    endless = "WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"
    with pytest.raises(StoreError, match="took too long"):
        archive.query(endless.format("count(*)"), time_limit=0.05)
    answer = archive.query(endless.format("i"), time_limit=0.2)
    assert answer.columns == ("i",)
    with pytest.raises(StoreError, match="took too long"):
        for _ in answer.rows:
            pass


@pytest.mark.parametrize("sql", ["SELECT zeroblob(2000)", "SELECT replace(hex(zeroblob(700)), '0', '00')"])
def test_a_query_makes_nothing_longer_than_it_may(archive: Archive, sql: str) -> None:
    with pytest.raises(StoreError, match="too long: cut it with substr"):
        list(query(archive.path, sql, longest=1500).rows)
    assert list(query(archive.path, "SELECT length(zeroblob(1400))", longest=1500).rows) == [(1400,)]
