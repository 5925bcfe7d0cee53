"""`diembao coverage`: what may have been missed in stored articles, in its sentence, the worst articles first."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command import call
from tests.stored import ask

Capsys = pytest.CaptureFixture[str]

QUIET = """Trường Tiểu học Bình Minh đón học sinh mới

Ông Trần Văn Lực, Hiệu trưởng Trường Tiểu học Bình Minh cho biết, các em đều có sách vở mới.

Trường nằm bên bờ sông, có nhiều cây xanh và sân chơi rộng cho các em học sinh vui chơi.
"""
GAPPY = """Bệnh viện đa khoa Bình An có thêm giường bệnh

Ông Trần Văn Lực, Giám đốc Bệnh viện đa khoa Bình An cho biết, giường bệnh mới đã sẵn sàng.

Bệnh viện này kỳ vọng người bệnh sẽ bớt phải chờ đợi lâu như những năm trước đây.

Ông Đỗ Văn Bảy tiếp tục làm Giám đốc Sở Y tế.

Sở Y tế, sau nhiều lần khảo sát, khuyến cáo người bệnh đặt lịch hẹn trước khi đến khám.
"""


@pytest.fixture
def database(tmp_path: Path, capsys: Capsys) -> Path:
    for name, text in (("a.txt", QUIET), ("b.txt", GAPPY)):
        (tmp_path / name).write_text(text, "utf-8")
    path = tmp_path / "two.db"
    assert call(capsys, "ingest", tmp_path / "a.txt", tmp_path / "b.txt", "--db", path).code == 0
    return path


def covered(capsys: Capsys, path: Path, *args: object) -> list[dict[str, Any]]:
    return list(json.loads(call(capsys, "coverage", "--db", path, "--format", "json", *args).out))


def test_the_worst_article_comes_first_with_its_gaps(database: Path, capsys: Capsys) -> None:
    first, second = covered(capsys, database)
    assert (first["article"], first["gaps"]) == (2, 3)
    assert (second["article"], second["gaps"], second["places"]) == (1, 0, [])
    assert [(place["kind"], place["text"], place["beside"]["text"]) for place in first["places"]] == [
        ("statement", "kỳ vọng", "Bệnh viện này"),
        ("official", "Giám đốc", "Ông Đỗ Văn Bảy"),
        ("statement", "khuyến cáo", "Sở Y tế"),
    ]


def test_places_are_where_they_say(database: Path, capsys: Capsys) -> None:
    (text,) = ask(database, "SELECT text FROM articles WHERE id = 2")[0]
    places = covered(capsys, database, "--all")[0]["places"]
    assert len(places) > 3
    for place in places:
        assert text[place["start"] : place["end"]] == place["text"]
        assert place["text"] in place["sentence"]
        assert (place["excuse"] is None) == (place["why"] is None)


def test_a_gap_is_shown_with_carets_under_it(database: Path, capsys: Capsys) -> None:
    out = call(capsys, "coverage", "--db", database).out
    lines = [line for line in out.splitlines() if line]
    at = next(i for i, line in enumerate(lines) if "kỳ vọng" in line)
    assert lines[at + 1][lines[at].index("kỳ vọng") :].startswith("^" * len("kỳ vọng"))
    assert lines[at + 1][lines[at].index("Bệnh viện này") :].startswith("^" * len("Bệnh viện này") + " ")
    assert "#1" not in out


def test_filters_and_limit(database: Path, capsys: Capsys) -> None:
    assert [one["gaps"] for one in covered(capsys, database, "--kind", "official")] == [1, 0]
    assert [one["article"] for one in covered(capsys, database, "--article", "giường")] == [2]
    ended = call(capsys, "coverage", "--db", database, "--limit", 2)
    assert len(re.findall(r"^ *characters", ended.out, re.MULTILINE)) == 2
    assert "3 may have been missed; 1 more with a higher --limit" in ended.err


@pytest.mark.parametrize(("most", "code"), [(2, 1), (3, 0)])
def test_strict_fails_where_one_article_has_more(most: int, code: int, database: Path, capsys: Capsys) -> None:
    assert call(capsys, "coverage", "--db", database, "--strict", most, "--limit", 0).code == code


def test_without_strict_gaps_are_no_failure(database: Path, capsys: Capsys) -> None:
    assert call(capsys, "coverage", "--db", database).code == 0


def test_a_missing_database_is_not_made(tmp_path: Path, capsys: Capsys) -> None:
    ended = call(capsys, "coverage", "--db", tmp_path / "no.db")
    assert ended.code == 1
    assert "does not exist" in ended.err
    assert list(tmp_path.iterdir()) == []
