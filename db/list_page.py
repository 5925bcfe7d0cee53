"""A page of a list that goes on."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[_Line]):
    """Some lines of a list; `after` is what the next page is asked for with, None where this one is the last."""

    lines: Sequence[_Line]
    after: str | None


def number_of(after: str) -> int:
    """How many lines were seen, where a list is asked for by their number: 0 for what is no number."""
    return int(after[:9]) if after[:9].isascii() and after[:9].isdigit() else 0
