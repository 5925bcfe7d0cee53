"""`diembao schema`: what there is to ask in SQL."""
from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from diembao.schema import Relation


@click.command(short_help="Tell the tables and views, their columns and what they hold.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "csv", "tsv"]), default="table",
              show_default=True, help="table is for readers; the others give one row a column.")  # fmt: skip
def schema(names: tuple[str, ...], form: str) -> None:
    """Tell what can be asked with `diembao query`: every table and view, or those of these NAMEs, with their columns
    and one line on what they hold. The views are made for people who write SQL.

    \b
    Examples:
        diembao schema
        diembao schema figure_facts
        diembao schema --format csv > columns.csv
    """
    from diembao.rows import print_rows
    from diembao.schema import relations

    found = relations()
    if unknown := set(names) - {relation.name for relation in found}:
        raise click.UsageError(f"no table or view is called {', '.join(sorted(unknown))}; `diembao schema` lists all")
    chosen = [relation for relation in found if not names or relation.name in names]
    if form == "table":
        _tell(chosen)
    else:
        rows = [(r.kind, r.name, column, kind, r.meaning) for r in chosen for column, kind in r.columns]
        print_rows(("kind", "name", "column", "type", "meaning"), rows, form)


def _tell(relations: list[Relation]) -> None:
    from diembao.rows import console

    screen = console()
    for relation in relations:
        screen.print(f"{relation.name} ({relation.kind})", style="bold")
        for text in (relation.meaning, ", ".join(f"{name} {kind}".strip() for name, kind in relation.columns)):
            for line in _wrapped(text, screen.width - 4):
                screen.print(f"    {line}")


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, max(width, 20), break_long_words=False)
