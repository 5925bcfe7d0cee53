"""The scorer: hand-made cases for every judgement that it makes, and agreement with the reference scorer."""
from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus.agreement import agree, fold, number, pair, token_f1
from corpus.scorer import load_gold, score

REFERENCE = Path(__file__).parents[2] / "shared" / "tools" / "score.py"
KINDS = ("figures", "events", "officials", "statements", "documents", "numerals")
_Article = dict[str, Any]


def article(**facts: Any) -> _Article:
    """An expected article with one block and the given facts."""
    head = {"source": "a.txt", "title": "Tin", "published": "2020-05-01", "author": None, "text": "mười hai dự án mới"}
    blocks = [{"kind": "paragraph", "start": 0, "end": 10}, {"kind": "boilerplate", "start": 11, "end": 18}]
    return {"article": head, "blocks": blocks, **{kind: [] for kind in KINDS}, **facts}


def figure(**fields: Any) -> dict[str, Any]:
    """A figure that covers the first characters of `article`."""
    basis = {"start": 0, "end": 15, "text": "mười hai dự án", "kind": "count", "value": "12", "value_max": None}
    return {**basis, "unit": "dự án", "bound": "exact", "relation": "level", "modality": "actual", **fields}


def tallies(gold: _Article, got: _Article, kind: str) -> tuple[int, int, int]:
    tally = score([gold], [got]).tallies[kind]
    return tally.hit, tally.gold, tally.got


@pytest.mark.parametrize(
    ("a", "b"), [("Hà  Nội.", "hà nội"), ("2021 – 2025", "2021 - 2025"), ("“Tin”", "tin"), ("Hòa", "Hòa")]
)
def test_folding_drops_what_makes_no_difference(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_folding_keeps_marks_and_other_types() -> None:
    assert fold("đồng") != fold("dong")
    assert fold(3) == 3


@pytest.mark.parametrize(
    ("a", "b", "f1"),
    [(None, "", 1.0), (None, "x", 0.0), ("a b", "a b", 1.0), ("a b", "a c", 0.5), ("a a", "a", 2 / 3), ("-", "/", 0.0)],
)
def test_token_f1(a: str | None, b: str | None, f1: float) -> None:
    assert token_f1(a, b) == pytest.approx(f1)


def test_a_set_agrees_when_each_item_has_a_partner() -> None:
    assert agree("set", ["Sở Công Thương", "UBND tỉnh"], ["UBND tỉnh", "Sở Công thương"])
    assert agree("set", None, [])
    assert not agree("set", ["Sở Công Thương"], ["Sở Công Thương", "UBND tỉnh"])


def test_numbers_compare_by_value() -> None:
    assert number("1.50") == number("1.5") == number(1.5)
    assert number("1/3") == number("1/3") != number("2/3")
    assert number(None) is None


def test_pairs_are_one_to_one() -> None:
    assert list(pair([{"x": 1}, {"x": 1}], [{"x": 1}], lambda g, s: bool(g["x"] == s["x"]))) == [(0, 0)]


def test_the_expected_facts_score_one_against_themselves() -> None:
    gold = load_gold(corpus.GOLD)
    assert len(gold) == 5
    for kind, scores in score(gold, gold).scores().items():
        assert kind == "article" or scores["f1"] == 1.0, kind
        assert set(scores["fields"].values()) <= {1.0}, kind


def test_a_figure_with_another_value_is_missed_and_spurious() -> None:
    report = score([article(figures=[figure()])], [article(figures=[figure(value="13")])])
    assert report.tallies["figures"].scores()["f1"] == 0.0
    assert report.misses == ["a.txt figures MISSED 'mười hai dự án'@", "a.txt figures SPURIOUS 'mười hai dự án'@"]


@pytest.mark.parametrize(
    ("change", "hit"),
    [({}, 1), ({"value": "12.0"}, 1), ({"kind": "money"}, 0), ({"value_max": "15"}, 0), ({"start": 15, "end": 18}, 0)],
)
def test_what_makes_two_figures_the_same(change: dict[str, Any], hit: int) -> None:
    assert tallies(article(figures=[figure()]), article(figures=[figure(**change)]), "figures") == (hit, 1, 1)


def test_a_row_is_whole_only_if_every_field_that_sql_relies_on_is_right() -> None:
    gold = article(figures=[figure(), figure(start=16, end=18, period="2020")])
    got = article(figures=[figure(modality="plan"), figure(start=16, end=18, period="2021")])
    assert tallies(gold, got, "figure rows whole") == (1, 2, 2)


def test_empty_fields_are_neither_right_nor_wrong() -> None:
    fields = score([article(figures=[figure(scope=None)])], [article(figures=[figure()])]).tallies["figures"].fields
    assert "scope" not in fields
    assert fields["unit"] == (1, 1)


def test_only_content_counts_as_content() -> None:
    got = article(blocks=[{"kind": "lead", "start": 5, "end": 12}])
    assert tallies(article(), got, "content characters") == (5, 10, 7)


def test_a_statement_must_cover_most_of_what_was_said() -> None:
    said = {"speaker": "Ông A", "verb": "nói", "kind": "indirect", "start": 0, "end": 10, "text": "mười hai d"}
    assert tallies(article(statements=[said]), article(statements=[{**said, "end": 7}]), "statements") == (1, 1, 1)
    assert tallies(article(statements=[said]), article(statements=[{**said, "end": 6}]), "statements") == (0, 1, 1)


def test_the_mentions_of_an_official_count_only_where_the_name_is_right() -> None:
    mentions = [{"start": 0, "end": 4}, {"start": 5, "end": 8}]
    person = {"name": "Nguyễn Văn A", "title": "Giám đốc", "organisation": "Sở X", "mentions": mentions}
    gold = article(officials=[person])
    assert tallies(gold, article(officials=[{**person, "mentions": mentions[:1]}]), "official mentions") == (1, 2, 1)
    assert tallies(gold, article(officials=[{**person, "name": "Trần B"}]), "official mentions") == (0, 2, 2)


def test_an_article_that_was_left_out_counts_as_all_missed() -> None:
    report = score([article(figures=[figure()])], [])
    assert report.misses[0] == "a.txt article MISSED"
    assert report.tallies["figures"].scores()["recall"] == 0.0


def test_a_quote_must_stand_at_its_offsets() -> None:
    got = article(figures=[figure(start=0, end=14), figure(start=1, end=15)])
    report = score([article()], [got], {"a.txt": "mười hai dự án mới"})
    assert report.tallies["quotes exact"].scores()["precision"] == 0.5
    assert any("QUOTE" in miss for miss in report.misses)


def test_a_text_that_is_not_the_source_makes_every_quote_wrong() -> None:
    report = score([article()], [article(figures=[figure(end=14)])], {"a.txt": "mười ba dự án mới"})
    assert "a.txt article.text is not the source" in report.misses
    assert report.tallies["quotes exact"].hit == 0


def damaged(seed: int) -> Iterator[_Article]:
    """The expected articles with fields, spans and whole facts changed at random, as a poor extractor would."""
    dice = random.Random(seed)
    for gold in load_gold(corpus.GOLD):
        got = copy.deepcopy(dict(gold))
        got["article"]["text"] = (corpus.ARTICLES / got["article"]["source"]).read_text("utf-8")
        for kind in ("blocks", *KINDS):
            got[kind] = [_damage(fact, dice) for fact in got[kind] if dice.random() > 0.15]
        if dice.random() > 0.1:
            yield got


def _damage(fact: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    for name in list(fact):
        if dice.random() < 0.1:
            other = fact[name] + dice.randint(-9, 9) if isinstance(fact[name], int) else dice.choice(["2017 a", None])
            if name not in ("mentions", "start", "end", "organisers", "coorganisers", "chairs", "attendees", "kind"):
                fact[name] = other
    if "start" in fact and dice.random() < 0.2:
        fact["start"], fact["end"] = fact["start"] + 2, fact["end"] + 5
    return fact


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference scorer is not beside this checkout")
@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_the_reference_scorer(seed: int, tmp_path: Path) -> None:
    records = list(damaged(seed))
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (tmp_path / "system.jsonl").write_text(lines, "utf-8")
    command = [sys.executable, str(REFERENCE), str(corpus.GOLD), str(tmp_path / "system.jsonl"), str(corpus.ARTICLES)]
    texts = {path.name: path.read_text("utf-8") for path in corpus.ARTICLES.glob("*.txt")}
    report = score(load_gold(corpus.GOLD), records, texts)

    plain = subprocess.run([*command, "--misses"], capture_output=True, text=True, check=True)
    assert plain.stdout.splitlines() == list(report.lines())
    assert plain.stderr.splitlines() == "\n".join(report.misses).splitlines()
    figures = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    assert json.loads(figures.stdout) == report.scores()
