"""Who is who across articles: compatible posts join, a name alone does not, and every decision can be taken back."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from db.namesakes import Seen, judge
from db.store import StoreError, open_store
from extractor.body_keys import body_of
from extractor.joining import joinable
from extractor.model import Body, Extraction, Official, Post
from tests.extraction import STEMS, gold_extraction, longer, named
from tests.reading import rules
from tests.stored import ask, save

REPORT = gold_extraction(STEMS[2])
NAME = "Nguyễn Mạnh Hùng"
Told = tuple[str, str, str | None]  # the year, the title, the body


def article(*posts: tuple[str, str | None], year: str, name: str = NAME, ruleset: str = "first ruleset") -> Extraction:
    """An article of that year in which one official has these posts."""
    official = Official(name, "ông", posts[-1][0], posts[-1][1], tuple(Post(*post) for post in posts),
                        REPORT.officials[0].mentions, "test")  # fmt: skip
    made = named(longer(REPORT, f"\n{year} {posts} {name}"), f"{year}-{posts}-{name}.txt")
    reading = replace(made.reading, article=replace(made.article, published=f"{year}-06-15"))
    return joinable(replace(made, reading=reading, officials=(official,), ruleset=ruleset), rules(), None)


def people_of(path: Path) -> list[list[str]]:
    """The bodies and years in which each person was seen, the people in the order in which they came."""
    found: dict[int, list[str]] = {}
    seen = "SELECT person_id, substr(seen, 1, 4) || ' ' || told FROM person_facts WHERE fact = 'post' ORDER BY seen"
    for person, told in ask(path, seen):
        found.setdefault(person, []).append(told)
    return [found[person] for person in sorted(found)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


ONE: dict[str, Sequence[Told]] = {
    "the case of the body": [("2017", "Giám đốc", "Sở Công thương tỉnh Phú Thọ"),
                             ("2019", "Giám đốc", "Sở Công Thương Phú Thọ")],
    "abbreviations": [("2017", "Chủ tịch", "UBND TP. Hà Nội"),
                      ("2018", "Chủ tịch", "Ủy ban nhân dân thành phố Hà Nội")],
    "a ministry's letters": [("2017", "Thứ trưởng", "Bộ KH&CN"), ("2018", "Thứ trưởng", "Bộ Khoa học và Công nghệ")],
    "the parent in brackets": [("2017", "Phụ trách", "Cục Hóa chất (Bộ Công Thương)"),
                               ("2022", "Cục trưởng", "Cục Hóa chất")],
    "a body and its parent": [("2017", "Cục trưởng", "Cục Hóa chất (Bộ Công Thương)"),
                              ("2022", "Thứ trưởng", "Bộ Công Thương")],
    "posts that govern one province": [("2017", "Bí thư", "Tỉnh ủy Phú Thọ"),
                                       ("2019", "Chủ tịch", "UBND tỉnh Phú Thọ")],
    "a province that was merged": [("2024", "Chủ tịch", "UBND tỉnh Vĩnh Phúc"), ("2026", "Bí thư", "Tỉnh ủy Phú Thọ")],
    "successive posts in one trade": [("2017", "Giám đốc", "Sở Y tế tỉnh Phú Thọ"), ("2022", "Thứ trưởng", "Bộ Y tế")],
    "a title that says its body": [("2017", "Thủ tướng", None), ("2018", "Thủ tướng", "Chính phủ")],
    "a minister without a ministry": [("2017", "Thứ trưởng", "Bộ Xây dựng"), ("2017", "Thứ trưởng", None)],
}  # fmt: skip
TWO: dict[str, Sequence[Told]] = {
    "a director and a minister": [("2017", "Giám đốc", "Sở Công Thương tỉnh Phú Thọ"),
                                  ("2019", "Bộ trưởng", "Bộ Thông tin và Truyền thông")],
    "two provinces at one time": [("2017", "Giám đốc", "Sở Y tế tỉnh Phú Thọ"),
                                  ("2017", "Giám đốc", "Sở Y tế tỉnh Nghệ An")],
    "two provinces at two times": [("2015", "Giám đốc", "Sở Y tế tỉnh Phú Thọ"),
                                   ("2020", "Giám đốc", "Sở Y tế tỉnh Nghệ An")],
    "one trade at one time": [("2017", "Giám đốc", "Sở Y tế tỉnh Phú Thọ"), ("2017", "Thứ trưởng", "Bộ Y tế")],
    "two offices of one province": [("2017", "Giám đốc", "Sở Y tế tỉnh Phú Thọ"),
                                    ("2018", "Giám đốc", "Sở Tài chính tỉnh Phú Thọ")],
    "an office that every province has": [("2017", "Giám đốc", "Sở Y tế"), ("2017", "Giám đốc", "Sở Y tế")],
    "a commune of a common name": [("2017", "Chủ tịch", "UBND xã Tân Phú"), ("2017", "Chủ tịch", "UBND xã Tân Phú")],
    "two companies": [("2017", "Giám đốc", "Công ty CP Gạch An Bình"), ("2017", "Giám đốc", "Công ty TNHH Gốm Sao")],
}  # fmt: skip


def told(case: Sequence[Told]) -> list[Extraction]:
    return [article((title, body), year=year, name=NAME) for year, title, body in case]


@pytest.mark.parametrize("case", ONE)
@pytest.mark.parametrize("step", [1, -1])
def test_posts_that_fit_are_one_person_in_either_order(case: str, step: int, path: Path) -> None:
    save(path, told(ONE[case])[::step])
    assert len(people_of(path)) == 1


@pytest.mark.parametrize("case", TWO)
@pytest.mark.parametrize("step", [1, -1])
def test_a_name_alone_joins_nobody(case: str, step: int, path: Path) -> None:
    articles = told(TWO[case])
    save(path, [articles[0], named(longer(articles[1], "\nKhác."), "other.txt")][::step])
    assert len(people_of(path)) == 2


def test_those_who_may_be_one_are_for_review_and_those_who_cannot_be_are_not(path: Path) -> None:
    save(path, told([*TWO["a director and a minister"], TWO["two provinces at one time"][1]]))
    counted = ask(path, "SELECT verdict, count(*) FROM person_doubts GROUP BY verdict")
    assert counted == [("different", 1), ("possible", 2)]
    reasons = [reason for (reason,) in ask(path, "SELECT reason FROM possible_people")]
    assert any("sở công thương phú thọ" in reason and "bộ thông tin" in reason for reason in reasons)


def test_names_that_differ_by_a_mark_are_two_people_and_old_tone_marks_are_none(path: Path) -> None:
    post = ("Giám đốc", "Sở Y tế tỉnh Phú Thọ")
    names = ("Trần Thị Hiền", "Trần Thị Hiên", "Lê Hoà", "Lê Hòa", "LÊ HÒA")
    save(path, [article(post, year="2017", name=name) for name in names])
    assert len(people_of(path)) == 3


def test_an_official_with_both_posts_makes_two_people_one(path: Path) -> None:
    first, second = ("Bí thư", "Tỉnh ủy Phú Thọ"), ("Bộ trưởng", "Bộ Xây dựng")
    save(path, [article(first, year="2015"), article(second, year="2020")])
    assert len(people_of(path)) == 2
    save(path, [article(first, second, year="2021")])
    assert len(people_of(path)) == 1
    assert ask(path, "SELECT count(*), count(DISTINCT person_id) FROM person_links") == [(3, 1)]
    assert ask(path, "SELECT count(*) FROM people") == [(1,)]


def test_what_decided_is_kept_and_every_decision_by_hand_is_undone(path: Path) -> None:
    save(path, told(TWO["a director and a minister"]))
    before = people_of(path)
    with open_store(path, create=False) as store:
        store.join_people(1, 2)
        assert len(people_of(path)) == 1
        official = ask(path, "SELECT official_id FROM person_facts WHERE fact = 'post' ORDER BY seen")[0][0]
        made = store.part_person(1, official)
        assert sorted(ask(path, "SELECT DISTINCT person_id FROM person_facts")) == [(1,), (made,)]
        kept = ask(path, "SELECT decided_by, reason FROM person_links ORDER BY id")
        assert [by for by, _ in kept] == ["rule", "rule", *["manual"] * 4]
        assert all(reason for _, reason in kept)
        assert store.undo_people().startswith("parted")
        assert store.undo_people().startswith("joined")
        assert people_of(path) == before
        with pytest.raises(StoreError, match="nothing was joined"):
            store.undo_people()


def test_a_decision_by_hand_outlives_another_extraction_and_holds_for_what_comes(path: Path) -> None:
    save(path, told(TWO["a director and a minister"]))
    with open_store(path, create=False) as store:
        store.join_people(1, 2)
    again = [replace(e, ruleset="second ruleset") for e in told(TWO["a director and a minister"])]
    assert [o.result for o in save(path, again)] == ["re-extracted"] * 2
    assert len(people_of(path)) == 1
    save(path, [article(("Bộ trưởng", "Bộ Thông tin và Truyền thông"), year="2020")])
    assert len(people_of(path)) == 1


def test_another_extraction_leaves_each_as_he_was(path: Path) -> None:
    save(path, told([*TWO["a director and a minister"], *ONE["abbreviations"]]))
    before, ids = people_of(path), ask(path, "SELECT id, name FROM people")
    again = [replace(e, ruleset="second") for e in told([*TWO["a director and a minister"], *ONE["abbreviations"]])]
    save(path, again)
    assert (people_of(path), ask(path, "SELECT id, name FROM people")) == (before, ids)
    assert ask(path, "SELECT count(*) FROM person_links") == [(4,)]


@pytest.mark.parametrize(("join", "says"), [((1, 99), "no person has the id 99"), ((1, 1), "one person already")])
def test_what_cannot_be_joined_is_refused(join: tuple[int, int], says: str, path: Path) -> None:
    save(path, told(ONE["abbreviations"]))
    with open_store(path, create=False) as store:
        with pytest.raises(StoreError, match=says):
            store.join_people(*join)
        with pytest.raises(StoreError, match="has no official 99"):
            store.part_person(1, 99)
    save(path, [article(("Chủ tịch", "UBND tỉnh Nghệ An"), year="2020", name="Lê Văn Ba")])
    with open_store(path, create=False) as store, pytest.raises(StoreError, match="the only official"):
        store.part_person(2, 3)


def test_a_lookup_reads_an_index_and_never_a_whole_table(path: Path) -> None:
    """What `db/people.py` asks for a new official, by the plan that SQLite makes of it."""
    save(path, told(ONE["abbreviations"]))
    for sql in ("SELECT id FROM people WHERE name_key = 'a'",
                "SELECT person_id FROM person_links WHERE previous_id IN (SELECT id FROM people WHERE name_key = 'a')",
                "SELECT min(body_id) FROM posts WHERE person_id = 1 AND body_id > 2",
                "SELECT max(observed) FROM posts WHERE person_id = 1 AND body_id = 2",
                "SELECT id FROM bodies WHERE key = 'a' AND parent IS NULL",
                "SELECT fact_key FROM officials WHERE fact_key = 'a'"):  # fmt: skip
        plan = [row[-1] for row in ask(path, f"EXPLAIN QUERY PLAN {sql}")]
        assert all("SCAN" not in step for step in plan), (sql, plan)


def test_a_day_that_is_not_known_is_no_succession() -> None:
    trade = [Seen(Body("sở y tế phú thọ", trade="y tế", province="Phú Thọ"), day, day) for day in ("2017", None)]
    ministry = [Seen(Body("bộ y tế", trade="y tế"), "2022", "2022")]
    assert [judge([one], ministry).verdict for one in trade] == ["same", "possible"]


@pytest.mark.parametrize(
    ("organisation", "key", "area"),
    [
        ("Cục Hóa chất - Bộ Công Thương", "cục hóa chất", None),
        ("UBND huyện Thạch Thành, tỉnh Thanh Hóa", "ủy ban nhân dân huyện thạch thành thanh hóa", None),
        ("UBND tỉnh Ninh Bình", "ủy ban nhân dân ninh bình", "Ninh Bình"),
        ("UBND thành phố Ninh Bình", "ủy ban nhân dân thành phố ninh bình", None),
        ("Bộ LĐ-TB&XH", "bộ lao động thương binh và xã hội", "Việt Nam"),
        ("Sở Y tế tỉnh Vĩnh Phúc", "sở y tế vĩnh phúc", "Phú Thọ"),
        ("UBND tỉnh", None, None),
        ("Sở Công Thương", None, None),
    ],
)
def test_a_body_has_one_key_however_it_is_written(organisation: str, key: str | None, area: str | None) -> None:
    body = body_of(Post("Giám đốc", organisation), rules())
    assert (body.key, body.area) == (key, area)
