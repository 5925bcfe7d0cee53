"""Legal documents: the references of an article joined, one row a document.

References join by number, a law by its name and year, an act without number by type, issuer and what it is about;
a short later mention (`Nghị định này`) joins the one document that it can mean, or none.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from extractor.document_references import Reference, find_references, later_mentions
from extractor.match import find
from extractor.model import Document, Reading, Span
from patterns import Ruleset

__all__ = ["document_spans", "find_documents", "find_references"]

#: From which share of the shorter title's words two titles are taken for the same.
_SAME_TITLE = 0.6


@dataclass(slots=True)
class _Joined:
    """One document while its references come in; `first` is the fullest."""

    references: list[Reference]
    later: list[Span] = field(default_factory=list)

    @property
    def first(self) -> Reference:
        return next((r for r in self.references if r.number or r.law), self.references[0])

    @property
    def issued(self) -> bool:
        return any(r.issued for r in self.references)

    def told(self, name: str) -> str | None:
        """The first value told of a field, by the text before by the number's code."""
        values = [(r.coded and name == "issuer", getattr(r, name)) for r in self.references]
        return next((v for coded in (False, True) for c, v in values if v and c == coded), None)


def find_documents(reading: Reading, rules: Ruleset, references: Sequence[Reference]) -> tuple[Document, ...]:
    """The documents that the article refers to, in the order in which it names them, each with all its mentions.

    `references` are those of `find_references`.
    """
    joined: list[_Joined] = []
    for reference in sorted(references, key=lambda r: not (r.number or r.law)):
        _join(joined, reference)
    for kind, span in later_mentions(reading, rules, (r.span for r in references)):
        _point_back(joined, kind, span)
    documents = (_document(one) for one in joined)
    return tuple(sorted(documents, key=lambda d: min(d.mentions)))


def document_spans(reading: Reading, rules: Ruleset, references: Sequence[Reference]) -> list[Span]:
    """Where digits are of class document: numbers of documents, years in laws' names, articles, clauses, standards."""
    spans = [r.digits for r in references if r.digits is not None]
    for sentence in reading.sentences:
        spans += [m.span for m in find(rules.of_kind("document_clause"), reading.view, sentence.span)]
    return sorted(spans)


def _join(joined: list[_Joined], reference: Reference) -> None:
    same = next((one for one in joined if any(_same(r, reference) for r in one.references)), None)
    if same is None:
        joined.append(_Joined([reference]))
    else:
        same.references.append(reference)


def _same(one: Reference, other: Reference) -> bool:
    if one.type != other.type:
        return False
    if one.number and other.number:
        return _same_number(one.number, other.number)
    if one.law and other.law:
        return _fold(one.title) == _fold(other.title) and (not one.date or not other.date or one.date == other.date)
    if one.law or other.law:
        return False
    return _same_issuer(one, other) and _same_title(one.title, other.title)


def _same_number(one: str, other: str) -> bool:
    """Equal but for case and leading zeros; `45` is short for `45/2012/NĐ-CP`."""
    a, b = (regex.split(r"[/-]", number.lstrip("0").upper()) for number in (one, other))
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _same_issuer(one: Reference, other: Reference) -> bool:
    return one.issuer is None or other.issuer is None or _fold(one.issuer) == _fold(other.issuer)


def _same_title(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    a, b = (set(regex.findall(r"\w+", title.lower())) for title in (one, other))
    return len(a & b) >= _SAME_TITLE * min(len(a), len(b))


def _fold(text: str | None) -> str:
    return (text or "").casefold()


def _point_back(joined: Iterable[_Joined], kind: str, span: Span) -> None:
    """Give a short mention to the only document of its type, or to the only one whose issuing is told."""
    of_type = [one for one in joined if one.first.type == kind]
    for candidates in (of_type, [one for one in of_type if one.issued]):
        if len(candidates) == 1:
            candidates[0].later.append(span)
            return


def _document(one: _Joined) -> Document:
    first = one.first
    full = sorted(r.span for r in one.references)
    mentions = (first.span, *(s for s in full if s != first.span), *sorted(one.later))
    number = max((r.number for r in one.references if r.number), key=len, default=None)
    return Document(first.type, number, one.told("date"), one.told("issuer"), one.told("title"), mentions, first.rule)
