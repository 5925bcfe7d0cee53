"""What the pages ask of an archive: search, counts, the places of a fact, what became of it."""
from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from db import fact_places, glance, reader, search
from extractor.model import Span


class PageArchive(ABC):
    """What is asked for a page, each answered in a few milliseconds. StoreError for what SQLite cannot do."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    def search(self, typed: str, *, limit: int = 20, offset: int = 0) -> search.Hits:
        """The articles that hold all words and `"phrases"` that a user typed, the best first, with the places where
        they stand. Typed without any mark, words are found whatever their marks."""
        with self._transaction() as connection:
            return search.search(connection, typed, limit=limit, offset=offset)

    def glance(self) -> glance.Glance:
        """Counts over the current articles, quicker and fewer than `overview` has."""
        with self._transaction() as connection:
            return glance.glance(connection)

    def last_verdict(self) -> int:
        """The number of the last verdict that was given or taken back; 0 where none was."""
        with self._transaction() as connection:
            return glance.last_verdict(connection)

    def article_stamp(self, article_id: int) -> tuple[int, int] | None:
        """What changes whenever anything stored of the article does; None where there is none."""
        with self._transaction() as connection:
            return glance.article_stamp(connection, article_id)

    def latest_articles(self, *, before: int | None = None, limit: int = 50) -> list[reader.ArticleLine]:
        """Current articles from the one that came last on; `before` is the id of the last one seen."""
        with self._transaction() as connection:
            return glance.latest_articles(connection, before=before, limit=limit)

    def unexplained(self, article_id: int) -> tuple[Span, ...]:
        """The runs of digits in an article that no rule explains."""
        with self._transaction() as connection:
            return fact_places.unexplained(connection, article_id)

    def fact_places(self, article_id: int, fact_key: str) -> fact_places.FactPlaces:
        """Where the fields of a fact of an article were read, and what its other versions tell of it."""
        with self._transaction() as connection:
            return fact_places.fact_places(connection, article_id, fact_key)
