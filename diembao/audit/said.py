"""What people have said of facts, where the database keeps it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from db.store import Archive

_KEPT = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'verdicts'"
#: All but what was taken back.
_VERDICTS = """
SELECT fact_key, verdict, reviewer, at, field, note FROM verdicts v
WHERE undoes IS NULL AND NOT EXISTS (SELECT 1 FROM verdicts u WHERE u.undoes = v.id) ORDER BY id"""


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict on a fact, or on one of its fields; `at` is UTC in ISO 8601."""

    verdict: str
    reviewer: str
    at: str
    field: str | None
    note: str | None

    def record(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        on = f"{self.field} " if self.field else ""
        return f"{on}{self.verdict} ({self.reviewer}, {self.at[:10]}{f': {self.note}' if self.note else ''})"


def verdicts(archives: Iterable[Archive]) -> dict[str, tuple[Said, ...]]:
    """The verdicts of these databases by fact_key, in the order in which they were given; none where none are kept."""
    found: dict[str, tuple[Said, ...]] = {}
    for archive in archives:
        if list(archive.query(_KEPT).rows):
            for key, *told in archive.query(_VERDICTS).rows:
                if (said := Said(*told)) not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), said)
    return found
