"""Answers that take long to work out and may be some seconds old."""
from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from extractor.model import DiembaoError

_Answer = TypeVar("_Answer")
#: An answer that took no longer, in seconds, is worked out anew while it is waited for.
_QUICK = 0.1
#: Working out answers takes at most one in so many seconds.
_SHARE = 10


@dataclass(frozen=True, slots=True)
class _Known(Generic[_Answer]):
    """An answer, what it was asked of, when it was begun to be worked out and how long that took, in seconds."""

    of: object
    at: float
    took: float
    answer: _Answer


class Remembered(Generic[_Answer]):
    """An answer that is worked out anew after so many `seconds`, and whenever it is asked of something else; `clock`
    tells seconds.

    Where that takes long, who asks gets the answer before at once, and it is worked out in the background, but not
    over and over: a reader does not wait for it, and no more than a tenth of the time goes into it.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._lock = Lock()
        self._known: _Known[_Answer] | None = None
        self._busy = False

    def get(self, of: object, work_out: Callable[[], _Answer]) -> _Answer:
        """What `work_out` gives, or gave when it was last asked with the same `of`; what it raises, if it is waited
        for."""
        with self._lock:
            if self._known is None or (self._is_old(self._known, of) and self._known.took <= _QUICK):
                self._known = self._worked_out(of, work_out)
            elif self._is_old(self._known, of) and self._may_begin(self._known):
                self._busy = True
                Thread(target=self._begin, args=(of, work_out), daemon=True).start()
            return self._known.answer

    def _is_old(self, known: _Known[_Answer], of: object) -> bool:
        return known.of != of or self._clock() - known.at > self._seconds

    def _may_begin(self, known: _Known[_Answer]) -> bool:
        return not self._busy and self._clock() - known.at > _SHARE * known.took

    def _begin(self, of: object, work_out: Callable[[], _Answer]) -> None:
        try:
            with suppress(DiembaoError):  # the answer before stays, and the next reader has it tried again
                made = self._worked_out(of, work_out)
                with self._lock:
                    self._known = made
        finally:
            self._busy = False

    def _worked_out(self, of: object, work_out: Callable[[], _Answer]) -> _Known[_Answer]:
        began = self._clock()
        answer = work_out()
        return _Known(of, began, self._clock() - began, answer)
