"""`diembao diff`: what differs between two databases, two rulesets or two runs?"""
from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diembao.exits import DONE, FAILED, complain, say
from diembao.options import DEFAULT_DB, patterns_option

if TYPE_CHECKING:
    from diembao.audit.diff import Change, Difference

_KINDS = ("figure", "event", "official", "statement", "document")


@click.command(short_help="Show the facts added, removed and changed between databases, rules or runs.")
@click.argument("databases", nargs=-1, metavar="[DATABASE [DATABASE]]", type=click.Path(dir_okay=False, path_type=Path),
                envvar="DIEMBAO_DB")  # fmt: skip
@click.option("--run", "runs", type=int, multiple=True, metavar="RUN",
              help="Give it twice: the versions of articles that these two ingests of one database made.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only facts of this kind.")
@click.option("--limit", type=click.IntRange(min=0), default=100, show_default=True, help="How many facts to show.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@patterns_option
@click.pass_context
def diff(
    ctx: click.Context, databases: tuple[Path, ...], runs: tuple[int, ...], kinds: tuple[str, ...], limit: int,
    form: str, patterns: Path | None,
) -> None:  # fmt: skip
    """Show which facts were added, removed and changed from one DATABASE to another; or, with one, between what it
    holds and what the rules of today make of its sources, with --patterns those of a folder on top. Facts on which
    somebody has given a verdict come first. Nothing is written.

    A changed fact shows each field with its old and its new value. Ends with 1 if anything differs, as diff does.

    \b
    Examples:
        diembao diff before.db after.db
        diembao diff diembao.db --patterns my-rules/
        diembao diff diembao.db --run 3 --run 5 --format json
    """
    _require_fitting(databases, runs, patterns)
    found = _chosen(_difference(databases or (Path(DEFAULT_DB),), runs, patterns), kinds)
    for name, fault in found.faults.items():
        complain(f"{name} {fault}")
    shown = found.changes[:limit]
    if form == "json":
        click.echo(json.dumps(_record(found, shown), ensure_ascii=False, indent=1))
    else:
        from diembao.diff_list import print_difference

        print_difference(found, shown)
    say(_summed_up(found, len(shown)))
    ctx.exit(FAILED if found.differs else DONE)


def _require_fitting(databases: tuple[Path, ...], runs: tuple[int, ...], patterns: Path | None) -> None:
    if len(databases) > 2:
        raise click.UsageError("give one DATABASE or two")
    if runs and (len(runs) != 2 or runs[0] == runs[1]):
        raise click.UsageError("give --run twice, with two numbers: `SELECT id, started, ruleset FROM runs` lists them")
    if (runs or patterns) and len(databases) == 2:
        raise click.UsageError(f"{'--run' if runs else '--patterns'} is for one DATABASE, not for two")
    if runs and patterns:
        raise click.UsageError("--run compares what is stored; --patterns has nothing to do with it")


def _difference(databases: tuple[Path, ...], runs: tuple[int, ...], patterns: Path | None) -> Difference:
    from db.store import read_store
    from diembao.audit.diff import difference
    from diembao.audit.said import verdicts
    from diembao.audit.versions import stored_versions, versions_of_runs, versions_of_today
    from diembao.extractions import load_rules

    with ExitStack() as stack:
        archives = [stack.enter_context(read_store(path)) for path in databases]
        said = verdicts(archives)
        if runs:
            return difference(*versions_of_runs(archives[0], *runs), said)
        before = stored_versions(archives[0])
        if len(archives) == 2:
            return difference(before, stored_versions(archives[1]), said)
        return difference(before, versions_of_today(archives[0], load_rules(patterns)), said)


def _chosen(found: Difference, kinds: tuple[str, ...]) -> Difference:
    from dataclasses import replace

    return replace(found, changes=tuple(c for c in found.changes if not kinds or c.fact.kind in kinds))


def _record(found: Difference, shown: tuple[Change, ...]) -> dict[str, Any]:
    articles = {"before": found.before, "after": found.after, "both": found.both}
    changes = [change.record() for change in shown]
    return {"articles": articles, **found.summary(), "faults": dict(found.faults), "changes": changes}


def _summed_up(found: Difference, shown: int) -> str:
    counts = {what: sum(change.what == what for change in found.changes) for what in ("removed", "changed", "added")}
    told = ", ".join(f"{number} {what}" for what, number in counts.items())
    alone = [f"{n} only {where}" for n, where in _alone(found) if n]
    left = f"; {len(found.changes) - shown} more with a higher --limit" if len(found.changes) > shown else ""
    return f"{found.both} articles in both{''.join(f', {one}' for one in alone)}: {told} facts{left}"


def _alone(found: Difference) -> tuple[tuple[int, str], ...]:
    return (found.before - found.both, "in the first"), (found.after - found.both, "in the second")
