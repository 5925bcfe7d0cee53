"""The SQL page: what it answers, and all that a query may not do, over HTTP."""
from __future__ import annotations

import csv
import io
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from werkzeug.test import TestResponse

from diembao.web.app import create_app
from diembao.web.asking import EXTENSION, Queries
from diembao.web.queries import saved_queries
from diembao.web.settings import Settings
from tests.command import ROOT
from tests.pages import fences
from tests.stored import ask
from tests.web import client

ENDLESS = "WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"
TOO_SLOW = "took longer than 0.2 s and was stopped"
TOO_BIG = "that is too big, and was stopped"


def get(path: Path, sql: str, form: str = "", headers: Mapping[str, str] = {}, **changes: Any) -> TestResponse:
    """The answer to a query, or to one as a file."""
    parameters = {f":{name}": changes.pop(name) for name in ("indicator", "name") if name in changes}
    return client(path, **changes).get(f"/sql{form}?{urlencode({'q': sql, **parameters})}", headers=headers)


def cells(page: TestResponse) -> list[list[str]]:
    """What the table of an answer shows, as text."""
    rows = re.findall(r"<tr>(<td.*?)</tr>", page.text, re.DOTALL)
    return [[unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<td.*?</td>", row)] for row in rows]


def box(page: TestResponse) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


@pytest.fixture
def path(bundled_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database alone in a folder, which is the one that the program is started in."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(bundled_db, tmp_path / "web.db"))


def test_an_answer_is_shown_with_links_to_what_it_names(bundled_db: Path) -> None:
    sql = "SELECT fact_key, article_id, source, quote, scope FROM figure_facts WHERE value = 28 ORDER BY quote DESC"
    page = get(bundled_db, sql)
    assert page.status_code == 200
    key, article, source, quote, _ = cells(page)[0]
    assert quote == "28 tỉnh, thành phố"
    assert f'<a href="/article/{article}?fact={key}#here">{key}</a>' in page.text
    assert f'<a href="/article/{article}">{article}</a>' in page.text
    assert f'<a href="/source?name={source}">{source}</a>' in page.text
    assert '<span class="soft small">NULL</span>' in page.text


def test_keys_and_sources_lead_to_the_article(bundled_db: Path) -> None:
    reader = client(bundled_db)
    ((key, article, source),) = ask(bundled_db, "SELECT fact_key, article_id, source FROM event_facts LIMIT 1")
    assert reader.get(f"/fact/{key}").location == f"/article/{article}?fact={key}#here"
    assert reader.get("/source", query_string={"name": source}).location == f"/article/{article}"
    for missing in ("/fact/0000000000000000", "/source?name=nothing", "/source"):
        assert reader.get(missing).status_code == 404


def test_values_are_only_text(bundled_db: Path) -> None:
    page = get(bundled_db, "SELECT '<script>x</script>' AS \"<b>\", '<img src=x>' AS source")
    assert "&lt;script&gt;x&lt;/script&gt;" in page.text
    assert page.text.count("<script") == 1
    assert not re.search(r"<img|<b>", page.text)


def test_the_rows_are_limited_and_more_is_told(bundled_db: Path) -> None:
    page = get(bundled_db, "SELECT quote FROM figures", sql_rows=10)
    assert len(cells(page)) == 10
    assert "Only the first 10 rows are shown; there are more." in page.text
    assert "Rows: 64" in get(bundled_db, "SELECT quote FROM figures", sql_rows=64).text


def test_long_values_are_cut_and_their_length_is_told(bundled_db: Path) -> None:
    page = get(bundled_db, "SELECT printf('%.*c', 5000000, 'a'), zeroblob(3000000)")
    assert len(page.text) < 200_000
    assert cells(page) == [["a" * 2000 + "… (5,000,000 characters)", "<3000000 bytes>"]]


def test_an_answer_too_long_for_a_page_is_shown_in_part(bundled_db: Path) -> None:
    rows = "WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 5000) SELECT printf('%.*c', 2000, 'a') FROM n"
    page = get(bundled_db, rows, sql_rows=100_000, sql_seconds=60)
    assert "Only the first 992 rows are shown" in page.text


def test_a_spreadsheet_gets_the_whole_answer_and_no_formula(bundled_db: Path) -> None:
    sql = "SELECT '=1+1' AS a, '-5' AS b, NULL AS c, x'00ff' AS d UNION ALL SELECT 'tỷ, “đồng”', 1.5, '@x', ''"
    file = get(bundled_db, sql, ".csv", sql_rows=1)
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="diembao.csv"'
    told = file.data.decode()
    assert told.startswith("\ufeff")
    back = list(csv.reader(io.StringIO(told[1:])))
    assert back == [["a", "b", "c", "d"], ["'=1+1", "-5", "", "00ff"], ["tỷ, “đồng”", "1.5", "'@x", ""]]


def test_a_program_gets_the_whole_answer(bundled_db: Path) -> None:
    file = get(bundled_db, "SELECT value, quote, quote FROM figure_facts WHERE value_text = '123370000000'", ".json")
    assert file.headers["Content-Type"] == "application/json"
    assert json.loads(file.data) == [{"value": 123370000000.0, "quote": "123,37 tỷ đồng", "quote_2": "123,37 tỷ đồng"}]


@pytest.mark.parametrize("form", [".csv", ".json"])
def test_a_file_is_whole_or_refused(bundled_db: Path, form: str) -> None:
    sql = "WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT {}) SELECT i FROM n"
    assert get(bundled_db, sql.format(100_000), form, sql_seconds=60).data.count(b"100000") == 1
    refused = get(bundled_db, sql.format(100_001), form, sql_seconds=60)
    assert refused.status_code == 400
    assert "too long for a file" in refused.text
    assert box(refused) == sql.format(100_001)


def test_parameters_are_asked_for(bundled_db: Path) -> None:
    sql = "SELECT DISTINCT speaker FROM statement_facts WHERE speaker LIKE '%' || :name || '%'"
    assert 'name=":name" value=""' in get(bundled_db, sql).text
    page = get(bundled_db, sql, name="Hoàng")
    assert 'name=":name" value="Hoàng"' in page.text
    assert cells(page) == [["Đặng Hoàng An"]]
    assert json.loads(get(bundled_db, sql, ".json", name="Hoàng").data) == [{"speaker": "Đặng Hoàng An"}]


def test_the_box_keeps_a_query_that_is_wrong(bundled_db: Path) -> None:
    sql = "SELECT valeu\nFROM figures WHERE '</textarea>' = 1"
    page = get(bundled_db, sql)
    assert page.status_code == 400
    assert "the query cannot be run: no such column: valeu" in page.text
    assert box(page) == sql
    assert "Không chạy được truy vấn" in get(bundled_db, sql, language="vi").text


def test_the_schema_and_ready_queries_stand_beside_the_box(bundled_db: Path) -> None:
    page = client(bundled_db).get("/sql").text
    assert "<code>figure_facts</code>" in page
    assert '<code title="TEXT">indicator_key</code>' in page
    assert "/sql?q=SELECT+*+FROM+figure_facts+LIMIT+100" in page
    assert page.count('<li><a href="/sql?q=') == len(saved_queries())


def test_ready_queries_are_those_of_the_documents() -> None:
    recipes = [fence.text.strip() for fence in fences("docs/sql-recipes.md") if fence.language == "sql"]
    config = yaml.safe_load((ROOT / "datasette.yaml").read_text("utf-8"))["databases"]["diembao"]["queries"]
    assert [one.sql for one in saved_queries()] == [*(one["sql"].strip() for one in config.values()), *recipes]


@pytest.mark.parametrize("sql", [one.sql for one in saved_queries()])
def test_a_ready_query_is_answered(bundled_db: Path, sql: str) -> None:
    page = get(bundled_db, sql, sql_seconds=60)
    assert page.status_code == 200
    assert cells(page) or ":fact_key" in sql


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM figures",
        "UPDATE figures SET value = 1",
        "UPDATE sqlite_master SET sql = ''",
        "INSERT INTO people (name, name_key) VALUES ('X', 'x')",
        "INSERT INTO article_search (article_search) VALUES ('delete-all')",
        "INSERT INTO article_search (article_search, rowid, body, body_fold) VALUES ('delete', 1, 'a', 'a')",
        "WITH x AS (SELECT 1) DELETE FROM figures RETURNING *",
        "DROP TABLE figures",
        "ALTER TABLE figures RENAME TO x",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x AS SELECT * FROM figures",
        "CREATE VIRTUAL TABLE temp.x USING fts5 (a)",
        "CREATE TEMP VIEW x AS SELECT 1",
        "CREATE TRIGGER x AFTER INSERT ON figures BEGIN SELECT 1; END",
        "ATTACH 'other.db' AS other",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'other.db'",
        "REINDEX",
        "ANALYZE",
        "BEGIN IMMEDIATE",
        "SAVEPOINT x",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA user_version = 7",
        "PRAGMA temp_store_directory = '/'",
        "PRAGMA hard_heap_limit = 1",
        "SELECT load_extension('x')",
        "SELECT readfile('web.db')",
        "SELECT writefile('x', 'x')",
        "SELECT edit('x', 'sh')",
        "SELECT * FROM fsdir('.')",
        "SELECT fts3_tokenizer('simple', x'0000000000000000')",
        "SELECT 1; DELETE FROM figures",
        "SELECT 1; SELECT 2",
    ],
)
def test_a_query_can_only_read(path: Path, sql: str) -> None:
    before, files = path.read_bytes(), set(path.parent.iterdir())
    for form in ("", ".csv", ".json") if sql.startswith("DELETE") else ("",):
        refused = get(path, sql, form)
        assert refused.status_code == 400
        assert "The query was not answered:" in refused.text
        assert box(refused) == sql
    assert path.read_bytes() == before
    assert {file for file in path.parent.iterdir() if not file.name.endswith(("-wal", "-shm"))} == files


@pytest.mark.parametrize(
    "sql",
    [
        ENDLESS.format("count(*)"),
        # Rows without end, but not so many that their size stops it first.
        ENDLESS.format("i") + " WHERE i % 1000 = 0",
        ENDLESS.format("sum(i) OVER ()"),
        "SELECT count(*) FROM sentences a, sentences b, sentences c, sentences d",
        # A single step, within which SQLite looks at no clock.
        "SELECT instr(printf('%.*c', 20000000, 'x'), printf('%.*c', 10000000, 'x') || 'y')",
        "SELECT printf('%.*c', 20000000, 'a') LIKE '%' || printf('%.*c', 40000, 'a') || 'b'",
    ],
)
def test_a_query_runs_no_longer_than_it_may(bundled_db: Path, sql: str) -> None:
    page = get(bundled_db, sql, ".csv" if "SELECT i" in sql else "", sql_seconds=0.2)
    assert page.status_code == 400
    assert TOO_SLOW in page.text
    assert box(page) == sql


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT length(randomblob(1e9))",
        "SELECT zeroblob(1000000000)",
        "SELECT length(hex(zeroblob(30000000)))",
        "SELECT replace(printf('%.*c', 10000000, 'x'), 'x', 'xxxxxxxxxx')",
        "SELECT group_concat(text) FROM (SELECT a.text FROM articles a, sentences b, sentences c)",
        "WITH n (i, b) AS (VALUES (1, zeroblob(1e7)) UNION ALL SELECT i + 1, zeroblob(1e7) FROM n LIMIT 500) "
        "SELECT * FROM n ORDER BY b, i",
    ],
)
def test_a_query_takes_no_more_than_it_may(bundled_db: Path, sql: str) -> None:
    page = get(bundled_db, sql, sql_seconds=60)
    assert page.status_code == 400
    assert TOO_BIG in page.text
    assert box(page) == sql


def test_a_long_text_is_made_neither_for_long_nor_whole(bundled_db: Path) -> None:
    page = get(bundled_db, "SELECT printf('%.*c', 1000000000, 'x')", sql_seconds=0.2)
    assert page.status_code == 400
    assert TOO_SLOW in page.text or TOO_BIG in page.text


@pytest.fixture
def one_at_a_time(bundled_db: Path) -> Iterator[tuple[Any, Queries]]:
    """An app that runs one query at a time, for minutes if need be."""
    app = create_app(Settings(bundled_db, "tester", port=80, sql_seconds=600))
    app.extensions[EXTENSION] = Queries(at_once=1)
    yield app, app.extensions[EXTENSION]
    app.extensions[EXTENSION].close()


def test_other_pages_answer_while_a_query_runs(one_at_a_time: tuple[Any, Queries]) -> None:
    app, queries = one_at_a_time
    address = "/sql?" + urlencode({"q": ENDLESS.format("count(*)")})
    slow = threading.Thread(target=lambda: app.test_client().get(address))
    slow.start()
    reader = app.test_client()
    while (second := reader.get("/sql?q=SELECT+1")).status_code == 200:
        assert slow.is_alive()
        time.sleep(0.05)
    assert second.status_code == 503
    assert "Other queries are still running" in second.text
    assert box(second) == "SELECT 1"
    for page in ("/", "/search?q=khuyen", "/article/3", "/sql"):
        assert reader.get(page).status_code == 200
    assert slow.is_alive()
    queries.close()
    slow.join(60)
    assert not slow.is_alive()


@pytest.mark.parametrize(
    ("site", "into", "code"),
    [
        ("cross-site", "image", 403),
        ("cross-site", "iframe", 403),
        ("same-site", "empty", 403),
        ("cross-site", "document", 200),  # a link that somebody sent
        ("none", "document", 200),
        ("same-origin", "empty", 200),
    ],
)
def test_no_other_site_can_keep_the_machine_busy(bundled_db: Path, site: str, into: str, code: int) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": into}
    assert get(bundled_db, "SELECT 1", headers=headers).status_code == code
