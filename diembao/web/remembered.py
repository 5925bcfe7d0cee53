"""Answers that take long to work out and may be some seconds old."""
from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")


class Remembered(Generic[_Answer]):
    """An answer that is worked out anew after so many `seconds`, and whenever it is asked of something else; `clock`
    tells seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._lock = Lock()
        self._known: tuple[object, float, _Answer] | None = None

    def get(self, of: object, work_out: Callable[[], _Answer]) -> _Answer:
        """What `work_out` gives, or gave when it was last asked with the same `of`."""
        with self._lock:
            if self._known is None or self._known[0] != of or self._clock() - self._known[1] > self._seconds:
                self._known = (of, self._clock(), work_out())
            return self._known[2]
