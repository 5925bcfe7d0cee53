"""`diembao explain`: how a fact came about."""
from __future__ import annotations

import json
from pathlib import Path

import click

from diembao.options import db_option, patterns_option


@click.command(short_help="Show how a fact was read: rule, groups, steps, and where each field stands.")
@click.argument("fact")
@click.argument("quote", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@db_option
@patterns_option
def explain(fact: str, quote: str | None, form: str, db: Path, patterns: Path | None) -> None:
    """Explain FACT: its row, the rule that fired with its pattern and examples, what each group of it matched, each
    step from the words to the values, and where each field was taken from, with carets under the words.

    FACT is a fact_key or the beginning of one, or ARTICLE:NUMBER as `diembao show` numbers facts; or give an article
    and a QUOTE. The article is read again from its stored bytes; nothing is written.

    \b
    Examples:
        diembao explain 3:12
        diembao explain 3 "123,37 tỷ đồng"
        diembao explain 3c4fb19d2a --format json
    """
    from db.store import read_store
    from diembao.audit.explain import explain as explained
    from diembao.audit.explain import record
    from diembao.explanation import print_explanation
    from diembao.extractions import load_rules
    from diembao.facts import find_fact

    with read_store(db) as archive:
        told = explained(archive, *find_fact(archive, fact, quote), load_rules(patterns))
    if form == "json":
        click.echo(json.dumps(record(told), ensure_ascii=False, indent=1))
    else:
        print_explanation(told)
