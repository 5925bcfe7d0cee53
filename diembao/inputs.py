"""What a user names, as inputs to read: files, patterns of files, folders, standard input and addresses."""
from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from db.visits import Visit
from diembao.exits import why_not

#: What is taken for an article, or for several, in a folder; a file that is named itself is read whatever its suffix.
PAGE_SUFFIXES = (".txt", ".html", ".htm", ".xhtml")
SUFFIXES = (*PAGE_SUFFIXES, ".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".zip", ".warc", ".warc.gz")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file, standard input (`-`) or an http(s) address, still unread; `name` is the name to keep it under."""

    path: str
    name: str | None = None
    url: str | None = None

    @property
    def shown(self) -> str:
        """What it is called when something is said of it."""
        return self.name or ("standard input" if self.path == STDIN else self.path)


@dataclass(frozen=True, slots=True)
class Page:
    """One article of an input, under the name that its facts will carry.

    `given` is what a feed, an archive or a line of JSON says of it: `title`, `published`, `author`, `retrieved` (when
    it was fetched) and every other key as it came. `place` is where it stands (`pages.jsonl:12`), for messages;
    `visit` what is to be remembered of its address once it is kept.
    """

    name: str
    content: bytes
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    place: str | None = None
    visit: Visit | None = None

    @property
    def shown(self) -> str:
        """What it is called when something is said of it."""
        return self.place or self.name


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that cannot be used, and why; together they are a sentence."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} {self.why}"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An address whose page is known and has not changed; nothing is to be read."""

    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Something that names articles: a file of addresses (`urls`), or the address of a feed or sitemap."""

    kind: Literal["urls", "feed", "sitemap"]
    where: str

    @property
    def shown(self) -> str:
        """What it is called when something is said of it."""
        return "standard input" if self.where == STDIN else self.where


#: What comes out of an input, one at a time.
Supplied = Page | Fault | Unchanged


def is_address(path: str) -> bool:
    """Whether something is to be fetched rather than opened."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", path) is not None


def find_inputs(paths: Iterable[str], url: str | None = None) -> Iterator[Input | Fault]:
    """The files and addresses that `paths` stand for: folders with all below them, and patterns (`*.html`, `**`) that
    no file is called by, in the order of their names."""
    for path in paths:
        if path == STDIN or is_address(path):
            yield Input(path, None, url)
        elif os.path.isdir(path):
            yield from _folder(path)
        elif not os.path.lexists(path) and glob.has_magic(path):
            yield from _pattern(path)
        else:
            yield Input(path, None, url)


def bundled(articles: Path) -> Iterator[Input]:
    """The bundled articles, under their bare names: where they are installed says nothing about them."""
    for path in sorted(articles.iterdir()):
        if path.suffix in PAGE_SUFFIXES:
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
        plain = ", ".join(suffix for suffix in SUFFIXES if not suffix.endswith(".gz"))
        yield Fault(folder, f"holds no article: no file ends in {plain}; name the files themselves")


def _pattern(pattern: str) -> Iterator[Input | Fault]:
    files = [path for path in sorted(glob.iglob(pattern, recursive=True)) if not os.path.isdir(path)]
    yield from map(Input, files)
    if not files:
        yield Fault(pattern, "matches no file; check the pattern (`**` stands for any folders)")


def name_of(path: str) -> str:
    """A path's name to keep: `./a.txt` is `a.txt`; what is no UTF-8 cannot be stored or printed as it is."""
    return os.fsencode(os.path.normpath(path)).decode("utf-8", "backslashreplace")
