"""Full-text search: with and without marks, phrases, what is no word, and that the index follows the articles."""
from __future__ import annotations

import json
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from db.search import Hits
from db.search_index import folded
from db.store import read_store
from tests.command import call
from tests.extraction import longer, named
from tests.stored import ask, corpus, save


def found(path: Path, typed: str, limit: int = 20, offset: int = 0) -> Hits:
    with read_store(path) as archive:
        return archive.search(typed, limit=limit, offset=offset)


def hits(path: Path, typed: str) -> set[str]:
    """What is highlighted in the snippets."""
    return {piece.text for hit in found(path, typed).hits for piece in hit.snippet if piece.hit}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đồng bằng SÔNG Cửu Long", "dong bang song cuu long"),
        ("NÐ-CP ½ °C €", "nd-cp ½ °c €"),
        ("İstanbul ở Thổ Nhĩ Kỳ", "istanbul o tho nhi ky"),
        ("한국 và Việt Nam", None),
        ("ṩ a\u0301 ﬁ", None),
    ],
)
def test_marks_are_folded_character_for_character(text: str, plain: str | None) -> None:
    assert len(folded(text)) == len(text)
    assert plain is None or folded(text) == plain


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("search") / "test.db"
    save(made, corpus())
    return made


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"khuyến công"', {"khuyến công", "Khuyến công"}),
        ("khuyen cong", {"khuyến", "công", "Khuyến", "Công"}),
        ('"phu tho"', {"Phú Thọ"}),
        ('"phú thọ"', {"Phú Thọ"}),
        ("45/2012/NĐ-CP", {"45/2012/NĐ-CP"}),
        ("45/2012", {"45/2012"}),
        ("“nghị định”", {"Nghị định"}),
        ("khuyế*", {"khuyến", "Khuyến"}),
    ],
)
def test_what_is_typed_is_found_and_shown_as_it_stands(path: Path, typed: str, shown: set[str]) -> None:
    assert shown & hits(path, typed)
    assert {folded(text) for text in hits(path, typed)} <= {folded(text) for text in shown}


def test_a_marked_word_does_not_find_another(path: Path) -> None:
    """`động` and `đồng` are one without marks only."""
    assert {text.lower() for text in hits(path, "đồng")} == {"đồng"}
    assert {"đồng", "động"} <= {text.lower() for hit in (hits(path, "dong"),) for text in hit}


def test_both_ways_to_place_a_tone_are_one(path: Path) -> None:
    assert hits(path, "hóa") == hits(path, "hoá") != set()


#: Signs of FTS5's own language, and what is no word at all.
ODD = ["", "  ", '"', '""', "-", "AND", '" OR *', "(", "NEAR(", "a:b", "^x", "\0", "*", "'--", "{body}:x", "x" * 9999]


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_nothing_that_is_typed_is_an_error(path: Path, typed: str) -> None:
    assert found(path, typed).total == len(found(path, typed).hits)


def test_decomposed_words_are_found(path: Path) -> None:
    assert hits(path, unicodedata.normalize("NFD", '"phú thọ"')) == {"Phú Thọ"}


def test_all_words_must_be_there(path: Path) -> None:
    assert found(path, "khuyến xyzxyz").total == 0
    assert found(path, "khuyến").total == 5


def test_pages_follow_each_other(path: Path) -> None:
    every = [hit.article_id for hit in found(path, "khuyến").hits]
    assert [found(path, "khuyến", 2, at).hits[0].article_id for at in (0, 2, 4)] == every[::2]


def test_a_snippet_is_the_text_at_its_place(path: Path) -> None:
    for hit in found(path, "kinh phi").hits:
        ((text,),) = ask(path, "SELECT text FROM articles WHERE id = ?", hit.article_id)
        assert "".join(piece.text for piece in hit.snippet) == hit.place.of(text)
        assert any(piece.hit for piece in hit.snippet)
        assert not text[hit.place.start - 1].isalnum()
        assert not text[hit.place.end].isalnum()


def test_boilerplate_is_not_found(bundled_db: Path) -> None:
    assert ask(
        bundled_db, "SELECT count(*) FROM articles WHERE text LIKE '%Tổ công tác triển khai thực hiện các KCN%'"
    ) == [(1,)]
    assert found(bundled_db, '"các KCN thành lập giai đoạn"').total == 0
    assert found(bundled_db, "khuyến").total == 5


def words(path: Path) -> list[tuple[object, ...]]:
    """Every word of the index with its place, as FTS5 itself tells them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, article_search, instance)")
        return connection.execute("SELECT term, doc, col, offset FROM words ORDER BY 2, 3, 4").fetchall()


def test_the_index_follows_what_is_extracted_again_and_replaced(tmp_path: Path) -> None:
    """The words of an index that was kept are those of one made at once."""
    kept, fresh = tmp_path / "kept.db", tmp_path / "fresh.db"
    first = corpus()[0]
    newer = longer(first, "\nMột dòng thêm về cá tra.\n")
    save(kept, [first])
    save(kept, [corpus("second ruleset")[0]])
    assert words(kept) == _made_anew(kept)
    save(kept, [newer])
    save(fresh, [first, newer])
    assert ask(kept, "SELECT id, current FROM articles") == [(1, 0), (2, 1)]
    assert words(kept) == words(fresh) == _made_anew(kept)
    assert {doc for _, doc, *_ in words(kept)} == {2}


def test_an_article_that_takes_over_another_name_is_found_once(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    one, other = corpus()[:2]
    save(path, [named(one, "a.txt"), named(other, "b.txt"), named(one, "b.txt")])
    assert words(path) == _made_anew(path)


def _made_anew(path: Path) -> list[tuple[object, ...]]:
    """The words of an index that the migration makes of the same articles."""
    from sqlalchemy import create_engine

    from db.search_index import CREATE, NAME, index_all

    copy = path.with_name("copy.db")
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", [str(copy)])
    with create_engine(f"sqlite:///{copy}").begin() as made:
        made.exec_driver_sql(f"DROP TABLE {NAME}")
        made.exec_driver_sql(CREATE)
        index_all(made)
    return words(copy)


def test_the_command_tells_where_words_stand(bundled_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = call(capsys, "search", '"phu tho"', "--db", bundled_db, "--format", "json")
    assert (ended.code, ended.err) == (0, "1 articles found\n")
    (row,) = json.loads(ended.out)
    ((text,),) = ask(bundled_db, "SELECT text FROM articles WHERE id = ?", row["id"])
    assert "Phú Thọ" in row["snippet"] == text[row["start"] : row["end"]]
    shown = call(capsys, "search", "khuyến", "công", "--limit", 2, "--db", bundled_db, "--format", "table")
    assert shown.err == "5 articles found, the best 2 shown\n"
    assert shown.out.count("#") == 2


def test_the_command_says_that_nothing_was_found(bundled_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = call(capsys, "search", "xyzxyz", "--db", bundled_db)
    assert (ended.code, ended.out, ended.err) == (1, "", "0 articles found\n")
