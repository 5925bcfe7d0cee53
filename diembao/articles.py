"""Which stored article a user means."""
from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from db.reader import ArticleLine, StoredArticle
from db.store import Archive, StoreError
from diembao.exits import Failure

_SHOWN = 5


def find_article(archive: Archive, wanted: str) -> StoredArticle:
    """The article of this id, URL or path, else the only one with this text in its name or title.

    Failure where there is none, or more than one; it then names them.
    """
    try:
        return archive.article(wanted.removeprefix("#"))
    except StoreError:
        found = [article for article in archive.articles() if _has(wanted, article)]
    if len(found) == 1:
        return archive.article(found[0].id)
    if not found:
        raise Failure(f"no article has the id, name or title `{wanted}`; `diembao overview` lists the articles")
    raise Failure(f"`{wanted}` is in {len(found)} articles: {_listed(found)}; give an id, or more of the title")


def _has(part: str, article: ArticleLine) -> bool:
    return any(_folded(part) in _folded(text or "") for text in (article.name, article.title))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _listed(found: Sequence[ArticleLine]) -> str:
    told = ", ".join(f"{article.id} ({article.title or article.name})" for article in found[:_SHOWN])
    return told + (", ..." if len(found) > _SHOWN else "")
