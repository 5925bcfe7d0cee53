"""How far the articles of a database are covered by facts: what may have been missed, the worst articles first."""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.reader import StoredArticle
from db.store import Archive
from diembao.stored import stored_extraction
from extractor.gaps import find_triggers
from extractor.model import Span
from extractor.triggers import EXCUSES, KINDS, Trigger, TriggerKind, told_in
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Covered:
    """An article with its triggers of the wanted kinds, in the order of its text."""

    article: StoredArticle
    numerals: Mapping[str, int]
    triggers: tuple[Trigger, ...]

    @property
    def gaps(self) -> list[Trigger]:
        """What may have been missed."""
        return [trigger for trigger in self.triggers if trigger.excuse is None]

    @property
    def excused(self) -> list[Trigger]:
        """What looks like a fact and is none."""
        return [trigger for trigger in self.triggers if trigger.excuse not in (None, "told")]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many triggers of each kind there are: told, gaps, and by what excuses them."""
        counted = Counter((trigger.kind, trigger.excuse or "gap") for trigger in self.triggers)
        return {
            kind: {what: n for (k, what), n in sorted(counted.items()) if k == kind}
            for kind in KINDS
            if any(k == kind for k, _ in counted)
        }

    def record(self, shown: Sequence[Trigger]) -> dict[str, Any]:
        """The article with these of its triggers, for JSON; `start` and `end` count in the article's text."""
        fields = self.article.fields
        return {
            "article": self.article.id,
            "source": fields["name"],
            "title": fields["title"],
            "gaps": len(self.gaps),
            "triggers": self.counts(),
            "numerals": dict(self.numerals),
            "places": [self._place(trigger) for trigger in shown],
        }

    def _place(self, trigger: Trigger) -> dict[str, Any]:
        return {
            "kind": trigger.kind,
            "rule": trigger.rule,
            **self._quote(trigger.span),
            "beside": self._quote(trigger.beside) if trigger.beside else None,
            "sentence": trigger.line.of(self.article.text),
            "excuse": trigger.excuse,
            "why": EXCUSES[trigger.excuse] if trigger.excuse else None,
        }

    def _quote(self, span: Span) -> dict[str, Any]:
        return {"text": span.of(self.article.text), "start": span.start, "end": span.end}


def cover(archive: Archive, rules: Ruleset, article: StoredArticle, kinds: Collection[TriggerKind] = KINDS) -> Covered:
    """What is told in an article and what may have been missed, by its stored text, sentences and facts."""
    stored = stored_extraction(archive, article)
    found = find_triggers(stored.reading, rules, told_in(stored))
    wanted = tuple(trigger for trigger in found if trigger.kind in kinds)
    classes = Counter(numeral.cls for numeral in stored.numerals)
    return Covered(article, {"unknown": 0, **dict(classes.most_common())}, wanted)


def worst_first(covered: Sequence[Covered]) -> list[Covered]:
    """Those with the most gaps first."""
    return sorted(covered, key=lambda one: (-len(one.gaps), one.article.id))
