"""Arithmetic as a witness: what is paired, what is not, and when a difference is one."""
from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from diembao.carets import underlined
from extractor.checks import checks_across, find_checks
from extractor.context import relate
from extractor.figures import find_figures
from extractor.model import Check, Figure, Quantity, Reading, Span
from extractor.periods import find_moments
from extractor.pipeline import extract
from extractor.source import read_source
from extractor.witnesses import Witness, witness_of
from extractor.written import written
from tests.command import call
from tests.reading import CORPUS, reading_of, rules

Capsys = pytest.CaptureFixture[str]
VOUCHED = {
    "002_80f6a541d3143ff6": {
        ("sum", "56,3 tỷ đồng + 67,1 tỷ đồng + 123,37 tỷ đồng"),
        ("sum", "49,8 tỷ đồng + 78 tỷ đồng + 128 tỷ đồng"),
    },
    "003_460e2c02a6d8bf5d": {
        ("attainment", "48,79 tỷ đồng + 51,23 tỷ đồng + 95,24%"),
        ("attainment", "11,07 + 11,14 tỷ đồng + 99,37%"),
        ("attainment", "37,73 + 40,09 tỷ đồng + 94,11%"),
        ("sum", "11,07 + 37,73 + 48,79 tỷ đồng"),
        ("sum", "11,14 tỷ đồng + 40,09 tỷ đồng + 51,23 tỷ đồng"),
        ("sum", "3,54 tỷ đồng + 17,17 tỷ đồng + 20,7 tỷ đồng"),
    },
}


def read(text: str) -> tuple[Reading, tuple[Figure, ...]]:
    reading = reading_of(text)
    moments = find_moments(reading, rules())
    figures = relate(reading, rules(), find_figures(reading, rules(), moments, ()).quantities, moments, ())
    return reading, figures


@cache
def checks(text: str) -> tuple[Check, ...]:
    reading, figures = read(text)
    return find_checks(reading, rules(), figures)


def told(text: str) -> list[tuple[str, str, str, str]]:
    return [(check.kind, check.verdict, check.expected, check.told) for check in checks(text)]


@pytest.mark.parametrize("stem", sorted(path.stem for path in (CORPUS / "articles").glob("*.txt")))
def test_the_corpus_vouches_for_itself(stem: str) -> None:
    path = CORPUS / "articles" / f"{stem}.txt"
    extraction = extract(read_source(path.read_bytes(), path.name), rules())
    quotes = [figure.span.of(extraction.source.text) for figure in extraction.figures]
    found = {(check.kind, " + ".join(quotes[i] for i in check.figures)) for check in extraction.checks}
    assert found == VOUCHED.get(stem, set())
    assert {check.verdict for check in extraction.checks} <= {"agrees"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm 2023, tỉnh Hải Dương giải ngân 30,2/40 tỷ đồng (đạt 75,5%).", ("attainment", "agrees", "75.5", "75.5")),
        ("Năm 2023, tỉnh Hải Dương giải ngân 30,2/40 tỷ đồng (đạt 85,5%).", ("attainment", "differs", "75.5", "85.5")),
        ("Thu ngân sách năm 2022 của huyện Hải Hậu đạt 90 tỷ đồng, trong đó thuế 60 tỷ đồng, phí 30 tỷ đồng.",
         ("sum", "agrees", "90000000000", "90000000000")),
        ("Kinh phí năm 2024 là 90 tỷ đồng, gồm vốn trung ương 50 tỷ đồng, vốn tỉnh 20 tỷ đồng và vốn huyện 30 tỷ đồng.",
         ("sum", "differs", "100000000000", "90000000000")),
        ("Doanh thu của Công ty Hoa Sen năm 2024 tăng từ 80 tỷ đồng lên 100 tỷ đồng, tăng 25%.",
         ("from_to", "agrees", "25", "25")),
        ("Doanh thu của Công ty Hoa Sen năm 2024 giảm từ 100 tỷ đồng xuống 80 tỷ đồng, giảm 25%.",
         ("from_to", "differs", "-20", "-25")),
        ("Năm 2024, tổng vốn đầu tư của tỉnh Nam Định đạt 120 tỷ đồng, tăng 20% so với năm 2023. "
         "Năm 2023, tổng vốn đầu tư của tỉnh Nam Định đạt 100 tỷ đồng.", ("change", "agrees", "20", "20")),
        ("Năm 2024, sản lượng lúa của tỉnh Thái Bình đạt 1,2 triệu tấn.\n"
         "Sản lượng lúa của tỉnh Thái Bình năm 2024 đạt 1,5 triệu tấn.", ("same", "conflict", "1200000", "1500000")),
    ],
)  # fmt: skip
def test_what_vouches_for_what(text: str, wanted: tuple[str, str, str, str]) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Dự án có vốn 115 triệu USD, tương đương 2.660 tỷ đồng.",
        "Năm 2023, công ty A thu 100 tỷ đồng, công ty B thu 80 tỷ đồng, đạt 92% kế hoạch năm.",
        "Kinh phí năm 2022 là 90 tỷ đồng, trong đó tỉnh cấp 50 tỷ đồng và huyện cấp 20 tỷ đồng.",
        "Huyện có 1.000 lao động, trong đó có 800 lao động nữ và 700 lao động trẻ.",
        "Năm 2024, doanh thu của Công ty Hoa Sen đạt 120 tỷ đồng, tăng 20% so với bình quân chung cả nước. "
        "Năm 2023, doanh thu của Công ty Hoa Sen đạt 110 tỷ đồng.",
        "6 tháng đầu năm 2024, doanh thu của Công ty Hoa Sen đạt 50 tỷ đồng, giảm 9% so với năm 2023. "
        "Năm 2023, doanh thu của Công ty Hoa Sen đạt 110 tỷ đồng.",
        "Đội nhà thắng 3-1 sau 90 phút.",
    ],
)
def test_what_merely_stands_near_is_not_paired(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("number", "value", "bound", "near", "far"),
    [
        ("123,37 tỷ", "123370000000", "exact", (123365000000, 123375000000), (123365000000, 123375000000)),
        ("123,37 tỷ", "123370000000", "over", (123370000000, 123380000000), (123370000000, 135707000000)),
        ("128", "128", "nearly", (127, 128), ("115.2", 128)),
        ("100", "100", "over", (100, 110), (100, 110)),
        ("50", "50", "about", ("47.5", "52.5"), (45, 55)),
        ("11,07", "11070000000", "exact", (11065000000, 11075000000), (11065000000, 11075000000)),
        ("3.275", "3275", "exact", ("3274.5", "3275.5"), ("3274.5", "3275.5")),
        ("2 tỷ rưỡi", "2500000000", "exact", (2450000000, 2550000000), (2450000000, 2550000000)),
    ],
)  # fmt: skip
def test_how_sharply_a_number_is_told(
    number: str, value: str, bound: str, near: tuple[object, object], far: tuple[object, object]
) -> None:
    found = written(value, number, bound, counted=False)
    assert found is not None
    assert (found.near.low, found.near.high) == tuple(Fraction(str(end)) for end in near)
    assert (found.far.low, found.far.high) == tuple(Fraction(str(end)) for end in far)


def test_what_is_counted_is_not_rounded_and_an_end_is_no_amount() -> None:
    counted = written("419", "419", "exact", counted=True)
    assert counted is not None
    assert counted.near.low == counted.near.high == 419
    assert written("10", "10", "at_least", counted=False) is None


@pytest.mark.parametrize(
    ("scope", "value", "verdicts"),
    [("tỉnh Thái Bình", "1300000", ["conflict"]), ("tỉnh Thái Bình", "1200000", ["agrees"]), ("toàn vùng", "9", [])],
)
def test_two_articles_that_tell_the_same_thing(scope: str, value: str, verdicts: list[str]) -> None:
    def witness(id: int, value: str) -> Witness:
        quantity = Quantity("quantity", Span(0, 7), Span(0, 7), value, None, "t", "exact", "figures:measure")
        told = ("sản lượng", "sản lượng", scope, "2024", None, None, None)
        made = witness_of(Figure(quantity, "level", None, "actual", *told, {}), value, id, id, 1)
        assert made is not None
        return made

    found = checks_across(rules(), [witness(7, "1200000"), witness(8, value)])
    assert [check.verdict for check in found] == verdicts
    assert all(check.figures == (7, 8) for check in found)


def test_the_command_shows_what_differs_and_fails(tmp_path: Path, capsys: Capsys) -> None:
    page, db = tmp_path / "a.txt", tmp_path / "a.db"
    page.write_text(
        "Hội nghị tổng kết\n\nDoanh thu của Công ty Hoa Sen năm 2024 tăng từ 80 tỷ đồng lên 100 tỷ đồng, tăng 30%.\n\n"
        "Trong năm 2023, tỉnh Hải Dương giải ngân 30,2/40 tỷ đồng (đạt 75,5%).\n"
    )
    assert call(capsys, "ingest", page, "--db", db).code == 0
    before = db.read_bytes()
    shown = call(capsys, "check", "--db", db, "--format", "table")
    assert shown.code == 1
    assert "DIFFERS  from to: (100 000 000 000 - 80 000 000 000) / 80 000 000 000 × 100 = 25; told 30 %" in shown.out
    assert "AGREES" not in shown.out
    assert "2 checks: 1 agree, 1 differ" in shown.err
    rows = [json.loads(line) for line in call(capsys, "check", "--all", "--db", db).out.splitlines()]
    assert [row["verdict"] for row in rows] == ["differs", "agrees"]
    assert all(len(key) == 16 for row in rows for key in row["fact_keys"].split("; "))
    assert db.read_bytes() == before


def test_the_bundled_articles_vouch_for_each_other(bundled_db: Path, capsys: Capsys) -> None:
    """What grew by 4.5 % from the year before is told in one article, the year before in another."""
    ended = call(capsys, "check", "--all", "--db", bundled_db)
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [row["quotes"] for row in rows if ";" in row["articles"]] == ["128 tỷ đồng; 123,37 tỷ đồng; 4,5%"]
    assert call(capsys, "check", "1", "--all", "--db", bundled_db).out == ""


def test_carets_stand_under_wide_and_combining_characters() -> None:
    text = "漢字 tỷ o\u031b đồng, 5 tỷ"
    start = text.index("đồng")
    rows = list(underlined(text, Span(0, len(text)), [Span(start, start + 4)], 80))
    assert rows == [text, " " * 10 + "^^^^"]
    assert list(underlined("một hai ba", Span(0, 10), [Span(4, 10)], 8)) == ["một hai", "    ^^^^", "ba", "^^"]
