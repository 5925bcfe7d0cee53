"""The day that an article speaks of: most pages do not say when they appeared, and posts are seen on some day."""
from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Event, Observed, Reading

_OPENING = ("title", "lead")


def observe(reading: Reading, events: Sequence[Event], year: int | None) -> Observed | None:
    """The page's own date; else the date of the first event held that the lead tells; else the plain year.

    An event of another year than the article's is told as history and dates nothing.
    """
    if reading.article.published:
        return Observed(reading.article.published[:10], "published")
    for event in events:
        if event.date and event.status == "held" and _opens(reading, event) and event.date[:4] == str(year):
            return Observed(event.date, "event")
    return Observed(str(year), "year") if year else None


def _opens(reading: Reading, event: Event) -> bool:
    """Whether the title or the lead (where there is none, the first paragraph) mentions the event."""
    blocks = reading.article.blocks
    opening = [block.span for block in blocks if block.kind in _OPENING]
    if not any(block.kind == "lead" for block in blocks):
        opening += [block.span for block in blocks if block.kind == "paragraph"][:1]
    return any(span.contains(mention) for span in opening for mention in event.mentions)
