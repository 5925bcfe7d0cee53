"""What happens to the database when things go wrong: killed, crowded, full, wrongly named, asked to change."""
from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import store as store_module
from db.connect import write_connection
from db.store import StoreError, open_store, query, read_store
from extractor.model import Extraction, ExtractionError
from tests.extraction import BASES, STEMS, gold_extraction, longer, named
from tests.stored import ask, corpus, save

ROOT = Path(__file__).parent.parent
REPORT = gold_extraction(STEMS[2])

# Saves pickled extractions in a process of its own; with `die`, that process is killed in the middle of the last.
_SAVER = """
import os, pickle, signal, sys
from pathlib import Path
from db import save
from db.store import open_store

path, extractions, die = sys.argv[1], pickle.loads(Path(sys.argv[2]).read_bytes()), sys.argv[3:] == ["die"]
with open_store(path, create=True) as store:
    run = store.begin_run(extractions[0].ruleset, "0.1.0")
    for left, extraction in enumerate(extractions[::-1]):
        if die and left == len(extractions) - 1:
            save._documents = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        store.save(extraction, bases={}, run=run)
    store.finish_run(run)
"""


def saver(path: Path, extractions: Sequence[Extraction], *how: str) -> subprocess.Popen[bytes]:
    given = path.with_name(f"{extractions[0].source.name.replace('/', '-')}.pickle")
    given.write_bytes(pickle.dumps(extractions))
    return subprocess.Popen([sys.executable, "-c", _SAVER, str(path), str(given), *how], cwd=ROOT)


def copies(number: int, prefix: str = "copy") -> list[Extraction]:
    """Articles of different bytes and names with the same facts."""
    return [named(longer(REPORT, f"\nBản {prefix} {i}."), f"{prefix}/{i}.txt") for i in range(number)]


def assert_whole(path: Path, articles: int) -> None:
    """So many articles, each with all its facts and nothing else."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = "(SELECT count(*) FROM {} WHERE article_id = articles.id)"
    told = ask(path, f"SELECT {counts.format('figures')}, {counts.format('numerals')} FROM articles")
    assert told == [(len(REPORT.figures), len(REPORT.numerals))] * articles
    assert ask(path, "SELECT * FROM mismatches") == []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


def test_a_process_killed_while_it_saves_leaves_whole_articles(path: Path) -> None:
    assert saver(path, copies(3), "die").wait(60) == -signal.SIGKILL
    assert_whole(path, 2)
    assert ask(path, "SELECT finished FROM runs") == [(None,)]
    assert [outcome.result for outcome in save(path, copies(3))] == ["added", "unchanged", "unchanged"]


def test_two_processes_write_at_once(path: Path) -> None:
    both = [saver(path, copies(8, prefix)) for prefix in ("first", "second")]
    assert [process.wait(60) for process in both] == [0, 0]
    assert_whole(path, 16)
    assert ask(path, "SELECT added FROM runs") == [(8,), (8,)]


def test_ctrl_c_in_a_save_leaves_nothing_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    save(path, copies(1))
    with open_store(path, create=False) as store:
        run = store.begin_run(REPORT.ruleset, "0.1.0")
        with monkeypatch.context() as patch:
            patch.setattr("db.save._documents", stop)
            with pytest.raises(KeyboardInterrupt):
                store.save(copies(2)[1], bases=BASES, run=run)
        assert_whole(path, 1)
        assert store.save(copies(2)[1], bases=BASES, run=run).result == "added"


def test_a_locked_database_says_who_is_in_the_way(path: Path) -> None:
    save(path, copies(1))
    with closing(write_connection(path, create=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"):
            save(path, copies(2), patience=0.05)
        with read_store(path) as archive:
            assert archive.overview().articles == 1
    assert_whole(path, 1)


def _fill(path: Path) -> int:
    """Saves articles until the disk is full; how many are stored."""
    with open_store(path, create=True) as store:
        run = store.begin_run(REPORT.ruleset, "0.1.0")
        for stored, extraction in enumerate(copies(500)):
            try:
                store.save(extraction, bases=BASES, run=run)
            except StoreError as error:
                assert "is full" in str(error)  # noqa: PT017
                return stored
    raise AssertionError("the disk was never full")


def test_a_full_file_keeps_what_was_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(*args: Any, **options: Any) -> sqlite3.Connection:
        connection = write_connection(*args, **options)
        connection.execute("PRAGMA max_page_count = 150")
        return connection

    monkeypatch.setattr(store_module, "write_connection", limited)
    stored = _fill(path)
    assert stored > 0
    assert_whole(path, stored)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_keeps_what_was_done(small_disk: Path) -> None:
    path = small_disk / "test.db"
    stored = _fill(path)
    assert stored > 0
    assert_whole(path, stored)


def test_a_disk_without_room_for_a_database_says_so(small_disk: Path) -> None:
    subprocess.run(["dd", "if=/dev/zero", f"of={small_disk / 'ballast'}", "bs=4k"], capture_output=True)
    with pytest.raises(StoreError, match="full"):
        open_store(small_disk / "test.db", create=True)


def test_a_database_on_a_read_only_disk_can_be_read(small_disk: Path) -> None:
    path = small_disk / "test.db"
    save(path, copies(1))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with read_store(path) as archive:
        assert archive.overview().articles == 1
    with pytest.raises(StoreError, match=r"cannot be (written|opened)"):
        open_store(path, create=True)


def test_a_fact_that_no_table_may_hold_is_refused_with_its_article(path: Path) -> None:
    wrong = replace(REPORT, events=(replace(REPORT.events[0], type="party"),))
    with pytest.raises(ExtractionError, match=r"a fact of .*2_80f6a541d3143ff6\.txt cannot be stored"):
        save(path, [wrong])
    assert ask(path, "SELECT count(*) FROM sources") == [(0,)]
    assert [outcome.result for outcome in save(path, corpus())] == ["added"] * 5


def _not_sqlite(path: Path) -> None:
    path.write_text("Hội nghị khuyến công", "utf-8")


def _not_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE articles (id)")


def _damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + os.urandom(5000))


def _empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_not_sqlite, "is not a SQLite database"),
        (_not_ours, "none of diembao's"),
        (_damaged, "is not a SQLite database|is damaged"),
        (Path.mkdir, "is a folder"),
    ],
)
def test_what_is_no_database_of_ours_is_left_alone(path: Path, make: Any, message: str) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for attempt in (read_store, lambda p: open_store(p, create=True), lambda p: query(p, "SELECT 1")):
        with pytest.raises(StoreError, match=message):
            attempt(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_mistyped_name_makes_no_file(path: Path) -> None:
    for attempt in (read_store, lambda p: open_store(p, create=False), lambda p: query(p, "SELECT 1")):
        with pytest.raises(StoreError, match="does not exist"):
            attempt(path)
    assert list(path.parent.iterdir()) == []
    with pytest.raises(StoreError, match=r"the folder .* does not exist"):
        open_store(path / "test.db", create=True)


def test_an_empty_file_may_become_a_database(path: Path) -> None:
    _empty(path)
    with pytest.raises(StoreError, match="is empty"):
        read_store(path)
    save(path, copies(1))
    assert_whole(path, 1)
