"""Waiting for other writers: what a person decided is not refused because a program is writing just now."""
from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from db.errors import Busy

#: How long what a person says is tried to be kept, in seconds. An ingest keeps others waiting for one article only.
LONG = 600.0

_Kept = TypeVar("_Kept")


def patiently(keep: Callable[[], _Kept], seconds: float = LONG) -> _Kept:
    """What `keep` gives, which is tried again as long as another process is writing; Busy after so many seconds."""
    end = monotonic() + seconds
    while True:
        try:
            return keep()
        except Busy:
            if monotonic() >= end:
                raise
