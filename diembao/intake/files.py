"""A file or standard input, opened and told by its content: one page, lines of JSON, or an archive of pages."""
from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from diembao.inputs import STDIN, Fault, Input, Page, name_of
from diembao.intake import gzips, jsonl, warc, zips
from diembao.intake.addresses import identity
from diembao.intake.limits import read_page
from diembao.intake.origins import Origin
from extractor.model import SourceError

# Enough to tell what a file is: tar says so at its byte 257.
_HEAD = 512
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")


class _Rewound(io.RawIOBase):
    """A stream that cannot go back, with what was read of it put in front again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


def pages_of(given: Input) -> Iterator[Page | Fault]:
    """What a file or standard input holds, one page at a time; what cannot be read inside it is a fault.

    OSError where it cannot be opened, SourceError where it cannot be read, or not any further.
    """
    piped = given.path == STDIN
    origin = Origin(given.shown, given.name or (None if piped else name_of(given.path)))
    with _opened(given.path) as packed:
        head, stream = _looked_at(packed)
        if head.startswith(zips.MAGICS):
            yield from _zipped(stream, origin)
            return
        if head.startswith(gzips.MAGIC):
            head, stream = _looked_at(gzips.unpacked(stream))
            _refuse_nested(head)
        if head.startswith(warc.MAGIC):
            yield from warc.pages(stream, origin, None if piped else partial(_content, given.path))
        elif jsonl.OPENING.match(head) or given.path.lower().endswith(jsonl.SUFFIXES):
            yield from jsonl.pages(stream, origin)
        else:
            _refuse(head, given.path)
            url = identity(given.url) if given.url else None
            yield origin.page(read_page(stream), url, by_url=False)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as file:
            yield file


@contextmanager
def _content(path: str) -> Iterator[BinaryIO]:
    """What a file holds, unpacked if it is packed with gzip."""
    with _opened(path) as file:
        head, stream = _looked_at(file)
        yield gzips.unpacked(stream) if head.startswith(gzips.MAGIC) else stream


def _looked_at(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """How a stream begins, and the stream from its beginning."""
    head = stream.read(_HEAD)
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, cast(BinaryIO, io.BufferedReader(_Rewound(head, stream)))


def _zipped(stream: BinaryIO, origin: Origin) -> Iterator[Page | Fault]:
    if stream.seekable():
        yield from zips.pages(stream, origin)
        return
    with TemporaryFile() as copy:  # the list of an archive's members stands at its end
        shutil.copyfileobj(stream, copy)
        yield from zips.pages(cast(BinaryIO, copy), origin)


def _refuse_nested(head: bytes) -> None:
    if head.startswith((gzips.MAGIC, *zips.MAGICS)) or head[257:262] == b"ustar":
        raise SourceError("is an archive inside a gzip file, which is not opened: unpack it and give the files")


def _refuse(head: bytes, path: str) -> None:
    """SourceError for what is surely no page, and for which there is better advice than that it is no text."""
    if head[257:262] == b"ustar":
        raise SourceError("is a tar archive: unpack it and give the files")
    if path.lower().endswith(".json") and _JSON.match(head):
        raise SourceError("is JSON, but not one object a line: make JSON lines of it, with `jq -c .` or `jq -c '.[]'`")
