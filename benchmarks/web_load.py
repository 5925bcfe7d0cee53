"""How long readers of `diembao web` wait while an ingest writes into the same database.

    python benchmarks/web_load.py [--articles N] [--clients N] [--seconds N] [--pause MS] [--no-ingest] [--db FILE]

Three processes beside this one: the real server, a real `diembao ingest` of articles that are new to it, and readers
that visit pages of every kind in random order, one behind the other without a pause unless one is given. Each time is
from sending a request to the last byte of its answer. The times of a static file, asked for among the others, say how
busy the machine was; `times` is the 95th percentile over the median of those. A verdict is refused if it is answered
by anything but the way to the next fact.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.load_client import REFERENCE, VERDICT, Times
from benchmarks.load_database import load_database, more_articles
from db.store import read_store

_CLIENT = Path(__file__).with_name("load_client.py")
_DIEMBAO = (sys.executable, "-m", "diembao")
#: More files than an ingest gets through in so many seconds.
_FILES_A_SECOND = 10


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--verdicts", type=int, default=8000)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--pause", type=float, default=0, help="what a reader waits between pages, in ms, on the mean")
    options.add_argument("--no-ingest", action="store_true", help="the readers alone")
    options.add_argument("--db", type=Path, help="a copy of this database, not one made for the purpose")
    chosen = options.parse_args()
    database = chosen.db or load_database(chosen.articles, chosen.verdicts)
    for line in measured(database, chosen):
        print(line, flush=True)


def measured(database: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """What was measured, line by line."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        copy = Path(shutil.copy(database, folder / "load.db"))
        yield told(copy)
        address = stack.enter_context(server(copy))
        if not chosen.no_ingest:
            stack.enter_context(ingest(copy, folder, 30 + chosen.seconds))
        before, began = articles_in(copy), time.monotonic()
        times = readers(address, copy, chosen)
        kept, seconds = articles_in(copy) - before, time.monotonic() - began
    yield f"{chosen.clients} readers; the ingest kept {kept / seconds:.1f} articles a second; {load_average()}"
    yield from table(times)


def told(database: Path) -> str:
    with read_store(database) as archive:
        counts = archive.glance()
        ((verdicts,),) = archive.query("SELECT count(*) FROM verdicts").rows
    size = database.stat().st_size / 1e6
    facts = sum(counts.facts.values())
    return f"{counts.articles:,} articles, {facts:,} facts, {verdicts:,} verdicts, {size:,.0f} MB; {load_average()}"


def load_average() -> str:
    return f"load average {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"


def articles_in(database: Path) -> int:
    with read_store(database) as archive:
        return archive.glance().articles


@contextmanager
def server(database: Path) -> Iterator[str]:
    """`diembao web` over this database; its address, from when it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with process(*_DIEMBAO, "web", "--db", str(database), "--port", str(port)) as running:
        while not _answers(port):
            if running.poll() is not None:
                sys.exit("the server ended")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def ingest(database: Path, folder: Path, seconds: int) -> Iterator[None]:
    """`diembao ingest` into this database, which goes on at least so long unless it is stopped before."""
    (files := folder / "more").mkdir()
    more_articles(files, _FILES_A_SECOND * seconds)
    with process(*_DIEMBAO, "ingest", str(files), "--db", str(database)):
        before = articles_in(database)
        while articles_in(database) == before:
            time.sleep(0.2)
        yield


@contextmanager
def process(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended at the end; an ingest may be at any time."""
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(60)


def readers(address: str, database: Path, chosen: argparse.Namespace) -> Times:
    """How long each page took, from a process of its own."""
    options = {"clients": chosen.clients, "seconds": chosen.seconds, "pause": chosen.pause}
    asked = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
    command = [sys.executable, str(_CLIENT), address, str(database), *asked]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return {kind: [(spent, status) for spent, status in times] for kind, times in json.loads(done.stdout).items()}


def table(times: Times) -> Iterator[str]:
    """A line for each kind of page, and one that tells what was refused."""
    reference = statistics.median(spent for spent, _ in times[REFERENCE])
    yield f"{'ms':36} {'asked':>6} {'median':>7} {'p95':>7} {'max':>7} {'times':>6}"
    for kind, told in times.items():
        spent = sorted(ms for ms, _ in told)
        median, late, most = statistics.median(spent), spent[int(0.95 * (len(spent) - 1))], spent[-1]
        yield f"{kind:36} {len(spent):6} {median:7.1f} {late:7.1f} {most:7.1f} {late / reference:6.1f}"
    refused = [status for _, status in times.get(VERDICT, []) if status != 303]
    failed = [status for kind, told in times.items() if kind != VERDICT for _, status in told if status != 200]
    yield f"verdicts refused: {len(refused)}{_statuses(refused)}; other pages failed: {len(failed)}{_statuses(failed)}"


def _statuses(found: Sequence[int]) -> str:
    return f" ({', '.join(map(str, sorted(set(found))))})" if found else ""


if __name__ == "__main__":
    main()
