"""What a clause speaks of before its figure: the subject without its opener, verb, period and scope."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractor.bodies import body_at, place_at
from extractor.model import Span
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Subject:
    """The parts of the words before a figure, all in lower case but the spans: `opener` connects, `verb` measures.

    `acts` says that the scope is who does it, not whose or where it is.
    """

    indicator: Span | None
    scope: Span | None
    verb: str
    opener: str = ""
    acts: bool = False


class Subjects:
    """Reads subjects with one ruleset, in views with periods and sources blanked to spaces.

    `starts` are where words begin: no compound such as `thực hiện`, `định mức` is cut at its second syllable.
    """

    def __init__(self, rules: Ruleset, starts: Container[int]) -> None:
        self._starts = starts
        self._opener = rules.rule("context:opener").pattern
        self._measure = rules.rule("context:measure").pattern
        self._predicate = rules.rule("context:predicate").pattern
        self._scope = rules.rule("context:scope").pattern
        self._actor = rules.rule("context:actor").pattern
        self._measured = rules.rule("context:measured").pattern
        self._pronoun = rules.rule("context:pronoun").pattern
        self._name = rules.rule("context:name").pattern
        self._attribute = rules.rule("context:attribute").pattern
        self._frequency = rules.rule("context:frequency").pattern
        self._said_before = rules.rule("context:said_before").pattern
        self._assigns = rules.rule("context:assigns").pattern
        self._reports = rules.rule("context:reports").pattern
        self._told = rules.rule("context:reported").pattern
        self._index = rules.rule("context:index").pattern
        self._rules = rules

    def read(self, blank: str, start: int, end: int) -> Subject:
        """The subject within `blank[start:end]`, the words from a clause's start to its figure's bound or number."""
        opener = self._opener.match(blank, start, end)
        connects = opener.group().lower().strip() if opener else ""
        head = opener.end() if opener else start
        tail = self._tail(blank, head, end)
        said = self._said_before.match(blank, head, tail)
        core = _trim(blank, said.end() if said else head, tail)
        verb = blank[core.end : end].lower() if tail < end else ""
        if not len(core) or _COMPARES.match(blank, core.start, core.end):
            return Subject(None, None, f"{connects} {verb}".strip(), connects)
        return replace(self._parts(blank, core, verb.strip()), opener=connects)

    def actor(self, blank: str, start: int, end: int) -> Span | None:
        """Who acts in a sentence, where it opens with that; None where it opens with anything else."""
        opener = self._opener.match(blank, start, end)
        if opener and "theo" in opener.group().lower():
            return None
        actor, rest = self._acting(blank, _trim(blank, opener.end() if opener else start, end))
        return None if actor and self._reports.match(blank, rest.start, rest.end) else actor

    def reporter(self, blank: str, start: int, end: int) -> Span | None:
        """Who reports in a sentence that opens with that: `Công ty A vừa công bố kết quả`."""
        opener = self._opener.match(blank, start, end)
        actor = self._named_at(blank, opener.end() if opener else start, end)
        told = self._told.search(blank, actor.end, min(end, actor.end + _NEAR)) if actor else None
        return actor if told else None

    def _tail(self, blank: str, start: int, end: int) -> int:
        """Where the measuring words that end a subject begin, or its end where there are none."""
        measure = self._measure.search(blank, start, end)
        if measure is None:
            return end
        syllables = (match.start() for match in _SYLLABLE.finditer(blank, measure.start(), end))
        return next((at for at in syllables if at in self._starts or _AFTER_CODE.match(blank, at)), end)

    def _parts(self, blank: str, core: Span, verb: str) -> Subject:
        index = self._named_index(blank, core)
        if index:
            return Subject(index, None, f"{blank[index.end : core.end].lower().strip()} {verb}")
        measured = self._measured.search(blank, core.start, core.end)
        if measured:
            head = self._scoped(blank, Span(measured.start("head"), core.end), verb)
            actor = self._acting(blank, Span(core.start, measured.start("head")))[0]
            return replace(head, scope=head.scope or actor, acts=head.scope is None)
        predicate = self._predicate.search(blank, core.start, core.end)
        if predicate:
            left = _trim(blank, core.start, predicate.start())
            if self._pronoun.match(blank, left.start, left.end):
                return Subject(self._rest(blank, predicate.end(), core.end), None, f"{predicate.group('verb')} {verb}")
            if self._actor.match(blank, left.start, left.end):
                rest = self._rest(blank, predicate.end(), core.end)
                return Subject(rest, left, f"{predicate.group('verb')} {verb}".strip(), acts=True)
            if len(left):
                verb = f"{blank[left.end : core.end].lower().strip()} {verb}"
                core = left
        attribute = self._attribute.search(blank, core.start, core.end)
        if attribute:
            return Subject(Span(*attribute.span("attribute")), self._acting(blank, core)[0], verb, acts=True)
        scope, rest = self._acting(blank, core)
        if scope and (told := self._reports.match(blank, rest.start, rest.end)) and told.end() == rest.end:
            return Subject(None, None, verb)  # `Sở Công thương cho biết,` says nothing of what is measured
        if scope is None and self._actor.match(blank, core.start, core.end):
            return self._done_by(core, verb)
        if self._name.fullmatch(blank, core.start, core.end):
            return self._done_by(core, verb)
        subject = self._scoped(blank, rest, verb)
        return replace(subject, scope=scope, acts=True) if scope else subject

    def _done_by(self, actor: Span, verb: str) -> Subject:
        """A subject that is who acts, unless all that it does is to give a plan."""
        return Subject(None, None if self._assigns.match(verb) else actor, verb, acts=True)

    def _named_index(self, blank: str, core: Span) -> Span | None:
        """The index named last, with those listed before it: `VN-Index và HNX-Index lần lượt`."""
        found = [Span(*match.span()) for match in self._index.finditer(blank, core.start, core.end)]
        if not found:
            return None
        start = found[-1].start
        for one, other in pairwise(reversed(found)):
            if blank[other.end : one.start].strip() not in ("và", ","):
                break
            start = other.start
        return Span(start, found[-1].end)

    def _acting(self, blank: str, core: Span) -> tuple[Span | None, Span]:
        """Who acts at a subject's head, and the rest: `Thái Lan thu mua cao su`. No actor before a preposition."""
        often = self._frequency.match(blank, core.start, core.end)
        start = often.end() if often else core.start
        for actor in self._names(blank, start, core.end):
            if actor.end == core.end and len(actor) > 0:
                break  # nothing is left that it would do, nor that a shorter name in it would
            if actor.end < core.end and _ACTS.match(blank, actor.end, core.end):
                return actor, _trim(blank, actor.end, core.end)
        return None, Span(start, core.end)

    def _named_at(self, blank: str, start: int, end: int) -> Span | None:
        """The body, place or name that stands first."""
        return next(self._names(blank, _trim(blank, start, end).start, end), None)

    def _names(self, blank: str, start: int, end: int) -> Iterator[Span]:
        """What can be read as who acts at `start`: a body, a place, a name."""
        name = self._name.match(blank, start, end)
        spans = (
            body_at(blank, start, end, self._rules),
            place_at(blank, start, end, self._rules),
            Span(*name.span()) if name else None,
        )
        return (span for span in spans if span is not None)

    def _name_alone(self, blank: str, scope: Span) -> Span:
        """A scope without what its body or place does: `do UBND tỉnh X làm chủ đầu tư`."""
        body = body_at(blank, scope.start, scope.end, self._rules)
        named = body or place_at(blank, scope.start, scope.end, self._rules)
        return named if named and _ACTS.match(blank, named.end, scope.end) else scope

    def _rest(self, blank: str, start: int, end: int) -> Span | None:
        span = _trim(blank, start, end)
        attribute = self._attribute.search(blank, span.start, span.end)
        if attribute:
            return Span(*attribute.span("attribute"))
        return span if len(span) else None

    def _scoped(self, blank: str, core: Span, verb: str) -> Subject:
        match = self._scope.search(blank, core.start, core.end)
        if match is None:
            return Subject(core, None, verb)
        indicator = _trim(blank, core.start, match.start())
        scope = self._name_alone(blank, _trim(blank, *match.span("scope")))
        return Subject(indicator if len(indicator) else None, scope, verb)


#: How many characters behind who acts its verb of reporting may stand: a bracket, an owner between.
_NEAR = 90
# `so với cùng kỳ cao hơn 5%`: what is compared with is no subject.
_COMPARES = regex.compile(r"(?i)so(?:\svới)?\s")
# What follows an actor: a word of its own, not the preposition of a longer name or place.
_ACTS = regex.compile(r"\s(?!(?:của|tại|ở|và|thuộc|trên|trong|với|năm|là)\b)\p{Ll}")
_SYLLABLE = regex.compile(r"\S+")
# Segmentation joins an abbreviation with the verb behind it: `TPB giảm`.
_AFTER_CODE = regex.compile(r"(?<=\p{Lu}{2,}\s)\p{Ll}")
_EDGE = regex.compile(r"[\s,.;:–—\-+“”\"'()/\0]+")


def _trim(blank: str, start: int, end: int) -> Span:
    """The span without white space and punctuation at its edges; empty where nothing else is in it."""
    left = _EDGE.match(blank, start, end)
    start = left.end() if left else start
    while end > start and _EDGE.fullmatch(blank, end - 1, end):
        if blank[end - 1] == ")" and blank.rfind("(", start, end) > blank.rfind(")", start, end - 1):
            break  # `khuyến công quốc gia (KCQG)`
        end -= 1
    return Span(start, max(start, end))
