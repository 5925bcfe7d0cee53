"""The facts of an article as an HTML list, each with its row, its rule and links to where it stands in the text."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.reader import StoredFact
from diembao.article_facts import told
from diembao.export.audited import Audited
from diembao.export.markup import Markup, element
from diembao.export.page_text import shared
from extractor.model import Span

#: Columns that only help SQL: what they say stands in another field.
_FOR_SQL = frozenset({
    "value", "value_max", "value_base", "value_max_base", "unit_base", "period_start", "period_end",
    "base_period_start", "base_period_end",
})  # fmt: skip


def facts_of(one: Audited) -> Markup:
    """The list of the facts, in the order of their numbers."""
    together = shared(one)
    items = [_item(one, number, fact, together) for number, fact in enumerate(one.facts, 1)]
    return element("ol", *items, class_="facts")


def _item(
    one: Audited, number: int, fact: StoredFact, together: Mapping[tuple[str, Span], Sequence[int]]
) -> Markup:
    label = f"{number} in the text"
    link = element("a", str(number), class_=f"n {fact.kind}", href=f"#m{number}-1", aria_label=label)
    row = element("span", told(fact), lang="vi")
    head = element("h3", link, " ", element("span", fact.kind, class_="kind"), " ", row)
    rows = [*_rows(one, number, fact, together), *_where(number, fact), _row("rule", element("code", fact.rule))]
    return element("li", head, element("dl", *rows), id=f"f{number}", class_=fact.kind)


def _rows(
    one: Audited, number: int, fact: StoredFact, together: Mapping[tuple[str, Span], Sequence[int]]
) -> Iterator[Markup]:
    places = one.places_of(fact)
    fields = {name: value for name, value in fact.fields.items() if name not in _FOR_SQL and value is not None}
    fields |= {name: "yes" if fields[name] else "no" for name in ("date_inferred",) if name in fields}
    for name in dict.fromkeys([*fields, *places]):
        value = element("span", _shown(fields.get(name)), lang="vi")
        if name not in places:
            yield _row(name, value)
            continue
        words = places[name].of(one.text)
        link = element("a", f"“{' '.join(words.split())}”", href=f"#t{number}-{name}", lang="vi")
        others = [n for n in together[name, places[name]] if n != number]
        also = [element("a", str(n), href=f"#f{n}-{name}", class_="also") for n in others]
        parts = [value, " from ", link, *([" as also in ", _listed(also)] if also else [])]
        yield _row(name, *parts, id=f"f{number}-{name}")


def _listed(links: Sequence[Markup]) -> Markup:
    return Markup(", ".join(links))


def _where(number: int, fact: StoredFact) -> Iterator[Markup]:
    """Links to each place where the fact is told."""
    links = [
        element("a", f"{span.start}–{span.end}", href=f"#m{number}-{part}")
        for part, span in enumerate(fact.mentions, 1)
    ]
    yield _row("characters", _listed(links))
    yield _row("fact_key", element("code", fact.fact_key))


def _row(name: str, *value: str, id: str | None = None) -> Markup:
    return element("div", element("dt", name.replace("_", " ")), element("dd", *value), id=id)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "–" if value is None else str(value)
