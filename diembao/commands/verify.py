"""`diembao verify`: is everything still what the sources say, and what the pages say now?"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diembao.exits import DONE, FAILED, PARTIAL, complain, say
from diembao.options import db_option, format_option, patterns_option, require_single, url_option

if TYPE_CHECKING:
    from db.store import Archive
    from diembao.audit.findings import Findings
    from diembao.inputs import Fault, Input
    from patterns import Ruleset


@click.command(short_help="Check every quote, text and source in the database, and facts against changed pages.")
@click.option("--against", is_flag=True, help="Compare the articles of these pages with the pages as they are now.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--article", help="The stored article (an id, a name, a part of a title) that the one PATH is a page of.")
@url_option
@format_option
@db_option
@patterns_option
@click.pass_context
def verify(
    ctx: click.Context, against: bool, paths: tuple[str, ...], article: str | None, url: str | None, form: str | None,
    db: Path, patterns: Path | None,
) -> None:  # fmt: skip
    """Check the database against its sources: the bytes by their sha256, each text by reading its source again, each
    quote at its offsets, and that every character of a text is in one block. Where a source gives another text today
    (another version of diembao reads it), each fact is looked for in it.

    With --against, each PATH (a file, a folder, - for standard input) is a page as it is now, fetched again, and the
    stored article of its address or name is checked against it, and no other.

    Each fact is ok (where it was), moved, ambiguous, changed (other words stand at its place) or gone. It is found
    again only by the same characters between the same words: 5% is never 6%. Lists what is not ok, and facts in what
    is dropped as boilerplate now, and ends with exit code 1 if there is any; prints nothing where all is well.

    \b
    Examples:
        diembao verify
        diembao verify --db articles.db && echo fit to publish
        diembao verify --against refetched/ --format jsonl
        curl -s https://... | diembao verify --against - --url https://...
    """
    _require_pages(against, paths, article, url)
    from db.store import read_store
    from diembao.audit.verify import verify as check
    from diembao.extractions import load_rules
    from diembao.inputs import find_inputs

    with read_store(db) as archive:
        rules = load_rules(patterns)
        if not against:
            findings, faults = check(archive, rules), 0
        else:
            findings, faults = _compared(archive, rules, list(find_inputs(paths, url)), article, ctx.obj)
    _print(findings, form)
    _say(findings)
    compared = any(page is not None for page in findings.statuses)
    ctx.exit(FAILED if findings.off or (faults and not compared) else PARTIAL if faults else DONE)


def _require_pages(against: bool, paths: Sequence[str], article: str | None, url: str | None) -> None:
    """UsageError where pages, what they are to do and whose they are do not go together."""
    if against != bool(paths):
        raise click.UsageError("--against needs at least one PATH, and a PATH needs --against before it")
    require_single(tuple(paths), url)
    if article and len(paths) != 1:
        raise click.UsageError("--article says whose page one PATH is; give exactly one PATH with it")


def _compared(
    archive: Archive, rules: Ruleset, inputs: Sequence[Input | Fault], article: str | None, debug: bool
) -> tuple[Findings, int]:
    """What is off in the articles of these pages, as stored and on the pages, and how many pages are none's."""
    from diembao.audit.against import compare, pairs
    from diembao.audit.verify import verify as check
    from diembao.inputs import Fault

    paired = list(pairs(archive, inputs, article, debug))
    faults = [one for one in paired if isinstance(one, Fault)]
    for fault in faults:
        complain(str(fault))
    found = [one for one in paired if not isinstance(one, Fault)]
    findings = check(archive, rules, {pair.article.id for pair in found})
    for pair in found:
        compare(pair, rules, findings)
    return findings, len(faults)


def _print(findings: Findings, form: str | None) -> None:
    from diembao.finding_table import print_findings
    from diembao.rows import default_format, print_rows

    form = form or default_format()
    if form == "table":
        print_findings(findings)
    elif findings.off:
        rows = [finding.record() for finding in findings.off]
        print_rows(list(rows[0]), [list(row.values()) for row in rows], form)


def _say(findings: Findings) -> None:
    from diembao.finding_table import told

    for page, counts in findings.statuses.items():
        if page is not None:
            say(f"{page}: {told(counts)}")
    if not findings.sources:
        say("nothing was checked")
        return
    here: Mapping[str, int] = findings.statuses.get(None, {})
    if sum(here.values()) > here.get("ok", 0):
        say("a source gives another text today than the stored one: ingest it again to read it anew")
    checked = f"{findings.sources} sources, {findings.articles} articles, {findings.facts} facts"
    off = f"{len(findings.off)} things are off" if findings.off else "all is as it was read"
    say(f"checked {checked}: {off}")
