"""A stored article on the terminal: its text with the facts marked, then the list of the facts."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.reader import StoredArticle, StoredFact
from diembao.article_facts import numbered, told
from diembao.painting import Mark, painted
from diembao.rows import console

if TYPE_CHECKING:
    from rich.table import Table


def show_article(article: StoredArticle) -> None:
    """Prints the article; its facts are numbered in the order in which they are first told."""
    screen = console()
    facts = numbered(article)
    marks = [Mark(span, fact.kind, number) for number, fact in enumerate(facts, 1) for span in fact.mentions]
    screen.rule(f"#{article.id}  {article.fields['title'] or '(no title)'}", align="left")
    screen.print(_head(article), end="\n\n")
    for piece, block in zip(painted(article.text, article.blocks, marks), article.blocks, strict=True):
        screen.print(piece, end="\n" if block.kind == "boilerplate" else "\n\n")
    screen.rule(f"{len(facts)} facts", align="left")
    screen.print(_list(facts))


def _head(article: StoredArticle) -> str:
    fields = article.fields
    told = [fields[name] for name in ("name", "published", "author", "publisher")]
    older = None if fields["current"] else f"version {fields['version']}, replaced by a newer one"
    return "  ".join(part for part in (*told, older) if part)


def _list(facts: Sequence[StoredFact]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("what its row holds", ratio=3, overflow="fold")
    table.add_column("quote", ratio=2, overflow="fold")
    for number, fact in enumerate(facts, 1):
        table.add_row(str(number), fact.kind, told(fact), " ".join(fact.quote.split("\n")))
    return table
