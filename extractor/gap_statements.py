"""Reporting verbs, sources and quotations of which no statement was read, each with what excuses it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex

from extractor.bodies import find_bodies
from extractor.gap_quotations import find_quotation_triggers
from extractor.model import Sentence, Span
from extractor.names import find_names
from extractor.openings import matches
from extractor.posts import find_posts
from extractor.speakers import Speaker, find_speakers
from extractor.speech import RECEIVER
from extractor.triggers import TOLD_BLOCKS, Excuse, Search, Trigger, is_part_of_word, overlaps_any

#: The strengths of verbs that report whatever follows, and of those that do so of a person.
_SAYS, _TELLS = ("say", "urge", "point", "praise", "hope", "agree"), ("tell",)
_STEERS: Mapping[str, Excuse] = {
    "gaps:negated": "negated", "gaps:passive": "passive", "gaps:aimed": "aimed", "gaps:noun": "noun",
}  # fmt: skip
#: How far from its speaker a verb may stand, in characters.
_FAR = 120


def find_statement_triggers(search: Search) -> Iterator[Trigger]:
    """The verbs and sources in the sentences that statements are read from, then the long quotations."""
    told_by: list[Trigger] = []
    for sentence in search.reading.sentences:
        if search.reading.block_of(sentence).kind in TOLD_BLOCKS:
            speakers = _speakers(search, sentence)
            told_by += _of_verbs(search, sentence, speakers)
            told_by += _of_sources(search, sentence, speakers)
    yield from told_by
    gaps = [trigger.line for trigger in told_by if trigger.excuse is None]
    # A quotation by a verb that is a gap already would be the same gap twice.
    yield from (q for q in find_quotation_triggers(search) if q.excuse or not overlaps_any(q.line, gaps))


def _speakers(search: Search, sentence: Sentence) -> list[Speaker]:
    """Who can speak in a sentence: also what means one who was named before (`ngân hàng này`)."""
    known = find_speakers(search.reading, sentence.span, search.told.officials, search.rules)
    meant = [Span(*m.span()) for m in matches(search.rules.rule("gaps:referring"), search.view, sentence.span)]
    more = [Speaker(span, span.of(search.reading.text), False) for span in meant]
    return sorted([*known, *more], key=lambda speaker: speaker.span)


def _of_verbs(search: Search, sentence: Sentence, speakers: list[Speaker]) -> Iterator[Trigger]:
    rule = search.rules.rule("reporting_verbs:said")
    for match in matches(rule, search.view, sentence.span):
        verb = Span(*match.span())
        who = _speaker_before(search, verb, speakers)
        excuse = _covered(search, sentence, verb) or _verb_excuse(search, sentence, verb, who)
        yield Trigger("statement", verb, sentence.span, rule.name, excuse, who.span if who and not excuse else None)


def _covered(search: Search, sentence: Sentence, span: Span) -> Excuse | None:
    if overlaps_any(span, (*search.told.said, *search.told.verbs)):
        return "told"
    names = [*search.told.names, *find_bodies(search.view, sentence.span, search.rules)]
    if any(name.contains(span) for name in names):
        return "in a name"
    return "part of a word" if is_part_of_word(sentence, span) else None


_NEW_CLAUSE = regex.compile(r"[;:“”\"]|[.!?]\s|\),\s|,\s(?:trong đó|do đó|vì vậy|nhưng|còn|mà)(?!\p{L})")


def _speaker_before(search: Search, verb: Span, speakers: list[Speaker]) -> Speaker | None:
    """The last one before the verb in its clause who can speak; one behind a comma is still the subject."""
    before = [s for s in speakers if s.span.end <= verb.start and verb.start - s.span.end <= _FAR]
    if not before or _NEW_CLAUSE.search(search.view, before[-1].span.end, verb.start):
        return None
    return before[-1]


def _verb_excuse(search: Search, sentence: Sentence, verb: Span, who: Speaker | None) -> Excuse | None:
    between = search.view[(who.span.end if who else sentence.span.start) : verb.start]
    steered = next((excuse for steer, excuse in _STEERS.items() if search.finds(steer, between)), None)
    if steered is not None:
        return steered
    before = search.view[sentence.span.start : who.span.start if who else verb.start]
    if search.finds("gaps:paper", before):
        return "paper"
    if who is None:
        return _of_nobody(search, Span(max(sentence.span.start, verb.start - _FAR), verb.start))
    if search.finds("gaps:condition", before):
        return "aimed"
    if search.finds("gaps:others", between):
        return "nobody named"
    behind = search.view[verb.end : sentence.span.end]
    if search.finds("gaps:thing", behind):
        return "noun"
    return None if _says(search, verb, behind, who) else "no words"


def _of_nobody(search: Search, near: Span) -> Excuse:
    """Whether a person without a post stands before the verb, a title without a name, or nobody who is named."""
    if find_names(search.view, near, search.rules):
        return "no post"
    return "no name" if find_posts(search.view, near, search.rules) else "nobody named"


_SIGN = regex.compile(r"\s?,\s|(?: [^,:.“\"”;]{2,60})??(?:\s?:| rằng(?!\p{L}))|\s*[“\"«]")


def _says(search: Search, verb: Span, behind: str, who: Speaker) -> bool:
    """Whether the verb, of this speaker, needs words behind it, or has the sign that words follow."""
    last = verb.of(search.view).lower().rpartition(" và ")[2]
    strength = search.rules.by_form("verb").get(last, {}).get("strength", "sign")
    if strength == "order":
        return RECEIVER.match(behind) is not None
    plain = strength in _SAYS or (who.is_person and strength in _TELLS)
    return (plain and behind[:2].strip() not in ("", ".", ",")) or _SIGN.match(behind) is not None


def _of_sources(search: Search, sentence: Sentence, speakers: list[Speaker]) -> Iterator[Trigger]:
    rule = search.rules.rule("reporting_verbs:according_to")
    for match in matches(rule, search.view, sentence.span):
        source = Span(*match.span())
        who = next((s for s in speakers if 0 <= s.span.start - source.end <= 1), None)
        excuse = _covered(search, sentence, source) or _source_excuse(search, sentence, source, who)
        yield Trigger("statement", source, sentence.span, rule.name, excuse, who.span if who and not excuse else None)


_NUMBER = regex.compile(r"(?<![\p{L}\d-])\d")


def _source_excuse(search: Search, sentence: Sentence, source: Span, who: Speaker | None) -> Excuse | None:
    if who is None:
        behind = find_names(search.view, Span(source.end, sentence.span.end), search.rules)
        return "no post" if behind and behind[0].span.start - source.end <= 1 else "nobody named"
    figures = overlaps_any(who.span, search.told.sources) or _NUMBER.search(
        search.view, who.span.end, sentence.span.end
    )
    if figures and not who.is_person:
        return "figures"
    return None if search.view[who.span.end : who.span.end + 2].lstrip()[:1] == "," else "no words"
