"""Rules on a masked view find what they would find if its words were looked up anew."""
from __future__ import annotations

import pytest

from extractor import openings
from extractor.model import Span
from extractor.openings import masked, matches
from tests.reading import rules

TEXT = "Hôm 05/4/2024, theo Tờ trình số 99/TTr-UBND, huyện chi trên 12,5 tỷ đồng; giá cà phê tăng 3,4% và thêm 40 người"


@pytest.mark.parametrize("blanked", [[], [Span(4, 13)], [Span(4, 13), Span(20, 43)], [Span(0, len(TEXT))]])
def test_the_words_of_the_whole_lead_to_the_same_matches(blanked: list[Span]) -> None:
    view, whole = masked(TEXT, blanked), Span(0, len(TEXT))
    assert len(view) == len(TEXT)
    for rule in rules().rules:
        if rule.opens:
            found = [match.span() for match in matches(rule, view, whole)]
            openings._starts.cache_clear()  # a masked view and its characters are one key
            assert found == [match.span() for match in matches(rule, str(view), whole)], rule.name
            openings._starts.cache_clear()


def test_what_is_blanked_is_not_found() -> None:
    number = rules().rule("numerals:document_number")
    start = TEXT.index("99/")
    assert [match["number"] for match in matches(number, TEXT, Span(0, len(TEXT)))] == ["99"]
    blank = masked(TEXT, [Span(start, start + len("99/TTr-UBND"))])
    assert not list(matches(number, blank, Span(0, len(TEXT))))
