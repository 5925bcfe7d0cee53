"""A stored source decoded and parted into lines once more, as it was when it came in."""
from __future__ import annotations

from db.reader import StoredSource
from extractor.model import Source
from extractor.source import read_source


def read_stored(source: StoredSource, url: str | None, name: str | None = None) -> Source | None:
    """The source with what was said of it when it came; None where its bytes are damaged.

    SourceError where the program of today refuses it.
    """
    if source.content is None:
        return None
    return read_source(
        source.content,
        name or source.names[0],
        url=url,
        media_type=source.media_type,
        charset=source.encoding,
        given=source.given,
    )
