"""Cues of speech in a line: a speaker with a reporting verb (`ông A cho biết`, `Theo bà B`, `"…", ông C nói`)."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractor.model import Reading, Span
from extractor.openings import matches
from extractor.quotations import Quotation
from extractor.speakers import Speaker
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Cue:
    """A speaker with a verb. `start` is where the words before it end; `said` where its own words begin and end."""

    start: int
    said: Span
    closed: bool
    speaker: Speaker
    verb: Span | None
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the article with what can speak in it."""

    reading: Reading
    span: Span
    speakers: list[Speaker]
    quotations: list[Quotation]
    sentences: list[Span]
    rules: Ruleset
    is_title: bool = False

    @property
    def view(self) -> str:
        return self.reading.view

    def sentence_start(self, at: int) -> int:
        return max((s.start for s in self.sentences if s.start <= at), default=self.span.start)

    def sentence_end(self, at: int) -> int:
        return min((s.end for s in self.sentences if s.end > at), default=self.span.end)


def find_cues(line: Line) -> list[Cue]:
    """The cues of a line in the order of their words."""
    quoted = list(_after_quotations(line))
    quoted += list(_carried_on(line, quoted))
    told = [*_by_verb(line), *_by_source(line), *_by_colon(line), *_by_joined_verb(line)]
    plain = [cue for cue in told if not _is_inside(cue, quoted, line)]
    plain += [opening for cue in plain if (opening := _opening(line, cue))]
    cues = sorted([*quoted, *plain], key=lambda cue: (cue.said.start, -cue.said.end))
    cues = [cue for i, cue in enumerate(cues) if not _is_nested(line, cue, cues[:i])]
    return sorted([*cues, *_going_on(line, cues)], key=lambda cue: cue.said.start)


def _is_inside(cue: Cue, quoted: list[Cue], line: Line) -> bool:
    at = cue.verb.start if cue.verb else cue.start
    verbs = [c.verb for c in quoted]
    return cue.verb in verbs or any(q.parts[-1].start <= at < q.parts[-1].end for q in line.quotations)


def _is_nested(line: Line, cue: Cue, before: list[Cue]) -> bool:
    """An organisation that says something within what another says: part of the words of the other."""
    if cue.speaker.is_person or not before or before[-1].closed:
        return False
    return line.sentence_start(cue.speaker.span.start) == line.sentence_start(before[-1].speaker.span.start)


def _by_verb(line: Line) -> Iterator[Cue]:
    for match in matches(line.rules.rule("reporting_verbs:said"), line.view, line.span):
        verb = Span(*match.span())
        speaker = next((s for s in reversed(line.speakers) if _leads_to(line, s.span.end, verb.start)), None)
        if speaker is not None and (cue := _cue(line, speaker, verb, line.sentence_start(speaker.span.start))):
            yield cue


def _leads_to(line: Line, start: int, end: int) -> bool:
    """Whether nothing but manner (`cũng đã`) stands between a speaker and a verb."""
    if not 0 < end - start < 60:
        return False
    between = line.rules.rule("reporting_verbs:manner").pattern.sub("", line.view[start:end])
    return not between.strip(" ,-–")


_LEAD_IN = regex.compile(
    r"(?<where> (?:với|tại|trước|trong|về việc) [^,:.“\"”;]{2,60}(?=[,:]| rằng))?"
    r"(?<sign>\s?[,:])?(?<that> (?:rằng|là|như sau|thì))?(?<sign2>\s?[,:])?\s*(?<open>[“\"«])?"
)


def _cue(line: Line, speaker: Speaker, verb: Span, start: int) -> Cue | None:
    lead = _LEAD_IN.match(line.view, verb.end, line.span.end)
    if lead is None or line.view[lead.end() : lead.end() + 1] in ".;!?)…" or not _reports(line, speaker, verb, lead):
        return None
    colon = ":" in (lead["sign"] or "") + (lead["sign2"] or "")
    if lead["where"] and not (colon or lead["that"] or lead["open"]) and _strength(line, verb) == "sign":
        return None  # `phát biểu tại hội nghị về …, tầm nhìn đến năm 2050` tells no words
    quotation = next((q for q in line.quotations if q.parts[0].start == lead.end()), None) if lead["open"] else None
    said = quotation.parts[0] if quotation else Span(lead.end() - bool(lead["open"]), line.span.end)
    if len(line.view[said.start : said.end].split()) < 3:
        return None
    kind = "direct" if quotation or colon else "indirect"
    return Cue(start, said, quotation is not None, speaker, _last_verb(line, verb), kind, "verb")


def _reports(line: Line, speaker: Speaker, verb: Span, lead: regex.Match[str]) -> bool:
    strength = _strength(line, _last_verb(line, verb))
    signed = any(lead[name] for name in ("sign", "that", "sign2", "open"))
    number = line.view[lead.end() : lead.end() + 1].isdigit()
    if strength == "order":
        return bool(_RECEIVER.match(line.view, verb.end))
    if strength == "tell":
        return signed or speaker.is_person
    return signed or (strength != "sign" and not (strength == "praise" and number))


def _strength(line: Line, verb: Span) -> str:
    entry = line.rules.by_form("verb").get(verb.of(line.view).lower())
    return str(entry["strength"]) if entry else "praise"


def _last_verb(line: Line, verb: Span) -> Span:
    """Of `thông báo và yêu cầu` the verb that governs the words; praise goes together (`ghi nhận và biểu dương`)."""
    first, sign, last = verb.of(line.view).partition(" và ")
    by_form = line.rules.by_form("verb")
    if not sign or first == last or not {first, last} <= by_form.keys():
        return verb
    if by_form[first]["strength"] == by_form[last]["strength"] == "praise":
        return verb
    return Span(verb.end - len(last), verb.end)


def _by_source(line: Line) -> Iterator[Cue]:
    for match in line.rules.rule("reporting_verbs:according_to").pattern.finditer(
        line.view, line.span.start, line.span.end
    ):
        speaker = next((s for s in line.speakers if 0 <= s.span.start - match.end() <= 1), None)
        comma = _COMMA.match(line.view, speaker.span.end, line.span.end) if speaker else None
        if speaker is None or comma is None:
            continue
        said = Span(comma.end(), line.span.end)
        if speaker.is_person or not _holds_figures(line, said):
            start = line.sentence_start(match.start())
            yield Cue(start, said, False, speaker, Span(*match.span("verb")), "indirect", "source")


_COMMA = regex.compile(r" ?, ?(?:thì )?| thì ")


_NUMBER = regex.compile(r"(?<![\p{L}\d-])\d")


def _holds_figures(line: Line, said: Span) -> bool:
    """`Theo Bộ X, ...` with figures tells whose figures they are, not what was said."""
    return _NUMBER.search(line.view, said.start, line.sentence_end(said.start)) is not None


def _by_colon(line: Line) -> Iterator[Cue]:
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


_JOINED = regex.compile(r"(?: và|, đồng thời|; đồng thời) (?:cũng |đã )?$")
#: Verbs that only a speaker can be the subject of, at whatever distance.
_SPOKEN = frozenset(
    {"mong rằng", "cho rằng", "khẳng định", "nhấn mạnh", "đề nghị", "yêu cầu", "kêu gọi", "cam kết", "lưu ý", "bày tỏ",
     "hy vọng", "mong muốn", "tin tưởng", "kiến nghị", "đề xuất", "tuyên bố", "chỉ đạo"}
)  # fmt: skip


def _by_joined_verb(line: Line) -> Iterator[Cue]:
    """A person who does something and says something: `ông A đã trao quà và mong rằng …`."""
    for match in matches(line.rules.rule("reporting_verbs:said"), line.view, line.span):
        verb, start = Span(*match.span()), line.sentence_start(match.start())
        joined = _JOINED.search(line.view, start, verb.start)
        if joined is None or verb.of(line.view) not in _SPOKEN:
            continue
        before = [s for s in line.speakers if start <= s.span.start and s.span.end <= joined.start()]
        if len(before) == 1 and before[0].is_person and _is_subject(line, start, before[0]):
            cue = _cue(line, before[0], verb, start)
            if cue:
                yield replace(cue, rule="joined verb")


_ADVERBIAL = regex.compile(r"(?:[^,;:]{2,80},\s)?")


def _is_subject(line: Line, start: int, speaker: Speaker) -> bool:
    """Whether a speaker opens the sentence, or its part behind one adverbial, and no verb reports right behind it."""
    said = line.rules.rule("reporting_verbs:said").pattern
    reports = said.search(line.view, speaker.span.end, speaker.span.end + 40)
    return _ADVERBIAL.fullmatch(line.view, start, speaker.span.start) is not None and not (
        reports and _leads_to(line, speaker.span.end, reports.start())
    )


def _opening(line: Line, cue: Cue) -> Cue | None:
    """What the verb that opens a sentence reports of its later subject: `Nhấn mạnh vai trò của …, ông A yêu cầu`."""
    start = line.sentence_start(cue.speaker.span.start)
    if cue.verb is None or cue.rule != "verb" or line.view[cue.speaker.span.start - 2 : cue.speaker.span.start] != ", ":
        return None
    verb = line.rules.rule("reporting_verbs:said").pattern.match(line.view.lower(), start)
    said = Span(verb.end() + 1, cue.speaker.span.start - 2) if verb else None
    if verb is None or said is None or len(said) < 1 or len(said.of(line.view).split()) < 5:
        return None
    strength = _strength(line, Span(*verb.span()))
    if strength in ("sign", "tell", "order", "urge", "agree") or not line.view[verb.start()].isupper():
        return None
    return replace(cue, start=start, said=said, closed=True, verb=Span(*verb.span()), kind="indirect", rule="opening")


_BEHIND_QUOTE = regex.compile(r"\s*[”\"»]?\s*[,.;]?\s*[-–]?\s*")


def _after_quotations(line: Line) -> Iterator[Cue]:
    for quotation in line.quotations:
        said = quotation.parts[-1]
        link = _BEHIND_QUOTE.match(line.view, said.end, line.span.end)
        told = _attribution(line, link.end()) if link and len(said.of(line.view).split()) > 3 else None
        if told and link and "." in link.group() and not _ENDS.match(line.view, told[1].end):
            continue  # the sentence was over: what follows is another statement
        if told:
            yield Cue(said.start - 1, said, True, told[0], told[1], "direct", "quotation")


_GOES_ON = regex.compile(r"[^“”\"«».!?]{0,60}[.!?]\s+[“\"«]")


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
        if verb and "." not in between and _leads_to(line, speaker.span.end, verb.start()):
            return speaker, _last_verb(line, Span(*verb.span()))
        first = regex.fullmatch(r"(?i)(theo) ", between)
        if first:
            return speaker, Span(at, at + 4)
    return None


def _going_on(line: Line, cues: list[Cue]) -> Iterator[Cue]:
    """Further verbs of the same speaker: `và cam kết`, `; đồng thời đề nghị`, a sentence that opens with `Đề nghị`."""
    said = line.rules.rule("reporting_verbs:said").pattern
    for i, cue in enumerate(cues):
        if cue.closed and cue.rule != "quotation":
            continue
        begin = cue.said.start if not cue.closed else cue.said.end
        end = min([c.start for c in cues[i + 1 :] if c.start > begin], default=line.span.end)
        for link in _AND.finditer(line.view, begin, end):
            verb = said.match(line.view, link.end(), end)
            lower = said.match(line.view.lower(), link.end(), end) if link.group() == "" else None
            if verb and _is_apart(line, cue, link.start()) and _governs(line, Span(*verb.span()), link.group()):
                further = _cue(line, cue.speaker, Span(*verb.span()), link.start())
            elif lower and line.sentence_start(link.end()) == link.end():
                further = _cue(line, cue.speaker, Span(*lower.span()), link.start())
            else:
                further = None
            if further:
                yield replace(further, rule="going on")


def _is_apart(line: Line, cue: Cue, at: int) -> bool:
    """Whether enough has been said since the cue's verb for another verb to be the speaker's, and not under a colon."""
    return cue.kind == "indirect" and len(line.view[cue.said.start : at].split()) >= 3


_AND = regex.compile(
    r" và (?:cũng |đã )?|[,;] (?:đồng thời |và )?(?:cũng |đã )?|(?<=[.;…] )(?=(?:Đề nghị|Yêu cầu|Kiến nghị)(?!\p{L}))"
)
_RECEIVER = regex.compile(r" (?:\p{Lu}|các |tỉnh |huyện |thành phố |ngân hàng |ngành |đơn vị |địa phương |lãnh đạo )")


def _governs(line: Line, verb: Span, link: str) -> bool:
    """Whether a verb behind `và` or a comma is the speaker's, not one within the words said."""
    strength = _strength(line, _last_verb(line, verb))
    if "đồng thời" in link:
        return strength in ("urge", "say", "hope", "praise")
    if "và" in link:
        return verb.of(line.view) in ("cam kết", "khẳng định", "nhấn mạnh", "bày tỏ", "kêu gọi")
    return verb.of(line.view) in ("đề nghị", "yêu cầu") and bool(_RECEIVER.match(line.view, verb.end))
