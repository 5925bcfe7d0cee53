"""Rows of named columns, printed as a table, JSON, JSON lines, CSV or TSV."""
from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from math import isfinite
from typing import Any, TextIO

#: A row's values in the order of the columns.
Row = Sequence[Any]
FORMATS = ("table", "json", "jsonl", "csv", "tsv")
#: The width of a table that is not read on a terminal, unless COLUMNS says otherwise.
PIPED_WIDTH = 120
#: A column narrower than this is no longer read but spelt; rows are then printed one value a line.
_NARROWEST = 9


def print_rows(columns: Sequence[str], rows: Iterable[Row], form: str, out: TextIO | None = None) -> None:
    """Prints rows in one of `FORMATS`; text goes to `out` as it is, nothing is cut off."""
    _PRINTERS[form](columns, rows, out or sys.stdout)


def default_format(piped: str = "jsonl") -> str:
    """A table for a reader at a terminal, lines for a program."""
    return "table" if sys.stdout.isatty() else piped


def console(out: TextIO | None = None) -> Any:
    """A rich console on `out`: as wide as the terminal, without styles where there is none, and no guessing."""
    from rich.console import Console

    width = None if (out or sys.stdout).isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=out or sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def as_text(value: Any) -> str:
    """A value as a table shows it; nothing for NULL."""
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    return "" if value is None else str(value)


def _plain(value: Any) -> Any:
    """A value as JSON and CSV can have it: bytes and what is no finite number are text there."""
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def _distinct(columns: Sequence[str]) -> list[str]:
    """The names with a number behind those that came before, so that a record keeps every column: `id`, `id_2`."""
    found: list[str] = []
    for name in columns:
        again = (f"{name}_{n}" for n in count(2))
        found.append(name if name not in found else next(other for other in again if other not in [*found, *columns]))
    return found


def _table(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    screen = console(out)
    if len(columns) * _NARROWEST > screen.width:
        _records(columns, rows, out)
        return
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(as_text, row))
    screen.print(table)


def _records(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    """Each row as lines of `column  value`, for rows that are too wide for a table."""
    wide = max(map(len, columns))
    for row in rows:
        for name, value in zip(columns, row, strict=True):
            if value is not None:
                print(f"{name:{wide}}  {as_text(value)}", file=out)
        print(file=out)


def _json(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    names = _distinct(columns)
    json.dump([_named(names, row) for row in rows], out, ensure_ascii=False, indent=1)
    print(file=out)


def _jsonl(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
    names = _distinct(columns)
    for row in rows:
        print(json.dumps(_named(names, row), ensure_ascii=False), file=out)


def _named(columns: Sequence[str], row: Row) -> dict[str, Any]:
    return dict(zip(columns, map(_plain, row), strict=True))


def _separated(delimiter: str) -> Callable[[Sequence[str], Iterable[Row], TextIO], None]:
    def write(columns: Sequence[str], rows: Iterable[Row], out: TextIO) -> None:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)

    return write


_PRINTERS = {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _separated(","), "tsv": _separated("\t")}
