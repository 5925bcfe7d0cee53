"""Watching feeds: what is new comes in once, what fails costs no other, and a signal ends it cleanly."""
from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.command import Ended, call, command, environment
from tests.news import feed, html, item
from tests.site import Site, serving
from tests.test_ingest import articles, ask
from tests.test_intake_web import DULL, LOCAL

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def publish(site: Site, *numbers: int, **headers: str) -> str:
    """A feed of these articles, all there."""
    for number in numbers:
        site.put(f"/{number}", html(number))
    return site.put("/rss", feed(*(item(f"/{number}") for number in numbers)), "text/xml", 200, **headers)


def once(capsys: Capsys, database: Path, *feeds: str) -> Ended:
    return call(capsys, "watch", *feeds, "--once", "--db", database, *LOCAL)


def told(ended: Ended) -> str:
    """What the line of the round says that it brought."""
    return ended.err.splitlines()[-1].partition(".db: ")[2]


def test_a_round_brings_what_is_new(site: Site, database: Path, capsys: Capsys) -> None:
    url = publish(site, 1, 2)
    first = once(capsys, database, url)
    assert (first.code, told(first)) == (0, "2 added")
    publish(site, 1, 2, 3)
    assert told(once(capsys, database, url)) == "1 added"
    assert site.paths() == ["/rss", "/1", "/2", "/rss", "/3"]
    again = once(capsys, database, url)
    assert (again.code, told(again)) == (0, "nothing new")
    assert ask(database, "SELECT count(*), count(finished) FROM runs") == [(2, 2)]


def test_a_feed_that_has_not_changed_is_only_asked(site: Site, database: Path, capsys: Capsys) -> None:
    url = publish(site, 1, ETag='"a"')
    once(capsys, database, url)
    assert told(once(capsys, database, url)) == "nothing new"
    assert site.asked[-1].headers["if-none-match"] == '"a"'


def test_what_failed_for_a_while_is_tried_again_though_the_feed_has_not_changed(
    site: Site, database: Path, capsys: Capsys
) -> None:
    url = publish(site, 1, 2, ETag='"a"')
    site.put("/2", b"", status=500)
    assert told(once(capsys, database, url)) == "1 added, 1 failed"
    site.put("/2", html(2))
    assert told(once(capsys, database, url)) == "1 added"
    assert told(once(capsys, database, url)) == "nothing new"
    assert site.paths() == ["/rss", "/1", "/2", "/rss", "/2", "/rss"]


def test_what_was_refused_is_left_for_some_hours(site: Site, database: Path, capsys: Capsys) -> None:
    url = publish(site, 1, 2, 3)
    del site.pages["/2"]
    site.put("/1", DULL)
    refused = once(capsys, database, url)
    assert (refused.code, told(refused)) == (3, "1 added, 2 failed")
    assert told(once(capsys, database, url)) == "nothing new"
    assert site.paths() == ["/rss", "/1", "/2", "/3", "/rss"]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE fetches SET fetched = '2020-01-01T00:00:00+00:00' WHERE fault IS NOT NULL")
    site.put("/2", html(2))
    assert told(once(capsys, database, url)) == "1 added, 1 failed"
    assert site.paths()[5:] == ["/rss", "/1", "/2"]


def test_a_feed_that_fails_costs_no_other(site: Site, database: Path, capsys: Capsys) -> None:
    url, page = publish(site, 1), site.put("/trang", html(9))
    ended = once(capsys, database, site.url("/gone"), url, page)
    assert (ended.code, told(ended)) == (3, "1 added, 2 failed")
    assert ended.complaints[0] == f"diembao: {site.url('/gone')} does not exist (404 Not Found); check the address"
    assert ended.complaints[1].startswith(f"diembao: {page} is a web page, not a feed")
    assert once(capsys, database, site.url("/gone")).code == 1
    assert once(capsys, database, site.url("/gone"), url).code == 3


def test_a_database_that_another_process_keeps_is_told(site: Site, database: Path, capsys: Capsys,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    url = publish(site, 1)
    once(capsys, database, url)
    monkeypatch.setattr("db.store.PATIENCE", 0.1)
    monkeypatch.setattr("db.store.open_store.__kwdefaults__", {"patience": 0.1})
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = once(capsys, database, url)
    assert ended.code == 1
    assert "another process is writing to" in ended.complaints[-1]


def start(database: Path, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(command("watch", *args, "--db", str(database), *LOCAL), env=environment(), text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def wait_until(done: object, process: subprocess.Popen[str]) -> None:
    assert callable(done)
    patience = time.monotonic() + 60
    while not done() and time.monotonic() < patience:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    assert done()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_round_until_a_signal_ends_it(sign: signal.Signals, site: Site, database: Path) -> None:
    process = start(database, publish(site, 1), "--every", "1s")
    wait_until(lambda: articles(database) == 1, process)
    publish(site, 1, 2)
    wait_until(lambda: articles(database) == 2, process)
    process.send_signal(sign)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    lines = err.splitlines()
    assert lines[0].partition(".db: ")[2].startswith("1 added; next round at ")
    assert "stopping after what is being read; once more stops at once" in lines
    assert lines[-1] == f"stopped; what was done is kept in {database}"
    assert "Traceback" not in err


def test_a_signal_lets_the_article_that_is_being_read_come_in(site: Site, database: Path) -> None:
    url = publish(site, 1, 2)
    process: list[subprocess.Popen[str]] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        process[0].send_signal(signal.SIGTERM)
        time.sleep(0.5)
        body = html(1).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.act("/1", slow)
    process.append(start(database, url, "--once"))
    _, err = process[0].communicate(timeout=60)
    assert process[0].returncode == 130
    assert articles(database) == 1
    assert "/2" not in site.paths()
    assert "1 added" in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["https://x.vn/rss", "--every", "30s"], "--every 30s is too often for https://x.vn/rss: a minute at least"),
        (["https://x.vn/rss", "--every", "often"], "`often` is no interval"),
        (["https://x.vn/rss", "--every", "0m"], "`0m` is no interval"),
        (["https://x.vn/rss", "--every", "2m", "--once"], "exclude each other"),
        (["feed.xml"], "feed.xml is no address of a feed"),
        ([], "Missing argument"),
    ],
)
def test_what_makes_no_sense_is_told(args: list[str], told: str, database: Path, capsys: Capsys) -> None:
    ended = call(capsys, "watch", *args, "--db", database)
    assert ended.code == 2
    assert told in ended.err
