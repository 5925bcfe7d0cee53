"""Why an address gave nothing."""
from __future__ import annotations

from extractor.model import SourceError


class FetchError(SourceError):
    """An address gives no page; the text says why, without the address.

    `status` is the HTTP status, where there was one. `lasting` tells what will be so tomorrow (it is gone, refused, or
    no page) from what may pass (no connection, a server in trouble).
    """

    def __init__(self, why: str, *, status: int | None = None, lasting: bool = False) -> None:
        super().__init__(why)
        self.status = status
        self.lasting = lasting


class HostError(FetchError):
    """A host cannot be asked at all: it is unknown, silent, not to be trusted, or not to be asked from here."""
