"""What is packed with gzip, unpacked while it is read, and no further than a decent file would go."""
from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

from diembao.intake.limits import refuse_bomb
from extractor.model import SourceError

MAGIC = b"\x1f\x8b"


class _Counted(io.RawIOBase):
    """Passes bytes on and counts them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of one or more gzip members. SourceError while reading, where they are damaged or a bomb."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = _Counted(stream)
        self._members = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed))
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._members.read1(len(view))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceError(f"is damaged: its gzip data cannot be unpacked ({error}); fetch it again") from error
        view[: len(data)] = data
        self._count += len(data)
        refuse_bomb(self._packed.count, self._count)
        return len(data)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The bytes that a gzip stream holds, as a stream. Reading it raises SourceError for damage and for bombs."""
    return io.BufferedReader(_Unpacked(stream), 1 << 16)
