"""What of a page is its article: the corpus as annotated, and the layouts of the press in miniature."""
from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractor.clean import clean
from extractor.model import CONTENT_BLOCKS, Article, Source, SourceError
from extractor.source import read_source
from tests.reading import CORPUS, rules

TITLE = "Huyện ven sông chi 35 tỷ đồng tu sửa đê trước mùa mưa"
ONE = "Sáng nay, Ủy ban nhân dân huyện đã họp bàn việc tu sửa 12 km đê xung yếu, với tổng kinh phí 35 tỷ đồng."
TWO = "Theo kế hoạch, công trình hoàn thành trong quý III. Các xã ven sông có trách nhiệm huy động dân quân tại chỗ."
THREE = "Chủ tịch huyện yêu cầu các phòng ban chuẩn bị vật tư và thuốc men cho những vùng có nguy cơ bị chia cắt."
FOUR = "Năm ngoái, mưa lớn làm sạt 300 m đê, ngập 450 ha lúa và hoa màu, thiệt hại ước tính 18 tỷ đồng."
OTHER = "Hơn 200 hộ dân được di dời khỏi vùng sạt lở"
ANOTHER = "Bão số 2 đổi hướng, mưa to từ đêm nay"
FILES = sorted((CORPUS / "gold").glob("*.json"))


def cleaned(*lines: str, between: str = "\n") -> tuple[Source, Article]:
    source = read_source(between.join(lines).encode(), "a.txt")
    return source, clean(source, rules())


def kinds(*lines: str, between: str = "\n") -> list[tuple[str, str]]:
    source, article = cleaned(*lines, between=between)
    return [(block.kind, block.span.of(source.text)) for block in article.blocks]


def content(*lines: str, between: str = "\n") -> list[str]:
    return [text for kind, text in kinds(*lines, between=between) if kind in CONTENT_BLOCKS]


def annotated(path: Path) -> tuple[dict[str, Any], Source, Article]:
    gold = json.loads(path.read_text("utf-8"))
    source = read_source((CORPUS / "articles" / gold["article"]["source"]).read_bytes(), path.stem)
    return gold, source, clean(source, rules())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_the_corpus_is_cleaned_as_annotated(path: Path) -> None:
    gold, source, article = annotated(path)
    got = [(block.span.start, block.span.end) for block in article.blocks if block.kind in CONTENT_BLOCKS]
    want = sorted((block["start"], block["end"]) for block in gold["blocks"])
    assert [source.text[a:b] for a, b in got] == [source.text[a:b] for a, b in want]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
def test_every_character_stands_in_one_block(path: Path) -> None:
    _, source, article = annotated(path)
    covered = Counter(at for block in article.blocks for at in range(block.span.start, block.span.end))
    assert max(covered.values()) == 1
    assert not [at for at, letter in enumerate(source.text) if not letter.isspace() and at not in covered]
    assert all(bool(block.reason) == (block.kind == "boilerplate") for block in article.blocks)


def test_a_byte_order_mark_is_a_block_of_its_own() -> None:
    source, article = cleaned("\ufeff" + TITLE, ONE)
    assert [block.span.of(source.text) for block in article.blocks] == ["\ufeff", TITLE, ONE]


def test_the_reason_quotes_the_heading_of_a_list() -> None:
    _, article = cleaned(TITLE, ONE, TWO, "Tin cùng chuyên mục", OTHER)
    assert article.blocks[-1].reason == "other articles after `Tin cùng chuyên mục`"


def test_an_article_goes_on_behind_a_box_of_links() -> None:
    assert content(TITLE, ONE, TWO, "Tin liên quan", OTHER, ANOTHER, THREE, FOUR) == [TITLE, ONE, TWO, THREE, FOUR]


def test_an_advertisement_does_not_end_an_article() -> None:
    assert content(TITLE, ONE, TWO, "Quảng cáo", FOUR) == [TITLE, ONE, TWO, FOUR]


def test_an_address_within_an_article_stays() -> None:
    address = "Địa chỉ: số 5 đường Bến Đò, điện thoại 024 3861 0000"
    assert content(TITLE, ONE, TWO, address, THREE, FOUR) == [TITLE, ONE, TWO, address, THREE, FOUR]


def test_comments_and_footer_fall() -> None:
    tail = ["Bình luận (1)", "Tuấn", "Rất mong huyện làm sớm để bà con vùng đê yên tâm.", "© 2024 Trang tin huyện"]
    assert content(TITLE, ONE, TWO, THREE, *tail) == [TITLE, ONE, TWO, THREE]


def test_a_list_of_title_title_teaser_falls_without_a_heading() -> None:
    items = [OTHER, OTHER, FOUR, ANOTHER, ANOTHER, THREE]
    assert content(TITLE, ONE, TWO, *items) == [TITLE, ONE, TWO]


def test_titles_with_dates_in_a_row_fall() -> None:
    assert content(TITLE, ONE, TWO, f"{OTHER} (03/06/2024)", f"{ANOTHER} (1/6/2024 9:05:10 AM)") == [TITLE, ONE, TWO]


def test_links_within_an_article_fall() -> None:
    assert content(TITLE, ONE, f">> {OTHER}", TWO, f"Xem thêm: {ANOTHER}", THREE) == [TITLE, ONE, TWO, THREE]


def test_a_teaser_made_of_the_beginning_falls() -> None:
    teaser = f"[Chi tiết](https://tin.example.vn/a){ONE} {TWO[:40]} …"
    assert content(TITLE, "=====", teaser, ONE, TWO) == [TITLE, ONE, TWO]


def test_a_link_right_under_the_lead_falls() -> None:
    got = content(TITLE, "", f"{ONE}\n{OTHER}", "", TWO, "", THREE)
    assert got == [TITLE, ONE, TWO, THREE]


def test_pictures_and_captions() -> None:
    caption = "Công nhân gia cố chân đê"
    got = kinds(TITLE, ONE, f"{TITLE} - Hình 1", caption, TWO, "[img]", f"{caption} (Ảnh: Hồng Nam)", THREE)
    assert [text for kind, text in got if kind == "caption"] == [caption, f"{caption} (Ảnh: Hồng Nam)"]
    assert [text for kind, text in got if kind == "boilerplate"] == [f"{TITLE} - Hình 1", "[img]"]


def test_the_second_copy_of_a_caption_falls() -> None:
    caption = "Công nhân gia cố chân đê tại xã Hồng Vân"
    got = kinds(TITLE, ONE, "0:00 / 0:00", caption, caption, TWO)
    assert [kind for kind, _ in got] == ["title", "lead", "boilerplate", "caption", "boilerplate", "paragraph"]


def test_headings_list_items_and_table_rows() -> None:
    lines = [TITLE, ONE, "**Ba việc gấp**", "Các hạng mục gồm:", "- Gia cố 12 km đê", "1. Trồng tre chắn sóng;", TWO]
    assert [kind for kind, _ in kinds(*lines, "Xã A\t5 km", THREE)][2:] == [
        "heading", "paragraph", "list_item", "list_item", "paragraph", "table_row", "paragraph",
    ]  # fmt: skip


def test_an_answer_after_a_dash_is_a_paragraph() -> None:
    assert ("paragraph", f"- {TWO}") in kinds(TITLE, ONE, "Còn vốn thì sao, thưa ông?", f"- {TWO}", THREE)


@pytest.mark.parametrize("name", ["Thu Hà", "**Thu Hà - Hồng Nam**", "T.HÀ", "Theo Báo Đê Điều", "(Nguồn: TTXVN)"])
def test_a_name_at_the_end_is_a_byline(name: str) -> None:
    assert kinds(TITLE, ONE, TWO, name)[-1] == ("byline", name)


def test_a_name_under_a_picture_is_no_byline() -> None:
    assert kinds(TITLE, ONE, TWO, "[img]", "Hồng Nam")[-1] == ("caption", "Hồng Nam")


def test_a_name_glued_to_the_end_is_a_byline() -> None:
    assert kinds(TITLE, ONE, f"{TWO} Thu Hà")[-2:] == [("paragraph", TWO), ("byline", "Thu Hà")]


def test_a_body_printed_twice_in_a_line_is_kept_once() -> None:
    body = f"{ONE} {TWO} {THREE}"
    assert content(f"{body} Nguồn Sở Nông nghiệp {body}") == [body, "Nguồn Sở Nông nghiệp"]


def test_a_lead_printed_last_is_the_lead() -> None:
    got = kinds(TITLE, ONE, TWO, "Thu Hà", f"(ĐĐO) - {FOUR}")
    assert [kind for kind, _ in got] == ["title", "paragraph", "paragraph", "byline", "lead"]


def test_a_body_without_a_title_begins_with_its_lead() -> None:
    assert [kind for kind, _ in kinds(ONE, TWO)] == ["lead", "paragraph"]


def test_a_page_keeps_its_article_and_drops_what_stands_around_it() -> None:
    page = f"""<html><head><title>{TITLE}</title></head><body><div><a href="/">Trang chủ</a><h1>{TITLE}</h1></div>
    <p>{ONE}</p><div id="body"><p>{TWO}</p><img src="a.jpg"><p>Chân đê sau bão</p><p>{THREE}</p><p>{FOUR}</p></div>
    <div><a href="/b">{OTHER}</a><p>Cơ quan chủ quản: huyện</p></div></body></html>"""
    source = read_source(page.encode(), "a.html")
    kept = [b.span.of(source.text) for b in clean(source, rules()).blocks if b.kind in CONTENT_BLOCKS]
    assert kept == [TITLE, ONE, TWO, "Chân đê sau bão", THREE, FOUR]


def test_a_long_lead_without_a_full_stop_is_no_head_of_the_site() -> None:
    lead = f"{TWO[:-1]}, và các hộ dân trong vùng trũng đã ký cam kết di dời khi có lệnh của ban chỉ huy"
    page = f"<div>{lead}</div><table><tr><td><img src='a.jpg'></td></tr><tr><td>{TITLE}</td></tr></table><p>{ONE}</p>"
    source = read_source(page.encode(), "a.html")
    article = clean(source, rules())
    assert (article.title, article.blocks[0].kind) == (None, "lead")


def test_a_list_of_titles_is_no_article() -> None:
    with pytest.raises(SourceError, match="no paragraph"):
        cleaned(TITLE, OTHER, ANOTHER)


def page_content(page: str) -> list[str]:
    source = read_source(page.encode(), "a.html")
    kept = [block for block in clean(source, rules()).blocks if block.kind in CONTENT_BLOCKS]
    return [block.span.of(source.text) for block in kept]


def test_a_long_paragraph_behind_a_pointer_is_the_article_s_own() -> None:
    long = f"{THREE} {FOUR}"
    page = f"<h1>{TITLE}</h1><div><p>{ONE}</p><p>{TWO}</p><p>XEM THÊM:</p></div>{{}}<main><div>{long}</div></main>"
    assert page_content(page.format(""))[-3:] == [ONE, TWO, long]
    listed = f'<section><a href="/b">{OTHER}</a><p>{ANOTHER}, nhiều xã ven sông phải sơ tán dân.</p></section>'
    assert page_content(page.format(listed))[-3:] == [ONE, TWO, long]


def test_a_caption_in_two_lines_of_one_element_is_a_caption_to_its_end() -> None:
    shown = "<p><img src='a.jpg'><br>Đoàn kiểm tra thực địa<br>đoạn đê xung yếu</p>"
    source = read_source(f"<h1>{TITLE}</h1><p>{ONE}</p>{shown}<p>{TWO}</p>".encode(), "a.html")
    told = [(block.kind, block.span.of(source.text)) for block in clean(source, rules()).blocks]
    assert told[2:4] == [("caption", "Đoàn kiểm tra thực địa"), ("caption", "đoạn đê xung yếu")]


def test_a_text_in_a_table_with_its_picture_alone_is_a_caption_however_long() -> None:
    story = f"{THREE} {FOUR} {TWO}"
    shown = f"<table><tr><td><img src='a.jpg'></td></tr><tr><td><p>{story}</p></td></tr></table>"
    laid_out = f"<table><tr><td><img src='b.jpg'></td></tr><tr><td><p>{TWO}</p><p>{THREE}</p></td></tr></table>"
    source = read_source(f"<h1>{TITLE}</h1><p>{ONE}</p>{shown}{laid_out}".encode(), "a.html")
    told = [(block.kind, block.span.of(source.text)) for block in clean(source, rules()).blocks]
    assert told[2:] == [("caption", story), ("paragraph", TWO), ("paragraph", THREE)]


def test_a_question_behind_a_dash_is_no_item_of_a_list() -> None:
    told = kinds(TITLE, ONE, "- Thưa ông, bao giờ đê vá xong?", TWO, "- vá đê trước mùa mưa;", THREE)
    assert [kind for kind, _ in told[2:5]] == ["paragraph", "paragraph", "list_item"]


def test_a_lead_that_quotes_what_comes_later_is_no_teaser() -> None:
    lead = "Mưa lớn làm sạt 300 m đê, ngập 450 ha lúa và hoa màu..."
    told = f"Chủ tịch huyện nói: năm ngoái, {lead[:-3].lower()}, nhà hư hại nhiều."
    assert content(TITLE, lead, ONE, TWO, told)[1] == lead


def test_a_home_page_is_no_article() -> None:
    links = "".join(f'<li><a href="/{n}">Huyện thứ {n} tu sửa đê trước mùa mưa bão</a></li>' for n in range(60))
    page = f"<html><body><ul>{links}</ul><p>{ONE}</p></body></html>"
    with pytest.raises(SourceError, match="home page"):
        clean(read_source(page.encode(), "a.html"), rules())


def test_a_pointer_behind_a_sentence_is_cut_off() -> None:
    pointer = "[Xem thêm: Lũ lên nhanh trong đêm](https://tin.example.vn/a)"
    assert kinds(TITLE, ONE, f"{TWO} {pointer}", THREE)[-2:] == [("boilerplate", pointer), ("paragraph", THREE)]


def test_a_name_in_front_of_parts_headed_by_names_is_no_byline() -> None:
    parts = ["Hà Linh", ONE, "Bảo Châu", TWO, "Quang Minh", THREE]
    assert [kind for kind, _ in kinds(TITLE, *parts, "Mai Lan")][-7:] == [
        "heading", "lead", "heading", "paragraph", "heading", "paragraph", "byline",
    ]  # fmt: skip
    assert kinds(TITLE, "Hà Linh", ONE, TWO)[1] == ("byline", "Hà Linh")


def test_the_number_of_a_document_at_the_end_is_no_name() -> None:
    last = "Huyện giao các xã vá đê theo đúng quy định tại Nghị định 45/2012/NĐ-CP."
    assert kinds(TITLE, ONE, TWO, last)[-1] == ("paragraph", last)


def test_captions_run_into_a_body_of_one_line_are_cut_out() -> None:
    first, second = "Dân quân gia cố đê từ sáng sớm (Ảnh: An Nhiên)", "Lúa hè thu chờ nước rút. Ảnh: Hà Thu."
    told = kinds(TITLE, f"{ONE} [img]{first}{TWO} {second} {THREE}")
    assert told[-6:] == [
        ("lead", ONE), ("boilerplate", "[img]"), ("caption", first), ("paragraph", TWO), ("caption", second),
        ("paragraph", THREE),
    ]  # fmt: skip


def test_a_phrase_glued_to_the_sentences_around_it_is_a_caption() -> None:
    glued = "Người trồng đào ở làng ven sông chở cành về chợ hoa trung tâm sáng nay (tết trước)"
    told = kinds(TITLE, f"{ONE}{glued}{TWO}")
    assert told[-3:] == [("lead", ONE), ("caption", glued), ("paragraph", TWO)]


def test_a_quotation_behind_its_mark_is_no_link() -> None:
    quoted = f"> {THREE}"
    assert quoted in content(TITLE, ONE, TWO, quoted)


ROUNDUP = [
    "Đại gia Trần Quốc Lâm bán hết cổ phần ở ngân hàng",
    "Ông Lâm đã chuyển nhượng 12 triệu cổ phiếu cho người trong nhà, thu về 300 tỷ đồng.",
    "Chủ hãng xe Mai Phương vay thêm vốn để mở tuyến mới",
    "Hãng xe Mai Phương vay 80 tỷ đồng của hai ngân hàng để mua 25 chiếc xe.",
    "Cá tra lên giá, nhà máy Hùng Vĩ chạy ba ca",
    "Nhà máy Hùng Vĩ mua cá ở mức 29.000 đồng/kg, cao nhất trong hai năm qua.",
]


def test_a_round_up_has_headlines_and_no_title() -> None:
    _, article = cleaned(*ROUNDUP)
    assert article.title is None
    assert [kind for kind, _ in kinds(*ROUNDUP)][::2] == ["heading"] * 3


def test_a_title_whose_names_come_again_is_one_whatever_the_headings() -> None:
    again = [*ROUNDUP[:-1], "Ông Trần Quốc Lâm cũng góp vốn vào nhà máy mua cá với giá 29.000 đồng/kg."]
    assert cleaned(*again)[1].title == ROUNDUP[0]
    assert cleaned(*ROUNDUP[:4])[1].title == ROUNDUP[0], "one heading makes no round-up"
