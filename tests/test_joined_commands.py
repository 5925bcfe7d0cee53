"""What joins the bundled articles, by SQL and by command: people, events, documents; nothing is written unasked."""
from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import call
from tests.stored import ask

Capsys = pytest.CaptureFixture[str]


def rows(capsys: Capsys, *args: object) -> list[dict[str, Any]]:
    ended = call(capsys, *args, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    return list(json.loads(ended.out))


def test_the_posts_of_ngo_quang_trung(bundled_db: Path) -> None:
    sql = "SELECT title, first_seen, last_seen, articles FROM career WHERE person = ? ORDER BY first_seen"
    assert ask(bundled_db, sql, "Ngô Quang Trung") == [
        ("Phụ trách", "2017-10-11", "2017-10-11", 1), ("Cục trưởng", "2022-08-18", "2023-07-27", 2),
    ]  # fmt: skip
    sql = "SELECT seen, dated_by, told FROM person_facts WHERE person = ? AND fact = 'post' ORDER BY seen"
    assert ask(bundled_db, sql, "Ngô Quang Trung") == [
        ("2017-10-11", "published", "Phụ trách Cục Công Thương địa phương"),
        ("2022-08-18", "event", "Cục trưởng Cục Công Thương địa phương"),
        ("2023-07-27", "event", "Cục Trưởng Cục Công thương địa phương"),
    ]


def test_the_series_of_northern_conferences(bundled_db: Path) -> None:
    sql = "SELECT edition, year, province, organisers, coorganisers FROM event_series WHERE series LIKE '%phía bắc'"
    assert ask(bundled_db, sql) == [
        (12, 2017, "Phú Thọ", "Cục Công Thương địa phương", "Sở Công Thương tỉnh Phú Thọ"),
        (13, 2018, "Nghệ An", "Bộ Công thương", "tỉnh Nghệ An"),
        (17, 2023, "Quảng Ninh", "Bộ Công thương", "tỉnh Quảng Ninh"),
    ]


def test_the_decree_that_two_articles_cite(bundled_db: Path) -> None:
    sql = "SELECT type, number, issuer, date FROM document_citations WHERE articles > 1"
    assert ask(bundled_db, sql) == [("Nghị định", "45/2012/NĐ-CP", "Chính phủ", "2012-05-21")]


def test_the_funding_series_with_its_plan(bundled_db: Path) -> None:
    sql = """SELECT l.period, l.value / 1e9, a.value_text, a.base
             FROM indicator_series l JOIN indicator_series a
               ON a.source = l.source AND a.indicator_key = l.indicator_key AND a.period = l.period
              AND a.relation = 'attainment'
             WHERE l.relation = 'level' AND l.unit = 'VND' AND l.indicator_key LIKE '%kinh phí%'
             ORDER BY l.period_start, l.value DESC"""
    told = {(period, value): (share, base) for period, value, share, base in ask(bundled_db, sql)}
    assert told[("2016", 123.37)][0] == "97.02"
    assert told[("2017", 128.0)][0] == "95.6"
    assert told[("2018-01/2018-06", 46.0)][0] == "35.4"
    assert all("kế hoạch" in base for _, base in told.values())


@pytest.mark.parametrize("wanted", ["Ngô Quang Trung", "ngo quang trung", "quang trung", "1"])
def test_a_person_is_found_by_name_part_or_id(wanted: str, bundled_db: Path, capsys: Capsys) -> None:
    told = rows(capsys, "people", wanted, "--db", bundled_db)
    assert {row["person"] for row in told} == {"Ngô Quang Trung"}
    assert [row["seen"] for row in told if row["fact"] == "post"] == ["2017-10-11", "2022-08-18", "2023-07-27"]
    assert {row["fact"] for row in told} == {"post", "statement"}
    assert all(row["source"].endswith(".txt") and row["article"] for row in told)


def test_everyone_is_listed(bundled_db: Path, capsys: Capsys) -> None:
    told = rows(capsys, "people", "--db", bundled_db)
    assert len(told) == ask(bundled_db, "SELECT count(*) FROM people")[0][0]
    (trung,) = [row for row in told if row["person"] == "Ngô Quang Trung"]
    assert (trung["first_seen"], trung["last_seen"], trung["articles"]) == ("2017-10-11", "2023-07-27", 3)


def test_events_are_chosen_by_type_province_time_and_series(bundled_db: Path, capsys: Capsys) -> None:
    def dates(*args: str) -> list[str]:
        return [row["date"] for row in rows(capsys, "events", *args, "--db", bundled_db)]

    assert dates("--type", "meeting") == ["2017-10-05", "2018-08-01", "2022-08-18", "2023-07-27"]
    assert dates("--type", "meeting", "--from", "2018", "--to", "2022-08") == ["2018-08-01", "2022-08-18"]
    assert dates("--province", "quảng ninh") == ["2023-07-27"]
    assert dates("--series", "khuyen cong phia bac") == ["2017-10-05", "2018-08-01", "2023-07-27"]
    assert dates("--series", "khuyến công", "--province", "Ninh Thuận") == ["2022-08-18"]
    assert dates()[-1] is None


def test_documents_are_listed_and_found_by_number_or_text(bundled_db: Path, capsys: Capsys) -> None:
    assert rows(capsys, "documents", "--db", bundled_db)[0]["articles"] == 2
    for wanted in ("45/2012/NĐ-CP", "45/2012/nd-cp", "45/2012"):
        told = rows(capsys, "documents", wanted, "--db", bundled_db)
        assert [row["source"][:3] for row in told] == ["000", "004"]
        assert all("45/2012/N" in row["quote"] for row in told)
    (decision,) = rows(capsys, "documents", "thủ tướng", "--db", bundled_db)
    assert decision["number"] == "1881/QĐ-TTg"


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("people", "Không Có Ai"), 1, "nobody is called `Không Có Ai`"),
        (("people", "--join", 1, 99), 1, "no person has the id 99"),
        (("people", "Trung", "--undo"), 2, "give one of"),
        (("people", "--undo"), 1, "nothing was joined"),
        (("events", "--type", "họp"), 2, "--type is one of meeting"),
        (("events", "--from", "hôm qua"), 2, "is not a day"),
        (("documents", "999/KH"), 1, "no document has"),
    ],
)
def test_what_is_not_there_is_said(
    args: tuple[object, ...], code: int, says: str, bundled_db: Path, tmp_path: Path, capsys: Capsys
) -> None:
    ended = call(capsys, *args, "--db", shutil.copy(bundled_db, tmp_path / "a.db"))
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


@pytest.mark.parametrize("command", ["people", "events", "documents"])
@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "tsv"])
def test_reading_writes_nothing_and_makes_no_file(
    command: str, form: str, bundled_db: Path, tmp_path: Path, capsys: Capsys
) -> None:
    before = bundled_db.read_bytes()
    assert call(capsys, command, "--db", bundled_db, "--format", form).out
    assert bundled_db.read_bytes() == before
    assert call(capsys, command, "--db", tmp_path / "none.db").code == 1
    assert list(tmp_path.iterdir()) == []


def test_people_are_joined_and_parted_by_hand_and_taken_back(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    database = Path(shutil.copy(bundled_db, tmp_path / "a.db"))
    everyone = rows(capsys, "people", "--db", database)
    one, other = (row["id"] for row in everyone[:2])
    assert call(capsys, "people", "--join", one, other, "--db", database).code == 0
    assert len(rows(capsys, "people", "--db", database)) == len(everyone) - 1
    official = rows(capsys, "people", str(one), "--db", database)[0]["official"]
    assert call(capsys, "people", "--part", one, official, "--db", database).code == 0
    assert len(rows(capsys, "people", "--db", database)) == len(everyone)
    for _ in range(2):
        assert "taken back" in call(capsys, "people", "--undo", "--db", database).err
    assert rows(capsys, "people", "--db", database) == everyone
