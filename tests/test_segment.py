"""Sentences and words are spans of the text as it stands: none empty, none out of order, none respelt."""
from __future__ import annotations

from pathlib import Path

import pytest

from extractor.model import Block, Span
from extractor.segment import segment, sentences_of, words_of
from tests.reading import CORPUS

ARTICLES = sorted((CORPUS / "articles").glob("*.txt"))


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentences_of(text, Span(0, len(text)))]


def words(text: str) -> list[str]:
    return [span.of(text) for span in words_of(text, Span(0, len(text)))]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_sentences_and_words_are_in_order_and_leave_nothing_out(path: Path) -> None:
    text = path.read_text("utf-8")
    at = 0
    for sentence in segment(text, [Block(Span(0, len(text)), "paragraph")]):
        assert at <= sentence.span.start < sentence.span.end
        assert not text[at : sentence.span.start].strip()
        at = sentence.span.start
        for word in sentence.words:
            assert at <= word.start < word.end <= sentence.span.end
            assert not text[at : word.start].strip()
            assert word.of(text).strip() == word.of(text)
            at = word.end
        assert at == sentence.span.end
    assert not text[at:].strip()


def test_sentences_glued_without_a_space_are_cut() -> None:
    glued = ["Cầu xong năm 2016.", "Theo ban quản lý, còn một cầu nữa."]
    assert sentences("".join(glued)) == glued
    assert sentences("Giá đã tăng (5,2%).Bên cạnh đó, cước còn cao.") == [
        "Giá đã tăng (5,2%).", "Bên cạnh đó, cước còn cao."]  # fmt: skip


@pytest.mark.parametrize("text", [
    "Năm 2016.Theo", "Xong.…Anh đi.", "Kinh tế!Bên cạnh đó.", "Ông nói… ", "…", "Thuế.Phí.Lệ phí.", " Một. ",
    "“Được!”Bà đáp.",
])  # fmt: skip
def test_no_sentence_is_empty_and_none_is_lost(text: str) -> None:
    found = sentences(text)
    assert all(sentence and sentence.strip() == sentence for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize("text", [
    "Hội thảo do PGS.TS. Trần Văn Hòa chủ trì.", "Ông ở TP. Vinh từ năm ngoái.",
    "Ông viết: “Làng đã đổi khác”, rồi ký tên.",
])  # fmt: skip
def test_a_degree_a_place_or_a_quotation_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_a_line_end_ends_a_sentence() -> None:
    assert sentences("Chợ mở lại\nHàng hóa dồi dào") == ["Chợ mở lại", "Hàng hóa dồi dào"]


def test_old_tone_marks_stay_as_they_are_written() -> None:
    text = "Tỉnh Khánh Hoà đón khách, uỷ ban xã thoả thuận."
    found = words(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert {"uỷ ban", "thoả thuận"} <= set(found)


def test_a_compound_is_one_word() -> None:
    assert {"hợp tác xã", "sản xuất"} <= set(words("Các hợp tác xã mở rộng sản xuất."))


def test_sentences_run_into_one_another_without_a_full_stop_are_cut() -> None:
    parts = [
        "Trạm bơm trị giá 12 tỷ đồng", "Theo huyện, trạm chạy từ tháng 5 (sớm một tháng)", "Nhờ đó lúa đạt 95%",
        "Tuy vậy giá giảm.",
    ]  # fmt: skip
    assert sentences("".join(parts)) == parts


def test_names_with_capitals_within_are_not_cut() -> None:
    names = ("Hãng bán iPhone và xe VinFast ở eBay.", "Trận U23Việt Nam thắng đậm.", "SeABank và gạo ST25 lên kệ.")
    for whole in names:
        assert sentences(whole) == [whole]
