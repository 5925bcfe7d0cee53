"""`diembao review` as people use it: keys at a terminal, answers from a pipe, and the report of what follows."""
from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.said import FactToReview
from db.store import open_store, read_store
from diembao.review.choices import NoChoice, fields_chosen, kinds_chosen, place_chosen
from diembao.review.passages import around, places
from extractor.model import Span
from tests.command import Ended, call, spawn
from tests.stored import ask
from tests.terminal import Terminal

Capsys = pytest.CaptureFixture[str]

KEY = "q quit > "


@pytest.fixture
def db(tmp_path: Path, bundled_db: Path) -> Path:
    return Path(shutil.copy(bundled_db, tmp_path / "diembao.db"))


def review(db: Path, answers: str, *args: object) -> Ended:
    return spawn(db.parent, "review", "--reviewer", "Lan", *args, stdin=answers.encode())


def verdicts(db: Path) -> list[tuple[Any, ...]]:
    return ask(db, "SELECT verdict, field, note, reviewer FROM verdict_states WHERE state = 'holds' ORDER BY id")


def figures(db: Path, article: int = 3) -> list[FactToReview]:
    with read_store(db) as archive:
        return archive.facts_to_review(kind="figure", article=article, unreviewed_only=False)


def test_answers_from_a_pipe_become_verdicts(db: Path) -> None:
    told = review(db, "a\nx\nperiod, 10\nlà năm 2016\n \nspace\nx\n\n\n", "--article", 3, "--kind", "figure")
    assert told.code == 0
    assert told.err == "Lan judged 5 facts: 1 right, 2 wrong, 2 unsure; 21 are left\n"
    assert verdicts(db) == [
        ("correct", None, None, "Lan"),
        ("wrong", "period", "là năm 2016", "Lan"),
        ("wrong", "scope", "là năm 2016", "Lan"),
        ("unsure", None, None, "Lan"),
        ("unsure", None, None, "Lan"),
        ("wrong", None, None, "Lan"),
    ]


def test_answers_from_a_pipe_end_where_one_cannot_be_kept(db: Path) -> None:
    """The next answer would be taken for one to the same fact."""
    with closing(sqlite3.connect(db)) as database:
        database.execute("CREATE TRIGGER refused BEFORE INSERT ON verdicts BEGIN INSERT INTO nowhere VALUES (1); END")
    told = review(db, "a\nx\n\n\n", "--article", 3, "--kind", "figure")
    assert told.code == 1
    assert told.out.count("quit > ") == 1
    assert told.err.startswith(f"diembao: {db.name}: ")
    assert verdicts(db) == []


def test_a_fact_is_shown_in_its_sentence_with_its_fields(db: Path) -> None:
    told = review(db, "q\n", "--article", 3, "--kind", "figure")
    fact = figures(db)[0]
    assert f"1 of {len(figures(db))}  figure  {fact.rule}" in told.out
    assert "^" * len(fact.quote) in told.out
    shown = dict(re.findall(r"^ *\d+   (\w+) +(\S.*)$", told.out, re.MULTILINE))
    assert {name: value.strip() for name, value in shown.items()} == {
        name: "-" if value is None else str(value) for name, value in fact.fields.items()
    }


def test_one_goes_on_where_one_stopped_and_another_reviewer_begins(db: Path) -> None:
    review(db, "a\na\n", "--article", 3, "--kind", "figure")
    again = review(db, "", "--article", 3, "--kind", "figure")
    assert "1 of 24, 2 judged before" in again.out
    assert again.err == "Lan judged 0 facts; 24 are left\n"
    other = spawn(db.parent, "review", "--reviewer", "Minh", "--article", 3, "--kind", "figure")
    assert "1 of 26  " in other.out


def test_a_fact_that_has_changed_comes_again_with_what_was_said_of_it(db: Path) -> None:
    first, second = figures(db)[:2]
    before = {**second.fields, "period": "1999", "scope": "nơi khác"}
    with open_store(db, create=False) as store:
        store.add_verdict(first.fact_key, "correct", reviewer="Lan")
        store.add_verdict(second.fact_key, "wrong", field="period", note="là 2016", reviewer="Lan", seen=before)
        store.add_verdict(second.fact_key, "correct", reviewer="Minh", seen=before)
    told = review(db, "a\n", "--article", 3, "--kind", "figure")
    assert "you said wrong period (là 2016) on 2" in told.out
    assert told.out.count("you said") == 1
    assert "before scope `nơi khác` became -, period `1999` became -" in told.out
    assert "1 of 25, 1 judged before" in told.out
    assert verdicts(db)[-1] == ("correct", None, None, "Lan")


def test_a_sample_is_gone_on_with_by_its_seed(db: Path) -> None:
    first = review(db, "a\na\na\n", "--random", "--limit", 5)
    (seed,) = [word for word in first.err.split() if word.isdigit()][:1]
    assert f"this sample is --random --seed {seed} --limit 5" in first.err
    assert "1 of 2, 3 judged before" in review(db, "a\na\n", "--random", "--seed", seed, "--limit", 5).out
    done = review(db, "", "--random", "--seed", seed, "--limit", 5)
    assert (done.code, done.out) == (0, "")
    assert "Lan has judged all 5 of these facts" in done.err


def test_facts_of_a_rule_are_reviewed(db: Path) -> None:
    rule = figures(db)[0].rule
    told = review(db, "a\na\n", "--rule", rule)
    assert told.out.count(f"  figure  {rule} ") == 3
    assert ask(db, "SELECT DISTINCT rule FROM verdicts") == [(rule,)]


def test_what_was_missed_is_marked_in_the_words_of_the_article(db: Path) -> None:
    told = review(db, "m\nkinh  phí\n3\nf\nba tỷ\nm\nkhông có chữ này\nm\n-\nq\n", "--article", 3)
    assert "which of these 9 places?" in told.out
    assert "nothing was kept: the article has no `không có chữ này`; v shows it" in told.out
    (mark,) = ask(db, "SELECT quote, start, kind, note, reviewer FROM marks")
    with read_store(db) as archive:
        text = archive.article(3).text
    third = places("kinh phí", text)[2]
    assert mark == (third.of(text), third.start, "figure", "ba tỷ", "Lan")


def test_marking_what_is_in_the_list_is_told(db: Path) -> None:
    quote = next(fact.quote for fact in figures(db) if [f.quote for f in figures(db)].count(fact.quote) == 1)
    told = review(db, f"m\n{quote}\nf\n\nu\nq\n", "--article", 3)
    assert "mind: 1 of this kind told in these words are in the list" in told.out
    assert "undone: figure missed" in told.out
    with read_store(db) as archive:
        assert archive.marks_of(3) == []


def test_an_article_is_read_whole(db: Path) -> None:
    told = review(db, "a\nw\n\nw\nf, events\nw\nz\nq\n", "--article", 3, "--kind", "figure")
    assert "article 3 read whole: figure\n25 of its facts are not judged by anybody yet" in told.out
    assert "article 3 read whole: figure, event" in told.out
    assert "nothing was kept: `z` is no kind of fact: f figure, e event" in told.out
    with read_store(db) as archive:
        assert [reading.kinds for reading in archive.readings_of(3)] == [("figure",), ("figure", "event")]
    assert "read whole: figure, event, official, statement, document" in review(db, "w\n\n", "--article", 4).out


def test_what_was_done_is_undone_step_by_step(db: Path) -> None:
    told = review(db, "a\nx\n1 2\n\nw\n\nu\nu\nu\nu\na\n", "--article", 3, "--kind", "figure")
    steps = ["undone: article 3 read whole: figure", "undone: wrong: kind, value", "undone: right"]
    assert [line for line in told.out.splitlines() if line.startswith("undone")] == steps
    assert "nothing was done in this session that could be undone" in told.out
    assert verdicts(db) == [("correct", None, None, "Lan")]
    assert ask(db, "SELECT count(*) FROM verdicts WHERE undoes IS NOT NULL") == [(3,)]
    assert told.err == "Lan judged 1 facts: 1 right; 25 are left\n"
    assert "nothing was done" in review(db, "u\n", "--article", 3, "--kind", "figure").out


def test_a_wrong_choice_keeps_nothing(db: Path) -> None:
    told = review(db, "x\n99\nx\ncolour\nx\n-\nx\n3\n-\nk\n\n?\nq\n", "--article", 3, "--kind", "figure")
    assert "nothing was kept: `99` is no field: give a number from 1 to 14" in told.out
    assert "nothing was kept: `colour` is no field" in told.out
    assert "no key `k` here" in told.out
    assert "unsure: the article does not decide it, or you cannot" in told.out
    assert verdicts(db) == []


def test_after_the_last_fact_the_article_can_still_be_read(db: Path) -> None:
    with read_store(db) as archive:
        count = len(archive.facts_to_review(kind="event", article=3))
    told = review(db, "a\n" * count + "v\nw\n\na\nu\nq\n", "--article", 3, "--kind", "event")
    assert "no fact is left to judge" in told.out
    assert "no key `a` here" in told.out
    assert "#3  Hội nghị" in told.out
    assert "no fact is left to judge" in review(db, "q\n", "--article", 3, "--kind", "event").out


def test_nothing_to_review_is_told_with_what_there_is(db: Path) -> None:
    told = review(db, "", "--rule", "no:such")
    assert told.code == 1
    assert told.complaints == [line for line in told.err.splitlines() if "has no such fact: check --kind and" in line]
    assert "figures:money" in told.err
    assert review(db, "", "--article", "99").complaints


@pytest.mark.parametrize("args", [["--report", "--article", "3"], ["--report", "--random"], ["--kind", "number"]])
def test_what_does_not_go_together_is_refused(db: Path, args: list[str]) -> None:
    assert review(db, "", *args).code == 2


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for args in ([], ["--report"]):
        told = spawn(tmp_path, "review", "--db", "none.db", *args)
        assert told.code == 1
        assert "none.db does not exist" in told.err
    assert list(tmp_path.iterdir()) == []


#: What the migrations behind that of the verdicts added to tables of before.
LATER_INDEXES = [f"ix_{table}_fact_key" for table in ("documents", "events", "figures", "statements")]
LATER_COLUMNS = [("articles", "evidence"), ("sources", "decoding"), ("sources", "given")] + [
    ("blocks", column) for column in ("selector", "source_start", "source_end", "header_start", "header_end")
]


def test_a_database_of_an_older_schema_is_told_by_the_report_and_mended_by_a_review(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            connection.execute(f"DROP VIEW {view}")
        for table in ("verdicts", "marks", "readings", "article_search"):
            connection.execute(f"DROP TABLE {table}")
        for index in LATER_INDEXES:
            connection.execute(f"DROP INDEX {index}")
        for table, column in LATER_COLUMNS:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0005'")
        connection.commit()
    told = spawn(db.parent, "review", "--report")
    assert told.code == 1
    assert "older schema" in told.err
    assert review(db, "a\n", "--article", 3).code == 0
    assert verdicts(db) == [("correct", None, None, "Lan")]


def test_the_reviewer_is_who_the_environment_says(db: Path) -> None:
    spawn(db.parent, "review", "--article", 3, stdin=b"a\n", DIEMBAO_REVIEWER="Minh")
    spawn(db.parent, "review", "--article", 3, stdin=b"a\n", LOGNAME="hoa", USER="hoa")
    assert ask(db, "SELECT reviewer FROM verdicts") == [("Minh",), ("hoa",)]


def test_a_report_without_verdicts_says_what_to_do(bundled_db: Path, capsys: Capsys) -> None:
    told = call(capsys, "review", "--report", "--db", bundled_db)
    assert told.code == 0
    assert "VERDICTS  none" in told.out
    assert "PRECISION by rule: no verdict holds yet: `diembao review` gives them" in told.out


@pytest.fixture
def judged(db: Path) -> Path:
    """Nine figures right, one wrong in its period, by Lan; the first three by Minh too, one of them otherwise."""
    facts = figures(db)
    with open_store(db, create=False) as store:
        for fact in facts[:9]:
            store.add_verdict(fact.fact_key, "correct", reviewer="Lan")
        store.add_verdict(facts[9].fact_key, "wrong", field="period", reviewer="Lan")
        for fact in facts[:2]:
            store.add_verdict(fact.fact_key, "correct", reviewer="Minh")
        store.add_verdict(facts[9].fact_key, "wrong", reviewer="Minh")
        store.add_mark(3, 0, 4, "figure", reviewer="Lan")
        store.add_reading(3, "Lan", ["figure"])
    return db


def test_no_share_is_told_without_its_n(judged: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")  # a share and its n stand in one line where there is room for them
    told = call(capsys, "review", "--report", "--by", "kind", "--db", judged)
    assert "90.0 % (59.6 to 98.2, n 10)" in told.out
    assert "100.0 % (43.9 to 100.0, n 3)" in told.out
    assert "1.00 (n 3)" in told.out
    shares = [line for line in told.out.splitlines() if "%" in line]
    assert len(shares) == 3
    assert f", n {len(figures(judged)) + 1})" in shares[1]
    assert all(" to " in line and ", n " in line for line in shares)


def test_the_report_is_json_for_programs(judged: Path, capsys: Capsys) -> None:
    told = json.loads(call(capsys, "review", "--report", "--by", "field", "--format", "json", "--db", judged).out)
    assert told["verdicts"] == {"holds": 13}
    period = next(row for row in told["precision"] if row["name"] == "period")
    assert period["n"] == period["right"] + period["wrong"]
    assert {"low", "high", "unsure", "omitted"} <= set(period)
    assert [(row["kind"], row["articles"], row["missed"]) for row in told["recall"]] == [("figure", 1, 1)]
    assert [(row["first"], row["second"], row["both"], row["same"]) for row in told["agreement"]] == [
        ("Lan", "Minh", 3, 3)
    ]
    of_events = call(capsys, "review", "--report", "--kind", "event", "--format", "json", "--db", judged)
    assert json.loads(of_events.out)["precision"] == []


# At a terminal of its own.


@pytest.fixture
def terminal(db: Path) -> Iterator[Terminal]:
    with Terminal(db.parent, "review", "--reviewer", "Lan", "--article", 3, "--kind", "figure") as opened:
        yield opened


def test_single_keys_judge_at_a_terminal(terminal: Terminal, db: Path) -> None:
    assert "1 of 26" in terminal.until(KEY)
    terminal.press("a")
    assert "2 of 26" in terminal.until(KEY)
    terminal.press(" ")
    terminal.until("unsure")
    terminal.until(KEY)
    terminal.press("x")
    terminal.until("the whole fact; -: back > ")
    terminal.press("period\n")
    terminal.until("none; -: back > ")
    terminal.press("năm 2016 mới đúng\n")
    assert "wrong: period" in terminal.until(KEY)
    terminal.press("u")
    assert "undone: wrong: period" in terminal.until(KEY)
    terminal.press("q")
    code, rest = terminal.end()
    assert code == 0
    assert "Lan judged 2 facts: 1 right, 1 unsure; 24 are left" in rest
    assert [row[0] for row in verdicts(db)] == ["correct", "unsure"]
    assert ask(db, "SELECT note FROM verdicts WHERE field = 'period' AND undoes IS NULL") == [("năm 2016 mới đúng",)]


def test_the_quote_is_in_colour_where_there_are_colours(db: Path) -> None:
    fact = figures(db)[0]
    colours = {"TERM": "xterm-256color", "NO_COLOR": ""}
    with Terminal(db.parent, "review", "--article", 3, "--kind", "figure", **colours) as opened:
        shown = opened.until(KEY)
        opened.press("q")
        assert opened.end()[0] == 0
    assert "^^" not in shown
    assert fact.quote.split()[0] in shown


def test_keys_that_are_pressed_ahead_are_not_lost(terminal: Terminal, db: Path) -> None:
    terminal.until(KEY)
    terminal.press("aaa")
    for position in ("2 of 26", "3 of 26", "4 of 26"):
        terminal.until(position)
    terminal.until(KEY)
    terminal.press("q")
    assert terminal.end()[0] == 0
    assert len(verdicts(db)) == 3


def test_a_telex_keyboard_and_an_arrow_do_no_harm(terminal: Terminal, db: Path) -> None:
    terminal.until(KEY)
    terminal.press("\x1b[A")
    terminal.until("? tells")
    terminal.until(KEY)
    terminal.press("ư")  # what Telex makes of w
    terminal.until("-: back > ")
    terminal.press("\n")
    assert "article 3 read whole: figure" in terminal.until(KEY)
    terminal.press("\x04")
    assert terminal.end()[0] == 0
    assert verdicts(db) == []


def test_ctrl_c_keeps_what_was_said(terminal: Terminal, db: Path) -> None:
    terminal.until(KEY)
    terminal.press("a")
    terminal.until(KEY)
    terminal.press("\x03")
    code, rest = terminal.end()
    assert code == 130
    assert "diembao: stopped" in rest
    assert len(verdicts(db)) == 1


# What is meant by what is typed.

TEXT = "Kinh phí năm 2017: 128 tỷ\u00a0đồng.\nTổng kinh\nphí là 5 tỷ đồng; kinh phí khác."


def test_words_are_found_whatever_white_space_is_between_them() -> None:
    assert [span.of(TEXT) for span in places("kinh  phí", TEXT)] == ["kinh\nphí", "kinh phí"]
    assert [span.of(TEXT) for span in places("128 tỷ đồng", TEXT)] == ["128 tỷ\u00a0đồng"]
    assert [span.of(TEXT) for span in places("TỔNG", TEXT)] == ["Tổng"]
    assert [span.of(TEXT) for span in places("5 ty\u0309 đồng", TEXT)] == ["5 tỷ đồng"]
    assert places("(", TEXT) == places("  ", TEXT) == []


def test_a_place_is_shown_in_one_line() -> None:
    (span,) = places("tổng kinh phí", TEXT)
    assert around(span, TEXT) == "…Kinh phí năm 2017: 128 tỷ đồng. [Tổng kinh phí] là 5 tỷ đồng; kinh phí khác.…"
    assert around(Span(0, 4), TEXT).startswith("…[Kinh] phí")


def test_choices_are_numbers_or_names() -> None:
    fields = {"type": "Luật", "number": None}
    fact = FactToReview("key", "document", "rule", fields, "Luật", 0, 4, "Luật", 0, 1, "a.txt", None, None, None, "sha")
    assert fields_chosen("", fact) == [None]
    assert fields_chosen("2, type 2", fact) == ["number", "type"]
    assert kinds_chosen("F statements") == ["figure", "statement"]
    assert place_chosen("2", 2) == 1
    for typed in ("0", "3", "x", "²"):
        with pytest.raises(NoChoice, match=f"`{typed}` is no place: give a number from 1 to 2"):
            place_chosen(typed, 2)
