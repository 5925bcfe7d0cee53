"""Does each block of a page lead back to the markup that it was read from?"""
from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import unescape

import regex
from bs4 import BeautifulSoup

from extractor.decoding import decode
from extractor.model import Block, Source, Span

_UNSEEN = regex.compile(r"(?is)<!--.*?-->|<(script|style|noscript|template|svg)\b.*?</\1\s*>")
_INLINE = regex.compile(
    r"(?i)</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|o:p|q|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tt|u|var|wbr|[a-z]+-[\w-]+)\b[^>]*>"  # a name with a hyphen is no element of a block
)
_HIDDEN = "[aria-hidden=true], [hidden], [style*='display:none'], [style*='display: none']"
_TAG = regex.compile(r"<[/!?\p{L}][^>]*>")


def leads_back(source: Source, blocks: Sequence[Block]) -> bool | None:
    """Whether the text of every block is what its stretch of the decoded page shows; None where none has a stretch."""
    stretches: list[Span | None] = [getattr(block, "source_span", None) for block in blocks]
    if not any(stretches):
        return None
    markup = decode(source.content).text
    return all(
        stretch is not None and shown(stretch.of(markup)) == _collapsed(block.span.of(source.text))
        for block, stretch in zip(blocks, stretches, strict=True)
    )


def shown(markup: str) -> str:
    """The text of a stretch of markup, in NFC: tags taken out, entities resolved, white space collapsed.

    A tag of a block, or of a cell, parts words; one within a line does not.
    """
    seen = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub("", _without_hidden(markup))))
    return _collapsed(unescape(seen))


def _without_hidden(markup: str) -> str:
    if "hidden" not in markup and "none" not in markup:
        return markup
    tree = BeautifulSoup(markup, "html.parser")
    for element in tree.select(_HIDDEN):
        element.decompose()
    return str(tree)


def _collapsed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
