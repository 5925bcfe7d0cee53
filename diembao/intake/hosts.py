"""Manners towards hosts: one request at a time, some time between two, and none while they ask for rest."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import monotonic

from diembao.intake.refusals import FetchError

#: Seconds of rest that a host may ask for and is waited for; for more it is left alone.
PATIENCE = 120.0
#: After so many failures in a row a host is left in peace, for so many seconds.
FAILURES = 3
PEACE = 600.0


class Hosts:
    """When each host was asked last, and until when it wants rest; `wait` sleeps for so many seconds."""

    def __init__(self, delay: float, wait: Callable[[float], None]) -> None:
        self._delay = delay
        self._wait = wait
        self._ready: dict[str, float] = {}
        self._failures: Counter[str] = Counter()

    def wait_for(self, host: str, site_delay: float) -> None:
        """Waits until the host may be asked. FetchError where that takes too long."""
        left = self._ready.get(host, 0.0) - monotonic()
        if left > max(PATIENCE, self._delay, site_delay):
            raise FetchError(
                f"is not asked: its server is busy or failing, and left in peace for {left:.0f} s more; "
                "run the command again later"
            )
        if left > 0:
            self._wait(left)

    def answered(self, host: str, delay: float) -> None:
        """The host has just been asked; `delay` is what its robots.txt wants between two requests."""
        self._rest(host, max(self._delay, delay))

    def wants_rest(self, host: str, seconds: float) -> None:
        """The host said when to come again."""
        self._rest(host, seconds)

    def failed(self, host: str) -> None:
        """The host did not answer, or not to the end; after some such failures in a row it is left in peace."""
        self._failures[host] += 1
        if self._failures[host] >= FAILURES:
            self._failures[host] = 0
            self._rest(host, PEACE)

    def worked(self, host: str) -> None:
        """The host answered, whatever the answer."""
        self._failures[host] = 0

    def _rest(self, host: str, seconds: float) -> None:
        self._ready[host] = max(self._ready.get(host, 0.0), monotonic() + seconds)
