"""Round-ups: several short reports in one text, each under a headline of its own, of which the first is no title."""
from __future__ import annotations

import regex

from extractor.draft import Draft, Label

# A subheading has few words, a headline has a subject and what it does; so many of them make a round-up.
_HEADLINE, _HEADLINES = 7, 2
_NAME = regex.compile(r"\p{Lu}[\p{L}\d]*(?:\s\p{Lu}[\p{L}\d]*)+")


def untitle(draft: Draft) -> None:
    """In a plain text of which nothing else tells a title: a first line whose names are told under it alone, while
    other headlines follow, is one headline of several. The names in an article's title come up to its end."""
    if draft.title is None or draft.page.lines or draft.source.given.get("title"):
        return
    rest = [at for at in range(draft.title + 1, len(draft.lines)) if _is_heading(draft, at)]
    names = _NAME.findall(draft.lines[draft.title].view)
    if len(rest) < _HEADLINES or not names or any(draft.lines[at].words < _HEADLINE for at in rest):
        return
    behind = draft.lines[rest[0]].span.start
    told = " ".join(line.view for line in draft.lines if line.span.start >= behind)
    if not any(_short(name) in told for name in names):
        draft.labels[draft.title] = Label("heading")
        draft.title = None


def _is_heading(draft: Draft, at: int) -> bool:
    label = draft.labels[at]
    return label is not None and label.kind == "heading"


def _short(name: str) -> str:
    """The end of a name, by which it is told again: `Hoàng Yến` of `Đặng Thị Hoàng Yến`."""
    return " ".join(name.split()[-2:])
