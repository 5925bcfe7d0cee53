"""The database that an ingest keeps articles in: opened when there is something to keep, or to look up."""
from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Self

from db.bases import Bases
from db.store import Run, Store, open_store
from db.visits import Visit
from diembao.extractions import read_as_source
from diembao.inputs import Page
from extractor.model import SourceError
from extractor.pipeline import extract, ruleset_hash
from patterns import Ruleset

# What an ingest that was stopped has fetched is not asked for again by the next one, but not for ever.
_RESUMABLE = timedelta(days=1)
# An address that gave no article may give one later: papers announce pages before they are there.
_RETRIED = timedelta(hours=6)


class Keeper:
    """Keeps pages by one set of rules, and remembers what was fetched. StoreError where the database is not to be had.

    Where there is nothing to keep, no database is made and no run is noted.
    """

    def __init__(self, database: Path, rules: Ruleset) -> None:
        self._database = database
        self._rules = rules
        self._opened: Store | None = None
        self._run: Run | None = None
        self._early: list[Visit] = []  # made before there was a database
        self._started = _moment()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database; what needs it next opens it again."""
        if self._opened:
            self._opened.close()
        self._opened = self._run = None

    def begin(self) -> None:
        """What is kept from now on belongs to a run that starts now."""
        self._started = _moment()

    @cached_property
    def ruleset(self) -> str:
        return ruleset_hash(self._rules)

    @cached_property
    def resumed(self) -> str | None:
        """Since when visits count as of this run, because the run that made them was stopped."""
        since = self._known.interrupted_since() if self._known else None
        return max(since, _moment(_RESUMABLE)) if since else None

    def visit_of(self, url: str) -> Visit | None:
        return self._known.visit_of(url) if self._known else None

    def note(self, visit: Visit) -> None:
        if self._known:
            self._known.note_visit(visit)
        else:
            self._early.append(visit)

    def is_settled(self, url: str) -> bool:
        """Whether there is nothing to do about an address for now: its article is kept, or it gave none lately."""
        last = self.visit_of(url)
        return last is not None and (last.fault is None or last.fetched > _moment(_RETRIED))

    def keep(self, page: Page) -> str:
        """Extracts and stores a page, unless that would change nothing; what was done with it.

        SourceError where it is no article; its address is then remembered with the reason.
        """
        try:
            result = self._kept(page)
        except SourceError as error:
            if page.visit:
                self.note(replace(page.visit, fault=str(error)))
            raise
        if page.visit:
            self.note(page.visit)
        return result

    def note_unchanged(self) -> None:
        """Counts a page that needed no look."""
        self._store.note_unchanged(self._begun)

    def finish(self, failed: int) -> None:
        """Notes that the run, if there was one, came to its end; one that is stopped is left without."""
        if self._run:
            self._store.finish_run(self._run, failed=failed)
            self._run = None

    def _kept(self, page: Page) -> str:
        source = read_as_source(page)
        if self._known and self._known.knows(source, self.ruleset):
            self.note_unchanged()
            return "unchanged"
        extraction = extract(source, self._rules)
        return self._store.save(extraction, bases=self._bases, run=self._begun).result

    @cached_property
    def _bases(self) -> Bases:
        return bases_of(self._rules)

    @property
    def _known(self) -> Store | None:
        """The store, if there is a database yet."""
        return self._store if self._opened or self._has_content() else None

    def _has_content(self) -> bool:
        with suppress(OSError):
            return self._database.stat().st_size > 0
        return False

    @property
    def _store(self) -> Store:
        if self._opened is None:
            self._opened = open_store(self._database, create=True)
            for visit in self._early:
                self._opened.note_visit(visit)
            self._early.clear()
        return self._opened

    @property
    def _begun(self) -> Run:
        if self._run is None:
            _ = self.resumed  # asked before there is a run of our own
            self._run = self._store.begin_run(self.ruleset, version("diembao"), self._started)
        return self._run


def _moment(age: timedelta = timedelta()) -> str:
    """The moment that lies so far back, as runs and visits have it."""
    return (datetime.now(UTC) - age).isoformat(timespec="seconds")


def bases_of(rules: Ruleset) -> Bases:
    """Each unit's base unit and the factor that takes a value there, by its symbol."""
    units: Iterable[tuple[str, str, str]] = (
        (unit["symbol"], unit["base"], unit["factor"]) for unit in rules.table("unit") if "factor" in unit
    )
    return {symbol: (base, Decimal(factor)) for symbol, base, factor in units}
