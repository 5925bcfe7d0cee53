"""An article for the terminal: numbers behind the facts, and what was dropped told apart without colours."""
from __future__ import annotations

from diembao.painting import Mark, painted
from extractor.model import Block, Span

TEXT = "Trang chủ\n\nTin  tức\nNăm 2017 đạt 128\u00a0tỷ đồng, ông A nói: tốt lắm.\n"
START = TEXT.index("Năm")
BLOCKS = [Block(Span(0, START - 1), "boilerplate", "menu"), Block(Span(START, len(TEXT)), "paragraph")]


def mark(quote: str, number: int, kind: str = "figure") -> Mark:
    start = TEXT.index(quote)
    return Mark(Span(start, start + len(quote)), kind, number)


def lines(*marks: Mark) -> list[str]:
    return [piece.plain for piece in painted(TEXT, BLOCKS, marks)]


def test_the_text_stands_letter_for_letter() -> None:
    assert lines()[1] == TEXT[START:].rstrip()


def test_what_was_dropped_is_one_line_with_its_reason() -> None:
    assert lines()[0] == "~ (menu) Trang chủ / Tin tức"


def test_a_number_stands_behind_each_fact() -> None:
    told = lines(mark("128\u00a0tỷ đồng", 1), mark("A", 2, "official"))[1]
    assert told == "Năm 2017 đạt 128\u00a0tỷ đồng[1], ông A[2] nói: tốt lắm."


def test_facts_that_end_together_share_a_bracket() -> None:
    said = mark("128\u00a0tỷ đồng, ông A", 2, "statement")
    assert "ông A[2,3] nói" in lines(mark("A", 3, "official"), said, mark("128\u00a0tỷ đồng", 1))[1]


def test_a_fact_is_underlined_also_inside_a_statement() -> None:
    whole = Mark(Span(START, len(TEXT) - 1), "statement", 1)
    piece = list(painted(TEXT, BLOCKS, [mark("128\u00a0tỷ đồng", 2), whole]))[1]
    styles = {str(span.style): piece.plain[span.start : span.end] for span in piece.spans}
    assert styles["underline cyan"].startswith("128")
    assert piece.plain.endswith("128\u00a0tỷ đồng[2], ông A nói: tốt lắm.[1]")
