"""What verifying finds: how much was checked, how the facts fare, and each thing that is off."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from diembao.audit.drift import Drift

#: What is off: a source's bytes, an article's text or blocks, a stored quote, a fact on a page as it is now, the page.
Check = Literal["source", "text", "blocks", "quote", "fact", "page"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is off. `source` is the name of the source or article, `why` the whole story but for a fact,
    whose story is its `drift`; `page` is what a fact was looked for in, None for its own source as read today."""

    check: Check
    article: int | None
    source: str
    why: str
    page: str | None = None
    drift: Drift | None = None

    def line(self) -> str:
        """The finding as one line."""
        where = f"article {self.article} ({self.source})" if self.article is not None else self.source
        return f"{where}: {self.why}"

    def record(self) -> dict[str, object]:
        """The finding as a row; `start`/`end` count in the stored text, `now_start`/`now_end` in that of the page."""
        told = self.drift.record() if self.drift else dict.fromkeys(Drift.COLUMNS)
        row = {"check": self.check, "article": self.article, "source": self.source, "page": self.page}
        return {**row, **told, "why": self.why}


@dataclass(slots=True)
class Findings:
    """How much was checked, how many facts have each status on each page (None: the stored sources), what is off."""

    sources: int = 0
    articles: int = 0
    facts: int = 0
    statuses: dict[str | None, Counter[str]] = field(default_factory=dict)
    off: list[Finding] = field(default_factory=list)

    def add_drifts(self, article: int, source: str, drifts: Iterable[Drift], page: str | None = None) -> None:
        """Counts the facts of an article by their status, and keeps those that are not as they were."""
        counts = self.statuses.setdefault(page, Counter())
        for drift in drifts:
            counts[drift.found.status] += 1
            if drift.is_off:
                self.off.append(Finding("fact", article, source, drift.why, page, drift))
