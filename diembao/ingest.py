"""Inputs into the database, one transaction an article: what is done stays done, whatever happens after it."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from db.connect import require_database
from db.store import StoreError
from diembao.exits import DONE, FAILED, INTERRUPTED, PARTIAL, Failure, complain, say
from diembao.extractions import attempt, load_rules, pages
from diembao.inputs import PAGE_SUFFIXES, Fault, Input, Page, Supplied
from diembao.intake.settings import Settings
from diembao.intake.supply import Intake, Wanted
from diembao.keeping import Keeper
from diembao.progress import progress


@dataclass(slots=True)
class Tally:
    """What became of the inputs so far: how often each result came, and how many inputs failed."""

    kept: Counter[str] = field(default_factory=Counter)
    failed: int = 0

    def add(self, outcome: str | Fault) -> None:
        if isinstance(outcome, Fault):
            self.failed += 1
            complain(str(outcome))
        else:
            self.kept[outcome] += 1

    def __str__(self) -> str:
        parts = [f"{number} {result}" for result, number in self.kept.items()]
        return ", ".join(parts + ([f"{self.failed} failed"] if self.failed else [])) or "nothing"

    @property
    def code(self) -> int:
        return DONE if not self.failed else PARTIAL if self.kept else FAILED


def ingest_all(
    inputs: Sequence[Wanted],
    database: Path,
    patterns: Path | None,
    debug: bool = False,
    settings: Settings | None = None,
) -> int:
    """Ingests each input, says what became of them, and gives the exit code.

    Failure where the rules are wrong or the database cannot be written; what was done before it stays.
    """
    rules = load_rules(patterns)
    require_database(database, create=True)
    tally = Tally()
    try:
        with Keeper(database, rules) as keeper:
            supplied = pages(inputs, Intake(settings, keeper), debug)
            keep_all(progress(supplied, _total(inputs)), keeper, tally, debug)
    except KeyboardInterrupt:
        complain(f"stopped; what was done is kept in {database}: {tally}; the same command does the rest")
        return INTERRUPTED
    except StoreError as error:
        raise Failure(f"{error}; done before that: {tally}" if tally.kept else str(error)) from error
    say(f"{database}: {tally}")
    return tally.code


def keep_all(supplied: Iterable[Supplied], keeper: Keeper, tally: Tally, debug: bool) -> None:
    """Keeps what comes, tells what cannot be kept, and ends the run. StoreError where nothing more can be kept."""
    for given in supplied:
        if isinstance(given, Fault):
            tally.add(given)
        elif isinstance(given, Page):
            tally.add(attempt(given.shown, partial(keeper.keep, given), debug))
        else:
            keeper.note_unchanged()
            tally.add("unchanged")
    keeper.finish(tally.failed)


def _total(inputs: Sequence[Wanted]) -> int | None:
    """How many pages there will be, None where an input may be an archive or a list."""
    single = (
        isinstance(given, Fault) or (isinstance(given, Input) and given.path.lower().endswith(PAGE_SUFFIXES))
        for given in inputs
    )
    return len(inputs) if all(single) else None
