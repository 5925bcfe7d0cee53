"""What was said of the facts of an article, as its page shows it: each fact's verdict, and the share that is right."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.said import Mark, Reading, Verdict
from db.store import Archive
from diembao.web.marked_text import Fact

#: Where a verdict, a mark or a reading was given: what is taken back here was given here.
SESSION = "web"


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `facts` the numbers that are judged so, by anybody's last word."""

    facts: int
    correct: int
    wrong: int
    unsure: int

    @property
    def judged(self) -> int:
        return self.correct + self.wrong + self.unsure

    @property
    def precision(self) -> float | None:
        """The share of the right among the right and the wrong; None where there is neither."""
        sure = self.correct + self.wrong
        return self.correct / sure if sure else None


@dataclass(frozen=True, slots=True)
class Judged:
    """`verdicts` by fact key are all ever given, the oldest first; `standing` is what counts of a fact as a whole;
    `last` says whether the reviewer's last word on the article is a `verdict`, a `mark` or a `reading`, if any."""

    verdicts: Mapping[str, Sequence[Verdict]]
    standing: Mapping[str, str]
    marks: Sequence[Mark]
    readings: Sequence[Reading]
    tally: Tally
    last: str | None


def judged(archive: Archive, article_id: int, facts: Sequence[Fact], reviewer: str) -> Judged:
    verdicts = archive.verdicts_of(article_id)
    marks, readings = archive.marks_of(article_id), archive.readings_of(article_id)
    standing = {key: said for key, given in verdicts.items() if (said := _standing(given))}
    counts = Counter(standing[fact.key] for fact in facts if fact.key in standing)
    tally = Tally(len(facts), counts["correct"], counts["wrong"], counts["unsure"])
    return Judged(verdicts, standing, marks, readings, tally, _last(verdicts, marks, readings, reviewer))


def _standing(given: Sequence[Verdict]) -> str | None:
    """The last verdict on the fact as it is now; one wrong field makes it wrong, as everywhere in diembao."""
    whole: str | None = None
    for verdict in given:
        if verdict.state == "holds" and (verdict.field is None or verdict.verdict != "correct"):
            whole = verdict.verdict
    return whole


def _last(
    verdicts: Mapping[str, Sequence[Verdict]], marks: Sequence[Mark], readings: Sequence[Reading], reviewer: str
) -> str | None:
    given = [v for said in verdicts.values() for v in said if v.state != "taken back"]
    told = [("verdict", v.reviewer, v.session, v.at) for v in given]
    told += [("mark", m.reviewer, m.session, m.at) for m in marks]
    told += [("reading", r.reviewer, r.session, r.at) for r in readings]
    own = [(at, what) for what, who, session, at in told if who == reviewer and session == SESSION]
    return max(own)[1] if own else None


def next_to_judge(facts: Sequence[Fact], standing: Mapping[str, str], key: str) -> Fact | None:
    """The first fact behind the one of this key, round and round, that nobody has judged; None where all are."""
    at = next((i for i, fact in enumerate(facts) if fact.key == key), -1)
    around = [*facts[at + 1 :], *facts[: at + 1]]
    return next((fact for fact in around if fact.key not in standing and fact.key != key), None)
