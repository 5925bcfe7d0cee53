"""What pages tell of the whole database, worked out no more often than it has to be."""
from __future__ import annotations

from collections.abc import Sequence

from flask import current_app

from db.glance import Glance
from db.indicators import IndicatorLine
from db.list_page import ListPage
from db.quality import Precision
from db.store import Archive
from diembao.web.remembered import Remembered

EXTENSION = "diembao-overview"


class Overview:
    """Counts are some seconds old at most. Precision is worked out after each verdict, and after a minute, since an
    ingest changes the facts that verdicts are on; where very many were given it may be some seconds late."""

    def __init__(self) -> None:
        self._glance = Remembered[Glance](seconds=5)
        self._indicators = Remembered[ListPage[IndicatorLine]](seconds=5)
        self._precision = Remembered[Sequence[Precision]](seconds=60)

    def glance(self, archive: Archive) -> Glance:
        return self._glance.get(None, archive.glance)

    def indicators(self, archive: Archive, limit: int) -> ListPage[IndicatorLine]:
        """Those told most often; to find them all figures are counted."""
        return self._indicators.get(limit, lambda: archive.indicator_lines("", after="", most_first=True, limit=limit))

    def precision(self, archive: Archive) -> Sequence[Precision]:
        return self._precision.get(archive.last_verdict(), lambda: archive.precision("kind"))


def overview() -> Overview:
    """That of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Overview)
    return found
