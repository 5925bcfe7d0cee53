"""Documents: what the corpus cites, and the forms in which the press writes them."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.document_references import find_references
from extractor.documents import document_spans, find_documents
from extractor.model import Document, Moment, Reading, Span
from extractor.periods import find_moments
from tests.reading import CORPUS, gold_reading, reading_of, rules

GOLD = sorted((CORPUS / "gold").glob("*.json"))


def documents(reading: Reading) -> tuple[Document, ...]:
    return find_documents(reading, rules(), find_references(reading, rules(), find_moments(reading, rules())))


def only(text: str) -> Document:
    (document,) = documents(reading_of(text, "2024-05-10"))
    return document


@pytest.mark.parametrize("gold_file", GOLD, ids=lambda path: path.stem[:3])
def test_the_corpus_cites_what_its_annotation_says(gold_file: Path) -> None:
    gold = json.loads(gold_file.read_text("utf-8"))
    reading = gold_reading(gold_file, CORPUS / "articles" / gold["article"]["source"])
    got = {(d.type, d.number, d.date, d.issuer, d.title) for d in documents(reading)}
    assert got == {(d["type"], d["number"], d["date"], d["issuer"], d["title"]) for d in gold["documents"]}


@pytest.mark.parametrize(
    ("text", "number", "issuer"),
    [
        ("theo Nghị định số 12/2021/NÐ‑CP của Chính phủ", "12/2021/NĐ-CP", "Chính phủ"),
        ("theo Nghị định 12/2021/ND-CP về giá điện", "12/2021/NĐ-CP", "Chính phủ"),
        ("theo Quyết định số 77 /QĐ - TTg", "77/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("theo Luật số 44/2022/QH15", "44/2022/QH15", "Quốc hội"),
        ("theo Nghị quyết số 36-NQ/TW", "36-NQ/TW", "Trung ương Đảng"),
        ("theo Nghị quyết số 36-NQ/TW của Bộ Chính trị", "36-NQ/TW", "Bộ Chính trị"),
        ("theo Công văn số 512/BXD-QLN gửi các sở", "512/BXD-QLN", "Bộ Xây dựng"),
        ("theo Nghị định 64-CP năm 1993", "64-CP", "Chính phủ"),
    ],
)
def test_numbers_are_normal_and_tell_their_issuer(text: str, number: str, issuer: str) -> None:
    document = only(text)
    assert (document.number, document.issuer) == (number, issuer)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày 3/2/2022, Bộ Y tế đã ban hành Thông tư số 5/2022/TT-BYT.", "2022-02-03"),
        ("Căn cứ Quyết định số 99/QĐ-TTg, ngày 3/2/2022, Bộ Y tế họp.", None),
        ("Quyết định số 99/QĐ-TTg, ngày 3/2/2022 của Thủ tướng Chính phủ", "2022-02-03"),
        ("Nghị định số 5/2022/NĐ-CP được ban hành ngày 3/2/2022.", "2022-02-03"),
        ("Nghị định số 5/2022/NĐ-CP có hiệu lực từ ngày 3/2/2022.", None),
        ("quyết định 415 (năm 2016) duyệt quy hoạch", "2016"),
    ],
)
def test_a_date_is_taken_only_when_it_is_the_documents_own(text: str, date: str | None) -> None:
    assert only(text).date == date


def test_the_date_before_the_issuer_is_the_directives_not_the_decisions() -> None:
    text = "Theo Quyết định số 99/QĐ-TTg, ngày 3/2/2022, Chính phủ đã ban hành Nghị định 7/2022/NĐ-CP."
    assert {(d.number, d.date) for d in documents(reading_of(text))} == {
        ("99/QĐ-TTg", None),
        ("7/2022/NĐ-CP", "2022-02-03"),
    }


def test_a_list_gives_each_of_its_numbers() -> None:
    found = documents(reading_of("Nghị định số 8/2022/NĐ-CP và số 9/2022/NĐ-CP; Luật Nhà ở và Luật Đất đai 2024"))
    assert [(d.type, d.number, d.title, d.date) for d in found] == [
        ("Nghị định", "8/2022/NĐ-CP", None, None),
        ("Nghị định", "9/2022/NĐ-CP", None, None),
        ("Luật", None, "Nhà ở", None),
        ("Luật", None, "Đất đai", "2024"),
    ]


def test_a_short_mention_joins_the_only_document_that_it_can_mean() -> None:
    text = "Nghị định 168/2024/NĐ-CP tăng mức phạt. Nghị định này thay Nghị định 168 cũ? Theo Nghị định 168, phạt nặng."
    reading = reading_of(text)
    document = only(text)
    assert [m.of(reading.text) for m in document.mentions][-1] == "Nghị định này"
    assert document.number == "168/2024/NĐ-CP"


def test_a_short_mention_between_two_documents_is_left_alone() -> None:
    text = "So Nghị định 8/2022/NĐ-CP với Nghị định 9/2022/NĐ-CP, nghị định này khác."
    assert all(len(d.mentions) == 1 for d in documents(reading_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Các quy định của pháp luật, kỷ luật lao động và luật sư Trần Văn Minh.",
        "Có 28/30 tỉnh trực 24/7 trong quý 1/2023, đạt 11,07/11,14 tỷ đồng.",
        "Ông đưa ra nhiều quyết định đúng, có kế hoạch 5 năm và đề án phát triển.",
        "Chương trình khuyến nông giai đoạn 2021-2025 và Chiến lược biển được triển khai.",
        "Trọng tài ra quyết định đuổi cầu thủ số 7.",
    ],
)
def test_what_only_looks_like_a_document_is_none(text: str) -> None:
    assert documents(reading_of(text)) == ()


def test_numbers_of_articles_are_document_digits() -> None:
    reading = reading_of("Theo khoản 2 Điều 49 Luật Nhà ở 2023 và Thông tư 5/2020/TT-BTC, tăng 3 điểm phần trăm.")
    references = find_references(reading, rules(), ())
    assert [s.of(reading.text) for s in document_spans(reading, rules(), references)] == [
        "khoản 2",
        "Điều 49",
        "2023",
        "5/2020/TT-BTC",
    ]


def test_the_date_comes_from_the_moment_given() -> None:
    text = "Quyết định số 5/QĐ-BYT ngày ấy"
    moment = Moment("date", Span(text.index("ngày"), len(text)), "hand-made", "2020-01-02")
    reading = reading_of(text)
    (document,) = find_documents(reading, rules(), find_references(reading, rules(), [moment]))
    assert (document.date, document.mentions) == ("2020-01-02", (Span(0, len(text)),))

def test_an_act_of_a_day_needs_no_number() -> None:
    document = only("Công ty bán theo Quyết định ngày 29/11/2022 của Thủ tướng Chính phủ về sắp xếp doanh nghiệp.")
    assert (document.type, document.date, document.issuer) == ("Quyết định", "2022-11-29", "Thủ tướng Chính phủ")
    assert only("Bộ Y tế triển khai chỉ thị của Thủ tướng.").issuer == "Thủ tướng"
    assert documents(reading_of("Các quyết định ngày 12/3/2021 vẫn còn hiệu lực.")) == ()

def test_an_act_of_the_same_day_has_the_day_told_last() -> None:
    first, second = documents(reading_of(
        "Ngày 19/02/2021, Bộ Công Thương đã ban hành Chỉ thị 04/CT-BCT. Cùng ngày, Bộ Y tế ban hành Thông tư 05/TT-BYT."
    ))
    assert (first.date, second.date) == ("2021-02-19", "2021-02-19")
