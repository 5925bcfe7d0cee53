"""Statements: what an official or an organisation is reported to say, with the words said as a span.

The words said run from a cue to the next one, to a sentence that plainly tells on, or to the end of the paragraph.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import regex

from extractor.block_lines import lines_of
from extractor.cues import Cue, Line, find_cues
from extractor.interviews import read_interview
from extractor.model import Official, Reading, Span, Statement
from extractor.openings import matches
from extractor.quotations import Quotation, find_quotations
from extractor.speakers import find_speakers
from patterns import Ruleset

#: How long a title may be, in characters.
_TITLE = 250
_KINDS = ("title", "lead", "paragraph", "list_item", "caption")


def find_statements(reading: Reading, rules: Ruleset, officials: tuple[Official, ...]) -> tuple[Statement, ...]:
    """All statements of an article, in the order of the text."""
    interview = read_interview(reading, rules, officials)
    lines = [line for line in lines_of(reading, _KINDS) if line not in interview.lines]
    quotations = find_quotations(reading, lines)
    found: list[Statement] = []
    for span in filter(partial(_reports, reading, rules), lines):
        line = _line(reading, span, quotations, officials, rules)
        found += _statements(line, find_cues(line))
    found += [*_carried(reading, quotations, found), *interview.answers]
    return tuple(sorted(found, key=lambda s: s.span))


def _reports(reading: Reading, rules: Ruleset, span: Span) -> bool:
    """Whether a line has what a statement needs: a reporting verb, a source, or a quotation behind a colon."""
    told = (any(matches(rule, reading.view, span)) for rule in rules.of_kind("report", "source", "quoting"))
    return any(told) or (": " in span.of(reading.view) and len(span) < _TITLE)


def _line(
    reading: Reading, span: Span, quotations: list[Quotation], officials: tuple[Official, ...], rules: Ruleset
) -> Line:
    inside = [q for q in quotations if span.contains(q.parts[-1])]
    sentences = [s.span for s in reading.sentences if span.overlaps(s.span)]
    is_title = any(b.kind == "title" and b.span.contains(span) for b in reading.article.blocks)
    return Line(reading, span, find_speakers(reading, span, officials, rules), inside, sentences, rules, is_title)


def _statements(line: Line, cues: list[Cue]) -> Iterator[Statement]:
    for i, cue in enumerate(cues):
        following = [c.start for c in cues[i + 1 :] if c.start > cue.said.start]
        said = cue.said if cue.closed else _open_end(line, cue, min(following, default=line.span.end))
        if len(said.of(line.view).split()) >= 3 and (i == 0 or cue.said != cues[i - 1].said):
            yield Statement(
                speaker=cue.speaker.name,
                verb=cue.verb.of(line.reading.text) if cue.verb else None,
                kind="direct" if cue.kind == "direct" else "indirect",
                span=said,
                rule=f"statements:{cue.rule}",
                verb_span=cue.verb,
                speaker_span=cue.speaker.span,
            )


_TRAILING = regex.compile(r"(?:\s|[,;“\"«]|\s(?:và|đồng thời)(?!\p{L})|[.]/[.]?$)+$")


def _open_end(line: Line, cue: Cue, end: int) -> Span:
    """The words of an open cue: up to the next cue, or to a sentence that tells on."""
    tells_on = line.rules.rule("statements:tells_on").pattern
    for sentence in line.sentences:
        if cue.said.start < sentence.start < end and (
            tells_on.match(sentence.of(line.view)) or not line.view[sentence.start - 1].isspace()
        ):
            end = sentence.start  # a sentence glued to the one before was a paragraph of its own
    text = line.view[cue.said.start : end]
    trailing = _TRAILING.search(text)
    return Span(cue.said.start, cue.said.start + (trailing.start() if trailing else len(text)))


def _carried(reading: Reading, quotations: list[Quotation], found: list[Statement]) -> Iterator[Statement]:
    """The earlier paragraphs of a quotation over several, each a statement of whoever said the last."""
    by_span = {statement.span: statement for statement in found}
    for quotation in quotations:
        last = by_span.get(quotation.parts[-1])
        if last is not None:
            yield from (replace(last, span=part) for part in quotation.parts[:-1] if part not in by_span)
