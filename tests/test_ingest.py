"""Ingest for real: a bad input gets its line and costs no other, and whatever stops it leaves nothing half-written."""
from __future__ import annotations

import io
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import corpus
from extractor.model import Extraction, Source
from extractor.pipeline import extract
from patterns import Ruleset
from tests.command import call, command, environment, spawn

Capsys = pytest.CaptureFixture[str]
ARTICLE = corpus.ARTICLES / "004_dbb4702459d210f3.txt"


def ask(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def articles(database: Path) -> int:
    """How many articles are in a database, none while it is still being made."""
    try:
        return int(str(ask(database, "SELECT count(*) FROM articles")[0][0]))
    except sqlite3.Error:
        return 0


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n\xc2\xa0", "is empty"),
    "binary.txt": (b"Tin \x00\x01\x02" * 50, "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
    "english.txt": (b"The ministry said that output rose by 5 percent in the first half of the year. " * 5,
                    "is not Vietnamese"),
    "menu.html": ("<html><body><nav><a href='/'>Trang chủ</a> <a href='/a'>Thời sự</a></nav></body></html>".encode(),
                  "article"),
}  # fmt: skip


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with one article, every kind of file that is none, and a folder without articles."""
    folder = tmp_path / "in"
    (folder / "nothing").mkdir(parents=True)
    (folder / "nothing" / "notes.md").write_text("# notes", "utf-8")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    shutil.copy(ARTICLE, folder / "good.txt")
    return folder


def test_every_bad_input_gets_one_line_and_the_others_are_ingested(inputs: Path) -> None:
    ended = spawn(inputs.parent, "ingest", "in", "in/nothing", "in/missing.txt")
    assert (ended.code, ended.out) == (3, "")
    lines = ended.err.splitlines()
    for name, (_, why) in BAD.items():
        (told,) = [line for line in lines if line.startswith(f"diembao: in/{name} ")]
        assert why in told
    suffixes = ".txt, .html, .htm, .xhtml, .jsonl, .ndjson, .zip, .warc"
    assert f"diembao: in/nothing holds no article: no file ends in {suffixes}; name the files themselves" in lines
    assert "diembao: in/missing.txt does not exist; check the path" in lines
    assert lines[-1] == f"diembao.db: 1 added, {len(BAD) + 2} failed"
    assert len(lines) == len(BAD) + 3
    assert ask(inputs.parent / "diembao.db", "SELECT name FROM articles") == [("in/good.txt",)]
    assert ask(inputs.parent / "diembao.db", "SELECT failed FROM runs WHERE finished IS NOT NULL") == [(len(BAD) + 2,)]


def test_where_nothing_can_be_used_no_database_is_made(inputs: Path) -> None:
    ended = spawn(inputs.parent, "ingest", "in/empty.txt", "in/missing.txt")
    assert ended.code == 1
    assert len(ended.complaints) == 2
    assert not (inputs.parent / "diembao.db").exists()


def test_extract_goes_on_after_a_bad_input_too(inputs: Path, capsys: Capsys) -> None:
    ended = call(capsys, "extract", inputs / "empty.txt", inputs / "good.txt")
    assert ended.code == 3
    assert len(ended.complaints) == 1
    assert ended.out.count("\n") == 1
    assert call(capsys, "extract", inputs / "empty.txt").code == 1


def test_a_file_that_may_not_be_read_is_named(inputs: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "good.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    ended = call(capsys, "ingest", inputs / "good.txt", ARTICLE, "--db", inputs / "a.db")
    assert ended.code == 3
    assert ended.complaints == [
        f"diembao: {inputs / 'good.txt'} may not be opened: permission denied; ask for it or run `chmod u+rw` on it"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file, whatever its permissions")
def test_a_file_without_permission_is_named(inputs: Path) -> None:
    (inputs / "good.txt").chmod(0)
    ended = spawn(inputs.parent, "ingest", "in/good.txt")
    assert ended.code == 1
    assert "permission denied" in ended.err


def test_a_defect_in_one_article_costs_no_other(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: Source, rules: Ruleset) -> Extraction:
        if source.name.startswith("000"):
            raise IndexError("a defect")
        return extract(source, rules)

    monkeypatch.setattr("diembao.keeping.extract", broken)
    ended = call(capsys, "ingest", "--bundled", "--db", tmp_path / "a.db")
    assert ended.code == 3
    assert len(ended.complaints) == 1
    assert "made diembao fail (IndexError: a defect); this is a defect: please report it" in ended.err
    assert articles(tmp_path / "a.db") == 4


def test_the_same_again_changes_nothing(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    database = Path(shutil.copy(bundled_db, tmp_path / "a.db"))
    before = ask(database, "SELECT id, article_id, fact_key, run_id FROM figures ORDER BY id")
    ended = call(capsys, "ingest", "--bundled", "--db", database)
    assert (ended.code, ended.out, ended.err) == (0, "", f"{database}: 5 unchanged\n")
    assert ask(database, "SELECT id, article_id, fact_key, run_id FROM figures ORDER BY id") == before


def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(tmp_path: Path, capsys: Capsys) -> None:
    file, database = tmp_path / "a.txt", tmp_path / "a.db"
    shutil.copy(ARTICLE, file)
    assert call(capsys, "ingest", file, "--db", database).err.endswith("1 added\n")
    file.write_text(ARTICLE.read_text("utf-8").rstrip() + "\n\nTỉnh đã hỗ trợ 25 dự án trong năm 2020.\n", "utf-8")
    assert call(capsys, "ingest", file, "--db", database).err.endswith("1 new version\n")
    assert ask(database, "SELECT version, current FROM articles ORDER BY id") == [(1, 0), (2, 1)]
    assert call(capsys, "verify", "--db", database).code == 0


def test_a_page_from_standard_input_is_kept_under_its_address(tmp_path: Path) -> None:
    url = "https://bao.example.vn/tin-1.html"
    ended = spawn(tmp_path, "ingest", "-", "--url", url, stdin=ARTICLE.read_bytes())
    assert (ended.code, ended.out, ended.err) == (0, "", "diembao.db: 1 added\n")
    assert ask(tmp_path / "diembao.db", "SELECT name, url FROM articles") == [(url, url)]


def test_two_pages_from_standard_input_are_two_articles(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [path.read_bytes() for path in sorted(corpus.ARTICLES.glob("*.txt"))[:2]]
    for page, told in zip([*pages, pages[0]], ("1 added", "1 added", "1 unchanged"), strict=True):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page)))
        assert call(capsys, "ingest", "-", "--db", tmp_path / "a.db").err.endswith(f": {told}\n")
    assert len(ask(tmp_path / "a.db", "SELECT name FROM articles WHERE current")) == 2


def test_a_folder_is_read_with_all_folders_below(tmp_path: Path, capsys: Capsys) -> None:
    for name in ("b.txt", "x/a.HTM", "x/y/c.html", "x/skipped.md", ".hidden/d.txt", "x/.e.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        # Different bytes, else they would be one source under several names.
        (tmp_path / "in" / name).write_bytes(ARTICLE.read_bytes() + b"\n" * len(name))
    assert call(capsys, "ingest", tmp_path / "in", "--db", tmp_path / "a.db").code == 0
    names = [str(name) for (name,) in ask(tmp_path / "a.db", "SELECT name FROM articles")]
    assert sorted(name.removeprefix(f"{tmp_path}/in/") for name in names) == ["b.txt", "x/a.HTM", "x/y/c.html"]


def test_odd_files_in_a_folder_are_told_or_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "a folder.txt").mkdir(parents=True)
    shutil.copy(ARTICLE, folder / "a folder.txt" / "tin\nmới.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "up").symlink_to("..")
    named = os.path.join(os.fsencode(folder), b"t\xe3n.txt")
    with open(named, "wb") as file:
        file.write(ARTICLE.read_bytes() + b"\n")
    ended = spawn(tmp_path, "ingest", "in")
    assert (ended.code, ended.out) == (3, "")
    assert sorted(ended.complaints) == [
        "diembao: in/gone.txt does not exist; check the path",
        "diembao: in/loop.txt is a link that leads to itself; mend the link",
    ]
    names = ask(tmp_path / "diembao.db", "SELECT name FROM articles ORDER BY name")
    assert names == [("in/a folder.txt/tin\nmới.txt",), ("in/t\\xe3n.txt",)]
    assert spawn(tmp_path, "extract", "in", "--format", "jsonl", PYTHONIOENCODING="ascii").out.count("\n") == 2


def not_a_database(path: Path) -> None:
    path.write_text("tên,giá trị\n" * 100, "utf-8")


def a_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (x)")
        connection.commit()


@pytest.mark.parametrize("make", [not_a_database, a_foreign_database])
def test_a_file_that_is_not_our_database_is_left_alone(make: object, tmp_path: Path, capsys: Capsys) -> None:
    assert callable(make)
    make(tmp_path / "a.db")
    before = (tmp_path / "a.db").read_bytes()
    for args in (["ingest", "--bundled"], ["query", "SELECT 1"], ["show", "1"], ["verify"], ["overview"]):
        ended = call(capsys, *args, "--db", tmp_path / "a.db")
        assert (ended.code, ended.out) == (1, ""), args
        assert len(ended.complaints) == 1
        assert str(tmp_path / "a.db") in ended.complaints[0]
        assert "name another file" in ended.complaints[0]
    assert (tmp_path / "a.db").read_bytes() == before


@pytest.mark.parametrize("args", [["query", "SELECT 1"], ["show", "1"], ["verify"], ["overview"]])
def test_a_mistyped_database_is_not_made(args: list[str], tmp_path: Path, capsys: Capsys) -> None:
    ended = call(capsys, *args, "--db", tmp_path / "typo.db")
    assert ended.code == 1
    assert ended.complaints[0].startswith(f"diembao: {tmp_path / 'typo.db'} does not exist")
    assert list(tmp_path.iterdir()) == []


def test_the_database_may_come_from_the_environment(bundled_db: Path, tmp_path: Path) -> None:
    ended = spawn(tmp_path, "query", "SELECT count(*) AS n FROM articles", DIEMBAO_DB=str(bundled_db))
    assert (ended.code, ended.out) == (0, '{"n": 5}\n')


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: " + mounted.stderr.decode().strip())
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_half_written(small_disk: Path) -> None:
    ended = spawn(small_disk, "ingest", "--bundled")
    assert ended.code == 1
    assert len(ended.complaints) == 1
    assert "full" in ended.complaints[0]
    assert "Traceback" not in ended.err
    if (small_disk / "diembao.db").exists() and articles(small_disk / "diembao.db"):
        assert spawn(small_disk, "verify").code == 0


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with more articles than are ingested in a moment."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        for path in corpus.ARTICLES.glob("00[13]*.txt"):
            (folder / f"{number:02}-{path.name}").write_bytes(path.read_bytes() + b"\n" * number)
    return folder


def stop(cwd: Path, sign: signal.Signals) -> tuple[int, str]:
    """Starts an ingest of `many`, sends it the signal once the first article is kept; its exit code and its words."""
    process = subprocess.Popen(
        command("ingest", "many"), cwd=cwd, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    patience = time.monotonic() + 60
    while not articles(cwd / "diembao.db") and time.monotonic() < patience:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    process.send_signal(sign)
    out, err = process.communicate(timeout=60)
    assert out == ""
    return process.returncode, err


def test_ctrl_c_keeps_what_is_done(many: Path) -> None:
    code, err = stop(many.parent, signal.SIGINT)
    kept = articles(many.parent / "diembao.db")
    assert code == 130
    told = "diembao: stopped; what was done is kept in diembao.db: {} added; the same command does the rest"
    # One more may have been kept just before the signal came, and not been counted yet.
    assert err.strip().replace("nothing", "0 added") in (told.format(kept), told.format(kept - 1))
    assert 0 < kept < 80
    assert spawn(many.parent, "verify").code == 0


def test_a_killed_ingest_leaves_whole_articles_only(many: Path, capsys: Capsys) -> None:
    code, err = stop(many.parent, signal.SIGKILL)
    database = many.parent / "diembao.db"
    assert (code, err) == (-signal.SIGKILL, "")
    kept = articles(database)
    assert 0 < kept < 80
    assert call(capsys, "verify", "--db", database).code == 0
    assert ask(database, "SELECT count(*) FROM runs WHERE finished IS NULL") == [(1,)]
    some = sorted(many.iterdir())[: kept + 2]
    assert spawn(many.parent, "ingest", *(path.relative_to(many.parent) for path in some)).err == (
        f"diembao.db: {kept} unchanged, 2 added\n"
    )


def on_a_terminal(cwd: Path, answer: bytes) -> tuple[int, str]:
    """`diembao ingest` without a path, its input being a terminal on which somebody types an answer."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("ingest"), cwd=cwd, env=environment(), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.write(ours, answer)
    out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert out == b""
    return process.returncode, err.decode()


def test_without_a_path_the_bundled_articles_are_offered_on_a_terminal(tmp_path: Path) -> None:
    code, err = on_a_terminal(tmp_path, b"y\n")
    assert code == 0
    assert "Ingest the articles that come with diembao?" in err
    assert err.endswith("diembao.db: 5 added\n")


def test_the_offer_may_be_declined(tmp_path: Path) -> None:
    code, _ = on_a_terminal(tmp_path, b"n\n")
    assert code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_rules_changes_what_is_found(tmp_path: Path, capsys: Capsys) -> None:
    text = "Mở rộng chợ đầu mối\n\nNăm 2021, chợ đầu mối của tỉnh đã tiêu thụ 350 sọt vải thiều cho bà con nông dân.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "rules").mkdir()
    unit = "[[unit]]\nname = 'sọt'\nkind = 'quantity'\nsymbol = 'sọt'\nforms = ['sọt']\n"
    (tmp_path / "rules" / "baskets.toml").write_text(unit, "utf-8")
    without = call(capsys, "extract", tmp_path / "a.txt").out
    changed = call(capsys, "extract", tmp_path / "a.txt", "--patterns", tmp_path / "rules").out
    assert '"kind": "quantity", "value": "350"' not in without
    assert '"kind": "quantity", "value": "350", "value_max": null, "unit": "sọt"' in changed


def test_the_same_bytes_give_the_same_facts_in_any_process() -> None:
    one, two = (spawn(corpus.ARTICLES.parent, "extract", "articles", PYTHONHASHSEED=seed) for seed in "12")
    assert one.code == 0
    assert one.out == two.out
