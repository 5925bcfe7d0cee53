"""Feeds read again and again: what is new in them goes into the database, what fails waits for the next round."""
from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from types import FrameType

from db.connect import require_database
from db.store import StoreError
from diembao.exits import DONE, FAILED, INTERRUPTED, PARTIAL, Failure, complain, say
from diembao.extractions import load_rules, pages
from diembao.ingest import Tally, keep_all
from diembao.inputs import Input, Listing, Supplied
from diembao.intake.settings import Settings
from diembao.intake.supply import Intake
from diembao.keeping import Keeper

# Sleep is cut into such pieces, in seconds, so that a signal is heeded soon.
_NAP = 0.2


class Stop:
    """Whether the user, or the system, has asked to stop: at the first signal politely, at the second at once."""

    def __init__(self) -> None:
        self.asked = False

    def hear(self, number: int, _: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        say("stopping after what is being read; once more stops at once")

    def pause(self, seconds: float) -> None:
        """Sleeps. KeyboardInterrupt as soon as it is asked to stop: nothing is being read meanwhile."""
        end = monotonic() + seconds
        while not self.asked and (left := end - monotonic()) > 0:
            sleep(min(left, _NAP))
        if self.asked:
            raise KeyboardInterrupt

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hears SIGINT and SIGTERM while the block runs."""
        before = {number: signal.signal(number, self.hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _News(Intake):
    """Gives of each feed what is not yet known, and counts the feeds that could be read."""

    def __init__(self, settings: Settings, keeper: Keeper, stop: Stop) -> None:
        super().__init__(settings, keeper, stop.pause)
        self._keeper = keeper
        self.read = 0

    def supply(self, given: Input | Listing) -> Iterator[Supplied]:
        assert isinstance(given, Listing)
        yield from self.web.news(given.where, self._keeper.is_settled)
        self.read += 1

    def begin_round(self) -> None:
        self.read = 0
        self.web.forget()
        self._keeper.begin()


def watch_feeds(
    feeds: Sequence[str],
    database: Path,
    patterns: Path | None,
    every: timedelta | None,
    settings: Settings,
    debug: bool = False,
) -> int:
    """Reads the feeds `every` so often until it is told to stop, or once; gives the exit code.

    Failure where the rules are wrong or the database is none. What fails later is told and tried in the next round.
    """
    require_database(database, create=True)
    stop = Stop()
    with Keeper(database, load_rules(patterns)) as keeper, stop.listening():
        news = _News(settings, keeper, stop)
        try:
            while True:
                begun = datetime.now()
                code = _round(feeds, database, news, keeper, stop, debug, begun + every if every else None)
                if stop.asked:
                    raise KeyboardInterrupt
                if every is None:
                    return code
                stop.pause(max((begun + every - datetime.now()).total_seconds(), settings.delay))
        except KeyboardInterrupt:
            say(f"stopped; what was done is kept in {database}")
            return DONE if every else INTERRUPTED


def _round(
    feeds: Sequence[str], database: Path, news: _News, keeper: Keeper, stop: Stop, debug: bool, next_at: datetime | None
) -> int:
    """Reads every feed once, tells in a line what came of it, and gives the exit code."""
    tally = Tally()
    news.begin_round()
    try:
        supplied = pages([Listing("feed", feed) for feed in feeds], news, debug)
        keep_all(_until(stop, supplied), keeper, tally, debug)
    except StoreError as error:
        if next_at is None:
            raise Failure(str(error)) from error
        complain(str(error))
    finally:
        keeper.close()
    told = f"{datetime.now():%Y-%m-%d %H:%M} {database}: {tally if tally.kept or tally.failed else 'nothing new'}"
    say(told + (f"; next round at {next_at:%H:%M}" if next_at and not stop.asked else ""))
    return DONE if not tally.failed else PARTIAL if tally.kept or news.read else FAILED


def _until(stop: Stop, supplied: Iterable[Supplied]) -> Iterator[Supplied]:
    """What is supplied, up to the page that is being read when it is asked to stop."""
    for one in supplied:
        yield one
        if stop.asked:
            return
