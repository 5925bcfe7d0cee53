"""What of a page is not its article: each pass labels lines as boilerplate, with a reason that an auditor can check."""
from __future__ import annotations

from bisect import bisect_left

import regex

from extractor.draft import Draft, found_by, named
from extractor.lines import Line, folded
from extractor.model import Span

_ALT_NUMBER = regex.compile(r"(?:ảnh|hình|hìnhảnh|photo|image|pic|h|video)?\d{0,3}")
_TEASER_END = regex.compile(r"(?:…|\.{3}|\[…\]|\[\.{3}\])\W*$")
_MARKUP = regex.compile(r"!?\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)|\*\*|__")
_LINKED_TAGS = frozenset(["a", "li a", "tr a"])
_REGION_TAGS = {"nav": "navigation of the site", "aside": "side column", "footer": "footer of the site"}
_PLACE = regex.compile(r":nth-of-type\(\d+\)")
# The kinds of line behind which other articles or the site's foot may follow.
_LISTS = ("page_related", "page_tail", "page_imprint")
# What may stand above the element of the body, and what, short as it is, is no title of another article.
_TOLD_ABOVE = ("page_dateline", "page_byline", "page_name", "page_sign")
_NO_TITLE = ("page_name", "page_byline", "page_credit")
# With so many paragraphs told, a heading of other articles ends the article; a teaser is shorter than so many words.
_TOLD, _TEASER_WORDS = 2, 40
# A text shorter than this, in letters and digits, may well stand twice in an article.
_TELLING = 20
# A sign or dateline before the article's own beginning is no longer than this, in letters and digits.
_OPENING = 100
# In a page so much must stand twice: what is shorter may be said again, as in a table or a list of steps.
_COPIED = 60


def split_lines(draft: Draft) -> None:
    """What stands between the sentences of a line, or behind them, becomes a line: pointers, pictures, captions."""
    rules = draft.rules.of_kind("page_cut", "page_caption")
    for at in reversed(range(len(draft.lines))):
        line = draft.lines[at]
        if line.tag in _LINKED_TAGS:
            continue
        view, start = line.view, line.span.start
        found = [(rule, match.span()) for rule in rules for match in found_by(rule, view)]
        cuts = sorted({where for _, span in found for where in span} - {0, len(view)})
        for where in reversed(cuts):
            draft.split(at, start + where)
        captions = {start + span[0] for rule, span in found if rule.kind == "page_caption"}
        for part in range(at, at + len(cuts) + 1):
            if cuts and not line.page and draft.lines[part].span.start in captions:
                draft.mark(part, "caption")


def drop_furniture(draft: Draft) -> None:
    """Buttons, players, counters, pictures and pointers to other articles, wherever they stand."""
    for at in draft.open():
        fired = draft.fired(at, "page_image", "page_furniture", "page_pointer")
        if fired:
            draft.drop(at, named(fired[0]), picture=fired[0].kind == "page_image")


def drop_regions(draft: Draft) -> None:
    """In a page with elements: what stands in its navigation, side columns and footer, and lines of links alone."""
    for at in draft.open():
        tag, page = draft.lines[at].tag, draft.lines[at].page
        if page and page.dropped:
            draft.drop(at, page.dropped)
        elif tag in _REGION_TAGS:
            draft.drop(at, _REGION_TAGS[tag])
        elif tag in _LINKED_TAGS:
            draft.drop(at, "nothing but a link")


def drop_outside(draft: Draft, article: Span | None) -> None:
    """What stands outside the element with most of the prose; between title and it, leads and bylines stay."""
    if article is None:
        return
    for at in draft.open(draft.body):
        line = draft.lines[at]
        before = line.span.end <= article.start
        told = draft.title is not None and (line.prose or draft.fired(at, *_TOLD_ABOVE))
        if line.span.start >= article.end or (before and not told):
            draft.drop(at, "outside the element that holds the article")


def drop_head(draft: Draft) -> None:
    """What stands before the title, but for a date of publication or a byline."""
    if draft.title is None:
        return
    for at in draft.open(0, draft.title):
        header = draft.fired(at, "page_header")
        if header:
            draft.drop(at, named(header[0]))
        elif draft.fired(at, "page_dateline"):
            draft.mark(at, "dateline")
        elif draft.title - at <= 3 and draft.fired(at, "page_byline"):
            draft.mark(at, "byline")
        else:
            draft.drop(at, "head of the site, before the title")


def drop_copies(draft: Draft) -> None:
    """Second copies of the title (also as a picture's text, `ảnh 1`) and of any telling line."""
    title = "" if draft.title is None else folded(draft.lines[draft.title].view)
    seen: set[str] = set()
    before = ""
    for at in draft.open(draft.body):
        text = folded(draft.lines[at].view)
        if len(title) >= _TELLING and text.startswith(title) and _ALT_NUMBER.fullmatch(text[len(title) :]):
            draft.drop(at, "text of a picture that repeats the title", picture=True)
        elif len(text) >= (_COPIED if draft.lines[at].page else _TELLING) and text in seen:
            draft.drop(at, "second copy of a line")
        elif len(text) >= _TELLING and text == before:
            draft.drop(at, "second copy of the line before")
        seen.add(text)
        before = text


def drop_teaser(draft: Draft) -> None:
    """A teaser cut off with an ellipsis that is made of the beginning of what follows."""
    for at in draft.open(draft.body):
        view = draft.lines[at].view
        if not _TEASER_END.search(view) or at > draft.body + 8:
            continue
        text = folded(_MARKUP.sub("", view))
        rest = "".join(folded(draft.lines[i].view) for i in draft.open(at + 1))
        if len(text) >= _TELLING and 0 <= rest.find(text) < _OPENING:
            draft.drop(at, "teaser made of the article's own beginning")


def drop_hugging_link(draft: Draft) -> None:
    """A title of another article right under the lead, in a text that sets its paragraphs apart by empty lines."""
    lead = next(draft.open(draft.body), None)
    if lead is None or lead + 1 >= len(draft.lines) or not draft.lines[lead].prose:
        return
    line, after = draft.lines[lead + 1], draft.lines[lead + 2 :]
    alone = draft.labels[lead + 1] is None and not line.apart and not line.ends and line.words >= 5
    set_apart = draft.lines[lead].apart and bool(after) and after[0].apart
    if alone and set_apart and not draft.fired(lead + 1, "page_dateline", "page_byline", "page_name", "page_credit"):
        draft.drop(lead + 1, "link to another article between lead and body")


def drop_tail(draft: Draft) -> None:
    """Lists of other articles, comments and footers: from their heading on, unless the article plainly goes on."""
    at, end = _first_prose(draft), _inside(draft)
    while at is not None and at < end:
        fired = draft.fired(at, *_LISTS) if draft.labels[at] is None or _is_button(draft, at) else None
        if fired:
            told = sum(draft.lines[i].prose for i in draft.open(draft.body, at))
            resumed = _goes_on(draft, at)
            if fired[0].kind == "page_related":
                resumed = _no_list(draft, at, resumed)
            if resumed is None and (fired[0].kind != "page_tail" or told < _TOLD):
                resumed = _resumes(draft, at)
            if fired[0].kind == "page_imprint" and resumed is not None and resumed == next(draft.open(at + 1)):
                at = resumed
                continue
            _drop_list(draft, at, resumed, f"{named(fired[0])} after `{draft.lines[at].view[:60]}`")
            at = resumed if resumed is not None else end
        else:
            at += 1
    _drop_doubled_list(draft)
    _drop_dated(draft)


def _inside(draft: Draft) -> int:
    """Up to which line the article may reach: behind its element all is dropped already."""
    extent = draft.page.extent
    if extent is None:
        return len(draft.lines)
    return bisect_left(draft.lines, extent.end, key=lambda line: line.span.start)


def _is_button(draft: Draft, at: int) -> bool:
    label = draft.labels[at]
    return label is not None and label.kind == "boilerplate" and not label.picture


def _first_prose(draft: Draft) -> int | None:
    return next((at for at in draft.open(draft.body) if draft.lines[at].prose), None)


def _drop_list(draft: Draft, start: int, end: int | None, reason: str) -> None:
    for at in draft.open(start, end):
        draft.drop(at, reason)


def _goes_on(draft: Draft, marker: int) -> int | None:
    """In a page: the next paragraph that stands beside the paragraphs before the marker, in the same element."""
    page, extent = draft.lines[marker].page, draft.page.extent
    if page is None:
        return None
    homes = {_home(draft, at) for at in range(draft.body, marker) if draft.lines[at].prose and draft.labels[at] is None}
    inside = (at for at in draft.open(marker + 1) if extent is None or draft.lines[at].span.end <= extent.end)
    return next((at for at in inside if draft.lines[at].prose and _home(draft, at) in homes), None)


def _no_list(draft: Draft, marker: int, resumed: int | None) -> int | None:
    """In a page: a paragraph longer than any teaser, before the article goes on for other reasons, is its own; where
    no link stands before it either, the list is empty."""
    if draft.lines[marker].page is None:
        return resumed
    end = _inside(draft) if resumed is None else resumed
    told = (at for at in draft.open(marker + 1, end) if draft.lines[at].prose and not _is_teaser(draft.lines[at]))
    first = next(told, None)
    if first is None:
        return resumed
    return marker + 1 if all(draft.labels[at] is None for at in range(marker + 1, first)) else first


def _is_teaser(line: Line) -> bool:
    return line.words < _TEASER_WORDS or (line.page is not None and line.page.linked > 0)


def _home(draft: Draft, at: int) -> str | None:
    """The path of the element around a line's own, without the places of its steps."""
    page = draft.lines[at].page
    return _PLACE.sub("", page.selector.rpartition(" > ")[0]) if page and page.selector else None


def _resumes(draft: Draft, marker: int) -> int | None:
    """Where the article goes on behind a list of links: paragraphs, with few titles between them."""
    end = next((i for i in draft.open(marker + 1) if draft.fired(i, *_LISTS)), len(draft.lines))
    rest = list(draft.open(marker + 1, end))
    first = next((n for n, i in enumerate(rest) if draft.lines[i].prose), None)
    if first is None:
        return None
    paragraphs = [i for i in rest[first:] if draft.lines[i].prose]
    titles = [i for i in rest[first:] if not draft.lines[i].prose and not draft.fired(i, *_NO_TITLE)]
    long = draft.lines[paragraphs[0]].words >= _TEASER_WORDS
    return rest[first] if len(paragraphs) > 2 * len(titles) and (long or len(paragraphs) > 1) else None


def _drop_doubled_list(draft: Draft) -> None:
    """A list whose every item is title, title, teaser: it ends the page, with or without a heading."""
    rest, size = list(draft.open(draft.body)), 0
    while (
        len(rest) > 3 * (size + 1) + 1
        and (item := rest[len(rest) - 3 * (size + 1) :])
        and folded(draft.lines[item[0]].view) == folded(draft.lines[item[1]].view)
    ):
        size += 1
    if size >= 2:
        for at in rest[len(rest) - 3 * size :]:
            draft.drop(at, "list of other articles: title, title, teaser")


def _drop_dated(draft: Draft) -> None:
    """Titles with their dates: two in a row, or one at the very end, are links."""
    rest = list(draft.open(draft.body))
    dated = [bool(draft.fired(at, "page_dated")) for at in rest]
    for n, at in enumerate(rest):
        beside = dated[n - 1 : n] + dated[n + 1 : n + 2]
        if dated[n] and n and (any(beside) or n == len(rest) - 1):
            draft.drop(at, "dated link to another article")
