"""A database as large as a newsroom's after some months: thousands of varied articles, extracted and saved for real.

Making it takes minutes, so it is made once and kept in the folder for temporary files until rules or articles change.
"""
from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path

import corpus
import patterns
from benchmarks import varied_articles
from benchmarks.varied_articles import Originals
from db.store import Store, open_store
from diembao.keeping import bases_of
from extractor.model import Extraction
from extractor.pipeline import extract, ruleset_hash
from extractor.source import read_source

_SEED = 11
#: One article in so many comes a second time, changed: the first is then an older version.
_CHANGED = 40
_REVIEWERS = ("An", "Bình")


def load_database(articles: int, verdicts: int) -> Path:
    """The database of so many articles and verdicts, made where it is not there yet, at this version's schema."""
    rules = patterns.load()
    source = Path(varied_articles.__file__).read_bytes() + Path(__file__).read_bytes()
    key = hashlib.sha256(f"{ruleset_hash(rules)} {articles} {verdicts}".encode() + source).hexdigest()[:12]
    made = Path(tempfile.gettempdir()) / f"diembao-load-{key}.db"
    if not made.exists():
        with tempfile.TemporaryDirectory() as folder:
            unfinished = Path(folder) / "unfinished.db"
            make(unfinished, articles, verdicts, rules)
            shutil.move(unfinished, made)
    open_store(made, create=False).close()
    return made


def more_articles(folder: Path, count: int) -> None:
    """Files of articles that the database does not have."""
    originals = Originals.of(corpus.ARTICLES)
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(originals.copy(_SEED + 1, number), "utf-8")


def make(path: Path, articles: int, verdicts: int, rules: patterns.Ruleset) -> None:
    """A new database of so many articles and verdicts."""
    with open_store(path, create=True) as store:
        run = store.begin_run(ruleset_hash(rules), version("diembao"))
        bases = bases_of(rules)
        for number, extraction in enumerate(_extractions(_numbers(articles)), 1):
            store.save(extraction, bases=bases, run=run)
            if number % 250 == 0:
                print(f"{number} articles of {articles} are saved", file=sys.stderr)
        store.finish_run(run)
        _judge(store, verdicts)


def _numbers(articles: int) -> Iterator[tuple[int, int]]:
    """Of each article its number, and that of its text."""
    for number in range(articles):
        yield number, number
        if number % _CHANGED == 0:
            yield number, articles + number


def _extractions(numbers: Iterator[tuple[int, int]]) -> Iterator[Extraction]:
    with ProcessPoolExecutor(initializer=os.nice, initargs=(5,)) as pool:
        yield from pool.map(_extraction, numbers, chunksize=16)


def _extraction(numbers: tuple[int, int]) -> Extraction:
    article, text = numbers
    name = f"https://press.example/2024/{article % 12 + 1:02}/{article}.html"
    content = _originals().copy(_SEED, text).encode()
    return extract(read_source(content, name, url=name, media_type="text/plain"), _rules())


@cache
def _rules() -> patterns.Ruleset:
    return patterns.load()


@cache
def _originals() -> Originals:
    return Originals.of(corpus.ARTICLES)


def _judge(store: Store, verdicts: int) -> None:
    """So many verdicts on facts of articles here and there, some by two reviewers, some on a field."""
    draw, given = random.Random(_SEED), 0
    lines = store.articles()
    while given < verdicts:
        article = draw.choice(lines)
        for fact in store.facts_to_review(article=article.id)[: verdicts - given]:
            field = draw.choice([None, None, None, *fact.fields])
            verdict = draw.choice(["correct"] * 8 + ["wrong", "unsure"])
            store.add_verdict(fact.fact_key, verdict, field=field, reviewer=draw.choice(_REVIEWERS), seen=fact)
            given += 1
