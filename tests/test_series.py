"""Events that come again, documents cited again: what makes them the same in several articles."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.joining import document_key, joinable, series_of
from extractor.model import Document, Event, Extraction
from extractor.observed import observe
from tests.extraction import STEMS, gold_extraction, longer, named
from tests.reading import reading_of, rules
from tests.stored import ask, corpus, save

REPORT = gold_extraction(STEMS[2])
NORTH = "hội nghị khuyến công phía bắc"


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("Hội nghị Khuyến công các tỉnh, thành phố khu vực phía bắc lần thứ 17, năm 2023", NORTH),
        ("Hội nghị công tác khuyến công các tỉnh phía Bắc lần thứ XII tại Phú Thọ", NORTH),
        ("HỘI NGHỊ KHUYẾN CÔNG KHU VỰC MIỀN BẮC NĂM 2019", NORTH),
        ("Hội nghị khuyến công miền Trung - Tây Nguyên lần thứ XII", "hội nghị khuyến công miền trung tây nguyên"),
        ("Kỳ họp thứ 8, Quốc hội khóa XV", "kỳ họp quốc hội"),
        ("Đại hội Đảng bộ tỉnh Phú Thọ lần thứ XIX, nhiệm kỳ 2020 - 2025", "đại hội đảng bộ tỉnh phú thọ"),
        ("Đại hội Đảng bộ tỉnh lần thứ XIX", None),
        ("Hội nghị lần thứ 3", None),
    ],
)
def test_a_series_is_the_name_without_what_changes(name: str, series: str | None) -> None:
    assert series_of(name, rules()) == series


def told(name: str, edition: int | None, date: str | None) -> Extraction:
    """An article that tells this event alone."""
    event: Event = replace(REPORT.events[0], name=name, edition=edition, date=date, date_end=None)
    made = named(longer(REPORT, f"\n{name} {date}"), f"{name}{date}.txt")
    return joinable(replace(made, events=(event,)), rules(), 2017)


def test_an_edition_is_one_row_in_arabic_or_roman_and_belongs_to_its_series(tmp_path: Path) -> None:
    north, centre = "Hội nghị khuyến công các tỉnh phía Bắc", "Hội nghị khuyến công miền Trung - Tây Nguyên"
    save(tmp_path / "test.db", [
        told(f"{north} lần thứ 17", 17, "2023-07-27"), told(f"{north} lần thứ XVII", 17, None),
        told(f"{north} năm 2023", None, "2023-07-27"), told(f"{centre} lần thứ XVII", 17, "2027-08-18"),
        told("Hội nghị giao ban tháng 7", None, "2023-07-01"),
    ])  # fmt: skip
    found = ask(tmp_path / "test.db", "SELECT series, edition, year, date FROM event_series")
    assert found == [("hội nghị khuyến công miền trung tây nguyên", 17, 2027, "2027-08-18"),
                     (NORTH, 17, 2023, "2023-07-27")]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number", "issuer", "title", "key"),
    [
        ("Nghị định", "45/2012/NÐ\u2011CP", "Chính phủ", None, "nghị định|45/2012/NĐ-CP"),
        ("Kế hoạch", "92/KH-UBND", "UBND tỉnh Phú Thọ", None, "kế hoạch|92/KH-UBND|ủy ban nhân dân phú thọ"),
        ("Kế hoạch", "92/KH-UBND", "Ủy ban nhân dân Phú Thọ", None, "kế hoạch|92/KH-UBND|ủy ban nhân dân phú thọ"),
        ("Kế hoạch", "92/KH-UBND", "UBND tỉnh", None, None),
        ("Quyết định", "15/QĐ-SCT", "Sở Công Thương", None, None),
        ("Luật", "109/2025/QH15", "Quốc hội", None, "luật|109/2025/QH15"),
        ("Luật", None, "Quốc hội", "Đất đai năm 2024", "luật|đất đai 2024"),
        ("Kế hoạch", None, "Bộ Y tế", None, None),
    ],
)
def test_a_document_is_its_type_and_number_and_where_many_have_it_its_issuer(
    kind: str, number: str | None, issuer: str, title: str | None, key: str | None
) -> None:
    assert document_key(Document(kind, number, None, issuer, title, (), "test"), rules()) == key


def citing(number: str, date: str | None, name: str) -> Extraction:
    cited = Document("Chỉ thị", number, date, "Bộ Công Thương", None, REPORT.events[0].mentions, "test")
    return joinable(replace(named(longer(REPORT, f"\n{name}"), name), documents=(cited,)), rules(), 2017)


def test_a_number_that_comes_again_each_year_is_told_apart_by_its_date(tmp_path: Path) -> None:
    dates = {"a": "2021-02-19", "b": "2022-03-01", "c": None}
    save(tmp_path / "test.db", [citing("04/CT-BCT", date, name) for name, date in dates.items()])
    found = ask(tmp_path / "test.db", "SELECT date, sources FROM document_citations ORDER BY sources")
    assert found == [("2021-02-19", "a"), ("2022-03-01", "a"), (None, "a")]  # one text thrice: one story


@pytest.mark.parametrize(
    ("stem", "on", "basis"),
    [(0, "2023-07-27", "event"), (1, "2018-08-01", "event"), (2, "2017-10-11", "published"),
     (3, "2022-08-18", "event"), (4, "2021-03-26", "published")],
)  # fmt: skip
def test_an_article_speaks_of_a_day_and_says_what_it_rests_on(stem: int, on: str, basis: str) -> None:
    observed = corpus()[stem].observed
    assert observed is not None
    assert (observed.on, observed.basis) == (on, basis)


def test_an_event_of_another_year_or_still_to_come_dates_no_article() -> None:
    event, reading = REPORT.events[0], replace(REPORT.reading, article=replace(REPORT.article, published=None))
    for other in (replace(event, date="2012-10-05"), replace(event, status="planned"), replace(event, date=None)):
        observed = observe(reading, [other], 2017)
        assert observed is not None
        assert (observed.on, observed.basis) == ("2017", "year")
    assert observe(reading_of("Trời đẹp."), [], None) is None
