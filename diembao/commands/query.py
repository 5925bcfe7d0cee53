"""`diembao query`: anyone's SQL, which can read everything and change nothing."""
from __future__ import annotations

import sys
from pathlib import Path

import click

from diembao.options import db_option


@click.command(short_help="Ask the database in SQL.")
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(["table", "json", "jsonl", "csv", "tsv"]),
              help="Default: table on a terminal, else jsonl.")  # fmt: skip
@db_option
def query(sql: str, form: str | None, db: Path) -> None:
    """Print the answer to one SQL statement; - reads it from standard input. The database cannot be changed by it,
    and is never created. `diembao schema` tells what there is to ask.

    \b
    Examples:
        diembao query "SELECT value_text, unit, indicator, quote, article_title FROM figure_facts"
        diembao query "SELECT * FROM mismatches"
        diembao query "SELECT * FROM career" --format csv > career.csv
    """
    from db.query import query as ask
    from diembao.rows import default_format, print_rows

    answer = ask(db, sys.stdin.read() if sql == "-" else sql)
    print_rows(answer.columns, answer.rows, form or default_format())
