"""Person names against underthesea's own `ner`: found whole, cut, missed, spurious, and how fast.

    python benchmarks/names.py                                          the bundled articles
    python benchmarks/names.py --articles DIR --gold DIR [--others TSV]  annotated articles of your own

Asked are the names of the officials in every mention that tells one (`ông Vinh` too, by its `Vinh`). A name is whole
where a reader gives exactly its letters, a leading form of address aside; cut where it gives part or more of it; what
lies on no name is spurious. Persons who are no officials (`--others`: file name, tab, name) count for nobody. Both
read the same content: `ner` sentence by sentence, made beforehand; ours all of an article, once with the sentences
made beforehand and once making them. Rounds are interleaved; the median is told.
"""
from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import regex

import corpus
import patterns
from extractor.model import FACT_BLOCKS, Reading, Span
from extractor.names import find_names
from extractor.officials import find_officials
from extractor.pipeline import read
from extractor.segment import segment
from extractor.source import read_source

OTHERS = Path(__file__).parent / "persons.tsv"
_ADDRESS = regex.compile(r"(?i)(?:(?:các )?(?:ông|bà|đồng chí|anh|chị|ngài)[: ]+)+")

Names = list[Span]
Find = Callable[[Reading], Names]


@dataclass(frozen=True, slots=True)
class Text:
    """An article, the names that are asked of it, and those that count for nobody."""

    reading: Reading
    asked: tuple[Span, ...]
    others: tuple[Span, ...]


@dataclass(slots=True)
class Marks:
    """How many names are whole, cut and missed, what is spurious, and each fault in words."""

    whole: int = 0
    cut: int = 0
    missed: int = 0
    spurious: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=Path, default=corpus.ARTICLES)
    options.add_argument("--gold", type=Path, default=corpus.GOLD)
    options.add_argument("--others", type=Path, default=OTHERS)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--faults", action="store_true", help="list what is not found whole, and what is spurious")
    chosen = options.parse_args()
    rules = patterns.load()
    texts = annotated(chosen.articles, chosen.gold, others_of(chosen.others), rules)
    readers: dict[str, Find] = {
        "ours": lambda reading: ours(reading, rules),
        "ours, segmenting": lambda reading: segmenting(reading, rules),
        "underthesea.ner": underthesea_ner,
    }
    print("\n".join(table(texts, readers, chosen.rounds, faults=chosen.faults)))


def others_of(path: Path) -> dict[str, list[str]]:
    """The names by file of a table of two columns."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            source, name = line.split("\t")
            found.setdefault(source, []).append(name)
    return found


def annotated(articles: Path, gold: Path, others: dict[str, list[str]], rules: patterns.Ruleset) -> list[Text]:
    """The annotated articles of two folders, cleaned and segmented."""
    expected = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))]
    return [text_of(one, articles, others, rules) for one in expected]


def text_of(expected: dict[str, Any], articles: Path, others: dict[str, list[str]], rules: patterns.Ruleset) -> Text:
    source = articles / expected["article"]["source"]
    reading = read(read_source(source.read_bytes(), source.name), rules)
    asked = [
        span
        for official in expected["officials"]
        for mention in official["mentions"]
        if (span := name_in(reading.text, Span(mention["start"], mention["end"]), official["name"]))
    ]
    beside = [
        Span(*match.span())
        for name in others.get(source.name, [])
        for match in regex.finditer(rf"\b{regex.escape(name)}\b", reading.text)
    ]
    return Text(reading, tuple(sorted(asked)), tuple(beside))


def name_in(text: str, mention: Span, name: str) -> Span | None:
    """Where a mention tells the name, whole or its last words; None where it tells only a post."""
    words = name.split()
    for first in range(len(words)):
        tail = r"\s+".join(map(regex.escape, words[first:]))
        if match := regex.compile(rf"(?i)\b{tail}\b").search(text, mention.start, mention.end):
            return Span(*match.span())
    return None


def ours(reading: Reading, rules: patterns.Ruleset) -> Names:
    """The names in the mentions of officials, and the names reader's own where no such mention stands."""
    told = [(span, official.name) for official in find_officials(reading, rules) for span in official.mentions]
    sure = [span for mention, name in told if (span := name_in(reading.text, mention, name))]
    blocks = [block.span for block in reading.article.blocks if block.kind in FACT_BLOCKS]
    read = [name.name for block in blocks for name in find_names(reading.view, block, rules)]
    return sure + [span for span in read if not any(span.overlaps(other) for other in sure)]


def segmenting(reading: Reading, rules: patterns.Ruleset) -> Names:
    """The same, with the sentences and words made first."""
    return ours(replace(reading, sentences=segment(reading.text, reading.article.blocks)), rules)


def underthesea_ner(reading: Reading) -> Names:
    from underthesea import ner

    sentences = [s.span for s in reading.sentences if reading.block_of(s).kind in FACT_BLOCKS]
    return [span for sentence in sentences for span in tagged(reading.text, sentence, ner(sentence.of(reading.text)))]


def tagged(text: str, sentence: Span, tags: Sequence[Sequence[str]]) -> Iterator[Span]:
    """The persons among the tagged words of a sentence, a form of address before the name left off."""
    start = end = at = sentence.start
    for word, *_, tag in (*tags, ("", "O")):
        if tag != "I-PER":
            if end > start:
                yield unaddressed(text, Span(start, end))
            start = end = at
        match = regex.compile(r"\s*".join(map(regex.escape, word.split()))).search(text, at, sentence.end)
        if match and word:
            at = match.end()
            if tag.endswith("-PER"):
                start, end = (start if end > start else match.start()), match.end()


def unaddressed(text: str, name: Span) -> Span:
    address = _ADDRESS.match(text, name.start, name.end)
    return Span(address.end(), name.end) if address and address.end() < name.end else name


def judge(text: Text, found: Names) -> Marks:
    marks, letters = Marks(), text.reading.text
    for name in text.asked:
        on = [span for span in found if span.overlaps(name)]
        marks.whole += name in on
        marks.cut += bool(on) and name not in on
        marks.missed += not on
        if name not in on:
            marks.faults.append(f"{name.of(letters)}: {', '.join(span.of(letters) for span in on) or 'missed'}")
    named = (*text.asked, *text.others)
    loose = [span for span in found if not any(span.overlaps(name) for name in named)]
    marks.spurious = len(loose)
    marks.faults += [f"spurious: {span.of(letters)}" for span in loose]
    return marks


def table(texts: Sequence[Text], readers: dict[str, Find], rounds: int, *, faults: bool) -> Iterator[str]:
    """What was measured, as lines of text."""
    sentences = sum(len(text.reading.sentences) for text in texts)
    rates: dict[str, list[float]] = {name: [] for name in readers}
    found: dict[str, list[Names]] = {}
    for number in range(rounds + 1):
        for name, find in readers.items():
            start = time.perf_counter()
            found[name] = [find(text.reading) for text in texts]
            rates[name] += [sentences / (time.perf_counter() - start)] if number else []
    yield f"{len(texts)} articles, {sentences} sentences, {sum(len(t.asked) for t in texts)} names, {rounds} rounds"
    yield f"{'':18}{'whole':>8}{'cut':>8}{'missed':>8}{'spurious':>10}{'sentences a second':>20}"
    for name in readers:
        marks = [judge(text, names) for text, names in zip(texts, found[name], strict=True)]
        sums = [sum(getattr(m, what) for m in marks) for what in ("whole", "cut", "missed", "spurious")]
        yield f"{name:18}{sums[0]:8}{sums[1]:8}{sums[2]:8}{sums[3]:10}{statistics.median(rates[name]):20.0f}"
        if faults:
            yield from (f"    {fault}" for m in marks for fault in m.faults)


if __name__ == "__main__":
    main()
