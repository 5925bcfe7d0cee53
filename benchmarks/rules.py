"""Which rules cost most: each rule's pattern over every sentence of the corpus, the dearest first.

    python benchmarks/rules.py [FOLDER] [--first N]

The least of several rounds is taken. A rule is tried here on every sentence; some stages ask it less often.
"""
from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import corpus
import patterns
from extractor.pipeline import read
from extractor.source import read_source
from extractor.view import view


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=corpus.ARTICLES)
    options.add_argument("--first", type=int, default=20, help="how many rules to list")
    chosen = options.parse_args()
    rules = patterns.load()
    sentences = sentences_of(chosen.folder, rules)
    costs = sorted(((cost(rule, sentences), rule.name) for rule in rules.rules), reverse=True)
    total = sum(seconds for seconds, _ in costs)
    print(f"{len(sentences)} sentences, {len(costs)} rules, {total * 1000:.1f} ms for all")
    for seconds, name in costs[: chosen.first]:
        print(f"{seconds * 1000:8.2f} ms {seconds / total:6.1%}  {name}")


def sentences_of(folder: Path, rules: patterns.Ruleset) -> list[str]:
    readings = [read(read_source(path.read_bytes(), path.name), rules) for path in sorted(folder.glob("*.txt"))]
    return [view(sentence.span.of(reading.text)) for reading in readings for sentence in reading.sentences]


def cost(rule: patterns.Rule, sentences: Sequence[str], rounds: int = 3) -> float:
    """The seconds that a rule takes over all sentences."""
    return min(_once(rule, sentences) for _ in range(rounds))


def _once(rule: patterns.Rule, sentences: Sequence[str]) -> float:
    start = time.perf_counter()
    for sentence in sentences:
        for _ in rule.pattern.finditer(sentence):
            pass
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
