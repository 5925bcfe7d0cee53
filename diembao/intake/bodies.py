"""The body of an answer: read while it comes, unpacked, and never more of it than is wanted."""
from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from diembao.intake.refusals import FetchError

#: What we ask for, and can unpack.
ENCODINGS = frozenset(["", "identity", "gzip", "x-gzip", "deflate"])
_GZIP = b"\x1f\x8b"


def body_of(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The unpacked body. FetchError where it is more than `limit` bytes, packed or not, or cannot be unpacked."""
    encoding = encoding.strip().lower()
    if encoding not in ENCODINGS:
        raise FetchError(f"is compressed with {encoding}, which was not asked for and is not read", lasting=True)
    counted = _limited(pieces, limit)
    return b"".join(counted if encoding in ("", "identity") else _limited(_unpacked(counted, limit), limit))


def unpacked(content: bytes, limit: int) -> bytes:
    """What a gzip file holds. FetchError as `body_of`."""
    return body_of([content], "gzip", limit)


def _limited(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > limit:
            raise FetchError(f"is too large (more than {limit:,} bytes, the limit)", lasting=True)
        yield piece


def _unpacked(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The unpacked bytes, in pieces of which none is larger than the limit and a byte."""
    unpacker, begun = _unpacker(), False
    try:
        for piece in pieces:
            begun = True
            yield unpacker.decompress(piece, limit + 1)
            while unpacker.eof and unpacker.unused_data.startswith(_GZIP):
                rest, unpacker = unpacker.unused_data, _unpacker()
                yield unpacker.decompress(rest, limit + 1)
    except zlib.error as error:
        raise FetchError(f"says that it is compressed, but cannot be unpacked ({error})") from error
    if begun and not unpacker.eof:
        raise FetchError("ends in the middle of its compressed data; the connection may have been dropped")


def _unpacker() -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as the first bytes say
