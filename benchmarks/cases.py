"""The sentences that values.py puts to every reader, what is expected of each, and how an answer is judged."""
from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import patterns
from extractor.model import Span
from extractor.pipeline import read
from extractor.source import read_source

SENTENCES = Path(__file__).parent / "sentences.tsv"
#: Sentences of `SENTENCES` count as published on this day; dates without a year lie before it.
PUBLISHED = "2024-06-15"


@dataclass(frozen=True, slots=True)
class Value:
    """A number read or expected, at `span` of its sentence; `high` the upper end of a range.

    `counts` says that the unit is a counted noun, not a measure. In an answer `unit` is None where the reader gives
    none; in what is expected of a ratio too.
    """

    span: Span
    low: Fraction
    high: Fraction | None = None
    unit: str | None = None
    counts: bool = False

    def same_number(self, other: Value) -> bool:
        """Whether both ends agree; a hair is allowed for readers that answer in floats."""
        if self.high is None or other.high is None:
            return self.high is other.high and _close(self.low, other.low)
        return _close(self.low, other.low) and _close(self.high, other.high)


@dataclass(frozen=True, slots=True)
class Day:
    """A date read or expected, as ISO; where a period is expected (`2024-05`, `2021/2025`) it is no day."""

    span: Span
    iso: str

    @property
    def is_day(self) -> bool:
        return len(self.iso) == len("2024-06-15") and "/" not in self.iso


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and what is expected of it; `days` is None where nobody wrote its dates down as ISO.

    `dated` are its dates, periods and times: digits that are no figures, but that one may see as numbers.
    """

    text: str
    values: tuple[Value, ...]
    days: tuple[Day, ...] | None
    dated: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader gives for one sentence."""

    values: tuple[Value, ...]
    days: tuple[Day, ...] = ()


Outcome = Literal["wrong value", "wrong unit", "missed", "spurious", "wrong date", "no date"]


@dataclass(slots=True)
class Marks:
    """How many are expected and right, by what is asked, and one entry for each that is not.

    `spurious_dated` are those of `spurious` that lie in a date, a period or a time. An entry of `faults` is what is
    wrong, the sentence, what is expected and what is given.
    """

    values: int = 0
    values_right: int = 0
    measures: int = 0
    measures_right: int = 0
    nouns: int = 0
    nouns_right: int = 0
    spurious: int = 0
    spurious_dated: int = 0
    days: int = 0
    days_right: int = 0
    days_spurious: int = 0
    faults: list[tuple[Outcome, str, str, str]] = field(default_factory=list)


def written_cases(path: Path = SENTENCES) -> list[Case]:
    """The cases of a file of sentences. ValueError, with the line, where one is not written as its head says."""
    lines = path.read_text("utf-8").splitlines()
    return [_written(line) for line in lines if line.strip() and not line.startswith("#")]


def _written(line: str) -> Case:
    text, values, days = (*line.split("\t"), "", "")[:3]
    spans = list(_entries(text, values))
    dated = tuple(Day(span, told) for span, told in _entries(text, days))
    return Case(text, tuple(_expected(span, told) for span, told in spans), dated, tuple(day.span for day in dated))


def _entries(text: str, written: str) -> Iterator[tuple[Span, str]]:
    """`quote = what | quote = what`, each quote found behind the one before."""
    at = 0
    for entry in filter(None, written.split(" | ")):
        quote, told = entry.split(" = ")
        at = text.index(quote, at)
        yield Span(at, at + len(quote)), told
        at += len(quote)


def _expected(span: Span, told: str) -> Value:
    number, _, unit = told.partition(" ")
    low, _, high = number.partition("..")
    return Value(span, Fraction(low), Fraction(high) if high else None, unit.lstrip("#") or None, unit.startswith("#"))


def corpus_cases(articles: Path, gold: Path, rules: patterns.Ruleset) -> list[Case]:
    """The sentences of the annotated articles' content, with the figures that the annotation gives."""
    return [case for path in sorted(gold.glob("*.json")) for case in _article(path, articles, rules)]


def _article(path: Path, articles: Path, rules: patterns.Ruleset) -> Iterator[Case]:
    expected = json.loads(path.read_text("utf-8"))
    source = articles / expected["article"]["source"]
    reading = read(read_source(source.read_bytes(), source.name), rules)
    for sentence in reading.sentences:
        span = sentence.span
        figures = [_annotated(f, span.start) for f in expected["figures"] if span.contains(_span(f))]
        numerals = [n for n in expected["numerals"] if n["class"] in _DATED and span.contains(_span(n))]
        dated = tuple(_span(n, span.start) for n in numerals)
        yield Case(span.of(reading.text), tuple(figures), None, dated)


#: Classes of numerals that are moments.
_DATED = frozenset({"date", "period", "time"})


def _span(fact: dict[str, Any], offset: int = 0) -> Span:
    return Span(fact["start"] - offset, fact["end"] - offset)


def _annotated(figure: dict[str, Any], offset: int) -> Value:
    high = Fraction(figure["value_max"]) if figure["value_max"] else None
    return Value(_span(figure, offset), Fraction(figure["value"]), high, figure["unit"], figure["kind"] == "count")


def judge(cases: Iterable[Case], answers: Sequence[Answer]) -> Marks:
    """Marks the answers of a reader, one for each case.

    A value is right where any answer that overlaps its quote has the same number, both ends of a range; its unit
    where such an answer has that too. What is read where nothing is expected is spurious.
    """
    marks = Marks()
    for case, answer in zip(cases, answers, strict=True):
        for value in case.values:
            _mark_value(marks, case.text, value, [v for v in answer.values if v.span.overlaps(value.span)])
        loose = [v for v in answer.values if not any(v.span.overlaps(e.span) for e in case.values)]
        marks.spurious += len(loose)
        marks.spurious_dated += sum(any(v.span.overlaps(span) for span in case.dated) for v in loose)
        marks.faults += [("spurious", case.text, "", show(v, case.text)) for v in loose]
        if case.days is not None:
            _mark_days(marks, case, answer.days)
    return marks


def _mark_value(marks: Marks, text: str, value: Value, given: Sequence[Value]) -> None:
    same = [v for v in given if v.same_number(value)]
    united = any(v.unit == value.unit for v in same)
    marks.values += 1
    marks.values_right += bool(same)
    if value.counts:
        marks.nouns += 1
        marks.nouns_right += united
    elif value.unit:
        marks.measures += 1
        marks.measures_right += united
    if not same or (not united and value.unit):
        outcome: Outcome = "missed" if not given else "wrong unit" if same else "wrong value"
        marks.faults.append((outcome, text, show(value, text), ", ".join(show(v, text) for v in given)))


def _mark_days(marks: Marks, case: Case, given: Sequence[Day]) -> None:
    told = case.days or ()
    for day in filter(lambda told: told.is_day, told):
        read = [d.iso for d in given if d.span.overlaps(day.span)]
        marks.days += 1
        marks.days_right += day.iso in read
        if day.iso not in read:
            marks.faults.append(("wrong date", case.text, day.iso, ", ".join(read)))
    loose = [d for d in given if not any(d.span.overlaps(t.span) for t in told)]
    marks.days_spurious += len(loose)
    marks.faults += [("no date", case.text, "", f"[{d.span.of(case.text)}] {d.iso}") for d in loose]


def show(value: Value, text: str) -> str:
    """A value as one reads it: its quote, number and unit."""
    ends = [value.low] if value.high is None else [value.low, value.high]
    number = "..".join(f"{float(end):.15g}" if end.denominator != 3 else str(end) for end in ends)
    return f"[{value.span.of(text)}] {number} {value.unit or ''}".rstrip()


def _close(one: Fraction, other: Fraction) -> bool:
    return one == other or math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
