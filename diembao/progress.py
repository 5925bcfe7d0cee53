"""How far a long command has come, told on standard error, and only to somebody who watches."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def progress(pages: Iterable[_T], total: int | None) -> Iterator[_T]:
    """The pages one after the other, with a bar on a terminal that goes away at the end.

    Where nobody knows how many there are, `total` is None and the bar counts them.
    """
    if not sys.stderr.isatty() or total == 1:
        yield from pages
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Reading articles"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(pages, total)
