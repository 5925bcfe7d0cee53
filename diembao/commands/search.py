"""`diembao search`: which articles hold these words."""
from __future__ import annotations

from pathlib import Path

import click

from diembao.exits import DONE, FAILED
from diembao.options import db_option, format_option


@click.command(short_help="Find the articles that hold all words, with or without diacritics.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many articles at most.")
@format_option
@db_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], limit: int, form: str | None, db: Path) -> None:
    """Find the articles whose title or content holds all WORDS, the best first, and show where.

    Words typed without any diacritics are found whatever theirs; with some, as they are written. Words in double
    quotes must stand together; `khuy*` finds what begins so. Ends with exit code 1 where nothing is found.

    \b
    Examples:
        diembao search khuyen cong
        diembao search '"kinh phí khuyến công"' --limit 5
        diembao search 45/2012/NĐ-CP --format json
    """
    from db.store import read_store
    from diembao.found import print_hits
    from diembao.rows import default_format

    with read_store(db) as archive:
        found = archive.search(" ".join(words), limit=limit)
    print_hits(found, form or default_format())
    ctx.exit(DONE if found.hits else FAILED)
