"""`diembao show`: one article with its facts."""
from __future__ import annotations

from pathlib import Path

import click

from diembao.options import db_option


@click.command(short_help="Show an article with its facts underlined and numbered.")
@click.argument("article")
@db_option
def show(article: str, db: Path) -> None:
    """Show ARTICLE with its facts underlined and numbered and what was dropped from it dimmed (lines with ~), and
    below it the list of its facts.

    ARTICLE is an id, a name, or a part of a name or title that only one article has.

    \b
    Examples:
        diembao show 1
        diembao show "khuyến công các tỉnh"
        diembao show 2 | less -R
    """
    from db.store import read_store
    from diembao.articles import find_article
    from diembao.show import show_article

    with read_store(db) as archive:
        show_article(find_article(archive, article))
