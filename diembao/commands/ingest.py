"""`diembao ingest`: articles into the database."""
from __future__ import annotations

import sys
from pathlib import Path

import click

from diembao.options import db_option, paths_argument, patterns_option, require_single, url_option


@click.command(short_help="Extract facts from articles into the database.")
@paths_argument
@click.option("--bundled", is_flag=True, help="The articles that come with diembao.")
@db_option
@patterns_option
@url_option
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[str, ...], bundled: bool, db: Path, patterns: Path | None,
           url: str | None) -> None:  # fmt: skip
    """Extract the facts of each PATH and keep them, with the source itself, in the database.

    A PATH is a file, a folder (its .txt, .html and .htm files, with all folders below), or - for standard input. A
    file that cannot be used is named, and the others go on. The same article twice changes nothing; one that has
    changed becomes a new version. Stop it with Ctrl-C at any time: what is done is kept.

    \b
    Examples:
        diembao ingest --bundled
        diembao ingest articles/ --db articles.db
        curl -s https://... | diembao ingest - --url https://...
    """
    require_single(paths, url)
    if not paths and not bundled:
        bundled = _offer_bundled()
    from diembao.ingest import ingest_all
    from diembao.inputs import bundled as bundled_articles
    from diembao.inputs import find_inputs

    inputs = [*find_inputs(paths, url)]
    if bundled:
        from corpus import ARTICLES

        inputs += bundled_articles(ARTICLES)
    ctx.exit(ingest_all(inputs, db, patterns, ctx.obj))


def _offer_bundled() -> bool:
    """Whether a user at a terminal takes the bundled articles. UsageError where nobody can be asked."""
    question = "No PATH given. Ingest the articles that come with diembao?"
    if sys.stdin.isatty() and click.confirm(question, default=True, err=True):
        return True
    raise click.UsageError("give at least one PATH, - for standard input, or --bundled")
