"""What a page, and who gave it, says of its article field by field: the value that was taken, and those that were not.

The order of the candidates: JSON-LD, meta names, elements of the page, what a feed or archive gave, and the page's
visible title, datelines and bylines.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.draft import Draft
from extractor.lines import Line
from extractor.model import Article, Candidate

#: The fields that candidates are kept for.
FIELDS = ("title", "published", "author", "publisher", "section", "language", "url")
_NUMBER = regex.compile(r"\d+")
_SHOWN = {"title": "title", "dateline": "published", "byline": "author"}


def with_evidence(draft: Draft, article: Article) -> Article:
    """The article with all candidates of its fields; of each field that has a value one candidate at most is chosen."""
    found: list[Candidate] = []
    taken: set[str] = set()
    for candidate in _candidates(draft):
        value = draft.source.url if candidate.field == "url" else getattr(article, candidate.field)
        chosen = candidate.field not in taken and bool(value) and _says(candidate.value, str(value))
        if chosen:
            taken.add(candidate.field)
        found.append(replace(candidate, chosen=chosen))
    return replace(article, evidence=tuple(found))


def _says(said: str, value: str) -> bool:
    """The candidate holds the value, be it written otherwise: a day within a dateline, a name within a byline."""
    digits = ["".join(filter(str.isdigit, text)) for text in (said, value[:10])]
    day = value[:4].isdigit() and len(digits[1]) == 8
    if day:
        year, month, date = digits[1][:4], digits[1][4:6], digits[1][6:]
        numbers = {number.lstrip("0") for number in _NUMBER.findall(said)}
        return digits[0].startswith(digits[1]) or {year, month.lstrip("0"), date.lstrip("0")} <= numbers
    return value.casefold() in said.casefold() or said.casefold() in value.casefold()


def _candidates(draft: Draft) -> Iterator[Candidate]:
    source = draft.source
    for saying in source.sayings:
        if saying.field in FIELDS:
            yield Candidate(saying.field, saying.value, saying.where, False, None, saying.source)
    for field in ("title", "published", "author"):
        if isinstance(said := source.given.get(field), str) and said.strip():
            yield Candidate(field, said, "given with the page", False)
    for line, label in zip(draft.lines, draft.labels, strict=True):
        if label and label.kind in _SHOWN:
            yield _shown(draft, line, _SHOWN[label.kind], label.kind)


def _shown(draft: Draft, line: Line, field: str, kind: str) -> Candidate:
    told = line.page is not None and line.page.role == kind
    where = f"{kind} in the publisher's markup" if told else f"{kind} in the text"
    text = line.span.of(draft.source.text)
    return Candidate(field, text, where, False, line.span, line.page.source if line.page else line.span)
