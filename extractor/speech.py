"""Speech in a line: what can speak in it, and a verb that reports what is said.

`Cue` is a speaker with a verb; the shapes in which the two stand together are read in `extractor.cues`.
"""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.model import Reading, Span
from extractor.quotations import Quotation
from extractor.speakers import Speaker
from patterns import Ruleset

#: Who gets an order or a request: a body, a place, or those of a kind.
RECEIVER = regex.compile(r" (?:\p{Lu}|các |tỉnh |huyện |thành phố |ngân hàng |ngành |đơn vị |địa phương |lãnh đạo )")


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


def leads_to(line: Line, start: int, end: int) -> bool:
    """Whether nothing but manner (`cũng đã`) stands between a speaker and a verb."""
    if not 0 < end - start < 60:
        return False
    between = line.rules.rule("reporting_verbs:manner").pattern.sub("", line.view[start:end])
    return not between.strip(" ,-–")


_LEAD_IN = regex.compile(
    r"(?<where> (?:với|tại|trước|trong|về việc) [^,:.“\"”;]{2,60}(?=[,:]| rằng))?"
    r"(?<sign>\s?[,:])?(?<that> (?:rằng|là|như sau|thì))?(?<sign2>\s?[,:])?\s*(?<open>[“\"«‘'])?"
)


def cue_of(line: Line, speaker: Speaker, verb: Span, start: int) -> Cue | None:
    """The cue that a speaker and a verb make by what follows the verb, or None where nothing is said.

    `verb` is a span of the view; `start` is where the words of an earlier cue end.
    """
    lead = _LEAD_IN.match(line.view, verb.end, line.span.end)
    if lead is None or line.view[lead.end() : lead.end() + 1] in ".;!?)…":
        return None
    if "," in (lead["sign"] or "") and not lead["that"] and (last := _verb_at(line, lead.end())):
        return cue_of(line, speaker, last, start)  # `ông A, Giám đốc phân tích, cho biết`; `khẳng định, nhấn mạnh rằng`
    if not _reports(line, speaker, verb, lead):
        return None
    colon = ":" in (lead["sign"] or "") + (lead["sign2"] or "")
    if lead["where"] and not (colon or lead["that"] or lead["open"]) and strength_of(line, verb) == "sign":
        return None  # `phát biểu tại hội nghị về …, tầm nhìn đến năm 2050` tells no words
    quotation = next((q for q in line.quotations if q.parts[0].start == lead.end()), None) if lead["open"] else None
    said = quotation.parts[0] if quotation else Span(lead.end() - bool(lead["open"]), line.span.end)
    if len(line.view[said.start : said.end].split()) < 3:
        return None
    kind = "direct" if quotation or colon else "indirect"
    return Cue(start, said, quotation is not None, speaker, last_verb(line, verb), kind, "verb")


def _verb_at(line: Line, at: int) -> Span | None:
    """The reporting verb that begins at an offset of the view."""
    found = (rule.pattern.match(line.view, at, line.span.end) for rule in line.rules.of_kind("report"))
    return next((Span(*match.span()) for match in found if match), None)


def _reports(line: Line, speaker: Speaker, verb: Span, lead: regex.Match[str]) -> bool:
    strength = strength_of(line, last_verb(line, verb))
    signed = any(lead[name] for name in ("sign", "that", "sign2", "open"))
    number = line.view[lead.end() : lead.end() + 1].isdigit()
    if strength == "order":
        return bool(RECEIVER.match(line.view, verb.end))
    if strength == "tell":
        return signed or speaker.is_person
    return signed or (strength != "sign" and not (strength == "praise" and number))


def strength_of(line: Line, verb: Span) -> str:
    """What a verb needs in order to report, as patterns/reporting_verbs.toml has it; two joined ones are praise."""
    entry = line.rules.by_form("verb").get(verb.of(line.view).lower())
    return str(entry["strength"]) if entry else "praise"


def last_verb(line: Line, verb: Span) -> Span:
    """Of `thông báo và yêu cầu` the verb that governs the words; praise goes together (`ghi nhận và biểu dương`)."""
    first, sign, last = verb.of(line.view).partition(" và ")
    by_form = line.rules.by_form("verb")
    if not sign or first == last or not {first, last} <= by_form.keys():
        return verb
    if by_form[first]["strength"] == by_form[last]["strength"] == "praise":
        return verb
    return Span(verb.end - len(last), verb.end)
