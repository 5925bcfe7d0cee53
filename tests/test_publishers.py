"""Each family of publishers: its own page is read as its rule file says, whatever else the page holds."""
from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import patterns
from extractor.clean import clean
from extractor.source import read_source

RULES = patterns.load()
FAMILIES = RULES.table("publisher")
FRAME = (
    '<!doctype html><html lang="vi"><body><div class="header"><a href="/">Trang chủ</a>'
    " <span>Thứ 5, ngày 5/10/2023</span>"
    "</div>{}<div class='footer'><p>Tòa soạn ở phố nhỏ, cấm sao chép.</p></div></body></html>"
)


def blocks(page: str) -> list[str]:
    source = read_source(page.encode(), "page.html", any_language=True)
    article = clean(source, RULES)
    kept = [block for block in article.blocks if block.kind != "boilerplate"]
    return [f"{block.kind}: {block.span.of(source.text)}" for block in kept]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["name"])
def test_a_family_reads_its_own_page(family: Mapping[str, Any]) -> None:
    assert blocks(FRAME.format(family["page"])) == list(family["shows"])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["name"])
def test_a_page_is_cleaned_alike_again(family: Mapping[str, Any]) -> None:
    source = read_source(FRAME.format(family["page"]).encode(), "a.html", any_language=True)
    assert clean(source, RULES) == clean(source, RULES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family["name"])
def test_a_familys_rules_are_what_reads_it(family: Mapping[str, Any]) -> None:
    """Without its classes the page is read otherwise: the family's rules are needed."""
    page = re.sub(r' (?:class|id|type|itemprop|data-role|data-field)="[^"]*"', "", family["page"])
    assert blocks(FRAME.format(page)) != list(family["shows"])


def test_a_selector_that_is_none_is_told(tmp_path: Path) -> None:
    family = 'name = "Sai"\nbody = [".noi-dung"]\nlead = ["p["]\npage = "<p>a</p>"\nshows = ["lead: a"]'
    (tmp_path / "sai.toml").write_text(f"[[publisher]]\n{family}\n", "utf-8")
    page = FRAME.format('<div class="noi-dung"><p>Đoạn đê xung yếu đã vá xong trước mùa lũ năm nay.</p></div>')
    source = read_source(page.encode(), "a.html", any_language=True)
    with pytest.raises(patterns.PatternError, match="publisher `Sai`: `p\\[` is no CSS selector"):
        clean(source, patterns.load(tmp_path))


def test_a_megabyte_of_names_of_classes_is_passed_over() -> None:
    """Looked at name by name, each against all others, they would take hours."""
    body = "Đoạn đê xung yếu đã vá xong trước mùa lũ năm nay."
    page = FRAME.format(f'<div class="{"post-content " * 80_000}"><p>{body}</p></div>')
    assert body in [block.partition(": ")[2] for block in blocks(page)]
