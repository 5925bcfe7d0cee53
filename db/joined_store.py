"""What pages ask of an archive across its articles: indicators, people, event series, documents."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from db import citations, indicators, persons, series
from db.citations import CitedDocument, DocumentAlone, DocumentLine
from db.indicators import Indicator, IndicatorLine
from db.list_page import ListPage
from db.persons import Person, PersonLine
from db.series import Series, SeriesLine


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

    def indicator(self, key: str, scope: str | None = None, plans: Sequence[str] = ()) -> Indicator | None:
        """The figures of an indicator, of one scope or all, with what is planned under the keys `plans`; None where
        nothing is told of it."""
        with self._transaction() as connection:
            return indicators.indicator(connection, key, scope, plans)

    def person_lines(self, typed: str = "", *, after: str = "", limit: int = 50) -> ListPage[PersonLine]:
        """The people with all words typed in their name, by name."""
        with self._transaction() as connection:
            return persons.person_lines(connection, typed, after=after, limit=limit)

    def person(self, person_id: int, *, seen: str = "", said: str = "", limit: int = 50) -> Person | None:
        """What is told of a person, mentions and statements a page each; None where nobody has this id."""
        with self._transaction() as connection:
            return persons.person(connection, person_id, seen=seen, said=said, limit=limit)

    def person_of(self, article_id: int, kind: str, fact_key: str) -> int | None:
        """The id of the person that a fact of an article is told of; None where it is of none."""
        with self._transaction() as connection:
            return persons.person_of(connection, article_id, kind, fact_key)

    def series_lines(
        self, typed: str = "", *, after: str = "", with_single: bool = False, most_first: bool = True, limit: int = 50
    ) -> ListPage[SeriesLine]:
        """The event series with all words typed in their name; see `db.series.series_lines`."""
        with self._transaction() as connection:
            return series.series_lines(
                connection, typed, after=after, with_single=with_single, most_first=most_first, limit=limit
            )

    def series(self, key: str) -> Series | None:
        """The editions of a series; None where no event is of it."""
        with self._transaction() as connection:
            return series.series(connection, key)

    def document_lines(
        self, typed: str = "", *, after: str = "", most_first: bool = True, limit: int = 50
    ) -> ListPage[DocumentLine]:
        """The documents with all words typed in type, number, title or issuer, the most cited first, else by key."""
        with self._transaction() as connection:
            return citations.document_lines(connection, typed, after=after, most_first=most_first, limit=limit)

    def documents_alone(self, typed: str = "", *, after: str = "", limit: int = 50) -> ListPage[DocumentAlone]:
        """The documents of which too little is told to know them in another article."""
        with self._transaction() as connection:
            return citations.documents_alone(connection, typed, after=after, limit=limit)

    def document(self, key: str, *, seen: str = "", limit: int = 50) -> CitedDocument | None:
        """A document with a page of its citations; None where no article cites it."""
        with self._transaction() as connection:
            return citations.document(connection, key, seen=seen, limit=limit)
