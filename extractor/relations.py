"""How a figure relates to what it measures: level, attainment, change or share; its direction, base and modality."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.frames import Frame
from extractor.model import Quantity, Span
from extractor.subjects import Subject
from patterns import Ruleset

_RELATIVE = frozenset({"percent", "multiple", "ratio"})
#: Counts of these say how long or how often something rose, not by how much.
_TIMES = frozenset({"phiên", "lần", "vòng", "trận", "mùa", "quý", "kỳ"})
#: How far into a subject its head may stand: `mức thuế`, not `chi trả chi phí`.
_HEAD_WORDS = 3
#: Most words between a verb of change, or a figure and its `so với`, that still belong together.
_NEAR = 5
_APART = regex.compile(r"[;:(),]|\d")


@dataclass(frozen=True, slots=True)
class Relation:
    """Relation and direction as the data contract, with the span of the base where the text gives one."""

    relation: str
    direction: str | None = None
    base: Span | None = None


class Relations:
    """Reads relations with one ruleset."""

    def __init__(self, rules: Ruleset) -> None:
        self._words = {name: _any_of(rules.words(name)) for name in ("up", "down", "lost", "plan", "estimate")}
        self._heads = {name: _any_of(rules.words(name)) for name in ("share_head", "level_head", "growth_head")}
        self._attainment = rules.rule("context:attainment").pattern
        self._compared = rules.rule("context:compared").pattern
        self._done = rules.rule("context:done").pattern
        self._carries = rules.rule("context:carries").pattern
        self._leads_to = rules.rule("context:leads_to").pattern
        self._base_ahead = rules.rule("context:base_before").pattern
        self._between = rules.rule("context:base_between").pattern
        self._share_verb = rules.rule("context:share_verb").pattern
        self._level_between = rules.rule("context:level_between").pattern
        self._change_gap = rules.rule("context:change_gap").pattern
        self._rises_to = rules.rule("context:rises_to").pattern
        self._survey = rules.rule("context:survey").pattern
        self._added = rules.rule("context:added").pattern
        self._entrusted = rules.rule("context:entrusted").pattern
        self._multiple_of = rules.rule("context:multiple_of").pattern
        self._ratio_to = rules.rule("context:ratio_to").pattern
        self._part_of = rules.rule("context:part_of").pattern
        self._share_of = rules.rule("context:share_of").pattern

    def between(self, view: str, head: Span, quantity: Quantity) -> tuple[Span, Span | None]:
        """The head without the base that stands between its comparing words and the figure, and that base.

        `cao hơn cùng kỳ 4,2%`, `tăng so với năm 2016 3 tỷ đồng`.
        """
        match = self._between.search(view, head.start, head.end)
        if match is None or (match.group("thing") and quantity.kind not in _RELATIVE and quantity.unit != "pp"):
            return head, None  # `cao hơn giá khởi điểm 3 tỷ đồng`: by how much, or how much that was?
        return Span(head.start, match.start("against")), Span(*match.span("base"))

    def read(self, view: str, head: Span, quantity: Quantity, end: int, subject: str) -> Relation:
        """The relation of a figure with the words `head` before it, in a sentence that ends at `end`.

        `subject` is what it measures, in lower case; for a figure that stands behind another in its clause,
        `head` begins behind that other, and it ends where a bound or base before the figure begins.
        """
        before = view[head.start : head.end].lower()  # `không vượt quá 50%` is no change
        change = self._change(before, quantity)
        if change and self._heads["share_head"].search(subject) and self._rises_to.search(before):
            change = None
        base = self._base_behind(view, quantity, end)
        if quantity.kind == "percent":
            return self._percent(view, head, quantity, end, subject, before, change, base)
        if quantity.kind == "multiple":
            beside = self._multiple_of.match(view, quantity.span.end, end)
            base = base or (Span(*beside.span("base")) if beside else None)
            return Relation("change", change or "up", base) if "bằng" not in before else Relation("level", None, base)
        if quantity.kind == "ratio":
            return self._ratio(view, quantity, end, before, base)
        return Relation("change", change, base) if change and quantity.kind != "duration" else Relation("level")

    def _percent(
        self,
        view: str,
        head: Span,
        quantity: Quantity,
        end: int,
        subject: str,
        before: str,
        change: str | None,
        base: Span | None,
    ) -> Relation:
        planned = self._attainment.match(view, quantity.span.end, end)
        if planned:
            span = Span(*planned.span("base"))
            return Relation("change", change, span) if change else Relation("attainment", None, span)
        if change:
            return Relation("change", change, base or self._base_before(view, head, quantity))
        if base:
            return Relation("share" if self._share_verb.search(before) else "level", None, base)
        opinion = self._survey.match(view, quantity.span.end, end)
        if opinion:
            return Relation("share", None, Span(*opinion.span("base")) if opinion.group("base") else None)
        share = self._share_of.match(view, quantity.span.end, end)
        if share:
            return Relation("share", None, Span(*share.span("base")))
        part = self._part_of.match(view, quantity.span.end, end)
        if part and "lãi suất" not in subject:
            return Relation("share", None, Span(*part.span("base")))
        done = self._done.search(view, head.start, quantity.span.start)
        if done:
            return Relation("attainment", None, Span(*done.span("base")) if done.group("base") else None)
        return self._rate(f"{subject} {before}")

    def _ratio(self, view: str, quantity: Quantity, end: int, before: str, base: Span | None) -> Relation:
        """`chỉ bằng 1/5 với tỉnh bên cạnh` is a level with that base; `1/3 số hộ` is a share of them."""
        beside = self._ratio_to.match(view, quantity.span.end, end)
        if "bằng" in before or base:
            return Relation("level", None, base or (Span(*beside.span("base")) if beside else None))
        share = self._share_of.match(view, quantity.span.end, end)
        return Relation("share", None, Span(*share.span("base")) if share else None)

    def _rate(self, said: str) -> Relation:
        if "chiếm" in said:
            return Relation("share")
        if self._heads["growth_head"].search(said):
            return Relation("change", "down" if "giảm" in said else "up")
        if self._heads["share_head"].search(said):
            return Relation("share")
        head = " ".join(said.split()[:_HEAD_WORDS])
        return Relation("level") if self._heads["level_head"].search(head) else Relation("share")

    def _change(self, before: str, quantity: Quantity) -> str | None:
        """Up or down where a verb of change governs the figure, which then tells by how much."""
        tail = before[-45:]
        signed = tail.rstrip().endswith("+") or quantity.value.startswith("-")
        if signed and quantity.kind == "percent" and (before.strip(" (") in ("+", "")):
            return "down" if quantity.value.startswith("-") else "up"  # `VN-Index tăng 1,69 điểm (+0,16%)`
        if self._leads_to.search(tail):
            return None
        found = [(m.end(), name) for name in ("up", "down") for m in self._words[name].finditer(tail)]
        if quantity.kind != "money":  # `mất 12 điểm` falls, `mất 12 triệu đồng` is what it costs
            found += [(m.end(), "down") for m in self._words["lost"].finditer(tail)]
        if not found or quantity.kind == "duration" or (quantity.kind == "count" and quantity.unit in _TIMES):
            return None
        at, direction = max(found)
        gap = tail[at:].strip()
        if quantity.kind in _RELATIVE:
            near = len(gap.split()) <= _NEAR and not self._level_between.search(gap)
            return direction if near else None
        return direction if self._change_gap.match(gap) else None

    def _base_behind(self, view: str, quantity: Quantity, end: int) -> Span | None:
        """The phrase behind `so với` in the same clause, with at most a few words between."""
        match = self._compared.search(view, quantity.span.end, end)
        if match is None:
            return None
        gap = view[quantity.span.end : match.start()].strip()
        if gap != "," and (_APART.search(gap) or len(gap.split()) > _NEAR + 1):
            return None
        return Span(*match.span("base"))

    def _base_before(self, view: str, head: Span, quantity: Quantity) -> Span | None:
        """`so với … cao hơn 62,15%`: the base between `so với` and the verb of change."""
        match = self._base_ahead.search(view, head.start, quantity.span.start)
        return Span(*match.span("base")) if match else None

    def as_planned(self, view: str, quantity: Quantity, relation: Relation, modality: str) -> Relation:
        """A sum that is yet to be added is a level: `dự kiến huy động thêm 10 tỷ đồng`."""
        if relation.relation != "change" or modality == "actual" or quantity.kind in _RELATIVE:
            return relation
        added = self._added.search(view, max(0, quantity.span.start - 40), quantity.span.start)
        return Relation("level", None, relation.base) if added else relation

    def modality(
        self, view: str, head: Span, quantity: Quantity, subject: Subject, relation: Relation, frame: Frame
    ) -> str:
        """actual, plan or estimate: from the words that govern the figure, else what its frame carries to it."""
        if quantity.rule.endswith(":parts"):  # the second of `a/b` is the plan, where it is money
            second = quantity.span.end > quantity.number.end
            return "plan" if second and quantity.kind == "money" else frame.modality
        said = _done(view[head.start : quantity.span.start])
        own = self._said(said)
        if own != "actual" and not (relation.relation == "attainment" and own == "plan"):
            return own
        if frame.last and frame.modality == "plan" and not subject.verb and not subject.opener:
            return "plan"  # `kế hoạch lãi 5 tỷ đồng và nợ 3 tỷ đồng`: what is listed shares its verb
        return "actual" if subject.indicator and not self._carries.search(said) else frame.modality

    def _said(self, words: str) -> str:
        if self._words["estimate"].search(words):
            return "estimate"
        return "plan" if self._words["plan"].search(self._entrusted.sub(" ", words)) else "actual"


def _done(said: str) -> str:
    """From `đã` on: who was given a plan may have done something."""
    before, done, behind = said.rpartition(" đã ")
    return done + behind if before else said


@lru_cache(maxsize=64)
def _any_of(words: frozenset[str]) -> regex.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return regex.compile(r"(?i)(?<!\p{L})(?:" + "|".join(map(regex.escape, ordered)) + r")(?!\p{L})")
