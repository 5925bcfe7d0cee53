"""`diembao verify` on sources that are read otherwise today and on pages that were fetched again."""
from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.command import Ended, call, spawn

Capsys = pytest.CaptureFixture[str]
Verify = Callable[..., Ended]

ARTICLE = """Nghề nuôi tôm ở huyện Thuận Phong được mùa trong năm 2021

Năm 2021, sản lượng tôm nuôi của huyện Thuận Phong đạt 12.500 tấn, tăng 5% so với năm 2020.

Ông Lâm Văn Hải, Chủ tịch UBND huyện Thuận Phong, cho biết huyện đã hỗ trợ 128 tỷ đồng cho các hộ nuôi tôm.

Đến nay, huyện có 42 hợp tác xã nuôi tôm với diện tích 3.200 ha, chủ yếu ở các xã ven biển phía đông.
"""
ADDRESS = "https://bao.example.vn/tom-thuan-phong.html"


@pytest.fixture
def stored(tmp_path: Path, capsys: Capsys) -> Path:
    """A database with the article `tom.txt`."""
    (tmp_path / "tom.txt").write_text(ARTICLE, "utf-8")
    assert call(capsys, "ingest", tmp_path / "tom.txt", "--db", tmp_path / "a.db").code == 0
    return tmp_path / "a.db"


@pytest.fixture
def against(stored: Path, capsys: Capsys) -> Verify:
    """Verifies the stored article against this text, fetched again as `new/tom.txt`."""

    def verify(text: str, *options: object) -> Ended:
        page = stored.parent / "new" / "tom.txt"
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, "utf-8")
        return call(capsys, "verify", "--db", stored, "--against", page, *options)

    return verify


def rows(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


def statuses(ended: Ended) -> dict[str, str]:
    return {row["quote"]: row["status"] for row in rows(ended)}


def test_a_page_that_is_the_same_is_fine(against: Verify, stored: Path) -> None:
    before = stored.read_bytes()
    ended = against(ARTICLE)
    assert (ended.code, ended.out) == (0, "")
    assert "checked 1 sources, 1 articles" in ended.err
    assert stored.read_bytes() == before


def test_an_edited_figure_is_changed_and_the_others_are_moved(against: Verify) -> None:
    page = "Trang chủ\n\n" + ARTICLE.replace("tăng 5%", "tăng 6%")
    ended = against(page)
    assert ended.code == 1
    told = statuses(ended)
    assert told.pop("5%") == "changed"
    assert set(told.values()) == {"moved"}
    assert {"12.500 tấn", "128 tỷ đồng", "42 hợp tác xã", "3.200 ha"} <= told.keys()
    for row in rows(ended):
        assert ARTICLE[row["start"] : row["end"]] == row["quote"]
        assert page[row["now_start"] : row["now_end"]] == (row["now"] or row["quote"])
    (changed,) = [row for row in rows(ended) if row["status"] == "changed"]
    assert (changed["now"], changed["kind"], changed["check"], changed["article"]) == ("6%", "figure", "fact", 1)


def test_the_table_has_the_worst_first_and_a_count_of_each(
    against: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # however long the path of the page is, it stands in its line
    ended = against("Trang chủ\n\n" + ARTICLE.replace("tăng 5%", "tăng 6%"), "--format", "table")
    lines = [line.split() for line in ended.out.splitlines() if "#1" in line]
    assert lines[0][:3] == ["#1", "figure", "5%"]
    assert lines[0][-1] == "6%"
    counted = next(line.split()[-5:] for line in ended.out.splitlines() if "tom.txt" in line)
    assert counted == ["0", str(len(lines) - 1), "0", "1", "0"]


def test_what_is_left_out_of_the_page_is_gone(against: Verify) -> None:
    ended = against(ARTICLE.partition("Đến nay")[0])
    assert ended.code == 1
    assert statuses(ended) == {"42 hợp tác xã": "gone", "3.200 ha": "gone"}


def test_a_page_taken_down_leaves_nothing(against: Verify) -> None:
    ended = against("Trang chủ\nThời sự\nKinh tế\nKhông tìm thấy trang\n")
    assert ended.code == 1
    checks = Counter(row["check"] for row in rows(ended))
    assert checks["page"] == 1
    assert {row["status"] for row in rows(ended) if row["check"] == "fact"} == {"gone"}


def test_a_fact_in_what_has_become_boilerplate_is_told(against: Verify) -> None:
    ended = against(ARTICLE.replace("Đến nay", "Tin liên quan\n\nĐến nay"), "--format", "jsonl")
    assert ended.code == 1
    dropped = {row["quote"]: row["why"] for row in rows(ended) if row["dropped"]}
    assert dropped.keys() == {"42 hợp tác xã", "3.200 ha"}
    assert all("dropped as boilerplate now" in why for why in dropped.values())


def test_a_page_is_found_by_its_address(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines()[2:] if line)
    page = f"<html><body><article><h1>{ARTICLE.splitlines()[0]}</h1>{body}</article></body></html>"
    assert spawn(tmp_path, "ingest", "-", "--url", ADDRESS, stdin=page.encode()).code == 0
    again = page.replace("<body>", "<body><nav><a href='/'>Trang chủ</a></nav>").replace("128 tỷ", "129 tỷ")
    ended = spawn(tmp_path, "verify", "--against", "-", "--url", ADDRESS, stdin=again.encode())
    assert ended.code == 1
    assert statuses(ended)["128 tỷ đồng"] == "changed"
    assert statuses(ended)["12.500 tấn"] == "moved"
    linked = again.replace("<html>", f"<html><head><link rel='canonical' href='{ADDRESS}'></head>")
    (tmp_path / "saved.html").write_text(linked, "utf-8")
    assert statuses(spawn(tmp_path, "verify", "--against", "saved.html")) == statuses(ended)


@pytest.mark.parametrize("there", ["p:nth-of-type(1)", "p:nth-of-type(9)"])
def test_a_path_that_leads_to_another_element_is_told(there: str, tmp_path: Path, capsys: Capsys) -> None:
    lines = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n\n"))
    (tmp_path / "tom.html").write_text(f"<html><body><article>{lines}</article></body></html>", "utf-8")
    assert call(capsys, "ingest", tmp_path / "tom.html", "--db", tmp_path / "a.db").code == 0
    assert call(capsys, "verify", "--db", tmp_path / "a.db").code == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("UPDATE blocks SET selector = replace(selector, 'p:nth-of-type(2)', ?)", [there])
        database.commit()
    ended = call(capsys, "verify", "--db", tmp_path / "a.db", "--format", "table")
    assert ended.code == 1
    assert f"is not in the element html > body > article:nth-of-type(1) > {there} of its source" in ended.out


def test_a_page_under_another_name_needs_its_article(stored: Path, capsys: Capsys) -> None:
    page = Path(shutil.copy(stored.parent / "tom.txt", stored.parent / "other.txt"))
    alone = call(capsys, "verify", "--db", stored, "--against", page)
    assert alone.code == 1
    assert "no stored article has its address or name; say with --article which one it is" in alone.complaints[0]
    assert call(capsys, "verify", "--db", stored, "--against", page, "--article", "1").code == 0
    assert call(capsys, "verify", "--db", stored, "--against", page, "--article", "nghề nuôi tôm").code == 0


def test_pages_that_are_none_cost_no_other(stored: Path, capsys: Capsys) -> None:
    folder = stored.parent / "again"
    folder.mkdir()
    shutil.copy(stored.parent / "tom.txt", folder / "tom.txt")
    (folder / "empty.txt").touch()
    ended = call(capsys, "verify", "--db", stored, "--against", folder, folder / "missing.txt")
    assert (ended.code, ended.out) == (3, "")
    assert [complaint.rpartition("/")[2].split()[0] for complaint in ended.complaints] == ["empty.txt", "missing.txt"]


def test_two_articles_of_one_name_are_told_apart_by_number(stored: Path, capsys: Capsys) -> None:
    for folder, sign in (("one", "A"), ("two", "B")):
        (stored.parent / folder).mkdir()
        (stored.parent / folder / "same.txt").write_text(ARTICLE + f"\nNguồn tin {sign}.\n", "utf-8")
    call(capsys, "ingest", stored.parent / "one", stored.parent / "two", "--db", stored)
    (stored.parent / "same.txt").write_text(ARTICLE, "utf-8")
    ended = call(capsys, "verify", "--db", stored, "--against", stored.parent / "same.txt")
    assert ended.code == 1
    assert "2 articles are called same.txt: name one by its number, such as 2" in ended.complaints[0]


@pytest.mark.parametrize(
    "args",
    [["tom.txt"], ["--against"], ["--against", "a", "b", "--article", "1"], ["--against", "a", "b", "--url", "x"]],
)
def test_options_that_do_not_go_together(args: list[str], stored: Path, capsys: Capsys) -> None:
    assert call(capsys, "verify", "--db", stored, *args).code == 2


def test_only_the_articles_of_the_pages_are_checked(stored: Path, capsys: Capsys) -> None:
    (stored.parent / "other.txt").write_text(ARTICLE.replace("Thuận Phong", "Vĩnh Lộc"), "utf-8")
    call(capsys, "ingest", stored.parent / "other.txt", "--db", stored)
    change(stored, 'UPDATE figures SET start = start + 1, "end" = "end" + 1 WHERE article_id = 2')
    assert call(capsys, "verify", "--db", stored, "--against", stored.parent / "tom.txt").code == 0
    ended = call(capsys, "verify", "--db", stored, "--against", stored.parent / "other.txt")
    assert ended.code == 1
    assert {row["check"] for row in rows(ended)} == {"quote"}


def change(database: Path, sql: str, *parameters: object) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(sql, parameters)
        connection.commit()


def test_facts_of_a_source_that_is_read_otherwise_today_are_looked_for(stored: Path, capsys: Capsys) -> None:
    """As after a change of the reader: the bytes are as they came, but no longer give the stored text."""
    page = ("Trang chủ\n\n" + ARTICLE.replace("tăng 5%", "tăng 6%")).encode()
    told = zlib.compress(page), hashlib.sha256(page).hexdigest()
    change(stored, "UPDATE sources SET content = ?, sha256 = ?", *told)
    ended = call(capsys, "verify", "--db", stored)
    assert ended.code == 1
    assert [row["why"] for row in rows(ended) if row["check"] == "text"] == [
        "the text of article 1 is not the one that it gives"
    ]
    assert Counter(row["status"] for row in rows(ended) if row["check"] == "fact")["changed"] == 1
    table = call(capsys, "verify", "--db", stored, "--format", "table").out
    assert "source 1 (" in table
    assert "its source, read today" in table


def test_rules_that_drop_more_lines_show_their_facts(stored: Path, capsys: Capsys) -> None:
    folder = stored.parent / "rules"
    folder.mkdir()
    (folder / "boilerplate.toml").write_text(
        "[[rule]]\nname = 'shrimp'\nkind = 'page_furniture'\npattern = '^Đến nay, huyện có .+$'\n"
        "examples = [{ text = 'Đến nay, huyện có 42 hợp tác xã' }]\ncounterexamples = ['Huyện có 42 hợp tác xã']\n",
        "utf-8",
    )
    assert call(capsys, "verify", "--db", stored).code == 0
    ended = call(capsys, "verify", "--db", stored, "--patterns", folder)
    assert ended.code == 1
    assert {row["quote"] for row in rows(ended)} == {"42 hợp tác xã", "3.200 ha"}
    assert {row["status"] for row in rows(ended)} == {"ok"}
