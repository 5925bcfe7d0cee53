"""The facts of one article as tables for a reader at a terminal, from its record in the form of the data contract."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diembao.figure_table import FigureRow, figure_table, relation_shown, value_shown
from diembao.output import KINDS
from diembao.rows import console, print_rows

Record = Mapping[str, Any]

#: What a table tells of each kind of fact besides the figures.
COLUMNS: Mapping[str, Sequence[str]] = {
    "events": ("type", "name", "date", "locality", "province", "organisers"),
    "officials": ("name", "title", "organisation"),
    "statements": ("speaker", "verb", "kind", "text"),
    "documents": ("type", "number", "date", "issuer", "title"),
}


def print_facts(record: Record) -> None:
    """Prints an article's facts, one table a kind; a kind without facts prints nothing."""
    article = record["article"]
    screen = console()
    screen.rule(f"{article['title'] or '(no title)'}", align="left")
    told = ", ".join(f"{len(record[kind])} {kind}" for kind in KINDS)
    screen.print(f"{article['source']}  {article['published'] or 'no date'}  {told}")
    if record["figures"]:
        screen.print(figure_table([figure_row(figure, "") for figure in record["figures"]], screen.width))
    for kind, columns in COLUMNS.items():
        if record[kind]:
            screen.print(kind, style="bold")
            print_rows(columns, [[_told(fact[name]) for name in columns] for fact in record[kind]], "table")


def figure_row(figure: Record, article: str) -> FigureRow:
    """A figure of a record as a row of the table of figures."""
    return FigureRow(
        value_shown(figure["value"], figure["value_max"]),
        figure["unit"],
        figure["indicator"],
        figure["scope"],
        figure["period"],
        relation_shown(figure["relation"], figure["direction"]),
        figure["text"],
        article,
    )


def _told(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value
