"""What the pages ask of an archive: search, counts, the places of a fact, what became of it."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from db import check_pages, fact_places, glance, reader, rule_facts, search, verdicts, whereabouts
from db.said import Verdict
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

    def article_of_fact(self, fact_key: str) -> int | None:
        """The id of the current article that has a fact of this key; None where none has."""
        with self._transaction() as connection:
            return whereabouts.article_of_fact(connection, fact_key)

    def article_of_source(self, name: str) -> int | None:
        """The id of the current article of exactly this name, its URL or path; None where there is none."""
        with self._transaction() as connection:
            return whereabouts.article_of_source(connection, name)

    def rule_counts(self) -> list[rule_facts.RuleCount]:
        """How many facts of current articles each rule has made, by the name of the rule and the kind of fact."""
        with self._transaction() as connection:
            return rule_facts.rule_counts(connection)

    def facts_of_rule(self, rule: str, kinds: Collection[str], limit: int = 50) -> list[rule_facts.RuleFact]:
        """The first facts of these kinds that a rule has made in current articles."""
        with self._transaction() as connection:
            return rule_facts.facts_of_rule(connection, rule, kinds, limit)

    def verdicts_of_rule(self, rule: str, limit: int = 50) -> list[Verdict]:
        """The last verdicts on facts that a rule had made, each with its state, the newest first."""
        with self._transaction() as connection:
            return verdicts.verdicts_of_rule(connection, rule, limit)

    def check_counts(self) -> Mapping[tuple[str, str], int]:
        """How many checks of current articles there are, by verdict and kind."""
        with self._transaction() as connection:
            return check_pages.check_counts(connection)

    def check_page(
        self, *, verdict: str | None = None, kind: str | None = None, after: check_pages.Place | None = None, limit: int
    ) -> list[check_pages.Place]:
        """Where the next checks of current articles stand, what disagrees first; `after` is the last one seen."""
        with self._transaction() as connection:
            return check_pages.check_page(connection, verdict, kind, after, limit)
