"""`diembao check`: do the figures that vouch for each other agree?"""
from __future__ import annotations

from pathlib import Path

import click

from diembao.exits import DONE, FAILED, say
from diembao.options import db_option, patterns_option

_FORMATS = ("table", "json", "jsonl", "csv")


@click.command(short_help="Check figures against each other: sums, percents, changes, repetitions.")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--all", "everything", is_flag=True, help="Also what agrees.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: a table at a terminal, jsonl in a pipe.")
@db_option
@patterns_option
@click.pass_context
def check(
    ctx: click.Context, articles: tuple[str, ...], everything: bool, form: str | None, db: Path, patterns: Path | None
) -> None:
    """Check the figures that can be worked out from others: what was reached against the plan and its percent, parts
    against their sum, a part against its whole, a change against both levels, and the same thing told twice, in one
    ARTICLE (an id, a name, a part of a title) and between articles.

    Shows what differs, each figure in its sentence. The difference that rounding and words such as `hơn` explain is
    the tolerance; what is beyond it is an error of the paper or of the extraction. Ends with exit code 1 if anything
    differs.

    \b
    Examples:
        diembao check
        diembao check 3 --all
        diembao check --all --format csv > checks.csv
    """
    from db.store import read_store
    from diembao.articles import find_article
    from diembao.audit.checks import find
    from diembao.check_list import print_checks
    from diembao.extractions import load_rules
    from diembao.rows import default_format, print_rows

    with read_store(db) as archive:
        wanted = {find_article(archive, article).id for article in articles} if articles else None
        found = find(archive, load_rules(patterns), wanted)
    off = [one for one in found if one.check.verdict != "agrees"]
    shown = found if everything else off
    if (form or default_format()) == "table":
        print_checks(shown)
    elif shown or form != "csv":
        rows = [one.record() for one in shown]
        print_rows(list(rows[0]) if rows else [], [list(row.values()) for row in rows], form or default_format())
    say(f"{len(found)} checks: {len(found) - len(off)} agree, {len(off)} differ")
    ctx.exit(FAILED if off else DONE)
