"""The order of the stages, in one function: a source in, an extraction out, nothing else touched.

`extract` is pure: the same bytes and ruleset give the same facts in any process and any order.
"""
from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from extractor.checks import find_checks
from extractor.clean import clean
from extractor.context import relate
from extractor.documents import document_spans, find_documents, find_references
from extractor.events import find_events
from extractor.figures import find_figures
from extractor.joining import joinable
from extractor.model import Extraction, Reading, Source
from extractor.numerals import ledger
from extractor.officials import find_officials
from extractor.periods import find_moments, mentions, plain_year
from extractor.segment import segment
from extractor.statements import find_statements
from extractor.view import view
from patterns import Ruleset


def extract(source: Source, rules: Ruleset) -> Extraction:
    """All facts of one source. SourceError where it holds no article."""
    reading = read(source, rules)
    dated = mentions(reading, rules)
    moments = find_moments(reading, rules, dated)
    references = find_references(reading, rules, moments)
    documents = find_documents(reading, rules, references)
    officials = find_officials(reading, rules)
    statements = find_statements(reading, rules, officials)
    events = find_events(reading, rules, moments, documents, officials)
    lexed = find_figures(reading, rules, moments, document_spans(reading, rules, references))
    figures = relate(reading, rules, lexed.quantities, moments, statements)
    numerals = ledger(reading, rules, lexed.classified)
    checks = find_checks(reading, rules, figures)
    facts = figures, events, officials, statements, documents, numerals
    return joinable(Extraction(reading, *facts, ruleset_hash(rules), checks), rules, plain_year(reading, rules, dated))


def read(source: Source, rules: Ruleset) -> Reading:
    """The article of a source, cleaned and cut into sentences and words."""
    article = clean(source, rules)
    return Reading(source, article, view(source.text), segment(source.text, article.blocks))


def ruleset_hash(rules: Ruleset) -> str:
    """What facts depend on besides the source: sha256 over the rule files and the extractor's own code."""
    return hashlib.sha256(f"{rules.sha256}{_code_hash()}".encode()).hexdigest()


@cache
def _code_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
