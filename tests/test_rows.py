"""Rows in every format, whole and readable at every width."""
from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from diembao.figure_table import FigureRow, figure_table, value_shown
from diembao.rows import FORMATS, console, print_rows

COLUMNS = ["value", "quote"]
ROWS: list[tuple[Any, ...]] = [(1.5, "128 tỷ, [bold]“đồng”[/bold]"), (None, "hai\ndòng\tcột"), (b"\x00\xff", "")]


def printed(form: str, columns: list[str] = COLUMNS, rows: list[tuple[Any, ...]] = ROWS) -> str:
    out = io.StringIO()
    print_rows(columns, iter(rows), form, out)
    return out.getvalue()


def test_json_and_lines_hold_the_same() -> None:
    wanted = [dict(zip(COLUMNS, row, strict=True)) for row in [*ROWS[:2], ("00ff", "")]]
    assert json.loads(printed("json")) == wanted
    assert [json.loads(line) for line in printed("jsonl").splitlines()] == wanted
    assert "tỷ" in printed("jsonl")


def test_a_record_keeps_columns_of_one_name() -> None:
    told = json.loads(printed("json", ["id", "id_2", "id", "id"], [(1, 2, 3, 4)]))
    assert told == [{"id": 1, "id_2": 2, "id_3": 3, "id_4": 4}]


def test_what_is_no_finite_number_is_text_in_json() -> None:
    assert json.loads(printed("json", ["x", "y"], [(float("inf"), 1.5)]), parse_constant=str.upper) == [
        {"x": "inf", "y": 1.5}
    ]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_can_be_read_back(form: str, delimiter: str) -> None:
    back = list(csv.reader(io.StringIO(printed(form)), delimiter=delimiter))
    assert back == [COLUMNS, ["1.5", ROWS[0][1]], ["", ROWS[1][1]], ["00ff", ""]]


def test_a_table_shows_text_as_it_is() -> None:
    told = printed("table")
    assert "[bold]“đồng”[/bold]" in told
    assert "<2 bytes>" in told
    assert "\x1b" not in told


def test_rows_too_wide_for_a_table_are_printed_a_value_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = [f"column_{i}" for i in range(12)]
    told = printed("table", names, [tuple(range(12)), (None, *range(11))])
    assert told.splitlines()[0] == "column_0   0"
    assert told.count("column_0 ") == 1  # NULL needs no line


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_is_no_error(form: str) -> None:
    assert isinstance(printed(form, COLUMNS, []), str)


@pytest.mark.parametrize(
    ("value", "upper", "shown"),
    [("128000000000", None, "128 000 000 000"), ("95.6", None, "95.6"), ("1/3", None, "1/3"), ("-0.5", None, "-0.5"),
     ("5", "7000.25", "5 to 7 000.25")],
)  # fmt: skip
def test_a_value_keeps_every_digit(value: str, upper: str | None, shown: str) -> None:
    assert value_shown(value, upper).replace("\u00a0", " ") == shown


@pytest.mark.parametrize("width", [80, 100, 139, 140, 200])
def test_the_table_of_figures_fits_and_loses_nothing(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    row = FigureRow("128\u00a0000\u00a0000\u00a0000", "VND/người/tháng", "tổng kinh phí khuyến công thực hiện",
                    "28 tỉnh, thành phố khu vực phía bắc", "2018-01/2018-06", "change up", "128 tỷ", "#12")  # fmt: skip
    out = io.StringIO()
    screen = console(out)
    screen.print(figure_table([row], screen.width))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    letters = "".join(sorted("".join(lines).replace("─", "").replace(" ", "").replace("\u00a0", "")))
    words = "".join(getattr(row, name) for name in FigureRow.__slots__) + "".join(FigureRow.__slots__)
    assert letters == "".join(sorted(words.replace(" ", "").replace("\u00a0", "")))
