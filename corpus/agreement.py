"""When an extracted value agrees with the expected one, and which fact is paired with which. Pure; standard library."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

#: A fact, block, mention or article in the form of the data contract.
Record = Mapping[str, Any]
#: How a field is compared: letter for letter once folded, by its words, or as a set of texts.
How = Literal["same", "loose", "set"]

#: Token F1 from which a free text (indicator, scope, base ...) counts as right.
LOOSE = 0.7


def fold(value: Any) -> Any:
    """A text without what makes no difference: case, kind of dash, white space, outer punctuation; others as is."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("–", "-").replace("—", "-").casefold()
    return re.sub(r"\s+", " ", text).strip(" .,;:\"'“”")


def token_f1(a: Any, b: Any) -> float:
    """How far two texts share their words, from 0 to 1; two empty values agree wholly."""
    a, b = fold(a), fold(b)
    if not a or not b:
        return float(not a and not b)
    left, right = re.findall(r"\w+", a), re.findall(r"\w+", b)
    if not left or not right:
        return 0.0
    return 2 * _shared(left, right) / (len(left) + len(right))


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    rest, shared = list(right), 0
    for token in left:
        if token in rest:
            rest.remove(token)
            shared += 1
    return shared


def agree(how: How, gold: Any, got: Any) -> bool:
    """Whether a field's extracted value is right."""
    if how == "same":
        return bool(fold(gold) == fold(got))
    if how == "loose":
        return token_f1(gold, got) >= LOOSE
    gold, got = gold or [], got or []
    return len(gold) == len(got) and all(any(token_f1(g, s) >= LOOSE for s in got) for g in gold)


def number(value: Any) -> object:
    """A value that compares equal for equal numbers (`1.50` and `1.5`); what is no number compares by itself."""
    try:
        return None if value is None else Decimal(str(value)).normalize()
    except InvalidOperation:
        return ("not a number", value)


def span(fact: Record) -> tuple[int, int]:
    return fact["start"], fact["end"]


def overlap(a: Record, b: Record) -> bool:
    """Whether two spanned records share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def shared_length(a: Record, b: Record) -> float:
    """The characters common to two overlapping spans over those of both together."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return float(shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])))


def pair(
    gold: Sequence[Record], got: Sequence[Record], same: Callable[[Record, Record], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs one to one, each expected fact with the first free extracted one; their indices."""
    used: set[int] = set()
    for i, expected in enumerate(gold):
        for j, given in enumerate(got):
            if j not in used and same(expected, given):
                used.add(j)
                yield i, j
                break
