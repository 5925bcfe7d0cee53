"""The views that people query: whole rows of current versions; and `mismatches`, which must see every wrong quote."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db import tables
from db.append_only import APPEND_ONLY
from db.views import views
from extractor.model import Extraction, Numeral, Official, Statement
from extractor.observed import observe
from tests.extraction import STEMS, gold_extraction, longer, named
from tests.stored import ask, corpus, save

REPORT = gold_extraction(STEMS[2])
FACT_VIEWS = {f"{kind}_facts": table for kind, table in tables.FACTS.items()}
#: What makes a fact's row readable alone.
WITNESSES = {"fact_key", "quote", "sentence", "article_title", "published", "source", "url", "start", "end", "rule"}
#: Columns that only tie tables together.
TIES = {"id", "sentence_id"}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, an older version of its first article among it; never written to."""
    path = tmp_path_factory.mktemp("views") / "test.db"
    save(path, [longer(corpus()[0], "\nBản cũ."), *corpus()])
    return path


def columns(path: Path, view: str) -> set[str]:
    return {name for (name,) in ask(path, "SELECT name FROM pragma_table_info(?)", view)}


def test_every_view_can_be_read(stored: Path) -> None:
    for view in views():
        assert ask(stored, f"SELECT count(*) FROM {view}")


@pytest.mark.parametrize("view", FACT_VIEWS)
def test_a_fact_view_has_every_column_of_its_table(stored: Path, view: str) -> None:
    """A column that `db/tables.py` has and `db/views.sql` does not show is named here."""
    wanted = {column.name for column in FACT_VIEWS[view].c} - TIES
    assert wanted | WITNESSES <= columns(stored, view)


@pytest.mark.parametrize("view", FACT_VIEWS)
def test_a_fact_view_has_one_row_a_fact_of_the_current_articles(stored: Path, view: str) -> None:
    kind = view.removesuffix("_facts")
    (found,) = ask(stored, f"SELECT count(*), count(DISTINCT fact_key), count(sentence) FROM {view}")
    facts = sum(len(getattr(extraction, f"{kind}s")) for extraction in corpus())
    assert found == (facts, facts, facts)


def test_a_quote_stands_in_its_sentence(stored: Path) -> None:
    assert ask(stored, "SELECT quote FROM figure_facts WHERE instr(sentence, quote) = 0") == []


def test_a_figure_is_readable_alone(stored: Path) -> None:
    figure = next(f for f in REPORT.figures if f.period == "2017-01/2017-09" and f.quantity.unit)
    (found,) = ask(
        stored,
        "SELECT value_text, unit, relation, indicator, base, period_start, period_end, published, source"
        " FROM figure_facts WHERE start = ? AND source = ?",
        figure.span.start,
        REPORT.source.name,
    )
    told = (figure.quantity.value, figure.quantity.unit, figure.relation, figure.indicator, figure.base)
    assert found == (*told, "2017-01-01", "2017-09-30", "2017-10-11", REPORT.source.name)


def test_an_event_tells_its_parties(stored: Path) -> None:
    event = REPORT.events[0]
    found = ask(stored, "SELECT organisers, coorganisers, chairs, mentions FROM event_facts WHERE name = ?", event.name)
    parties = ("; ".join(event.organisers), "; ".join(event.coorganisers), "; ".join(event.chairs))
    assert found == [(*parties, len(event.mentions))]


def test_a_statement_tells_the_post_of_its_speaker(stored: Path) -> None:
    first = corpus()[0]
    official, statement = first.officials[0], first.statements[0]
    assert statement.speaker == official.name
    post = "SELECT speaker_title, speaker_organisation FROM statement_facts WHERE source = ?"
    found = ask(stored, post, first.source.name)
    assert found == [(official.title, official.organisation)]


def test_an_indicator_is_one_series_over_scopes_and_periods(tmp_path: Path) -> None:
    level = next(f for f in REPORT.figures if f.relation == "level")
    told = [replace(level, indicator_key="doanh thu", scope=s, period=p) for p in ("2017", "2016") for s in "BA"]
    save(tmp_path / "test.db", [replace(REPORT, figures=tuple(told))])
    series = ask(tmp_path / "test.db", "SELECT scope, period FROM indicator_series WHERE indicator_key = 'doanh thu'")
    assert series == [("A", "2016"), ("A", "2017"), ("B", "2016"), ("B", "2017")]


def _seen(official: Official, day: str | None) -> Extraction:
    """An article of that day with this official in it."""
    article = named(longer(REPORT, f"\n{day}"), f"{day}.txt")
    reading = replace(article.reading, article=replace(article.article, published=day))
    return replace(article, reading=reading, officials=(official,), observed=observe(reading, (), None))


def test_a_career_is_what_was_seen_and_when(tmp_path: Path) -> None:
    official = REPORT.officials[0]
    save(tmp_path / "test.db", [_seen(official, day) for day in ("2018-05-02T08:00:00", "2017-10-11", None)])
    found = ask(tmp_path / "test.db", "SELECT person, title, first_seen, last_seen, articles, undated FROM career")
    assert found == [(official.name, official.posts[0].title, "2017-10-11", "2018-05-02", 1, 1)]  # one text thrice


def test_an_unknown_numeral_is_shown_with_its_sentence(tmp_path: Path) -> None:
    numeral = REPORT.numerals[5]
    save(tmp_path / "test.db", [replace(REPORT, numerals=(Numeral(numeral.span, "unknown"), REPORT.numerals[6]))])
    ((quote, sentence),) = ask(tmp_path / "test.db", "SELECT quote, sentence FROM unexplained_numerals")
    assert quote == numeral.span.of(REPORT.source.text)
    assert quote in sentence


#: What reviewers said keeps its quotes as they were then, whatever became of the article.
QUOTED = sorted(n for n, table in tables.metadata.tables.items() if "quote" in table.c and n not in APPEND_ONLY)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A database with a row in every table that has quotes."""
    first = gold_extraction(STEMS[0])
    said = [Statement(s.speaker, s.verb, s.kind, s.span, s.rule, s.span, s.span) for s in first.statements]
    save(tmp_path / "test.db", [replace(first, statements=tuple(said))])
    return tmp_path / "test.db"


def test_no_quote_is_elsewhere(stored: Path) -> None:
    assert ask(stored, "SELECT * FROM mismatches") == []


@pytest.mark.parametrize("table", QUOTED)
@pytest.mark.parametrize("damage", ["quote = quote || '.'", "quote = upper(quote) || ' '", "start = start - 1"])
def test_a_quote_that_is_elsewhere_is_seen(whole: Path, table: str, damage: str) -> None:
    """Every table with a quote, so that a new one which `mismatches` does not look at is named here."""
    assert ask(whole, "SELECT count(*) FROM mismatches") == [(0,)]
    with closing(sqlite3.connect(whole)) as connection:
        wrong = connection.execute(
            f"UPDATE {table} SET {damage} WHERE rowid = (SELECT max(rowid) FROM {table} WHERE start > 0)"
        )
        connection.commit()
    assert wrong.rowcount == 1
    assert ask(whole, "SELECT count(*) FROM mismatches") == [(1,)]


def test_a_text_that_is_not_what_was_read_is_seen(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as connection:
        connection.execute("UPDATE articles SET text = ' ' || text")
        connection.commit()
    quotes = sum(ask(whole, f"SELECT count(*) FROM {table}")[0][0] for table in QUOTED)
    assert ask(whole, "SELECT count(*) FROM mismatches") == [(quotes,)]
