"""Bytes to text: the encoding by evidence, what is declared only where the words bear it out, and every step told."""
from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.decoding import Decoded, decode
from extractor.model import Extraction, SourceError
from extractor.pipeline import extract
from extractor.source import read_source
from tests.encoders import ARTICLES, PAGES, article, encoded, page_of
from tests.reading import rules

SENTENCE = "Sáng nay, Ủy ban nhân dân huyện đã họp bàn việc tu sửa đê trước mùa mưa bão, kinh phí 2,5 tỷ đồng."
FRENCH = "La réunion a été brève à l'hôtel de ville, où l'évêque a présenté son œuvre après le dîner."


def composed(decoded: Decoded) -> str:
    return unicodedata.normalize("NFC", decoded.text)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("page", PAGES)
def test_an_article_in_an_old_code_page_is_read_as_text_and_as_html(path: Path, page: str) -> None:
    text = article(path)
    for whole in (text, page_of(text, "iso-8859-1")):
        decoded = decode(encoded(whole, page))
        assert decoded.encoding == page
        assert as_stored(composed(decoded), page) == as_stored(whole, page)


def as_stored(text: str, page: str) -> str:
    """TCVN3 does not tell capitals with a tone from small letters."""
    return text.casefold() if page == "tcvn3" else text


@pytest.mark.parametrize("declared", [None, "windows-1252", "utf-8", "x-unheard-of", "viscii", "shift_jis"])
def test_a_wrong_declaration_changes_nothing(declared: str | None) -> None:
    decoded = decode(encoded(SENTENCE, "vps"), declared)
    assert (composed(decoded), decoded.encoding) == (SENTENCE, "vps")
    assert decoded.steps[-1] == "read as VPS: 18 of 18 words are Vietnamese"
    assert [step.split(",")[0] for step in decoded.steps[:-1]] == ([f"declared {declared}"] if declared else [])


@pytest.mark.parametrize(
    ("content", "declared", "encoding", "steps"),
    [
        (SENTENCE.encode(), None, "utf-8", ()),
        (SENTENCE.encode(), "UTF-8", "utf-8", ()),
        (SENTENCE.encode("utf-8-sig"), "utf8", "utf-8", ()),
        (SENTENCE.encode(), "iso-8859-1", "utf-8", ("declared iso-8859-1, not followed: the bytes are UTF-8",)),
        (b"Ha Noi", "iso-8859-1", "utf-8", ()),
        (SENTENCE.encode("utf-16"), "utf-16", "utf-16", ()),
        (
            SENTENCE.encode("utf-16-le"), None, "utf-16-le",
            ("read as UTF-16-LE, without a byte order mark: 18 of 18 words are Vietnamese",),
        ),
        (
            SENTENCE.encode("utf-16-be"), "utf-16", "utf-16-be",
            ("read as UTF-16-BE, without a byte order mark: 18 of 18 words are Vietnamese",),
        ),
        (
            encoded(SENTENCE, "viscii"), "viscii", "viscii", ("read as VISCII: 18 of 18 words are Vietnamese",),
        ),
        (
            encoded(SENTENCE, "windows-1258"), "cp1258", "windows-1258",
            ("read as windows-1258: 18 of 18 words are Vietnamese",),
        ),
        (
            encoded(SENTENCE, "windows-1258"), "windows-1252", "windows-1258",
            (
                "declared windows-1252, not followed: 3 of 18 words are Vietnamese",
                "read as windows-1258: 18 of 18 words are Vietnamese",
            ),
        ),
    ],
)  # fmt: skip
def test_what_was_done_is_told(content: bytes, declared: str | None, encoding: str, steps: tuple[str, ...]) -> None:
    decoded = decode(content, declared)
    assert (decoded.encoding, decoded.steps) == (encoding, steps)
    assert content.isascii() or composed(decoded).removeprefix("\ufeff") == SENTENCE


def test_what_the_page_says_is_weighed_behind_what_http_says() -> None:
    page = encoded(page_of(SENTENCE, "vni"), "windows-1258")
    steps = decode(page, "big5").steps
    assert [step.partition(",")[0] for step in steps[:2]] == ["declared big5", "declared vni"]


def test_a_declared_encoding_beyond_the_known_pages_is_followed_where_the_words_bear_it_out() -> None:
    text = SENTENCE.encode("gb18030")
    decoded = decode(text, "gb18030")
    assert (decoded.text, decoded.encoding) == (SENTENCE, "gb18030")
    with pytest.raises(SourceError, match="not UTF-8"):
        decode(text)


def test_a_download_cut_off_within_a_letter_is_read_up_to_it() -> None:
    decoded = decode("Việc tu sửa đê sẽ kết thúc vào mùa mưạ".encode()[:-1])
    assert (decoded.text, decoded.steps) == (
        "Việc tu sửa đê sẽ kết thúc vào mùa mư",
        ("cut off within its last character",),
    )


REFUSED = {
    "french": (FRENCH.encode("windows-1252"), "windows-1252", "not UTF-8"),
    "german": ("Über die Brücke führt schöne Straße für Fußgänger, größer als früher.".encode("latin-1"), None, "not"),
    "spanish": ("El niño está en la montaña; mañana habrá lluvia según el señor Muñoz.".encode("latin-1"), None, "not"),
    "few words": ("Đê vỡ".encode("utf-16-le"), None, "NUL"),
    "hardly any": (encoded("Tu sửa đê", "tcvn3"), None, "not UTF-8"),
    "broken": (SENTENCE.encode()[:60] + b"\xff" + SENTENCE.encode()[60:], "utf-8", "byte 60"),
    "said to be UTF-16": (b"\xff\xfea\x00b", None, "utf-16"),
    "a codec that is none": (b"H\\u1ed9i h\\u1ecdp \xe9" * 9, "unicode_escape", "not UTF-8"),
    "control characters": (SENTENCE.encode() + b"\x02", None, "control characters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_encoding_makes_vietnamese_is_refused(case: str) -> None:
    content, declared, cause = REFUSED[case]
    with pytest.raises(SourceError, match=cause):
        decode(content, declared)


@settings(deadline=None)
@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_are_read_or_refused(content: bytes, declared: str | None) -> None:
    try:
        decoded = decode(content, declared)
    except SourceError:
        return
    assert decoded.text.strip()
    assert decoded.encoding


@settings(deadline=None)
@given(st.text(max_size=200), st.none() | st.sampled_from(["iso-8859-1", "tcvn3", "utf-16"]))
def test_utf_8_without_signs_of_mojibake_is_exactly_its_bytes(text: str, declared: str | None) -> None:
    content = text.encode("utf-8", "replace")
    try:
        decoded = decode(content, declared)
    except SourceError:
        return
    if not [step for step in decoded.steps if not step.startswith("declared")] and decoded.encoding == "utf-8":
        assert decoded.text.encode() == content


def facts(extraction: Extraction) -> list[tuple[object, ...]]:
    """What was found, quote by quote, without offsets and without regard to capitals."""
    text = extraction.source.text

    def quote(span: object) -> str:
        return " ".join(span.of(text).casefold().split()) if span else ""  # type: ignore[attr-defined]

    found: list[tuple[object, ...]] = []
    found += [("figure", quote(f.span), f.quantity.value, f.quantity.unit, f.period) for f in extraction.figures]
    found += [("event", e.type, e.name.casefold(), e.date) for e in extraction.events]
    found += [("official", o.name.casefold(), o.title.casefold()) for o in extraction.officials]
    found += [("statement", s.speaker.casefold(), quote(s.span)) for s in extraction.statements]
    found += [("document", d.type, d.number, d.date) for d in extraction.documents]
    return found


def extracted(content: bytes, name: str) -> list[tuple[object, ...]]:
    return facts(extract(read_source(content, name), rules()))


def test_the_same_article_gives_the_same_facts_in_every_encoding() -> None:
    text = article(ARTICLES[1])
    plain = extracted(text.encode(), "a.txt")
    assert {kind for kind, *_ in plain} >= {"figure", "event", "official"}
    assert extracted(unicodedata.normalize("NFD", text).encode(), "a.txt") == plain
    assert extracted(text.encode("utf-16-le"), "a.txt") == plain
    for page in PAGES:
        assert extracted(encoded(text, page), "a.txt") == plain, page


def test_the_same_page_gives_the_same_facts_in_every_encoding() -> None:
    page = page_of(article(ARTICLES[0]))
    plain = extracted(page.encode(), "a.html")
    assert plain == extracted(article(ARTICLES[0]).encode(), "a.txt")
    assert extracted(unicodedata.normalize("NFD", page).encode(), "a.html") == plain
    assert extracted(encoded(page, "tcvn3"), "a.html") == plain
    assert extracted(encoded(page, "tcvn3").decode("latin-1").encode(), "a.html") == plain


@pytest.mark.parametrize("page", ["tcvn3", "vni", "viscii", "vps"])
def test_old_letters_are_read_behind_the_controls_of_iso_8859_1(page: str) -> None:
    """Where windows-1252 has a sign, iso-8859-1 has a control character: that makes them no less letters."""
    text = article(ARTICLES[0])
    plain = decode(encoded(text, page)).text
    assert decode(encoded(text, page).decode("latin-1").encode()).text == plain
