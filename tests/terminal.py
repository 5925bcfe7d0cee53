"""A command at a real terminal, as a person sits before it: keys go in, the screen is read until it shows something."""
from __future__ import annotations

import os
import pty
import re
import select
from pathlib import Path
from typing import Self

from tests.command import command, environment

#: After so many seconds without a new character the screen does not show what it is waited for.
_PATIENCE = 60.0
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """`diembao ARGS` as a process with a terminal of its own, in `cwd`."""

    def __init__(self, cwd: Path, *args: object, **env: str) -> None:
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.chdir(cwd)
            call = command(*args)
            os.execve(call[0], call, dict(environment(**{"TERM": "dumb", **env})))
        self._unread = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)

    def until(self, wanted: str) -> str:
        """What the screen shows from where it was read last to the end of `wanted`."""
        while wanted not in self._unread:
            more = self._read()
            assert more, f"the screen ends without {wanted!r}: {self._unread}"
            self._unread += more
        shown, _, self._unread = self._unread.partition(wanted)
        return shown + wanted

    def press(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def end(self) -> tuple[int, str]:
        """The exit code, and the rest of the screen."""
        while more := self._read():
            self._unread += more
        _, status = os.waitpid(self._pid, 0)
        return os.waitstatus_to_exitcode(status), self._unread

    def _read(self) -> str:
        """What is new on the screen; empty at its end."""
        data = b""
        while True:
            assert select.select([self._fd], [], [], _PATIENCE)[0], f"nothing happens behind: {self._unread}"
            try:
                new = os.read(self._fd, 4096)
            except OSError:  # Linux's way to say that the other side is gone
                new = b""
            data += new
            try:
                shown = _CONTROL.sub("", data.decode(errors="strict" if new else "replace"))
            except UnicodeDecodeError:
                continue
            if shown or not new:  # control characters alone show nothing, and are no end
                return shown
