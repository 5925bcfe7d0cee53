"""`diembao export`: what the database holds, in the forms of other programs."""
from __future__ import annotations

from pathlib import Path

import click

from diembao.exits import say
from diembao.options import db_option

#: As `diembao.export.writing.FORMS`, which is not imported for `--help`.
_FORMS = ("csv", "json", "jsonl", "webannotation", "brat", "html")


@click.command(short_help="Export tables, facts, annotations or an article's audit as one HTML file.")
@click.option("--format", "form", type=click.Choice(_FORMS), required=True, help="See below.")
@click.option("--article", "articles", multiple=True, metavar="ARTICLE",
              help="Only this article: an id, a name, a part of a title; may be given several times.")  # fmt: skip
@click.option("--table", "tables", multiple=True, metavar="TABLE",
              help="For csv: this table or view; may be given several times. Default: all.")  # fmt: skip
@click.option("--out", default="-", show_default=True, metavar="PATH",
              help="A file, a folder where it takes several files, or - for standard output.")  # fmt: skip
@click.option("--bom", is_flag=True, help="For csv: begin with the sign by which Excel knows UTF-8.")
@click.option("--excel", is_flag=True,
              help="For csv: --bom, and an apostrophe before texts that Excel would take for a formula.")  # fmt: skip
@db_option
def export(
    form: str, articles: tuple[str, ...], tables: tuple[str, ...], out: str, bom: bool, excel: bool, db: Path
) -> None:
    """Write what the database holds of its current articles.

    \b
    csv            tables and views, one file each
    json, jsonl    articles with their facts in the form of the data contract, as `diembao extract` prints them
    webannotation  facts as W3C Web Annotations (JSON-LD)
    brat           a text and a standoff file an article, with annotation.conf; needs a folder
    html           an article with its facts as one file that can be mailed: no script, nothing from elsewhere

    \b
    Examples:
        diembao export --format csv --table figure_facts --excel --out figures.csv
        diembao export --format jsonl > facts.jsonl
        diembao export --format html --article 3 --out audit.html
    """
    from db.store import read_store
    from diembao.articles import find_article
    from diembao.export.writing import Wanted
    from diembao.export.writing import export as written

    if (tables or bom or excel) and form != "csv":
        raise click.UsageError("--table, --bom and --excel are for --format csv")
    with read_store(db) as archive:
        found = [find_article(archive, name).id for name in articles] or [line.id for line in archive.articles()]
        files = written(Wanted(archive, list(dict.fromkeys(found)), bool(articles), tables, out, bom, excel), form)
    if files:
        say(f"{out}: {f'{files} files' if files > 1 else 'written'}")
