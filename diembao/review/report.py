"""What the verdicts say of the extraction, for a reader and for a program: every share with its n and interval."""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from db.columns import FACT_KINDS
from db.quality import Agreement, By, Precision, Recall
from db.store import Archive
from diembao.rows import console, print_rows

_NONE_YET = "no verdict holds yet: `diembao review` gives them"


@dataclass(frozen=True, slots=True)
class Report:
    """`verdicts` counts those of each state: holds, outdated, gone, taken back."""

    verdicts: dict[str, int]
    by: By
    precision: Sequence[Precision]
    recall: Sequence[Recall]
    agreement: Sequence[Agreement]


def report(archive: Archive, by: By, kind: str | None) -> Report:
    """What is known of a kind of fact, or of all; agreement is that on all facts."""
    kinds = FACT_KINDS if kind is None else (kind,)
    states = archive.query("SELECT state, count(*) FROM verdict_states GROUP BY state ORDER BY state").rows
    recalls = [archive.recall(one) for one in kinds]
    return Report(
        dict(states),
        by,
        [row for row in archive.precision(by) if row.kind in kinds],
        [row for row in recalls if row.articles],
        archive.agreement(),
    )


def print_report(told: Report, form: str) -> None:
    """Prints the report as tables or as one JSON object."""
    if form == "json":
        print(json.dumps(asdict(told), ensure_ascii=False, indent=1))
        return
    screen = console()
    states = ", ".join(f"{count} {state}" for state, count in told.verdicts.items())
    screen.print(f"VERDICTS  {states or 'none'}")
    _section(screen, f"PRECISION by {told.by}", _precision(told), _NONE_YET)
    _section(screen, "RECALL in the articles read whole", _recall(told), "no article was read whole yet: key w")
    _section(screen, "AGREEMENT", _agreement(told), "no two reviewers judged the same fact yet")


def _section(screen: Any, title: str, rows: list[dict[str, Any]], nothing: str) -> None:
    screen.print(f"\n{title}" if rows else f"\n{title}: {nothing}", soft_wrap=True)
    if rows:
        print_rows(list(rows[0]), [list(row.values()) for row in rows], "table")


def _precision(told: Report) -> list[dict[str, Any]]:
    counts = ["right", "wrong", "unsure", *(["omitted"] if told.by == "field" else []), "n"]
    return [
        {
            **({"kind": row.kind} if told.by == "kind" else {"kind": row.kind, told.by: row.name}),
            **{count: getattr(row, count) for count in counts},
            "precision": share(row.right, row.n, row.low, row.high),
        }
        for row in told.precision
    ]


def _recall(told: Report) -> list[dict[str, Any]]:
    return [
        {**_plain(row, {"low", "high"}), "recall": share(row.found, row.n, row.low, row.high)} for row in told.recall
    ]


def _agreement(told: Report) -> list[dict[str, Any]]:
    return [
        {
            **_plain(row, {"low", "high", "kappa"}),
            "agreement": share(row.same, row.both, row.low, row.high),
            "kappa": "undefined" if row.kappa is None else f"{row.kappa:.2f} (n {row.both})",
        }
        for row in told.agreement
    ]


def _plain(row: Recall | Agreement, left_out: Iterable[str]) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row) if field.name not in left_out}


def share(hits: int, n: int, low: float | None, high: float | None) -> str:
    """A share as it may be told: `90.0 % (59.6 to 98.2, n 10)`; without any n nothing is known."""
    if low is None or high is None:
        return "unknown (n 0)"
    return f"{100 * hits / n:.1f} % ({100 * low:.1f} to {100 * high:.1f}, n {n})"
