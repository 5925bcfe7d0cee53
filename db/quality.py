"""What the verdicts say of the extraction: precision, recall, and how far reviewers agree. Never a share without n."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from sqlalchemy import Connection, text

from db import reader
from db.errors import StoreError
from db.facts_to_review import require_kind
from db.marks import marks_of
from db.said import Mark
from db.statistics import kappa, wilson

By = Literal["rule", "field", "kind"]


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the judged facts (or values of a field) of `name`, how many are right; `low` to `high` is Wilson's 95 %
    interval of the share `right` of `n`, None where `n` is 0.

    `n` is right and wrong together; `unsure` are those that nobody is sure of or that reviewers contradict each other
    on. `omitted`, for fields alone: judged wrong for being empty, which is no value that could be right.
    """

    kind: str
    name: str
    right: int
    wrong: int
    unsure: int
    n: int
    low: float | None
    high: float | None
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the facts of a kind that are told in the articles read whole, how many were found.

    `found` counts the facts there that nobody judged to be none, whether or not all their fields are right (that is
    precision); `unjudged` of them were not judged at all. `missed` counts the places that were marked and where still
    no fact of the kind is told. `low` to `high` is Wilson's 95 % interval of `found` of `n`, which is both together.
    """

    kind: str
    articles: int
    found: int
    missed: int
    n: int
    unjudged: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two reviewers say of the `both` facts that both judged as they are now: `same` of them alike.

    `low` to `high` is Wilson's 95 % interval of that share; `kappa` is Cohen's over correct, wrong and unsure, None
    where it is not defined.
    """

    first: str
    second: str
    both: int
    same: int
    low: float
    high: float
    kappa: float | None


def precision(c: Connection, by: By) -> list[Precision]:
    """One row a rule, field or kind that something was judged of. StoreError for anything else to go by."""
    if by not in get_args(By):
        raise StoreError(f"precision is told by {', '.join(get_args(By))}, not by {by!r}")
    told = "field IS NOT NULL" if by == "field" else "field IS NULL"
    # An empty field has no value that could be right: saying that it is wrong says that something was omitted.
    omitted = "verdict = 'wrong' AND field IS NOT NULL AND value IS NULL"
    counted = "field IS NULL OR value IS NOT NULL"
    sql = f"""
        SELECT kind, {by} AS name, total(verdict = 'correct' AND ({counted})),
               total(verdict = 'wrong' AND ({counted})), total(verdict = 'unsure'), total({omitted})
        FROM fact_verdicts WHERE {told} GROUP BY kind, name ORDER BY kind, name
    """
    return [_precision(kind, name, *map(int, counts)) for kind, name, *counts in c.execute(text(sql))]


def _precision(kind: str, name: str, right: int, wrong: int, unsure: int, omitted: int) -> Precision:
    low, high = wilson(right, right + wrong) or (None, None)
    return Precision(kind, name, right, wrong, unsure, right + wrong, low, high, omitted)


_READ = text("""
    SELECT DISTINCT a.id FROM readings r
    JOIN articles a ON a.name = r.article_name AND a.current = 1
    JOIN sources s ON s.id = a.source_id AND s.sha256 = r.sha256
    JOIN json_each(r.kinds) k ON k.value = :kind
    WHERE r.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM readings u WHERE u.undoes = r.id)
    ORDER BY a.id
""")
_FOUND = text("""
    WITH said AS (
        SELECT fact_key, min(field IS NULL AND verdict = 'wrong') AS no_fact FROM current_verdicts GROUP BY fact_key
    )
    SELECT total(s.fact_key IS NULL OR NOT s.no_fact), total(s.fact_key IS NULL)
    FROM fact_fields f LEFT JOIN said s ON s.fact_key = f.fact_key
    WHERE f.kind = :kind AND f.article_id IN (SELECT value FROM json_each(:articles))
""")


def recall(c: Connection, kind: str) -> Recall:
    """Recall of a kind of fact over the articles that somebody read whole for it. StoreError where it is no kind."""
    require_kind(kind)
    articles = list(c.scalars(_READ, {"kind": kind}))
    found, unjudged = map(int, c.execute(_FOUND, {"kind": kind, "articles": json.dumps(articles)}).one())
    missed = sum(len(_missed(c, article, kind)) for article in articles)
    low, high = wilson(found, found + missed) or (None, None)
    return Recall(kind, len(articles), found, missed, found + missed, unjudged, low, high)


def _missed(c: Connection, article: int, kind: str) -> list[Mark]:
    return _places(mark for mark in marks_of(c, article) if mark.kind == kind and not mark.found)


def _places(marks: Iterable[Mark]) -> list[Mark]:
    """The marks, but of those that overlap by different reviewers, who marked the same, the first alone."""
    kept: list[Mark] = []
    for mark in marks:
        if not any(_same_place(mark, other) for other in kept):
            kept.append(mark)
    return kept


def _same_place(mark: Mark, other: Mark) -> bool:
    same = (mark.start, mark.end) == (other.start, other.end)
    return same or (mark.reviewer != other.reviewer and mark.start < other.end and other.start < mark.end)


def agreement(c: Connection, article: int | str | None) -> list[Agreement]:
    """One row for each two reviewers who judged the same facts, of one article or of all."""
    here = "" if article is None else " AND article_id = :article"
    given = {} if article is None else {"article": reader.article_id(c, article)}
    sql = f"SELECT fact_key, reviewer, verdict FROM reviewer_verdicts WHERE field IS NULL{here} ORDER BY 1, 2"
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact, reviewer, verdict in c.execute(text(sql), given):
        said[fact].append((reviewer, verdict))
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one in said.values():
        for (first, a), (second, b) in combinations(one, 2):
            pairs[first, second].append((a, b))
    return [_agreement(first, second, told) for (first, second), told in sorted(pairs.items())]


def _agreement(first: str, second: str, told: Sequence[tuple[str, str]]) -> Agreement:
    same = sum(a == b for a, b in told)
    low, high = wilson(same, len(told)) or (0.0, 1.0)
    return Agreement(first, second, len(told), same, low, high, kappa(told))
