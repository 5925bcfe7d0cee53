"""Articles in the standoff format of brat: the text as it is, and beside it what stands where.

`T` are facts and the words that their fields were read from, `R` tie the two, and the places of one fact, together;
`A` are the fields with a closed set of values, `#` the whole row as JSON.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from db.reader import StoredFact
from diembao.export.audited import OWN, Audited
from extractor.model import FigureKind, Span

#: The fields of each kind of fact that have a closed set of values; their names in brat.
ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "figure": {"kind": "FigureKind", "relation": "Relation", "modality": "Modality", "bound": "Bound",
               "direction": "Direction"},
    "event": {"type": "EventType", "status": "Status"},
    "statement": {"kind": "StatementKind"},
    "official": {},
    "document": {},
}  # fmt: skip
#: What ties a fact to the words of one of its fields, and to another place where it is told.
_SAME = "SameFact"
UNEXPLAINED = "UnexplainedNumeral"

#: What may not stand in the words of a T: the end of a line, and the tab that parts its columns.
_BREAK = re.compile(r"\s*[\r\n\t]\s*")


#: A kind of fact and a field whose place is told.
Tie = tuple[str, str]


def ties(one: Audited) -> set[Tie]:
    """The fields of an article's facts of which it is told where they were read."""
    return {(kind, field) for (kind, _), told in one.places.items() for field in told if field not in OWN}


def configuration(used: Iterable[Tie]) -> str:
    """The annotation.conf that brat needs beside the files: every type that they use, `used` the ties of all."""
    from db import columns

    values = {
        "FigureKind": get_args(FigureKind), "Relation": columns.RELATIONS, "Modality": columns.MODALITIES,
        "Bound": columns.BOUNDS, "Direction": columns.DIRECTIONS, "EventType": columns.EVENT_TYPES,
        "Status": columns.STATUSES, "StatementKind": columns.STATEMENT_KINDS,
    }  # fmt: skip
    kinds = [entity(kind) for kind in ATTRIBUTES]
    fields = sorted((entity(name), entity(kind)) for kind, name in used)
    of = {name: entity(kind) for kind, names in ATTRIBUTES.items() for name in names.values()}
    relations = [f"{name}\tArg1:{kind}, Arg2:{name}" for name, kind in fields]
    same = [f"{_SAME}\tArg1:{kind}, Arg2:{kind}" for kind in kinds]
    sections = {
        "entities": [*kinds, UNEXPLAINED, *(name for name, _ in fields)],
        "relations": [*relations, *same, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"],
        "events": [],
        "attributes": [f"{name}\tArg:{of[name]}, Value:{'|'.join(told)}" for name, told in values.items()],
    }
    return "\n".join("".join(f"{line}\n" for line in [f"[{name}]", *lines]) for name, lines in sections.items())


def standoff(one: Audited) -> str:
    """The lines of an article's .ann file. Offsets are code points of its text, which is the .txt file."""
    sheet = _Sheet(one.text)
    for fact in one.facts:
        _put(sheet, one, fact)
    for span in one.unexplained:
        sheet.place(UNEXPLAINED, span)
    return "".join(f"{line}\n" for line in sheet.lines)


def _put(sheet: _Sheet, one: Audited, fact: StoredFact) -> None:
    kind = fact.kind.capitalize()
    own, *others = [sheet.place(kind, span, shared=False) for span in fact.mentions]
    for other in others:
        sheet.relate(_SAME, own, other)
    for name, span in one.places_of(fact).items():
        sheet.relate(entity(name), own, sheet.place(entity(name), span))
    for name, attribute in ATTRIBUTES[fact.kind].items():
        if fact.fields[name] is not None:
            sheet.attribute(attribute, own, fact.fields[name])
    row = {name: value for name, value in fact.fields.items() if value is not None}
    sheet.note(own, {"fact_key": fact.fact_key, "rule": fact.rule, **row})


def entity(name: str) -> str:
    """A field's name as brat's types are written: `base_period` is `BasePeriod`."""
    return "".join(part.capitalize() for part in name.split("_"))


@dataclass(slots=True)
class _Sheet:
    """The lines of an .ann file, each kind numbered on its own."""

    text: str
    lines: list[str] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)
    _known: dict[tuple[str, Span], str] = field(default_factory=dict)

    def place(self, kind: str, span: Span, *, shared: bool = True) -> str:
        """The T of a stretch of text; one that several facts share is written once."""
        if shared and (kind, span) in self._known:
            return self._known[kind, span]
        parts = list(_parts(self.text, span))
        offsets = ";".join(f"{part.start} {part.end}" for part in parts)
        name = self._put("T", f"{kind} {offsets}\t{' '.join(part.of(self.text) for part in parts)}")
        self._known[kind, span] = name
        return name

    def relate(self, kind: str, one: str, other: str) -> None:
        self._put("R", f"{kind} Arg1:{one} Arg2:{other}")

    def attribute(self, kind: str, of: str, value: str) -> None:
        self._put("A", f"{kind} {of} {value}")

    def note(self, of: str, row: Mapping[str, object]) -> None:
        self._put("#", f"AnnotatorNotes {of}\t{json.dumps(row, ensure_ascii=False)}")

    def _put(self, letter: str, rest: str) -> str:
        self._last[letter] = self._last.get(letter, 0) + 1
        name = f"{letter}{self._last[letter]}"
        self.lines.append(f"{name}\t{rest}")
        return name


def _parts(text: str, span: Span) -> Iterator[Span]:
    """A stretch without the white space at its ends, and without line ends and tabs, which brat does not allow in one:
    the pieces between them."""
    words = span.of(text)
    at, end = span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip())
    for line_end in _BREAK.finditer(text, at, end):
        yield Span(at, line_end.start())
        at = line_end.end()
    yield Span(at, end)
