"""datasette.yaml: it names only what the database has, says of it what diembao says, and its queries run."""
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from diembao.schema import MEANINGS
from tests.command import ROOT
from tests.stored import ask

CONFIG: dict[str, Any] = yaml.safe_load((ROOT / "datasette.yaml").read_text("utf-8"))
TABLES: dict[str, dict[str, Any]] = CONFIG["databases"]["diembao"]["tables"]
QUERIES: dict[str, dict[str, Any]] = CONFIG["databases"]["diembao"]["queries"]
#: What Datasette knows of a table, of that which is used here.
KEYS = {"description", "sort", "size", "facets", "label_column", "hidden", "fts_table", "fts_pk"}


def columns(database: Path, table: str) -> set[str]:
    return {name for (name,) in ask(database, "SELECT name FROM pragma_table_info(?)", table)}


def named(table: dict[str, Any]) -> Iterator[str]:
    """The columns that an entry names."""
    yield from table.get("facets", ())
    yield from (table[key] for key in ("sort", "label_column", "fts_pk") if key in table)


def test_each_database_has_tables_and_queries_alone() -> None:
    assert set(CONFIG) == {"title", "description", "databases"}
    assert set(CONFIG["databases"]) == {"diembao"}
    assert set(CONFIG["databases"]["diembao"]) == {"tables", "queries"}


@pytest.mark.parametrize("name", TABLES)
def test_tables_and_columns_exist(name: str, bundled_db: Path) -> None:
    known = columns(bundled_db, name)
    assert known, name
    assert set(named(TABLES[name])) <= known
    assert set(TABLES[name]) <= KEYS
    if "fts_table" in TABLES[name]:
        assert columns(bundled_db, TABLES[name]["fts_table"])


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if "description" in table])
def test_a_description_is_the_one_of_the_schema(name: str) -> None:
    assert TABLES[name]["description"] == MEANINGS[name]


def test_every_table_that_others_point_to_has_a_label(bundled_db: Path) -> None:
    with closing(sqlite3.connect(f"{bundled_db.as_uri()}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keys = [key for table in tables for key in database.execute(f'PRAGMA foreign_key_list("{table}")')]
    meant = {key[2] for key in keys}
    assert {"articles", "sentences", "figures", "people"} <= meant
    assert {name for name in meant if "label_column" not in TABLES.get(name, {})} == set()


@pytest.mark.parametrize("words", ['"khuyến" "công"', '"khuyen" "cong"'])
def test_articles_are_searched_with_and_without_marks(words: str, bundled_db: Path) -> None:
    index, key = TABLES["articles"]["fts_table"], TABLES["articles"]["fts_pk"]
    sql = f"SELECT title FROM articles WHERE {key} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"
    assert ("Hội nghị Khuyến công các tỉnh, thành phố khu vực phía bắc lần thứ 17",) in ask(bundled_db, sql, words)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_finds_something(name: str, bundled_db: Path) -> None:
    (key,) = ask(bundled_db, "SELECT fact_key FROM figures LIMIT 1")[0]
    given = {"indicator": "kinh phí", "name": "Trung", "fact_key": key}
    sql = QUERIES[name]["sql"]
    asked = set(re.findall(r":(\w+)", sql))
    with closing(sqlite3.connect(f"{bundled_db.as_uri()}?mode=ro", uri=True)) as database:
        assert database.execute(sql, {name: given[name] for name in asked}).fetchall()


def test_a_fact_in_its_text_stands_between_its_neighbours(bundled_db: Path) -> None:
    (key, quote, text, start, end) = ask(
        bundled_db,
        'SELECT f.fact_key, f.quote, a.text, f.start, f."end" FROM figures f JOIN articles a ON a.id = f.article_id'
        " WHERE f.start > 80 LIMIT 1",
    )[0]
    sql = QUERIES["a_fact_in_its_text"]["sql"].replace(":fact_key", "?")
    told, before, behind, *_ = ask(bundled_db, sql, key)[0]
    assert (before, told, behind) == (text[start - 80 : start], quote, text[end : end + 80])
