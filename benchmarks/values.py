"""Values against peers: on the same sentences, which numbers are read right, what is read that is none, how fast.

    python benchmarks/values.py                 ours alone
    python benchmarks/values.py --peers         beside the peers of requirements.txt, installed into .bench/
    python benchmarks/values.py --faults NAME   each fault of one reader (`ours`, `duckling` ...), with its sentence

Every reader gets each sentence as it stands. A value is right where any answer overlapping its quote has the same
number, a range both ends. The unit is asked of measures (money, percent, quantities, durations, multiples), rates with
their denominator, and of counts as the counted noun. What a reader itself calls a date, an ordinal, a phone number or
an address is no number of it. Rounds are interleaved; the median is told. Ours is the rules alone, over sentences
segmented beforehand; turning a peer's answer into the common form is not timed either. Of dates only those that tell
a day are asked; reading a period, a time or `hôm qua` as one is not held against a reader.
"""
from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import corpus
import patterns
from benchmarks.cases import PUBLISHED, Answer, Case, Day, Marks, Value, corpus_cases, judge, written_cases
from benchmarks.processes import Process, peers_python
from extractor.document_references import find_references
from extractor.documents import document_spans
from extractor.figures import find_figures
from extractor.model import Article, Block, Lexed, Moment, Reading, Source, Span
from extractor.periods import find_moments
from extractor.segment import segment
from extractor.view import view

HERE = Path(__file__).parent
PEERS = ("duckling", "recognizers-text", "quantulum3", "dateparser")
#: Readers that know no numbers, only dates.
DATES_ALONE = frozenset({"dateparser"})
#: Readers that are asked for dates too.
DATED = frozenset({"ours", "duckling", "dateparser"})


class Reader(Protocol):
    """Reads all sentences once: the seconds it took, and an answer for each."""

    def read(self) -> tuple[float, list[Answer]]: ...


@dataclass(slots=True)
class Measured:
    """What one reader did: its marks by set of sentences, and the seconds of each round."""

    marks: dict[str, Marks] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peers", action="store_true", help="install the peers into .bench/ and read with them too")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--faults", metavar="NAME", help="list the faults of this reader")
    chosen = options.parse_args()
    rules = patterns.load()
    sets = {"own": written_cases(), "corpus": corpus_cases(corpus.ARTICLES, corpus.GOLD, rules)}
    with ExitStack() as stack:
        readers: dict[str, Reader] = {"ours": Ours([c.text for cases in sets.values() for c in cases], rules)}
        if chosen.peers:
            readers.update(peers(stack, [c.text for cases in sets.values() for c in cases]))
        measured = measure(readers, sets, chosen.rounds)
    print("\n".join(table(sets, measured)))
    if chosen.faults:
        print("\n".join(faults(measured[chosen.faults])))


class Ours:
    """This project's figures and dates over sentences that are segmented beforehand, each a paragraph of its own."""

    def __init__(self, sentences: Sequence[str], rules: patterns.Ruleset) -> None:
        self._rules, self._reading = rules, prepared(sentences)
        self._starts = [block.span.start for block in self._reading.article.blocks]

    def read(self) -> tuple[float, list[Answer]]:
        start = time.perf_counter()
        moments = find_moments(self._reading, self._rules)
        references = find_references(self._reading, self._rules, moments)
        numbers = document_spans(self._reading, self._rules, references)
        lexed = find_figures(self._reading, self._rules, moments, numbers)
        return time.perf_counter() - start, self._answers(lexed, moments)

    def _answers(self, lexed: Lexed, moments: Sequence[Moment]) -> list[Answer]:
        values: list[list[Value]] = [[] for _ in self._starts]
        days: list[list[Day]] = [[] for _ in self._starts]
        for q in lexed.quantities:
            at, span = self._local(q.span)
            high = Fraction(q.value_max) if q.value_max else None
            values[at].append(Value(span, Fraction(q.value), high, q.unit, q.kind == "count"))
        for moment in moments:
            if moment.kind == "date" and moment.iso:
                at, span = self._local(moment.span)
                days[at].append(Day(span, moment.iso))
        return [Answer(tuple(v), tuple(d)) for v, d in zip(values, days, strict=True)]

    def _local(self, span: Span) -> tuple[int, Span]:
        at = bisect_right(self._starts, span.start) - 1
        return at, Span(span.start - self._starts[at], span.end - self._starts[at])


def prepared(sentences: Sequence[str]) -> Reading:
    """A reading in which each sentence is a paragraph, segmented."""
    blocks: list[Block] = []
    for sentence in sentences:
        start = blocks[-1].span.end + 1 if blocks else 0
        blocks.append(Block(Span(start, start + len(sentence)), "paragraph"))
    text = "\n".join(sentences)
    article = Article(None, PUBLISHED, None, None, None, "vi", tuple(blocks))
    source = Source("sentences", text.encode(), text, "", "text/plain", "utf-8")
    return Reading(source, article, view(text), segment(text, article.blocks))


class Peer:
    """A peer in a process and a Python of its own, asked for all sentences at once."""

    def __init__(self, name: str, python: Path, sentences: Sequence[str]) -> None:
        self._sentences = sentences
        self._process = Process([str(python), str(HERE / "peer.py"), name])
        self.close = self._process.close

    def read(self) -> tuple[float, list[Answer]]:
        told = self._process.ask(self._sentences)
        return told["seconds"], [answer_of(answer) for answer in told["answers"]]


def answer_of(told: dict[str, Any]) -> Answer:
    """A peer's answer as peer.py writes it."""
    values = [
        Value(Span(start, end), Fraction(low), Fraction(high) if high else None, unit)
        for start, end, low, high, unit in told["values"]
    ]
    return Answer(tuple(values), tuple(Day(Span(start, end), iso) for start, end, iso in told["days"]))


def peers(stack: ExitStack, sentences: Sequence[str]) -> Iterator[tuple[str, Peer]]:
    """The peers that run here; of those that do not the reason is printed."""
    python = peers_python()
    for name in PEERS:
        try:
            peer = Peer(name, python, sentences)
        except OSError as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        stack.callback(peer.close)
        yield name, peer


def measure(readers: dict[str, Reader], sets: dict[str, list[Case]], rounds: int) -> dict[str, Measured]:
    """Marks of every reader, and the seconds of `rounds` interleaved rounds after one that warms up."""
    measured = {name: Measured() for name in readers}
    for number in range(rounds + 1):
        for name, reader in readers.items():
            seconds, answers = reader.read()
            if number:
                measured[name].seconds.append(seconds)
            else:
                measured[name].marks = by_set(sets, answers)
    return measured


def by_set(sets: dict[str, list[Case]], answers: Sequence[Answer]) -> dict[str, Marks]:
    marks, at = {}, 0
    for name, cases in sets.items():
        marks[name] = judge(cases, answers[at : at + len(cases)])
        at += len(cases)
    return marks


def table(sets: dict[str, list[Case]], measured: dict[str, Measured]) -> Iterator[str]:
    """What was measured, as lines of text."""
    count = sum(map(len, sets.values()))
    silent = sum(not case.values for case in sets["own"])
    yield f"{len(sets['own'])} sentences of our own ({silent} without a figure), {len(sets['corpus'])} of the corpus"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    for name in sets:
        yield f"\n{name:18}{'value':>12}{'measure unit':>14}{'counted noun':>14}{'spurious':>10}{'in dates':>10}"
        for reader, one in measured.items():
            if reader not in DATES_ALONE:
                yield row(reader, one.marks[name])
    yield f"\n{'dates (own)':18}{'right':>12}{'spurious':>14}"
    for reader in filter(DATED.__contains__, measured):
        marks = measured[reader].marks["own"]
        yield f"{reader:18}{_of(marks.days_right, marks.days):>12}{marks.days_spurious:>14}"
    yield f"\n{'sentences a second':18}{'median':>12}{'least':>14}{'greatest':>14}"
    for reader, one in measured.items():
        rates = [count / seconds for seconds in one.seconds]
        yield f"{reader:18}{statistics.median(rates):12.0f}{min(rates):14.0f}{max(rates):14.0f}"


def row(reader: str, marks: Marks) -> str:
    right = [_of(marks.values_right, marks.values), _of(marks.measures_right, marks.measures)]
    nouns = _of(marks.nouns_right, marks.nouns)
    return f"{reader:18}{right[0]:>12}{right[1]:>14}{nouns:>14}{marks.spurious:>10}{marks.spurious_dated:>10}"


def _of(good: int, total: int) -> str:
    return f"{good}/{total}"


def faults(measured: Measured) -> Iterator[str]:
    """One line for each fault: what it is, the sentence, what is expected, what is given."""
    for marks in measured.marks.values():
        for outcome, text, expected, given in marks.faults:
            yield f"{outcome:12} {text}\n{'':12} expected {expected or 'nothing'}; given {given or 'nothing'}"


if __name__ == "__main__":
    main()
