"""Anchors: a quote is found again on a changed page at its very characters, and an edited one is never confirmed."""
from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from benchmarks.anchors import after_edits, judged, read_articles
from benchmarks.changed_pages import CHANGES, EDITS
from extractor.anchoring import LEAST, Found, Status, locate
from extractor.anchors import anchor_of
from extractor.model import Extraction, Span
from extractor.plain import plain_of

PAGE = (
    "Báo Thủy Triều\n\nThu ngân sách của huyện\n\n"
    "Năm 2021, tổng thu ngân sách của huyện đạt 128 tỷ đồng, tăng 5% so với năm 2020; bằng 95,6% dự toán năm.\n"
    "Năm 2022, tổng thu ngân sách của huyện ước đạt 140 tỷ đồng.\n"
)


def found(quote: str, new: str, old: str = PAGE, number: int = 0) -> Found:
    """What becomes of the quote, or of its further occurrence of this number from 0."""
    at = -1
    for _ in range(number + 1):
        at = old.index(quote, at + 1)
    return locate(anchor_of(old, Span(at, at + len(quote))), new)


def edit(old: str, new: str) -> str:
    assert old in PAGE
    return PAGE.replace(old, new, 1)


@cache
def articles() -> list[Extraction]:
    return read_articles(corpus.ARTICLES)


# The bundled articles, changed and edited


@pytest.mark.parametrize("name", CHANGES)
def test_facts_come_back_right_from_a_changed_page(name: str) -> None:
    marks = Counter(mark for article in articles() for _, mark, _ in judged(article, CHANGES[name]))
    assert marks["wrong"] == 0
    assert marks["right"] >= 0.95 * marks.total() > 80


@pytest.mark.parametrize("change", [None, "all four at once", "paragraphs reordered"])
def test_no_edited_figure_is_confirmed(change: str | None) -> None:
    answers = [one for article in articles() for one in after_edits(article, CHANGES[change] if change else None)]
    assert {name for name, _, _ in answers} == set(EDITS)
    assert len(answers) > 500
    assert [one for one in answers if one[2].status in ("ok", "moved")] == []
    if change is None:
        told = [f.now == other for _, other, f in answers if f.status == "changed"]
        assert sum(told) > 0.95 * len(answers)


# Single decisions


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        ("128 tỷ đồng", "128", "129"),
        ("128 tỷ đồng", "128 tỷ", "1.128 tỷ"),
        ("128 tỷ đồng", "128 tỷ", "1 128 tỷ"),
        ("128 tỷ đồng", "128 tỷ", "128 triệu"),
        ("128 tỷ đồng", "128 tỷ đồng", "128 tỷ USD"),
        ("128 tỷ đồng", "128 tỷ đồng", "128 tỷ đồng/tháng"),
        ("128 tỷ đồng", "đạt 128", "đạt - 128"),
        ("5%", "tăng 5%", "tăng 6%"),
        ("5%", "tăng 5%", "tăng -5%"),
        ("5%", "tăng 5%", "tăng \u22125%"),
        ("5%", "tăng 5%", "tăng 15%"),
        ("5%", "tăng 5%", "tăng 0,5%"),
        ("5%", "tăng 5%", "tăng 5%/năm"),
        ("5%", "tăng 5%", "tăng ⁵%"),
        ("5%", "tăng 5%", "tăng \u202e5%"),
        ("5%", "tăng 5%", "giảm 5%"),
        ("95,6%", "95,6%", "95.6%"),
        ("95,6%", "95,6%", "956%"),
        ("95,6%", "95,6%", "95, 6%"),
        ("95,6%", "95,6%", "95,60%"),
    ],
)
def test_what_is_edited_is_not_there(quote: str, old: str, new: str) -> None:
    assert found(quote, edit(old, new)).status in ("changed", "ambiguous")


@pytest.mark.parametrize(("old", "new"), [("128", "129"), ("tăng 5%", "tăng 6%"), ("năm 2020", "năm 2019")])
def test_what_stands_beside_an_edited_figure_is_still_there(old: str, new: str) -> None:
    page = "Trang chủ | Thời sự\n" + edit(old, new)
    for quote in {"128 tỷ đồng", "5%", "95,6%", "140 tỷ đồng"} - {old, old.removeprefix("tăng "), f"{old} tỷ đồng"}:
        answer = found(quote, page)
        assert (answer.status, answer.span) == ("moved", Span(page.index(quote), page.index(quote) + len(quote)))


def test_an_unchanged_page_has_everything_where_it_was() -> None:
    assert found("5%", PAGE) == Found("ok", Span(PAGE.index("5%"), PAGE.index("5%") + 2), 1.0, "")
    assert found("5%", PAGE + "Chia sẻ bài viết\n").status == "ok"


def test_what_stands_there_now_is_told() -> None:
    answer = found("5%", edit("tăng 5%", "tăng 7,5%"))
    assert (answer.status, answer.now) == ("changed", "7,5%")
    assert answer.span is not None
    assert answer.span.of(edit("tăng 5%", "tăng 7,5%")) == "7,5%"


def test_other_words_beside_the_same_figure_are_told() -> None:
    answer = found("5%", edit("tăng 5%", "giảm 5%"))
    assert answer.status == "ambiguous"
    assert answer.why.endswith("giảm 5%")


def test_what_is_left_out_is_gone() -> None:
    assert found("5%", edit(", tăng 5%", "")).status == "gone"
    assert found("140 tỷ đồng", PAGE.partition("Năm 2022")[0]).status == "gone"
    elsewhere = found("5%", "Lãi suất cho vay mua nhà ở xã hội được giữ ở mức 5% một năm.\n")
    assert (elsewhere.status, elsewhere.span) == ("gone", None)
    assert elsewhere.why == "the same words stand in other contexts: 1"


def test_spaces_composition_and_what_nobody_sees_do_not_matter() -> None:
    page = unicodedata.normalize("NFD", PAGE.replace("128 tỷ", "12\u200b8\u00a0 tỷ").replace(" huyện", "\n huyện"))
    answer = found("128 tỷ đồng", page)
    assert answer.status == "moved"
    assert answer.span is not None
    assert unicodedata.normalize("NFC", answer.span.of(page)) == "12\u200b8\u00a0 tỷ đồng"


def test_both_ways_to_set_a_tone_mark_are_one() -> None:
    old = "Tại thị xã Hoà Bình có nhiều dự án.\n"
    assert found("thị xã Hoà Bình", f"- {old.replace('Hoà', 'Hòa')}", old).status == "moved"


# Passages that stand twice

CAPTION = "Nông dân xã Đông thu hoạch 12 tấn lúa vụ mùa trên cánh đồng mẫu lớn.\n"


def test_a_passage_that_stands_twice_is_told_by_its_neighbours() -> None:
    old = f"Đầu bài\n{CAPTION}Giữa bài\n{CAPTION}Cuối bài\n"
    for number in (0, 1):
        answer = found("12 tấn", f"Quảng cáo\n{old}", old, number)
        assert answer.span == Span(*[m + 10 for m in _occurrence("12 tấn", old, number)])


def _occurrence(quote: str, text: str, number: int) -> tuple[int, int]:
    at = -1
    for _ in range(number + 1):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def test_the_copy_of_a_caption_stands_for_it_but_not_where_it_was_edited() -> None:
    old = f"Đầu bài\n{CAPTION}{CAPTION}Cuối bài\n"
    assert found("12 tấn", f"Đầu bài\n{CAPTION}Cuối bài\n", old).status in ("ok", "moved")
    edited = old.replace("12 tấn", "13 tấn", 1)
    assert found("12 tấn", edited, old, 0).status in ("changed", "ambiguous")
    assert found("12 tấn", edited, old, 1).status == "ok"


TITLE = "5 lần huyện Đông được tặng cờ thi đua\n"
BODY = "Mỗi kỳ tổng kết, huyện lại có tên trong danh sách khen thưởng của tỉnh.\n"


@pytest.mark.parametrize("edited", ["6 lần", "+5 lần", "15 lần", "4-5 lần", ""])
@pytest.mark.parametrize("page", ["{title}{body}{copy}", "Trang chủ\n{title}{body}{copy}"])
def test_the_copy_of_a_title_does_not_stand_for_the_edited_one(edited: str, page: str) -> None:
    new = page.format(title=TITLE.replace("5 lần", edited).lstrip(), body=BODY, copy=TITLE)
    assert found("5 lần", new, TITLE + BODY).status in ("changed", "ambiguous", "gone")


@pytest.mark.parametrize("edited", ["131 tấn", "130 tấn/ha", "13 - 130 tấn"])
def test_the_copy_of_a_line_does_not_stand_for_one_whose_last_figure_was_edited(edited: str) -> None:
    line = "Sản lượng lúa mùa của xã Đông năm nay là 130 tấn.\n"
    new = f"{BODY}Quảng cáo\n{line.replace('130 tấn', edited)}Xem thêm\n{line}"
    assert found("130 tấn", new, f"{TITLE}{line}{BODY}").status in ("changed", "ambiguous")


def test_the_teaser_of_a_paragraph_does_not_stand_for_it_where_it_was_edited() -> None:
    told = "Trong đó, lúa mùa đạt 130 tấn, ngô đạt 42 tấn, các loại rau màu đạt 27 tấn.\n"
    old = f"{BODY}Ảnh: An Bình {told}\n{TITLE}Ảnh: An Bình\n{told}{BODY}"
    for advert in ("", "Giảm giá cuối tuần\n"):
        new = f"{BODY}Ảnh: An Bình {told}\n{TITLE}Ảnh: An Bình\n{advert}{told.replace('130 tấn', '180 tấn')}{BODY}"
        assert found("130 tấn", new, old, 1).status in ("changed", "ambiguous")


def test_a_quote_that_is_left_out_at_the_beginning_of_the_page_is_gone() -> None:
    for new in (TITLE[5:] + BODY, TITLE[6:] + BODY, "Trang chủ\n" + TITLE[6:] + BODY):
        assert found("5 lần", new, TITLE + BODY).status == "gone"


def test_a_dash_alone_is_no_context() -> None:
    old = "Cho trẻ ăn cháo bột cua, mỗi lần 1 - 2 thìa nhỏ là đủ.\n"
    assert found("2 thìa", old.replace("1 - 2", "1 - 10 - 2"), old).status in ("changed", "ambiguous")
    assert found("2 thìa", f"Đầu bài\n{old}", old).status == "moved"


def test_equal_places_are_told_by_their_number_only_while_all_are_there() -> None:
    same = CAPTION * 40
    for number in (0, 20, 39):
        assert found("12 tấn", "Quảng cáo\n" + same, same, number).status == "moved"
    lost = found("12 tấn", "Quảng cáo\n" + CAPTION * 39, same, 20)
    assert lost.status == "ambiguous"


def test_the_same_figure_in_other_rows_is_not_taken_for_it() -> None:
    rows = [f"Xã Phú {n} đạt 5% kế hoạch năm, tăng {i}% so với cùng kỳ" for i, n in enumerate("ABCDEGHK", 1)]
    old = "\n".join(rows) + "\n"
    for number in range(len(rows)):
        place = Span(*_occurrence("5% kế", old, number))
        edited = old[: place.start] + "4" + old[place.start + 1 :]
        answer = locate(anchor_of(old, Span(place.start, place.start + 2)), edited)
        assert answer.status in ("changed", "ambiguous")


def test_too_little_context_confirms_nothing() -> None:
    assert len("Tăng 5%.") < LEAST
    assert found("5%", "Mục khác\nTăng 5%.\nCuối bài\n", "Dòng trước\nTăng 5%.\nDòng sau nữa\n").status == "ambiguous"


def test_hostile_texts_are_answered() -> None:
    """Places beyond number, words of one letter: an answer, which confirms nothing that was edited."""
    old = "đạt 5% " * 30_000
    at = 7 * 15_000 + 4
    anchor = anchor_of(old, Span(at, at + 2))
    assert locate(anchor, old).status == "ok"
    assert locate(anchor, old[:at] + "6" + old[at + 1 :]).status in ("changed", "ambiguous")
    letters = "aaaa " * 50_000
    assert locate(anchor_of(letters, Span(5000, 7000)), "b " + letters).status in ("moved", "ambiguous")
    blank = " " * 200_000
    assert found("5%", blank + "tăng 6% so với năm trước", blank + "tăng 5% so với năm trước").status == "changed"


def test_what_cannot_be_seen_has_no_anchor() -> None:
    with pytest.raises(ValueError, match="nothing can be seen"):
        anchor_of("a \u200b b", Span(1, 4))


def test_every_status_is_met() -> None:
    pages = (PAGE, "x\n" + PAGE, edit("tăng 5%", "giảm 5%"), edit("5%", "6%"), "Chẳng còn gì ở đây nữa.")
    assert {found("5%", page).status for page in pages} == set(get_args(Status))


# The plain form

SIGNS = st.sampled_from("aố5,.-% \u00a0\n\t\u200b\ufeffĐÐòe\u0301\u0323ư")


@given(st.text(SIGNS, max_size=40))
def test_every_plain_character_leads_back_to_what_it_was_made_of(text: str) -> None:
    plain = plain_of(text)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    assert "  " not in plain.text
    for i, sign in enumerate(plain.text[1:-1], 1):
        there = plain.span(i, i + 1).of(text)
        assert any(map(str.isspace, there)) if sign == " " else sign in plain_of(there).text
    assert plain_of(unicodedata.normalize("NFD", text)).text == plain_of(unicodedata.normalize("NFC", text)).text


@given(st.text(SIGNS, max_size=40), st.data())
def test_no_change_of_digits_is_plain(text: str, data: st.DataObject) -> None:
    digits = [i for i, sign in enumerate(text) if sign == "5"]
    if digits:
        at = data.draw(st.sampled_from(digits))
        assert plain_of(text[:at] + "6" + text[at + 1 :]).text != plain_of(text).text
