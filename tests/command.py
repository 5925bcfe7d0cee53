"""The command as tests call it: in this process where that is enough, as a process of its own where it is not."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from diembao.cli import cli
from diembao.exits import run

ROOT = Path(__file__).parent.parent
COMMANDS = sorted(cli.commands)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("diembao: ")]


def call(capsys: pytest.CaptureFixture[str], *args: object) -> Ended:
    """Runs `diembao ARGS` in this process, up to its exit code."""
    capsys.readouterr()
    code = run(cli.main, [str(arg) for arg in args])
    return Ended(code, *capsys.readouterr())


def environment(**changes: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DIEMBAO", "COLUMNS"))}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, **changes}


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "diembao", *map(str, args)]


def spawn(cwd: Path, *args: object, stdin: bytes = b"", **env: str) -> Ended:
    """Runs `diembao ARGS` as a process in `cwd`."""
    given = {"input": stdin, "env": environment(**env), "cwd": cwd}
    done = subprocess.run(command(*args), capture_output=True, timeout=120, **given)  # type: ignore[call-overload]
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
