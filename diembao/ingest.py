"""Inputs into the database, one transaction an article: what is done stays done, whatever happens after it."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from importlib.metadata import version
from pathlib import Path

from db.bases import Bases
from db.connect import require_database
from db.store import Run, Store, StoreError, open_store
from diembao.exits import DONE, FAILED, INTERRUPTED, PARTIAL, Failure, complain, say
from diembao.extractions import attempt, load_rules, pages, read_as_source
from diembao.inputs import PAGE_SUFFIXES, Fault, Page
from diembao.intake.supply import Intake, Wanted
from diembao.progress import progress
from extractor.model import Source
from extractor.pipeline import extract, ruleset_hash
from patterns import Ruleset


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


@dataclass(frozen=True, slots=True)
class _Ingest:
    """One run into one store by one set of rules."""

    store: Store
    run: Run
    rules: Ruleset
    bases: Bases

    def keep(self, source: Source) -> str:
        """Extracts and stores a source, unless that would change nothing; what was done with it."""
        if self.store.knows(source, self.run.ruleset):
            self.store.note_unchanged(self.run)
            return "unchanged"
        return self.store.save(extract(source, self.rules), bases=self.bases, run=self.run).result


def ingest_all(inputs: Sequence[Wanted], database: Path, patterns: Path | None, debug: bool = False) -> int:
    """Ingests each input, says what became of them, and gives the exit code.

    Failure where the rules are wrong or the database cannot be written; what was done before it stays.
    """
    rules = load_rules(patterns)
    require_database(database, create=True)
    tally = Tally()
    try:
        _take(inputs, database, rules, tally, debug)
    except KeyboardInterrupt:
        complain(f"stopped; what was done is kept in {database}: {tally}; the same command does the rest")
        return INTERRUPTED
    except StoreError as error:
        raise Failure(f"{error}; done before that: {tally}" if tally.kept else str(error)) from error
    say(f"{database}: {tally}")
    return tally.code


def _take(inputs: Sequence[Wanted], database: Path, rules: Ruleset, tally: Tally, debug: bool) -> None:
    with ExitStack() as stack:
        ingest: _Ingest | None = None
        for given in progress(pages(inputs, Intake(), debug), _total(inputs)):
            if not isinstance(given, Page):
                tally.add(given if isinstance(given, Fault) else "unchanged")
                continue
            source = attempt(given.shown, partial(read_as_source, given), debug)
            if isinstance(source, Fault):
                tally.add(source)
                continue
            # Only now: where there is nothing to keep, no database is made.
            ingest = ingest or stack.enter_context(_begun(database, rules, tally))
            tally.add(attempt(given.shown, partial(ingest.keep, source), debug))


def _total(inputs: Sequence[Wanted]) -> int | None:
    """How many pages there will be, None where an input may be an archive or a list."""
    single = (isinstance(given, Fault) or given.path.lower().endswith(PAGE_SUFFIXES) for given in inputs)
    return len(inputs) if all(single) else None


@contextmanager
def _begun(database: Path, rules: Ruleset, tally: Tally) -> Iterator[_Ingest]:
    """A run in the database; one that is stopped is left without an end."""
    with open_store(database, create=True) as store:
        run = store.begin_run(ruleset_hash(rules), version("diembao"))
        yield _Ingest(store, run, rules, bases_of(rules))
        store.finish_run(run, failed=tally.failed)


def bases_of(rules: Ruleset) -> Bases:
    """Each unit's base unit and the factor that takes a value there, by its symbol."""
    units: Iterable[tuple[str, str, str]] = (
        (unit["symbol"], unit["base"], unit["factor"]) for unit in rules.table("unit") if "factor" in unit
    )
    return {symbol: (base, Decimal(factor)) for symbol, base, factor in units}
