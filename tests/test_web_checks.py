"""The page of checks: what disagrees first, each number beside the other, filtered and page by page."""
from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from db.store import read_store
from diembao.audit.checks import find, kept
from tests.reading import rules
from tests.stored import ask
from tests.web import client, made_db

TEXT = """Giải ngân <b>vốn</b> đầu tư công của tỉnh Hải Dương

Năm 2023, tỉnh Hải Dương giải ngân 30,2/40 tỷ đồng (đạt 85,5%).

Kinh phí năm 2024 là 90 tỷ đồng, gồm vốn trung ương 50 tỷ đồng, vốn tỉnh 20 tỷ đồng và vốn huyện 30 tỷ đồng.

Thu ngân sách năm 2022 của huyện Hải Hậu đạt 90 tỷ đồng, trong đó thuế 60 tỷ đồng, phí 30 tỷ đồng.
"""


def plain(page: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def outcomes(page: str) -> list[tuple[str, str]]:
    """The verdict and kind of each check that is shown."""
    return re.findall(r'<span class="badge \w+">([^<]*)</span> · ([^<]*)</h2>', page)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_db(tmp_path_factory.mktemp("checks"), TEXT)


def test_what_disagrees_comes_first_with_both_numbers(path: Path) -> None:
    page = client(path).get("/checks").text
    assert outcomes(page) == [("differs", "share of a plan"), ("differs", "parts and sum"), ("agrees", "parts and sum")]
    words = plain(page)
    assert "Worked out 75.5 % Told 85.5 % Difference +10.0 %" in words
    assert "Worked out 100 000 000 000 VND Told 90 000 000 000 VND Difference −10 000 000 000 VND" in words
    assert "50 000 000 000 + 20 000 000 000 + 30 000 000 000 = 100 000 000 000; told 90 000 000 000" in words


def test_each_figure_stands_in_its_sentence_and_leads_to_the_fact(path: Path) -> None:
    page = client(path).get("/checks?verdict=differs&kind=attainment").text
    ((key,),) = ask(path, "SELECT fact_key FROM figure_facts WHERE quote = '85,5%'")
    assert f'(đạt <a href="/article/1?fact={key}#here"><mark>85,5%</mark></a>' in page
    assert "giải ngân 30,2 reached / 40 tỷ đồng plan (đạt 85,5% percent )" in plain(page)
    assert "Giải ngân &lt;b&gt;vốn&lt;/b&gt; đầu tư công" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?verdict=agrees", ["agrees"]),
        ("?verdict=differs", ["differs", "differs"]),
        ("?kind=sum", ["differs", "agrees"]),
        ("?kind=sum&verdict=differs", ["differs"]),
        ("?verdict=conflict", []),
        ("?verdict=nonsense&kind=", ["differs", "differs", "agrees"]),
        ("?after=nonsense-1", ["differs", "differs", "agrees"]),
        ("?after=differs-99999999999999999999", ["differs", "differs", "agrees"]),
        ("?after=differs-2", ["agrees"]),
        ("?after=agrees-3&verdict=differs", []),
    ],
)
def test_the_list_is_filtered(path: Path, asked: str, shown: list[str]) -> None:
    page = client(path).get(f"/checks{asked}")
    assert page.status_code == 200
    assert [verdict for verdict, _ in outcomes(page.text)] == shown
    assert ("There is nothing of this kind." in page.text) is (shown == [])


def test_the_filters_tell_how_many_there_are(path: Path) -> None:
    words = plain(client(path).get("/checks?kind=sum").text)
    assert "Outcome all 2 differs 1 contradicts 0 agrees 1" in words
    assert "Kind all 3 share of a plan 1 parts and sum 2 part of a whole 0" in words
    assert "Kết quả tất cả 3 lệch 2 mâu thuẫn 0 khớp 1" in plain(client(path, language="vi").get("/checks").text)


def test_pages_follow_each_other_without_a_gap(bundled_db: Path, tmp_path: Path) -> None:
    """Sixty checks more, of mixed verdicts, on the figures of one that is there."""
    path = Path(shutil.copy(bundled_db, tmp_path / "many.db"))
    with closing(sqlite3.connect(path)) as database, database:
        for number in range(60):
            verdict = ("agrees", "differs", "conflict")[number % 3]
            made = database.execute(
                "INSERT INTO checks (article_id, run_id, kind, verdict, formula, expected, told, tolerance, unit) "
                "SELECT article_id, run_id, kind, ?, ?, expected, told, tolerance, unit FROM checks WHERE id = 1",
                (verdict, f"formula {number}."),
            )
            database.execute(
                "INSERT INTO check_figures SELECT ?, ordinal, role, figure_id FROM check_figures WHERE check_id = 1",
                (made.lastrowid,),
            )
    reader, address, seen = client(path), "/checks", list[str]()
    verdicts: list[str] = []
    while address:
        page = reader.get(address).text
        assert len(outcomes(page)) <= 20
        seen += re.findall(r'class="formula">([^<]*)<', page)
        verdicts += [verdict for verdict, _ in outcomes(page)]
        following = re.search(r'rel="next" href="([^"]*)"', page)
        address = unescape(following[1]) if following else ""
    assert verdicts == ["differs"] * 20 + ["contradicts"] * 20 + ["agrees"] * 28
    assert len(set(seen)) == 68


def test_checks_of_older_versions_are_not_shown(tmp_path: Path) -> None:
    made_db(tmp_path, TEXT)
    path = made_db(tmp_path, TEXT.replace("85,5%", "75,5%"))
    assert outcomes(client(path).get("/checks?kind=attainment").text) == [("agrees", "share of a plan")]


def test_an_empty_database_has_no_checks(tmp_path: Path) -> None:
    text = "Hội nghị của tỉnh Hải Dương\n\nNgày 5/3/2024, tỉnh Hải Dương tổ chức hội nghị tại huyện Gia Lộc.\n"
    path = made_db(tmp_path, text)
    assert "There is nothing of this kind." in client(path).get("/checks").text


def test_the_page_shows_what_the_command_finds(bundled_db: Path) -> None:
    with read_store(bundled_db) as archive:
        ids = [place.id for place in archive.check_page(limit=100)]
        assert len(ids) == 8
        found = sorted(find(archive, rules()), key=repr)
        assert sorted(kept(archive, ids), key=repr) == [one for one in found if len(one.articles) == 1]
        assert kept(archive, [ids[2], 999, ids[0]]) == [kept(archive, [ids[2]])[0], kept(archive, [ids[0]])[0]]
