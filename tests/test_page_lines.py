"""A page's lines lead back to their source exactly, whatever the markup, and hostile markup is read in bounded time."""
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import patterns
from extractor.clean import clean
from extractor.markup import DEPTH, read_markup
from extractor.model import Source, SourceError
from extractor.provenance import collapsed, shown
from extractor.source import read_source

RULES = patterns.load()
PARAGRAPH = "Xã vùng cao vừa có thêm 12 km đường bê tông, nối ba bản xa nhất với trung tâm."
PAGE = """<!doctype html><html lang=vi><head><title>Đường mới lên bản</title></head><body>
<div id=top class="menu"><a href="/">Trang chủ</a></div>
<div id="bai"><h1>Đường mới l&ecirc;n bản</h1>
<p class=x>X&atilde; v&#249;ng cao vừa c&#x00f3; th&ecirc;m <b>12&nbsp;km</b> đường <!-- chú thích --> b&ecirc; tông,
  nối ba bản <i>xa nhất</i> với trung t&acirc;m.</p>
<p>Bản Nặm Đăm có 60 hộ<br>Bản Lũng Cẩm có 45 hộ</p>
<table><tr><th>Bản</th><th>Số hộ</th></tr><tr><td>Nặm Đăm</td><td><p>60</p></td></tr></table></div></body></html>"""


def read(page: str) -> Source:
    return read_source(page.encode(), "a.html", any_language=True)


def strays(source: Source) -> list[str]:
    """The blocks that do not lead back to where they say."""
    return [
        block.span.of(source.text)
        for block in clean(source, RULES).blocks
        if block.source_span is None
        or shown(source.decoded, block.source_span, source.media_type) != collapsed(block.span.of(source.text))
    ]


def test_blocks_lead_back_through_entities_tags_and_comments() -> None:
    source = read(PAGE)
    assert strays(source) == []
    (told,) = [block for block in clean(source, RULES).blocks if "12" in block.span.of(source.text)]
    assert told.selector == "#bai > p:nth-of-type(1)"
    assert told.source_span
    assert told.source_span.of(source.decoded).startswith("X&atilde; v&#249;ng")
    assert told.source_span.of(source.decoded).endswith("t&acirc;m.")


def test_a_row_knows_its_header() -> None:
    source = read(PAGE)
    rows = [block for block in clean(source, RULES).blocks if block.kind == "table_row"]
    assert [row.span.of(source.text) for row in rows] == ["Bản\tSố hộ", "Nặm Đăm\t60"]
    assert rows[0].header is None
    assert rows[1].header == rows[0].span


def test_a_decomposed_page_leads_back_to_its_own_letters() -> None:
    source = read(unicodedata.normalize("NFD", PAGE))
    assert source.text == read(PAGE).text
    assert strays(source) == []


def test_a_decomposed_text_leads_back_too() -> None:
    text = f"Đường mới lên bản\n\n{PARAGRAPH}\n\nDân bản góp 300 ngày công trong vụ nông nhàn."
    source = read_source(unicodedata.normalize("NFD", text).encode(), "a.txt")
    blocks = clean(source, RULES).blocks
    assert [block.source_span and collapsed(block.source_span.of(source.decoded)) for block in blocks] == [
        block.span.of(source.text) for block in blocks
    ]


HOSTILE = {
    "unclosed tags": "<div><p><b><span>" * 20_000,
    "one endless attribute": f'<p title="{"x" * 1_000_000}">',
    "an attribute that nothing closes": '<p title="' + "a > b " * 100_000,
    "nested elements": "<div>" * 100_000,
    "closing tags alone": "</div></p>" * 50_000,
    "comments that nothing closes": "<!-- " * 50_000,
    "quotation marks": "<a '" * 50_000 + '<a "' * 50_000,
    "scripts that nothing closes": "<script>" * 20_000,
    "table rows in rows": "<table><tr><td>" * 20_000,
    "entities": "&amp;&#7841;&nosuch;" * 50_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_read_or_refused(markup: str) -> None:
    page = f"<html><body><h1>Đường mới lên bản</h1><p>{PARAGRAPH}</p>{markup}<p>{PARAGRAPH}</p></body></html>"
    try:
        source = read(page)
    except SourceError:
        return
    assert PARAGRAPH in source.text
    assert strays(source) == []


def test_nesting_is_bounded() -> None:
    markup = read_markup("<div>" * 5_000 + "a" + "</div>" * 5_000)
    depth = deepest = 0
    for kind, *_ in markup.events:
        depth += {"open": 1, "close": -1, "text": 0}[kind]
        deepest = max(deepest, depth)
    assert (depth, deepest) == (0, DEPTH)


_PIECES = [
    "<p>", "</p>", "<div class='a>b'>", "</div>", "<b>", "</b>", "<td>", "<tr>", "<table>", "</table>", "<li>", "<br>",
    "<!-- x -->", "<script>1</script>", "<a href=x>", "</a>", "<p hidden>",
    "Xã", " có ", "&ecirc;", "12", "\n", "\u0301", "&nbsp;", "<", "&",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_elements_nest_whatever_the_markup(pieces: list[str]) -> None:
    source_text = "".join(pieces)
    markup = read_markup(source_text)
    open_elements: list[int] = []
    for kind, index, start, end in markup.events:
        assert 0 <= start <= end <= len(source_text)
        if kind == "open":
            open_elements.append(index)
        elif kind == "close":
            assert open_elements.pop() == index
    assert not open_elements
