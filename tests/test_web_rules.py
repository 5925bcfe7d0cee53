"""The pages of rules: what each rule is made of, what it made, and what reviewers say of that."""
from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from db.store import open_store
from patterns import Ruleset, load
from patterns.comments import comment_of
from tests.reading import rules
from tests.stored import ask, corpus, save
from tests.web import OWN, client

OF_RULE = "SELECT count(*) FROM figure_facts WHERE rule = ?"
KEYS = "SELECT fact_key FROM figure_facts WHERE rule = 'figures:money' ORDER BY figure_id LIMIT 4"


def plain(page: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.fixture
def judged(bundled_db: Path, tmp_path: Path) -> Path:
    """Three of the sums are right, one is wrong."""
    path = Path(shutil.copy(bundled_db, tmp_path / "judged.db"))
    with open_store(path, create=False) as store:
        for number, (key,) in enumerate(list(store.query(KEYS).rows)):
            wrong = number == 3
            store.add_verdict(key, "wrong" if wrong else "correct", note="sai kỳ" if wrong else None, reviewer="Lê Hoa")
    return path


def test_every_rule_is_listed_with_its_facts_and_precision(judged: Path) -> None:
    page = client(judged).get("/rules").text
    ((facts,),) = ask(judged, OF_RULE, "figures:money")
    assert f"money Figures {facts} 75.0 % (30.1 % … 95.4 %, n = 4) 3 ✓ Right 1 ✗ Wrong 0 ? Unsure" in plain(page)
    ((facts,),) = ask(judged, OF_RULE, "figures:number")
    assert f"number Figures {facts} – –" in plain(page)
    links = set(re.findall(r'href="/rules/([^"]*)"', page))
    assert {quote(rule.name, safe=":/") for rule in rules().rules} <= links


def test_a_share_is_never_told_without_its_interval_and_number(judged: Path) -> None:
    for address in ("/rules", "/rules/figures:money"):
        told = plain(client(judged).get(address).text)
        shares = re.findall(r"\d+\.\d % (?:\(.{0,40}?n = \d+\))?", told.replace("95 %", ""))
        assert [share for share in shares if share.startswith("75.0")] == ["75.0 % (30.1 % … 95.4 %, n = 4)"]


def test_a_rule_is_shown_with_its_proof_and_its_facts(judged: Path) -> None:
    page = client(judged).get("/rules/figures:money").text
    rule = rules().rule("figures:money")
    assert rule.source in unescape(page)
    assert "patterns/figures.toml" in page
    assert "vé <mark>500k VNĐ</mark>" in page
    assert "<li>28 đồng chí tham dự</li>" in page
    assert r"\L&lt;currency&gt;" in page
    assert "(?&amp;amount)" in page
    for key, article in ask(judged, "SELECT fact_key, article_id FROM figure_facts WHERE rule = ?", rule.name):
        assert f'href="/article/{article}?fact={key}#here"' in page


def test_verdicts_are_told_with_what_has_become_of_them(judged: Path) -> None:
    page = plain(client(judged).get("/rules/figures:money").text)
    assert re.search(r"Lê Hoa: Wrong : .*?, “sai kỳ”", page)
    assert page.count("Lê Hoa: Right") == 3


def test_precision_follows_a_new_verdict(judged: Path) -> None:
    reader = client(judged)
    assert "n = 4" in reader.get("/rules/figures:money").text
    last = "SELECT fact_key, article_id FROM figure_facts WHERE rule = ? ORDER BY figure_id DESC LIMIT 1"
    ((key, article),) = ask(judged, last, "figures:money")
    reader.post(f"/article/{article}/verdict", data={"fact": key, "verdict": "wrong"}, headers=OWN)
    assert "60.0 %" in reader.get("/rules/figures:money").text


def test_every_rule_has_a_page(bundled_db: Path) -> None:
    reader = client(bundled_db)
    for rule in rules().rules:
        page = reader.get(f"/rules/{quote(rule.name)}")
        assert page.status_code == 200, rule.name
        assert page.text.count("<li>") >= len(rule.examples) + len(rule.counterexamples)
        assert page.text.count("<mark></mark>") == 0, rule.name


def test_a_rule_that_no_file_has_is_shown_by_what_it_made(tmp_path: Path) -> None:
    path = tmp_path / "gold.db"
    save(path, corpus())
    reader = client(path)
    assert "In no rule file" in reader.get("/rules").text
    page = reader.get("/rules/gold")
    assert page.status_code == 200
    assert "No rule file has this rule today" in page.text
    assert page.text.count("#here") == 50


@pytest.mark.parametrize("name", ["nothing", "figures:nothing", "figures:money/x", "a'b"])
def test_a_rule_that_is_not_there_is_told(bundled_db: Path, name: str) -> None:
    page = client(bundled_db).get(f"/rules/{name}")
    assert page.status_code == 404
    assert "There is no such rule" in page.text


OWN_RULES = """
# Prices <b>of</b> gold
# by the tael.
[[rule]]
name = "money"
kind = "measure"
pattern = '''(?i)(?<low>\\d+) (?<unit>cây vàng)'''
examples = [{ text = "giá 2 cây vàng" }]
counterexamples = ["cây vàng"]
"""


def test_a_rule_of_the_users_own_tells_its_file_and_comment(bundled_db: Path, tmp_path: Path) -> None:
    (tmp_path / "figures.toml").write_text(OWN_RULES, "utf-8")
    page = client(bundled_db, patterns=tmp_path).get("/rules/figures:money").text
    assert str(tmp_path / "figures.toml") in page
    assert "Prices &lt;b&gt;of&lt;/b&gt; gold by the tael." in page
    assert "giá <mark>2 cây vàng</mark>" in page


@pytest.mark.parametrize(
    ("name", "comment"),
    [("first", "Of the first."), ("second", ""), ("third", "Two lines."), ("missing", "")],
)
def test_a_comment_is_the_one_right_above_the_rule(tmp_path: Path, name: str, comment: str) -> None:
    body = 'kind = "k"\npattern = "a"\nexamples = [{ text = "a" }]\ncounterexamples = ["b"]\n'
    file = tmp_path / "own.toml"
    file.write_text(
        f'# Of the file.\n\n# Of the first.\n[[rule]]\nname = "first"\n{body}\n# Of nothing.\n\n'
        f'[[rule]]\nname = "second"\n{body}# Two\n# lines.\n[[rule]]\n{body}name = "third"\n',
        "utf-8",
    )
    loaded: Ruleset = load(tmp_path)
    rule = next((rule for rule in loaded.rules if rule.name == f"own:{name}"), None)
    if rule is None:
        assert name == "missing"
        return
    assert comment_of(rule) == comment
    file.unlink()
    assert comment_of(rule) == ""


def test_the_lists_and_definitions_of_a_pattern_are_found_through_each_other(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        """
[lists]
fruit = ["cam", "quýt"]
[define]
outer = '''(?&inner)+'''
inner = '''\\L<fruit>'''
[[rule]]
name = "one"
kind = "k"
pattern = '''x(?&outer)'''
examples = [{ text = "xcam" }]
counterexamples = ["x"]
""",
        "utf-8",
    )
    loaded = load(tmp_path)
    lists, defined = loaded.parts(loaded.rule("own:one"))
    assert lists == {"fruit": ("cam", "quýt")}
    assert set(defined) == {"outer", "inner"}
