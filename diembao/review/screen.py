"""A fact on the terminal as a reviewer judges it: where it stands, its words in their sentence, its fields."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from db.said import FactToReview
from diembao.carets import underlined
from diembao.painting import STYLES
from extractor.model import Span

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_INDENT = "  "

HELP = """\
a      right: the fact and every field of it are as the article tells them
x      wrong: asks which fields are (or the fact as a whole, if there is no such fact), and for a note
space  unsure: the article does not decide it, or you cannot
n      next: say nothing of this fact now
m      missed: mark words of the article that tell a fact which is not in the list
v      view the whole article with its facts
w      whole: say that you have read the article whole and marked all that was missed (recall counts such articles)
u      undo what you did last in this session
?      this help
q      quit: all that you said is kept already; the same command goes on where you stopped
"""
KEYS = "a right  x wrong  space unsure  n next  m missed  v view  w whole  u undo  ? help  q quit > "
KEYS_AT_THE_END = "m missed  v view  w whole  u undo  ? help  q quit > "


def show_fact(screen: Any, fact: FactToReview, progress: str) -> None:
    """Prints the fact; its fields are numbered from 1 in the order in which `fact.fields` has them."""
    screen.print()
    screen.rule(f"{progress}  {fact.kind}  {fact.rule}", align="left")
    told = (f"#{fact.article_id}", fact.article_title or fact.article_name, (fact.published or "")[:10])
    screen.print("  ".join(part for part in told if part), style="dim", soft_wrap=True)
    for line in _context(screen, fact):
        screen.print(line, soft_wrap=isinstance(line, str))
    screen.print(_fields(fact))


def _context(screen: Any, fact: FactToReview) -> Iterator[Text | str]:
    """The sentences with the quote in colour, or with carets under it where there are no colours."""
    quote = Span(fact.start - fact.context_start, fact.end - fact.context_start)
    if screen.is_terminal and screen.color_system:
        yield _painted(fact, quote)
        return
    whole, width = Span(0, len(fact.context)), max(40, screen.width - len(_INDENT))
    yield from (_INDENT + row for row in underlined(fact.context, whole, [quote], width))


def _painted(fact: FactToReview, quote: Span) -> Text:
    from rich.text import Text

    text = Text(fact.context)
    text.stylize(f"bold reverse {STYLES[fact.kind]}", quote.start, quote.end)
    return text


def _fields(fact: FactToReview) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_header=False, pad_edge=True)
    table.add_column(justify="right", style="dim")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for number, (name, value) in enumerate(fact.fields.items(), 1):
        table.add_row(str(number), name, "-" if value is None else str(value), style="dim" if value is None else "")
    return table
