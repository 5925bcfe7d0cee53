"""What the verdicts say of all facts of a kind, remembered: working it out takes longer the more was judged."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic

from flask import current_app

from db.quality import Precision
from db.store import Archive

EXTENSION = "diembao-quality"


class Quality:
    """Precision by kind, worked out anew after each verdict, and after so many `seconds`, since an ingest changes the
    facts that verdicts are on; `clock` tells seconds."""

    def __init__(self, seconds: float = 60, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._lock = Lock()
        self._known: tuple[int, float, Sequence[Precision]] | None = None

    def precision(self, archive: Archive) -> Sequence[Precision]:
        last = archive.last_verdict()
        with self._lock:
            if self._known is None or self._known[0] != last or self._clock() - self._known[1] > self._seconds:
                self._known = (last, self._clock(), archive.precision("kind"))
            return self._known[2]


def quality() -> Quality:
    """That of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Quality)
    return found
