"""`diembao verify`: is everything still what the sources say?"""
from __future__ import annotations

from pathlib import Path

import click

from diembao.exits import DONE, FAILED, say
from diembao.options import db_option


@click.command(short_help="Check every quote, text and source in the database.")
@db_option
@click.pass_context
def verify(ctx: click.Context, db: Path) -> None:
    """Check the database against its sources: the bytes by their sha256, each text by reading its source again, each
    quote at its offsets, and that every character of a text is in one block.

    Prints one line for each thing that is off and ends with exit code 1; prints nothing where all is well.

    \b
    Examples:
        diembao verify
        diembao verify --db articles.db && echo fit to publish
    """
    from db.store import read_store
    from diembao.audit.verify import verify as check

    with read_store(db) as archive:
        findings = check(archive)
    for line in findings.off:
        click.echo(line)
    checked = f"{findings.sources} sources, {findings.articles} articles, {findings.facts} facts"
    say(f"checked {checked}: {f'{len(findings.off)} things are off' if findings.off else 'all is as it was read'}")
    ctx.exit(FAILED if findings.off else DONE)
