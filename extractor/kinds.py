"""What of a page is its article: each pass names lines as title, lead, byline, caption, heading and so on."""
from __future__ import annotations

from collections.abc import Mapping

import regex

from extractor.draft import Draft
from extractor.lines import Line, folded
from extractor.model import BlockKind

_LIST_ITEM = regex.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)/–—-]|[a-zđ][.)]|[•*+●▪◦■✓➢►▶➤→-]|[IVX]{1,5}[.)])\s?(?=[\p{L}“\"(])"
    r"|[•●▪◦■✓➢►▶➤→*+-]\s(?=\d)"
)
_BULLET = regex.compile(r"[•●▪◦■✓➢►▶➤→*+-]\s")
_BOLD = regex.compile(r"\*\*[^*]{2,200}\*\*:?|__[^_]{2,200}__|#{1,6}\s.{2,200}")
_CELLS = regex.compile(r"\t|\s\|\s|^\|")
# A name ends the article behind its last full stop: `... trong quý III. Minh Anh`.
_GLUED_NAME = regex.compile(
    r"(?<=[\p{Ll}\d)”\"%…](?:[.!?…]|(?<!\d)/)[”\"/.]{0,2})\s*(?=\p{Lu}[\p{L}\s.,&-]{1,50}$)"
)
# What is known for something else than a title.
_NO_TITLE = (
    "page_dateline",
    "page_byline",
    "page_name",
    "page_sign",
    "page_related",
    "page_tail",
    "page_imprint",
    "page_header",
)
_ROLES: Mapping[str, BlockKind] = {
    "lead": "lead", "byline": "byline", "dateline": "dateline", "caption": "caption", "heading": "heading",
}  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TITLE_WORDS, _CAPTION_WORDS, _HEADING_WORDS, _CAPTION_SENTENCE = 32, 60, 16, 32
# Of so many lines that are names within the article, each heads a part of it.
_NAMED = 2
# Of a line that is so long, with so many letters and digits, a paragraph that holds it all is no accident.
_TELLING = 40


def find_title(draft: Draft) -> None:
    """The title: the line that the page's head names, its `h1`, or the likeliest short line before the first prose."""
    said = folded(draft.source.hints.get("title", ""))
    full = folded(draft.source.hints.get("page_title", ""))
    lines = draft.lines
    exact = [at for at in range(len(lines)) if said and folded(lines[at].view) == said]
    main = [at for at, line in enumerate(lines) if line.tag == "h1" and line.words >= 3]
    within = [at for at in main if full.startswith(folded(lines[at].view))]
    told = [at for at, line in enumerate(lines) if line.page and line.page.role == "title"]
    preferred = told or [at for at in exact if lines[at].tag in _HEADINGS] or exact or within or main
    chosen = preferred[0] if preferred else _likeliest(draft)
    if chosen is not None:
        draft.labels[chosen] = None
        draft.mark(chosen, "title")
        draft.title = chosen


def mark_told(draft: Draft) -> None:
    """What the publisher's own markup names, where a line is no boilerplate: leads, bylines, datelines, captions."""
    for at in draft.open():
        page = draft.lines[at].page
        kind = _ROLES.get(page.role or "") if page else None
        if kind and not (kind == "byline" and draft.lines[at].prose):
            draft.mark(at, kind)


def _likeliest(draft: Draft) -> int | None:
    first = next((at for at in draft.open() if draft.lines[at].prose or draft.lines[at].words > _TITLE_WORDS), None)
    if first is None:
        return None
    candidates = [at for at in draft.open(0, first) if _may_be_title(draft, at)]
    return max(candidates, key=lambda at: (_title_score(draft, at), -at), default=None)


def _may_be_title(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    if line.words < 3 or line.tag == "img" or line.view.endswith((":", ";", ",")):
        return False
    return not draft.fired(at, *_NO_TITLE)


def _title_score(draft: Draft, at: int) -> int:
    line, text = draft.lines[at], folded(draft.lines[at].view)
    repeated = sum(folded(other.view).startswith(text) for other in draft.lines[at + 1 :])
    return 2 * (5 <= line.words <= 30) - 2 * line.capitals - line.view.endswith(".") + 3 * (repeated > 0)


def mark_bylines(draft: Draft) -> None:
    """Bylines and datelines: by their words anywhere, by their shape where an article begins or ends.

    A bare name right under a picture is who the picture shows; where names head parts of the article, the one before
    the first paragraph does so too.
    """
    for at in draft.open(draft.body):
        fired = draft.fired(at, "page_byline")
        if fired and not fired[0].name.endswith(":source"):
            draft.mark(at, "byline")
    edges = _edges(draft)
    named = [at for at in draft.open(draft.body) if draft.fired(at, "page_name")]
    titles = len(named) - len(set(named) & set(edges)) >= _NAMED
    last = max(draft.open(draft.body), default=None)
    for at in edges:
        alone = at in named and not draft.after_picture(at) and (at == last or not titles)
        if draft.fired(at, "page_dateline"):
            draft.mark(at, "dateline")
        elif alone or draft.fired(at, "page_byline"):
            draft.mark(at, "byline")


def _edges(draft: Draft) -> list[int]:
    """The lines between title and first paragraph, and those behind the last paragraph."""
    rest = list(draft.open(draft.body))
    body = [n for n, at in enumerate(rest) if _is_body(draft, at)]
    body = body or [n for n, at in enumerate(rest) if draft.lines[at].prose]  # a lead, and pictures told in captions
    if not body:
        return []
    return rest[: body[0]] + rest[body[-1] + 1 :]


def _is_body(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    return line.prose and not draft.fired(at, "page_sign") and not (draft.after_picture(at) and _is_caption(draft, at))


def split_doubled_body(draft: Draft) -> None:
    """A line that holds the article twice over is cut where the second copy begins, which is then dropped."""
    for at in draft.open(draft.body):
        line = draft.lines[at]
        second = line.view.find(line.view[:80], 80)
        halves = 1.5 * second < len(line.view) < 2.5 * second
        if second > 200 and halves and line.view.startswith(line.view[second:]):
            draft.split(at, line.span.start + second)
            draft.drop(at + 1, "second copy of the article")
            return


def split_glued_name(draft: Draft) -> None:
    """A name glued behind the last sentence of the article becomes a line of its own."""
    last = next((at for at in reversed(list(draft.open(draft.body))) if not draft.fired(at, "page_sign")), None)
    if last is None:
        return
    line = draft.lines[last]
    glued = _GLUED_NAME.search(line.view, max(0, len(line.view) - 60))
    if glued and line.sentences + line.words > 12:
        draft.split(last, line.span.start + glued.start())
        if not draft.fired(last + 1, "page_name", "page_byline"):
            _join(draft, last, line)


def _join(draft: Draft, at: int, line: Line) -> None:
    draft.lines[at : at + 2] = [line]
    del draft.labels[at + 1]


def mark_lead(draft: Draft) -> None:
    """The lead: the line with the paper's sign, even printed last, or else the first paragraph behind the title."""
    if any(label and label.kind == "lead" for label in draft.labels):
        return
    rest = list(draft.open(draft.body))
    signed = [at for at in rest if draft.fired(at, "page_sign")]
    first = [at for at in rest[:4] if _reads_on(draft, at) and not (draft.after_picture(at) and _is_caption(draft, at))]
    for at in (signed or first)[:1]:
        draft.mark(at, "lead")


def _reads_on(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    return line.prose or (line.words >= 15 and line.tag not in _HEADINGS and not draft.fired(at, "page_credit"))


def mark_rest(draft: Draft) -> None:
    """Captions, headings, list items and table rows by their shape; all else is a paragraph."""
    rest = list(draft.open(draft.body))
    for n, at in enumerate(rest):
        after = draft.lines[rest[n + 1]] if n + 1 < len(rest) else None
        draft.mark(at, _kind(draft, at, after))


def _kind(draft: Draft, at: int, after: Line | None) -> BlockKind:
    line = draft.lines[at]
    if _CELLS.search(line.span.of(draft.source.text)):
        return "table_row"
    if line.tag == "figcaption" or _is_caption(draft, at):
        return "caption"
    if _is_unended(draft, at) or _continues_caption(draft, at):
        return "caption"
    if line.tag in _HEADINGS or (_is_heading(line, after) and not _BULLET.match(line.view)):
        return "heading"
    if line.tag == "li" or (_LIST_ITEM.match(line.view) and not _speaks(draft, at)):
        return "list_item"
    return "paragraph"


def _is_unended(draft: Draft, at: int) -> bool:
    """A line of some length that does not end as a sentence does, which in a page only a picture makes a caption."""
    line = draft.lines[at]
    long = _HEADING_WORDS < line.words <= _CAPTION_WORDS
    return long and not line.ends and not _LIST_ITEM.match(line.view) and (not line.page or draft.after_picture(at))


def _continues_caption(draft: Draft, at: int) -> bool:
    """The rest of a caption that a line break within its element cuts in two."""
    if not at or not (page := draft.lines[at].page) or not (before := draft.lines[at - 1].page):
        return False
    label = draft.labels[at - 1]
    cut = draft.lines[at].view[0].islower() and not draft.lines[at - 1].ends
    return cut and page.element == before.element and label is not None and label.kind == "caption"


def _speaks(draft: Draft, at: int) -> bool:
    """A dash that opens what is said in an interview: the line asks, or the one before it does."""
    asks = draft.lines[at].view.endswith("?") or (at > 0 and draft.lines[at - 1].view.endswith("?"))
    return draft.lines[at].view[0] in "-–" and asks


def _is_caption(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    if line.words > _CAPTION_WORDS or _BOLD.fullmatch(line.view):
        return False
    if draft.fired(at, "page_credit") or (line.page and line.page.role == "caption"):
        return True
    if line.page and line.tag == "p" and line.stops:
        return False
    short = not line.stops or (line.sentences == 1 and line.words <= _CAPTION_SENTENCE)
    return short and (draft.after_picture(at) or (not line.page and _printed_again(draft, at)))


def _printed_again(draft: Draft, at: int) -> bool:
    """In a text, which does not show where its pictures are: the words stand once more, right below, as captions are
    printed, or within a paragraph."""
    text = folded(draft.lines[at].view)
    if at + 1 < len(draft.lines) and folded(draft.lines[at + 1].view) == text:
        return True
    return len(text) >= _TELLING and any(text in folded(draft.lines[i].view) for i in _kept(draft) if i != at)


def _kept(draft: Draft) -> list[int]:
    """The lines behind the title that are not dropped."""
    return [i for i in range(draft.body, len(draft.lines)) if (label := draft.labels[i]) is None or not label.reason]


def _is_heading(line: Line, after: Line | None) -> bool:
    if _BOLD.fullmatch(line.view):
        return True
    asks = line.view.endswith("?") and line.sentences == 1 and line.view[0] not in "-–“\""
    return after is not None and (asks or not line.ends) and line.words <= _HEADING_WORDS
