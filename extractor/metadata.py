"""Title, date, author, publisher, section and language: each only from what the page says of itself, never a guess."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import regex

from extractor.draft import Draft
from extractor.lines import folded
from extractor.model import Article, Block

_ISO = regex.compile(r"((?:19|20)\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?")
_MARKUP = regex.compile(r"^[\s*_#]+|[\s*_#]+$")
_ADDRESS = regex.compile(r"(?i)https?:|www\.|@|/")
#: Which byline tells the author, the surest first.
_BYLINES = tuple(
    f"metadata:{name}"
    for name in (
        "author", "name and source", "name and paper", "names alone", "source", "gathered from", "paper alone",
        "newsroom",
    )
)  # fmt: skip


def describe(draft: Draft, blocks: tuple[Block, ...]) -> Article:
    """The article of a draft whose lines all have their labels."""
    hints = draft.source.hints
    return Article(
        title=_title(draft),
        published=published_of(draft),
        author=_author(draft),
        publisher=hints.get("publisher") or _sign(draft) or _owner(draft),
        section=hints.get("section") or _breadcrumb(draft),
        language=hints.get("language", "vi").replace("_", "-").split("-")[0].lower(),
        blocks=blocks,
    )


def _title(draft: Draft) -> str | None:
    if draft.title is None:
        return draft.source.hints.get("title") or _given(draft, "title")
    return _MARKUP.sub("", draft.lines[draft.title].span.of(draft.source.text)) or None


def _of_kind(draft: Draft, kind: str) -> Iterator[int]:
    return (at for at, label in enumerate(draft.labels) if label and label.kind == kind)


def published_of(draft: Draft) -> str | None:
    """ISO date or date-time from the page's head, else from its datelines: one with a time before one without."""
    said = _iso(draft.source.hints.get("published", ""))
    if said:
        return said
    dates = [date for at in _of_kind(draft, "dateline") if (date := _dateline(draft, at))]
    shown = next((date for date in dates if "T" in date), dates[0] if dates else None)
    return shown or _iso(_given(draft, "published") or "")


def _iso(text: str) -> str | None:
    found = _ISO.match(text)
    if not found:
        return None
    day, time, zone = found.groups()
    whole = day + (f"T{time}" if time else "") + (zone if time and zone else "")
    try:
        datetime.fromisoformat(whole)
    except ValueError:
        return None
    return whole


def _dateline(draft: Draft, at: int) -> str | None:
    fired = draft.fired(at, "page_dateline")
    if not fired:
        return None
    said = {name: value for name, value in fired[1].groupdict().items() if value}
    return moment_of(said)


def moment_of(said: dict[str, str]) -> str | None:
    """ISO of the groups of a dateline (d m y, h min s, half, zone); None where there is no such day.

    Vietnamese pages write day before month; a clock with AM or PM comes from a page set to American habits, which
    puts the month first. A number above 12 settles it either way.
    """
    first, second = int(said["d"]), int(said["m"])
    american = said.get("half", "").upper() in ("AM", "PM")
    month_first = second > 12 or (american and first <= 12)
    day, month = (second, first) if month_first else (first, second)
    try:
        moment = datetime(int(said["y"]), month, day, _hour(said), int(said.get("min", 0)), int(said.get("s", 0)))
    except ValueError:
        return None
    if "h" not in said:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if "s" in said else "minutes") + _zone(said.get("zone"))


def _hour(said: dict[str, str]) -> int:
    hour, half = int(said.get("h", 0)), said.get("half", "").upper()
    if half in ("PM", "CH") and hour < 12:
        return hour + 12
    return 0 if half in ("AM", "SA") and hour == 12 else hour


def _zone(zone: str | None) -> str:
    return f"{zone[0]}{int(zone[1:]):02d}:00" if zone else ""


def _author(draft: Draft) -> str | None:
    said, publisher = draft.source.hints.get("author", ""), folded(draft.source.hints.get("publisher", ""))
    if said and not _ADDRESS.search(said) and folded(said) not in publisher and " " in said:
        return said
    told = sorted(
        (_BYLINES.index(rule), at, name) for at in _of_kind(draft, "byline") for rule, name in _named(draft, at)
    )
    return next((name for _, _, name in told), None) or _given(draft, "author")


def _given(draft: Draft, field: str) -> str | None:
    """What a feed, an archive or a line of JSON says, where the page itself says nothing."""
    said = draft.source.given.get(field)
    return said.strip() or None if isinstance(said, str) else None


def _named(draft: Draft, at: int) -> Iterator[tuple[str, str]]:
    """The name that a byline gives, with the rule that read it; none for a photo credit or a bare `PV`."""
    fired = draft.fired(at, "page_byline", "page_name")
    if not fired or fired[0].name not in _BYLINES:
        return
    start, end = fired[1].span("author")
    base = draft.lines[at].span.start
    name = _MARKUP.sub("", draft.source.text[base + start : base + end])
    if name.lower() not in draft.rules.words("no_author"):
        yield fired[0].name, name


def _sign(draft: Draft) -> str | None:
    for at in _of_kind(draft, "lead"):
        fired = draft.fired(at, "page_sign")
        if fired and fired[1]["sign"].lower() not in draft.rules.words("not_signs"):
            return fired[1]["sign"]
    return None


def _owner(draft: Draft) -> str | None:
    return _of_head(draft, "publisher")


def _breadcrumb(draft: Draft) -> str | None:
    return _of_head(draft, "section")


def _of_head(draft: Draft, group: str) -> str | None:
    """What a line before the title says of the site."""
    for at in range(draft.title or 0):
        fired = draft.fired(at, "page_header", "page_owner")
        if fired and group in fired[1].groupdict() and fired[1][group]:
            return fired[1][group].strip()
    return None
