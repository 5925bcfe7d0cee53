"""`diembao web` as a process: it serves, says where, ends on Ctrl-C, and says what is wrong before it serves."""
from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from diembao.exits import DONE
from tests.command import call, command, environment


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def running(cwd: Path, *args: object, **env: str) -> Iterator[subprocess.Popen[str]]:
    """`diembao web ARGS`, up to the line that says where it serves."""
    started = subprocess.Popen(
        command("web", *args), cwd=cwd, env=environment(**env), stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def test_it_serves_until_it_is_stopped(bundled_db: Path, tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, "--db", bundled_db, "--port", port, "--lang", "vi") as process:
        assert line(process) == f"{bundled_db} is shown at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
        assert "Có gì trong cơ sở dữ liệu" in get(f"http://127.0.0.1:{port}/")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == DONE
        assert line(process) == ""


def children(pid: int) -> set[int]:
    """The processes that a process has started and that still run."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize(("ended_by", "code"), [(signal.SIGINT, DONE), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_query_that_runs_ends_with_the_server(
    bundled_db: Path, tmp_path: Path, ended_by: signal.Signals, code: int
) -> None:
    port = free_port()
    endless = quote_plus("WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    with running(tmp_path, "--db", bundled_db, "--port", port, "--sql-seconds", 3000) as process:
        assert "is shown at" in line(process)
        assert "figure_facts" in get(f"http://127.0.0.1:{port}/sql")
        assert "figures" in get(f"http://127.0.0.1:{port}/rules")
        asked = socket.create_connection(("127.0.0.1", port))
        asked.sendall(f"GET /sql?q={endless} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        while not (started := children(process.pid)):
            time.sleep(0.05)
        process.send_signal(ended_by)
        assert process.wait(60) == code
        assert line(process) == ""
        while any(Path(f"/proc/{one}").exists() for one in started):
            time.sleep(0.05)
        asked.close()


def test_a_port_that_is_taken_is_told(bundled_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = call(capsys, "web", "--db", bundled_db, "--port", port)
    told = f"diembao: port {port} is in use: give another, such as `diembao web --port {port + 1}`"
    assert (ended.code, ended.complaints) == (1, [told])


def test_a_host_of_another_machine_is_told(bundled_db: Path, tmp_path: Path) -> None:
    with running(tmp_path, "--db", bundled_db, "--host", "192.0.2.1", DIEMBAO_PASSWORD="p") as process:
        assert line(process) == "diembao: 192.0.2.1 is no address of this machine: give another --host\n"
        assert process.wait(60) == 1


def test_a_database_that_is_missing_is_told_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = call(capsys, "web", "--db", tmp_path / "no.db")
    assert (ended.code, list(tmp_path.iterdir())) == (1, [])
    assert "does not exist" in ended.complaints[0]


def test_without_the_extra_it_says_how_to_get_it(
    bundled_db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "flask", None)
    ended = call(capsys, "web", "--db", bundled_db)
    told = "diembao: `diembao web` needs flask: python -m pip install 'diembao[web]'"
    assert (ended.code, ended.complaints) == (1, [told])
