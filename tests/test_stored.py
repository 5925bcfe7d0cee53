"""What a database holds of an article is all that was extracted from it."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.store import read_store
from diembao.output import record
from diembao.stored import stored_extraction
from extractor.model import Extraction, Post
from extractor.pipeline import extract
from extractor.source import read_source
from tests.reading import CORPUS, rules

ARTICLES = sorted((CORPUS / "articles").glob("*.txt"))


def bare(extraction: Extraction) -> Extraction:
    """An extraction without what is kept elsewhere or not at all: bytes, hints, checks, the keys of posts."""
    reading = extraction.reading
    source = replace(reading.source, content=b"", hints={}, lines=(), decoded="", sayings=())
    officials = tuple(
        replace(official, posts=tuple(Post(post.title, post.organisation) for post in official.posts))
        for official in extraction.officials
    )
    return replace(extraction, reading=replace(reading, source=source), officials=officials, checks=())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name[:3])
def test_what_is_stored_is_what_was_extracted(path: Path, bundled_db: Path) -> None:
    found = extract(read_source(path.read_bytes(), path.name), rules())
    with read_store(bundled_db) as archive:
        stored = stored_extraction(archive, archive.article(path.name))
    assert record(stored) == record(found)
    assert stored == bare(found)
