"""Which stored fact a user means."""
from __future__ import annotations

import re
import unicodedata

from db.reader import StoredArticle, StoredFact
from db.store import Archive
from diembao.article_facts import numbered
from diembao.articles import find_article
from diembao.exits import Failure

_VIEWS = ("figure_facts", "event_facts", "official_facts", "statement_facts", "document_facts")
_NUMBERED = re.compile(r"(?P<article>.+):(?P<number>\d+)", re.DOTALL)
_KEY = re.compile(r"[0-9a-f]{4,16}")
_SHOWN = 5


def find_fact(archive: Archive, wanted: str, quote: str | None) -> tuple[StoredArticle, StoredFact]:
    """The fact with this fact_key or beginning of one, or `ARTICLE:NUMBER` as `diembao show` numbers it; with a
    `quote`, the fact of the article `wanted` that is told in these words. Failure where there is none, or several."""
    if quote is not None:
        return _quoted(find_article(archive, wanted), quote)
    by_number = _NUMBERED.fullmatch(wanted)
    if by_number:
        return _of_number(find_article(archive, by_number["article"]), int(by_number["number"]))
    if not _KEY.fullmatch(wanted):
        raise Failure(f"`{wanted}` is no fact: give a fact_key, ARTICLE:NUMBER as `diembao show` has it, or an article "
                      "and a quote")  # fmt: skip
    return _of_key(archive, wanted)


def _of_key(archive: Archive, key: str) -> tuple[StoredArticle, StoredFact]:
    union = " UNION ALL ".join(f"SELECT fact_key, article_id FROM {view}" for view in _VIEWS)
    found = list(archive.query(f"SELECT * FROM ({union}) WHERE fact_key GLOB ? || '*' LIMIT 9", [key]).rows)
    if not found:
        raise Failure(f"no fact has the fact_key {key}; `diembao show ARTICLE` numbers the facts")
    if len(found) > 1:
        raise Failure(f"several fact_keys begin with {key}: {', '.join(k for k, _ in found[:_SHOWN])}; give more")
    article = archive.article(found[0][1])
    return article, next(fact for fact in article.facts if fact.fact_key == found[0][0])


def _of_number(article: StoredArticle, number: int) -> tuple[StoredArticle, StoredFact]:
    facts = numbered(article)
    if not 1 <= number <= len(facts):
        raise Failure(f"article {article.id} has the facts 1 to {len(facts)}; `diembao show {article.id}` lists them")
    return article, facts[number - 1]


def _quoted(article: StoredArticle, quote: str) -> tuple[StoredArticle, StoredFact]:
    facts = list(enumerate(numbered(article), 1))
    wanted = _plain(quote)
    found = [(n, f) for n, f in facts if _plain(f.quote) == wanted] or [
        (n, f) for n, f in facts if wanted in _plain(f.quote)
    ]
    if not found:
        raise Failure(f"no fact of article {article.id} is told as `{quote}`; `diembao show {article.id}` lists them")
    if len(found) > 1:
        told = ", ".join(f"{article.id}:{n} ({f.kind} {_plain(f.quote)[:40]})" for n, f in found[:_SHOWN])
        raise Failure(f"{len(found)} facts are told as `{quote}`: {told}; name one by its number")
    return article, found[0][1]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
