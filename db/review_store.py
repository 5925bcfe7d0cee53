"""Reviewing as the rest of the program sees it: the part of an archive that reads, the part of a store that writes."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Connection

from db import facts_to_review, marks, quality, verdicts
from db.columns import FACT_KINDS
from db.facts_to_review import FactPlace, Sample
from db.patience import patiently
from db.said import FactToReview, Mark, Reading, Verdict

_Said = TypeVar("_Said")


class ReviewArchive(ABC):
    """What was said of facts, read. Every method raises StoreError for what is not there or not meant so."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    def facts_to_review(
        self,
        kind: str | None = None,
        rule: str | None = None,
        article: int | str | None = None,
        seed: int | str | None = None,
        limit: int | None = None,
        unreviewed_only: bool = True,
        reviewer: str | None = None,
    ) -> list[FactToReview]:
        """The facts of current articles that are left to judge; what each argument means is told at `Sample`."""
        sample = Sample(kind, rule, article, seed, limit, unreviewed_only, reviewer)
        with self._transaction() as connection:
            return list(facts_to_review.facts_to_review(connection, sample))

    def sample(self, sample: Sample) -> tuple[list[FactPlace], int]:
        """As `facts_to_review`, but only which facts, and how many of the wanted ones are judged already."""
        with self._transaction() as connection:
            return facts_to_review.sampled(connection, sample)

    def fact_to_review(self, fact_key: str, article_id: int | None = None) -> FactToReview:
        """A fact of a current article as a reviewer sees it now; faster where its article's id is given."""
        with self._transaction() as connection:
            return facts_to_review.fact_to_review(connection, fact_key, article_id)

    def verdicts_of(self, article_id: int) -> Mapping[str, tuple[Verdict, ...]]:
        """By fact key all verdicts ever given on the facts of an article, the oldest first, each with its state."""
        with self._transaction() as connection:
            return verdicts.verdicts_of(connection, article_id)

    def marks_of(self, article_id: int) -> list[Mark]:
        """What reviewers marked as missed in the present text of an article, in the order of the text."""
        with self._transaction() as connection:
            return marks.marks_of(connection, article_id)

    def readings_of(self, article_id: int) -> list[Reading]:
        """Who has read the present text of an article whole."""
        with self._transaction() as connection:
            return marks.readings_of(connection, article_id)

    def precision(self, by: quality.By = "rule") -> list[quality.Precision]:
        """How many of the judged facts are right, by rule, field or kind."""
        with self._transaction() as connection:
            return quality.precision(connection, by)

    def recall(self, kind: str) -> quality.Recall:
        """How many of the facts of a kind were found, in the articles that were read whole."""
        with self._transaction() as connection:
            return quality.recall(connection, kind)

    def agreement(self, article: int | str | None = None) -> list[quality.Agreement]:
        """How far each two reviewers agree on the facts that both judged."""
        with self._transaction() as connection:
            return quality.agreement(connection, article)


class ReviewStore(ABC):
    """What people say of facts, kept. While another process writes, each method waits and tries again, for minutes."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Connection]: ...

    def add_verdict(
        self,
        fact_key: str,
        verdict: str,
        *,
        field: str | None = None,
        note: str | None = None,
        reviewer: str,
        session: str | None = None,
        seen: FactToReview | Mapping[str, Any] | None = None,
    ) -> Verdict:
        """Keeps that a fact, or one field of it, is correct, wrong, or that the reviewer is unsure.

        Give `seen`, the fact or its fields as the reviewer saw it: had it changed before the verdict came, the verdict
        would else be taken for one on what nobody looked at.
        """
        said: dict[str, Any] = {"field": field, "note": note, "reviewer": reviewer, "session": session}
        return self._kept(lambda c: verdicts.add_verdict(c, verdicts.as_seen(c, fact_key, seen), verdict, **said))

    def undo_verdict(self, reviewer: str, session: str | None = None) -> Verdict:
        """Takes the reviewer's last verdict (of the session, if given) back, and gives it."""
        return self._kept(lambda c: verdicts.undo_verdict(c, reviewer, session))

    def add_mark(
        self,
        article: int | str,
        start: int,
        end: int,
        kind: str,
        note: str | None = None,
        *,
        reviewer: str,
        session: str | None = None,
    ) -> Mark:
        """Keeps that a fact of this kind is told at these code points of the article's text, and was not found."""
        said: dict[str, Any] = {"note": note, "reviewer": reviewer, "session": session}
        return self._kept(lambda c: marks.add_mark(c, article, start, end, kind, **said))

    def undo_mark(self, reviewer: str, session: str | None = None) -> Mark:
        """Takes the reviewer's last mark (of the session, if given) back, and gives it."""
        return self._kept(lambda c: marks.undo_mark(c, reviewer, session))

    def add_reading(
        self,
        article: int | str,
        reviewer: str,
        kinds: Iterable[str] = FACT_KINDS,
        *,
        session: str | None = None,
    ) -> Reading:
        """Keeps that the reviewer has read the article whole and marked all facts of these kinds that were missed."""
        return self._kept(lambda c: marks.add_reading(c, article, kinds=kinds, reviewer=reviewer, session=session))

    def undo_reading(self, reviewer: str, session: str | None = None) -> Reading:
        """Takes back that the reviewer has read an article whole, the last one (of the session, if given)."""
        return self._kept(lambda c: marks.undo_reading(c, reviewer, session))

    def _kept(self, say: Callable[[Connection], _Said]) -> _Said:
        def once() -> _Said:
            with self._transaction() as connection:
                return say(connection)

        return patiently(once)
