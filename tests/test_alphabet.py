"""The order of Vietnamese words, in Python and in what lists show."""
from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from db.alphabet import alphabetical
from db.store import read_store
from tests.stored import ask
from tests.web import client, made_db

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
#: Each list is in order.
ORDERED = [
    list(LETTERS),
    list("aàảãáạăằẳẵắặâầẩẫấậb"),
    ["An", "Ân", "Ất", "Bùi", "Dương", "Đặng", "Đỗ", "Lê", "Lý", "Nguyễn", "Ông", "Trần", "Võ", "Vũ", "Ý"],
    ["Hà An", "Hà Văn Bình", "Hả Lan", "Hạ An", "Ham Bình"],
    ["ba", "ba ba", "ba bị", "bà", "bà con", "bả", "bá"],
    ["Lê Đình Cường", "Lê Hoàng", "Lê Ứng"],
    ["xã Đông 2", "xã Đông 10", "xã Đông 121", "xã Đồng"],
    ["", "8", "10", "a"],
    ["Kim Il-sung", "Kim Jong-un", "Kim, Lan"],
]


@pytest.mark.parametrize("ordered", ORDERED, ids=lambda ordered: ordered[-1])
def test_words_go_by_the_alphabet(ordered: list[str]) -> None:
    mixed = Random(5).sample(ordered, len(ordered))
    assert sorted(mixed, key=alphabetical) == ordered


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đặng", "đặng"), ("Đặng", "Ðặng"), ("Hòa", "Ho\u0300a"), ("a - b", "a b"), ("007", "7"), ("“Lúa”", "lúa")],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert alphabetical(one) == alphabetical(other)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = "Vũ Văn Ba", "Đặng Thị Hoa", "Ất Văn Lý", "Bùi Thị Na", "Dương Văn Tý", "An Văn Minh"
    said = " ".join(f"Ông {name}, Giám đốc Sở Công Thương tỉnh An Giang cho biết, giá lúa ổn định." for name in names)
    counted = "ông lão", "ống nước", "ổ bánh", "đám rẫy", "dãy nhà", "ấm trà", "ao cá", "áo mưa", "vườn cây"
    told = " ".join(f"Xã có {n} {what}." for n, what in enumerate(counted, 11))
    return made_db(tmp_path_factory.mktemp("alphabet"), f"Giá lúa của tỉnh An Giang\n\n{said}\n\n{told}\n")


def test_people_go_by_the_alphabet_page_after_page(path: Path) -> None:
    with read_store(path) as archive:
        names: list[str] = []
        after = ""
        while len(names) < 9:
            page = archive.person_lines(after=after, limit=2)
            names += [line.name for line in page.lines]
            if page.after is None:
                break
            after = page.after
    assert names == ["An Văn Minh", "Ất Văn Lý", "Bùi Thị Na", "Dương Văn Tý", "Đặng Thị Hoa", "Vũ Văn Ba"]


@pytest.mark.parametrize("most_first", [True, False])
def test_indicators_go_by_the_alphabet_page_after_page(path: Path, most_first: bool) -> None:
    """All have one figure, so that the alphabet decides in either order."""
    told = [key for (key,) in ask(path, "SELECT DISTINCT indicator_key FROM figures")]
    with read_store(path) as archive:
        keys: list[str] = []
        after = ""
        while len(keys) < len(told):
            page = archive.indicator_lines(after=after, most_first=most_first, limit=2)
            keys += [line.key for line in page.lines]
            after = page.after or ""
    assert keys == sorted(told, key=alphabetical)
    assert keys.index("ao cá") < keys.index("áo mưa") < keys.index("ấm trà") < keys.index("dãy nhà")
    assert keys.index("dãy nhà") < keys.index("đám rẫy") < keys.index("vườn cây")


def test_who_asks_in_sql_has_the_order_too(path: Path) -> None:
    asked = "SELECT name FROM people ORDER BY alphabetical(name), alphabetical(NULL), alphabetical(1)"
    told = client(path).get("/sql", query_string={"q": asked, "format": "json"}).text
    assert told.index("Ất") < told.index("Bùi") < told.index("Dương") < told.index("Đặng") < told.index("Vũ")
