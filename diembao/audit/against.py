"""Stored articles against their pages as they are now."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from db.errors import NoArticle, SeveralArticles
from db.reader import StoredArticle
from db.store import Archive
from diembao.articles import find_article
from diembao.audit.drift import drifts
from diembao.audit.findings import Finding, Findings
from diembao.audit.verify import blocks_today
from diembao.exits import Failure
from diembao.extractions import attempt, pages, read_as_source
from diembao.inputs import Fault, Page
from diembao.intake.supply import Intake, Wanted
from extractor.model import Source
from patterns import Ruleset


@dataclass(frozen=True, slots=True)
class Pair:
    """A page as it is now and the stored article that it is the page of."""

    page: Source
    article: StoredArticle


def pairs(
    archive: Archive, inputs: Iterable[Wanted], wanted: str | None, debug: bool = False
) -> Iterator[Pair | Fault]:
    """Each page with the article `wanted`, else with that of its own address or name; or why there is none."""
    for given in pages(inputs, Intake(), debug):
        if isinstance(given, Page):
            page = attempt(given.shown, partial(read_as_source, given), debug)
            yield page if isinstance(page, Fault) else _paired(archive, page, wanted)
        elif isinstance(given, Fault):
            yield given


def _paired(archive: Archive, page: Source, wanted: str | None) -> Pair | Fault:
    try:
        article = find_article(archive, wanted) if wanted else _article_of(archive, page)
    except Failure as failure:
        return Fault(page.name, f"cannot be compared: {failure}")
    return Pair(page, article)


def _article_of(archive: Archive, page: Source) -> StoredArticle:
    """The stored article with the page's address, its path, or the end of its path. Failure where that is not one."""
    for name in (page.url, page.name, os.path.basename(page.name)):
        if name and not name.isdecimal():
            try:
                return archive.article(name)
            except SeveralArticles as error:
                raise Failure(f"{error}, with --article") from error
            except NoArticle:
                continue
    raise Failure("no stored article has its address or name; say with --article which one it is")


def compare(pair: Pair, rules: Ruleset, findings: Findings) -> None:
    """Adds how the facts of an article fare on its page as it is now."""
    article, page = pair.article, pair.page
    name, blocks = article.fields["name"], blocks_today(pair.page, rules)
    if blocks is None:
        why = f"no article is found in its page {page.name}"
        findings.off.append(Finding("page", article.id, name, why, page.name))
    findings.add_drifts(article.id, name, drifts(article, page.text, blocks or ()), page.name)
