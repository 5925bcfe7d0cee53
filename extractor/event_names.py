"""Where an article names an event: the noun (`Hội nghị`), the name that it carries, its edition and years."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.bodies import find_bodies
from extractor.match import find
from extractor.model import Mention, Reading, Sentence, Span
from extractor.values import ordinal
from patterns import Ruleset

#: Verbs that have a person as what they are done to: `bổ nhiệm Phó Cục trưởng cho ông A`.
_DONE_TO_PERSONS = ("event_appointment", "event_award", "event_enforcement")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where an event's noun stands. `span` is its name whole, `head` its noun; `family` is the trigger.

    `named` says that a name follows the noun; one that is not named means an event told elsewhere.
    """

    type: str
    family: str
    span: Span
    head: Span
    sentence: Sentence
    edition: int | None
    years: frozenset[int]
    rule: str
    of_body: bool = False

    @property
    def session(self) -> bool:
        """Whether it is a numbered session that its name gives to a body: `kỳ họp thứ 7, Quốc hội khóa XIII`."""
        return self.family == "kỳ họp" and self.edition is not None and self.of_body

    @property
    def named(self) -> bool:
        return self.span != self.head


def find_occurrences(reading: Reading, rules: Ruleset) -> list[Occurrence]:
    """Every place where the noun of one event stands, in order; none after `các`, `nhiều` or a number."""
    found = []
    for sentence in reading.sentences:
        end = sentence.span.start
        for mention in find(rules.of_kind("event_noun"), reading.view, sentence.span):
            if mention.span.start >= end and not _uncounted(reading, rules, sentence, mention):
                found.append(_occurrence(reading, rules, sentence, mention))
                end = found[-1].span.end
    return found


def edition_spans(reading: Reading, rules: Ruleset) -> list[Span]:
    """Where the digits of editions stand (`lần thứ 17`), in the sentences of the article."""
    kinds = rules.of_kind("edition")
    return [m.groups["number"] for s in reading.sentences for m in find(kinds, reading.view, s.span)]


def _uncounted(reading: Reading, rules: Ruleset, sentence: Sentence, mention: Mention) -> bool:
    head = mention.span.of(reading.view)
    if head.lower() in ("lễ", "liên hoan") and (head.islower() or sentence.span.end == mention.span.end):
        return True  # alone it is a custom or a feast
    uncounted = rules.rule("events:uncounted").pattern
    start = max(sentence.span.start, mention.span.start - 40)
    return uncounted.search(reading.view, start, mention.span.start) is not None


def _occurrence(reading: Reading, rules: Ruleset, sentence: Sentence, mention: Mention) -> Occurrence:
    entry = rules.by_form("trigger")[mention.groups["head"].of(reading.view).lower()]
    end = name_end(reading, rules, mention.span.end, sentence.span.end, entry["name"])
    kept = rules.rule("events:dangling").pattern.sub("", reading.view[mention.span.end : end])
    span = Span(mention.span.start, mention.span.end + len(kept))
    edition = next((ordinal(s.of(reading.view)) for s in _editions(reading, rules, _own(reading, rules, span))), None)
    years = frozenset(int(y) for y in regex.findall(r"(?<![\d/.])(?:19|20)\d\d(?![\d/.])", span.of(reading.view)))
    of_body = entry["name"] == "kỳ họp" and bool(find_bodies(reading.view, span, rules))
    return Occurrence(entry["type"], entry["name"], span, mention.span, sentence, edition, years, mention.rule, of_body)


def _own(reading: Reading, rules: Ruleset, name: Span) -> Span:
    """A name up to another event that it names: the edition in `họp báo về Đại hội lần thứ 16` is the congress's."""
    others = find(rules.of_kind("event_noun"), reading.view, Span(name.start + 1, name.end))
    topic = rules.rule("events:topic_within").pattern
    inner = (m.span.start for m in others if topic.search(reading.view, name.start, m.span.start))
    return Span(name.start, next(inner, name.end))


def _editions(reading: Reading, rules: Ruleset, span: Span) -> list[Span]:
    return [m.groups["number"] for m in find(rules.of_kind("edition"), reading.view, span) if "number" in m.groups]


_BREAK = regex.compile(
    r"(?:[.;:!?…”\"\n]|(?<![\p{Lu}\d&-])\))(?:\s|$)|\s?\((?!\d[^()\n]*\)|[\p{Lu}\d&-]{2,15}\))|,(?!\d)|\s(?=\p{L})|$"
)


def name_end(reading: Reading, rules: Ruleset, start: int, limit: int, family: str) -> int:
    """Where the name that goes on at `start` ends: before the verb, the purpose, the place or what else is told."""
    view = reading.view
    passing = rules.words("meeting_goes_on") if family in rules.words("working_meetings") else frozenset()
    passing |= frozenset({"ông", "bà"}) if family in _DONE_TO_PERSONS else frozenset()
    ends = _opening(rules.words("name_ends") - passing)
    of_noun = not family.startswith("event_") or family == "event_incident"  # behind a verb stands its object
    first = rules.words("name_ends") - passing - rules.words("name_opens") | rules.words("noun_verbs")
    at_once = _opening(first) if of_noun else ends
    opens_topic, topic = rules.rule("events:topic").pattern, False
    told_on = rules.rule("events:topic_told_on").pattern
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(view, start, limit)]
    for match in _BREAK.finditer(view, start, limit):
        at, enders = match.end(), at_once if match.start() == start else ends
        if any(span.start < match.start() < span.end for span in quoted):
            if any(match.start() + 1 == span.end for span in quoted) and ends.match(view, at, limit):
                return match.start() + 1
            continue  # the name's own quotation marks hold it together
        if match.group().startswith(")") and view.count("(", start, at) == view.count(")", start, at):
            if ends.match(view, at, limit):
                return match.start() + 1
            continue  # the bracket was opened in the name
        if match.group().startswith(","):
            if not _comma_goes_on(view, rules, match.start(), limit, topic):
                return match.start()
        elif match.group() != " " or (told_on if topic else enders).match(view, at, limit):
            return match.start()
        elif opens_topic.match(view[at : at + 12]):
            topic = True
    return limit


_QUOTED = regex.compile(r"[“\"«][^“”\"«»\n]{3,250}[”\"»]")


@lru_cache(maxsize=32)
def _opening(words: frozenset[str]) -> regex.Pattern[str]:
    return regex.compile(r"(?:\L<words>)(?!\p{L})", words=words)


_COUNTED = regex.compile(r"(?<!\d)\d{1,4} (?:tập thể|cá nhân|hộ|đơn vị|gia đình|giải|dự án|doanh nghiệp|học sinh)")
_TAIL = regex.compile(r",\s(?:năm\s(?:19|20)\d\d|lần thứ|khóa|nhiệm kỳ|giai đoạn|(?:Quốc hội|HĐND[\w\s]{0,30}?)\skhóa)")


def _comma_goes_on(view: str, rules: Ruleset, comma: int, limit: int, topic: bool) -> bool:
    if _TAIL.match(view, comma, limit):
        return True
    rest = view[comma + 1 : limit].lstrip()
    if _COUNTED.match(rest) and _COUNTED.search(view, max(0, comma - 40), comma):
        return True  # `12 tập thể, 7 cá nhân`
    if not rest[:1].islower():
        return False
    before = regex.search(r"(\p{L}+)$", view[max(0, comma - 12) : comma])
    if _opening(rules.words("done_too")).match(rest):
        return True
    listed = rules.words("listed")
    if before and before.group().lower() in listed | {"phố"} and _opening(listed).match(rest.lower()):
        return True
    return topic and not _opening(rules.words("topic_ends")).match(rest.lower())
