"""Verdicts, marks and readings through the forms of the article page."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup
from werkzeug.test import TestResponse

from db.store import open_store, read_store
from diembao.stored import stored_extraction
from diembao.web.missed import places_of
from extractor.model import Span
from tests.stored import ask
from tests.web import OWN, client, made_db, served


@pytest.fixture
def path(bundled_db: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(bundled_db, tmp_path / "web.db"))


@pytest.fixture
def reader(path: Path) -> FlaskClient:
    return client(path)


def keys(path: Path, article: int = 3) -> list[str]:
    """The keys of an article's figures in the order of the text."""
    return [
        key for (key,) in ask(path, "SELECT fact_key FROM figure_facts WHERE article_id = ? ORDER BY start", article)
    ]


def judge(reader: FlaskClient, key: str, verdict: str, **more: str) -> TestResponse:
    """Sends the form of a fact as the page has it."""
    page = reader.get(f"/article/3?fact={key}").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    given = {"fact": key, "verdict": verdict, "seen": Markup(seen[1]).unescape(), **more}
    return reader.post("/article/3/verdict", data=given, headers=OWN)


def precision(reader: FlaskClient) -> str:
    found = re.search(r'id="precision">([^<]*)<', reader.get("/article/3").text)
    assert found is not None
    return found[1]


def test_a_verdict_is_kept_and_changes_the_precision(reader: FlaskClient, path: Path) -> None:
    first, second, third = keys(path)[:3]
    assert precision(reader) == "–"
    judge(reader, first, "correct")
    judge(reader, second, "correct", note="so với bảng")
    judge(reader, third, "wrong")
    assert precision(reader) == "66.7 %"
    assert '<th scope="row">Figures</th><td class="n">66.7 %</td>' in reader.get("/").text
    assert ask(path, "SELECT fact_key, verdict, note, reviewer, session FROM verdicts") == [
        (first, "correct", None, "tester", "web"),
        (second, "correct", "so với bảng", "tester", "web"),
        (third, "wrong", None, "tester", "web"),
    ]


def test_after_a_verdict_comes_the_next_fact_without_one(reader: FlaskClient, path: Path) -> None:
    first, second, third = keys(path)[2:5]  # with no fact of another kind between them
    judge(reader, second, "unsure")
    assert judge(reader, first, "correct").location == f"/article/3?fact={third}#here"


def test_a_field_is_judged_alone(reader: FlaskClient, path: Path) -> None:
    key = keys(path)[0]
    assert judge(reader, key, "wrong", field="indicator").location.startswith(f"/article/3?fact={key}")
    assert ask(path, "SELECT field, verdict FROM verdicts") == [("indicator", "wrong")]
    assert precision(reader) == "0.0 %"


def test_the_last_word_is_taken_back(reader: FlaskClient, path: Path) -> None:
    first, second = keys(path)[:2]
    judge(reader, first, "correct")
    judge(reader, second, "wrong")
    back = reader.post("/article/3/undo", data={"what": "verdict"}, headers=OWN)
    assert back.location == f"/article/3?fact={second}#here"
    assert precision(reader) == "100.0 %"


def test_the_name_that_was_chosen_signs(reader: FlaskClient, path: Path) -> None:
    reader.post("/preferences/reviewer", data={"reviewer": " Lê  Thị Hoa ", "back": "/article/3"}, headers=OWN)
    judge(reader, keys(path)[0], "correct")
    assert ask(path, "SELECT reviewer FROM verdicts") == [("Lê Thị Hoa",)]


def test_what_was_missed_is_marked_where_it_stands(reader: FlaskClient, path: Path) -> None:
    ((text,),) = ask(path, "SELECT text FROM articles WHERE id = 3")
    start = text.index("Phú Thọ")
    given = {"words": "Phú Thọ", "start": str(start), "kind": "event", "note": ""}
    assert reader.post("/article/3/mark", data=given, headers=OWN).status_code == 303
    assert ask(path, 'SELECT kind, start, "end", quote FROM marks') == [("event", start, start + 7, "Phú Thọ")]
    assert 'id="marked-1"' in reader.get("/article/3").text
    reader.post("/article/3/undo", data={"what": "mark"}, headers=OWN)
    assert 'id="marked-1"' not in reader.get("/article/3").text


def test_words_that_stand_more_than_once_are_asked_about(reader: FlaskClient, path: Path) -> None:
    asked = reader.post(
        "/article/3/mark", data={"words": "Phú  Thọ", "kind": "event"}, headers=OWN, follow_redirects=True
    )
    assert asked.request.path == "/article/3/missed"
    assert asked.text.count("<mark>Phú Thọ</mark>") == 6
    assert ask(path, "SELECT count(*) FROM marks") == [(0,)]


def test_words_that_stand_nowhere_are_told(reader: FlaskClient) -> None:
    told = reader.post(
        "/article/3/mark", data={"words": "không hề có", "kind": "event"}, headers=OWN, follow_redirects=True
    )
    assert "“không hề có” does not stand in the article" in told.text


def test_an_article_is_read_whole(reader: FlaskClient, path: Path) -> None:
    reader.post("/article/3/reading", headers=OWN)
    assert "Read whole by: tester" in reader.get("/article/3").text
    with read_store(path) as archive:
        assert archive.recall("figure").articles == 1


@pytest.mark.parametrize(
    "given",
    [
        {"fact": "0123456789abcdef", "verdict": "correct"},
        {"fact": "KEY", "verdict": "perhaps"},
        {"fact": "KEY", "verdict": "wrong", "field": "colour"},
        {"fact": "KEY", "verdict": "wrong", "seen": "{"},
        {"fact": "KEY", "verdict": "wrong", "seen": '{"colour": 1}'},
        {},
    ],
)
def test_what_is_no_verdict_is_told_and_not_kept(reader: FlaskClient, path: Path, given: dict[str, str]) -> None:
    sent = {name: keys(path)[0] if value == "KEY" else value for name, value in given.items()}
    assert reader.post("/article/3/verdict", data=sent, headers=OWN).status_code == 400
    assert ask(path, "SELECT count(*) FROM verdicts") == [(0,)]


def test_an_older_version_is_shown_but_not_judged(tmp_path: Path) -> None:
    text = (
        "Sản lượng lúa của tỉnh Long An tăng\n\nNăm 2023, sản lượng lúa của tỉnh Long An đạt {} nghìn tấn, tăng 5% so "
        "với năm trước. Tỉnh có 120 hợp tác xã và 45 doanh nghiệp.\n"
    )
    path = made_db(tmp_path, text.format(900))
    made_db(tmp_path, text.format(950))
    reader = client(path)
    ((key,),) = ask(path, "SELECT fact_key FROM figures WHERE article_id = 1 AND quote = '5%'")
    older, newer = (reader.get(f"/article/{i}?fact={key}").text for i in (1, 2))
    assert "This is an older version" in older
    assert 'name="verdict"' not in older
    assert 'name="verdict"' in newer
    assert newer.count(f'fact={key}#here" lang') == 2  # the fact's history: it is in both versions


def test_a_verdict_waits_for_an_ingest_that_holds_the_lock(reader: FlaskClient, path: Path) -> None:
    """The ingest keeps its transaction open while the verdict is given."""
    key, holding, given = keys(path)[0], threading.Event(), threading.Event()

    def ingest() -> None:
        with open_store(path, create=False) as other, other._transaction():
            holding.set()
            given.wait(0.5)

    writer = threading.Thread(target=ingest)
    writer.start()
    holding.wait(10)
    assert judge(reader, key, "correct").status_code == 303
    given.set()
    writer.join()
    assert ask(path, "SELECT fact_key FROM verdicts") == [(key,)]


#: Holds the write lock of the database until its input ends.
HOLDING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.execute("COMMIT")
"""


def test_a_verdict_is_not_refused_while_another_process_writes_for_seconds(path: Path) -> None:
    key, answers = keys(path)[0], list[int]()
    command = [sys.executable, "-c", HOLDING, str(path)]
    with served(path) as address, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin
        assert writer.stdout
        assert writer.stdout.readline().strip() == b"held"
        reviewing = threading.Thread(target=lambda: answers.append(sent(address, key)))
        reviewing.start()
        reviewing.join(3)  # as long as it is held, nothing can be kept
        assert (answers, ask(path, "SELECT count(*) FROM verdicts")) == ([], [(0,)])
        assert urllib.request.urlopen(f"{address}/article/3?fact={key}").status == 200  # and who reads, reads on
        writer.stdin.close()
        reviewing.join(60)
    assert answers == [200]
    assert ask(path, "SELECT fact_key, verdict FROM verdicts") == [(key, "wrong")]


def sent(address: str, key: str) -> int:
    """Sends a verdict to a server, and gives the status of the page that comes next."""
    form = urlencode({"fact": key, "verdict": "wrong"}).encode()
    request = urllib.request.Request(f"{address}/article/3/verdict", form, {"Sec-Fetch-Site": "same-origin"})
    return int(urllib.request.urlopen(request).status)


def test_an_article_that_was_extracted_anew_is_shown_as_it_is_now(tmp_path: Path) -> None:
    """The pages keep what they made of an article; what an ingest changes in it is on the next page."""
    path = made_db(tmp_path, "Sản lượng lúa tăng\n\nNăm 2023, sản lượng lúa của tỉnh Long An đạt 900 nghìn tấn.\n")
    reader = client(path)
    assert reader.get("/article/1").text.count("k-figure") > 1
    with open_store(path, create=False) as store:
        article = stored_extraction(store, store.article(1))
        bare = replace(article, figures=(), ruleset="another", reading=replace(article.reading, sentences=()))
        store.save(replace(bare, numerals=()), bases={}, run=store.begin_run("another", "0"))
    assert reader.get("/article/1").text.count("k-figure") == 0


def test_a_form_that_no_page_of_ours_sends_breaks_nothing(reader: FlaskClient, path: Path) -> None:
    deep = {"fact": keys(path)[0], "verdict": "correct", "seen": "[" * 15_000}
    assert reader.post("/article/3/verdict", data=deep, headers=OWN).status_code == 400
    far = {"words": "Phú Thọ", "kind": "event", "start": str(10**30)}
    asked = reader.post("/article/3/mark", data=far, headers=OWN)
    assert (asked.status_code, "/missed?" in asked.location) == (303, True)
    assert ask(path, "SELECT count(*) FROM verdicts UNION ALL SELECT count(*) FROM marks") == [(0,), (0,)]


@pytest.mark.parametrize(
    ("words", "start", "found"),
    [
        ("a b", None, [Span(0, 3), Span(5, 8)]),
        ("a b", 5, [Span(5, 8)]),
        ("a b", 1, []),
        ("a b", 99, []),
        ("", None, []),
        (" a\tb ", 5, [Span(5, 8)]),
    ],
)
def test_where_words_stand(words: str, start: int | None, found: list[Span]) -> None:
    assert places_of(words, "a b, a\u00a0b", start) == found


def test_a_place_is_shown_with_whole_words_around_it(tmp_path: Path) -> None:
    told = "Sản lượng lúa của tỉnh Long An đạt chín trăm nghìn tấn, cao hơn cùng kỳ năm trước nhờ thời tiết thuận lợi."
    path = made_db(tmp_path, f"Sản lượng lúa tăng\n\n{told} Giá lúa ổn định, nông dân có lãi.\n\nGiá lúa tăng nhẹ.\n")
    page = client(path).get("/article/1/missed?words=Giá lúa").text
    found = re.findall(r'<p lang="vi">(.*?)</p>', page, re.DOTALL)
    assert [" ".join(one.split()) for one in found] == [
        "…trăm nghìn tấn, cao hơn cùng kỳ năm trước nhờ thời tiết thuận lợi. <mark>Giá lúa</mark> ổn định, nông dân có "
        "lãi. Giá lúa tăng nhẹ.",
        "…trước nhờ thời tiết thuận lợi. Giá lúa ổn định, nông dân có lãi. <mark>Giá lúa</mark> tăng nhẹ.",
    ]
