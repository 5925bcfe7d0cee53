"""What verifying found, for a reader at a terminal: a line for each thing, the facts that drifted, how many of each."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import click

from diembao.audit.drift import Drift
from diembao.audit.findings import Finding, Findings
from diembao.rows import print_rows
from extractor.anchoring import Status

_STATUSES: Sequence[str] = get_args(Status)
_COLUMNS = ("article", "kind", "quote", "was", "status", "is", "there now")
_LONGEST = 60
_SOURCE = "its source, read today"


def print_findings(findings: Findings) -> None:
    """Prints what is off, and nothing where all is well."""
    for finding in findings.off:
        if finding.drift is None:
            click.echo(finding.line())
    drifted = [(finding, finding.drift) for finding in findings.off if finding.drift is not None]
    if drifted:
        drifted.sort(key=lambda one: -_STATUSES.index(one[1].found.status))
        print_rows(_COLUMNS, [_row(*one) for one in drifted], "table")
        print_rows(("facts looked for in", *_STATUSES), list(_summary(findings.statuses)), "table")


def told(counts: Mapping[str, int]) -> str:
    """How many facts have each status: `90 ok, 2 moved`."""
    return ", ".join(f"{counts[status]} {status}" for status in _STATUSES if counts.get(status)) or "no facts"


def _row(finding: Finding, drift: Drift) -> Sequence[str]:
    fact, found = drift.fact, drift.found
    there = _short(found.now) if found.now is not None else finding.why
    was, now = (f"{span.start}-{span.end}" if span else "-" for span in (fact.span, found.span))
    return f"#{finding.article}", fact.kind, _short(fact.quote), was, found.status, now, there


def _summary(statuses: Mapping[str | None, Counter[str]]) -> Iterator[Sequence[str]]:
    for page, counts in statuses.items():
        yield page or _SOURCE, *(str(counts[status]) for status in _STATUSES)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
