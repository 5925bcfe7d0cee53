"""What people said of facts, as plain frozen records, and what of a fact they see when they say it."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Judgement = Literal["correct", "wrong", "unsure"]

#: What has become of a verdict: its fact is as it was judged; is told otherwise now; is not there any more; or who
#: gave it took it back.
State = Literal["holds", "outdated", "gone", "taken back"]


@dataclass(frozen=True, slots=True)
class FactToReview:
    """A fact of a current article as a reviewer sees it.

    `fields` are those that a verdict may name, also the empty ones. `context` are the sentences that the quote stands
    in, from code point `context_start` of the article's text on; `start` and `end` are the quote's.
    """

    fact_key: str
    kind: str
    rule: str
    fields: Mapping[str, Any]
    quote: str
    start: int
    end: int
    context: str
    context_start: int
    article_id: int
    article_name: str
    article_title: str | None
    published: str | None
    url: str | None
    sha256: str

    def seen(self) -> str:
        """The fields as JSON, so that a page or form can hand them back with the verdict (`add_verdict(seen=)`)."""
        return json.dumps(dict(self.fields), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer said of a fact (`field` None) or of one of its fields; `at` is UTC in ISO 8601.

    `judged` are the fact's fields as they were seen; the verdict speaks of the present fact only where `state` is
    "holds".
    """

    id: int
    fact_key: str
    kind: str
    field: str | None
    verdict: Judgement
    note: str | None
    reviewer: str
    at: str
    session: str | None
    state: State
    judged: Mapping[str, Any]
    rule: str
    quote: str
    start: int
    end: int
    article_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of an article that tells a fact of `kind` which was not found; `start` and `end` count in the text of
    the article's bytes of `sha256`. `known` are the facts of the kind that were told there already when it was made;
    `found` says that another one is told there by now."""

    id: int
    article_name: str
    sha256: str
    kind: str
    start: int
    end: int
    quote: str
    note: str | None
    reviewer: str
    at: str
    session: str | None
    known: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A reviewer has read an article whole, as it was in the bytes of `sha256`, looking for facts of `kinds`."""

    id: int
    article_name: str
    sha256: str
    ruleset: str
    kinds: tuple[str, ...]
    reviewer: str
    at: str
    session: str | None
