"""Where an export goes: standard output, a file, or a folder of files; a file is there whole or not at all."""
from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TextIO
from urllib.parse import urlsplit

from diembao.exits import Failure

STDOUT = "-"
#: A sign by which spreadsheets know UTF-8.
BOM = "\ufeff"

_NOT_YOURS = "{path} cannot be made: you may not write to the folder {folder}; ask for it, or name another with --out"


@contextmanager
def opened(out: str | Path, *, bom: bool = False) -> Iterator[TextIO]:
    """A text file in UTF-8, line ends as they are written, or standard output for `-`. OSError as `open`."""
    if str(out) == STDOUT:
        sys.stdout.write(BOM if bom else "")
        yield sys.stdout
        return
    path = Path(out)
    if path.is_dir():
        raise Failure(f"{out} is a folder, and this export is one file: name a file with --out")
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _made(half, path) as file:
            file.write(BOM if bom else "")
            yield file
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _made(half: Path, path: Path) -> TextIO:
    """The file that becomes `path` when it is whole; Failure or OSError about the one that the user knows."""
    try:
        return half.open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except FileNotFoundError:
        raise Failure(f"the folder {path.parent} does not exist: make it first, or name another with --out") from None
    except PermissionError:
        raise Failure(_NOT_YOURS.format(path=path, folder=path.parent)) from None
    except OSError as error:
        error.filename = str(path)
        raise


def folder(out: str) -> Path:
    """The folder of this name, made if there is none. Failure where it is a file, or standard output."""
    if out == STDOUT:
        raise Failure("this export is several files: name a folder for them with --out")
    path = Path(out)
    if path.exists() and not path.is_dir():
        raise Failure(f"{out} is a file, and this export is several files: name a folder with --out")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except PermissionError:
        raise Failure(_NOT_YOURS.format(path=path, folder=path.parent)) from None
    return path


_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_MOST = 60


def file_stem(number: int, name: str) -> str:
    """A name for the files of an article that every system takes: its id and what its own name has of letters."""
    last = PurePosixPath(urlsplit(name).path or name).name.rsplit(".", 1)[0]
    plain = unicodedata.normalize("NFD", last.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return f"{number:04}-{_UNSAFE.sub('-', plain).strip('-')[:_MOST]}".rstrip("-")
