"""How much is read of anything, however much there is of it: memory and time are bounded before content is judged."""
from __future__ import annotations

from typing import Protocol

from extractor.model import SourceError

#: Unpacked bytes for one packed, over a whole archive. Pages pack 5 to 20 fold, the worst that deflate can do is 1032.
RATIO = 100
#: So much may be unpacked before the ratio is looked at: a short stretch may well pack better than the whole.
FREE = 32_000_000


class Readable(Protocol):
    """Anything that gives bytes; b"" at its end."""

    def read(self, size: int, /) -> bytes: ...


class Lines(Protocol):
    """Anything that gives bytes line by line, long lines in pieces; b"" at its end."""

    def readline(self, size: int, /) -> bytes: ...


class BombError(SourceError):
    """Something packed is far larger than it looks; reading it any further is not worth the while."""


def page_limit() -> int:
    """More bytes than this are no page of a newspaper; the extractor says so."""
    from extractor.source import LIMIT

    return LIMIT


def read_page(stream: Readable) -> bytes:
    """All that a stream holds. SourceError where that is more than a page, of which no more is then read."""
    limit = page_limit()
    pieces: list[bytes] = []
    left = limit + 1
    while left and (piece := stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise SourceError(f"is too large (more than {limit:,} bytes, the limit); give one article a file")
    return b"".join(pieces)


def refuse_bomb(packed: int, unpacked: int) -> None:
    """BombError where so few bytes became so many that the rest is not worth unpacking."""
    if unpacked > FREE + RATIO * packed:
        raise BombError(
            f"unpacks to more than {RATIO} times its size ({packed:,} bytes became {unpacked:,}), as no archive of "
            "pages does: it is not read further"
        )
