"""`diembao coverage`: what may have been missed?"""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diembao.exits import DONE, FAILED, say
from diembao.options import db_option, patterns_option

if TYPE_CHECKING:
    from db.reader import StoredArticle
    from db.store import Archive
    from diembao.audit.coverage import Covered
    from extractor.triggers import Trigger

#: As `extractor.triggers.KINDS`, which is not imported for `--help`.
_KINDS = ("numeral", "statement", "official", "event")


@click.command(short_help="Show what may have been missed, the worst articles first.")
@click.option("--article", "articles", multiple=True, metavar="ARTICLE",
              help="Only this article: an id, a name, a part of a title; may be given several times.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only places of this kind.")
@click.option("--all", "everything", is_flag=True, help="Also what looks like a fact and is none, with the reason.")
@click.option("--limit", type=click.IntRange(min=0), default=100, show_default=True, help="How many places to show.")
@click.option("--strict", type=click.IntRange(min=0), metavar="N",
              help="End with 1 if any article has more than N places that may have been missed.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@db_option
@patterns_option
@click.pass_context
def coverage(
    ctx: click.Context, articles: tuple[str, ...], kinds: tuple[str, ...], everything: bool, limit: int,
    strict: int | None, form: str, db: Path, patterns: Path | None,
) -> None:  # fmt: skip
    """Show what may have been missed: numbers that no rule explains, reporting verbs and quotations without a
    statement, titles with a name but without an official, triggers of events without an event. Each stands in its
    sentence with carets under it; articles with the most such places come first.

    What only looks like a fact is left out: a verb that is denied or an aim, a part of a name, a plural. --all shows
    it with the reason.

    \b
    Examples:
        diembao coverage
        diembao coverage --article 3 --kind statement --all
        diembao coverage --strict 5 --limit 0
    """
    from db.store import read_store
    from diembao.audit.coverage import cover, worst_first
    from diembao.extractions import load_rules
    from diembao.gap_list import print_coverage
    from extractor.triggers import KINDS

    rules = load_rules(patterns)
    with read_store(db) as archive:
        wanted = [kind for kind in KINDS if kind in kinds or not kinds]
        found = worst_first([cover(archive, rules, one, wanted) for one in _wanted(archive, articles)])
    shown = _shown(found, everything, limit)
    if form == "json":
        click.echo(json.dumps([one.record(shown[one.article.id]) for one in found], ensure_ascii=False, indent=1))
    else:
        print_coverage([one for one in found if shown[one.article.id] or articles], shown)
    _sum_up(found, shown, everything)
    ctx.exit(FAILED if strict is not None and any(len(one.gaps) > strict for one in found) else DONE)


def _wanted(archive: Archive, articles: Sequence[str]) -> Iterator[StoredArticle]:
    """The articles that are named, each once, else all current ones."""
    from diembao.articles import find_article

    named = {article.id: article for article in (find_article(archive, name) for name in articles)}
    yield from named.values() if articles else (archive.article(line.id) for line in archive.articles())


def _shown(found: Sequence[Covered], everything: bool, limit: int) -> dict[int, list[Trigger]]:
    """The places to show of each article, by its id: all gaps before anything that is excused."""
    shown: dict[int, list[Trigger]] = {one.article.id: [] for one in found}
    for places in ("gaps", "excused") if everything else ("gaps",):
        for one in found:
            taken = getattr(one, places)[:limit]
            limit -= len(taken)
            shown[one.article.id] += taken
    return shown


def _sum_up(found: Sequence[Covered], shown: Mapping[int, Sequence[Trigger]], everything: bool) -> None:
    gaps, excused = (sum(len(getattr(one, places)) for one in found) for places in ("gaps", "excused"))
    told = sum(len(one.triggers) for one in found) - gaps - excused
    left = gaps + (excused if everything else 0) - sum(map(len, shown.values()))
    more = f"; {left} more with a higher --limit" if left else ""
    say(f"{len(found)} articles: {told} places told, {excused} excused, {gaps} may have been missed{more}")
