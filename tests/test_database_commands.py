"""The commands that read the database: show, overview, query, schema, verify."""
from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import sqlite3
import unicodedata
import zlib
from contextlib import closing
from pathlib import Path

import pytest

import corpus
from diembao.schema import MEANINGS, relations
from tests.command import call

Capsys = pytest.CaptureFixture[str]


def test_show_finds_an_article_by_id_name_or_part_of_its_title(bundled_db: Path, capsys: Capsys) -> None:
    shown = [call(capsys, "show", wanted, "--db", bundled_db) for wanted in
             ("2", "#2", "001_18b458273cf11a6f.txt", "001_18b", "THUẬN LỢI VÀ THÁCH THỨC",
              unicodedata.normalize("NFD", "thuận lợi"))]  # fmt: skip
    assert {ended.code for ended in shown} == {0}
    assert len({ended.out for ended in shown}) == 1
    assert "#2  Công tác Khuyến công - thuận lợi và thách thức" in shown[0].out


def test_show_marks_facts_and_tells_what_was_dropped(bundled_db: Path, capsys: Capsys) -> None:
    told = call(capsys, "show", 2, "--db", bundled_db).out
    body, _, facts = told.partition(" facts ")
    assert "128 tỷ đồng[" in body.replace("\u00a0", " ")
    assert "\n~ (" in body
    assert "128\u00a0000\u00a0000\u00a0000\u00a0VND" in facts.replace(" ", "\u00a0")
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("wanted", "says"), [("khuyến công", "articles: 1 ("), ("không có", "no article has"), ("99", "99")]
)
def test_show_says_which_articles_are_meant(wanted: str, says: str, bundled_db: Path, capsys: Capsys) -> None:
    ended = call(capsys, "show", wanted, "--db", bundled_db)
    assert (ended.code, ended.out) == (1, "")
    assert says in ended.complaints[0]


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_overview_fits_the_terminal(
    width: int, bundled_db: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = call(capsys, "overview", "--db", bundled_db)
    assert (told.code, told.err) == (0, "")
    tables, _, following = told.out.partition("Worth trying next:")
    assert max(map(len, tables.splitlines())) <= width
    for name in ("articles", "blocks", "facts", "numerals by class", "0 unknown", "value", "indicator", "quote"):
        assert name in tables
    assert len(following.strip().splitlines()) == 3


def test_the_commands_that_the_overview_suggests_work(bundled_db: Path, capsys: Capsys) -> None:
    following = call(capsys, "overview", "--figures", 0, "--db", bundled_db).out.partition("Worth trying next:")[2]
    for line in following.strip().splitlines():
        assert call(capsys, *shlex.split(line)[1:]).code == 0, line


def test_query_in_every_format(bundled_db: Path, capsys: Capsys) -> None:
    sql = "SELECT id, title, published FROM articles ORDER BY id"
    told = {form: call(capsys, "query", sql, "--format", form, "--db", bundled_db).out
            for form in ("table", "json", "jsonl", "csv", "tsv")}  # fmt: skip
    rows = json.loads(told["json"])
    assert len(rows) == 5
    assert [json.loads(line) for line in told["jsonl"].splitlines()] == rows
    assert next(csv.reader(io.StringIO(told["csv"]))) == ["id", "title", "published"]
    assert len(list(csv.reader(io.StringIO(told["tsv"]), delimiter="\t"))) == 6
    assert "Công tác Khuyến công" in told["table"]


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM articles", "UPDATE articles SET title = ''", "DROP TABLE figures", "CREATE TABLE t (x)",
     "ATTACH 'other.db' AS other", "VACUUM INTO 'copy.db'", "PRAGMA journal_mode = DELETE"],
)  # fmt: skip
def test_query_changes_nothing(
    sql: str, bundled_db: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = bundled_db.read_bytes()
    ended = call(capsys, "query", sql, "--db", bundled_db)
    assert (ended.code, ended.out) == (1, "")
    assert len(ended.complaints) == 1
    assert bundled_db.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_query_is_one_line(bundled_db: Path, capsys: Capsys) -> None:
    ended = call(capsys, "query", "SELECT no_such FROM figures", "--db", bundled_db)
    assert (ended.code, ended.out) == (1, "")
    assert "no such column: no_such" in ended.complaints[0]


def test_every_table_and_view_is_explained_and_exists() -> None:
    assert [relation.name for relation in relations()] == list(MEANINGS)


def test_schema_needs_no_database(tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = call(capsys, "schema")
    assert told.code == 0
    assert "figure_facts (view)" in told.out
    assert "value_text TEXT" in told.out
    one = call(capsys, "schema", "career", "--format", "jsonl").out
    assert {"kind": "view", "name": "career", "column": "person", "type": "TEXT"}.items() <= json.loads(
        one.splitlines()[0]
    ).items()
    assert call(capsys, "schema", "none").code == 2
    assert list(tmp_path.iterdir()) == []


def test_verify_finds_nothing_off(bundled_db: Path, capsys: Capsys) -> None:
    ended = call(capsys, "verify", "--db", bundled_db)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("checked 5 sources, 5 articles, ")


SHIFT = "UPDATE figures SET start = start + 1, \"end\" = \"end\" + 1 WHERE id = 1"
DAMAGES = {
    "a quote that is not at its offsets": (SHIFT, "is not at"),
    "a text that was changed": ("UPDATE articles SET text = text || 'x' WHERE id = 1", "is not the one that it gives"),
    "a block that is gone": ("DELETE FROM blocks WHERE id = 2", "in no block"),
    "blocks that overlap": ("UPDATE blocks SET start = 0 WHERE id = 2", "two blocks share"),
    "a hash that was changed": ("UPDATE sources SET sha256 = 'x' WHERE id = 1", "another sha256"),
    "bytes that cannot be unpacked": ("UPDATE sources SET content = x'00' WHERE id = 1", "cannot be unpacked"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_tells_damage(damage: str, bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    sql, says = DAMAGES[damage]
    database = Path(shutil.copy(bundled_db, tmp_path / "a.db"))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(sql)
        connection.commit()
    ended = call(capsys, "verify", "--db", database)
    assert ended.code == 1
    assert says in ended.out
    assert "things are off" in ended.err


def test_verify_tells_bytes_that_were_changed(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    database = Path(shutil.copy(bundled_db, tmp_path / "a.db"))
    other = zlib.compress((corpus.ARTICLES / "000_2b59c431b96c28f8.txt").read_bytes().replace(b"17", b"18"))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE sources SET content = ? WHERE id = 1", [other])
        connection.commit()
    ended = call(capsys, "verify", "--db", database)
    assert ended.code == 1
    assert "another sha256" in ended.out
    assert "is not the one that it gives" in ended.out
