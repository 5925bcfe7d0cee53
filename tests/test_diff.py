"""`diembao diff`: facts added, removed and changed between databases, rules and runs; nothing is written."""
from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.reader import StoredFact
from db.store import read_store
from db.unsaved import facts_of
from diembao.audit.pairing import paired
from diembao.audit.versions import stored_versions, versions_of_today
from diembao.keeping import bases_of
from extractor.model import Extraction, Span
from extractor.pipeline import extract
from extractor.source import read_source
from tests.command import call
from tests.extraction import STEMS, gold_extraction
from tests.reading import CORPUS, rules
from tests.stored import ask, save

Capsys = pytest.CaptureFixture[str]

PAGE = """Chợ phiên Đông Hòa mở lại

Ông Trần Văn Lực, Chủ tịch UBND xã Đông Hòa cho biết, chợ đón {visitors} lượt khách trong năm 2023.

Ông Lực thầm thì rằng, năm nay chợ sẽ còn đông hơn nhiều so với những năm trước đây.

Chợ bán rau quả và đồ thủ công của các thôn trong xã, thu về 12 tỷ đồng trong năm 2023.
"""


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(capsys: Capsys, *args: object) -> tuple[int, dict[str, Any]]:
    ended = call(capsys, "diff", *args, "--format", "json")
    return ended.code, dict(json.loads(ended.out))


@pytest.fixture
def market(tmp_path: Path, capsys: Capsys) -> Path:
    page, database = tmp_path / "cho.txt", tmp_path / "market.db"
    page.write_text(PAGE.format(visitors="1.200"), "utf-8")
    assert call(capsys, "ingest", page, "--db", database).code == 0
    return database


@pytest.mark.parametrize("stem", STEMS)
def test_facts_are_the_same_without_a_database(stem: str, bundled_db: Path) -> None:
    (path,) = (CORPUS / "articles").glob(f"{stem}*")
    found = extract(read_source(path.read_bytes(), path.name), rules())
    with read_store(bundled_db) as archive:
        stored = archive.article(path.name)
    assert facts_of(found, path.name, bases_of(rules())) == list(stored.facts)


def test_the_versions_of_today_are_those_that_are_stored(bundled_db: Path) -> None:
    with read_store(bundled_db) as archive:
        assert list(versions_of_today(archive, rules())) == list(stored_versions(archive))


def test_the_same_rules_make_no_difference(bundled_db: Path, capsys: Capsys) -> None:
    before = digest(bundled_db)
    ended = call(capsys, "diff", bundled_db)
    assert (ended.code, ended.out) == (0, "")
    assert "5 articles in both: 0 removed, 0 changed, 0 added facts" in ended.err
    assert digest(bundled_db) == before


def test_other_rules_are_tried_without_a_trace(market: Path, tmp_path: Path, capsys: Capsys) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "reporting_verbs.toml").write_text('[[verb]]\nname = "thầm thì"\nstrength = "say"\nforms = ["thầm thì"]\n')
    before = digest(market)
    code, found = differences(capsys, market, "--patterns", own)
    assert code == 1
    (added,) = [change for change in found["changes"] if change["change"] == "added"]
    assert (added["kind"], added["row"]["verb"]) == ("statement", "thầm thì")
    assert added["quote"] in added["sentence"]
    assert found["kinds"]["statement"]["added"] == 1
    assert found["rules"][added["rule"]]["added"] == 1
    assert digest(market) == before


def changed(extraction: Extraction) -> Extraction:
    """The same article read otherwise: the first figure is lost, the second has another scope, an event other hosts."""
    _, second, *rest = extraction.figures
    event, *others = extraction.events
    return replace(
        extraction,
        figures=(replace(second, scope="một nơi khác"), *rest),
        events=(replace(event, organisers=("Sở Nội vụ",)), *others),
        statements=(),
    )


def article() -> Extraction:
    """An article with what `changed` changes."""
    found = map(gold_extraction, STEMS)
    return next(e for e in found if len(e.statements) > 1 and e.events and len(e.figures) > 1)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two databases with one article, read in two ways."""
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    save(one, [article()])
    save(other, [changed(article())])
    return one, other


def test_two_databases(two: tuple[Path, Path], capsys: Capsys) -> None:
    code, found = differences(capsys, *two)
    assert code == 1
    assert found["articles"] == {"before": 1, "after": 1, "both": 1}
    statements = len(ask(two[0], "SELECT 1 FROM statements"))
    assert found["kinds"]["statement"] == {"removed": statements}
    assert found["kinds"]["figure"]["removed"] == 1
    fields = [change["fields"] for change in found["changes"] if change["change"] == "changed"]
    (scope,) = [told["scope"] for told in fields if "scope" in told]
    (organisers,) = [told["organisers"] for told in fields if "organisers" in told]
    assert scope["new"] == "một nơi khác" != scope["old"]
    assert organisers["new"] == ["Sở Nội vụ"] != organisers["old"]


def test_the_other_way_round_additions_are_removals(two: tuple[Path, Path], capsys: Capsys) -> None:
    (_, there), (_, back) = differences(capsys, *two), differences(capsys, *reversed(two))
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back["kinds"] == {
        kind: {turned[what]: number for what, number in counts.items()} for kind, counts in there["kinds"].items()
    }


def test_a_reader_sees_fields_quote_and_counts(two: tuple[Path, Path], capsys: Capsys) -> None:
    ended = call(capsys, "diff", *two, "--kind", "figure")
    lines = ended.out.splitlines()
    at = next(i for i, line in enumerate(lines) if line.endswith(" -> một nơi khác"))
    assert lines[at].startswith("  scope: ")
    assert any(line.startswith("CHANGED figure") for line in lines[:at])
    carets = next(line for line in lines[at:] if set(line.strip()) == {"^"})
    quote = lines[lines.index(carets) - 1][carets.index("^") : len(carets)]
    assert quote == changed(article()).figures[0].span.of(article().source.text)
    assert lines[lines.index("by kind") + 1].startswith("  figure  1 removed, ")
    assert not any("statement" in line for line in lines)


def test_the_limit_cuts_what_is_shown_not_what_is_counted(two: tuple[Path, Path], capsys: Capsys) -> None:
    _, whole = differences(capsys, *two)
    _, cut = differences(capsys, *two, "--limit", 1)
    assert len(cut["changes"]) == 1
    assert cut["kinds"] == whole["kinds"]


#: The part of the table of verdicts that is read.
_VERDICTS = """
CREATE TABLE verdicts (id INTEGER PRIMARY KEY, fact_key TEXT, verdict TEXT, reviewer TEXT, at TEXT, field TEXT,
                       note TEXT, undoes INTEGER)"""


def test_facts_with_a_verdict_come_first_and_show_it(two: tuple[Path, Path], capsys: Capsys) -> None:
    _, found = differences(capsys, *two)
    other, last = [change for change in found["changes"] if change["kind"] == "statement"][-2:]
    with sqlite3.connect(two[0]) as database:
        database.execute("DROP TABLE IF EXISTS verdicts")
        database.execute(_VERDICTS)
        row = "INSERT INTO verdicts VALUES (?, ?, ?, 'Lan', '2024-05-06T07:08:09+00:00', 'scope', 'đúng rồi', ?)"
        database.execute(row, (1, last["fact_key"], "correct", None))
        database.execute(row, (2, other["fact_key"], "wrong", None))
        database.execute(row, (3, other["fact_key"], None, 2))
    database.close()
    first, *rest = differences(capsys, *two)[1]["changes"]
    assert first["fact_key"] == last["fact_key"]
    (said,) = first["verdicts"]
    assert (said["verdict"], said["reviewer"], said["field"], said["note"]) == ("correct", "Lan", "scope", "đúng rồi")
    assert not any(change["verdicts"] for change in rest)
    assert "VERDICT scope correct (Lan, 2024-05-06: đúng rồi)" in call(capsys, "diff", *two).out


def test_two_versions_of_a_page(market: Path, tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "cho.txt").write_text(PAGE.format(visitors="1.300"), "utf-8")
    assert call(capsys, "ingest", tmp_path / "cho.txt", "--db", market).code == 0
    code, found = differences(capsys, market, "--run", 1, "--run", 2)
    assert code == 1
    assert {(c["change"], c["quote"]) for c in found["changes"] if c["kind"] == "figure"} == {
        ("removed", "1.200 lượt"), ("added", "1.300 lượt"),
    }  # fmt: skip
    assert "article" not in found["faults"]


def test_a_run_whose_facts_were_replaced_is_told(market: Path, tmp_path: Path, capsys: Capsys) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "titles.toml").write_text('[[title]]\nname = "Bang chủ"\nforms = ["Bang chủ"]\n')
    assert call(capsys, "ingest", tmp_path / "cho.txt", "--db", market, "--patterns", own).code == 0
    ended = call(capsys, "diff", market, "--run", 1, "--run", 2)
    assert ended.code == 1
    assert "no article has versions of both run 1 and run 2" in ended.err
    assert "there is no run 9" in call(capsys, "diff", market, "--run", 1, "--run", 9).err


def test_a_damaged_source_is_named_and_the_others_go_on(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(bundled_db, copy)
    with sqlite3.connect(copy) as database:
        database.execute("UPDATE sources SET content = x'00' WHERE id = 1")
    database.close()
    code, found = differences(capsys, copy)
    (name,) = ask(copy, "SELECT name FROM articles WHERE source_id = 1")[0]
    assert code == 1
    assert found["faults"] == {name: "cannot be read: its bytes are damaged"}
    assert {change["source"] for change in found["changes"]} == {name}


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("a.db", "b.db", "c.db"), "one DATABASE or two"),
        (("a.db", "--run", 1), "--run twice"),
        (("a.db", "--run", 1, "--run", 1), "--run twice"),
        (("a.db", "b.db", "--run", 1, "--run", 2), "--run is for one DATABASE"),
        (("a.db", "b.db", "--patterns", "."), "--patterns is for one DATABASE"),
        (("a.db", "--patterns", ".", "--run", 1, "--run", 2), "--patterns has nothing to do"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_use(args: tuple[object, ...], says: str, capsys: Capsys) -> None:
    ended = call(capsys, "diff", *args)
    assert ended.code == 2
    assert says in ended.err


def test_a_missing_database_is_not_made(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    ended = call(capsys, "diff", bundled_db, tmp_path / "no.db")
    assert ended.code == 1
    assert "does not exist" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named_without_an_option_that_diff_does_not_have(
    bundled_db: Path, tmp_path: Path, capsys: Capsys
) -> None:
    (tmp_path / "no.db").write_text("Không phải cơ sở dữ liệu.\n" * 50)
    ended = call(capsys, "diff", bundled_db, tmp_path / "no.db")
    assert ended.code == 1
    assert f"{tmp_path / 'no.db'} is not a SQLite database: name another file" in ended.err
    assert "--db" not in ended.err


def fact(key: str, start: int, quote: str) -> StoredFact:
    span = Span(start, start + len(quote))
    return StoredFact("figure", key, "figures:number", span, quote, {}, (span,))


def test_when_one_of_equal_quotes_goes_the_others_stay_themselves() -> None:
    before = [fact("k0", 10, "28 tỉnh"), fact("k1", 50, "28 tỉnh")]
    after = [fact("k0", 50, "28 tỉnh")]
    pairs = list(paired(before, after, same_text=True))
    assert pairs == [(before[0], None), (before[1], after[0])]


def test_in_another_text_the_key_alone_tells() -> None:
    before, after = [fact("k0", 10, "28 tỉnh")], [fact("k0", 90, "28 tỉnh"), fact("k2", 10, "9 xã")]
    assert list(paired(before, after, same_text=False)) == [(None, after[1]), (before[0], after[0])]


def test_a_longer_quote_is_the_same_fact() -> None:
    before, after = [fact("k0", 10, "28 tỉnh")], [fact("k9", 10, "28 tỉnh, thành phố")]
    assert list(paired(before, after, same_text=True)) == [(before[0], after[0])]
