"""Cuts a sentence into the clauses that its figures stand in.

The press writes figures in chains that share a topic, so a clause ends at a comma, semicolon, colon or bracket that
is not inside a number, a date or a counted pair of nouns, and at `và` or `còn` between two figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.model import Quantity, Span

# Words that a dash joins into one: `kinh tế - xã hội`.
_DASHED = r"\b(?:kinh tế|quốc phòng|an ninh|văn hóa|chính trị|nông|lâm|khoa học)"
_MARK = regex.compile(
    r"[;:()“”\"]|,(?!\d)|(?<!\d),(?=\d)|(?<=\p{Ll}\p{Ll}|[\d)”])\.(?=\p{Lu})"
    rf"|(?<!{_DASHED}|\p{{Lu}}\p{{L}}*)\s[-–—]\s|(?<!{_DASHED})\s[-–—]\s(?!\p{{Lu}})"  # nor `miền Trung - Tây Nguyên`
    r"|(?i:\s(?:và|còn|trong khi|nhưng|song)(?=\s))"
)
# A comma that only lists places or bodies that are counted together, or stands inside a body's name.
_JOINT = regex.compile(
    r"(?i)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|bộ|ban|sở|văn hóa|tổ chức|thôn|ấp|bản"
    r"|thanh tra|kiểm tra|giám sát|sản xuất|khai thác|cải tạo|nông|lâm nghiệp|công nghiệp),$"
)
_JOINT_NEXT = regex.compile(
    r"(?i)\s?(?:thành phố|thành|thị xã|thị trấn|huyện|xã|phường|ngành|ban|thể thao|cá nhân|buôn|bản|làng|tp"
    r"|kiểm tra|giám sát|kinh doanh|chế biến|nâng cấp|lâm|thủy sản|ngư|xây dựng)\b"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's span, the quantities in it, and the sign or word that stands before it (`,`, `;`, `(`, `và` ...)."""

    span: Span
    quantities: tuple[Quantity, ...]
    mark: str


def clauses_of(view: str, sentence: Span, quantities: Sequence[Quantity], closed: Sequence[Span]) -> list[Clause]:
    """The clauses of a sentence, in order; no cut falls inside a quantity or one of the spans `closed`."""
    inside = [q for q in quantities if sentence.contains(q.span)]
    kept = [q.span for q in inside] + [span for span in closed if sentence.contains(span)]
    clauses, start, mark = [], sentence.start, ""
    for cut in [*_cuts(view, sentence, inside, kept), Span(sentence.end, sentence.end)]:
        span = Span(start, cut.start)
        clauses.append(Clause(span, tuple(q for q in inside if span.contains(q.span)), mark))
        start, mark = cut.end, cut.of(view).strip().lower()
    return [clause for clause in clauses if clause.span.of(view).strip() or clause.quantities]


def _cuts(view: str, sentence: Span, inside: Sequence[Quantity], kept: Sequence[Span]) -> Iterator[Span]:
    last = sentence.start
    for match in _MARK.finditer(view, sentence.start, sentence.end):
        cut = Span(*match.span())
        if any(span.start < cut.end and cut.start < span.end for span in kept):
            continue
        word = cut.of(view).strip().lower()
        if word == "," and _joint(view, sentence, cut):
            continue
        if word.isalpha() and not _between_figures(cut, last, inside, view, sentence.end):
            continue
        last = cut.end
        yield cut


def _joint(view: str, sentence: Span, comma: Span) -> bool:
    """Whether a comma stands inside one name or one counted thing: `tỉnh, thành phố`."""
    before = view[max(sentence.start, comma.end - 20) : comma.end]
    return bool(_JOINT.search(before) and _JOINT_NEXT.match(view, comma.end, sentence.end))


def _between_figures(cut: Span, start: int, inside: Sequence[Quantity], view: str, end: int) -> bool:
    """Whether a conjunction joins two clauses that each have a figure, not two nouns of one."""
    before = any(start <= q.span.start < cut.start for q in inside)
    behind = [q for q in inside if q.span.start >= cut.end]
    if not before or not behind:
        return False
    gap = view[cut.end : behind[0].span.start]
    return "," not in gap and ";" not in gap
