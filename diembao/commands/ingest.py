"""`diembao ingest`: articles into the database."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diembao.options import db_option, paths_argument, patterns_option, url_option
from diembao.sources import Sectioned, listing_options, wanted, web_options

if TYPE_CHECKING:
    from diembao.intake.settings import Settings


@click.command(cls=Sectioned, short_help="Extract facts from articles into the database.")
@paths_argument
@click.option("--bundled", is_flag=True, help="The articles that come with diembao.")
@db_option
@patterns_option
@url_option
@listing_options
@web_options
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[str, ...], bundled: bool, db: Path, patterns: Path | None,
           url: str | None, lists: tuple[str, ...], feeds: tuple[str, ...], sitemaps: tuple[str, ...],
           settings: Settings) -> None:  # fmt: skip
    """Extract the facts of each PATH and keep them, with the source itself, in the database.

    A PATH is a page (HTML or text), JSON lines, a WARC or ZIP archive, a folder of such files, a quoted pattern
    ('news/**/*.html'), an http(s) address, or - for standard input. What cannot be used is named, and the rest goes
    on. The same article twice changes nothing; one that has changed becomes a new version. Stop it with Ctrl-C at any
    time: what is done is kept, and the same command does the rest.

    \b
    Examples:
        diembao ingest --bundled
        diembao ingest articles/ crawl.warc.gz --db articles.db
        diembao ingest https://...
        diembao ingest --feed https://... --user-agent "diembao (+mailto:you@example.vn)"
        curl -s https://... | diembao ingest - --url https://...
    """
    named = [*wanted(paths, url, lists, feeds, sitemaps)]
    if not named and not bundled:
        bundled = _offer_bundled()
    from diembao.ingest import ingest_all
    from diembao.inputs import bundled as bundled_articles

    if bundled:
        from corpus import ARTICLES

        named += bundled_articles(ARTICLES)
    ctx.exit(ingest_all(named, db, patterns, ctx.obj, settings))


def _offer_bundled() -> bool:
    """Whether a user at a terminal takes the bundled articles. UsageError where nobody can be asked."""
    question = "No PATH given. Ingest the articles that come with diembao?"
    if sys.stdin.isatty() and click.confirm(question, default=True, err=True):
        return True
    raise click.UsageError("give at least one PATH, - for standard input, --urls, --feed, --sitemap or --bundled")
