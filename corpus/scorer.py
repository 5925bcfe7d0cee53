"""Scores extracted articles against expected ones, both in the form of the data contract.

    report = score(load_gold(corpus.GOLD), records, sources)
    print("\\n".join(report.lines()))

Articles pair by the base name of `article.source`; an expected article that is not among the records counts as all
missed. With `sources` the quotes are checked too: `article.text` must be the source's text, and every fact's text
must stand in it at its offsets. Standard library only.
"""
from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from corpus.agreement import LOOSE, How, Record, agree, fold, number, overlap, pair, shared_length, span

_Same = Callable[[Record, Record], bool]

FIGURE_FIELDS: Mapping[str, How] = {
    "unit": "same", "bound": "same", "relation": "same", "direction": "same", "modality": "same", "period": "same",
    "base_period": "same", "indicator": "loose", "scope": "loose", "base": "loose", "attribution": "loose",
}  # fmt: skip
#: The fields that must all be right for a figure's row to be one that SQL can rely on.
ROW_FIELDS = ("unit", "bound", "relation", "direction", "period", "indicator")
EVENT_FIELDS: Mapping[str, How] = {
    "edition": "same", "date": "same", "date_end": "same", "session": "same", "province": "same", "attendance": "same",
    "name": "loose", "venue": "loose", "locality": "loose", "organisers": "set", "coorganisers": "set", "chairs": "set",
}  # fmt: skip
OFFICIAL_FIELDS: Mapping[str, How] = {"title": "loose", "organisation": "loose", "honorific": "same"}
STATEMENT_FIELDS: Mapping[str, How] = {"speaker": "loose", "verb": "same", "kind": "same"}
DOCUMENT_FIELDS: Mapping[str, How] = {"date": "same", "issuer": "loose", "title": "loose"}
NUMERAL_FIELDS: Mapping[str, How] = {"class": "same"}
CONTENT = frozenset(
    {"title", "lead", "heading", "paragraph", "list_item", "table_row", "caption", "byline", "dateline"}
)


@dataclass(slots=True)
class Tally:
    """Counts of one kind: found, expected, given, and for each field how many are right of how many."""

    hit: int = 0
    gold: int = 0
    got: int = 0
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)

    def count(self, hit: int, gold: int, got: int) -> None:
        self.hit, self.gold, self.got = self.hit + hit, self.gold + gold, self.got + got

    def field(self, name: str, right: bool) -> None:
        good, total = self.fields.get(name, (0, 0))
        self.fields[name] = (good + right, total + 1)

    def scores(self) -> dict[str, Any]:
        """Precision, recall and F1 with their counts, and the accuracy of each field."""
        p = self.hit / self.got if self.got else float(not self.gold)
        r = self.hit / self.gold if self.gold else 1.0
        return {
            "precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0,
            "gold": self.gold, "system": self.got, "hit": self.hit,
            "fields": {name: good / total for name, (good, total) in self.fields.items()},
        }  # fmt: skip


@dataclass(slots=True)
class Report:
    """The tallies by kind, in the order in which they were counted, and one line for each miss."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def tally(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    def miss(self, *words: object) -> None:
        self.misses.append(" ".join(map(str, words)))

    def scores(self) -> dict[str, dict[str, Any]]:
        """The scores of every kind, ready for JSON."""
        return {kind: tally.scores() for kind, tally in self.tallies.items()}

    def lines(self) -> Iterator[str]:
        """The scores as text: a line for each kind, and one for the accuracy of its fields."""
        for kind, s in self.scores().items():
            rates = f"P {s['precision']:.3f}  R {s['recall']:.3f}  F1 {s['f1']:.3f}"
            counts = f"({s['hit']} of {s['gold']} gold, {s['system']} given)"
            yield kind if kind == "article" else f"{kind:20} {rates}  {counts}"
            if s["fields"]:
                yield "    " + "  ".join(f"{name} {share:.3f}" for name, share in s["fields"].items())


def load_gold(directory: Path) -> list[Record]:
    """The expected articles of a directory, in the order of their file names. OSError, ValueError if one is unfit."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(directory.glob("*.json"))]


def score(gold: Iterable[Record], records: Iterable[Record], sources: Mapping[str, str] | None = None) -> Report:
    """Counts every expected article against the record of its name; `sources` are the texts of the files by name."""
    by_name = {PurePath(record["article"]["source"]).name: record for record in records}
    report = Report()
    for expected in gold:
        name = expected["article"]["source"]
        given = by_name.get(name)
        if given is None:
            report.miss(name, "article MISSED")
        _article(report, name, expected, given or {})
        if sources is not None:
            _quotes(report, name, given or {}, sources[name])
    return report


def _article(report: Report, where: str, gold: Record, got: Record) -> None:
    _metadata(report, where, gold["article"], got.get("article", {}))
    _content(report, where, gold["blocks"], got.get("blocks", []))
    _figures(report, where, gold["figures"], got.get("figures", []))
    count = _Counter(report, where, gold, got)
    count("events", lambda g, s: g["type"] == s.get("type") and _meet(g, s), EVENT_FIELDS,
          lambda e: f"{e.get('type')} {e.get('name')!r}")  # fmt: skip
    people = count("officials", lambda g, s: _equal(g, s, "name"), OFFICIAL_FIELDS, lambda o: repr(o.get("name")))
    _official_mentions(report, gold["officials"], got.get("officials", []), people)
    count("statements", lambda g, s: overlap(g, s) and shared_length(g, s) >= LOOSE, STATEMENT_FIELDS,
          lambda x: f"{x.get('speaker')}: {str(x.get('text'))[:40]!r}")  # fmt: skip
    count("documents", lambda g, s: _equal(g, s, "type") and _equal(g, s, "number") and _meet(g, s), DOCUMENT_FIELDS,
          lambda d: f"{d.get('type')} {d.get('number')}")  # fmt: skip
    count("numerals", overlap, NUMERAL_FIELDS, lambda n: f"{n.get('text')!r}@{n.get('line', '')} {n.get('class')}")


def _metadata(report: Report, where: str, gold: Record, got: Record) -> None:
    for name in ("title", "published", "author"):
        want, have = gold.get(name), got.get(name)
        if name == "published":  # the day; pages differ in whether they give the time
            want, have = want and want[:10], have and str(have)[:10]
        right = bool(fold(want) == fold(have))
        report.tally("article").field(name, right)
        if not right:
            report.miss(where, "article", f"{name}: gold {want!r}, system {have!r}")


def _content(report: Report, where: str, gold: Sequence[Record], got: Sequence[Record]) -> None:
    want, have = _characters(gold), _characters(got)
    report.tally("content characters").count(len(want & have), len(want), len(have))
    if lost := want - have:
        report.miss(where, "content LOST", len(lost), "characters, from", min(lost))
    if kept := have - want:
        report.miss(where, "content NOT DROPPED", len(kept), "characters, from", min(kept))


def _characters(blocks: Sequence[Record]) -> set[int]:
    return {at for block in blocks if block["kind"] in CONTENT for at in range(*span(block))}


def _figures(report: Report, where: str, gold: Sequence[Record], got: Sequence[Record]) -> None:
    count = _Counter(report, where, {"figures": gold}, {"figures": got})
    pairs = count("figures", _same_figure, FIGURE_FIELDS, lambda f: f"{f.get('text')!r}@{f.get('line', '')}")
    whole = sum(all(agree(FIGURE_FIELDS[n], g.get(n), s.get(n)) for n in ROW_FIELDS) for g, s in pairs)
    report.tally("figure rows whole").count(whole, len(gold), len(got))


def _same_figure(gold: Record, got: Record) -> bool:
    if not overlap(gold, got) or gold["kind"] != got.get("kind"):
        return False
    return all(number(gold[name]) == number(got.get(name)) for name in ("value", "value_max"))


def _official_mentions(
    report: Report, gold: Sequence[Record], got: Sequence[Record], people: Sequence[tuple[Record, Record]]
) -> None:
    hit = sum(len(list(pair(g["mentions"], s.get("mentions", []), overlap))) for g, s in people)
    given = sum(len(official.get("mentions", [])) for official in got)
    report.tally("official mentions").count(hit, sum(len(official["mentions"]) for official in gold), given)


def _equal(gold: Record, got: Record, name: str) -> bool:
    return bool(fold(gold[name]) == fold(got.get(name)))


def _meet(gold: Record, got: Record) -> bool:
    return any(overlap(a, b) for a in gold["mentions"] for b in got.get("mentions", []))


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts the facts of one kind of one article."""

    report: Report
    where: str
    gold: Record
    got: Record

    def __call__(
        self, kind: str, same: _Same, fields: Mapping[str, How], show: Callable[[Record], str]
    ) -> list[tuple[Record, Record]]:
        gold, got = self.gold[kind], self.got.get(kind, [])
        pairs = list(pair(gold, got, same))
        self.report.tally(kind).count(len(pairs), len(gold), len(got))
        for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
            self.report.miss(self.where, kind, "MISSED", show(gold[i]))
        for j in sorted(set(range(len(got))) - {j for _, j in pairs}):
            self.report.miss(self.where, kind, "SPURIOUS", show(got[j]))
        facts = [(gold[i], got[j]) for i, j in pairs]
        for expected, given in facts:
            self._fields(kind, expected, given, fields, show(expected))
        return facts

    def _fields(self, kind: str, gold: Record, got: Record, fields: Mapping[str, How], shown: str) -> None:
        for name, how in fields.items():
            want, have = gold.get(name), got.get(name)
            if want in (None, []) and have in (None, []):
                continue  # nothing to get right or wrong
            right = agree(how, want, have)
            self.report.tally(kind).field(name, right)
            if not right:
                self.report.miss(self.where, kind, shown, f"{name}: gold {want!r}, system {have!r}")


def _quotes(report: Report, where: str, got: Record, raw: str) -> None:
    text = got.get("article", {}).get("text") or ""
    if text != unicodedata.normalize("NFC", raw):
        report.miss(where, "article.text is not the source")
        text = ""
    tally = report.tally("quotes exact")
    for kind, quote in _quoted(got):
        stands = text[quote["start"] : quote["end"]]
        right = stands == quote.get("text")
        tally.count(right, 1, 1)
        if not right:
            report.miss(where, kind, "QUOTE", repr(quote.get("text")), "stands:", repr(stands))


def _quoted(got: Record) -> Iterator[tuple[str, Record]]:
    for kind in ("figures", "statements", "numerals"):
        yield from ((kind, fact) for fact in got.get(kind, []))
    for kind in ("events", "officials", "documents"):
        yield from ((kind, mention) for fact in got.get(kind, []) for mention in fact.get("mentions", []))
