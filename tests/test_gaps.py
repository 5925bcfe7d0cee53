"""What may have been missed: each place that looks like a fact is told, excused or a gap."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extractor.gaps import find_triggers, gaps
from extractor.model import Extraction, Numeral, Span
from extractor.pipeline import extract
from extractor.source import read_source
from extractor.triggers import Trigger, told_in
from tests.reading import CORPUS, rules

ARTICLES = sorted((CORPUS / "articles").glob("*.txt"))



@cache
def bundled(path: Path) -> Extraction:
    return extract(read_source(path.read_bytes(), path.name), rules())


#: A page with a statement, an official and an event, and lines that may or may not tell more.
PAGE = """Xã Đông Hòa mở chợ phiên

Ngày 12/5/2024, UBND xã Đông Hòa tổ chức Hội nghị xúc tiến chợ phiên tại nhà văn hóa xã.

Ông Trần Văn Lực, Chủ tịch UBND xã Đông Hòa cho biết, bà con rất phấn khởi khi có chợ mới.

{line}

Chợ họp vào thứ bảy hằng tuần, bán rau quả và đồ thủ công của các thôn trong xã.
"""


def read(line: str) -> tuple[Extraction, list[Trigger]]:
    """An article with this line, as it is extracted, and the triggers in the line."""
    found = extract(read_source(PAGE.format(line=line).encode(), "cho.txt"), rules())
    start = found.source.text.index(line)
    triggers = find_triggers(found.reading, rules(), told_in(found))
    return found, [t for t in triggers if start <= t.span.start < start + len(line)]


def seen(line: str) -> dict[str, str | None]:
    """The triggers of a line by their words, each with its excuse."""
    found, triggers = read(line)
    return {t.span.of(found.source.text): t.excuse for t in triggers if t.kind != "numeral"}


@pytest.mark.parametrize(
    ("line", "words", "excuse"),
    [
        ("Sở Y tế chưa cảnh báo về việc này.", "cảnh báo", "negated"),
        ("Sở Y tế cần lưu ý thêm về việc này.", "lưu ý", "aimed"),
        ("Chợ được đánh giá cao trong vùng.", "đánh giá cao", "passive"),
        ("Đó là ý kiến chỉ đạo sát sao.", "chỉ đạo", "noun"),
        ("Báo cáo của đoàn cũng nêu rõ, chợ còn thiếu chỗ để xe.", "nêu rõ", "paper"),
        ("Nhiều người cho rằng chợ sẽ đông.", "cho rằng", "nobody named"),
        ("Anh Lê Văn Tám cho biết, rau bán rất chạy.", "cho biết", "no post"),
        ("Sở Y tế chia sẻ vui buồn cùng bà con.", "chia sẻ", "no words"),
        ("Theo Sở Y tế, có 12 người bị say nắng.", "Theo", "figures"),
        ("Các hộ được chuyển giao công nghệ sấy.", "giao", "part of a word"),
        ("Các giám đốc đến xem chợ từ sớm.", "giám đốc", "one of many"),
        ("Giám đốc Sở Công Thương đến xem chợ.", "Giám đốc", "no name"),
        ("Xã mở 12 hội nghị như thế mỗi năm.", "hội nghị", "one of many"),
        ("Xã phấn đấu khánh thành chợ mới trong năm.", "khánh thành", "aimed"),
        ("Năm qua, Sở Y tế đã kiểm tra 48 cơ sở ở huyện.", "kiểm tra", "summed up"),
    ],
)
def test_what_only_looks_like_a_fact_is_excused(line: str, words: str, excuse: str) -> None:
    assert seen(line).get(words, "not seen") == excuse


@pytest.mark.parametrize(
    ("line", "kind", "words", "beside"),
    [
        ("Ngân hàng này kỳ vọng khách sẽ đông hơn vào dịp Tết.", "statement", "kỳ vọng", "Ngân hàng này"),
        ("Sở Y tế, sau nhiều lần khảo sát kỹ, khuyến cáo bà con đeo khẩu trang.", "statement", "khuyến cáo", "Sở Y tế"),
        ("Ông Đỗ Văn Bảy tiếp tục làm Giám đốc Sở Y tế.", "official", "Giám đốc", "Ông Đỗ Văn Bảy"),
    ],
)
def test_what_no_fact_covers_is_a_gap(line: str, kind: str, words: str, beside: str) -> None:
    found, triggers = read(line)
    (gap,) = gaps(triggers)
    assert (gap.kind, gap.span.of(found.source.text)) == (kind, words)
    assert gap.beside is not None
    assert gap.beside.of(found.source.text) == beside
    assert gap.line.contains(gap.span)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name[:3])
def test_nothing_is_missed_in_the_bundled_articles(path: Path) -> None:
    """All their facts are found, as `diembao score` holds, so that a gap here would be noise."""
    found = bundled(path)
    assert gaps(find_triggers(found.reading, rules(), told_in(found))) == []


KINDS = {"statement": "statements", "official": "officials", "event": "events"}


@pytest.mark.parametrize("kind", KINDS)
def test_most_facts_that_are_taken_away_show_as_gaps(kind: str) -> None:
    shown = [is_shown for path in ARTICLES for is_shown in _without_each(bundled(path), kind)]
    least = {"statement": 0.9, "official": 1.0, "event": 0.6}  # documents issued have no trigger of their own
    assert sum(shown) >= least[kind] * len(shown)


def _without_each(found: Extraction, kind: str) -> Iterator[bool]:
    """Whether a gap of the kind stands in a sentence of each fact, when that fact alone is not told."""
    facts = getattr(found, KINDS[kind])
    for index, fact in enumerate(facts):
        less = replace(found, **{KINDS[kind]: facts[:index] + facts[index + 1 :]})
        left = gaps(find_triggers(found.reading, rules(), told_in(less)))
        spans = fact.mentions if kind != "statement" else (fact.span, fact.verb_span or fact.span)
        homes = [s.span for s in found.reading.sentences if any(span.overlaps(s.span) for span in spans)]
        yield any(gap.kind == kind and any(gap.line.overlaps(home) for home in homes) for gap in left)


def test_a_number_that_no_rule_explains_is_a_gap() -> None:
    found, _ = read("Chợ có nhiều hàng.")
    at = found.source.text.index("12/5")
    told = replace(told_in(found), numerals=(Numeral(Span(at, at + 2), "unknown"),))
    (gap,) = gaps(find_triggers(found.reading, rules(), told))
    assert (gap.kind, gap.span) == ("numeral", Span(at, at + 2))


def test_verbs_in_what_was_dropped_are_excused() -> None:
    found = bundled(ARTICLES[3])
    triggers = find_triggers(found.reading, rules(), told_in(found))
    dropped = [block.span for block in found.article.blocks if block.kind == "boilerplate"]
    inside = [t for t in triggers if any(span.contains(t.span) for span in dropped)]
    assert inside
    assert {t.excuse for t in inside} == {"boilerplate"}
