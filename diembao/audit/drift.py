"""The facts of a stored article on a page as it is now: where each stands, or what became of it."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from db.reader import StoredArticle, StoredFact
from extractor.anchoring import Found, locate
from extractor.anchors import anchor_of
from extractor.model import Block


@dataclass(frozen=True, slots=True)
class Drift:
    """A fact and what was found of it; `dropped` says why the line that it stands in now is no part of the article."""

    fact: StoredFact
    found: Found
    dropped: str | None

    COLUMNS: ClassVar[Sequence[str]] = (
        "kind", "fact_key", "quote", "start", "end", "status", "now", "now_start", "now_end", "score", "dropped",
    )  # fmt: skip

    @property
    def is_off(self) -> bool:
        return self.found.status != "ok" or self.dropped is not None

    @property
    def why(self) -> str:
        dropped = f"it stands in what is dropped as boilerplate now: {self.dropped}" if self.dropped else ""
        return "; ".join(filter(None, (self.found.why, dropped)))

    def record(self) -> dict[str, object]:
        """The row of the fact's drift, its keys `COLUMNS`."""
        fact, found, span = self.fact, self.found, self.found.span
        was = (fact.kind, fact.fact_key, fact.quote, fact.span.start, fact.span.end)
        now = (found.status, found.now, span and span.start, span and span.end, round(found.score, 3), self.dropped)
        return dict(zip(self.COLUMNS, (*was, *now), strict=True))


def drifts(article: StoredArticle, text: str, blocks: Sequence[Block]) -> Iterator[Drift]:
    """Each fact of the article, by the quote that tells it, in a text and its blocks. A fact whose quote is not in the
    stored text at its own offsets is left out: it has no place to be looked for."""
    for fact in article.facts:
        if fact.span.of(article.text) == fact.quote:
            same = text == article.text
            found = Found("ok", fact.span, 1.0, "") if same else locate(anchor_of(article.text, fact.span), text)
            yield Drift(fact, found, _dropped(found, blocks))


def _dropped(found: Found, blocks: Sequence[Block]) -> str | None:
    """Why the block that a confirmed fact stands in is boilerplate; None where it is content."""
    if found.span is None or found.status not in ("ok", "moved"):
        return None
    home = next((block for block in blocks if block.span.overlaps(found.span)), None)
    return home.reason or "boilerplate" if home and home.kind == "boilerplate" else None

