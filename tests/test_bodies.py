"""The shared reader of organisations and places: where a name ends, what it is part of, where a place lies."""
from __future__ import annotations

import pytest

from extractor.bodies import body_at, find_bodies, find_places, province_of
from extractor.model import Span
from extractor.view import view
from tests.reading import CORPUS, rules


def bodies(text: str) -> list[str]:
    return [span.of(text) for span in find_bodies(view(text), Span(0, len(text)), rules())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giám đốc Sở Công thương tỉnh Quảng Ninh Nguyễn Thị Hiền phát biểu", ["Sở Công thương tỉnh Quảng Ninh"]),
        ("Phó Cục trưởng Cục Thú y (Bộ NN&PTNT) nói", ["Cục Thú y (Bộ NN&PTNT)"]),
        ("Theo Cục Hóa chất, Bộ Công Thương, thời gian qua", ["Cục Hóa chất, Bộ Công Thương"]),
        ("Phòng Cảnh sát kinh tế Công an tỉnh Nghệ An bắt", ["Phòng Cảnh sát kinh tế Công an tỉnh Nghệ An"]),
        ("Sở Y tế, Sở Tài chính và UBND tỉnh phối hợp", ["Sở Y tế", "Sở Tài chính", "UBND tỉnh"]),
        ("Bộ Công an, Bộ Quốc phòng vào cuộc", ["Bộ Công an", "Bộ Quốc phòng"]),
        ("Công ty CP Tập đoàn Hoa Sen Lê Phước Vũ", ["Công ty CP Tập đoàn Hoa Sen"]),
        ("Sở Văn hoá, Thể thao và Du lịch tổ chức", ["Sở Văn hoá, Thể thao và Du lịch"]),
        ("vụ án, cơ sở, phòng chống, ban hành, hội nghị, bộ máy, cán bộ", []),
    ],
)
def test_names_end_by_knowledge(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


def test_a_body_is_read_only_where_it_starts_and_only_up_to_the_given_end() -> None:
    text = "do Sở Y tế tỉnh Phú Thọ chủ trì"
    assert body_at(text, 0, len(text), rules()) is None
    assert body_at(text, 3, len(text), rules()) == Span(3, 23)
    assert body_at(text, 3, 10, rules()) == Span(3, 10)


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("TP. Vinh", "2018-08-01", "Nghệ An"),
        ("thành phố Hạ Long", None, "Quảng Ninh"),
        ("Quy Nhơn", "2025-06-30", "Bình Định"),
        ("Quy Nhơn", "2025-07-01", "Gia Lai"),
        ("tỉnh Hải Dương", "2025-06", "Hải Dương"),
        ("tỉnh Hải Dương", "2025-07", "Hải Phòng"),
        ("Hà Tây", "2008-07-31", "Hà Tây"),
        ("Hà Tây", "2008-08-01", "Hà Nội"),
        ("Huế", "2024-12-31", "Thừa Thiên Huế"),
        ("Huế", "2025-01-01", "Huế"),
        ("huyện Hòa Bình", "2019-01-01", "Bạc Liêu"),
        ("Hòa Bình", "2019-01-01", "Hòa Bình"),
        ("TPHCM", None, "Hồ Chí Minh"),
        ("Châu Thành", "2020-01-01", None),
        ("Atlantis", "2020-01-01", None),
    ],
)
def test_places_lie_in_the_province_of_the_day(name: str, day: str | None, expected: str | None) -> None:
    assert province_of(name, day, rules()) == expected


def test_63_provinces_and_34_are_both_kept() -> None:
    names = [entry["name"] for entry in rules().table("province")]
    assert len({province_of(name, "2025-06-30", rules()) for name in names}) == 63
    assert len({province_of(name, "2025-07-01", rules()) for name in names}) == 34


def test_every_district_lies_in_a_known_province() -> None:
    known = {entry["name"] for entry in rules().table("province")}
    assert {entry["province"] for entry in rules().table("place")} <= known


def test_forms_are_written_as_the_view_writes_them() -> None:
    for table in ("province", "place", "body", "body_head"):
        for entry in rules().table(table):
            assert [view(form) for form in entry["forms"]] == list(entry["forms"])


def test_bodies_and_places_of_the_corpus() -> None:
    text = (CORPUS / "articles" / "000_2b59c431b96c28f8.txt").read_text("utf-8")
    seen, whole = view(text), Span(0, len(text))
    found = {span.of(text) for span in find_bodies(seen, whole, rules())}
    assert found == {
        "Bộ Công thương", "Chính phủ", "Cục Công thương địa phương", "Sở Công thương", "Sở Công thương tỉnh Quảng Ninh"
    }
    assert "thành phố Hạ Long (Quảng Ninh)" in {span.of(text) for span in find_places(seen, whole, rules())}
