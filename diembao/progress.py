"""How far a long command has come, told on standard error, and only to somebody who watches."""
from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def progress(inputs: Sequence[_T]) -> Iterator[_T]:
    """The inputs one after the other, with a bar on a terminal that goes away at the end."""
    if not sys.stderr.isatty() or len(inputs) < 2:
        yield from inputs
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(inputs, "Reading articles", console=Console(stderr=True), transient=True)
