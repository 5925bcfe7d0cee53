"""An article for the terminal: its facts underlined and numbered, what was dropped from it dimmed."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.model import Block, Span

if TYPE_CHECKING:
    from rich.text import Text

#: How each kind of fact is underlined; a statement is long and holds others, so it is only slanted.
STYLES = {
    "figure": "underline cyan",
    "event": "underline green",
    "official": "underline yellow",
    "document": "underline magenta",
    "statement": "italic",
}
_BLOCKS = {"title": "bold", "heading": "bold", "lead": "bold"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where the fact of this number is told."""

    span: Span
    kind: str
    number: int


def painted(text: str, blocks: Iterable[Block], marks: Sequence[Mark]) -> Iterator[Text]:
    """The blocks of an article in order, each ready to be printed; `[n]` stands behind the fact of that number."""
    for block in blocks:
        piece = _dropped(text, block) if block.kind == "boilerplate" else _content(text, block, marks)
        piece.rstrip()
        yield piece


def _dropped(text: str, block: Block) -> Text:
    from rich.text import Text

    # A line with a sign of its own, so that what was dropped is told from content without colours too.
    lines = [" ".join(line.split()) for line in block.span.of(text).splitlines() if line.strip()]
    return Text(f"~ ({block.reason or 'dropped'}) " + " / ".join(lines), style="dim")


def _content(text: str, block: Block, marks: Iterable[Mark]) -> Text:
    from rich.text import Text

    start = block.span.start
    piece = Text(block.span.of(text), style=_BLOCKS.get(block.kind, ""))
    inside = [mark for mark in marks if mark.span.overlaps(block.span)]
    for mark in sorted(inside, key=lambda m: m.kind != "statement"):
        piece.stylize(STYLES[mark.kind], max(0, mark.span.start - start), mark.span.end - start)
    ends: dict[int, list[int]] = {}
    for mark in inside:
        if mark.span.end <= block.span.end:
            ends.setdefault(mark.span.end - start, []).append(mark.number)
    return _numbered(piece, ends)


def _numbered(piece: Text, ends: dict[int, list[int]]) -> Text:
    from rich.text import Text

    places = sorted(ends)
    whole = Text(style=piece.style)
    for part, place in zip(piece.divide(places), [*places, None], strict=True):
        whole.append_text(part)
        if place is not None:
            whole.append("[" + ",".join(map(str, sorted(ends[place]))) + "]", style="bold reverse")
    return whole
