"""Statements: who is reported to say what, with which verb, and where the words begin and end."""
from __future__ import annotations

import json
from dataclasses import replace
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
        (
            "Ông Lê Văn Sang, Giám đốc phân tích, cho biết thuốc men đã đủ.",
            [("Lê Văn Sang", "cho biết", "indirect", "thuốc men đã đủ.")],
        ),
        (
            "Ông Sang khẳng định, nhấn mạnh rằng dịch đã lắng.",
            [("Lê Văn Sang", "nhấn mạnh", "indirect", "dịch đã lắng.")],
        ),
        ("Theo ông Sang, thuốc men đầy đủ.", [("Lê Văn Sang", "Theo", "indirect", "thuốc men đầy đủ.")]),
        (
            "Sở Nội vụ tỉnh Phú Thọ đề nghị các xã báo cáo sớm.",
            [("Sở Nội vụ tỉnh Phú Thọ", "đề nghị", "indirect", "các xã báo cáo sớm.")],
        ),
        (
            "Ông Sang cảm ơn các bác sĩ và cam kết sẽ tăng lương cho họ.",
            [("Lê Văn Sang", "cam kết", "indirect", "sẽ tăng lương cho họ.")],
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

INTERVIEW = """PV: Thưa ông, tình hình ra sao?
Ông Lê Văn Sang: Dịch đã được kiểm soát trên toàn tỉnh.
- Nhân lực có đủ không, thưa ông?
- Còn thiếu nhiều ở vùng cao, nhất là bác sĩ.
Chúng tôi đang tuyển thêm người, thưa anh.
Xin cảm ơn ông!
Sở cho biết sẽ họp báo vào tuần tới."""


def test_answers_in_an_interview_are_statements_line_by_line() -> None:
    assert statements(INTRO + INTERVIEW)[:3] == [
        ("Lê Văn Sang", None, "direct", "Dịch đã được kiểm soát trên toàn tỉnh."),
        ("Lê Văn Sang", None, "direct", "Còn thiếu nhiều ở vùng cao, nhất là bác sĩ."),
        ("Lê Văn Sang", None, "direct", "Chúng tôi đang tuyển thêm người, thưa anh."),
    ]
    assert not any("họp báo" in said and verb is None for _, verb, _, said in statements(INTRO + INTERVIEW))


def test_questions_of_an_article_make_no_interview() -> None:
    assert statements(INTRO + "Vì sao giá thuốc tăng mạnh như vậy?\nNgười dân vẫn chưa có câu trả lời rõ ràng.") == []


def test_of_two_who_may_answer_neither_is_guessed() -> None:
    both = INTRO + "Bà Đỗ Thị Hà, Phó Giám đốc Sở Y tế tỉnh Phú Thọ cùng trả lời.\n"
    asked = "PV: Tình hình thế nào, thưa hai vị?\n- Mọi việc đã ổn định trở lại rồi."
    assert statements(both + asked) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VNDirect cho rằng thị trường sẽ hồi phục.", "VNDirect"),
        ("Dù vậy, MBS cũng nhận định giá sẽ còn giảm.", "MBS"),
        ("Theo hãng tin Reuters, hai bên đã ngừng bắn.", "hãng tin Reuters"),
        ("Theo CTCK Rồng Việt, dòng tiền đang trở lại.", "CTCK Rồng Việt"),
    ],
)
def test_an_organisation_known_by_its_capitals_speaks(text: str, expected: str) -> None:
    assert [speaker for speaker, *_ in statements(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["GDP dự báo tăng mạnh trở lại.", "NĐT cho rằng giá sẽ giảm.", "Moyes nói đội nhà hay."]
)
def test_other_capitals_do_not_speak(text: str) -> None:
    assert statements(text) == []


def test_a_quotation_behind_a_name_and_a_colon_is_said() -> None:
    text = INTRO + "Giám đốc Lê Văn Sang: “Không ai bị bỏ lại phía sau”."
    assert statements(text) == [("Lê Văn Sang", None, "direct", "Không ai bị bỏ lại phía sau")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ông Sang kể trước đây cả huyện chỉ có một trạm xá.", ["trước đây cả huyện chỉ có một trạm xá."]),
        ("Ông Sang nói sẽ tuyển thêm bác sĩ.", ["sẽ tuyển thêm bác sĩ."]),
        ("Ông Sang nói về việc tuyển bác sĩ.", []),
        ("Ông Sang chia sẻ kinh nghiệm chống dịch.", []),
    ],
)
def test_a_telling_verb_needs_no_sign_behind_a_person(text: str, said: list[str]) -> None:
    assert [words for *_, words in statements(INTRO + text)] == said

@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Giám đốc Sở Y tế Lê Văn Sang, thuốc đã đủ.", [("Theo", "thuốc đã đủ.")]),
        ("Ông Sang hôm 25/4 nói, thuốc đã đủ.", [("nói", "thuốc đã đủ.")]),
        ("Ông Sang đã trao quà và mong rằng các em học giỏi.", [("mong rằng", "các em học giỏi.")]),
        (
            "Nhấn mạnh vai trò của trạm y tế xã, ông Sang yêu cầu các huyện quan tâm.",
            [("Nhấn mạnh", "vai trò của trạm y tế xã"), ("yêu cầu", "các huyện quan tâm.")],
        ),
        (
            "“Thuốc men đã đủ rồi”, ông Sang nói. “Bác sĩ thì còn thiếu nhiều.”",
            [("nói", "Thuốc men đã đủ rồi"), ("nói", "Bác sĩ thì còn thiếu nhiều.")],
        ),
        ("Ông Sang phát biểu tại hội nghị về quy hoạch, tầm nhìn đến năm 2050.", []),
        ("Ông Sang thông tin về chương trình tiêm chủng.", []),
    ],
)
def test_a_person_speaks_in_other_shapes_too(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(verb, said) for _, verb, _, said in statements(INTRO + text)] == expected


def test_a_state_speaks_where_it_opens_a_clause() -> None:
    found = statements("Quân đội Ukraine cho biết, cầu đã sập. Trước đó, Nga tuyên bố sẽ rút hết quân.")
    assert [speaker for speaker, *_ in found] == ["Quân đội Ukraine", "Nga"]
    assert statements("Đại sứ Nga tuyên bố sẽ rút hết quân.") == []


def test_a_title_of_a_person_and_a_colon_is_said() -> None:
    text = "Giám đốc Lê Văn Sang: Thuốc men đã đủ cho mọi người\n" + INTRO
    reading = reading_of(text)
    blocks = (replace(reading.article.blocks[0], kind="title"), *reading.article.blocks[1:])
    titled = replace(reading, article=replace(reading.article, blocks=blocks))
    found = find_statements(titled, rules(), find_officials(titled, rules()))
    assert [(s.verb, s.kind, s.span.of(text)) for s in found] == [(None, "direct", "Thuốc men đã đủ cho mọi người")]

@pytest.mark.parametrize(
    "text",
    [
        "Theo đề nghị của Sở Tài chính, Sở Y tế yêu cầu các huyện báo cáo.",
        "Trong văn bản gửi Bộ Tài chính, Sở Y tế đề nghị tăng vốn cho trạm xá.",
        "Họp tại thành phố Hà Nội, Sở Y tế khẳng định thuốc đã đủ.",
    ],
)
def test_a_body_behind_an_object_and_a_comma_still_speaks(text: str) -> None:
    assert [speaker for speaker, *_ in statements(text)] == ["Sở Y tế"]

@pytest.mark.parametrize("marks", ["“”", "«»", '""', "‘’", "''"])
def test_quotation_marks_of_every_kind_hold_what_is_said(marks: str) -> None:
    said = f"{marks[0]}Thuốc men đã đủ cho mọi người{marks[1]}"
    for text in (f"{said}, ông Sang nói.", f"Ông Sang nhấn mạnh: {said}."):
        assert [(kind, words) for _, _, kind, words in statements(INTRO + text)] == [
            ("direct", "Thuốc men đã đủ cho mọi người")
        ]


def test_an_apostrophe_in_a_name_quotes_nothing() -> None:
    found = statements(INTRO + "Ông Sang cho biết chị H'Yim và chị H'Lan đã khỏe lại.")
    assert [words for *_, words in found] == ["chị H'Yim và chị H'Lan đã khỏe lại."]
