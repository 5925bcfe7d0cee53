"""What is in a database, on one screen or two: counts, the articles, the figures, what to ask next."""
from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from db.reader import ArticleLine, Overview
from db.store import Archive
from diembao.figure_table import FigureRow, figure_table, relation_shown, value_shown
from diembao.rows import console

_FIGURES = (
    "SELECT value_text, value_max_text, unit, indicator, scope, period, relation, direction, quote, article_id"
    " FROM figure_facts ORDER BY article_id, start LIMIT ?"
)


def print_overview(archive: Archive, limit: int, options: str = "") -> None:
    """Prints the overview, with the first `limit` figures; `options` are what the next commands need besides."""
    screen = console()
    counts, articles = archive.overview(), archive.articles()
    screen.print(_counts(counts))
    screen.print(_articles(articles))
    if limit:
        screen.print(figure_table(_figures(archive, limit), screen.width))
    if 0 < limit < counts.facts["figure"]:
        screen.print(f"... and {counts.facts['figure'] - limit} figures more; `--figures` says how many are listed\n")
    screen.print("Worth trying next:")
    for line in _next(articles, options):
        screen.print(f"  {line}", soft_wrap=True)


def _counts(counts: Overview) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    table.add_row("articles", str(counts.articles))
    table.add_row("blocks", f"{counts.blocks_kept} kept, {counts.blocks_dropped} dropped as boilerplate")
    table.add_row("facts", ", ".join(f"{number} {kind}s" for kind, number in counts.facts.items()))
    table.add_row("numerals by class", ", ".join(_numerals(counts.numerals)))
    return table


def _numerals(classes: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{number} {name}" for name, number in classes.items() if name != "unknown")
    # Whether a number went unexplained is the first question of an audit: it is answered even when none did.
    yield f"{classes.get('unknown', 0)} unknown"


def _articles(articles: list[ArticleLine]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("article", justify="right")
    table.add_column("published", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("facts", justify="right")
    for article in articles:
        day = (article.published or "-")[:10]
        table.add_row(f"#{article.id}", day, article.title or article.name, str(article.facts))
    return table


def _figures(archive: Archive, limit: int) -> Iterator[FigureRow]:
    rows = archive.query(_FIGURES, [limit]).rows
    for value, upper, unit, indicator, scope, period, relation, direction, quote, article in rows:
        shown = value_shown(value, upper), unit, indicator, scope, period, relation_shown(relation, direction)
        yield FigureRow(*shown, quote, f"#{article}")


def _next(articles: list[ArticleLine], options: str) -> Iterator[str]:
    command, fullest = _command(), max(articles, key=lambda article: article.facts, default=None)
    series = "SELECT indicator_key, scope, period, value_text, unit, quote FROM indicator_series"
    yield f"{command} show {fullest.id if fullest else 1}{options}"
    yield f'{command} query "{series}"{options}'
    yield f"{command} verify{options}"


def _command() -> str:
    """How this very diembao is called from here: by its name where the shell finds it, else by its path."""
    own, found = Path(sys.executable).with_name("diembao"), shutil.which("diembao")
    if not own.exists() or (found and os.path.samefile(own, found)):
        return "diembao"
    return shlex.quote(os.path.relpath(own))
