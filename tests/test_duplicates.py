"""The same press release in several papers is recognised and marked; two articles of one trade are not the same."""
from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.duplicates import SIMILAR, bands, shingles, similarity
from extractor.model import Block, Extraction, Reading, Source
from extractor.view import view
from tests.extraction import STEMS, gold_extraction, longer, named
from tests.stored import ask, corpus, save

REPORT = gold_extraction(STEMS[2])


def reprint(extraction: Extraction, name: str) -> Extraction:
    """What another paper makes of an article: its own title and another first paragraph, all facts gone."""
    text, told = extraction.source.text, extraction.article.blocks
    first = next(block for block in told if block.kind in ("lead", "paragraph"))
    old, new = first.span.of(text), "Tòa soạn tóm lược nội dung chính của ngày làm việc đầu tiên như sau. " * 9
    title = next(block for block in told if block.kind == "title")
    changed = text.replace(old, new[: len(old)].ljust(len(old), "."), 1)
    changed = changed[: title.span.start] + "X" * len(title.span) + changed[title.span.end :]
    source = _source(name, changed)
    reading = Reading(source, extraction.article, view(changed), ())
    return Extraction(reading, (), (), (), (), extraction.documents[:0], (), extraction.ruleset)


def _source(name: str, text: str) -> Source:
    content = text.encode()
    return Source(name, content, text, hashlib.sha256(content).hexdigest(), "text/plain", "utf-8")


def marked(path: Path) -> list[tuple[Any, ...]]:
    """The names of those that repeat others, with what they repeat."""
    return ask(path, "SELECT source, story FROM stories WHERE similarity IS NOT NULL ORDER BY source")


@pytest.mark.parametrize("stem", STEMS)
def test_a_reprint_with_another_title_and_paragraph_is_marked_and_kept(stem: str, tmp_path: Path) -> None:
    first = gold_extraction(stem)
    save(tmp_path / "test.db", [*corpus(), reprint(first, "a.txt"), reprint(first, "b.txt")])
    name = first.source.name
    assert marked(tmp_path / "test.db") == [("a.txt", name)]  # b.txt has the bytes of a.txt: one source
    assert ask(tmp_path / "test.db", "SELECT count(*) FROM articles WHERE current = 1") == [(6,)]
    ((alike,),) = ask(tmp_path / "test.db", "SELECT similarity FROM near_duplicates")
    assert SIMILAR <= alike < 1


def test_different_articles_of_one_trade_are_not_the_same(tmp_path: Path) -> None:
    save(tmp_path / "test.db", corpus())
    assert marked(tmp_path / "test.db") == []
    hashes = [shingles(e.source.text, e.article.blocks) for e in corpus()]
    assert max(similarity(a, b) for a in hashes for b in hashes if a is not b) < 0.2


def test_a_fact_of_one_story_is_counted_once(tmp_path: Path) -> None:
    other = longer(named(REPORT, "other.txt"), "\nNguồn: báo khác.")
    save(tmp_path / "test.db", [REPORT, other, longer(named(REPORT, "third.txt"), "\nTheo báo khác.")])
    assert {story for _, story in marked(tmp_path / "test.db")} == {REPORT.source.name}
    assert ask(tmp_path / "test.db", "SELECT DISTINCT articles FROM career") == [(1,)]
    assert ask(tmp_path / "test.db", "SELECT count(*) FROM official_facts") == [(3 * len(REPORT.officials),)]


def test_a_new_version_or_another_extraction_repeats_nobody_that_repeats_it(tmp_path: Path) -> None:
    copy = longer(named(REPORT, "copy.txt"), "\nNguồn: báo khác.")
    save(tmp_path / "test.db", [REPORT, copy, longer(REPORT, "\nTin đã sửa.")])
    assert marked(tmp_path / "test.db") == [("copy.txt", REPORT.source.name)]
    save(tmp_path / "test.db", [replace(longer(REPORT, "\nTin đã sửa."), ruleset="second")])
    assert marked(tmp_path / "test.db") == [("copy.txt", REPORT.source.name)]


def test_what_is_short_is_told_from_nobody_and_bands_do_not_change() -> None:
    text = "Ngày mai trời nắng, có nơi mưa rào và dông."
    short = shingles(text, [Block(replace(REPORT.article.blocks[0].span, start=0, end=len(text)), "paragraph")])
    assert (len(short), bands(short)) == (6, [])
    found = shingles(REPORT.source.text, REPORT.article.blocks)
    assert bands(found) == bands(frozenset(sorted(found)))
    assert similarity(found, found) == 1
    assert similarity(found, frozenset()) == 0


def test_candidates_are_found_by_an_index(tmp_path: Path) -> None:
    save(tmp_path / "test.db", corpus())
    sql = "SELECT article_id FROM article_bands WHERE (hash = 1 AND band = 0) OR (hash = 2 AND band = 1)"
    plan = [row[-1] for row in ask(tmp_path / "test.db", f"EXPLAIN QUERY PLAN {sql}")]
    assert all("SCAN" not in step for step in plan), plan
