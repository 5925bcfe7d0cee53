"""A stored article read once more from its stored bytes, under the rules of today."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from diembao.audit.firing import fired
from diembao.audit.sources import read_stored
from diembao.exits import Failure
from extractor.clauses import clauses_of
from extractor.match import fire
from extractor.model import Extraction, Mention, Moment, Sentence, Source, Span
from extractor.periods import find_moments
from extractor.pipeline import extract
from patterns import Ruleset

_RULESET = "SELECT r.ruleset FROM articles a JOIN runs r ON r.id = a.run_id WHERE a.id = ?"

#: The files whose rules code joins to one fact.
_JOINED = {"official": ("names", "titles", "officials"), "statement": ("reporting_verbs",)}


@dataclass(frozen=True, slots=True)
class Rereading:
    """What is extracted from an article today, beside `ruleset`, the hash of what its stored facts were made by."""

    extraction: Extraction
    moments: tuple[Moment, ...]
    rules: Ruleset
    ruleset: str

    @property
    def same_rules(self) -> bool:
        return self.extraction.ruleset == self.ruleset

    @property
    def view(self) -> str:
        return self.extraction.reading.view

    def sentence_at(self, at: int) -> Sentence | None:
        return next((s for s in self.extraction.reading.sentences if s.span.start <= at < s.span.end), None)

    def block_at(self, at: int) -> int | None:
        blocks = self.extraction.article.blocks
        return next((i for i, block in enumerate(blocks) if block.span.start <= at < block.span.end), None)

    def clause_at(self, at: int) -> Span | None:
        """The clause of the sentence that a place is in, as figures are read."""
        sentence = self.sentence_at(at)
        if sentence is None:
            return None
        quantities = [figure.quantity for figure in self.extraction.figures]
        closed = [moment.span for moment in self.moments]
        clauses = clauses_of(self.view, sentence.span, quantities, closed)
        return next((c.span for c in clauses if c.span.start <= at < c.span.end), None)

    def spans_of(self, kind: str, rule: str) -> list[Span]:
        """Where today's facts of a kind that this rule made are told."""
        facts = getattr(self.extraction, f"{kind}s")
        return [fact.mentions[0] if hasattr(fact, "mentions") else fact.span for fact in facts if fact.rule == rule]

    def fired(self, fact: StoredFact) -> Mention | None:
        """The match of the fact's rule that lies on its quote; None where the rule is no more, or not there."""
        sentence = self.sentence_at(fact.span.start)
        return fired(self.rules, fact.rule, self.view, sentence.span, fact.span) if sentence else None

    def parts(self, fact: StoredFact, spans: Sequence[Span]) -> list[Mention]:
        """What the rules that code joins to such a fact match on these spans, in the order of the text."""
        rules = [rule for stem in _JOINED.get(fact.kind, ()) for rule in self.rules.of_file(stem)]
        homes = {home.span for span in spans if (home := self.sentence_at(span.start))}
        found = [mention for home in sorted(homes) for mention in fire(rules, self.view, home)]
        return sorted((m for m in found if any(m.span.overlaps(s) for s in spans)), key=lambda m: (m.span, m.rule))


def reread(archive: Archive, article: StoredArticle, rules: Ruleset) -> Rereading:
    """Failure where the bytes no longer give the stored text: `diembao verify` then tells more."""
    source = source_of(archive, article)
    if source is None or source.text != article.text:
        raise Failure(f"the source of article {article.id} no longer gives its text; `diembao verify` tells more")
    extraction = extract(source, rules)
    (ruleset,) = next(iter(archive.query(_RULESET, [article.id]).rows))
    return Rereading(extraction, find_moments(extraction.reading, rules), rules, ruleset)


def source_of(archive: Archive, article: StoredArticle) -> Source | None:
    """The source of an article, decoded anew from its stored bytes; None where they are damaged.

    SourceError where the program of today refuses it.
    """
    (source,) = archive.sources([article.id])
    return read_stored(source, article.fields["url"], article.fields["name"])
