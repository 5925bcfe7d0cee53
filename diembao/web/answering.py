"""The process that runs one query of the SQL page, and ends with it.

SQLite looks at the clock between the steps of a query only, and a single step may take hours (`instr` of one long text
in another), fill the memory or the disk. A process of its own is stopped by the system at its limits, whatever it does,
and takes no time from the other pages. The query comes as JSON on standard input, the answer goes to standard output.
"""
from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from db.errors import StoreError
from db.query import query
from diembao.rows import as_text

#: The longest text, blob or row that SQLite may make, in bytes.
_LONGEST = 32_000_000
#: How much memory the process may ask for, and how long a file of what does not fit into it may be, in bytes.
_MEMORY, _FILE = 768_000_000, 256_000_000
#: How much of the size of an answer is counted for each of its values, however short.
_VALUE = 16
#: What SQLite calls it when a limit is reached.
_SLOW = ("SQLITE_INTERRUPT",)
_BIG = ("SQLITE_TOOBIG", "SQLITE_NOMEM", "SQLITE_FULL", "SQLITE_IOERR")


class Given(dict[str, str]):
    """What was given for the parameters of a query; it notes those that are `asked` for. One not given is empty."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given)
        self.asked: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self.asked.setdefault(name, self.get(name, ""))


def main() -> None:
    """Answers the query on standard input."""
    given = sys.stdin.buffer.read()
    if not given:  # whoever was to ask has ended
        return
    task = json.loads(given)
    Thread(target=_end_with, args=(task["parent"],), daemon=True).start()
    _confine(task["seconds"])
    told = json.dumps(_answer(task), ensure_ascii=False)
    sys.stdout.buffer.write(told.encode("utf-8", "backslashreplace"))


def _end_with(parent: int) -> None:
    """Ends this process soon after the one that asked, however that one ended: nobody else wants the answer."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _confine(seconds: float) -> None:
    """From now on the process has little memory and disk, and ends a second after its query should have."""
    try:
        import resource
    except ImportError:  # Windows has none of this: whoever asked stops the process then
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, _FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)


def _answer(task: Mapping[str, Any]) -> dict[str, Any]:
    given = Given(task["parameters"])
    try:
        columns, rows, more = _rows(task, given)
    except StoreError as error:
        return {"error": str(error), "limit": _limit(error)}
    except MemoryError:
        return {"error": "out of memory", "limit": "big"}
    return {"columns": columns, "rows": rows, "more": more, "parameters": given.asked}


def _rows(task: Mapping[str, Any], given: Given) -> tuple[tuple[str, ...], list[list[Any]], bool]:
    """The columns, as many rows as are wanted and fit, and whether there are more."""
    answer = query(Path(task["path"]), task["sql"], given, time_limit=task["seconds"], longest=_LONGEST)
    rows: list[list[Any]] = []
    left = task["size"]
    for row in answer.rows:
        told = [_told(value, task["cell"]) for value in row]
        left -= sum(map(_size, told))
        if len(rows) == task["rows"] or left < 0:
            return answer.columns, rows, True
        rows.append(told)
    return answer.columns, rows, False


def _told(value: Any, cell: int | None) -> Any:
    """A value as JSON has it. With `cell`, as a page shows it: a longer text is cut, and tells how long it is."""
    if isinstance(value, bytes):
        return {"hex": value.hex()} if cell is None else as_text(value)
    if isinstance(value, str) and cell is not None and len(value) > cell:
        return {"cut": value[:cell], "of": len(value)}
    return value


def _size(told: Any) -> int:
    texts: Sequence[Any] = list(told.values()) if isinstance(told, dict) else [told]
    return _VALUE + sum(len(text) for text in texts if isinstance(text, str))


def _limit(error: StoreError) -> str | None:
    """Which limit the query has reached, if that is what is wrong."""
    name = str(getattr(error.__cause__, "sqlite_errorname", ""))
    return "slow" if name.startswith(_SLOW) else "big" if name.startswith(_BIG) else None


if __name__ == "__main__":
    main()
