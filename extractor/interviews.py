"""Interviews: questions and answers line by line, where no verb reports and the answers alone are what is said.

An answer is a line behind a question, with a dash or the speaker's name and a colon before it or with nothing, and the
lines that go on with it. Whose it is must be plain: the name before the colon, or the only official that the article
has named by then.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.block_lines import lines_of
from extractor.model import Official, Reading, Span, Statement
from patterns import Ruleset

#: How many questions make an interview where none is labelled as the reporter's.
_LEAST = 2
_KINDS = ("lead", "heading", "paragraph", "list_item")


@dataclass(frozen=True, slots=True)
class Interview:
    """What interviewees answer, a statement a line, and the lines from the first question on."""

    answers: tuple[Statement, ...] = ()
    lines: tuple[Span, ...] = ()


def read_interview(reading: Reading, rules: Ruleset, officials: Sequence[Official]) -> Interview:
    """The interview that an article prints; an empty one where it prints none, or none of an official."""
    lines = list(lines_of(reading, _KINDS))
    asked = [line for line in lines if _is_question(line.of(reading.view), rules)]
    labelled = any(rules.rule("statements:asks").pattern.match(line.of(reading.view)) for line in asked)
    if not asked or (len(asked) < _LEAST and not labelled):
        return Interview()
    talk = lines[lines.index(asked[0]) :]
    closing = rules.rule("statements:closes_interview").pattern
    ends = next((i for i, line in enumerate(talk) if closing.match(line.of(reading.view))), len(talk))
    passing = {*asked, *lines_of(reading, ("heading",))}
    answered = [line for line in talk[:ends] if line not in passing]
    answers = tuple(_answers(reading, rules, officials, answered))
    return Interview(answers, tuple(talk[:ends])) if answers else Interview()


def _is_question(text: str, rules: Ruleset) -> bool:
    may_be = text.rstrip(" ”\"").endswith("?") or ":" in text[:60]
    return may_be and rules.rule("statements:question").pattern.match(text) is not None


def _answers(
    reading: Reading, rules: Ruleset, officials: Sequence[Official], lines: Sequence[Span]
) -> Iterator[Statement]:
    who: Official | None = None
    for line in lines:
        opening = rules.rule("statements:answer").pattern.match(line.of(reading.view))
        who = _named(reading, officials, line, opening) or who or _only(officials, line)
        said = _said(reading, Span(line.start + (opening.end() if opening else 0), line.end))
        if who is not None and len(said.of(reading.view).split()) > 3:
            yield Statement(who.name, None, "direct", said, "statements:interview")


def _named(
    reading: Reading, officials: Sequence[Official], line: Span, opening: regex.Match[str] | None
) -> Official | None:
    """Whom the label before the colon names, in full or by the given name alone."""
    if opening is None or not opening["label"]:
        return None
    label = Span(line.start + opening.start("label"), line.start + opening.end("label"))
    meant = [official for official in officials if any(label.overlaps(m) for m in official.mentions)]
    given = opening["label"].split()[-1]
    meant = meant or [official for official in officials if given == official.name.split()[-1]]
    return meant[0] if len(meant) == 1 else None


def _only(officials: Sequence[Official], line: Span) -> Official | None:
    before = [official for official in officials if any(m.end <= line.start for m in official.mentions)]
    return before[0] if len(before) == 1 else None


_QUOTED = regex.compile(r"\s*[“\"«](?P<said>[^“”\"«»]+)[”\"»]\.?\s*")


def _said(reading: Reading, answer: Span) -> Span:
    """The words of an answer, without quotation marks around the whole."""
    quoted = _QUOTED.fullmatch(reading.view, answer.start, answer.end)
    start, end = quoted.span("said") if quoted else (answer.start, answer.end)
    text = reading.view[start:end]
    return Span(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()))
