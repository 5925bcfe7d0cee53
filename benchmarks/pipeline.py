"""How much the rules cost beside the segmentation that they rest on.

    python benchmarks/pipeline.py [FOLDER] [--rounds N]

On the same articles in one process: the whole pipeline (bytes to facts), underthesea's sentences and words alone on
the same blocks, and the rules alone on sentences made beforehand. Rounds are interleaved, so that a slow moment of
the machine falls on all of them; the ratio is taken within a round. The first round warms up and is not counted.
Then each stage of the pipeline by itself, timed where `extract` calls it: the least of as many rounds.
"""
from __future__ import annotations

import argparse
import inspect
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import corpus
import patterns
from extractor import pipeline
from extractor.model import FACT_BLOCKS, Block, Extraction, Reading, Sentence, Source, SourceError
from extractor.source import read_source

_MIB = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Article:
    """One article's file, and its text as cleaned and segmented beforehand."""

    name: str
    content: bytes
    reading: Reading

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.reading.sentences

    @property
    def lines(self) -> list[str]:
        """The lines of the blocks that facts are taken from, as segmentation gets them."""
        article, text = self.reading.article, self.reading.text
        blocks = [block.span.of(text) for block in article.blocks if block.kind in FACT_BLOCKS]
        return [line for block in blocks for line in block.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds that each part took over all articles."""

    whole: float
    segmentation: float
    rules: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=corpus.ARTICLES)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    rules = patterns.load()
    articles = read_articles(chosen.folder, rules)
    if not articles:
        sys.exit(f"{chosen.folder} holds no article")
    rounds = [one_round(articles, rules) for _ in range(chosen.rounds + 1)][1:]
    print("\n".join(table(articles, rounds)))
    spent = [stage_seconds(articles, rules) for _ in range(chosen.rounds)]
    print("\n".join(stage_table(spent, sum(len(article.sentences) for article in articles))))


def read_articles(folder: Path, rules: patterns.Ruleset) -> list[Article]:
    """The articles of a folder; files that hold none are left out and named."""
    articles = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".html", ".htm"):
            content = path.read_bytes()
            try:
                articles.append(Article(path.name, content, pipeline.read(read_source(content, path.name), rules)))
            except SourceError as error:
                print(f"left out: {path.name} {error}", file=sys.stderr)
    return articles


def one_round(articles: Sequence[Article], rules: patterns.Ruleset) -> Round:
    whole = seconds(lambda: [pipeline.extract(read(article), rules) for article in articles])
    segmentation = seconds(lambda: [underthesea_alone(article.lines) for article in articles])
    return Round(whole, segmentation, seconds(lambda: [rules_alone(article, rules) for article in articles]))


def read(article: Article) -> Source:
    return read_source(article.content, article.name)


def underthesea_alone(lines: Sequence[str]) -> list[list[str]]:
    from underthesea import sent_tokenize, word_tokenize

    return [word_tokenize(sentence, use_token_normalize=False) for line in lines for sentence in sent_tokenize(line)]


def rules_alone(article: Article, rules: patterns.Ruleset) -> Extraction:
    """The pipeline with its segmentation replaced by the one made beforehand."""

    def made_before(_text: str, _blocks: Sequence[Block]) -> tuple[Sentence, ...]:
        return article.sentences

    with mock.patch.object(pipeline, "segment", made_before):
        return pipeline.extract(read(article), rules)


def stage_seconds(articles: Sequence[Article], rules: patterns.Ruleset) -> dict[str, float]:
    """Seconds that each stage takes over all articles, in the order in which they are done."""
    spent: dict[str, float] = {}
    with ExitStack() as stack:
        for name, stage in stages().items():
            stack.enter_context(mock.patch.object(pipeline, name, _timed(stage, name, spent)))
        for article in articles:
            pipeline.extract(read(article), rules)
    return spent


def stages() -> dict[str, Callable[..., object]]:
    """The functions of other files that `extract` is made of, by name."""
    functions = inspect.getmembers(pipeline, inspect.isfunction)
    return {name: function for name, function in functions if function.__module__ != pipeline.__name__}


def _timed(stage: Callable[..., object], name: str, spent: dict[str, float]) -> Callable[..., object]:
    def timed(*arguments: object) -> object:
        start = time.perf_counter()
        result = stage(*arguments)
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - start
        return result

    return timed


def stage_table(rounds: Sequence[dict[str, float]], sentences: int) -> list[str]:
    """The least time of each stage, and what that is a sentence."""
    least = {name: min(spent[name] for spent in rounds) for name in rounds[0]}
    return [
        f"\n{'stage':28}{'ms':>10}{'µs a sentence':>16}",
        *(f"{name:28}{took * 1000:10.2f}{took / sentences * 1e6:16.0f}" for name, took in least.items()),
    ]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def table(articles: Sequence[Article], rounds: Sequence[Round]) -> list[str]:
    """What was measured, as lines of text."""
    sentences = sum(len(article.sentences) for article in articles)
    characters = sum(len(article.reading.text) for article in articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB
    rows = [
        ("whole pipeline, ms", [r.whole * 1000 for r in rounds]),
        ("underthesea alone, ms", [r.segmentation * 1000 for r in rounds]),
        ("rules alone, ms", [r.rules * 1000 for r in rounds]),
        ("whole / underthesea", [r.whole / r.segmentation for r in rounds]),
        ("rules, sentences a second", [sentences / r.rules for r in rounds]),
    ]
    return [
        f"{len(articles)} articles, {sentences} sentences, {characters} characters, {len(rounds)} rounds",
        f"{'':28}{'median':>10}{'min':>10}{'max':>10}",
        *(f"{name:28}{statistics.median(v):10.2f}{min(v):10.2f}{max(v):10.2f}" for name, v in rows),
        f"{'peak memory, MiB':28}{peak:10.0f}",
    ]


if __name__ == "__main__":
    main()
