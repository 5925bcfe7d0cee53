"""What differs between two readings of articles, for a reader at a terminal."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diembao.article_facts import told
from diembao.audit.diff import Change, Difference
from diembao.carets import underlined
from diembao.rows import console

_INDENT = "    "


def print_difference(found: Difference, shown: Sequence[Change]) -> None:
    """Prints these changes, the sentence of each with carets under its quote, then the counts of all."""
    screen = console()
    for change in shown:
        for line in _lines(change, max(40, screen.width - len(_INDENT))):
            screen.print(line, soft_wrap=True)
        screen.print()
    for line in _summary(found):
        screen.print(line, soft_wrap=True)


def _lines(change: Change, width: int) -> Iterator[str]:
    fact, version = change.fact, change.version
    yield f"{change.what.upper()} {fact.kind} {fact.fact_key}  {version.title or version.name}  {fact.rule}"
    yield from (f"  VERDICT {said}" for said in change.said)
    if change.what != "changed":
        yield f"  {told(fact)}"
    for name, (old, new) in change.fields.items():
        yield f"  {name}: {_shown(old)} -> {_shown(new)}"
    for row in underlined(version.text, version.line_of(fact.span), [fact.span], width):
        yield _INDENT + row


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(part) for part in value) or "-"
    return "-" if value is None else " ".join(str(value).split())


def _summary(found: Difference) -> Iterator[str]:
    for by, counts in found.summary().items():
        if counts:
            yield f"by {by.removesuffix('s')}"
            wide = max(map(len, counts))
            yield from (f"  {name:{wide}}  {_told(number)}" for name, number in counts.items())


def _told(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{numbers[what]} {what}" for what in ("removed", "changed", "added") if what in numbers)
