"""Unicode text that was read in a wrong encoding once: repaired where its signs are, and nothing else is touched."""
from __future__ import annotations

import unicodedata
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.decoding import decode
from extractor.disguised import read_disguised
from extractor.legacy import seen
from extractor.twice_encoded import read_once
from tests.encoders import ARTICLES, PAGES, article, as_shown, encoded, page_of

SENTENCE = "Hội đồng nhân dân đã họp, từng đại biểu góp ý về ngân sách 2,5 tỷ đồng (£5, 10 €, –3%, 12 ‰)."


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
def test_an_article_as_it_is_stays_as_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    for form in ("NFC", "NFD"):
        for whole in (unicodedata.normalize(form, text), page_of(unicodedata.normalize(form, text))):
            decoded = decode(whole.encode())
            assert (decoded.text, decoded.steps) == (whole, ())


FINE = [
    "João, Conceição, São Paulo, SÃO, IRMÃ DULCE, IRMÃ\u00a0DULCE, Ã, Â",
    "Citroën và Noël, naïve, où, poêle, Zoë, Skåne, Bjørn, Windows®, Viettel®",
    "½, 5 × 3, 6 ÷ 2, © 2003 · § 5, m², 37 °C, µm, 5 ± 2",
    "«khá»… rất tốt, «Á»; «đó»!",
    "“LÀM RỒI ĐÃ”, “NGÃ”, ‘ĐÃ’, NGÃ… rồi, CHÂU Â”, TRÃ– ngã",
    "rất vui 😀 👍🏽 ❤️",
    "√2 = 1,41; ƒ(x) = ∆x; ∂",
    "£1 = ¥190, €1 = 30.000₫, –5%, −3%, ±2‰, 5.000 ₫",
    "Привет, 你好, สวัสดี, مرحبا",
    "bá»‹",
    "Tăng 5\u009610 tấn",
    "thương\u00admại, co\u0301 da\u0302\u0301u",
    "H&agrave; N&#7897;i &amp; Hu&#x1EBF; &copy; 2003",
    "Café à la crème, déjà vu, garçon, Übermut, señor, mañana, está",
]


@pytest.mark.parametrize("text", FINE)
def test_what_is_fine_stays_alone_and_in_the_middle_of_an_article(text: str) -> None:
    assert decode(text.encode()).text == text
    whole = article(ARTICLES[0]) + "\n" + text + "\n"
    assert decode(whole.encode()) == decode(whole.encode("utf-8"), "utf-8")
    assert decode(whole.encode()).text == whole


REPAIRED = [
    ("Há»™i Ä‘á»“ng nhÃ¢n dÃ¢n", "Hội đồng nhân dân"),
    ("Nội dung tốt, nhÆ°ng Há»™i thÃ¬ khác", "Nội dung tốt, nhưng Hội thì khác"),
    ("vÃ\u00a0 ngÃ\u00a0y lÃ\u00a0 5 triá»‡u", "và ngày là 5 triệu"),
    ("ngÃ y vÃ cho lÃ 5", "ngày và cho là 5"),
    ("Giá 5£ vÃ\u00a0 10â‚¬, â€“3%, 7 â‚«", "Giá 5£ và 10€, –3%, 7 ₫"),
    ("café Â© 2020, cafÃ© ngon", "café © 2020, café ngon"),
    ("Tin má»›i", "Tin mới"),
    ("M·∫°nh H√πng", "Mạnh Hùng"),
    ("Ä‘Ã£ bá»‹ há»§y", "đã bị hủy"),
    ("đã biết: Há»™i bá»‹ há»§y", "đã biết: Hội bị hủy"),
    ("<p title='Há»™i'>Há»™i</p><p>Hội £5 ¥6</p>", "<p title='Hội'>Hội</p><p>Hội £5 ¥6</p>"),
    ("H&aacute;&raquo;&trade;i 5 &lt; 6", "Hội 5 &lt; 6"),
]


@pytest.mark.parametrize(("broken", "text"), REPAIRED)
def test_utf_8_read_as_something_else_is_read_back(broken: str, text: str) -> None:
    decoded = decode(broken.encode())
    assert decoded.text == text
    assert [step.partition(" in ")[0] for step in decoded.steps] == ["mojibake repaired"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("times", [1, 2])
def test_a_whole_article_is_read_back(path: Path, times: int) -> None:
    text = broken = unicodedata.normalize("NFC", path.read_text("utf-8"))
    for _ in range(times):
        broken = seen(broken.encode())
    assert decode(broken.encode()).text == text


@pytest.mark.parametrize("view", ["latin-1", "mac_roman"])
def test_other_views_of_utf_8_are_read_back(view: str) -> None:
    text = article(ARTICLES[1])
    assert decode(text.encode().decode(view).encode()).text == text


def test_one_block_is_repaired_and_the_rest_is_left() -> None:
    lines = article(ARTICLES[2]).splitlines()
    at = max(range(len(lines)), key=lambda line: len(lines[line]))
    broken = [seen(line.encode()) if number == at else line for number, line in enumerate(lines)]
    decoded = decode("\n".join(broken).encode())
    assert decoded.text.splitlines() == lines
    assert decoded.steps == ("mojibake repaired in 1 place: UTF-8 read as windows-1252",)


@pytest.mark.parametrize("page", PAGES)
def test_letters_of_an_old_code_page_in_a_unicode_text_are_read(page: str) -> None:
    text = article(ARTICLES[0])
    for whole in (text, page_of(text)):
        decoded = decode(as_shown(encoded(whole, page)).encode())
        read = unicodedata.normalize("NFC", decoded.text)
        assert (read.casefold() if page == "tcvn3" else read) == (whole.casefold() if page == "tcvn3" else whole)
        assert decoded.encoding == "utf-8"
        assert "read as such" in decoded.steps[-1]


@pytest.mark.parametrize("page", ["tcvn3", "vni"])
def test_one_block_of_an_old_code_page_is_read_and_the_rest_is_left(page: str) -> None:
    block = "Báo cáo của Sở Nông nghiệp cho biết toàn huyện đã gieo cấy được 2.500 ha lúa, đạt 95% kế hoạch."
    around = "Hội nghị tổng kết đã diễn ra tại thị xã với sự có mặt của đại biểu các xã; café Noël, 5 × 3 Windows®."
    whole = f"<p>{around}</p><p>{as_shown(encoded(block, page))}</p><p>{around}</p>"
    decoded = decode(whole.encode())
    assert decoded.text == f"<p>{around}</p><p>{block}</p><p>{around}</p>"
    assert decoded.steps[0].endswith("in 1 place of a Unicode text")


def test_entities_that_stand_for_such_letters_are_read_and_those_of_markup_stay() -> None:
    page = (
        "<html><body><p>§¹i h&eacute;i &reg;&aring;ng th&laquo;ng qua k&Otilde; ho&sup1;ch 5 n&uml;m</p>"
        "<p>Thu &amp; chi ng&copy;n s&cedil;ch</p>"
        "<p>&copy; 2003 &lt;b&gt; &#169; 5.000 &reg;</p></body></html>"
    )
    decoded = decode(page.encode())
    assert decoded.text == (
        "<html><body><p>Đại hội đồng thông qua kế hoạch 5 năm</p>"
        "<p>Thu &amp; chi ngân sách</p>"
        "<p>© 2003 &lt;b&gt; © 5.000 đ</p></body></html>"
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from([*SENTENCE.split(), "Há»™i", "Ä‘á»“ng", "5£", "â‚¬", "Ã£", "–3%", "12 ‰", "¥7"])))
def test_no_repair_touches_a_digit_or_any_ascii(words: list[str]) -> None:
    text = " ".join(words)
    for repaired in (read_once(text)[0], read_disguised(text)[0]):
        assert [c for c in repaired if c.isascii() and c != " "] == [c for c in text if c.isascii() and c != " "]


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,+-−–%‰$£¥€₫¢ "))
def test_numbers_and_money_are_never_mojibake(text: str) -> None:
    for whole in (text, f"{SENTENCE}\n{text}"):
        assert read_once(whole) == (whole, ())
        assert read_disguised(whole) == (whole, ())


@settings(deadline=None)
@given(st.sampled_from(ARTICLES), st.integers(0, 3000), st.integers(1, 400))
def test_any_stretch_of_an_article_that_is_fine_stays(path: Path, start: int, length: int) -> None:
    text = escape(path.read_text("utf-8")[start : start + length])
    assert read_once(text) == (text, ())
    assert read_disguised(text) == (text, ())
