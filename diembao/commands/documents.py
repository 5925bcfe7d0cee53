"""`diembao documents`: the laws, decrees and decisions that articles cite."""
from __future__ import annotations

from pathlib import Path

import click

from diembao.options import db_option, format_option


@click.command(short_help="Show the cited laws, decrees and decisions, and who cites them.")
@click.argument("text", required=False, metavar="[NUMBER or TEXT]")
@format_option
@db_option
def documents(text: str | None, form: str | None, db: Path) -> None:
    """Show every cited document with the number of articles that cite it, the most cited first; with a NUMBER, a part
    of one, or a TEXT of type, issuer or title, each citation with its words and its source.

    \b
    Examples:
        diembao documents
        diembao documents 45/2012/NĐ-CP
        diembao documents "khuyến công quốc gia"
    """
    from db.store import read_store
    from diembao import joined
    from diembao.rows import default_format, print_rows

    with read_store(db) as archive:
        found = joined.documents(archive) if text is None else joined.citations(archive, text)
    print_rows(found.columns, found.rows, form or default_format())
