"""Statements: who is reported to say what, with which verb, and where the words begin and end."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.officials import find_officials
from extractor.statements import find_statements
from tests.reading import CORPUS, gold_reading, reading_of, rules

INTRO = "Ông Lê Văn Sang, Giám đốc Sở Y tế tỉnh Phú Thọ dự họp.\n"


def statements(text: str) -> list[tuple[str, str | None, str, str]]:
    reading = reading_of(text)
    found = find_statements(reading, rules(), find_officials(reading, rules()))
    return [(s.speaker, s.verb, s.kind, s.span.of(text)) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Sang cho biết, dịch đã lắng.", [("Lê Văn Sang", "cho biết", "indirect", "dịch đã lắng.")]),
        (
            "“Chúng tôi đã sẵn sàng mọi mặt”, ông Sang nói.",
            [("Lê Văn Sang", "nói", "direct", "Chúng tôi đã sẵn sàng mọi mặt")],
        ),
        (
            "Ông Sang nhấn mạnh: \"Không ai bị bỏ lại phía sau\".",
            [("Lê Văn Sang", "nhấn mạnh", "direct", "Không ai bị bỏ lại phía sau")],
        ),
        ("Theo ông Sang, thuốc men đầy đủ.", [("Lê Văn Sang", "Theo", "indirect", "thuốc men đầy đủ.")]),
        (
            "Sở Nội vụ tỉnh Phú Thọ đề nghị các xã báo cáo sớm.",
            [("Sở Nội vụ tỉnh Phú Thọ", "đề nghị", "indirect", "các xã báo cáo sớm.")],
        ),
        (
            "Ông Sang cảm ơn các bác sĩ và cam kết sẽ tăng lương cho họ.",
            [],
        ),
        (
            "Ông Sang yêu cầu các huyện rà soát kỹ; đồng thời đề nghị người dân yên tâm.",
            [
                ("Lê Văn Sang", "yêu cầu", "indirect", "các huyện rà soát kỹ"),
                ("Lê Văn Sang", "đề nghị", "indirect", "người dân yên tâm."),
            ],
        ),
        (
            "Ông Sang khẳng định vắc xin đã đủ. Các xã đã tiêm xong. Trước đó, đoàn thăm trạm y tế.",
            [("Lê Văn Sang", "khẳng định", "indirect", "vắc xin đã đủ. Các xã đã tiêm xong.")],
        ),
        ("Báo cáo của Sở Nội vụ nêu rõ, biên chế giảm.", []),
        ("Theo Sở Nội vụ, biên chế giảm 5% trong năm.", []),
        ("Kinh tế nói chung và ngành y nói riêng còn khó.", []),
        ("Biệt danh “vua lúa gạo miền Tây” gắn với ông Sang.", []),
    ],
)
def test_shapes(text: str, expected: list[tuple[str, str | None, str, str]]) -> None:
    assert statements(INTRO + text) == expected


def test_a_quotation_over_paragraphs_is_one_statement_each() -> None:
    text = INTRO + "“Năm nay chúng tôi mua thêm máy.\nSang năm sẽ xây thêm nhà”, ông Sang nói."
    assert [s[3] for s in statements(text)] == ["Năm nay chúng tôi mua thêm máy.", "Sang năm sẽ xây thêm nhà"]


@pytest.mark.parametrize("gold_file", sorted((CORPUS / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_the_corpus_is_read_as_annotated(gold_file: Path) -> None:
    gold = json.loads(gold_file.read_text("utf-8"))
    reading = gold_reading(gold_file, CORPUS / "articles" / f"{gold_file.stem}.txt")
    found = find_statements(reading, rules(), find_officials(reading, rules()))
    assert [(s.speaker, s.verb, s.kind, s.span.start, s.span.end) for s in found] == [
        (s["speaker"], s["verb"], s["kind"], s["start"], s["end"]) for s in gold["statements"]
    ]
