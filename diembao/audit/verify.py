"""Is everything in the database still what the sources say: their bytes, their texts, every quote, every block.

Each source is read and cleaned again by the program of today. Where that gives another text than the stored one, each
fact is looked for in it by its anchor (`extractor.anchoring`).
"""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace

from db.reader import StoredArticle, StoredSource
from db.store import Archive
from diembao.audit.blocks import faulty_blocks, strayed_blocks
from diembao.audit.drift import drifts
from diembao.audit.findings import Finding, Findings
from diembao.audit.sources import read_stored
from extractor.clean import clean
from extractor.model import Block, DiembaoError, Source, SourceError
from patterns import Ruleset

_MISMATCH = "{kind} {id}, {field}: the quote {quote!r} is not at {start} to {end}; there stands {found!r}"


def verify(archive: Archive, rules: Ruleset, only: Collection[int] | None = None) -> Findings:
    """Checks every source, every version of every article and every quote, or only those of these articles."""
    findings = Findings()
    for source in archive.sources(only):
        findings.sources += 1
        findings.off += (Finding("source", None, _called(source), why) for why in _faulty_bytes(source))
        read = _read_again(source, findings)
        for article in map(archive.article, source.texts):
            if only is None or article.id in only:
                _check(source, article, read, rules, findings)
    findings.off += (found for found in _mismatches(archive) if only is None or found.article in only)
    return findings


def blocks_today(source: Source, rules: Ruleset) -> tuple[Block, ...] | None:
    """The blocks of a source as it is cleaned today; None where no article is found in it any more."""
    try:
        return clean(source, rules).blocks
    except SourceError:
        return None


def _called(source: StoredSource) -> str:
    return f"source {source.id} ({', '.join(source.names)})"


def _faulty_bytes(source: StoredSource) -> Iterator[str]:
    if source.content is None:
        yield "its bytes cannot be unpacked"
    elif hashlib.sha256(source.content).hexdigest() != source.sha256:
        yield f"its bytes have another sha256 than {source.sha256}"


def _read_again(source: StoredSource, findings: Findings) -> Source | None:
    try:
        return read_stored(source, url=None)
    except DiembaoError as error:
        findings.off.append(Finding("source", None, _called(source), f"it cannot be read again: it {error}"))
        return None


def _check(
    stored: StoredSource, article: StoredArticle, read: Source | None, rules: Ruleset, findings: Findings
) -> None:
    """One article as stored, and against its source as it is read today."""
    name = article.fields["name"]
    findings.articles += 1
    findings.facts += len(article.facts)
    findings.off += (Finding("blocks", article.id, name, why) for why in faulty_blocks(article))
    if read is None:
        return
    if read.text != article.text:
        why = f"the text of article {article.id} is not the one that it gives"
        findings.off.append(Finding("text", None, _called(stored), why))
    else:
        findings.off += (Finding("blocks", article.id, name, why) for why in strayed_blocks(article, read))
    blocks = blocks_today(replace(read, url=article.fields["url"]), rules)
    if blocks is None:
        findings.off.append(Finding("text", article.id, name, "no article is found in its source any more"))
    findings.add_drifts(article.id, name, drifts(article, read.text, blocks or ()))


def _mismatches(archive: Archive) -> Iterator[Finding]:
    answer = archive.query("SELECT * FROM mismatches")
    for row in answer.rows:
        found = dict(zip(answer.columns, row, strict=True))
        yield Finding("quote", found["article_id"], found["source"], _MISMATCH.format(**found))
