"""What makes facts of different articles the same: keys of events, posts and documents, and the day of the article.

Keys are for joining in SQL. They are made anew whenever the rules change, with the facts that they belong to.
"""
from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from extractor.body_keys import body_of, ends_with, plain
from extractor.match import find
from extractor.model import Document, Event, Extraction, Official, Post, Span
from extractor.observed import observe
from extractor.view import view
from patterns import Ruleset

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEFORE_NUMBER = regex.compile(r"(?i),?\s?(?:(?:lần\s)?thứ|khóa|lần)\s?$")


def joinable(extraction: Extraction, rules: Ruleset, year: int | None) -> Extraction:
    """The extraction with the keys of its facts filled in and the day that it speaks of; `year` is its plain year."""
    return replace(
        extraction,
        events=tuple(_event(event, rules) for event in extraction.events),
        officials=tuple(_official(official, rules) for official in extraction.officials),
        documents=tuple(_document(document, rules) for document in extraction.documents),
        observed=observe(extraction.reading, extraction.events, year),
    )


def _event(event: Event, rules: Ruleset) -> Event:
    years = _YEAR.findall(event.date or "") or _YEAR.findall(event.name)
    return replace(event, series=series_of(event.name, rules), year=int(years[0]) if years else None)


def _official(official: Official, rules: Ruleset) -> Official:
    posts = (replace(post, body=body_of(post, rules), title_key=plain(post.title)) for post in official.posts)
    return replace(official, key=plain(official.name), posts=tuple(posts))


def series_of(name: str, rules: Ruleset) -> str | None:
    """An event's name without edition, time, host and fillers, in one spelling; None where too little is left.

    `Hội nghị công tác X các tỉnh, thành phố khu vực phía Bắc lần thứ XII tại Y` is `hội nghị x phía bắc`.
    """
    left = _without_editions(view(name), rules)
    for rule in rules.of_kind("joining"):
        left = rule.pattern.sub("", left)
    key = plain(left)
    for form, region in _regions(rules):
        key = _replaced(key, form, region)
    for filler in sorted(rules.words("series_fillers"), key=len, reverse=True):
        key = _replaced(key, filler, "")
    bare = key in rules.by_form("trigger") or ends_with(key, rules.words("no_place_told"))
    return None if bare or len(key.split()) < 3 else key


@lru_cache(maxsize=4)
def _regions(rules: Ruleset) -> tuple[tuple[str, str], ...]:
    """Each spelling of a region and its name, both plain."""
    return tuple((plain(form), plain(entry["name"])) for entry in rules.table("region") for form in entry["forms"])


def _replaced(key: str, words: str, by: str) -> str:
    if words not in key:
        return key
    return " ".join(f" {key} ".replace(f" {words} ", f" {by} ").split())


def _without_editions(name: str, rules: Ruleset) -> str:
    for mention in reversed(find(rules.of_kind("edition"), name, Span(0, len(name)))):
        number = mention.groups["number"]
        name = _BEFORE_NUMBER.sub("", name[: number.start]) + name[number.end :]
    return name


def _document(document: Document, rules: Ruleset) -> Document:
    return replace(document, key=document_key(document, rules))


def document_key(document: Document, rules: Ruleset) -> str | None:
    """Type and number, with the issuer where many have its code (`92/KH-UBND`); of a law known by name, its name
    and year. None where that is not told. Numbers without a year are given anew each year."""
    kind = plain(document.type)
    if document.number is None:
        title = plain(document.title or "").replace(" năm ", " ")
        return f"{kind}|{title}" if title and kind in ("luật", "bộ luật", "hiến pháp", "pháp lệnh") else None
    number = regex.sub(r"\s", "", view(document.number)).upper()
    if not _is_local(number, rules):
        return f"{kind}|{number}"
    issuer = body_of(Post("", document.issuer), rules).key
    return f"{kind}|{number}|{issuer}" if issuer else None


def _is_local(number: str, rules: Ruleset) -> bool:
    """Whether the code is one that many bodies share, one in every province; an unknown code is."""
    codes = rules.by_form("issuer")
    parts = regex.split(r"[/\-]", number.lower())
    known = [codes[part]["name"] for part in map(_without_term, parts) if part in codes]
    return not known or any(ends_with(plain(name), _OFFICES) or name.startswith("Sở ") for name in known)


_OFFICES = ("ubnd", "hđnd", "tỉnh ủy", "huyện ủy", "quận ủy", "đảng ủy", "công an tỉnh")


def _without_term(code: str) -> str:
    return code.rstrip("0123456789")  # `QH15`

