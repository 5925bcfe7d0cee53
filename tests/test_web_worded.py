"""What columns hold, told in Vietnamese; in English as the database has it."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

import patterns
from db.store import open_store, read_store
from diembao.web.language import messages
from tests.stored import ask
from tests.web import client, made_db

TEXT = """Xuất khẩu gạo của tỉnh An Giang

Chiều 5/3/2024, Sở Công Thương tỉnh An Giang tổ chức hội nghị xuất khẩu gạo. Năm 2023, xuất khẩu gạo của tỉnh đạt \
hơn 1.120,5 tỷ đồng, tăng 15% so với năm 2022, bằng 95,2% kế hoạch năm. Tỉnh phấn đấu xuất khẩu 500 nghìn tấn gạo.

Ông Nguyễn Văn Bình, Giám đốc Sở Công Thương tỉnh cho biết, tỉnh làm theo Nghị định 45/2012/NĐ-CP từ năm nay.

Xem thêm: Giá gạo hôm nay
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_db(tmp_path_factory.mktemp("worded"), TEXT)


def test_facts_are_told_in_vietnamese(path: Path) -> None:
    page = client(path, language="vi").get("/article/1").text
    listed = re.findall(r'<span lang="vi">([^<]*)</span>', page)
    assert any(told.startswith("trên 1.120.500.000.000 VND · ") and told.endswith(" · mức") for told in listed), listed
    assert any("15 % · " in told and " · tăng, so với năm 2022" in told for told in listed), listed
    assert any(told.startswith("hội họp · ") for told in listed), listed
    words = set(re.findall(r"[a-z]+", " ".join(listed)))
    assert words & {"over", "level", "change", "up", "plan", "attainment", "meeting", "indirect", "base"} == set()


def test_in_english_facts_stand_as_in_the_database(path: Path) -> None:
    page = client(path).get("/article/1").text
    assert "change up, base: năm 2022" in page
    assert "over 1\u00a0120\u00a0500\u00a0000\u00a0000 VND" in page


def test_fields_are_named_in_vietnamese_and_judged_by_their_own_name(path: Path) -> None:
    ((key,),) = ask(path, "SELECT fact_key FROM figures WHERE relation = 'change'")
    page = client(path, language="vi").get("/article/1", query_string={"fact": key}).text
    assert '<dt title="direction">chiều</dt><dd><span lang="vi">tăng</span>' in page
    assert '<option value="direction">chiều</option>' in page


def test_why_a_block_is_dropped_is_told_in_vietnamese(path: Path) -> None:
    assert "(liên kết đến bài khác)" in client(path, language="vi").get("/article/1").text


def test_every_reason_and_column_has_its_words(path: Path) -> None:
    rules = (rule for rule in patterns.load().rules if rule.kind.startswith("page_"))
    named = {rule.name.partition(":")[2] for rule in rules if rule.name.startswith(("boilerplate:", "markup:"))}
    assert {name for name in named if f"reason.{name}" not in messages()} == set()
    with read_store(path) as archive:
        facts = [archive.fact_to_review(key, 1) for (key,) in ask(path, "SELECT fact_key FROM fact_fields")]
    assert {fact.kind for fact in facts} == {"figure", "event", "official", "statement", "document"}
    columns = {name for fact in facts for name in fact.fields}
    assert {name for name in columns if f"field.{name}" not in messages()} == set()


def test_checks_have_the_decimal_comma_of_the_article(bundled_db: Path) -> None:
    told = "48 790 000 000 / 51 230 000 000 × 100 = 95.2372; told 95.24"
    assert told in client(bundled_db).get("/checks?kind=attainment").text
    page = client(bundled_db, language="vi").get("/checks?kind=attainment").text
    assert "48.790.000.000 / 51.230.000.000 × 100 = 95,2372; bài nêu 95,24" in page
    assert "<dd>95,24 %</dd>" in page


def test_what_is_to_be_typed_is_code(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.db", create=True):
        pass
    assert "<code>diembao ingest PATH</code>" in client(tmp_path / "empty.db").get("/").text
    refused = client(tmp_path / "none.db").get("/").text
    assert "<code>diembao ingest --db" in refused
    assert "`" not in client(tmp_path / "empty.db", language="vi").get("/checks").text
