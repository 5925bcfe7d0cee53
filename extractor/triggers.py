"""Triggers: places of an article that could tell a fact, and why they do where no fact was read from them.

A trigger that no fact covers and that nothing excuses is a gap: what may have been missed.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.model import Extraction, Numeral, Official, Reading, Sentence, Span
from patterns import Ruleset

TriggerKind = Literal["numeral", "statement", "official", "event"]
KINDS: tuple[TriggerKind, ...] = ("numeral", "statement", "official", "event")

#: Kinds of block that statements are looked for in.
TOLD_BLOCKS = ("title", "lead", "paragraph", "list_item", "caption")

Excuse = Literal[
    "told", "boilerplate", "in a name", "part of a word", "noun", "negated", "aimed", "passive", "paper",
    "nobody named", "no post", "no name", "no words", "figures", "one of many", "named before", "nothing told",
    "summed up",
]  # fmt: skip
#: Why a trigger is no gap, in words.
EXCUSES: Mapping[Excuse, str] = {
    "told": "a fact was read here",
    "boilerplate": "it stands in what was dropped from the page",
    "in a name": "it is a part of the name of a body, a document or an event",
    "part of a word": "it is a syllable of a longer word",
    "noun": "the words around it make it a thing, or a topic",
    "negated": "it is denied",
    "aimed": "it is an aim, a duty, a wish or a condition",
    "passive": "it is passive: who does it is not told",
    "paper": "a report, a notice or another paper says it",
    "nobody named": "no person or body is named by it",
    "no post": "the person has no post in the article, or the profession no body",
    "no name": "the title stands without a name",
    "no words": "nothing that is said follows",
    "figures": "it says whose the figures are, not what was said",
    "one of many": "several are told of, or the kind as such",
    "named before": "it means an event that is told elsewhere in the article",
    "nothing told": "no day, place or holder is told with it",
    "summed up": "it tells how often it was done",
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place that could tell a fact of this kind. `line` is its sentence, `beside` what else makes it one (who may
    speak, the title by a name), `rule` what fired; without an `excuse` it is a gap."""

    kind: TriggerKind
    span: Span
    line: Span
    rule: str
    excuse: Excuse | None = None
    beside: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of an article, as far as triggers may lie in it.

    `said` are the words of statements, `verbs` their verbs and speakers; `sources` where figures have their source;
    `events` the mentions of events by type.
    """

    officials: tuple[Official, ...]
    said: tuple[Span, ...]
    verbs: tuple[Span, ...]
    sources: tuple[Span, ...]
    events: Mapping[str, tuple[Span, ...]]
    documents: tuple[Span, ...]
    numerals: tuple[Numeral, ...]

    @property
    def named(self) -> tuple[Span, ...]:
        """Where officials are meant."""
        return tuple(mention for official in self.officials for mention in official.mentions)


    @property
    def names(self) -> tuple[Span, ...]:
        """The names of documents and events."""
        return (*self.documents, *(mention for mentions in self.events.values() for mention in mentions))


@dataclass(frozen=True, slots=True)
class Search:
    """What triggers are looked for in: an article, the rules, and what was read of it."""

    reading: Reading
    rules: Ruleset
    told: Told

    @property
    def view(self) -> str:
        return self.reading.view

    def finds(self, rule: str, text: str) -> bool:
        """Whether the rule of this name finds anything in a part of the view."""
        return self.rules.rule(rule).pattern.search(text) is not None


def told_in(extraction: Extraction) -> Told:
    """What an extraction tells."""
    verbs = [span for s in extraction.statements for span in (s.verb_span, s.speaker_span) if span]
    events: dict[str, tuple[Span, ...]] = {}
    for event in extraction.events:
        events[event.type] = (*events.get(event.type, ()), *event.mentions)
    return Told(
        extraction.officials,
        tuple(statement.span for statement in extraction.statements),
        tuple(verbs),
        tuple(figure.spans["attribution"] for figure in extraction.figures if "attribution" in figure.spans),
        events,
        tuple(mention for document in extraction.documents for mention in document.mentions),
        extraction.numerals,
    )


def overlaps_any(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


#: No syllable of Vietnamese has more letters.
_SYLLABLE = 7


def is_part_of_word(sentence: Sentence, span: Span) -> bool:
    """Whether the span, of one syllable, is the end or the middle of a word (`giao` in `chuyển giao`)."""
    words = sentence.words if len(span) <= _SYLLABLE else ()
    return any(word.start < span.start < word.end for word in words)


def sentences_in(reading: Reading, span: Span) -> Sequence[Sentence]:
    """The sentences that share a character with a span."""
    return [sentence for sentence in reading.sentences if sentence.span.overlaps(span)]
