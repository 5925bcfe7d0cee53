"""How a command ends: the exit codes, the one line that an error gets, and what happens to an error nobody expected.

Data goes to standard output; all that is said about it goes to standard error.
"""
from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import click

from extractor.model import DiembaoError

#: Done; data or a check failed; used wrongly; some inputs failed, the others are done; stopped with Ctrl-C; the
#: reader of the pipe went away.
DONE, FAILED, USAGE, PARTIAL, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141

ISSUES = "please report it with the command and the file"


class Failure(DiembaoError):
    """A command cannot do its work; the text says what is wrong and what to do next."""


class Commands(click.Group):
    """A group whose commands end quietly when the reader of their output goes away."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The interpreter flushes once more at its end; nobody would hear its complaint.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(PIPE_CLOSED) from None
        return result


def say(message: str) -> None:
    """One line about the work, on standard error."""
    click.echo(message, err=True)


def complain(message: str) -> None:
    """One line about what went wrong, on standard error."""
    say(f"diembao: {printable(' '.join(message.split()))}")


def printable(text: str) -> str:
    """Words that may come from strangers, fit for a terminal: what would steer it is spelt out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def run(command: Callable[..., Any], args: Sequence[str]) -> int:
    """Runs a click command to its end and gives its exit code; no error leaves it but as one line."""
    debug = "--debug" in args
    try:
        code = command(args=list(args), prog_name="diembao", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("stopped")
        return INTERRUPTED
    except DiembaoError as error:
        complain(str(error))
        return FAILED
    except OSError as error:
        complain(f"{error.filename or 'the output'} {why_not(error)}")
        return FAILED
    except Exception as error:
        complain(f"{defect(error, debug)}")
        return FAILED
    return code if isinstance(code, int) else DONE


def defect(error: Exception, debug: bool = False) -> str:
    """What is said of an error that nobody expected; with `debug` its traceback goes to standard error."""
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    hint = "" if debug else "; `diembao --debug ...` shows where it happened"
    return f"made diembao fail ({type(error).__name__}: {error}); this is a defect: {ISSUES}{hint}"


_WHY = {
    errno.ENOENT: "does not exist; check the path",
    errno.EACCES: "may not be opened: permission denied; ask for it or run `chmod u+rw` on it",
    errno.EPERM: "may not be opened: permission denied; ask for it or run `chmod u+rw` on it",
    errno.ENOSPC: "cannot be written: the disk is full; make room and run the command again",
    errno.EDQUOT: "cannot be written: your quota is used up; make room and run the command again",
    errno.EISDIR: "is a folder, not a file",
    errno.ENOTDIR: "does not exist: a part of its path is a file; check the path",
    errno.ELOOP: "is a link that leads to itself; mend the link",
    errno.ENAMETOOLONG: "has a name that is too long for this system",
}


def why_not(error: OSError) -> str:
    """Why a file could not be opened, read or written, and what to do, without the file's name."""
    known = _WHY.get(error.errno or 0)
    return known or f"cannot be opened: {error.strerror or error}"
