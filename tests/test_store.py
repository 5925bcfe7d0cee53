"""Saving extractions and reading them back: articles, versions, aliases, runs, and every column of every row."""
from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from db import duplicates, marks, people, rows, tables, verdicts
from db.bases import base_of, number
from db.intervals import interval
from db.namesakes import judge
from db.rows import Home, Row
from db.said import FactToReview
from db.store import StoreError, open_store, read_store
from extractor.model import Check, ExtractionError, Figure, Official, Span, Statement
from tests.extraction import BASES, STEMS, gold_extraction, longer, named
from tests.stored import ask, corpus, save

REPORT = gold_extraction(STEMS[2])  # the article richest in figures


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


def test_all_that_was_extracted_is_stored(path: Path) -> None:
    save(path, corpus())
    with read_store(path) as archive:
        told = archive.overview()
    assert (told.articles, told.versions) == (5, 5)
    assert told.blocks_kept + told.blocks_dropped == sum(len(e.article.blocks) for e in corpus())
    assert told.facts == {
        kind: sum(len(getattr(extraction, f"{kind}s")) for extraction in corpus()) for kind in tables.FACTS
    }
    assert sum(told.numerals.values()) == sum(len(e.numerals) for e in corpus())


@pytest.mark.parametrize("stem", STEMS)
def test_an_article_comes_back_as_it_was(path: Path, stem: str) -> None:
    extraction = gold_extraction(stem)
    save(path, [extraction])
    with read_store(path) as archive:
        stored = archive.article(f"{stem}.txt")
    assert stored.text == extraction.source.text
    assert stored.blocks == extraction.article.blocks
    assert {(f.span, f.fields["value_text"]) for f in stored.facts if f.kind == "figure"} == {
        (f.span, f.quantity.value) for f in extraction.figures
    }
    assert {f.mentions for f in stored.facts if f.kind == "event"} == {e.mentions for e in extraction.events}
    assert [f.span for f in stored.facts] == sorted(f.span for f in stored.facts)


def test_the_source_is_kept_to_the_byte(path: Path) -> None:
    save(path, corpus())
    with read_store(path) as archive:
        sources = list(archive.sources())
    assert [s.content for s in sources] == [e.source.content for e in corpus()]
    assert [list(s.texts.values()) for s in sources] == [[e.source.text] for e in corpus()]


def test_the_same_source_twice_changes_nothing(path: Path) -> None:
    save(path, corpus())
    facts = [ask(path, f"SELECT * FROM {table}") for table in tables.metadata.tables if table != "runs"]
    assert [outcome.result for outcome in save(path, corpus())] == ["unchanged"] * 5
    assert [ask(path, f"SELECT * FROM {table}") for table in tables.metadata.tables if table != "runs"] == facts
    with open_store(path, create=False) as store:
        assert store.knows(REPORT.source, "first ruleset")
        assert not store.knows(REPORT.source, "another ruleset")
        assert not store.knows(longer(REPORT, " Hết.").source, "first ruleset")


def test_a_changed_source_is_a_new_version_and_the_old_one_stays(path: Path) -> None:
    outcomes = save(path, [REPORT, longer(REPORT, "\nTin đã sửa."), REPORT])
    assert [(o.result, o.version) for o in outcomes] == [("added", 1), ("new version", 2), ("new version", 3)]
    assert ask(path, "SELECT version, current FROM articles ORDER BY version") == [(1, 0), (2, 0), (3, 1)]
    assert ask(path, "SELECT count(*) FROM figures") == [(3 * len(REPORT.figures),)]
    assert ask(path, "SELECT count(*) FROM figure_facts") == [(len(REPORT.figures),)]
    assert ask(path, "SELECT count(*) FROM sources") == [(2,)]


def test_the_url_makes_the_article_not_the_file(path: Path) -> None:
    url = "https://bao.example/khuyen-cong.html"
    first, second = named(REPORT, "a.html", url), longer(named(REPORT, "b.html", url), "\nTin đã sửa.")
    assert [(o.name, o.version) for o in save(path, [first, second])] == [(url, 1), (url, 2)]
    with read_store(path) as archive:
        assert archive.article("b.html").fields["version"] == 2


def test_the_same_bytes_elsewhere_are_the_same_article(path: Path) -> None:
    copy = named(REPORT, "copies/b.txt")
    assert [o.result for o in save(path, [REPORT, copy, copy])] == ["added", "alias", "unchanged"]
    with read_store(path) as archive:
        assert len(archive.articles()) == 1
        assert archive.article("copies/b.txt").id == archive.article(REPORT.source.name).id
        assert [source.names for source in archive.sources()] == [(REPORT.source.name, "copies/b.txt")]


def test_a_file_that_becomes_a_copy_of_another_is_no_second_article(path: Path) -> None:
    other = named(gold_extraction(STEMS[0]), "b.txt")
    save(path, [REPORT, other])
    with open_store(path, create=False) as store:
        assert not store.knows(named(REPORT, "b.txt").source, "first ruleset")
    assert [o.result for o in save(path, [named(REPORT, "b.txt")])] == ["alias"]
    assert ask(path, "SELECT name FROM articles WHERE current = 1") == [(REPORT.source.name,)]
    again = save(path, [longer(other, "\nTin đã sửa.")])
    assert [(o.result, o.name, o.version) for o in again] == [("new version", "b.txt", 2)]


def test_another_ruleset_replaces_the_facts_and_keeps_their_keys(path: Path) -> None:
    save(path, corpus())
    keys = ask(path, "SELECT fact_key FROM figure_facts ORDER BY article_id, start, figure_id")
    fewer = [replace(e, figures=e.figures[1:]) for e in corpus("second ruleset")]
    assert {(o.result, o.version) for o in save(path, fewer)} == {("re-extracted", 1)}
    kept = ask(path, "SELECT fact_key FROM figure_facts ORDER BY article_id, start, figure_id")
    assert len(kept) == sum(len(e.figures) for e in fewer) < len(keys)
    assert set(kept) < set(keys)
    assert ask(path, "SELECT DISTINCT r.ruleset FROM figures f JOIN runs r ON r.id = f.run_id") == [("second ruleset",)]


def test_a_person_whom_no_fact_names_any_more_is_gone(path: Path) -> None:
    save(path, [REPORT])
    save(path, [replace(gold_extraction(STEMS[2], "second ruleset"), officials=REPORT.officials[:1])])
    assert ask(path, "SELECT name FROM people") == [(REPORT.officials[0].name,)]


def test_equal_quotes_have_keys_of_their_own(path: Path) -> None:
    twice = replace(REPORT, figures=(*REPORT.figures, *REPORT.figures))
    save(path, [twice])
    assert ask(path, "SELECT count(DISTINCT fact_key) FROM figures") == [(len(twice.figures),)]


def test_a_run_says_what_it_did(path: Path) -> None:
    save(path, corpus())
    with open_store(path, create=False) as store:
        run = store.begin_run("first ruleset", "0.1.0")
        store.save(REPORT, bases=BASES, run=run)
        store.note_unchanged(run)
        assert store.finish_run(run, failed=2)["unchanged"] == 2
        store.begin_run("first ruleset", "0.1.0")
    told = ask(path, "SELECT added, unchanged, failed, finished IS NULL FROM runs ORDER BY id")
    assert told == [(5, 0, 0, 0), (0, 2, 2, 0), (0, 0, 0, 1)]
    with open_store(path, create=False) as store, pytest.raises(StoreError, match="another ruleset"):
        store.save(gold_extraction(STEMS[0], "third"), bases=BASES, run=run)


def test_an_article_is_found_by_what_it_is_called(path: Path) -> None:
    save(path, [named(e, f"{folder}/bai.txt") for e, folder in zip(corpus(), "abcde", strict=True)])
    with read_store(path) as archive:
        assert archive.article("b/bai.txt").id == archive.article("2").id == archive.article(2).id
        with pytest.raises(StoreError, match=r"5 articles are called bai\.txt"):
            archive.article("bai.txt")
        with pytest.raises(StoreError, match="no article is called %"):
            archive.article("%")


def test_words_are_written_with_underscores(path: Path) -> None:
    save(path, [REPORT])
    assert any("kinh_phí khuyến_công" in words for (words,) in ask(path, "SELECT words FROM sentences"))


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2017", ("2017-01-01", "2017-12-31")),
        ("2016-11", ("2016-11-01", "2016-11-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-03-15", ("2024-03-15", "2024-03-15")),
        ("2018-01/2018-06", ("2018-01-01", "2018-06-30")),
        ("2021/2025", ("2021-01-01", "2025-12-31")),
        ("2013-09-21/2013-10-20", ("2013-09-21", "2013-10-20")),
        ("2025-05/2025-05-20", ("2025-05-01", "2025-05-20")),
        ("2021-03-26T09:04:48", ("2021-03-26", "2021-03-26")),
        ("2018-06/2018-01", (None, None)),
        ("2018-13", (None, None)),
        ("năm ngoái", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_period_is_also_its_first_and_last_day(period: str | None, days: tuple[str | None, str | None]) -> None:
    assert interval(period) == days


@pytest.mark.parametrize(
    ("kind", "unit", "value", "expected"),
    [
        ("quantity", "ha", "12.5", (125000.0, "m2")),
        ("quantity", "m2", "40", (40.0, "m2")),
        ("quantity", "t/năm", "3", (3000.0, "kg/năm")),
        ("quantity", "°C", "37", None),
        ("money", "t", "1", None),
        ("count", "ha", "1", None),
        ("percent", None, "1", None),
    ],
)
def test_amounts_are_also_in_their_base_unit(kind: str, unit: str, value: str, expected: tuple[float, str]) -> None:
    found = base_of(kind, unit, BASES)
    assert (found and (number(value, found[1]), found[0])) == expected


def test_a_factor_is_exact() -> None:
    found = base_of("quantity", "sào", {"sào": ("m2", Decimal("499.95"))})
    assert found is not None
    assert number("3", found[1]) == 1499.85


def _figure(value: str, value_max: str | None = None) -> Figure:
    figure = REPORT.figures[0]
    return replace(figure, quantity=replace(figure.quantity, value=value, value_max=value_max))


def test_values_are_exact_beside_their_numbers(path: Path) -> None:
    save(path, [replace(REPORT, figures=(_figure("1/3"), _figure("95.6", "96.10"), _figure("128000000000")))])
    assert ask(path, "SELECT value, value_text, value_max, value_max_text FROM figures ORDER BY id") == [
        (1 / 3, "1/3", None, None),
        (95.6, "95.6", 96.1, "96.10"),
        (128e9, "128000000000", None, None),
    ]


HOME = Home(1, 1, REPORT.source.text, REPORT.observed)
SPAN = Span(0, 10)
STATEMENT = Statement("X", "nói", "direct", SPAN, "rule", SPAN, SPAN)
OFFICIAL: Official = REPORT.officials[0]
CHECK = Check("same", (0,), ("first",), "1 = 1; told 1", "1", "1", "0", "%", "agrees")
SEEN = FactToReview("key", "figure", "rule", {}, "9%", 0, 2, "9%", 0, 1, "a.txt", None, None, None, "sha256")
SAID = verdicts.said_by("Lan", None)
HOME_OF_MARKS = {"name": "a.txt", "text": "95 %", "sha256": "sha256", "ruleset": "ruleset"}
MENTION = {
    f"{kind}_mentions": next(rows.mention_rows({f"{kind}_id": 1}, [SPAN], HOME))
    for kind in ("event", "official", "document")
}
MADE: dict[str, Row] = {
    "sources": rows.source_row(REPORT.source),
    "source_names": rows.source_name_row(REPORT.source, 1),
    "articles": rows.article_row(REPORT.article, REPORT.observed, REPORT.source, 1, 1, 1),
    "blocks": rows.block_row(REPORT.article.blocks[0], 0, HOME),
    "sentences": rows.sentence_row(REPORT.reading.sentences[0], 0, 1, HOME),
    "figures": rows.figure_row(REPORT.figures[0], "key", HOME, BASES),
    "figure_spans": next(rows.figure_span_rows(REPORT.figures[0], 1, HOME)),
    "checks": rows.check_row(CHECK, HOME),
    "check_figures": next(rows.check_figure_rows(CHECK, 1, [1])),
    "events": rows.event_row(REPORT.events[0], "key", HOME),
    "event_parties": next(rows.event_party_rows(REPORT.events[0], 1)),
    "people": rows.person_row(OFFICIAL),
    "officials": rows.official_row(OFFICIAL, "key", 1, HOME),
    "posts": next(rows.post_rows(OFFICIAL, 1, 1, [1], HOME)),
    "statements": rows.statement_row(STATEMENT, "key", 1, HOME),
    "statement_spans": next(rows.statement_span_rows(STATEMENT, 1, HOME)),
    "documents": rows.document_row(gold_extraction(STEMS[0]).documents[0], "key", HOME),
    "numerals": rows.numeral_row(REPORT.numerals[0], HOME),
    "runs": rows.run_row("ruleset", "0.1.0", "2024-03-15T00:00:00+00:00"),
    "bodies": rows.body_row(OFFICIAL.posts[0].body),
    "person_links": people.link_row("key", 1, "same body"),
    "person_doubts": people.doubt_row(1, 2, judge([], [])),
    "article_bands": duplicates.band_rows(1, [0])[0],
    "verdicts": verdicts.verdict_row(SEEN, "correct", None, None, SAID),
    "marks": marks.mark_row(HOME_OF_MARKS, 0, 3, "figure", [], None, SAID),
    "readings": marks.reading_row(HOME_OF_MARKS, ["figure"], SAID),
    "near_duplicates": duplicates.near_duplicate_row(1, 2, 1.0),
    **MENTION,
}


@pytest.mark.parametrize("table", tables.metadata.tables)
def test_a_row_is_made_with_every_column_of_its_table(table: str) -> None:
    """A column that `db/tables.py` has and `db/rows.py` does not fill, or the other way round, is named here."""
    assert set(MADE[table]) == {column.name for column in tables.metadata.tables[table].c} - {"id"}


@pytest.mark.parametrize("value", ["1/0", "1,5", "", "1e999"])
def test_what_is_no_number_is_never_stored(path: Path, value: str) -> None:
    with pytest.raises(ExtractionError, match="is not a number"):
        save(path, [replace(REPORT, figures=(_figure(value),))])


def test_a_span_outside_the_text_is_never_stored() -> None:
    with pytest.raises(ExtractionError, match="is not in a text"):
        HOME.quote(Span(len(HOME.text) - 1, len(HOME.text) + 1))
    with pytest.raises(ExtractionError, match="without a mention"):
        rows.official_row(replace(OFFICIAL, mentions=()), "key", 1, HOME)
