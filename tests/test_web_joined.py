"""The pages on what several articles tell: lists to narrow and to page through, charts, and where their links lead."""
from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import event

from db.store import Archive, read_store
from db.typed import glob_of, globs_of
from extractor.model import Extraction
from tests.extraction import STEMS, gold_extraction, longer, named
from tests.stored import ask, save
from tests.web import client

SPENT = "tổng kinh phí khuyến công thực hiện"


def shown(path: Path, address: str, status: int = 200) -> str:
    """What a page says, in a browser's reading of its signs."""
    page = client(path).get(address)
    assert page.status_code == status, address
    return html.unescape(page.text)


@pytest.fixture(scope="session")
def many_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and twenty articles, each with a figure of an indicator of its own and one of an indicator of all."""
    path, gold = tmp_path_factory.mktemp("many") / "many.db", gold_extraction(STEMS[2])
    save(path, [_of_its_own(n, gold) for n in range(120)])
    return path


def _of_its_own(n: int, gold: Extraction) -> Extraction:
    own, shared, *_ = gold.figures
    figures = (
        replace(own, indicator=f"mục {n:03}", indicator_key=f"mục {n:03}"),
        replace(shared, indicator="mục chung", indicator_key="mục chung", period=f"{1900 + n}"),
    )
    return replace(named(longer(gold, f"\nBài {n}"), f"{n}.txt"), figures=figures, checks=())


def pages_from(path: Path, address: str, cell: str) -> list[str]:
    """What the pattern finds on a page and on those that `Next page` leads to."""
    found: list[str] = []
    following: str | None = address
    while following is not None:
        page = shown(path, following)
        found += re.findall(cell, page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        following = link[1] if link else None
    return found


@pytest.mark.parametrize("order", ["", "&order=key"])
def test_indicators_are_paged_without_a_gap(many_db: Path, order: str) -> None:
    found = pages_from(many_db, f"/indicators?q=muc{order}", r">(mục [^<]+)</a></th>")
    first = [] if order else ["mục chung"]
    assert found == first + [f"mục {n:03}" for n in range(120)] + ([] if first else ["mục chung"])


def test_a_long_table_is_paged_and_its_chart_is_whole(many_db: Path) -> None:
    page = shown(many_db, f"/indicators/{quote('mục chung')}")
    assert page.count('<a class="mark') == 120
    periods = pages_from(many_db, f"/indicators/{quote('mục chung')}", r"<tr><td>(\d+)</td>")
    assert periods == [str(1900 + n) for n in range(120)]


#: What is asked for each page.
ASKED: dict[str, Callable[[Archive], object]] = {
    "indicators": lambda archive: archive.indicator_lines("kinh phi"),
    "indicators by key": lambda archive: archive.indicator_lines("kinh phi", after="a", most_first=False),
    "indicator": lambda archive: archive.indicator(SPENT, "toàn vùng"),
}


@pytest.mark.parametrize("asked", ASKED)
def test_no_page_reads_a_whole_table(asked: str, many_db: Path) -> None:
    """By the plans that SQLite makes: of facts at most an index alone is read through; articles are few."""
    asked_of: list[tuple[str, Sequence[object]]] = []
    with read_store(many_db) as archive:
        event.listen(archive._engine, "before_cursor_execute", lambda c, k, sql, told, *_: asked_of.append((sql, told)))
        ASKED[asked](archive)
    reads = [(sql, told) for sql, told in asked_of if re.match(r"\s*(SELECT|WITH)", sql)]
    assert reads
    steps = [step for sql, told in reads for *_, step in ask(many_db, f"EXPLAIN QUERY PLAN {sql}", *told)]
    whole = [step for step in steps if step.startswith("SCAN") and "COVERING INDEX" not in step]
    assert [step for step in whole if not step.startswith(("SCAN (subquery", "SCAN CONSTANT", "SCAN articles"))] == []


@pytest.mark.parametrize(
    ("typed", "fits", "not_fits"),
    [
        ("kinh phi", "tổng kinh phí", "kinh tế"),
        ("KINH PHÍ", "tổng kinh phí", "kinh phi"),
        ("phí tổng", "tổng kinh phí", "phí"),
        ("dien", "Điện lực", "đền"),
        ("điện", "Điện lực", "diện tích"),
        ("hoa", "Lê Hoà", "Lê Huệ"),
        ("45/2012", "nghị định 45/2012/NĐ-CP", "452012"),
        ("5*", "5* sao", "56"),
        ("[a]", "[A]", "a"),
    ],
)
def test_what_is_typed_fits_without_marks_whatever_theirs_and_with_some_as_written(
    typed: str, fits: str, not_fits: str, bundled_db: Path
) -> None:
    for text, so in ((fits, 1), (not_fits, 0)):
        assert all(_fits(bundled_db, text, glob) for glob in globs_of(typed)) == bool(so), text


def _fits(path: Path, text: str, glob: str) -> bool:
    return bool(ask(path, "SELECT ? GLOB ?", text, glob)[0][0])


def test_a_text_fits_itself_in_any_case_and_nothing_else(bundled_db: Path) -> None:
    glob = glob_of("28 tỉnh phía Bắc [cũ]")
    assert _fits(bundled_db, "28 Tỉnh phía bắc [CŨ]", glob)
    assert not _fits(bundled_db, "28 tỉnh phía Bắc [cũ] ", glob)


def test_indicators_are_listed_with_what_is_told_of_them(bundled_db: Path) -> None:
    page = shown(bundled_db, "/indicators")
    assert page.index(f">{SPENT}</a>") < page.index(">lao động</a>")
    row = page[page.index(f">{SPENT}</a>") :].partition("</tr>")[0]
    assert re.findall(r">([^<>]+)</td>", row) == ["8", "3", "3", "2016–2021", "%; VND"]
    assert "lao động" not in shown(bundled_db, "/indicators?q=khuyen+cong")
    assert ">lao động</a>" in shown(bundled_db, "/indicators?q=LAO&order=key")
    assert "There is nothing with these words." in shown(bundled_db, "/indicators?q=lao+đong")


def test_an_indicator_is_a_chart_a_unit_and_a_table(bundled_db: Path) -> None:
    page = shown(bundled_db, f"/indicators/{quote(SPENT)}")
    assert re.findall(r"<figcaption[^>]*><strong>(.*?)</strong>, <span lang=\"vi\">(.*?)</span>", page) == [
        ("Amount", "billion VND"), ("Share of a plan", "%"), ("Change", "%")
    ]  # fmt: skip
    assert page.count('<a class="mark') == page.count("<td class=\"n\"") == 8
    assert "over 123.370.000.000 VND" in page
    assert "51.230.000.000 VND · planned" in page


def test_a_scope_narrows_the_charts_and_the_table(bundled_db: Path) -> None:
    north = quote("28 tỉnh, thành phố khu vực phía BẮC")
    assert shown(bundled_db, f"/indicators/{quote(SPENT)}?scope={north}").count('<a class="mark') == 5
    assert shown(bundled_db, f"/indicators/{quote(SPENT)}?scope=").count('<a class="mark') == 0


def test_figures_without_a_period_are_in_the_table_alone(bundled_db: Path) -> None:
    page = shown(bundled_db, f"/indicators/{quote('tỉnh, thành phố khu vực phía bắc')}")
    assert '<a class="mark' not in page
    assert "In the table only, as the article tells no period: 7." in page


@pytest.mark.parametrize("address", ["/indicators/chưa+ai+nói"])
def test_what_is_not_told_is_not_found(bundled_db: Path, address: str) -> None:
    assert "Nothing is told of such" in shown(bundled_db, address, 404)
