"""Queries of the SQL page: each is run by a process of its own, a few at a time, and stopped at its limits."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from flask import current_app

from extractor.model import DiembaoError

EXTENSION = "diembao-queries"
_ROOT = Path(__file__).parent.parent.parent
#: How long a busy machine may take to start the process, in seconds: the query's own time is counted in there.
_STARTING = 30.0
_COMMAND = [sys.executable, "-P", "-m", "diembao.web.answering"]
#: How the process ends that the system stops at the end of its time; no such signal is known to Windows.
_TIME_IS_UP = -int(getattr(signal, "SIGALRM", 14))
_TOO_SLOW = "the query took too long and was stopped"


@dataclass(frozen=True, slots=True)
class Limits:
    """At most `rows` rows within `seconds`; all values together are at most about `size` characters long. Texts longer
    than `cell` are cut, and bytes told as their number, where `cell` is not None."""

    rows: int
    seconds: float
    size: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of a text of `length` characters."""

    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query; `more` says that there are rows beyond those that the limits let through. `parameters`
    are those that the query asks for, with what they were given."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    more: bool
    parameters: Mapping[str, str]


class QueryRefused(DiembaoError):
    """The query was not answered. `reason` is `slow`, `big` or `busy`, or None where its SQL is wrong, which the text
    tells."""

    def __init__(self, told: str, reason: str | None = None) -> None:
        super().__init__(told)
        self.reason = reason


class Queries:
    """So many queries `at_once`, so that threads are left for the other pages."""

    def __init__(self, at_once: int) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def ask(self, path: Path, sql: str, parameters: Mapping[str, str], limits: Limits) -> Found:
        """The answer to one statement that reads. QueryRefused where there is none."""
        if not self._turns.acquire(blocking=False):
            raise QueryRefused("too many queries are running", "busy")
        try:
            told = self._run(_task(path, sql, parameters, limits), limits.seconds + _STARTING)
        finally:
            self._turns.release()
        if "error" in told:
            raise QueryRefused(told["error"], told["limit"])
        rows = [[_value(value) for value in row] for row in told["rows"]]
        return Found(told["columns"], rows, told["more"], told["parameters"])

    def close(self) -> None:
        """Stops the queries that are running, and those that still come."""
        self._closed = True
        for process in list(self._running):
            process.kill()

    def _run(self, task: bytes, seconds: float) -> dict[str, Any]:
        with _started() as process:
            self._running.add(process)
            if self._closed:
                process.kill()
            try:
                out, _ = process.communicate(task, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                raise QueryRefused(_TOO_SLOW, "slow") from error
            finally:
                self._running.discard(process)
                process.kill()
        return _told(process.returncode, out)


def queries() -> Queries:
    """Those of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Queries)
    return found


def _task(path: Path, sql: str, parameters: Mapping[str, str], limits: Limits) -> bytes:
    """What `diembao/web/answering.py` is told."""
    given = {"path": str(path.absolute()), "sql": sql, "parameters": dict(parameters), "parent": os.getpid()}
    return json.dumps({**given, **asdict(limits)}).encode()


def _started() -> subprocess.Popen[bytes]:
    """The process, in a session of its own: Ctrl-C at the terminal is for the server, which then ends it."""
    pipe = subprocess.PIPE
    return subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, env=_environment(), start_new_session=True)


def _environment() -> dict[str, str]:
    """The process finds the modules that this one has, wherever it is started."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}


def _told(code: int, out: bytes) -> dict[str, Any]:
    if code == _TIME_IS_UP:
        raise QueryRefused(_TOO_SLOW, "slow")
    if code:
        raise QueryRefused("the query needed too much and was stopped", "big")
    told: dict[str, Any] = json.loads(out)
    return told


def _value(told: Any) -> Any:
    if isinstance(told, dict):
        return bytes.fromhex(told["hex"]) if "hex" in told else Cut(told["cut"], told["of"])
    return told
