"""An explanation for a reader at a terminal, with carets under the source's lines."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from diembao.article_facts import told as row_told
from diembao.audit.explain import Explanation
from diembao.audit.origins import Origin
from diembao.carets import underlined
from diembao.rows import console
from extractor.model import Span

_INDENT = "  "
#: How many of a rule's examples are shown, and how much of a line is shown around a place far from the quote.
_EXAMPLES, _AROUND = 5, 60


def print_explanation(told: Explanation) -> None:
    screen = console()
    for line in explanation_lines(told, max(40, screen.width - len(_INDENT))):
        screen.print(line, soft_wrap=True)


def explanation_lines(told: Explanation, width: int) -> Iterator[str]:
    """The explanation line by line; source lines are broken at `width` columns, so that their carets fit."""
    fact, article = told.fact, told.article
    yield f"{fact.kind} {fact.fact_key}  article #{article.id} {article.fields['title'] or article.fields['name']}"
    yield f"characters {fact.span.start} to {fact.span.end}"
    yield from _marked(told, told.line, [fact.span], width)
    yield f"\nROW  {row_told(fact)}"
    yield from (f"{_INDENT}{name:18} {value}" for name, value in fact.fields.items() if value is not None)
    yield from _rule(told)
    yield from _groups(told, width)
    yield from _steps(told)
    yield from _origins(told, width)
    yield f"\n{told.note}"


def _rule(told: Explanation) -> Iterator[str]:
    where = f"  in {told.file or 'a file that does not come with diembao'}" if told.rule else ""
    yield f"\nRULE  {told.fact.rule}{where}; it made {told.hits} facts in this database"
    if told.rule is None:
        yield f"{_INDENT}code joined what the rules below found; no rule file has a rule of this name"
        return
    yield f"{_INDENT}pattern  {told.rule.source}"
    for example in told.rule.examples[:_EXAMPLES]:
        groups = ", ".join(f"{name}: {text}" for name, text in example.get("groups", {}).items())
        matches = f" matches {example['match']}" if "match" in example else ""
        yield f"{_INDENT}example  {example['text']}{matches}{f' ({groups})' if groups else ''}"
    for text in told.rule.counterexamples[:_EXAMPLES]:
        yield f"{_INDENT}silent   {text}"


def _groups(told: Explanation, width: int) -> Iterator[str]:
    text = told.article.text
    if told.match is None:
        yield "\nRULES THAT MATCHED HERE" if told.parts else "\nGROUPS  the pattern does not match on the quote today"
        yield from (f"{_INDENT}{part.rule:24} {_flat(part.span.of(text))}" for part in told.parts)
        return
    yield f"\nGROUPS  the pattern matched `{_flat(told.match.span.of(text))}`"
    for name, span in sorted(told.match.groups.items(), key=lambda item: item[1]):
        yield f"{_INDENT}{name:18} {_flat(span.of(text))}"
    yield from _marked(told, told.line, [*told.match.groups.values()] or [told.match.span], width)


def _steps(told: Explanation) -> Iterator[str]:
    if told.steps:
        yield "\nSTEPS"
    for step in told.steps:
        yield f"{_INDENT}{step.field:18} {_flat(step.words)} -> {step.value}  ({step.how})"


def _origins(told: Explanation, width: int) -> Iterator[str]:
    if told.origins:
        yield "\nWHERE EACH FIELD WAS TAKEN FROM"
    for origin in told.origins:
        kept = "" if origin.kept else "; its span is not kept: the nearest place with these words"
        yield f"{_INDENT}{origin.field}: {origin.where}{kept}"
        yield from _marked(told, _line_of(told, origin), [origin.span], width)


def _line_of(told: Explanation, origin: Origin) -> Span:
    """The sentence of the quote where the field stands in it, else the words around it in their own line."""
    if told.line.contains(origin.span):
        return told.line
    text, span = told.article.text, origin.span
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    end = text.find("\n", span.end)
    return Span(start, min(len(text) if end < 0 else end, span.end + _AROUND))


def _marked(told: Explanation, line: Span, marks: Sequence[Span], width: int) -> Iterator[str]:
    for row in underlined(told.article.text, line, marks, width):
        yield _INDENT + row


def _flat(text: str) -> str:
    return " ".join(text.split())
