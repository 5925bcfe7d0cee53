"""What a reviewer answers: single keys and lines at a terminal, lines alone where answers come from a file or pipe."""
from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Protocol

import click

#: What a Vietnamese keyboard in Telex mode makes of `w`, and of `a` and `x` pressed behind an `a`.
_TELEX = {"ư": "w", "â": "a", "ã": "x"}
#: Ctrl-D.
_END = "\x04"
#: How many bytes follow the first of a character in UTF-8, by what the first one is at least.
_FOLLOWING = ((0xF0, 3), (0xE0, 2), (0xC0, 1))


class Answers(Protocol):
    """Where answers come from; None is their end. `sees` says whether who answers sees what became of each."""

    sees: bool

    def key(self, prompt: str) -> str | None:
        """One key."""

    def line(self, prompt: str) -> str | None:
        """A line of text without white space around it."""


class TypedAnswers:
    """Keys as they are pressed, lines as they are typed, at the terminal that standard input is."""

    sees = True

    def key(self, prompt: str) -> str | None:
        with _unbuffered(sys.stdin.fileno()) as fd:
            click.echo(prompt, nl=False)  # only now: who answers a prompt at once is heard as a key, not as a line
            pressed = _character(fd)
        click.echo("" if pressed == "\n" or not pressed.isprintable() else pressed)
        return None if pressed in ("", _END) else _TELEX.get(pressed, pressed)

    def line(self, prompt: str) -> str | None:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  (lines can be edited once it is there)
        try:
            return input(prompt).strip()
        except EOFError:
            click.echo()
            return None


class GivenAnswers:
    """One answer a line, a key too: its character, or `space`. What was read is shown behind its prompt."""

    sees = False

    def key(self, prompt: str) -> str | None:
        given = self._next(prompt)
        return given if given is None or given.isspace() else {"space": " "}.get(given.strip(), given.strip())

    def line(self, prompt: str) -> str | None:
        given = self._next(prompt)
        return None if given is None else given.strip()

    def _next(self, prompt: str) -> str | None:
        click.echo(prompt, nl=False)
        given = sys.stdin.readline()
        click.echo(given.rstrip("\r\n"))
        return given.rstrip("\r\n") if given else None


def answers() -> Answers:
    return TypedAnswers() if sys.stdin.isatty() else GivenAnswers()


@contextlib.contextmanager
def _unbuffered(fd: int) -> Iterator[int]:
    """Keys arrive as they are pressed, unseen; what was pressed too early is not thrown away."""
    import termios
    import tty

    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd, termios.TCSADRAIN)
        yield fd
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _character(fd: int) -> str:
    """The next character, empty at the end; a key that sends several, such as an arrow, is the first of them."""
    first = os.read(fd, 1)
    if first == b"\x1b":
        _skip_waiting(fd)
    more = next((count for least, count in _FOLLOWING if first and first[0] >= least), 0)
    return (first + b"".join(os.read(fd, 1) for _ in range(more))).decode(errors="replace")


def _skip_waiting(fd: int) -> None:
    import select

    while select.select([fd], [], [], 0.02)[0] and os.read(fd, 64):
        pass
