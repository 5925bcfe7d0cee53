"""A source to its article: every character that is not white space in exactly one block, boilerplate with a reason."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from extractor import furniture, kinds, roundups
from extractor.containers import judged
from extractor.draft import Draft, Label
from extractor.evidence import with_evidence
from extractor.lines import Line, lines_of, unseen
from extractor.metadata import describe
from extractor.model import Article, Block, PageLine, Source, SourceError, Span
from extractor.provenance import source_span
from extractor.publishers import told_by_publisher
from extractor.row_headers import headers
from patterns import Ruleset

_LINKED = frozenset(["a", "li a", "tr a", "h1 a"])
_PROSE = frozenset(["lead", "paragraph", "list_item"])
# A page with so many lines of links, and so many for each line of text, is a home page unless a text reads through.
_MANY_LINKS, _LINKS_A_LINE, _RUN, _LONG = 40, 8, 3, 120
_NO_ARTICLE = "holds no article: {}; give the page of a single article"


def clean(source: Source, rules: Ruleset) -> Article:
    """The article of a source: its blocks in the order of the text and what the page says of itself.

    SourceError where the source holds no article (a home page, a list of titles).
    """
    page = told_by_publisher(judged(source, rules), source, rules)
    draft = Draft(source, rules, list(lines_of(source, page)), page)
    furniture.split_lines(draft)
    furniture.drop_regions(draft)
    furniture.drop_furniture(draft)
    kinds.find_title(draft)
    kinds.mark_told(draft)
    furniture.drop_head(draft)
    furniture.drop_outside(draft, page.extent)
    furniture.drop_tail(draft)
    furniture.drop_copies(draft)
    furniture.drop_teaser(draft)
    furniture.drop_hugging_link(draft)
    kinds.split_doubled_body(draft)
    kinds.split_glued_name(draft)
    kinds.mark_bylines(draft)
    kinds.mark_lead(draft)
    kinds.mark_rest(draft)
    roundups.untitle(draft)
    _require_article(draft)
    return with_evidence(draft, describe(draft, _blocks(draft)))


def _blocks(draft: Draft) -> tuple[Block, ...]:
    labelled = [
        _block(draft, line, label, header)
        for line, label, header in zip(draft.lines, draft.labels, headers(draft), strict=True)
        if label is not None
    ]
    rest = [
        Block(span, "boilerplate", "invisible characters", None, source_span(draft.source, span, page))
        for span, page in _invisible(draft)
    ]
    return tuple(sorted(labelled + rest, key=lambda block: block.span))


def _block(draft: Draft, line: Line, label: Label, header: Span | None) -> Block:
    path = line.page.selector if line.page else None
    return Block(line.span, label.kind, label.reason, path, source_span(draft.source, line.span, line.page), header)


def _invisible(draft: Draft) -> Iterator[tuple[Span, PageLine | None]]:
    """What no line holds, with the line of the page that it stands in."""
    pages = draft.page.lines
    for span in unseen(draft.source.text, [line.span for line in draft.lines]):
        at = bisect_right(pages, span.start, key=lambda page: page.span.start) - 1
        yield span, pages[at] if pages else None


def _require_article(draft: Draft) -> None:
    content = [
        line
        for line, label in zip(draft.lines, draft.labels, strict=True)
        if label and label.kind in ("lead", "paragraph", "list_item", "caption") and line.words >= 8
    ]
    if not any(line.stops or line.words >= 20 for line in content):
        raise SourceError(_NO_ARTICLE.format("no paragraph in it, only titles or links"))
    extent = draft.page.extent
    links = sum(line.tag in _LINKED and (extent is None or extent.contains(line.span)) for line in draft.lines)
    if links > _MANY_LINKS and links > _LINKS_A_LINE * len(content) and not _reads_through(draft):
        told = f"{links} lines of links beside {len(content)} of text, as on a home page"
        raise SourceError(_NO_ARTICLE.format(told))


def _reads_through(draft: Draft) -> bool:
    """Some paragraphs follow each other, or one is long: on a page of links each teaser has its link between."""
    run = 0
    for line, label in zip(draft.lines, draft.labels, strict=True):
        told = label is not None and label.kind in _PROSE and line.words >= 12
        if told and line.words >= _LONG:
            return True
        run = run + 1 if told else 0 if line.tag in _LINKED else run
        if run >= _RUN:
            return True
    return False
