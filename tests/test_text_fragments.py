"""Addresses that open a live page at a quote."""
from __future__ import annotations

from urllib.parse import quote

import pytest

from diembao.text_fragments import page_with_quote
from extractor.model import Span

TEXT = "Năm 2023, tỉnh có 45 doanh nghiệp, tăng 5-7% so với cùng kỳ.\nDòng sau"
BLOCK = Span(0, TEXT.index("\n"))


def at(quote: str, text: str = TEXT, block: Span = BLOCK, url: str | None = "https://bao.example/a") -> str | None:
    start = text.index(quote)
    return page_with_quote(url, text, Span(start, start + len(quote)), block)


def encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")


def test_a_quote_stands_between_what_is_before_and_behind_it() -> None:
    told = f"{encoded('2023, tỉnh có')}-,{encoded('45 doanh nghiệp')}"
    assert at("45 doanh nghiệp") == f"https://bao.example/a#:~:text={told},-{encoded(', tăng 5-7%')}"


def test_nothing_is_told_of_the_next_block() -> None:
    told = f"{encoded('nghiệp, tăng 5-7%')}-,{encoded('so với cùng kỳ.')}"
    assert at("so với cùng kỳ.") == f"https://bao.example/a#:~:text={told}"


def test_signs_of_the_directive_are_told_as_codes() -> None:
    assert "%2D" in str(at("5-7%"))
    assert "5-7" not in str(at("5-7%"))


def test_a_part_of_a_word_has_nothing_beside_it() -> None:
    assert at("doanh nghiệ") == f"https://bao.example/a#:~:text={encoded('tỉnh có 45')}-,{encoded('doanh nghiệ')}"


def test_a_long_quote_is_told_by_its_ends() -> None:
    text = " ".join(f"từ{n}" for n in range(60))
    told = at(text, text, Span(0, len(text)))
    assert told == f"https://bao.example/a#:~:text={encoded('từ0 từ1 từ2 từ3')},{encoded('từ56 từ57 từ58 từ59')}"


def test_the_query_and_fragment_of_the_address_stay() -> None:
    assert str(at("Năm", url="https://bao.example/a?x=1#muc")).startswith("https://bao.example/a?x=1#muc:~:text=")


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "a.txt", "http://"])
def test_what_no_browser_should_follow_is_no_address(url: str | None) -> None:
    assert at("Năm", url=url) is None
