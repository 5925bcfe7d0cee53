"""A source to its article: every character that is not white space in exactly one block, boilerplate with a reason."""
from __future__ import annotations

from extractor import furniture, kinds
from extractor.draft import Draft
from extractor.lines import lines_of, unseen
from extractor.metadata import describe
from extractor.model import Article, Block, Source, SourceError, Span
from patterns import Ruleset

_NO_ARTICLE = "holds no article: {}; give the page of a single article"


def clean(source: Source, rules: Ruleset) -> Article:
    """The article of a source: its blocks in the order of the text and what the page says of itself.

    SourceError where the source holds no article (a home page, a list of titles).
    """
    draft = Draft(source, rules, list(lines_of(source)))
    article = next((span for span, tag in source.block_hints if tag == "article"), None)
    furniture.drop_regions(draft)
    furniture.drop_furniture(draft)
    kinds.find_title(draft)
    furniture.drop_head(draft)
    furniture.drop_outside(draft, article)
    furniture.drop_tail(draft)
    furniture.drop_copies(draft)
    furniture.drop_teaser(draft)
    furniture.drop_hugging_link(draft)
    kinds.split_doubled_body(draft)
    kinds.split_glued_name(draft)
    kinds.mark_bylines(draft)
    kinds.mark_lead(draft)
    kinds.mark_rest(draft)
    _require_article(draft)
    return describe(draft, _blocks(draft))


def _blocks(draft: Draft) -> tuple[Block, ...]:
    labelled = [
        Block(line.span, label.kind, label.reason)
        for line, label in zip(draft.lines, draft.labels, strict=True)
        if label is not None
    ]
    rest = [Block(span, "boilerplate", "invisible characters") for span in _invisible(draft)]
    return tuple(sorted(labelled + rest, key=lambda block: block.span))


def _invisible(draft: Draft) -> list[Span]:
    return list(unseen(draft.source.text, [line.span for line in draft.lines]))


def _require_article(draft: Draft) -> None:
    content = [
        line
        for line, label in zip(draft.lines, draft.labels, strict=True)
        if label and label.kind in ("lead", "paragraph", "list_item", "caption") and line.words >= 8
    ]
    if not any(line.stops or line.words >= 20 for line in content):
        raise SourceError(_NO_ARTICLE.format("no paragraph in it, only titles or links"))
    links = sum(line.tag in ("a", "li a") for line in draft.lines)
    if links > 40 and links > 8 * len(content):
        told = f"{links} lines of links beside {len(content)} of text, as on a home page"
        raise SourceError(_NO_ARTICLE.format(told))
