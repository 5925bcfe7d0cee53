"""What the rules have made: how many facts each, and which."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db import tables


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many facts of a kind in current articles a rule has made."""

    rule: str
    kind: str
    facts: int


@dataclass(frozen=True, slots=True)
class RuleFact:
    """A fact that a rule has made, and where; `article` is the article's title, else its name."""

    kind: str
    fact_key: str
    quote: str
    article_id: int
    article: str


def rule_counts(c: Connection) -> list[RuleCount]:
    found: list[RuleCount] = []
    for kind, table in tables.FACTS.items():
        counted = select(table.c.rule, func.count()).join(tables.articles, tables.articles.c.id == table.c.article_id)
        counted = counted.where(tables.articles.c.current == 1).group_by(table.c.rule)
        found += [RuleCount(rule, kind, facts) for rule, facts in c.execute(counted)]
    return sorted(found, key=lambda one: (one.rule, one.kind))


def facts_of_rule(c: Connection, rule: str, kinds: Collection[str], limit: int) -> list[RuleFact]:
    """The first `limit` facts of current articles that a rule made, kind by kind, in the order in which they came."""
    a, found = tables.articles, list[RuleFact]()
    for kind in kinds:
        t = tables.FACTS[kind]
        wanted = select(t.c.fact_key, t.c.quote, a.c.id, func.coalesce(a.c.title, a.c.name))
        wanted = wanted.join(a, a.c.id == t.c.article_id).where(t.c.rule == rule, a.c.current == 1)
        found += [RuleFact(kind, *row) for row in c.execute(wanted.order_by(t.c.id).limit(limit - len(found)))]
    return found
