"""The Python that the peers are installed in, and a peer that runs there, spoken to in lines of JSON."""
from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BENCH = HERE.parent / ".bench"


class Process:
    """A peer in a process of its own. OSError where it ends without an answer, also before it is ready."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._line()

    def ask(self, question: Any) -> Any:
        assert self._process.stdin
        print(json.dumps(question), file=self._process.stdin, flush=True)
        return self._line()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=30)

    def _line(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise OSError("it ended without an answer")
        return json.loads(line)


def peers_python() -> Path:
    """The Python in .bench/ with the peers; made where it is not there. A peer that does not install is told."""
    python = BENCH / "bin" / "python"
    wanted = (HERE / "requirements.txt").read_text("utf-8")
    done = BENCH / "installed.txt"
    if not done.exists() or done.read_text("utf-8") != wanted:
        venv.create(BENCH, with_pip=True, clear=True)
        for requirement in (line for line in wanted.splitlines() if line and not line.startswith("#")):
            install = [str(python), "-m", "pip", "-qq", "--disable-pip-version-check", "install", requirement]
            if subprocess.run(install, check=False).returncode:
                print(f"does not install: {requirement}", file=sys.stderr)
        done.write_text(wanted, "utf-8")
    return python
