"""Readings for tests of single stages: of a few sentences, or of a corpus article with its expected blocks."""
from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import patterns
from extractor.model import Article, Block, Reading, Source, Span
from extractor.segment import segment
from extractor.view import view

CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def rules() -> patterns.Ruleset:
    """The built-in ruleset, loaded once."""
    return patterns.load()


def reading_of(text: str, published: str | None = None, title: str | None = None) -> Reading:
    """A reading in which each line of `text` is a paragraph."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(Span(at, at + len(line.rstrip("\n"))), "paragraph"))
        at += len(line)
    return _reading(text, Article(title, published, None, None, None, "vi", tuple(blocks)))


def gold_reading(gold_file: Path, text_file: Path) -> Reading:
    """A reading of an annotated article with the blocks and metadata that its annotation gives."""
    gold, text = json.loads(gold_file.read_text("utf-8")), text_file.read_text("utf-8")
    blocks = tuple(Block(Span(b["start"], b["end"]), b["kind"]) for b in gold["blocks"])
    a = gold["article"]
    return _reading(text, Article(a["title"], a["published"], a["author"], a["publisher"], None, "vi", blocks))


def _reading(text: str, article: Article) -> Reading:
    content = text.encode()
    source = Source("test.txt", content, text, hashlib.sha256(content).hexdigest(), "text/plain", "utf-8")
    return Reading(source, article, view(text), segment(text, article.blocks))
