"""A fact explained: its row, the rule that fired and its groups, each step to a value, where each field stands."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from diembao.audit.firing import file_of
from diembao.audit.origins import Origin, origins
from diembao.audit.rereading import reread
from diembao.audit.steps import Step, steps
from extractor.model import Mention, Span
from patterns import Rule, Ruleset

_VIEWS = ("figure_facts", "event_facts", "official_facts", "statement_facts", "document_facts")


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of how a fact came about.

    `rule` and `match` are None where today's rules have no such rule, or where it does not match on the quote: code
    then joined what several rules found, `parts`. `hits` counts the facts of current articles that the rule made.
    """

    article: StoredArticle
    fact: StoredFact
    line: Span
    rule: Rule | None
    hits: int
    match: Mention | None
    parts: tuple[Mention, ...]
    steps: tuple[Step, ...]
    origins: tuple[Origin, ...]
    same_rules: bool
    found_again: bool

    @property
    def file(self) -> str | None:
        """The rule's file, as it is called in the project; None where it is a user's own."""
        return file_of(self.fact.rule)

    @property
    def note(self) -> str:
        """What today's rules say of the stored fact."""
        rules = "the rules that made it" if self.same_rules else "other rules than those that made it"
        found = "finds the same" if self.found_again else "does not find it"
        return f"read again with {rules}: {found}"


def explain(archive: Archive, article: StoredArticle, fact: StoredFact, rules: Ruleset) -> Explanation:
    """Explains a stored fact; reads the article again from its stored bytes, and writes nothing."""
    again = reread(archive, article, rules)
    sentence = again.sentence_at(fact.span.start)
    spans = _spans(archive, article.id, fact)
    places, match = origins(fact, spans, again), again.fired(fact)
    return Explanation(
        article,
        fact,
        sentence.span if sentence else fact.span,
        next((rule for rule in rules.rules if rule.name == fact.rule), None),
        _hits(archive, fact.rule),
        match,
        () if match else tuple(again.parts(fact, [fact.span, *(origin.span for origin in places)])),
        tuple(steps(fact, spans, again)),
        tuple(places),
        again.same_rules,
        fact.span in again.spans_of(fact.kind, fact.rule),
    )


def _spans(archive: Archive, article_id: int, fact: StoredFact) -> Mapping[str, Span]:
    """The spans of the fact's fields that the database keeps, in the order of the text."""
    if fact.kind not in ("figure", "statement"):
        return {}
    table, kind = f"{fact.kind}_spans", fact.kind
    sql = (
        f'SELECT p.field, p.start, p."end" FROM {table} p JOIN {kind}s f ON f.id = p.{kind}_id'
        " WHERE f.article_id = ? AND f.fact_key = ? ORDER BY p.start"
    )
    return {field: Span(start, end) for field, start, end in archive.query(sql, [article_id, fact.fact_key]).rows}


def _hits(archive: Archive, rule: str) -> int:
    union = " UNION ALL ".join(f"SELECT rule FROM {view}" for view in _VIEWS)
    (row,) = archive.query(f"SELECT count(*) FROM ({union}) WHERE rule = ?", [rule]).rows
    return int(row[0])


def record(told: Explanation) -> dict[str, Any]:
    """The explanation for JSON; `start`/`end` count in the article's text."""
    fact, text = told.fact, told.article.text
    return {
        "fact_key": fact.fact_key,
        "kind": fact.kind,
        "article": told.article.id,
        "source": told.article.fields["name"],
        "quote": fact.quote,
        **_place(fact.span),
        "sentence": told.line.of(text),
        "row": dict(fact.fields),
        "rule": _rule(told),
        "groups": [{"group": n, "text": s.of(text), **_place(s)} for n, s in _groups(told)],
        "parts": [{"rule": m.rule, "text": m.span.of(text), **_place(m.span)} for m in told.parts],
        "steps": [{"field": s.field, "words": s.words, "value": s.value, "how": s.how} for s in told.steps],
        "origins": [
            {"field": o.field, "value": o.value, "words": o.words, **_place(o.span), "where": o.where, "kept": o.kept}
            for o in told.origins
        ],
        "same_rules": told.same_rules,
        "found_again": told.found_again,
    }


def _rule(told: Explanation) -> dict[str, Any]:
    rule = told.rule
    return {
        "name": told.fact.rule,
        "file": told.file,
        "pattern": rule.source if rule else None,
        "examples": list(rule.examples) if rule else [],
        "hits": told.hits,
    }


def _groups(told: Explanation) -> list[tuple[str, Span]]:
    return sorted(told.match.groups.items(), key=lambda item: item[1]) if told.match else []


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
