"""Cues around quotation marks and colons: `"…", ông A nói`, `Giám đốc B: “…”`, a title of a name and the words."""
from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.model import Span
from extractor.openings import matches
from extractor.speakers import Speaker
from extractor.speech import Cue, Line, last_verb, leads_to

_BEHIND_QUOTE = regex.compile(r"\s*[”\"»’']?\s*[,.;]?\s*[-–]?\s*")


def find_quoted(line: Line) -> list[Cue]:
    """Quotations that someone is told, behind them, to have said, and those that go on with them."""
    quoted = list(_after_quotations(line))
    return quoted + list(_carried_on(line, quoted))


def _after_quotations(line: Line) -> Iterator[Cue]:
    for quotation in line.quotations:
        said = quotation.parts[-1]
        link = _BEHIND_QUOTE.match(line.view, said.end, line.span.end)
        told = _attribution(line, link.end()) if link and len(said.of(line.view).split()) > 3 else None
        if told and link and "." in link.group() and not _ENDS.match(line.view, told[1].end):
            continue  # the sentence was over: what follows is another statement
        if told:
            yield Cue(said.start - 1, said, True, told[0], told[1], "direct", "quotation")


_GOES_ON = regex.compile(r"[^“”\"«».!?]{0,60}[.!?]\s+[“\"«‘']")


def _carried_on(line: Line, quoted: list[Cue]) -> Iterator[Cue]:
    """A quotation that opens the next sentence and has no one of its own: `“…”, ông A nói. “…”`."""
    taken = [cue.said for cue in quoted]
    for cue in quoted:
        link = _GOES_ON.match(line.view, cue.verb.end, line.span.end) if cue.verb else None
        following = [q for q in line.quotations if link and q.parts[-1].start == link.end()]
        if following and following[0].parts[-1] not in taken and _is_whole(line, following[0].parts[-1]):
            said = following[0].parts[-1]
            yield Cue(said.start - 1, said, True, cue.speaker, cue.verb, "direct", "quotation")


def _is_whole(line: Line, said: Span) -> bool:
    """Whether a quotation is a sentence of its own, not words quoted in one."""
    behind = line.view[said.end + 1 : said.end + 3]
    return said.of(line.view)[-1] in ".!?…" or behind[:1] in ("", ".", "\n")


_ENDS = regex.compile(r"\s*(?:[.!?…]|$)")


def _attribution(line: Line, at: int) -> tuple[Speaker, Span] | None:
    """Who is told, right behind a quotation, to have said it: `ông A nói`, `nói ông A`, `theo ông A`."""
    said = line.rules.rule("reporting_verbs:said").pattern
    for speaker in line.speakers:
        if not at <= speaker.span.start <= at + 60:
            continue
        verb = said.search(line.view, speaker.span.end, min(speaker.span.end + 60, line.span.end))
        between = line.view[at : speaker.span.start]
        if verb and "." not in between and leads_to(line, speaker.span.end, verb.start()):
            return speaker, last_verb(line, Span(*verb.span()))
        first = regex.fullmatch(r"(?i)(theo) ", between)
        if first:
            return speaker, Span(at, at + 4)
    return None


def find_behind_colons(line: Line) -> Iterator[Cue]:
    """A quotation behind a person's name and a colon, as under a picture: `Giám đốc A: “…”`; or the rest of a title."""
    for match in matches(line.rules.rule("statements:quoting"), line.view, line.span):
        speaker = next((s for s in line.speakers if s.is_person and s.span.end == match.start()), None)
        quotation = next((q for q in line.quotations if q.parts[0].start == match.end()), None)
        if speaker and quotation and len(quotation.parts[0].of(line.view).split()) > 3:
            start = line.sentence_start(speaker.span.start)
            yield Cue(start, quotation.parts[0], True, speaker, None, "direct", "colon")
    if line.is_title:
        yield from _titled(line)


def _titled(line: Line) -> Iterator[Cue]:
    """`Chủ tịch nước: Thanh tra toàn diện ngành điện`: a title that is nothing but a person and the words."""
    for speaker in line.speakers:
        colon = _COLON.match(line.view, speaker.span.end, line.span.end)
        if speaker.is_person and speaker.span.start == line.span.start and colon:
            said = Span(colon.end(), line.span.end)
            yield Cue(line.span.start, said, True, speaker, None, "direct", "title")


_COLON = regex.compile(r": (?=[^“\"«\s]+(?:\s\S+){3})")
