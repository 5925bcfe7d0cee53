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
from extractor.model import Document, Extraction, Statement
from tests.extraction import STEMS, gold_extraction, longer, named
from tests.stored import ask, save
from tests.test_people import article
from tests.test_series import citing, told
from tests.web import client, made_db

PLANNED = """Sản lượng lúa của tỉnh An Giang

Năm 2021, sản lượng lúa của tỉnh An Giang đạt 901 nghìn tấn. Kế hoạch sản lượng lúa năm 2021 của tỉnh An Giang là \
880 nghìn tấn.
"""
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
    first, second, *_ = gold.officials
    event = replace(gold.events[0], edition=n + 1, year=1900 + n)
    return replace(
        named(longer(gold, f"\nBài {n}"), f"{n}.txt"),
        figures=figures,
        checks=(),
        officials=(replace(first, name=f"Người {n:03}", key=f"người {n:03}"), second),
        statements=(Statement(second.name, "nói", "direct", first.mentions[0], "test"),),
        events=(replace(event, series="hội nghị chung"), replace(event, series=(new := f"hội nghị {n:03}"), name=new)),
        documents=(
            Document("Nghị định", f"{n}/2020/NĐ-CP", None, None, None, event.mentions, "test", f"nghị định|{n:03}"),
            Document("Luật", None, None, None, "Chung", first.mentions, "test", "luật|chung"),
            Document("Kế hoạch", f"{n}/KH", None, None, None, second.mentions, "test"),
        ),
    )


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
    periods = pages_from(many_db, f"/indicators/{quote('mục chung')}", r"<tr><td class=\"day\">(\d+)</td>")
    assert periods == [str(1900 + n) for n in range(120)]


def test_people_are_paged_by_name_and_what_is_told_of_one_by_day(many_db: Path) -> None:
    found = pages_from(many_db, "/people?q=nguoi", r">(Người \d+)</a></th>")
    assert found == [f"Người {n:03}" for n in range(120)]
    ((person, many),) = ask(many_db, "SELECT person_id, count(*) FROM officials GROUP BY person_id HAVING count(*) > 1")
    page = shown(many_db, f"/people/{person}")
    assert many == 120
    assert page.count("<blockquote") == page.count('<td class="long" lang="vi">') == 50
    for what, cell in (("said", "<blockquote"), ("seen", '<td class="long" lang="vi">')):
        last = shown(many_db, f"/people/{person}?{what}=100")
        assert last.count(cell) == 20, what


def test_series_and_documents_are_paged_without_a_gap(many_db: Path) -> None:
    found = pages_from(many_db, "/series?q=hoi", r">(hội nghị [^<]+)</a></th>")
    assert found == ["hội nghị chung"] + [f"hội nghị {n:03}" for n in range(120)]
    assert shown(many_db, "/series/hội nghị chung").count('class="edition"') == 120
    found = pages_from(many_db, "/documents", r">(Luật [^<]+|Nghị định [^<]+)</a></th>")
    assert found == ["Luật Chung"] + [f"Nghị định {n}/2020/NĐ-CP" for n in range(120)]
    alone = pages_from(many_db, "/documents?alone=yes&q=ke", r">Kế hoạch ([^<]+)</th>")
    assert alone == [f"{n}/KH" for n in range(120)]
    assert len(pages_from(many_db, "/documents/luật|chung", r"<h3>(.*?)</h3>")) == 120


#: What is asked for each page.
ASKED: dict[str, Callable[[Archive], object]] = {
    "indicators": lambda archive: archive.indicator_lines("kinh phi"),
    "indicators by key": lambda archive: archive.indicator_lines("kinh phi", after="a", most_first=False),
    "indicator": lambda archive: archive.indicator("mục chung", "toàn vùng", ["kế hoạch mục chung"]),
    "people": lambda archive: archive.person_lines("ng", after="3 người"),
    "person": lambda archive: archive.person(2, seen="10", said="10"),
    "person of a statement": lambda archive: archive.person_of(2, "statement", "a"),
    "series": lambda archive: archive.series_lines("hoi"),
    "series by key": lambda archive: archive.series_lines("hoi", with_single=True, most_first=False),
    "one series": lambda archive: archive.series("hội nghị chung"),
    "documents": lambda archive: archive.document_lines("luat"),
    "documents by key": lambda archive: archive.document_lines("luat", most_first=False),
    "documents alone": lambda archive: archive.documents_alone("ke"),
    "document": lambda archive: archive.document("luật|chung", seen="50"),
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
    whole = {step.split()[1] for step in steps if step.startswith("SCAN") and "COVERING INDEX" not in step}
    # Views and queries inside others are made of rows that were found before.
    found_before = {"career", "event_series", "names", "namesakes", "articles", "CONSTANT"}
    assert {name for name in whole if "subquery" not in name} <= found_before


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
    assert "Nothing is found." in shown(bundled_db, "/indicators?q=lao+đong")


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


def test_what_is_planned_under_a_name_of_its_own_stands_beside_what_was_reached(tmp_path: Path) -> None:
    path = made_db(tmp_path, PLANNED)
    page = shown(path, "/indicators/sản lượng lúa")
    assert page.count('<a class="mark') == 2
    assert page.count("· planned ·") == page.count("· reached ·") == 2  # in the title of each, and in its name
    assert ">kế hoạch sản lượng lúa</a>" in page
    assert shown(path, "/indicators/kế hoạch sản lượng lúa").count('<a class="mark') == 1


def test_of_too_many_figures_the_latest_are_shown(many_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.indicators.MOST_FIGURES", 30)
    page = shown(many_db, "/indicators/mục chung")
    assert "Only the latest 30 figures" in page
    assert re.findall(r'<tr><td class="day">(\d+)</td>', page) == [str(1990 + n) for n in range(30)]


def test_figures_without_a_period_are_in_the_table_alone(bundled_db: Path) -> None:
    page = shown(bundled_db, f"/indicators/{quote('tỉnh, thành phố khu vực phía bắc')}")
    assert '<a class="mark' not in page
    assert "In the table only, as the article tells no period: 7." in page


def test_a_person_has_posts_over_time_statements_and_articles(bundled_db: Path) -> None:
    ((person,),) = ask(bundled_db, "SELECT id FROM people WHERE name = 'Ngô Quang Trung'")
    page = shown(bundled_db, f"/people/{person}")
    posts = page[page.index('id="posts"') : page.index('id="said"')]
    assert re.findall(r'<td class="day">(.*?)</td>', posts) == ["2017-10-11", "2017-10-11", "2022-08-18", "2023-07-27"]
    assert page.count("<blockquote") == 2
    assert "nhấn mạnh</span>, direct" in page
    assert page[page.index('id="seen"') :].count("#here") == 3
    assert f'/people/{person}"' in shown(bundled_db, "/people?q=ngo+trung")
    assert f'/people/{person}"' not in shown(bundled_db, "/people?q=ngó")


def test_namesakes_are_told_as_possible_or_as_others(tmp_path: Path) -> None:
    posts = [("2017", "Giám đốc", "Sở Công Thương tỉnh Phú Thọ"), ("2019", "Bộ trưởng", "Bộ Thông tin và Truyền thông"),
             ("2017", "Giám đốc", "Sở Y tế tỉnh Nghệ An")]  # fmt: skip
    save(tmp_path / "test.db", [article((title, body), year=year) for year, title, body in posts])
    pages = [shown(tmp_path / "test.db", f"/people/{person}") for person in (1, 2, 3)]
    told = [(page.count("possibly the same person"), page.count("another person")) for page in pages]
    assert told == [(1, 1), (2, 0), (1, 1)]
    assert "only the name:" in pages[1]


def test_a_series_has_an_edition_after_the_other_with_who_tells_it(bundled_db: Path) -> None:
    page = shown(bundled_db, "/series/hội nghị khuyến công phía bắc")
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Edition 12 · 2017", "Edition 13 · 2018", "Edition 17 · 2023"]
    assert page.count("#here") == 3
    assert "Sở Công Thương tỉnh Phú Thọ" in page
    assert "<h1 lang=\"vi\">hội nghị khuyến công phía bắc</h1>" in page
    award = "trao tặng Bằng khen của Bộ trưởng Bộ Công Thương"  # told once, so as it is told
    assert f">{award}</a></th>" in shown(bundled_db, "/series?single=yes")
    assert f">{award}</h1>" in shown(bundled_db, f"/series/{award.lower()}")
    assert "trao tặng" not in shown(bundled_db, "/series")


def test_an_event_stands_with_the_edition_that_it_does_not_speak_against(tmp_path: Path) -> None:
    name = "Hội nghị khuyến công các tỉnh phía Bắc"
    save(tmp_path / "test.db", [told(f"{name} lần thứ 17", 17, "2023-07-27"), told(f"{name} lần thứ XVII", 17, None),
                                told(f"{name} năm 2023", None, "2023-07-27"),
                                told(f"{name} lần thứ 18", 18, "2024-08")])  # fmt: skip
    with read_store(tmp_path / "test.db") as archive:
        found = archive.series("hội nghị khuyến công phía bắc")
        assert archive.series("hội nghị giao ban") is None
    assert found is not None
    assert [(one.edition, one.year, len(one.told)) for one in found.editions] == [(17, 2023, 3), (18, 2024, 1)]
    assert found.alone == []


def test_a_document_has_each_place_that_names_it(bundled_db: Path) -> None:
    page = shown(bundled_db, "/documents/nghị định|45/2012/NĐ-CP")
    assert page.count("<h3>") == 2
    assert page.count("#here") == 2
    assert ">2012-05-21</dd>" in page
    assert ">Nghị định 45/2012/NĐ-CP</a>" in shown(bundled_db, "/documents?q=nghi+dinh+khuyen")


def test_a_number_of_several_years_is_said_to_be_perhaps_several_documents(tmp_path: Path) -> None:
    dates = {"a": "2021-02-19", "b": "2022-03-01", "c": None}
    save(tmp_path / "test.db", [citing("04/CT-BCT", date, name) for name, date in dates.items()])
    assert "Dates of several years are told (2021, 2022)" in shown(tmp_path / "test.db", "/documents/chỉ thị|04/CT-BCT")


@pytest.mark.parametrize(
    ("view", "leads"),
    [
        ("figure_facts WHERE quote = '123,37 tỷ đồng'", f"/indicators/{quote(SPENT)}"),
        ("official_facts WHERE name = 'Ngô Quang Trung'", "/people/"),
        ("statement_facts WHERE speaker = 'Ngô Quang Trung'", "/people/"),
        ("event_facts WHERE edition = 17", f"/series/{quote('hội nghị khuyến công phía bắc')}"),
        ("document_facts WHERE number = '45/2012/NĐ-CP'", f"/documents/{quote('nghị định|45/2012/NĐ-CP')}"),
    ],
)
def test_a_fact_of_an_article_leads_to_what_others_tell_of_the_same(view: str, leads: str, bundled_db: Path) -> None:
    article_id, key = ask(bundled_db, f"SELECT article_id, fact_key FROM {view} LIMIT 1")[0]
    page = shown(bundled_db, f"/article/{article_id}?fact={key}")
    link = re.search(r'href="([^"]+)">All [^<]+</a>', page)
    assert link is not None
    assert link[1].startswith(leads)
    shown(bundled_db, link[1])


@pytest.mark.parametrize("address", ["/indicators/chưa", "/people/999", "/series/chưa", "/documents/luật|chưa"])
def test_what_is_not_told_is_not_found(bundled_db: Path, address: str) -> None:
    shown(bundled_db, address, 404)


@pytest.mark.parametrize("address", ["/indicators", "/people", "/series", "/documents", "/documents?alone=yes"])
@pytest.mark.parametrize("odd", ["q=%00", "q=[*?", "after=x", "after=%00", "after=" + "9" * 30, "q=" + "ấ" * 999])
def test_odd_questions_have_answers(bundled_db: Path, address: str, odd: str) -> None:
    shown(bundled_db, f"{address}{'&' if '?' in address else '?'}{odd}")
