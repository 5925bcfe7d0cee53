"""What pages ask of an archive across its articles: indicators, people, event series, documents."""
from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from db import indicators
from db.indicators import Indicator, IndicatorLine
from db.list_page import ListPage


class JoinedArchive(ABC):
    """What several articles tell of one thing. StoreError for what SQLite cannot do."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    def indicator_lines(
        self, typed: str = "", *, after: str = "", most_first: bool = True, limit: int = 50
    ) -> ListPage[IndicatorLine]:
        """The indicators with all words typed in their key, those with the most figures first, else by key."""
        with self._transaction() as connection:
            return indicators.indicator_lines(connection, typed, after=after, most_first=most_first, limit=limit)

    def indicator(self, key: str, scope: str | None = None) -> Indicator | None:
        """The figures of an indicator, of one scope or all; None where nothing is told of it."""
        with self._transaction() as connection:
            return indicators.indicator(connection, key, scope)
