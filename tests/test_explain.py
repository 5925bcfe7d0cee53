"""`diembao explain`: every fact of the bundled articles can be explained, and what is said of it is what it was."""
from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from db.reader import StoredArticle, StoredFact
from db.store import read_store
from diembao.audit import explain as explaining
from diembao.audit.explain import explain, record
from diembao.audit.rereading import reread
from diembao.explanation import explanation_lines
from diembao.facts import find_fact
from tests.command import call
from tests.reading import rules

Capsys = pytest.CaptureFixture[str]


Explained = tuple[StoredArticle, StoredFact, dict[str, Any], str]


@pytest.fixture(scope="module")
def explained(bundled_db: Path) -> list[Explained]:
    """Every fact with its explanation as JSON and as text; each article is read again but once."""
    with pytest.MonkeyPatch.context() as patch, read_store(bundled_db) as archive:
        articles = [archive.article(line.id) for line in archive.articles()]
        read = {article.id: reread(archive, article, rules()) for article in articles}
        patch.setattr(explaining, "reread", lambda archive, article, rules: read[article.id])
        made = [(a, f, explain(archive, a, f, rules())) for a in articles for f in a.facts]
    return [(a, f, record(told), "\n".join(explanation_lines(told, 100))) for a, f, told in made]


@lru_cache
def explanation(db: Path, article: str, quote: str | None) -> dict[str, Any]:
    with read_store(db) as archive:
        return record(explain(archive, *find_fact(archive, article, quote), rules()))


def test_all_that_is_said_stands_in_the_article(explained: list[Explained]) -> None:
    assert {fact.kind for _, fact, _, _ in explained} == {"figure", "event", "official", "statement", "document"}
    for article, fact, told, text in explained:
        for place in [*told["groups"], *told["parts"], *told["origins"]]:
            assert article.text[place["start"] : place["end"]] == place.get("text", place.get("words"))
        assert told["same_rules"]
        assert told["found_again"]
        assert fact.fact_key in text
        json.dumps(told)


def test_every_fact_shows_a_rule_that_matched(explained: list[Explained]) -> None:
    for _, fact, told, _ in explained:
        assert told["rule"]["hits"] > 0
        if fact.kind in ("figure", "event", "document"):
            assert told["rule"]["pattern"]
            assert told["rule"]["examples"]
            assert told["rule"]["file"].startswith("patterns/")
        if fact.kind == "figure":
            assert told["groups"]
            steps = " ".join(step["value"] for step in told["steps"] if step["field"] == "value")
            assert fact.fields["value_text"] in steps
        if fact.kind == "official":
            assert told["parts"]


def test_a_sum_step_by_step(bundled_db: Path) -> None:
    told = explanation(bundled_db, "3", "123,37 tỷ")
    steps = [(step["field"], step["words"], step["value"]) for step in told["steps"]]
    assert steps == [
        ("value", "123,37", "123.37"),
        ("value", "tỷ", "× 10^9"),
        ("value", "123,37 tỷ", "123370000000"),
        ("unit", "đồng", "VND"),
        ("bound", "hơn", "over"),
        ("period", "năm 2016", "2016"),
    ]
    assert {group["group"]: group["text"] for group in told["groups"]} == {"low": "123,37 tỷ", "unit": "đồng"}
    where = {origin["field"]: origin["where"] for origin in told["origins"]}
    assert where["attribution"] == "the same sentence"
    assert where["indicator"] == "its own clause"


def test_a_scale_that_the_number_does_not_write(bundled_db: Path) -> None:
    told = explanation(bundled_db, "4", "11,07")
    assert ("11,07", "× 1000000000") in [(step["words"], step["value"]) for step in told["steps"]]


def test_what_is_carried_from_an_earlier_sentence(bundled_db: Path) -> None:
    told = explanation(bundled_db, "4", "12,11%")
    where = {origin["field"]: origin["where"] for origin in told["origins"]}
    assert where["period"].startswith("an earlier")
    assert where["base"] == "its own clause"
    steps = {step["field"]: (step["words"], step["value"]) for step in told["steps"]}
    assert steps["period"] == ("7 tháng đầu năm 2022", "2022-01/2022-07")
    assert steps["base_period"] == ("kế hoạch năm", "2022")


def test_an_edition_in_roman_numerals(bundled_db: Path) -> None:
    told = explanation(bundled_db, "3:1", None)
    assert ("edition", "lần thứ XII", "12") in [(s["field"], s["words"], s["value"]) for s in told["steps"]]


def test_a_missing_year_is_said_to_be_worked_out(tmp_path: Path, capsys: Capsys) -> None:
    page, db = tmp_path / "a.txt", tmp_path / "a.db"
    page.write_text(
        "Thu ngân sách tăng\n\nNăm 2023, ngân sách cả nước thu được 90 tỷ đồng từ các khoản phí được giao.\n\n"
        "Tháng 5, ngân sách tỉnh Nam Định thu được 12 tỷ đồng từ các khoản phí của những doanh nghiệp trên địa bàn.\n"
    )
    call(capsys, "ingest", page, "--db", db)
    shown = call(capsys, "explain", "1", "12 tỷ đồng", "--db", db)
    assert shown.code == 0
    assert "Tháng 5 -> 2023-05" in shown.out
    assert "worked out from the latest plain year that the article tells" in shown.out


def test_carets_stand_under_the_quote(bundled_db: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = call(capsys, "explain", "3", "97,02%", "--db", bundled_db).out.splitlines()
    at = next(i for i, line in enumerate(lines) if set(line.strip()) == {"^"})
    start = lines[at].index("^")
    assert lines[at - 1][start : len(lines[at])] == "97,02%"


def test_a_fact_is_found_by_key_number_and_quote_and_nothing_is_written(bundled_db: Path, capsys: Capsys) -> None:
    before = bundled_db.read_bytes()
    by_number = json.loads(call(capsys, "explain", "3:1", "--format", "json", "--db", bundled_db).out)
    by_key = json.loads(call(capsys, "explain", by_number["fact_key"][:8], "--format", "json", "--db", bundled_db).out)
    by_quote = json.loads(call(capsys, "explain", "3", by_number["quote"], "--format", "json", "--db", bundled_db).out)
    assert by_number == by_key == by_quote
    assert bundled_db.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "why"),
    [(["zz"], "is no fact"), (["0123456789abcdef"], "no fact has"), (["3:999"], "has the facts 1 to"),
     (["3", "tỷ đồng"], "facts are told as"), (["3", "không có"], "no fact of article 3"),
     (["99:1"], "no article has")],
)  # fmt: skip
def test_no_fact_is_one_line(args: list[str], why: str, bundled_db: Path, capsys: Capsys) -> None:
    ended = call(capsys, "explain", *args, "--db", bundled_db)
    assert (ended.code, ended.out) == (1, "")
    assert why in ended.complaints[0]


def test_other_rules_are_said_to_be_others(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "bounds.toml").write_text('[[bound]]\nname = "lối"\nbound = "about"\nforms = ["lối chừng"]\n')
    shown = call(capsys, "explain", "3:1", "--db", bundled_db, "--patterns", tmp_path)
    assert "read again with other rules than those that made it: finds the same" in shown.out
