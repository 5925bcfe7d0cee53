"""What a reviewer said of a fact before it changed, so that it need not be looked for again."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.said import FactToReview, Verdict


def earlier_lines(fact: FactToReview, verdicts: Iterable[Verdict], reviewer: str) -> Iterator[str]:
    """One line for each verdict of this reviewer that is outdated, with what has changed since. What others say is not
    told: two who judge alike are worth more where neither knew of the other."""
    for said in verdicts:
        if said.reviewer == reviewer and said.state == "outdated":
            about = f" {said.field}" if said.field else ""
            note = f" ({said.note})" if said.note else ""
            yield f"you said {said.verdict}{about}{note} on {said.at[:10]}, before {_changes(fact, said)}"


def _changes(fact: FactToReview, said: Verdict) -> str:
    changed = [
        f"{name} {_shown(value)} became {_shown(fact.fields.get(name))}"
        for name, value in said.judged.items()
        if value != fact.fields.get(name)
    ]
    return ", ".join(changed) or "its key went to another place of the text"


def _shown(value: object) -> str:
    return "-" if value is None else f"`{value}`"
