"""`diembao overview`: what is in the database."""
from __future__ import annotations

import shlex
from pathlib import Path

import click

from diembao.options import DEFAULT_DB, db_option


@click.command(short_help="Show what is in the database.")
@click.option("--figures", type=click.IntRange(min=0), default=200, show_default=True, help="How many figures to list.")
@db_option
def overview(figures: int, db: Path) -> None:
    """Show how many articles, blocks, facts and numerals there are, the articles, and a table of the figures.

    \b
    Examples:
        diembao overview
        diembao overview --figures 0
        diembao overview --db articles.db | less
    """
    from db.store import read_store
    from diembao.overview import print_overview

    with read_store(db) as archive:
        print_overview(archive, figures, "" if str(db) == DEFAULT_DB else f" --db {shlex.quote(str(db))}")
