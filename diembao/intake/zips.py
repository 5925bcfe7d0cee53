"""The articles in a ZIP archive. Nothing is unpacked to disk: a member's name is a label and no more."""
from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, BinaryIO

from diembao.inputs import PAGE_SUFFIXES, Fault, Page
from diembao.intake import jsonl
from diembao.intake.limits import BombError, read_page, refuse_bomb
from diembao.intake.origins import Origin
from extractor.model import SourceError

MAGICS = (b"PK\x03\x04", b"PK\x05\x06")

_ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".warc")
_LINES = (".jsonl", ".ndjson")
_OFFICE = frozenset(["[Content_Types].xml", "mimetype"])


class _Tally:
    """How many bytes came out of an archive of `size` bytes; what its headers claim is not asked."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._count = 0

    def counted(self, data: bytes) -> bytes:
        self._count += len(data)
        refuse_bomb(self._size, self._count)
        return data


class _Member:
    """The bytes of one member, counted for the whole archive while they come."""

    def __init__(self, stream: IO[bytes], tally: _Tally) -> None:
        self._stream = stream
        self._tally = tally

    def read(self, size: int, /) -> bytes:
        return self._tally.counted(self._stream.read(min(size, 1 << 20)))

    def readline(self, size: int, /) -> bytes:
        return self._tally.counted(self._stream.readline(size))


def pages(stream: BinaryIO, origin: Origin) -> Iterator[Page | Fault]:
    """The articles among an archive's members, in its order; what is no article in it is left out in silence.

    A member that cannot be read is a fault and costs no other. SourceError where the archive itself is damaged, is
    an office document, is a bomb or holds no article.
    """
    size = stream.seek(0, 2)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise SourceError(f"is a damaged zip archive ({error}); fetch it again") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if members and _OFFICE & {member.filename for member in members[:3]}:
            raise SourceError("is an office document (docx, xlsx, odt) or a book: save it as plain text")
        yield from _all(archive, members, origin, _Tally(size))


def _all(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], origin: Origin, tally: _Tally
) -> Iterator[Page | Fault]:
    seen: Counter[str] = Counter()
    for member in members:
        kind = _kind(member.filename)
        if kind is None:
            continue
        seen[member.filename] += 1
        twin = f"#{seen[member.filename]}" if seen[member.filename] > 1 else ""
        place = origin.inside("!", member.filename + twin)
        yield from _nested(place) if kind == "archive" else _read(archive, member, place, tally, kind)
    if not seen:
        wanted = ", ".join((*PAGE_SUFFIXES, *_LINES))
        raise SourceError(f"holds no article: no file in it ends in {wanted}")


def _kind(name: str) -> str | None:
    """What a member is taken for: a page, lines of JSON, an archive of its own, or nothing."""
    parts = name.lower().replace("\\", "/").split("/")
    if parts[0] == "__macosx" or parts[-1].startswith("."):
        return None
    kinds = {"page": PAGE_SUFFIXES, "lines": _LINES, "archive": _ARCHIVES}
    return next((kind for kind, suffixes in kinds.items() if parts[-1].endswith(suffixes)), None)


def _nested(place: Origin) -> Iterator[Fault]:
    yield place.fault("is an archive inside an archive, which is not opened: unpack the outer one and give this one")


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Origin, tally: _Tally, kind: str
) -> Iterator[Page | Fault]:
    if member.flag_bits & 1:
        yield place.fault("is encrypted: unpack the archive with its password and give the files")
        return
    try:
        with archive.open(member) as stream:
            inner = _Member(stream, tally)
            if kind == "lines":
                yield from jsonl.pages(inner, place)
            else:
                yield place.page(read_page(inner))
    except BombError:
        raise
    except SourceError as error:
        yield place.fault(str(error))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        yield place.fault(f"cannot be unpacked ({error}); the archive may be damaged")
