"""A text cut at the ends of overlapping marks."""
from __future__ import annotations

import random

from diembao.marking import segments
from extractor.model import Span


def cut(length: int, *marks: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    pieces = segments(length, [(Span(start, end), name) for start, end, name in marks])
    return [(span.start, span.end, "".join(names)) for span, names in pieces]


def test_a_text_without_marks_is_one_piece() -> None:
    assert cut(5) == [(0, 5, "")]
    assert cut(0) == []


def test_marks_that_overlap_share_the_piece_between_them() -> None:
    assert cut(10, (1, 6, "a"), (4, 9, "b")) == [(0, 1, ""), (1, 4, "a"), (4, 6, "ab"), (6, 9, "b"), (9, 10, "")]


def test_a_mark_inside_another_keeps_the_order_in_which_they_were_given() -> None:
    assert cut(4, (1, 2, "b"), (0, 4, "a")) == [(0, 1, "a"), (1, 2, "ba"), (2, 4, "a")]


def test_marks_that_touch_do_not_share_a_piece() -> None:
    assert cut(4, (0, 2, "a"), (2, 4, "b")) == [(0, 2, "a"), (2, 4, "b")]


def test_a_mark_is_cut_to_the_text_and_an_empty_one_marks_nothing() -> None:
    assert cut(3, (-2, 1, "a"), (2, 9, "b"), (1, 1, "c"), (5, 7, "d")) == [(0, 1, "a"), (1, 2, ""), (2, 3, "b")]


def test_every_character_is_in_one_piece_with_all_the_marks_that_cover_it() -> None:
    chance = random.Random(7)
    for _ in range(200):
        length = chance.randrange(30)
        marks = [(Span(chance.randrange(-3, 33), chance.randrange(-3, 33)), n) for n in range(chance.randrange(8))]
        pieces = list(segments(length, marks))
        covered = [at for span, _ in pieces for at in range(span.start, span.end)]
        assert covered == list(range(length))
        for span, names in pieces:
            for at in range(span.start, span.end):
                assert list(names) == [n for mark, n in marks if mark.start <= at < mark.end]
