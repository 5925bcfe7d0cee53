"""An article's audit as one HTML file: all of its text, all of its facts, links both ways, and nothing that runs."""
from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from db.reader import StoredArticle, StoredFact
from db.store import read_store
from diembao.export.audited import Audited, audited
from diembao.export.markup import element, joined
from diembao.export.page import page
from extractor.model import Block, Span
from tests.browser import needs_browser
from tests.command import call

Capsys = pytest.CaptureFixture[str]
Attributes = dict[str, str | None]
_VOID = ("meta",)


@dataclass
class Node:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: Attributes
    children: list[Node | str] = field(default_factory=list)

    @cached_property
    def all(self) -> list[Node]:
        return [self, *(n for child in self.children if isinstance(child, Node) for n in child.all)]

    def of(self, tag: str) -> list[Node]:
        return [node for node in self.all if node.tag == tag]

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    def text(self, *, numbers: bool = True) -> str:
        """What is read, with or without the numbers of facts."""
        if not numbers and self.tag == "a" and "n" in self.classes:
            return ""
        return "".join(c if isinstance(c, str) else c.text(numbers=numbers) for c in self.children)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        assert len(node.attributes) == len(attrs), "an attribute stands twice"
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, "tags are not nested"

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def close(self) -> None:
        super().close()
        assert self._open == [self.root], "a tag is left open"


def tree(html: str) -> Node:
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.root


@pytest.fixture(scope="module")
def every(bundled_db: Path) -> list[Audited]:
    with read_store(bundled_db) as archive:
        return [audited(archive, archive.article(line.id)) for line in archive.articles()]


@pytest.fixture(scope="module")
def pages(every: list[Audited]) -> list[tuple[Audited, Node]]:
    return [(one, tree(page(one))) for one in every]


Pages = list[tuple[Audited, Node]]


def test_the_whole_text_is_on_the_page_letter_for_letter(pages: Pages) -> None:
    for one, root in pages:
        blocks = [n for n in root.of("article")[0].all if "block" in n.classes]
        kept = [block.span.of(one.text) for block in one.article.blocks if block.kind != "boilerplate"]
        assert [block.text(numbers=False) for block in blocks] == kept


def test_what_was_dropped_is_folded_with_its_reasons(pages: Pages) -> None:
    for one, root in pages:
        dropped = [block for block in one.article.blocks if block.kind == "boilerplate"]
        folds = root.of("details")
        assert not any("open" in fold.attributes for fold in folds)
        assert [p.text() for fold in folds for p in fold.of("p")] == [b.span.of(one.text).strip() for b in dropped]
        said = " ".join(fold.of("summary")[0].text() for fold in folds)
        assert all((block.reason or "") in said for block in dropped)


def test_every_mention_of_a_fact_is_marked_from_end_to_end(pages: Pages) -> None:
    for one, root in pages:
        for number, fact in enumerate(one.facts, 1):
            pieces = list(_pieces(root, f"m{number}-1"))
            assert "".join(piece.text(numbers=False) for piece in pieces).startswith(fact.quote)
            covered = ""
            for piece in pieces:
                if len(covered) < len(fact.quote):
                    assert fact.kind in piece.classes, (fact.quote, piece.text())
                covered += piece.text(numbers=False)


def _pieces(root: Node, anchor: str) -> Iterator[Node]:
    """The marked pieces of the text behind an anchor, to the end of its block."""
    block = next(n for n in root.all if "block" in n.classes and any(c.attributes.get("id") == anchor for c in n.all))
    begun = False
    for child in block.children:
        begun = begun or (isinstance(child, Node) and child.attributes.get("id") == anchor)
        if begun and not (isinstance(child, Node) and ("anchor" in child.classes or "n" in child.classes)):
            yield child if isinstance(child, Node) else Node("text", {}, [child])


def test_links_lead_somewhere_and_back(pages: Pages) -> None:
    for one, root in pages:
        ids = [n.attributes["id"] for n in root.all if n.attributes.get("id")]
        assert len(ids) == len(set(ids))
        text, aside = root.of("article")[0], root.of("aside")[0]
        out = {href for n in text.of("a") if (href := n.attributes["href"])}
        back = {href for n in aside.of("a") if (href := n.attributes["href"])}
        assert {href.removeprefix("#") for href in out | back} <= set(ids)
        for number, fact in enumerate(one.facts, 1):
            assert f"#f{number}" in out
            assert {f"#m{number}-{part}" for part in range(1, len(fact.mentions) + 1)} <= back
            for name in one.places_of(fact):
                assert f"#t{number}-{name}" in back
                assert f"f{number}-{name}" in ids
        assert {href for href in out if "-" in href} <= {f"#{i}" for i in ids if i is not None and i.startswith("f")}


def test_each_fact_tells_its_rule_and_its_fields(pages: Pages) -> None:
    for one, root in pages:
        items = [n for n in root.of("li") if re.fullmatch(r"f\d+", n.attributes.get("id") or "")]
        assert len(items) == len(one.facts)
        for item, fact in zip(items, one.facts, strict=True):
            told = item.text()
            assert fact.rule in told
            assert fact.fact_key in told
            for name in ("indicator", "scope", "speaker", "title", "number"):
                assert str(fact.fields.get(name) or "") in told
        head = root.of("header")[0].text()
        assert one.sha256 in head
        assert one.ruleset in head
        assert one.at in head


def test_nothing_runs_and_nothing_is_fetched(every: list[Audited]) -> None:
    for one in every:
        html = page(one)
        root = tree(html)
        tags = {node.tag for node in root.all}
        assert not tags & {"script", "img", "link", "iframe", "object", "form", "base", "svg", "video"}
        assert not {name for node in root.all for name in node.attributes} & {"src", "style", "srcset", "action"}
        assert not any(name.startswith("on") for node in root.all for name in node.attributes)
        assert "url(" not in html
        assert "@import" not in html
        (policy,) = [n.attributes["content"] for n in root.of("meta") if "http-equiv" in n.attributes]
        (style,) = root.of("style")
        digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


HOSTILE = "</p></article><script>alert(1)</script><img src=x onerror=alert(2)> \x00\x1b[31m \u202egiả\u202c &amp; \"'"


def hostile(url: str | None) -> Audited:
    """An article that is hostile in every text that a page shows, with facts that overlap in all ways."""
    span = Span(0, len(HOSTILE))
    fields: dict[str, Any] = dict.fromkeys(("name", "title", "published", "author", "publisher", "language"), HOSTILE)
    fields |= {"version": 1, "current": 0, "url": url, "name": url or HOSTILE}
    row = {"speaker": HOSTILE, "verb": HOSTILE, "kind": HOSTILE}
    spans = (span, Span(3, 20), Span(10, 40), Span(20, 40), Span(10, 40))
    facts = tuple(StoredFact("statement", HOSTILE, HOSTILE, s, s.of(HOSTILE), row, (s,)) for s in spans)
    places = {("statement", HOSTILE): {HOSTILE: Span(5, 12)}}
    article = StoredArticle(1, HOSTILE, fields, (Block(span, "paragraph"),), facts)
    return Audited(article, facts, places, (Span(12, 15),), "ab" * 32, HOSTILE, HOSTILE, HOSTILE, HOSTILE)


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "data:text/html,<script>alert(1)</script>"])
def test_a_hostile_article_is_only_text(url: str | None) -> None:
    root = tree(page(hostile(url)))
    assert not {node.tag for node in root.all} & {"script", "img"}
    (block,) = [node for node in root.all if "block" in node.classes]
    shown = HOSTILE.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")
    assert block.text(numbers=False) == shown.replace("\u202c", "\ufffd")
    assert all((node.attributes["href"] or "").startswith("#") for node in root.of("a"))


def test_an_address_of_the_web_is_a_link() -> None:
    root = tree(page(hostile("https://bao.vn/a?b=<c>&d=\"e\"")))
    (link,) = [node for node in root.of("a") if not (node.attributes["href"] or "").startswith("#")]
    assert link.attributes["href"] == "https://bao.vn/a?b=<c>&d=\"e\""
    assert "noopener" in (link.attributes["rel"] or "")


def test_texts_are_escaped_and_markup_is_kept() -> None:
    assert element("p", "a<b", element("i", "&"), class_='x"y') == '<p class="x&quot;y">a&lt;b<i>&amp;</i></p>'
    assert joined("<", None, element("br")) == "&lt;<br>"
    assert element("details", open=True, id=None) == "<details open></details>"


def test_a_number_that_no_rule_explains_is_shown_and_linked() -> None:
    root = tree(page(hostile(None)))
    assert any("unexplained" in node.classes for node in root.of("article")[0].all)
    assert "#u12" in {node.attributes.get("href") for node in root.of("aside")[0].all}


def test_the_command_writes_one_file_or_a_folder(
    bundled_db: Path, tmp_path: Path, every: list[Audited], capsys: Capsys
) -> None:
    ended = call(capsys, "export", "--db", bundled_db, "--format", "html", "--article", 3)
    assert (ended.code, ended.out) == (0, page(every[2]))
    assert call(capsys, "export", "--db", bundled_db, "--format", "html", "--out", tmp_path / "all").code == 0
    assert sorted(p.read_text("utf-8") for p in (tmp_path / "all").iterdir()) == sorted(map(page, every))


@needs_browser
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_in_a_browser(width: int, colours: Any, browser: Browser, every: list[Audited], tmp_path: Path) -> None:
    """It fits the screen, asks for nothing, runs nothing, and can be read by everyone."""
    for name, one in (("real", every[3]), ("hostile", hostile("javascript:alert(1)"))):
        path = tmp_path / f"{name}.html"
        path.write_text(page(one), "utf-8")
        with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=colours) as context:
            opened = context.new_page()
            asked, said = _heard(opened)
            opened.goto(path.as_uri())
            assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert opened.evaluate("getComputedStyle(document.querySelector('h1')).lineHeight") != "normal"
            assert asked == [path.as_uri()]
            assert said == []
            if name == "real":
                found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa"]})
                assert found.violations_count == 0, found.generate_report()


def _heard(opened: Page) -> tuple[list[str], list[str]]:
    """What a page asks for, and what it says: its dialogs and what the browser complains of."""
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    return asked, said


@needs_browser
def test_a_link_goes_to_the_place_in_the_text_and_shows_it(
    browser: Browser, every: list[Audited], tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(every[2]), "utf-8")
    with browser.new_context(viewport={"width": 1280, "height": 700}) as context:
        opened = context.new_page()
        opened.goto(path.as_uri())
        colour = "getComputedStyle(document.querySelector('#m9-1').nextElementSibling).outlineStyle"
        assert opened.evaluate(colour) == "none"
        opened.click("#f9 h3 a")
        assert opened.url.endswith("#m9-1")
        assert opened.evaluate(colour) == "solid"
        top = opened.evaluate("document.querySelector('#m9-1').getBoundingClientRect().top")
        assert 0 <= top <= 700
