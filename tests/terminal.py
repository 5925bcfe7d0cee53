"""A command at a real terminal, as a person sits before it: keys go in, the screen is read until it shows something."""
from __future__ import annotations

import errno
import os
import pty
import re
import select
import time
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
        self._status: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)

    def until(self, wanted: str) -> str:
        """What the screen shows from where it was read last to the end of `wanted`."""
        while wanted not in self._unread:
            more = self._read()
            assert more, f"the screen ends without {wanted!r}: {self._unread} (status {self._status})"
            self._unread += more
        shown, _, self._unread = self._unread.partition(wanted)
        return shown + wanted

    def press(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def end(self) -> tuple[int, str]:
        """The exit code, and the rest of the screen."""
        while more := self._read():
            self._unread += more
        self._runs(wait=True)
        return os.waitstatus_to_exitcode(self._status or 0), self._unread

    def _runs(self, *, wait: bool = False) -> bool:
        if self._status is None:
            done, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
            self._status = status if done else None
        return self._status is None

    def _read(self) -> str:
        """What is new on the screen; empty at its end."""
        data = b""
        while True:
            assert select.select([self._fd], [], [], _PATIENCE)[0], f"nothing happens behind: {self._unread}"
            try:
                new = os.read(self._fd, 4096)
            except OSError as error:  # Linux's way to say that the other side is gone, for good if it has ended
                if error.errno != errno.EIO:
                    raise
                if self._runs():
                    time.sleep(0.05)
                    continue
                new = b""
            data += new
            try:
                return _CONTROL.sub("", data.decode())
            except UnicodeDecodeError:
                if not new:
                    return _CONTROL.sub("", data.decode(errors="replace"))
