"""The paths that a user gives, as inputs to read: files, the articles in folders, standard input."""
from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from diembao.exits import why_not

#: What is taken for an article in a folder; a file that is named itself is read whatever its suffix.
SUFFIXES = (".txt", ".html", ".htm")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file, or standard input (`-`), still unread; `name` is the name to keep it under."""

    path: str
    name: str | None = None
    url: str | None = None

    @property
    def shown(self) -> str:
        """What it is called when something is said of it."""
        return self.name or ("standard input" if self.path == STDIN else self.path)


@dataclass(frozen=True, slots=True)
class Page:
    """What an input holds, under the name that its facts will carry."""

    name: str
    content: bytes
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that cannot be used, and why; together they are a sentence."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} {self.why}"


def find_inputs(paths: Iterable[str], url: str | None = None) -> Iterator[Input | Fault]:
    """The files that `paths` stand for, folders with all below them, in the order of their names."""
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            yield from _folder(path)
        else:
            yield Input(path, None, url)


def bundled(articles: Path) -> Iterator[Input]:
    """The bundled articles, under their bare names: where they are installed says nothing about them."""
    for path in sorted(articles.iterdir()):
        if path.suffix in SUFFIXES:
            yield Input(str(path), path.name)


def _folder(folder: str) -> Iterator[Input | Fault]:
    faults: list[Fault] = []
    found = False
    for inner, folders, names in os.walk(folder, onerror=lambda e: faults.append(Fault(str(e.filename), why_not(e)))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                found = True
                yield Input(os.path.join(inner, name))
    yield from faults
    if not found and not faults:
        yield Fault(folder, f"holds no article: no file ends in {', '.join(SUFFIXES)}; name the files themselves")


def read_input(given: Input) -> Page:
    """The bytes of an input. OSError where they cannot be had."""
    if given.path != STDIN:
        # A path keeps its meaning, not its spelling: `./a.txt` is `a.txt`.
        return Page(given.name or _printable(os.path.normpath(given.path)), Path(given.path).read_bytes(), given.url)
    content = sys.stdin.buffer.read()
    return Page(given.url or f"stdin-{hashlib.sha256(content).hexdigest()[:12]}", content, given.url)


def _printable(path: str) -> str:
    """A path whose bytes are no UTF-8 cannot be stored or printed as it is."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
