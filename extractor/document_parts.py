"""The parts of a reference to a document: its number, its own date, its issuer, what it is about."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.bodies import find_bodies, find_places
from extractor.match import find
from extractor.model import Moment, Reading, Span
from patterns import Ruleset

_SPACED = regex.compile(r"\s+")
_PARTS = regex.compile(r"[/-]")
_OF = regex.compile(r"\s?,?\scủa\s")
_FAR = 300  # how far before a document its verb may stand, in characters
_TITLE = 600  # how long a title may be, in characters
_LEAD = 90  # how far a date may stand behind the document, in characters
_SESSION_CODE = regex.compile(r"(?<=^(?:QH|UBTVQH))\d+$")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read before: the article, its moments, the bodies that issue documents, each in order."""

    reading: Reading
    rules: Ruleset
    moments: Sequence[Moment]
    bodies: Sequence[Span]

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def view(self) -> str:
        return self.reading.view

    def body_at(self, start: int) -> Span | None:
        """The longest body that starts there."""
        return max((b for b in self.bodies if b.start == start), key=len, default=None)

    def body_to(self, end: int) -> Span | None:
        """The longest body that ends there."""
        return max((b for b in self.bodies if b.end == end), key=len, default=None)


    def name(self, body: Span) -> str:
        """A body as written; `tỉnh` alone in full where the article names one province only."""
        said = body.of(self.text)
        if said not in ("tỉnh", "thành phố", "huyện"):
            return said
        fuller = {m.group() for m in regex.finditer(rf"(?<!\p{{L}}){said}(?:\s\p{{Lu}}\p{{Ll}}+){{1,4}}", self.view)}
        return fuller.pop() if len(fuller) == 1 else said


def issuing_bodies(reading: Reading, rules: Ruleset, span: Span) -> list[Span]:
    """The bodies within a span that may issue a document, each also with the post before it that signs for it."""
    bodies = find_bodies(reading.view, span, rules) + find_places(reading.view, span, rules)
    post = rules.rule("documents:post_before").pattern
    posts = ((post.search(reading.view, span.start, body.start), body) for body in bodies)
    organs = (mention.span for mention in find(rules.of_kind("issuing_organ"), reading.view, span))
    return sorted([*bodies, *(Span(match.start(), body.end) for match, body in posts if match), *organs])


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issued a document and when, as its sentence tells; `coded` where only the number's code says who."""

    issuer: str | None
    date: str | None
    issued: bool
    coded: bool


def normal_number(written: str, rules: Ruleset | None = None) -> str:
    """A number without its blanks; with rules, `D` for `Đ` in the codes that they know is mended (`ND-CP`)."""
    number = _SPACED.sub("", written)
    if rules is None:
        return number
    codes = {code.replace("Đ", "D"): code for code in _codes(rules) if "Đ" in code}
    pieces = regex.split(r"([/-])", number)
    return "".join(codes.get(piece, piece) for piece in pieces)


def _codes(rules: Ruleset) -> set[str]:
    types = {str(entry["code"]) for entry in rules.table("document_type") if "code" in entry}
    return types | {str(form) for entry in rules.table("issuer") for form in entry["forms"]}


def type_of_number(rules: Ruleset, written: str, before: str | None) -> str | None:
    """The type that a number's code tells; for an official letter in a list the type of the document before it."""
    parts = _PARTS.split(normal_number(written, rules))
    names = {str(entry["code"]): str(entry["name"]) for entry in rules.table("document_type") if "code" in entry}
    issuers = rules.by_form("issuer")
    for part in parts[1:]:
        if part in names and len(parts) > 2:
            return names[part]
    if parts[1:] and issuers.get(_SESSION_CODE.sub("", parts[-1]).lower()) and len(parts) > 2:
        return before
    return "Công văn" if len(parts) == 3 and parts[1].lower() in issuers and before is not None else None


def issuer_of_number(rules: Ruleset, number: str | None) -> str | None:
    """The body that a number's code names: `QĐ-TTg` is the Prime Minister's, `BCT-CTĐP` the ministry's letter."""
    if number is None:
        return None
    types = {str(entry["code"]) for entry in rules.table("document_type") if "code" in entry}
    issuers = rules.by_form("issuer")
    parts = [regex.sub(r"(?<=^(?:QH|UBTVQH))\d+$", "", part) for part in _PARTS.split(number)[1:]]
    named = [part for part in parts if part not in types] if len(parts) > 1 else parts
    return next((str(issuers[part.lower()]["name"]) for part in named if part.lower() in issuers), None)


def extent(known: Known, span: Span, room: Span) -> tuple[Span, str | None, Span | None]:
    """A reference with its own date and `của …` behind it: the whole span, the date (ISO), the issuer's span."""
    date, issuer = None, None
    for _ in range(2):
        moment = own_date(known, span.end, room) if date is None else None
        if moment is not None and moment.iso is not None:
            date = moment.iso
            if moment.span.start - span.end <= 3:
                span = Span(span.start, _bracket(known, moment.span.end))
        of = _OF.match(known.view, span.end, room.end)
        body = known.body_at(of.end()) if of and issuer is None else None
        if body is not None:
            issuer, span = body, Span(span.start, body.end)
    return span, date, issuer


def _bracket(known: Known, end: int) -> int:
    return end + 1 if known.view[end : end + 1] == ")" else end


def own_date(known: Known, end: int, room: Span) -> Moment | None:
    """The date behind a reference that is its own, none that opens what the next clause tells."""
    own = known.rules.rule("documents:date_lead").pattern
    for moment in known.moments:
        if not end <= moment.span.start <= end + _LEAD or moment.span.end > room.end:
            continue
        lead = known.view[end : moment.span.start]
        comma = "," in lead or known.view[moment.span.start] == ","
        if own.match(lead) and not (comma and _opens_clause(known, moment.span.end)):
            return moment
        return None
    return None


def _opens_clause(known: Known, end: int) -> bool:
    return regex.match(r"\s?,\s|\s\p{Lu}", known.view[end : end + 3]) is not None


def _near(room: Span, span: Span) -> int:
    return max(room.start, span.start - _FAR)


def issuer_of(
    known: Known, span: Span, room: Span, number: str | None
) -> Issuing:
    """Who the sentence says issued the document at `span`, else whom its number's code names."""
    coded = issuer_of_number(known.rules, number)
    issues = known.rules.rule("documents:issues").pattern.search(known.view, _near(room, span), span.start)
    if issues is None:
        return Issuing(_fuller(known, Span(room.start, span.start), coded), None, False, True)
    body = known.body_to(issues.start())
    date = _date_before(known, Span(room.start, body.start if body else issues.start()))
    if body is None:
        return Issuing(_fuller(known, Span(room.start, span.start), coded), date, True, True)
    return Issuing(known.name(body), date, True, False)


def _fuller(known: Known, before: Span, coded: str | None) -> str | None:
    """The issuer as its sentence writes it where the code names an office that every province has."""
    within = (b for b in known.bodies if before.contains(b))
    said = [b.of(known.text) for b in within if coded and b.of(known.view).startswith(coded)]
    return said[-1] if said else coded


def _date_before(known: Known, subject: Span) -> str | None:
    """The date that opens the clause of issuing: `ngày 19/02/2021, Bộ … đã ban hành`."""
    for moment in reversed(known.moments):
        if subject.start <= moment.span.start and moment.span.end <= subject.end:
            between = known.view[moment.span.end : subject.end]
            dated = moment.kind == "date" or (moment.iso is not None and len(moment.iso) == 7)
            return moment.iso if dated and known.rules.rule("documents:near").pattern.match(between) else None
    return None


def title_of(
    known: Known, span: Span, room: Span, whole: bool
) -> str | None:
    """What the document is about, as written behind it or before it (`phê duyệt … tại`).

    `whole` says that the document is named with its number, so that its title is quoted in full; else it is the
    reporter's paraphrase, which a result clause ends.
    """
    behind = known.view[span.end : min(room.end, span.end + _TITLE)]
    about = known.rules.rule("documents:about").pattern.match(behind)
    verbs = "|".join(sorted(map(regex.escape, known.rules.words("title_verbs")), key=len, reverse=True))
    if about is None:
        amends = known.rules.rule("documents:amends").pattern
        about = regex.match(rf"(?i)\s(?={verbs})", behind) if _is_object(known, room, span) else amends.match(behind)
    if about is None:
        return _title_before(known, span, room)
    start = span.end + about.end()
    return _cut(known, Span(start, min(room.end, start + _TITLE)), whole)


_FIRST = regex.compile(r"^[\"“'\s(*]*(?:theo\s)?$")


def _is_object(known: Known, room: Span, span: Span) -> bool:
    """The reference does not open its sentence: what follows is its title, not its predicate."""
    return _FIRST.match(known.view[room.start : span.start]) is None


def _title_before(known: Known, span: Span, room: Span) -> str | None:
    done = known.rules.rule("documents:done_by").pattern
    last = None
    for match in done.finditer(known.view, _near(room, span), span.start):
        last = match
    return known.text[slice(*last.span("title"))] if last and last["title"] else None


def _cut(known: Known, span: Span, whole: bool) -> str | None:
    """The title from where it starts to where something else begins."""
    said = span.of(known.view)
    end = len(said)
    for match in known.rules.rule("documents:title_stop").pattern.finditer(said):
        if _stops(match, said, known.rules, whole):
            end = match.start()
            break
    title = Span(span.start, span.start + end).of(known.text).strip(" ,\"”“'")
    title = regex.sub(r"\s(?:và|,)$", "", title)
    if title in known.rules.words("title_verbs"):
        return None
    return title or None


@lru_cache(maxsize=8)
def _opens_with(words: frozenset[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, sorted(words)))})(?!\p{{L}})")


def _stops(match: regex.Match[str], said: str, rules: Ruleset, whole: bool) -> bool:
    if match["clause"] is None:
        return True
    rest = said[match.end() :]
    ends = rules.words("title_ends") | (frozenset() if whole else rules.words("paraphrase_ends"))
    if _opens_with(ends).match(rest.lower()):
        return True
    return rules.rule("documents:predicate").pattern.search(rest.split(", ")[0]) is not None
