"""Is everything in the database still what the sources say: their bytes, their texts, every quote, every block."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.reader import StoredArticle, StoredSource
from db.store import Archive
from extractor.model import DiembaoError
from extractor.source import read_source

_MISMATCH = "article {article_id} ({source}): {kind} {id}, {field}: the quote {quote!r} is not at {start} to {end}"


@dataclass(slots=True)
class Findings:
    """How much was checked, and one line for each thing that is off."""

    sources: int = 0
    articles: int = 0
    facts: int = 0
    off: list[str] = field(default_factory=list)


def verify(archive: Archive) -> Findings:
    """Checks every source, every version of every article, and every quote."""
    findings = Findings()
    for source in archive.sources():
        findings.sources += 1
        findings.off += _source(source)
    for line in archive.articles(all_versions=True):
        article = archive.article(line.id)
        findings.articles += 1
        findings.facts += len(article.facts)
        findings.off += (f"article {line.id} ({line.name}): {what}" for what in _blocks(article))
    findings.off += _mismatches(archive)
    return findings


def _source(source: StoredSource) -> Iterator[str]:
    where = f"source {source.id} ({', '.join(source.names)})"
    if source.content is None:
        yield f"{where}: its bytes cannot be unpacked"
        return
    if hashlib.sha256(source.content).hexdigest() != source.sha256:
        yield f"{where}: its bytes have another sha256 than {source.sha256}"
    try:
        text = read_source(source.content, source.names[0], media_type=source.media_type).text
    except DiembaoError as error:
        yield f"{where}: it cannot be read again: it {error}"
        return
    for article, stored in source.texts.items():
        if stored != text:
            yield f"{where}: the text of article {article} is not the one that it gives"


def _blocks(article: StoredArticle) -> Iterator[str]:
    """Every character that is not white space must be in exactly one block."""
    at = 0
    for span in sorted(block.span for block in article.blocks):
        if span.start < at:
            yield f"two blocks share the characters {span.start} to {at}"
        yield from _uncovered(article.text, at, span.start)
        at = max(at, span.end)
    yield from _uncovered(article.text, at, len(article.text))


def _uncovered(text: str, start: int, end: int) -> Iterator[str]:
    if left := text[start:end].strip():
        yield f"the characters {start} to {end} are in no block: {left[:40]!r}"


def _mismatches(archive: Archive) -> Iterator[str]:
    answer = archive.query("SELECT * FROM mismatches")
    for row in answer.rows:
        found = dict(zip(answer.columns, row, strict=True))
        yield f"{_MISMATCH.format(**found)}; there stands {found['found']!r}"
