"""Checks for a reader at a terminal: the formula, and each figure in its sentence with carets under it."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from diembao.audit.checks import Found
from diembao.carets import underlined
from diembao.figure_table import value_shown
from diembao.rows import console
from extractor.model import Span

_INDENT = "    "


def print_checks(found: Sequence[Found]) -> None:
    """Prints each check, the sentences of its figures below it."""
    screen = console()
    for one in found:
        for line in _lines(one, screen.width):
            screen.print(line, soft_wrap=True)
        screen.print()


def _lines(found: Found, width: int) -> Iterator[str]:
    check = found.check
    unit = f" {check.unit}" if check.unit else ""
    kind, tolerance = check.kind.replace("_", " "), value_shown(check.tolerance, None).replace("\u00a0", " ")
    yield f"{check.verdict.upper()}  {kind}: {check.formula}{unit} (tolerance {tolerance})"
    for together in found.by_sentence():
        told = [one for _, one in together]
        roles = ", ".join(f"{role} {' '.join(one.quote.split())}" for role, one in together)
        yield f"  #{told[0].article_id} {told[0].article}: {roles}"
        line = told[0].line
        marks = [Span(t.span.start - line.start, t.span.end - line.start) for t in told]
        text = told[0].sentence
        for row in underlined(text, Span(0, len(text)), marks, max(20, width - len(_INDENT))):
            yield _INDENT + row
