"""What a search found, for a terminal or a program."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.search import Hit, Hits, Piece
from diembao.exits import say
from diembao.rows import console, print_rows

if TYPE_CHECKING:
    from rich.text import Text

_COLUMNS = ("id", "title", "published", "source", "matches", "start", "end", "snippet")


def print_hits(found: Hits, form: str) -> None:
    """Prints hits; in a table, meant for a reader, what was searched for is in bold."""
    say(_summed(found))
    if form == "table":
        for hit in found.hits:
            _print_hit(hit)
    else:
        print_rows(_COLUMNS, map(_row, found.hits), form)


def _summed(found: Hits) -> str:
    shown = f", the best {len(found.hits)} shown" if len(found.hits) < found.total else ""
    return f"{found.total} articles found{shown}"


def _print_hit(hit: Hit) -> None:
    screen = console()
    screen.print(f"#{hit.article_id}  ", _painted(hit.title_pieces) if hit.title else hit.name, sep="", soft_wrap=True)
    screen.print("    ", _painted(hit.snippet), sep="", soft_wrap=True)
    screen.print(f"    {'  '.join(filter(None, (hit.published, hit.name)))}\n", style="dim", soft_wrap=True)


def _painted(pieces: Iterable[Piece]) -> Text:
    from rich.text import Text

    painted = Text()
    for piece in pieces:
        painted.append(" ".join(f"·{piece.text}·".split())[1:-1], style="bold reverse" if piece.hit else "")
    return painted


def _row(hit: Hit) -> tuple[object, ...]:
    snippet = "".join(piece.text for piece in hit.snippet)
    place = hit.place
    return hit.article_id, hit.title, hit.published, hit.name, hit.matches, place.start, place.end, snippet
