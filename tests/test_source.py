"""What bytes become: one text in NFC with its encoding, or a refusal that says what to do."""
from __future__ import annotations

import gzip
import hashlib
import unicodedata
from pathlib import Path

import pytest

from extractor.model import SourceError
from extractor.source import LIMIT, read_source

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"
SENTENCE = "Sáng nay, Ủy ban nhân dân huyện đã họp bàn việc tu sửa đê trước mùa mưa bão."
PAGE = f"""<!doctype html><html lang="vi"><head><title>Tu sửa đê - Báo Đê Điều</title>
<meta property="og:title" content="Tu sửa đê trước mùa mưa">
<meta property="article:published_time" content="2024-06-05T10:15:00+07:00">
<link rel="canonical" href="https://dedieu.example.vn/tu-sua-de.html">
<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "Thu Hà"}}}}</script></head>
<body><nav><a href="/">Trang chủ</a></nav><h1>Tu sửa đê trước mùa mưa</h1>
<p>{SENTENCE}<br>Dòng hai</p><script>var a = 1;</script><p style="display:none">ẩn</p>
<table><tr><td>Xã A</td><td>5 km</td></tr></table><aside>Bên lề</aside></body></html>"""


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_plain_text_is_exactly_its_bytes_in_nfc(path: Path) -> None:
    content = path.read_bytes()
    source = read_source(content, path.name)
    assert source.text == unicodedata.normalize("NFC", content.decode("utf-8"))
    assert (source.media_type, source.encoding) == ("text/plain", "utf-8")
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_line_ends_and_byte_order_mark_stay_in_the_text() -> None:
    text = f"\ufeffTiêu đề\r\n\r\n{SENTENCE}\r\n"
    assert read_source(text.encode("utf-8"), "a.txt").text == text


def test_decomposed_letters_are_composed() -> None:
    assert read_source(unicodedata.normalize("NFD", SENTENCE).encode(), "a.txt").text == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert read_source(SENTENCE.encode(encoding), "a.txt").text.lstrip("\ufeff") == SENTENCE


def test_windows_1258_is_taken_where_it_gives_vietnamese() -> None:
    letters = {"ạ": "a\u0323", "ủ": "u\u0309", "ọ": "o\u0323", "ệ": "ê\u0323", "ữ": "ư\u0303", "ử": "ư\u0309"}
    text = "Huyện tu sửa đê, họp bàn về những đoạn đê yếu của xã"
    letters |= {"ề": "ê\u0300", "ế": "ê\u0301", "ã": "a\u0303"}
    coded = "".join(letters.get(c, c) for c in text)
    source = read_source(coded.encode("windows-1258"), "a.txt")
    assert (source.text, source.encoding) == (text, "windows-1258")


REFUSED = {
    "empty": (b"", "empty"),
    "blank": ("\u00a0\n \t\n".encode(), "empty"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "image"),
    "docx": (b"PK\x03\x04\x14\x00", "office document"),
    "gzip": (gzip.compress(SENTENCE.encode()), "gzip"),
    "binary": (b"abc\x00def" * 20, "NUL"),
    "control": (b"abc\x01\x02def", "control characters"),
    "garbled": (b"\xc3\x28\xa0\xa1" * 50, "UTF-8"),
    "english": (b"The committee met this morning to discuss the repair of the dykes before the rains.", "not Vietnam"),
    "french": ("Le comité s'est réuni à l'hôtel de ville ; la réunion a été brève.".encode(), "not Vietnamese"),
    "unmarked": (b"Sang nay, huyen da hop ban viec tu sua de va cac cong trinh trong nam nay", "diacritics"),
    "digits": (b"12345 67890\n3.14\n", "hardly any words"),
    "nulls": (b"<h1>null</h1><p>null</p>", "hardly any words"),
    "no text": (b"<html><body><script>x()</script></body></html>", "without any text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_vietnamese_text_is_refused_with_its_cause(case: str) -> None:
    content, cause = REFUSED[case]
    with pytest.raises(SourceError, match=cause):
        read_source(content, "a.txt")


def test_a_source_beyond_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(SourceError, match=f"{LIMIT:,}"):
        read_source(b"a" * (LIMIT + 1), "a.html")


def test_a_page_becomes_the_lines_of_its_blocks() -> None:
    source = read_source(PAGE.encode(), "a.html")
    assert source.text.splitlines() == [
        "Trang chủ", "Tu sửa đê trước mùa mưa", SENTENCE, "Dòng hai", "Xã A\t5 km", "Bên lề",
    ]  # fmt: skip
    hints = {line.span.of(source.text): line.tag for line in source.lines}
    assert hints["Tu sửa đê trước mùa mưa"] == "h1"
    assert (hints["Trang chủ"], hints["Bên lề"], hints["Xã A\t5 km"]) == ("nav", "aside", "tr")


def test_a_page_tells_its_metadata() -> None:
    source = read_source(PAGE.encode(), "a.html")
    said = {name: source.hints[name] for name in ("title", "published", "author", "language")}
    assert said == {
        "title": "Tu sửa đê trước mùa mưa",
        "published": "2024-06-05T10:15:00+07:00",
        "author": "Thu Hà",
        "language": "vi",
    }
    assert source.url == "https://dedieu.example.vn/tu-sua-de.html"
    assert source.media_type == "text/html"


def test_html_is_known_by_its_markup_too() -> None:
    assert read_source(f"<p>{SENTENCE}</p>".encode(), "stdin").text == SENTENCE + "\n"


def test_entities_that_combine_are_composed() -> None:
    source = read_source(f"<p>{SENTENCE} Một vi&ecirc;&#803;c</p>".encode(), "a.html")
    assert source.text.rstrip().endswith("Một việc")


def test_elements_may_nest_without_end() -> None:
    page = "<div>" * 20_000 + SENTENCE
    assert read_source(page.encode(), "a.html").text == SENTENCE + "\n"
