"""How often one address may guess."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

from flask import current_app

EXTENSION = "diembao-throttle"


class Throttle:
    """So many failed `tries` an address in so many `seconds`; `clock` tells seconds."""

    def __init__(self, tries: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._tries, self._seconds, self._clock = tries, seconds, clock
        self._failures: dict[str, deque[float]] = {}
        self._lock = Lock()

    def may_try(self, address: str) -> bool:
        with self._lock:
            self._forget_old()
            return len(self._failures.get(address, ())) < self._tries

    def note_failure(self, address: str) -> None:
        with self._lock:
            self._failures.setdefault(address, deque()).append(self._clock())

    def _forget_old(self) -> None:
        since = self._clock() - self._seconds
        for address, failures in list(self._failures.items()):
            while failures and failures[0] <= since:
                failures.popleft()
            if not failures:
                del self._failures[address]


def throttle() -> Throttle:
    """That of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Throttle)
    return found
