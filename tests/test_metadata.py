"""Title, date, author, publisher and section: only what a page says of itself."""
from __future__ import annotations

import json

import pytest

from extractor.clean import clean
from extractor.metadata import moment_of
from extractor.model import Article
from extractor.source import read_source
from tests.reading import CORPUS, rules
from tests.test_clean import FILES, ONE, THREE, TITLE, TWO


def article(*lines: str) -> Article:
    return clean(read_source("\n".join(lines).encode(), "a.txt"), rules())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("field", ["title", "published", "author", "publisher"])
def test_the_corpus_says_what_its_annotation_says(path: object, field: str) -> None:
    gold = json.loads(path.read_text("utf-8"))["article"]  # type: ignore[attr-defined]
    source = read_source((CORPUS / "articles" / gold["source"]).read_bytes(), gold["source"])
    assert getattr(clean(source, rules()), field) == gold[field]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("11/10/2017", "2017-10-11"),
        ("3/26/2021 9:04:48 AM", "2021-03-26T09:04:48"),
        ("5/10/2023 3:28:05 PM", "2023-05-10T15:28:05"),
        ("26/03/2021 09:04", "2021-03-26T09:04"),
        ("Thứ sáu, 26/3/2021, 09:04 (GMT+7)", "2021-03-26T09:04+07:00"),
        ("14h30 ngày 2/9/2019", "2019-09-02T14:30"),
        ("09:04 | 26/03/2021", "2021-03-26T09:04"),
        ("Ngày đăng: 05-09-2019", "2019-09-05"),
        ("Chủ nhật, ngày 12 tháng 11 năm 2017", "2017-11-12"),
        ("31/02/2020", None),
    ],
)
def test_a_dateline_gives_the_date_of_publication(line: str, iso: str | None) -> None:
    assert article(TITLE, line, ONE, TWO).published == iso


def test_the_clock_of_a_site_is_no_date_of_publication() -> None:
    assert article("Thứ hai, 10/06/2024", TITLE, ONE, TWO).published is None


def test_a_date_of_the_body_is_no_date_of_publication() -> None:
    dated = "Ngày 05/06/2024, đoàn công tác đã kiểm tra 12 km đê xung yếu của huyện."
    assert article(TITLE, dated, TWO).published is None


def test_a_dateline_with_a_time_goes_before_one_without() -> None:
    assert article("01/06/2024", TITLE, "05/06/2024 10:15", ONE, TWO).published == "2024-06-05T10:15"


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ({"d": "5", "m": "10", "y": "2023"}, "2023-10-05"),
        ({"d": "5", "m": "10", "y": "2023", "h": "12", "min": "05", "half": "AM"}, "2023-05-10T00:05"),
        ({"d": "5", "m": "10", "y": "2023", "h": "3", "min": "05", "half": "CH"}, "2023-10-05T15:05"),
        ({"d": "26", "m": "3", "y": "2021", "h": "9", "min": "04", "half": "AM"}, "2021-03-26T09:04"),
        ({"d": "5", "m": "10", "y": "2023", "h": "25", "min": "00"}, None),
    ],
)
def test_day_and_month_change_places_only_by_evidence(said: dict[str, str], iso: str | None) -> None:
    assert moment_of(said) == iso


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["Tác giả: Thu Hà"], "Thu Hà"),
        (["**Thu Hà - Hồng Nam**"], "Thu Hà - Hồng Nam"),
        (["Theo Báo Đê Điều"], "Báo Đê Điều"),
        (["Thu Hà", "Theo Báo Đê Điều"], "Thu Hà"),
        (["Thu Hà (theo Reuters)"], "Thu Hà"),
        (["Ảnh: Hồng Nam"], None),
        (["PV"], None),
        ([], None),
    ],
)
def test_the_author_is_the_byline_not_the_photographer(lines: list[str], author: str | None) -> None:
    assert article(TITLE, ONE, TWO, *lines).author == author


@pytest.mark.parametrize(
    ("sign", "publisher"),
    [("(ĐĐO) - ", "ĐĐO"), ("NDO - ", "NDO"), ("(dedieu.gov.vn) - ", "dedieu.gov.vn"), ("(Huế) - ", None), ("", None)],
)
def test_the_sign_of_a_lead_is_the_publisher(sign: str, publisher: str | None) -> None:
    assert article(TITLE, sign + ONE, TWO).publisher == publisher


def test_the_head_of_a_site_tells_publisher_and_section() -> None:
    found = article("SỞ NÔNG NGHIỆP NAM ĐỊNH VÌ MÙA VÀNG", "Trang chủ > Tin tức > Đê điều", TITLE, ONE, TWO)
    assert (found.publisher, found.section) == ("SỞ NÔNG NGHIỆP NAM ĐỊNH", "Đê điều")


def test_what_a_page_says_in_its_head_goes_first() -> None:
    page = f"""<html lang="vi-VN"><head><title>{TITLE} - Báo Đê Điều</title>
    <meta property="og:site_name" content="Báo Đê Điều"><meta name="author" content="Báo Đê Điều">
    <meta property="article:published_time" content="2024-06-05T10:15:00+07:00"></head>
    <body><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>Thu Hà</p></body></html>"""
    found = clean(read_source(page.encode(), "a.html"), rules())
    assert (found.title, found.publisher, found.language) == (TITLE, "Báo Đê Điều", "vi")
    assert found.published == "2024-06-05T10:15:00+07:00"
    assert found.author == "Thu Hà", "the paper is not the author of its articles"


def test_the_section_is_the_first_step_of_the_path_that_a_page_gives() -> None:
    assert _section(_step("Tin tức", "https://baomau.vn/tin"), _step("Kinh tế", "https://baomau.vn/kinh-te"), PAGE) == (
        "Kinh tế"
    )
    nested = {"@type": "ListItem", "position": 1, "item": {"@id": "//baomau.vn/kinh-te", "name": "Kinh tế"}}
    assert _section(nested, _step("Nông sản", "//baomau.vn/kinh-te/nong-san")) == "Kinh tế"


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [{"@type": "ListItem", "name": "Kê khai đê", "item": "https://baomau.vn/bai-1.html"}],
        [{"name": "Báo Mẫu", "item": "https://baomau.vn/"}, {"name": "Kê khai đê"}],
        [{"name": "Trang chủ", "item": "https://[baomau.vn"}, {"name": ["a"], "item": 3}, "kinh-te"],
    ],
)
def test_a_path_of_site_and_page_alone_tells_no_section(steps: list[object]) -> None:
    assert _section(*steps) is None


PAGE = {"@type": "ListItem", "position": 3, "name": "Kê khai đê", "item": "https://baomau.vn/bai-1.html"}


def _step(name: str, address: str) -> dict[str, str]:
    return {"@type": "ListItem", "name": name, "item": address}


def _section(*steps: object) -> str | None:
    told = json.dumps({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps})
    head = f'<head><script type="application/ld+json">{told}</script></head>'
    page = f"<html>{head}<body><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p></body></html>"
    return clean(read_source(page.encode(), "a.html"), rules()).section
