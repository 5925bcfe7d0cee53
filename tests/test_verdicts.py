"""What reviewers say of facts: kept for good, bound to what was seen, counted with how much it is worth."""
from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.connect import write_connection
from db.quality import Precision
from db.said import FactToReview
from db.statistics import kappa, wilson
from db.store import Store, StoreError, open_store, read_store
from extractor.model import Extraction, Figure, Span
from tests.extraction import STEMS, gold_extraction, longer
from tests.stored import ask, save

ROOT = Path(__file__).parent.parent
REPORT = gold_extraction(STEMS[2])
NAME = REPORT.source.name


def again(figures: Sequence[Figure] = REPORT.figures, ruleset: str = "second ruleset") -> Extraction:
    """The report as another ruleset reads it."""
    return replace(gold_extraction(STEMS[2], ruleset), figures=tuple(figures))


def figures(path: Path) -> list[FactToReview]:
    with read_store(path) as archive:
        return archive.facts_to_review(kind="figure", unreviewed_only=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(tmp_path / "test.db", [REPORT])
    return tmp_path / "test.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=False) as opened:
        yield opened


def say(store: Store, fact: FactToReview, verdict: str, field: str | None = None, reviewer: str = "Lan") -> None:
    store.add_verdict(fact.fact_key, verdict, field=field, reviewer=reviewer)


def states(path: Path) -> list[str]:
    return [state for (state,) in ask(path, "SELECT state FROM verdict_states ORDER BY id")]


def test_a_fact_is_seen_with_its_fields_and_its_sentence(path: Path) -> None:
    for fact, figure in zip(figures(path), REPORT.figures, strict=True):
        at = fact.start - fact.context_start
        assert fact.context[at : at + len(fact.quote)] == fact.quote == figure.span.of(REPORT.source.text)
        assert (fact.fields["value"], fact.fields["period"]) == (figure.quantity.value, figure.period)
        assert (fact.article_name, fact.rule, fact.sha256) == (NAME, figure.rule, REPORT.source.sha256)


def test_all_kinds_of_facts_are_seen_with_what_the_contract_says_of_them(path: Path) -> None:
    with read_store(path) as archive:
        seen = {fact.kind: fact for fact in archive.facts_to_review()}
    event, official = REPORT.events[-1], seen["official"]
    assert {"organisers", "chairs", "attendance"} <= set(seen["event"].fields)
    assert seen["event"].fields["organisers"] == ("; ".join(event.organisers) or None)
    assert official.fields["posts"] in {
        "; ".join(" ".join(filter(None, (p.title, p.organisation))) for p in o.posts) for o in REPORT.officials
    }


def test_a_verdict_is_kept_with_who_when_and_what_was_seen(path: Path, store: Store) -> None:
    fact = figures(path)[0]
    given = store.add_verdict(fact.fact_key, "wrong", field="period", note=" là 2016 ", reviewer="Lan", session="s1")
    assert (given.verdict, given.field, given.note, given.reviewer) == ("wrong", "period", "là 2016", "Lan")
    assert (given.state, given.judged, given.quote, given.rule) == ("holds", fact.fields, fact.quote, fact.rule)
    assert given.at.endswith("+00:00")
    with read_store(path) as archive:
        assert archive.verdicts_of(fact.article_id) == {fact.fact_key: (given,)}


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"verdict": "right"}, "'right' is no verdict: give one of correct, wrong, unsure"),
        ({"field": "colour"}, "a figure has no field 'colour': give one of kind, value,"),
        ({"reviewer": " "}, "give the reviewer's name"),
        ({"fact_key": "0" * 16}, "no fact of a current article has the fact_key 0000"),
        ({"seen": {"colour": "red"}}, "a figure has no field 'colour'"),
    ],
)
def test_what_is_no_verdict_is_refused_with_what_to_give(
    path: Path, store: Store, given: dict[str, str], complaint: str
) -> None:
    whole = {"fact_key": figures(path)[0].fact_key, "verdict": "correct", "reviewer": "Lan", **given}
    with pytest.raises(StoreError, match=complaint):
        store.add_verdict(**whole)  # type: ignore[arg-type]
    assert states(path) == []


def test_verdicts_outlive_another_ruleset(path: Path, store: Store) -> None:
    first, second = figures(path)[:2]
    say(store, first, "correct")
    say(store, second, "wrong", "period")
    assert save(path, [again()])[0].result == "re-extracted"
    assert states(path) == ["holds", "holds"]
    assert {f.fact_key for f in figures(path)} >= {first.fact_key, second.fact_key}


def test_a_changed_value_makes_a_verdict_outdated_and_the_value_back_makes_it_hold(path: Path, store: Store) -> None:
    fact = figures(path)[0]
    say(store, fact, "correct")
    changed = [replace(REPORT.figures[0], period="1999"), *REPORT.figures[1:]]
    save(path, [again(changed)])
    assert states(path) == ["outdated"]
    with read_store(path) as archive:
        assert archive.precision("kind") == []
        assert fact.fact_key in {f.fact_key for f in archive.facts_to_review(kind="figure", reviewer="Lan")}
        assert archive.verdicts_of(fact.article_id)[fact.fact_key][0].judged["period"] == fact.fields["period"]
    save(path, [again(ruleset="third ruleset")])
    assert states(path) == ["holds"]


def test_a_verdict_on_a_fact_that_is_gone_stays(path: Path, store: Store) -> None:
    quotes = [fact.quote for fact in figures(path)]
    index = next(i for i, quote in enumerate(quotes) if quotes.count(quote) == 1)
    say(store, figures(path)[index], "wrong")
    save(path, [again([*REPORT.figures[:index], *REPORT.figures[index + 1 :]])])
    assert states(path) == ["gone"]
    save(path, [again(ruleset="third ruleset")])
    assert states(path) == ["holds"]


def test_a_key_that_went_to_another_place_of_the_text_takes_no_verdict_along(path: Path, store: Store) -> None:
    """Of two facts with one quote and the same fields the second gets the first one's key when the first goes."""
    text, words = REPORT.source.text, "kinh phí"
    first = text.index(words)
    places = [Span(at, at + len(words)) for at in (first, text.index(words, first + 1))]
    quantity = REPORT.figures[0].quantity
    twins = [replace(REPORT.figures[0], quantity=replace(quantity, span=place)) for place in places]
    save(path, [again(twins)])
    say(store, figures(path)[0], "correct")
    save(path, [again(twins[1:], "third ruleset")])
    assert states(path) == ["outdated"]


def test_a_verdict_is_on_what_was_seen_not_on_what_came_meanwhile(path: Path, store: Store) -> None:
    fact = figures(path)[0]
    save(path, [again([replace(REPORT.figures[0], scope="nơi khác"), *REPORT.figures[1:]])])
    given = store.add_verdict(fact.fact_key, "correct", reviewer="Lan", seen=fact)
    assert (given.state, given.judged) == ("outdated", fact.fields)
    with pytest.raises(StoreError, match="the fact that was seen is"):
        store.add_verdict(figures(path)[1].fact_key, "correct", reviewer="Lan", seen=fact)
    by_fields = store.add_verdict(fact.fact_key, "correct", reviewer="Lan", seen={"scope": fact.fields["scope"]})
    assert by_fields.state == "outdated"
    assert store.add_verdict(fact.fact_key, "correct", reviewer="Lan").state == "holds"


def test_a_new_version_of_the_article_keeps_what_still_holds(path: Path, store: Store) -> None:
    for fact in figures(path)[:3]:
        say(store, fact, "correct")
    save(path, [longer(REPORT, "\nTin đã sửa.")])
    assert states(path) == ["holds"] * 3


def test_the_last_verdict_of_a_reviewer_counts_and_may_be_taken_back(path: Path, store: Store) -> None:
    fact = figures(path)[0]
    say(store, fact, "correct")
    say(store, fact, "wrong", "period")
    last = "SELECT verdict FROM fact_verdicts WHERE field IS NULL"
    assert ask(path, last) == [("wrong",)]
    assert ask(path, "SELECT verdict FROM fact_verdicts WHERE field = 'unit'") == [("correct",)]
    assert store.undo_verdict("Lan").field == "period"
    assert ask(path, last) == [("correct",)]
    say(store, fact, "wrong", "period")
    say(store, fact, "correct")
    assert ask(path, last) == [("correct",)]
    assert states(path) == ["holds", "taken back", "holds", "holds"]


def test_only_ones_own_is_taken_back_and_only_of_the_session(path: Path, store: Store) -> None:
    fact = figures(path)[0]
    store.add_verdict(fact.fact_key, "correct", reviewer="Lan", session="morning")
    say(store, fact, "wrong", reviewer="Minh")
    with pytest.raises(StoreError, match="Lan has said nothing in this session that could be taken back"):
        store.undo_verdict("Lan", "evening")
    assert store.undo_verdict("Lan", "morning").state == "taken back"
    with pytest.raises(StoreError, match="nothing that could be taken back"):
        store.undo_verdict("Lan")
    assert ask(path, "SELECT reviewer FROM current_verdicts") == [("Minh",)]


@pytest.mark.parametrize("table", ["verdicts", "marks", "readings"])
@pytest.mark.parametrize(
    ("change", "done"),
    [
        ("UPDATE {} SET reviewer = 'x'", "changed"),
        ("DELETE FROM {}", "deleted"),
        ("REPLACE INTO {} SELECT * FROM {}", "replaced"),
    ],
)
def test_nothing_that_was_said_is_ever_changed(path: Path, store: Store, table: str, change: str, done: str) -> None:
    say(store, figures(path)[0], "correct")
    store.add_mark(1, 0, 5, "event", reviewer="Lan")
    store.add_reading(1, "Lan")
    before = ask(path, f"SELECT * FROM {table}")
    refused = pytest.raises(sqlite3.IntegrityError, match=f"{table} are never {done}")
    with closing(write_connection(path, create=False)) as connection, refused:
        connection.execute(change.format(table, table))
    assert ask(path, f"SELECT * FROM {table}") == before != []


def test_a_sample_is_the_same_facts_whatever_was_judged(path: Path, store: Store) -> None:
    drawn = store.facts_to_review(kind="figure", seed=7, limit=10)
    keys = [fact.fact_key for fact in drawn]
    assert len(keys) == 10
    assert keys != [fact.fact_key for fact in store.facts_to_review(kind="figure", seed=8, limit=10)]
    for fact in drawn[:4]:
        say(store, fact, "correct")
    assert [f.fact_key for f in store.facts_to_review(kind="figure", seed=7, limit=10)] == keys[4:]
    assert [f.fact_key for f in store.facts_to_review(kind="figure", seed=7, limit=10, reviewer="Minh")] == keys
    in_order = [fact.fact_key for fact in store.facts_to_review(kind="figure", limit=10)]
    assert len(in_order) == 10
    assert not set(in_order) & set(keys[:4])


def test_facts_to_review_are_of_the_kind_the_rule_and_the_article_that_are_asked_for(path: Path, store: Store) -> None:
    save(path, [gold_extraction(STEMS[0])])
    rule = REPORT.figures[0].rule
    of_rule = store.facts_to_review(rule=rule, article=1)
    assert {(f.rule, f.article_id) for f in of_rule} == {(rule, 1)}
    assert {f.article_id for f in store.facts_to_review()} == {1, 2}
    with pytest.raises(StoreError, match="no kind of fact is called 'number'"):
        store.facts_to_review(kind="number")
    with pytest.raises(StoreError, match="no article is called 9"):
        store.facts_to_review(article=9)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(9, 10, 0.596, 0.982), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366), (1, 1, 0.207, 1.0)],
)
def test_the_interval_is_wilsons(hits: int, n: int, low: float, high: float) -> None:
    """81 of 263 is the example of Newcombe (1998): 0.2553 to 0.3662."""
    found = wilson(hits, n)
    assert found is not None
    assert [round(end, 3) for end in found] == [low, high]
    assert wilson(0, 0) is None


def test_kappa_is_cohens() -> None:
    """50 grant proposals: 20 and 15 alike, 5 and 10 not; 0.7 observed, 0.5 by chance."""
    told = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(told) == pytest.approx(0.4)
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([("a", "a")] * 3) is None
    assert kappa([]) is None


def test_precision_has_n_and_an_interval(path: Path, store: Store) -> None:
    for fact in figures(path)[:9]:
        say(store, fact, "correct")
    say(store, figures(path)[9], "wrong")
    say(store, figures(path)[10], "unsure")
    (found,) = store.precision("kind")
    assert (found.kind, found.name) == ("figure", "figure")
    assert (found.right, found.wrong, found.unsure, found.n) == (9, 1, 1, 10)
    assert (round(found.low or 0, 3), round(found.high or 0, 3)) == (0.596, 0.982)
    rules = store.precision("rule")
    assert sum(row.n for row in rules) == 10
    assert {row.name for row in rules} == {fact.rule for fact in figures(path)[:11]}
    told = ask(path, "SELECT kind, rule, correct, wrong, unsure FROM rule_verdicts")
    assert told == [(row.kind, row.name, row.right, row.wrong, row.unsure) for row in rules]


def by_field(store: Store) -> dict[str, Precision]:
    return {row.name: row for row in store.precision("field")}


def test_precision_of_a_field_counts_its_values(path: Path, store: Store) -> None:
    all_figures = figures(path)
    with_base = next(fact for fact in all_figures if fact.fields["base"] and not fact.fields["value_max"])
    without = next(fact for fact in all_figures if not fact.fields["base"])
    say(store, with_base, "correct")
    say(store, without, "wrong", "base")
    found = by_field(store)
    assert (found["base"].right, found["base"].wrong, found["base"].n, found["base"].omitted) == (1, 0, 1, 1)
    assert (found["value"].right, found["value"].n) == (1, 1)
    assert "value_max" not in found
    say(store, with_base, "wrong", "value")
    assert (by_field(store)["value"].right, by_field(store)["value"].wrong) == (0, 1)
    assert by_field(store)["unit"].right == 1


def test_where_reviewers_contradict_each_other_nothing_is_sure(path: Path, store: Store) -> None:
    first, second = figures(path)[:2]
    say(store, first, "correct", reviewer="Lan")
    say(store, first, "wrong", reviewer="Minh")
    say(store, second, "correct", reviewer="Lan")
    say(store, second, "unsure", reviewer="Minh")
    (found,) = store.precision("kind")
    assert (found.right, found.wrong, found.unsure) == (1, 0, 1)


def test_reviewers_agree_so_far_and_so_far_beyond_chance(path: Path, store: Store) -> None:
    told = [*[("correct", "correct")] * 4, ("correct", "wrong"), *[("wrong", "wrong")] * 2, ("unsure", "wrong")]
    for fact, (lan, minh) in zip(figures(path), told, strict=False):
        say(store, fact, lan, reviewer="Lan")
        say(store, fact, minh, reviewer="Minh")
    say(store, figures(path)[20], "correct")
    (found,) = store.agreement()
    assert (found.first, found.second, found.both, found.same) == ("Lan", "Minh", 8, 6)
    assert (found.low, found.high) == wilson(6, 8)
    assert found.kappa == pytest.approx((6 * 8 - (5 * 4 + 2 * 4)) / (64 - 28))
    assert store.agreement(1) == [found]
    save(path, [gold_extraction(STEMS[0])])
    assert store.agreement(2) == []


def test_recall_is_told_of_the_articles_that_were_read_whole(path: Path, store: Store) -> None:
    assert store.recall("figure").articles == 0
    kept = REPORT.figures[2:]
    save(path, [again(kept)])
    missed = REPORT.figures[:2]
    for figure in missed:
        store.add_mark(1, figure.span.start, figure.span.end, "figure", reviewer="Lan")
    store.add_mark(1, missed[0].span.start, missed[0].span.end, "figure", reviewer="Minh")
    store.add_mark(1, 0, 9, "event", reviewer="Lan")
    assert store.recall("figure").n == 0
    store.add_reading(1, "Lan", ["figure"])
    say(store, figures(path)[0], "correct")
    say(store, figures(path)[1], "wrong")
    say(store, figures(path)[2], "wrong", "period")
    found = store.recall("figure")
    assert (found.articles, found.found, found.missed, found.unjudged) == (1, len(kept) - 1, 2, len(kept) - 3)
    assert (found.low, found.high) == wilson(len(kept) - 1, len(kept) + 1)
    assert store.recall("event").articles == 0


def test_what_was_missed_counts_as_found_once_a_fact_is_told_there(path: Path, store: Store) -> None:
    save(path, [again(REPORT.figures[1:])])
    span = REPORT.figures[0].span
    mark = store.add_mark(1, span.start, span.end, "figure", note="năm 2017", reviewer="Lan")
    assert (mark.found, mark.quote, mark.note) == (False, span.of(REPORT.source.text), "năm 2017")
    store.add_reading(1, "Lan")
    assert store.recall("figure").missed == 1
    save(path, [again(ruleset="third ruleset")])
    assert [m.found for m in store.marks_of(1)] == [True]
    assert store.recall("figure").missed == 0


def test_a_mark_beside_a_fact_that_is_there_is_not_found_by_that_fact(path: Path, store: Store) -> None:
    span = REPORT.figures[0].span
    mark = store.add_mark(1, span.start - 5, span.end, "figure", reviewer="Lan")
    assert not mark.found
    save(path, [again()])
    assert [m.found for m in store.marks_of(1)] == [False]


def test_marks_and_readings_are_of_the_text_that_was_read(path: Path, store: Store) -> None:
    store.add_mark(1, 0, 9, "event", reviewer="Lan")
    reading = store.add_reading(NAME, "Lan", ["event", "figure"])
    assert (reading.kinds, reading.ruleset, reading.sha256) == (
        ("figure", "event"), "first ruleset", REPORT.source.sha256
    )  # fmt: skip
    assert store.readings_of(1) == [reading]
    save(path, [longer(REPORT, "\nTin đã sửa.")])
    assert not store.marks_of(2)
    assert not store.readings_of(2)
    assert store.recall("event").articles == 0


def test_marks_and_readings_are_taken_back(path: Path, store: Store) -> None:
    store.add_mark(1, 0, 9, "event", reviewer="Lan")
    store.add_reading(1, "Lan")
    assert store.undo_mark("Lan").quote == REPORT.source.text[:9]
    assert store.undo_reading("Lan").article_name == NAME
    assert not store.marks_of(1)
    assert not store.readings_of(1)
    for undo in (store.undo_mark, store.undo_reading):
        with pytest.raises(StoreError, match="nothing that could be taken back"):
            undo("Lan")


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ((1, 5, 5, "figure"), "nothing stands at 5 to 5 of article 1"),
        ((1, 0, 10**9, "figure"), "nothing stands at 0 to"),
        ((1, 0, 5, "number"), "no kind of fact is called 'number'"),
        ((7, 0, 5, "figure"), "no article is called 7"),
    ],
)
def test_what_is_no_passage_is_not_marked(
    path: Path, store: Store, place: tuple[int, int, int, str], complaint: str
) -> None:
    with pytest.raises(StoreError, match=complaint):
        store.add_mark(*place, reviewer="Lan")
    with pytest.raises(StoreError, match="no kind of fact"):
        store.add_reading(1, "Lan", [])


# Extracts the same article again and again, each time by another ruleset, until it is told to stop.
_INGEST = """
import pickle, sys
from dataclasses import replace
from pathlib import Path
from db.store import open_store

path, extraction, stop = sys.argv[1], pickle.loads(Path(sys.argv[2]).read_bytes()), Path(sys.argv[3])
turns = 0
with open_store(path, create=False) as store:
    while not stop.exists():
        reading = replace(extraction, ruleset=f"ruleset {turns}")
        store.save(reading, bases={}, run=store.begin_run(reading.ruleset, "0.1.0"))
        turns += 1
        print(turns, flush=True)
"""


def test_a_verdict_is_never_refused_while_an_ingest_writes(path: Path, tmp_path: Path) -> None:
    facts, stop, given = figures(path)[:30], tmp_path / "stop", tmp_path / "report.pickle"
    given.write_bytes(pickle.dumps(REPORT))
    program = [sys.executable, "-c", _INGEST, str(path), str(given), str(stop)]
    ingest = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert ingest.stdout is not None
    before = int(ingest.stdout.readline())
    try:
        with open_store(path, create=False) as store:
            for fact in facts:
                store.add_verdict(fact.fact_key, "correct", reviewer="Lan", seen=fact)
    finally:
        stop.touch()
        turns = ingest.communicate(timeout=60)[0].split()
    assert int(turns[-1]) > before
    assert ask(path, "SELECT count(*) FROM verdicts") == [(len(facts),)]
    assert states(path) == ["holds"] * len(facts)


def test_a_verdict_waits_longer_than_one_try(path: Path) -> None:
    """A writer keeps the lock; each try gives up at once, and the verdict is kept when the lock is free."""
    fact, holding = figures(path)[0], [sys.executable, "-c", _HOLD, str(path)]
    with open_store(path, create=False, patience=0.01) as store:
        holder = subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.stdin.write("go\n")
        holder.stdin.flush()
        assert store.add_verdict(fact.fact_key, "correct", reviewer="Lan", seen=fact).state == "holds"
    assert holder.communicate(timeout=60)[0] == "free\n"


_HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
time.sleep(1)
connection.execute("COMMIT")
print("free", flush=True)
"""
