"""Officials: the shapes in which a name and a post stand together, and every way in which the person is meant."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.model import Official
from extractor.officials import find_officials
from tests.reading import CORPUS, gold_reading, reading_of, rules


def officials(text: str) -> tuple[Official, ...]:
    return find_officials(reading_of(text), rules())


def rows(text: str) -> list[tuple[str, str, str | None]]:
    return [(o.name, o.title, o.organisation) for o in officials(text)]


def mentions(text: str) -> list[list[str]]:
    return [[span.of(text) for span in o.mentions] for o in officials(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chiều qua, ông Lê Văn Sang, Giám đốc Sở Y tế tỉnh Phú Thọ dự.",
            [("Lê Văn Sang", "Giám đốc", "Sở Y tế tỉnh Phú Thọ")],
        ),
        (
            "Giám đốc Sở Nội vụ tỉnh Hà Giang Vàng Thị Mỷ phát biểu.",
            [("Vàng Thị Mỷ", "Giám đốc", "Sở Nội vụ tỉnh Hà Giang")],
        ),
        ("Theo ông Bùi Nam - Cục trưởng Cục Hóa chất, giá giảm.", [("Bùi Nam", "Cục trưởng", "Cục Hóa chất")]),
        ("Thứ trưởng Bộ NN&PTNT Hoàng Văn Bốn chủ trì.", [("Hoàng Văn Bốn", "Thứ trưởng", "Bộ NN&PTNT")]),
        (
            "Đồng chí Trần Minh, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh dự lễ.",
            [("Trần Minh", "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch", "HĐND tỉnh")],
        ),
        ("TS. Đinh Hạ, Viện trưởng Viện Dinh dưỡng nói.", [("Đinh Hạ", "Viện trưởng", "Viện Dinh dưỡng")]),
        (
            "Đại tá Vũ Anh Tú, Phó Giám đốc Công an tỉnh Nam Định, có mặt.",
            [("Vũ Anh Tú", "Phó Giám đốc", "Công an tỉnh Nam Định")],
        ),
        (
            "Ông Phan A Lử, Phụ trách Cục Thú y, Ông Hồ Bảo, Phó Cục trưởng Cục Thú y và Bà Tạ Hoa, "
            "Vụ trưởng Vụ Pháp chế cùng chủ trì.",
            [
                ("Phan A Lử", "Phụ trách", "Cục Thú y"),
                ("Hồ Bảo", "Phó Cục trưởng", "Cục Thú y"),
                ("Tạ Hoa", "Vụ trưởng", "Vụ Pháp chế"),
            ],
        ),
        (
            "Dự họp có các ông: Lý Văn Cao, Phó Chủ tịch UBND tỉnh Sơn La; Đào Duy Khánh, Phó Bí thư Tỉnh ủy.",
            [("Lý Văn Cao", "Phó Chủ tịch", "UBND tỉnh Sơn La"), ("Đào Duy Khánh", "Phó Bí thư", "Tỉnh ủy")],
        ),
        (
            "Bà Jennifer Lopez, Tổng Giám đốc Công ty CP Nam Phương, cho biết.",
            [("Jennifer Lopez", "Tổng Giám đốc", "Công ty CP Nam Phương")],
        ),
        ("Tổng thống Pháp Emmanuel Macron tới Hà Nội.", [("Emmanuel Macron", "Tổng thống", "Pháp")]),
        ("Bộ trưởng Y tế Nguyễn Kim Ngân trả lời chất vấn.", [("Nguyễn Kim Ngân", "Bộ trưởng", "Bộ Y tế")]),
        (
            "Ông Mai Xuân, nguyên Thứ trưởng Bộ Tài chính, góp ý.",
            [("Mai Xuân", "nguyên Thứ trưởng", "Bộ Tài chính")],
        ),
        ("Bà Rịa - Vũng Tàu đón 2.000 khách; ông bà nội ngoại đều vui.", []),
        ("Ông Trần Văn Tư, 60 tuổi, nông dân, kể chuyện. Đường Nguyễn Huệ đông người.", []),
        ("Chủ tịch UBND tỉnh Hà Nam yêu cầu rà soát.", []),
    ],
)
def test_shapes(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert rows(text) == expected


def test_each_post_is_kept_with_its_own_body() -> None:
    (official,) = officials("Ông Trần Minh, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lai Châu dự.")
    assert [(p.title, p.organisation) for p in official.posts] == [
        ("Bí thư", "Tỉnh ủy"), ("Chủ tịch", "HĐND tỉnh Lai Châu")
    ]


def test_the_body_is_given_in_the_fullest_form_that_the_article_writes() -> None:
    text = "Chủ tịch UBND tỉnh Đỗ Cao Sơn họp.\nÔng Đỗ Cao Sơn, Chủ tịch UBND tỉnh Bắc Kạn, kết luận."
    assert rows(text) == [("Đỗ Cao Sơn", "Chủ tịch", "UBND tỉnh Bắc Kạn")]


def test_short_names_titles_and_offices_are_mentions() -> None:
    text = (
        "Chủ tịch UBND tỉnh Đỗ Cao Sơn làm việc với xã.\nChủ tịch UBND tỉnh yêu cầu làm nhanh. Ông Sơn lưu ý thêm.\n"
        "Người đứng đầu chính quyền tỉnh cảm ơn bà con."
    )
    assert mentions(text) == [["Đỗ Cao Sơn", "Chủ tịch UBND tỉnh", "Ông Sơn", "Người đứng đầu chính quyền tỉnh"]]


def test_a_short_name_means_the_last_one_named_in_full() -> None:
    text = "Ông Lê Sơn, Giám đốc Sở Y tế, nói.\nNông dân gặp ông Vi Văn Sơn. Ông Sơn rất vui."
    assert mentions(text) == [["Ông Lê Sơn"]]


def test_a_title_that_two_hold_means_neither() -> None:
    text = "Thứ trưởng Bộ Y tế Lê An Bình và Thứ trưởng Bộ Y tế Vũ Hải Minh dự. Thứ trưởng phát biểu."
    assert mentions(text) == [["Lê An Bình"], ["Vũ Hải Minh"]]


@pytest.mark.parametrize("gold_file", sorted((CORPUS / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_the_corpus_is_read_as_annotated(gold_file: Path) -> None:
    gold = json.loads(gold_file.read_text("utf-8"))
    found = find_officials(gold_reading(gold_file, CORPUS / "articles" / f"{gold_file.stem}.txt"), rules())
    assert {(o.name, o.title, o.organisation) for o in found} == {
        (o["name"], o["title"], o["organisation"]) for o in gold["officials"]
    }
    expected = {mention["start"] for official in gold["officials"] for mention in official["mentions"]}
    assert {span.start for official in found for span in official.mentions} == expected

@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dự có các Phó Chủ tịch UBND huyện: Trần Văn An, Nguyễn Thị Bình và Lê Văn Chung.",
            ["Trần Văn An", "Nguyễn Thị Bình", "Lê Văn Chung"],
        ),
        ("Các Thứ trưởng Bộ Nội vụ Đỗ Văn Hải và Bùi Xuân Ích cùng dự.", ["Đỗ Văn Hải", "Bùi Xuân Ích"]),
        ("Hai Phó Giám đốc Sở Y tế là ông Hồ Sơn Hà và bà Cao Thị Thủy.", ["Hồ Sơn Hà", "Cao Thị Thủy"]),
        ("Ông Tạ Minh Long và bà Vũ Thị Mai, các Phó Giám đốc Sở Y tế, cùng đi.", ["Tạ Minh Long", "Vũ Thị Mai"]),
    ],
)
def test_a_post_of_several_is_given_to_each_of_them(text: str, expected: list[str]) -> None:
    found = rows(text)
    assert [name for name, _, _ in found] == expected
    assert len({(title, body) for _, title, body in found}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Tạ Minh Long, ông Vũ Hải Đăng, Phó Giám đốc Sở Y tế, cùng đi.", ["Vũ Hải Đăng"]),
        ("Các Phó Chủ tịch xã: Trần Văn An; Lê Văn Chung, Giám đốc Sở Y tế.", ["Trần Văn An", "Lê Văn Chung"]),
        ("Phó Giám đốc Sở Y tế Trần Văn An và Lê Văn Chung cùng đi.", ["Trần Văn An"]),
        ("Sáng 5/3 Giám đốc Sở Y tế Trần Văn An và Lê Văn Chung đi.", ["Trần Văn An"]),
        ("Cuối năm 2024 Giám đốc Sở Y tế Trần Văn An và Lê Văn Chung đi.", ["Trần Văn An"]),
    ],
)
def test_a_post_of_one_is_not_spread(text: str, expected: list[str]) -> None:
    assert [name for name, _, _ in rows(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Luật sư Lê Văn Tỵ (Đoàn luật sư TP Hà Nội) cho rằng án đã rõ.",
            [("Lê Văn Tỵ", "Luật sư", "Đoàn luật sư TP Hà Nội")],
        ),
        ("Bác sĩ Trần Thị Mận, Bệnh viện Bạch Mai, nói.", [("Trần Thị Mận", "Bác sĩ", "Bệnh viện Bạch Mai")]),
        ("HLV Roberto Carlos của Everton rất vui.", [("Roberto Carlos", "HLV", "Everton")]),
        ("Theo luật sư Lê Văn Tỵ, Bộ Tư pháp cần sửa luật.", []),
        ("Bác sĩ Trần Thị Mận rất bận.", []),
    ],
)
def test_a_profession_is_a_post_with_the_body_that_is_told_behind_the_name(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Đại tá Đinh Văn Uy, Giám đốc Công an tỉnh, phát biểu.", "Công an tỉnh"),
        ("Cùng dự có ông Đỗ Giang, Chủ tịch UBND huyện. Hội nghị đã bàn nhiều việc.", "UBND huyện"),
        ("Thiếu tướng Vương Văn Tâm, Tư lệnh Quân khu 7, đến thăm.", "Quân khu 7"),
        ("Tổng giám đốc FPT Telecom Hà Minh Tuấn trả lời.", "FPT Telecom"),
        ("Ông Park Hang-seo, HLV trưởng đội tuyển Việt Nam, trở lại.", "đội tuyển Việt Nam"),
    ],
)
def test_the_body_of_a_post_ends_where_its_name_does(text: str, body: str) -> None:
    assert [organisation for _, _, organisation in rows(text)] == [body]

@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bộ trưởng Bộ Xây dựng Trịnh Hải Dũng dự. Bộ trưởng Dũng rời đi.", ["Trịnh Hải Dũng", "Bộ trưởng Dũng"]),
        ("Ngoại trưởng Nga Sergei Lavrov đến. Ngoại trưởng Lavrov ở lại.", ["Sergei Lavrov", "Ngoại trưởng Lavrov"]),
        ("Bộ trưởng Bộ Xây dựng Trịnh Hải Dũng dự. Thứ trưởng Dũng vắng.", ["Trịnh Hải Dũng"]),
    ],
)
def test_a_title_with_a_given_name_means_its_holder(text: str, expected: list[str]) -> None:
    assert mentions(text) == [expected]


def test_a_full_name_behind_a_comma_is_the_posts_where_it_speaks() -> None:
    assert rows("Phó Giám đốc Sở Y tế, Lê Huỳnh Minh Tú đề xuất.") == [("Lê Huỳnh Minh Tú", "Phó Giám đốc", "Sở Y tế")]
    assert rows("Đại diện Giám đốc Sở Y tế, Lê Huỳnh Minh Tú cùng đoàn.") == []

def test_a_title_that_lost_its_space_is_told_with_it() -> None:
    text = "Chủtịch UBND thành phố Huế Lê Văn An dự. Chủ tịch UBND TP Lê Văn An nói."
    assert [title for _, title, _ in rows(text)] == ["Chủ tịch"]
