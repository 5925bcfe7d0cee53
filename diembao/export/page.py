"""An article's audit as one HTML file: no script, nothing from elsewhere, so that it can be mailed and kept."""
from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from diembao.export.audited import Audited
from diembao.export.markup import Markup, element, joined
from diembao.export.page_facts import facts_of
from diembao.export.page_text import text_of

_KINDS = ("figure", "event", "official", "statement", "document")


def page(one: Audited) -> str:
    """The whole file. What the article says is text on it and can be nothing else."""
    title = one.article.fields["title"] or one.name
    body = element(
        "body", _head(one, title), element("main", element("article", text_of(one), lang=_language(one)), _facts(one))
    )
    return f"<!doctype html>\n{element('html', _meta(title), body, lang='en')}\n"


def _language(one: Audited) -> str:
    return str(one.article.fields["language"] or "vi")


def _meta(title: str) -> Markup:
    style = Markup(Path(__file__).with_name("page.css").read_text("utf-8"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{title} – audit"),
        element("style", style),
    )


def _head(one: Audited, title: str) -> Markup:
    rows = [element("div", element("dt", name), element("dd", value)) for name, value in _origin(one)]
    return element("header", element("h1", title, lang=_language(one)), element("dl", *rows), _legend(one))


def _origin(one: Audited) -> Iterator[tuple[str, str]]:
    fields = one.article.fields
    yield "source", _source(one)
    for name in ("published", "author", "publisher"):
        if fields[name]:
            yield name, fields[name]
    yield "version", f"{fields['version']}{'' if fields['current'] else ', replaced by a newer one'}"
    yield "read", f"{one.at} by diembao {one.version}"
    yield "ruleset", element("code", one.ruleset)
    yield "sha256", element("code", one.sha256)


def _source(one: Audited) -> Markup:
    """The source's name; an address of the web as a link, anything else as text."""
    if urlsplit(one.name).scheme in ("http", "https"):
        return element("a", one.name, href=one.name, rel="noopener noreferrer nofollow")
    return joined(one.name)


def _legend(one: Audited) -> Markup:
    counts = Counter(fact.kind for fact in one.facts)
    items = [element("li", f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}", class_=kind) for kind in _KINDS]
    numbers = f"{len(one.unexplained)} {'number' if len(one.unexplained) == 1 else 'numbers'} without an explanation"
    return element("ul", *items, element("li", element("span", numbers, class_="unexplained")), class_="legend")


def _facts(one: Audited) -> Markup:
    return element("aside", *_unexplained(one), element("h2", "Facts"), facts_of(one), aria_label="Facts")


def _unexplained(one: Audited) -> Iterator[Markup]:
    if one.unexplained:
        yield element("h2", "Numbers that no rule explains")
        links = [element("a", span.of(one.text), href=f"#u{span.start}") for span in one.unexplained]
        yield element("p", Markup(", ".join(links)), class_="unexplained")
