"""`diembao review`: are the facts right, what was missed, and how far may the extraction be trusted?"""
from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diembao.exits import Failure, say
from diembao.options import db_option

if TYPE_CHECKING:
    from db.store import Archive
    from diembao.review.session import Task

_KINDS = ("figure", "event", "official", "statement", "document")


@click.command(short_help="Judge facts one by one; report precision, recall, agreement.")
@click.option("--kind", type=click.Choice(_KINDS), help="Facts of this kind.")
@click.option("--rule", help="Facts that this rule made, such as figures:number.")
@click.option("--article", help="Facts of this article: an id, a name, a part of a title.")
@click.option("--random", "drawn", is_flag=True, help="A random sample, not article by article.")
@click.option("--seed", help="Draws the sample that this number or word names; the same one every time.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many facts.")
@click.option("--reviewer", envvar="DIEMBAO_REVIEWER", show_envvar=True, help="Who judges. Default: the login name.")
@click.option("--report", "told", is_flag=True, help="Show what the verdicts so far say of the extraction.")
@click.option("--by", type=click.Choice(["rule", "field", "kind"]), default="rule", show_default=True,
              help="With --report: precision of each rule, field or kind.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="With --report: how it is printed.")  # fmt: skip
@db_option
def review(
    kind: str | None,
    rule: str | None,
    article: str | None,
    drawn: bool,
    seed: str | None,
    limit: int | None,
    reviewer: str | None,
    told: bool,
    by: Any,
    form: str,
    db: Path,
) -> None:
    """Show the facts that you have not judged yet, one at a time in its sentence with its fields, and keep your verdict
    on each: a right, x wrong, space unsure, m mark what was missed, w article read whole, u undo, ? help, q quit.

    Verdicts are only ever added, stay when articles are extracted again, and hold as long as the fact is as it was
    judged. --report says what follows from them: precision and recall with their 95 % intervals, and agreement between
    reviewers. Answers may also come from a file or pipe, one a line.

    \b
    Examples:
        diembao review --kind figure --random --seed 7 --limit 50
        diembao review --article 3 --reviewer Lan
        diembao review --report --by field
        diembao review --report --format json
    """
    if told:
        if rule or article or drawn or seed or limit:
            raise click.UsageError("--report is of all verdicts; of the facts to choose from only --kind goes with it")
        _report(db, by, kind, form)
    else:
        wanted = {"kind": kind, "rule": rule, "seed": _seed(drawn, seed, limit), "limit": limit}
        _review(db, article, reviewer or _login(), wanted)


def _report(db: Path, by: Any, kind: str | None, form: str) -> None:
    from db.store import read_store
    from diembao.review.report import print_report, report

    with read_store(db) as archive:
        print_report(report(archive, by, kind), form)


def _seed(drawn: bool, seed: str | None, limit: int | None) -> str | None:
    if not drawn or seed is not None:
        return seed
    chosen = str(secrets.randbelow(10**6))
    again = f"--random --seed {chosen}{f' --limit {limit}' if limit else ''}"
    say(f"this sample is {again}; give that again to go on in it")
    return chosen


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("say who judges, with --reviewer NAME or in DIEMBAO_REVIEWER") from None


def _review(db: Path, article: str | None, who: str, wanted: Mapping[str, Any]) -> None:
    from db.patience import patiently
    from db.store import open_store, read_store
    from diembao.review.answers import answers
    from diembao.review.session import Session
    from diembao.rows import console

    with patiently(lambda: open_store(db, create=False)) as store, read_store(db) as archive:
        task = _task(archive, article, who, wanted)
        if task.facts or task.article is not None:
            _say_what_was_done(task, Session(archive, store, console(), answers(), task).run())
        else:
            say(f"{who} has judged all {task.judged} of these facts; `diembao review --report` tells what follows")


def _task(archive: Archive, article: str | None, who: str, wanted: Mapping[str, Any]) -> Task:
    """What there is to review. Failure where nothing is wanted, judged or not."""
    from db.facts_to_review import Sample
    from diembao.articles import find_article
    from diembao.review.session import Task

    home = None if article is None else find_article(archive, article).id
    left, judged = archive.sample(Sample(**wanted, article=home, reviewer=who))
    if not left and not judged and home is None:
        rules = [rule for (rule,) in archive.query("SELECT DISTINCT rule FROM fact_fields ORDER BY rule").rows]
        told = f"its rules are {', '.join(rules)}" if rules else "`diembao ingest` fills it"
        raise Failure(f"{archive.path} has no such fact: check --kind and --rule; {told}")
    return Task(left, judged, who, wanted["kind"], home)


def _say_what_was_done(task: Task, counts: Counter[str]) -> None:
    given = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    judged = f"{counts.total()} facts{f': {given}' if given else ''}"
    say(f"{task.reviewer} judged {judged}; {len(task.facts) - counts.total()} are left")
