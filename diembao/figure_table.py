"""The table of figures that `overview` and `extract --format table` show, readable from 80 columns on."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

#: From this width on each field has a column of its own; below, two share one.
WIDE = 140


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What the table tells of one figure; `article` is a short label."""

    value: str
    unit: str | None
    indicator: str | None
    scope: str | None
    period: str | None
    relation: str
    quote: str
    article: str


def relation_shown(relation: str, direction: str | None) -> str:
    """A change with its direction, all else as it is."""
    return f"{relation} {direction}" if direction else relation


def value_shown(value: str, value_max: str | None) -> str:
    """An exact value with its thousands set apart by no-break spaces: no comma or point that could be misread."""
    return f"{_grouped(value)} to {_grouped(value_max)}" if value_max is not None else _grouped(value)


def _grouped(value: str) -> str:
    # Digits as they are, only set apart: a value goes through no number type on its way to the reader.
    whole, point, rest = value.partition(".")
    return re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", "\u00a0", whole) + point + rest


def figure_table(rows: Iterable[FigureRow], width: int) -> Table:
    """The rows as a rich table that fits `width` columns."""
    return _wide(rows) if width >= WIDE else _narrow(rows)


def _wide(rows: Iterable[FigureRow]) -> Table:
    table = _empty()
    table.add_column("value", justify="right", no_wrap=True)
    for name, ratio in (("unit", 3), ("indicator", 6), ("scope", 5), ("period", 3), ("relation", 3), ("quote", 5)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("article", ratio=4, overflow="fold")
    for row in rows:
        table.add_row(row.value, *_texts(row.unit, row.indicator, row.scope, row.period), row.relation, row.quote,
                      row.article)  # fmt: skip
    return table


def _narrow(rows: Iterable[FigureRow]) -> Table:
    table = _empty()
    table.add_column("value\nunit", justify="right", overflow="fold", min_width=15, max_width=22)
    for name, ratio in (("indicator\nscope", 4), ("period\nrelation", 2), ("quote\narticle", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        pairs = ((row.value, row.unit), (row.indicator, row.scope), (row.period, row.relation))
        table.add_row(*("\n".join(_texts(*pair)) for pair in pairs), f"{row.quote}\n{row.article}")
    return table


def _texts(*values: str | None) -> list[str]:
    return [value or "-" for value in values]


def _empty() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_lines=False)
