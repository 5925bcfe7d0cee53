"""Who can speak in a line: officials where they are meant, organisations, and `ông`, `bà` for the last official."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.bodies import find_bodies, find_places
from extractor.model import Official, Reading, Span
from extractor.openings import matches
from extractor.posts import Posts, find_posts
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Speaker:
    """A possible subject of a reporting verb: its span with the posts told behind the name, and who it is."""

    span: Span
    name: str
    is_person: bool


def find_speakers(reading: Reading, line: Span, officials: tuple[Official, ...], rules: Ruleset) -> list[Speaker]:
    """The possible speakers of a line, in order."""
    posts = find_posts(reading.view, line, rules)
    people = list(_people(reading, line, officials, posts))
    of_posts = [held for told in posts for held in told.held if held.entry.get("level") != "profession"]
    taken = [speaker.span for speaker in people] + [held.body for held in of_posts if held.body]
    bodies = (body for body in _bodies(reading, line, rules) if not any(body.span.overlaps(span) for span in taken))
    pronouns = _pronouns(reading, line, officials)
    return sorted([*people, *bodies, *pronouns], key=lambda speaker: speaker.span)


def _people(
    reading: Reading, line: Span, officials: tuple[Official, ...], posts: list[Posts]
) -> Iterator[Speaker]:
    ends = {told.span.end: told.span.start for told in posts}
    for official in officials:
        for mention in official.mentions:
            if line.contains(mention):
                whole = _with_posts(reading, mention, line.end, posts, official)
                before = reading.view[mention.start - 1 : mention.start] == " "
                start = ends.get(mention.start - 1, mention.start) if before else mention.start
                yield Speaker(Span(start, whole.end), official.name, True)


_APPOSITION = regex.compile(r" ?, ?| ?[-–] | \(|: ")
#: Of which year or term a post is: `Trưởng Ban Tổ chức … 2018`, `khóa XV`.
_TERM = regex.compile(r"(?: (?:(?:năm )?(?:19|20)\d\d|khóa (?:[IVX]+|\d+)|nhiệm kỳ \d{4} ?[-–] ?\d{4}))+(?![\p{L}\d])")
_BRACKETS = regex.compile(r" ?\([^()]{1,80}\)")


def _with_posts(reading: Reading, mention: Span, end: int, posts: list[Posts], official: Official) -> Span:
    """The mention with the posts, the person's body alone, or the brackets, that stand behind it."""
    view, link = reading.view, _APPOSITION.match(reading.view, mention.end, end)
    told = [p for p in posts if link and p.span.start == link.end()]
    last = told[0].span.end if told else mention.end
    if link and not told and official.organisation and reading.text.startswith(official.organisation, link.end()):
        last = link.end() + len(official.organisation)
    term = _TERM.match(view, last, end) if last > mention.end else None
    last = term.end() if term else last
    brackets = _BRACKETS.match(view, last, end)
    last = brackets.end() if brackets else last
    return Span(mention.start, last + (view[last : last + 1] == ")"))


_LEAD = regex.compile(r"(?i)(?:(?:các )?(?:thành viên|đại diện|lãnh đạo|ban lãnh đạo|chuyên gia) )+(?:của )?$")
_MISSION = regex.compile(r"(?i)(?:đoàn công tác|đoàn giám sát|đoàn kiểm tra|liên danh|ban lãnh đạo)(?: của)? $")
#: Heads that name no body by themselves.
_TOO_BARE = frozenset({"UBND", "HĐND", "HĐND, UBND", "HĐND và UBND"})
_NAME_BEFORE = regex.compile(r"(?r)\p{Lu}[\p{L}\d]* $")
_AREA = regex.compile(r"(?i)(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường)")


def _bodies(reading: Reading, line: Span, rules: Ruleset) -> Iterator[Speaker]:
    view, bodies = reading.view, find_bodies(reading.view, line, rules)
    levelled = _AREA.search(view, line.start, line.end) is not None
    places = (place for place in find_places(view, line, rules) if _acts(view, line, place)) if levelled else ()
    brands = [Span(*match.span()) for match in matches(rules.rule("statements:brand"), view, line)]
    lands = [Span(*match.span()) for match in matches(rules.rule("statements:land"), view, line)]
    others = (one for one in (*lands, *places, *brands) if not any(one.overlaps(body) for body in bodies))
    for body in [*bodies, *others]:
        mission = _MISSION.search(view, line.start, body.start)
        named = Span(mission.start(), body.end) if mission else body
        lead = _LEAD.search(view, line.start, named.start)
        whole = Span(lead.start() if lead else named.start, body.end)
        if named.of(view) not in _TOO_BARE and not _is_object(view[line.start : whole.start], rules):
            yield Speaker(whole, named.of(reading.text), False)


def _acts(view: str, line: Span, place: Span) -> bool:
    """Whether a place can act: its level is told, and it is not the end of another name (`Điện lực TP X`)."""
    if not _AREA.match(view, place.start):
        return False
    return _NAME_BEFORE.search(view, line.start, place.start) is None


def _is_object(before: str, rules: Ruleset) -> bool:
    """Whether what stands before an organisation makes it no subject: `của`, `gửi`, `đề nghị`."""
    syllables = before.lower().split(" ") if before.endswith(" ") else []
    last = syllables[-2:-1], syllables[-3:-1]
    return any(" ".join(words) in rules.words("no_subject_behind") for words in last if words)


_PRONOUN = regex.compile(r"(?<!\p{L})(?:[Ôô]ng|[Bb]à|[Vv]ị này|[Cc]hị|[Aa]nh|[Đđ]ồng chí)(?: này| ấy)?(?= \p{Ll}|,)")


def _pronouns(reading: Reading, line: Span, officials: tuple[Official, ...]) -> Iterator[Speaker]:
    for match in _PRONOUN.finditer(reading.view, line.start, line.end):
        said = [(m.end, official) for official in officials for m in official.mentions if m.end <= match.start()]
        if said:
            last = max(said, key=lambda pair: pair[0])[1]
            if _agrees(match.group(), last.honorific):
                yield Speaker(Span(*match.span()), last.name, True)


def _agrees(pronoun: str, honorific: str | None) -> bool:
    told = (honorific or "").lower()
    return not ({pronoun.lower()[:2], told[:2]} >= {"ôn", "bà"})
