"""An article's text as runs: nothing lost, overlaps shown, white space never a link."""
from __future__ import annotations

from pathlib import Path

import pytest

from db.reader import StoredArticle, StoredFact
from db.store import read_store
from diembao.web.marked_text import Marks, Paragraph, facts_of, paragraphs
from extractor.model import Block, Span

TEXT = "Ông An nói: đạt 5% và 7% năm."


def fact(kind: str, start: int, end: int) -> StoredFact:
    span = Span(start, end)
    return StoredFact(kind, f"{kind}{start}", "r", span, span.of(TEXT), {}, (span,))


STATEMENT, FIRST, SECOND = fact("statement", 12, 29), fact("figure", 16, 18), fact("figure", 22, 24)


def shown(*facts: StoredFact, text: str = TEXT, marks: Marks | None = None) -> Paragraph:
    article = StoredArticle(1, text, {}, (Block(Span(0, len(text)), "paragraph"),), facts)
    (paragraph,) = paragraphs(article, facts_of(article), marks or Marks())
    return paragraph


def test_each_run_has_all_facts_that_cover_it_the_innermost_first() -> None:
    runs = shown(STATEMENT, FIRST, SECOND).runs
    told = [("".join(p.text for p in run.pieces), [f.kind for f in run.facts], run.ends) for run in runs]
    assert told == [
        ("Ông An nói: ", [], ()),
        ("đạt ", ["statement"], ()),
        ("5%", ["figure", "statement"], (2,)),
        (" và ", ["statement"], ()),
        ("7%", ["figure", "statement"], (3,)),
        (" năm.", ["statement"], (1,)),
    ]


def test_a_field_does_not_cut_a_link() -> None:
    key = FIRST.fact_key
    marks = Marks(key, {"number": Span(16, 17), "indicator": Span(12, 15)}, {"unexplained": [Span(22, 24)]})
    runs = shown(FIRST, marks=marks).runs
    (link,) = (run for run in runs if run.facts)
    assert [(piece.text, piece.anchors) for piece in link.pieces] == [("5", ("here", "read-number")), ("%", ())]
    assert link.selected
    assert [p.text for run in runs for p in run.pieces if "unexplained" in p.labels] == ["7%"]


def test_white_space_between_facts_is_no_link() -> None:
    runs = shown(fact("statement", 12, 29), fact("figure", 12, 15), fact("figure", 16, 18)).runs
    assert [(run.pieces[0].text, run.is_link) for run in runs][1:4] == [("đạt", True), (" ", False), ("5%", True)]


@pytest.mark.parametrize("article_id", range(1, 6))
def test_all_of_an_article_is_shown_at_its_place(bundled_db: Path, article_id: int) -> None:
    with read_store(bundled_db) as archive:
        article = archive.article(article_id)
    pieces = [
        piece for one in paragraphs(article, facts_of(article), Marks()) for run in one.runs for piece in run.pieces
    ]
    assert all(article.text[p.start : p.start + len(p.text)] == p.text for p in pieces)
    covered = {at for p in pieces for at in range(p.start, p.start + len(p.text))}
    assert not "".join(c for at, c in enumerate(article.text) if at not in covered).strip()
