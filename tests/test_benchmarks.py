"""The benchmarks' own code on tiny inputs, without the peers and without a word about time."""
from __future__ import annotations

import json
import shutil
import sys
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

import corpus
from benchmarks import (
    anchors,
    load_client,
    load_database,
    names,
    peer,
    pipeline,
    values,
    varied_articles,
    web_load,
)
from benchmarks import rules as rule_costs
from benchmarks.cases import Answer, Case, Day, Value, corpus_cases, judge, written_cases
from benchmarks.changed_pages import CHANGES, EDITS
from db.store import read_store
from extractor.model import Span
from tests.reading import reading_of, rules
from tests.web import served

ARTICLE = corpus.ARTICLES / "000_2b59c431b96c28f8.txt"


def case(text: str, *told: tuple[str, str, str | None]) -> Case:
    spans = [Span(text.index(quote), text.index(quote) + len(quote)) for quote, _, _ in told]
    expected = [Value(span, Fraction(number), unit=unit) for span, (_, number, unit) in zip(spans, told, strict=True)]
    return Case(text, tuple(expected), (), ())


# The sentences


def test_sentences_are_many_and_none_comes_twice() -> None:
    cases = written_cases()
    assert len(cases) >= 120
    assert sum(not c.values and not any(day.is_day for day in c.days or ()) for c in cases) >= 40
    assert len({c.text for c in cases}) == len(cases)


def test_written_figures_ranges_counts_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "sentences.tsv"
    figures = "5 - 7% = 5..7 % | 3 xã = 3 #xã | 1/3 = 1/3"
    path.write_text(f"# head\nTừ 5 - 7% ở 3 xã, 1/3, ngày 2/1.\t{figures}\t2/1 = 2024-01-02\n", "utf-8")
    (read,) = written_cases(path)
    assert [(v.span.of(read.text), v.low, v.high, v.unit, v.counts) for v in read.values] == [
        ("5 - 7%", 5, 7, "%", False),
        ("3 xã", 3, None, "xã", True),
        ("1/3", Fraction(1, 3), None, None, False),
    ]
    assert read.days == (Day(Span(28, 31), "2024-01-02"),)


def test_a_quote_that_does_not_stand_in_its_sentence_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sentences.tsv"
    path.write_text("Có 3 xã.\t4 xã = 4 #xã\n", "utf-8")
    with pytest.raises(ValueError, match="substring not found"):
        written_cases(path)


def test_corpus_cases_hold_every_annotated_figure() -> None:
    cases = corpus_cases(corpus.ARTICLES, corpus.GOLD, rules())
    annotated = [f for path in corpus.GOLD.glob("*.json") for f in json.loads(path.read_text("utf-8"))["figures"]]
    assert sum(len(c.values) for c in cases) == len(annotated)
    assert sorted(v.span.of(c.text) for c in cases for v in c.values) == sorted(f["text"] for f in annotated)


# Judging


def test_judge_tells_right_wrong_and_spurious_apart() -> None:
    one = case("Có 12 tấn, 3 km, tuyến QL5.", ("12 tấn", "12", "t"), ("3 km", "3", "km"))
    given = [
        Value(Span(3, 5), Fraction(12), unit=None),  # the number without its unit
        Value(Span(11, 15), Fraction(30), unit="km"),  # the unit without the number
        Value(Span(25, 26), Fraction(5)),
    ]
    marks = judge([one], [Answer(tuple(given))])
    assert (marks.values_right, marks.values) == (1, 2)
    assert (marks.measures_right, marks.measures, marks.spurious) == (0, 2, 1)
    assert [outcome for outcome, *_ in marks.faults] == ["wrong unit", "wrong value", "spurious"]


def test_judge_allows_floats_a_hair_and_asks_ranges_for_both_ends() -> None:
    third, five = Value(Span(0, 3), Fraction(1, 3)), Value(Span(0, 3), Fraction(5), Fraction(7))
    assert third.same_number(Value(Span(0, 3), Fraction("0.333333333333333")))
    assert not five.same_number(Value(Span(0, 3), Fraction(5)))
    assert not five.same_number(Value(Span(0, 3), Fraction(5), Fraction(8)))


def test_judge_holds_no_period_against_a_reader_of_dates() -> None:
    text = "Năm 2016, ngày 2/1, đường 3/2."
    told = (Day(Span(0, 8), "2016"), Day(Span(15, 18), "2024-01-02"))
    read = (Day(Span(0, 8), "2016-06-15"), Day(Span(15, 18), "2024-02-01"), Day(Span(26, 29), "2024-02-03"))
    marks = judge([Case(text, (), told, ())], [Answer((), read)])
    assert (marks.days, marks.days_right, marks.days_spurious) == (1, 0, 1)
    assert [outcome for outcome, *_ in marks.faults] == ["wrong date", "no date"]


# Ours and the table


def test_ours_answers_each_sentence_in_its_own_coordinates() -> None:
    sentences = ["Ngày 15/3/2023, công ty chi 50 tỷ đồng.", "Xe 24 chỗ.", "Tổng số 1.250 ha."]
    _, answers = values.Ours(sentences, rules()).read()
    assert [d.iso for d in answers[0].days] == ["2023-03-15"]
    assert [v.span.of(text) for text, a in zip(sentences, answers, strict=True) for v in a.values][::2] == [
        "50 tỷ đồng",
        "1.250 ha",
    ]
    assert answers[2].values[0].low == 1250


def test_values_table_and_faults() -> None:
    sets = {"own": [case("Chi 50 tỷ đồng.", ("50 tỷ đồng", "50000000001", "VND"))], "corpus": [case("Không có gì.")]}
    reader = values.Ours([c.text for cases in sets.values() for c in cases], rules())
    measured = values.measure({"ours": reader}, sets, rounds=1)
    told = "\n".join(values.table(sets, measured))
    assert ["ours", "0/1", "0/1", "0/0", "0", "0"] in [line.split() for line in told.splitlines()]
    assert "sentences a second" in told
    assert "given [50 tỷ đồng] 50000000000 VND" in "\n".join(values.faults(measured["ours"]))


# The peers, without them


def test_peers_that_are_not_there_are_left_out_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(values, "peers_python", lambda: Path(sys.executable))
    monkeypatch.setattr(values, "PEERS", ("no such peer",))
    with ExitStack() as stack:
        assert list(values.peers(stack, ["Có 3 xã."])) == []
    assert "left out: no such peer" in capfd.readouterr().err


def test_a_peer_speaks_in_lines_of_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"seconds": 0.5, "answers": [{"values": [[3, 4, "3", None, None]], "days": [[0, 2, "2024-01-02"]]}]}
    script = f"import sys\nprint('{{}}', flush=True)\nfor line in sys.stdin: print({json.dumps(answer)!r}, flush=True)"
    (tmp_path / "peer.py").write_text(script)
    monkeypatch.setattr(values, "HERE", tmp_path)
    told = values.Peer("any", Path(sys.executable), ["Có 3 xã."])
    assert told.read() == (0.5, [Answer((Value(Span(3, 4), Fraction(3)),), (Day(Span(0, 2), "2024-01-02"),))])
    told.close()


def test_duckling_dates_and_phones_are_no_numbers() -> None:
    found = [
        {"dim": "number", "start": 0, "end": 2, "value": {"value": 12, "type": "value"}},
        {"dim": "phone-number", "start": 0, "end": 4, "value": {"value": "1200"}},
        {"dim": "duration", "start": 5, "end": 9, "value": {"value": 3, "unit": "day"}},
        {"dim": "amount-of-money", "start": 10, "end": 20, "value": {"from": {"value": 5, "unit": "$"}}},
        {"dim": "time", "start": 21, "end": 25, "value": {"value": "2024-01-02T00:00", "grain": "day"}},
    ]
    assert peer._from_duckling("", json.dumps(found)) == {
        "values": [[5, 9, "3", None, "ngày"], [10, 20, "5", None, "USD"]],
        "days": [[21, 25, "2024-01-02"]],
    }


def test_recognizers_units_come_before_bare_numbers() -> None:
    percent = SimpleNamespace(start=4, end=8, resolution={"value": "95,6%"})
    number = SimpleNamespace(start=4, end=7, resolution={"value": "95,6"})
    assert peer._from_recognizers("", [percent, number])["values"] == [[4, 9, "95.6", None, "%"]]


def test_quantulum_ranges_are_given_by_their_ends() -> None:
    found = SimpleNamespace(unit=SimpleNamespace(name="percentage"), value=6.0, uncertainty=1.0, span=(0, 4))
    assert peer._from_quantulum("", [found])["values"] == [[0, 4, "5.0", "7.0", "%"]]


# Names, stages, rules


def test_names_of_officials_are_asked_whole_and_by_short_name() -> None:
    text = "ông Vinh và Thứ trưởng"
    assert names.name_in(text, Span(0, 8), "Võ Đình Vinh") == Span(4, 8)
    assert names.name_in(text, Span(12, 22), "Võ Đình Vinh") is None


def test_tagged_words_are_joined_and_placed() -> None:
    text = "Ông Nguyễn Văn A và bà Lê Thị B."
    tags = [("Ông", "N", "B-NP", "B-PER"), ("Nguyễn Văn  A", "Np", "I-NP", "I-PER"), ("và", "C", "O", "O")]
    tags += [("bà", "N", "B-NP", "O"), ("Lê Thị B", "Np", "B-NP", "B-PER")]
    found = names.tagged(text, Span(0, len(text)), tags)
    assert [span.of(text) for span in found] == ["Nguyễn Văn A", "Lê Thị B"]


def test_judged_names_are_whole_cut_missed_or_spurious() -> None:
    text = "Lê Văn A, Lê Văn B, Lê Văn C, Hà Nội, Vũ Lê"
    spans = [Span(0, 8), Span(10, 18), Span(20, 28)]
    asked = names.Text(reading_of(text), tuple(spans), (Span(38, 43),))
    marks = names.judge(asked, [Span(0, 8), Span(13, 18), Span(30, 36), Span(38, 43)])
    assert (marks.whole, marks.cut, marks.missed, marks.spurious) == (1, 1, 1, 1)


def test_names_table_on_one_article(tmp_path: Path) -> None:
    (tmp_path / ARTICLE.name).write_bytes(ARTICLE.read_bytes())
    expected = tmp_path / "gold"
    expected.mkdir()
    (expected / f"{ARTICLE.stem}.json").write_bytes((corpus.GOLD / f"{ARTICLE.stem}.json").read_bytes())
    texts = names.annotated(tmp_path, expected, names.others_of(names.OTHERS), rules())
    told = list(names.table(texts, {"ours": lambda reading: names.ours(reading, rules())}, 1, faults=True))
    assert told[2].split()[:5] == ["ours", "3", "0", "0", "0"]


def test_pipeline_and_its_stages_on_one_article(tmp_path: Path) -> None:
    (tmp_path / ARTICLE.name).write_bytes(ARTICLE.read_bytes())
    articles = pipeline.read_articles(tmp_path, rules())
    assert "whole / underthesea" in "\n".join(pipeline.table(articles, [pipeline.one_round(articles, rules())]))
    spent = pipeline.stage_seconds(articles, rules())
    assert {"clean", "segment", "find_moments", "find_figures", "find_officials", "relate"} <= spent.keys()
    assert len(pipeline.stage_table([spent], 10)) == len(spent) + 1


def test_rules_cost_over_sentences(tmp_path: Path) -> None:
    (tmp_path / ARTICLE.name).write_bytes(ARTICLE.read_bytes())
    sentences = rule_costs.sentences_of(tmp_path, rules())
    assert len(sentences) > 10
    assert rule_costs.cost(rules().rules[0], sentences, rounds=1) >= 0


# The load on the web pages


def test_copies_of_articles_differ_and_are_the_same_again() -> None:
    originals = varied_articles.Originals.of(corpus.ARTICLES)
    copies = [originals.copy(1, number) for number in range(20)]
    assert copies == [originals.copy(1, number) for number in range(20)]
    assert len(set(copies)) == 20
    assert not any("\0" in copy for copy in copies)


def test_a_database_of_copies_has_older_versions_and_verdicts(tmp_path: Path) -> None:
    made = tmp_path / "load.db"
    load_database.make(made, 3, 5, rules())
    with read_store(made) as archive:
        counts = archive.glance()
        assert (counts.articles, counts.older) == (3, 1)
        ((verdicts,),) = archive.query("SELECT count(*) FROM verdicts").rows
    assert verdicts == 5


def test_readers_find_every_page_and_are_refused_nothing(bundled_db: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(bundled_db, tmp_path / "load.db"))
    with served(path) as address, read_store(path) as archive:
        pages = load_client.with_menu(load_client.PAGES, address)
        times = load_client.once_each(address, load_client.known_of(archive, 1), pages)
    assert times.keys() == pages.keys() >= load_client.PAGES.keys()
    *lines, told = web_load.table(times)
    assert len(lines) == 1 + len(pages)
    assert told == "verdicts refused: 0; other pages failed: 0"


def test_the_table_tells_what_was_refused() -> None:
    times = {load_client.REFERENCE: [(1.0, 200)], load_client.VERDICT: [(2.0, 303), (900.0, 503)], "page": [(3.0, 404)]}
    assert list(web_load.table(times))[-1] == "verdicts refused: 1 (503); other pages failed: 1 (404)"


def test_anchors_tables_on_one_article(tmp_path: Path) -> None:
    (tmp_path / ARTICLE.name).write_bytes(ARTICLE.read_bytes())
    articles = anchors.read_articles(tmp_path)
    rows = list(anchors.table(articles, faults=True))
    assert [row[:26].strip() for row in rows[1:] if row[0] != " "] == list(CHANGES)
    assert "100.0%" in rows[1]
    assert len(list(anchors.edit_table(articles, faults=True))) == 1 + 2 * len(EDITS)
