"""The readers of `web_load.py`: a process of its own that visits pages of every kind in random order and times them.

    python benchmarks/load_client.py ADDRESS DATABASE --clients N --seconds N --pause MS --seed N

prints a JSON object: by kind of page a list of [milliseconds, status]. A new page is one line in `PAGES`; pages that
the menu of the start page leads to are visited without one.
"""
from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from db.said import FactToReview
from db.store import Archive, read_store

#: The request that others are measured by: a file as it lies there, without any page made.
REFERENCE = "a static file"
VERDICT = "a verdict"
COMMON = ("khuyến công", "công nghiệp nông thôn", "tỷ đồng", "hội nghị khu vực")
UNMARKED = ("khuyen cong", "kinh phi quoc gia", "nong thon moi")
#: Of the menu's pages those that are visited anyway.
_VISITED = ("/", "/search", "/articles")
_LINK = re.compile(r'href="([^"]+)"')
#: Facts that are selected and judged, at most.
_FACTS = 400

#: By kind of page, how often it was asked for: how long each took, in milliseconds, and its status.
Times = dict[str, list[tuple[float, int]]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the database: ids of current articles, some of their facts, words that stand in few articles."""

    articles: Sequence[int]
    facts: Sequence[FactToReview]
    rare: Sequence[str]


@dataclass(frozen=True, slots=True)
class Request:
    """A page, or with a `form` what is sent to it."""

    path: str
    form: Mapping[str, str] | None = None


Page = Callable[[Known, random.Random], Request]


def _search(words: Callable[[Known], Sequence[str]], page: int = 1) -> Page:
    return lambda known, draw: Request(f"/search?q={quote(draw.choice(words(known)))}&page={page}")


def _article(known: Known, draw: random.Random) -> Request:
    return Request(f"/article/{draw.choice(known.articles)}")


def _found_article(known: Known, draw: random.Random) -> Request:
    return Request(f"/article/{draw.choice(known.articles)}?q={quote(draw.choice(COMMON))}")


def _selected(known: Known, draw: random.Random) -> Request:
    fact = draw.choice(known.facts)
    return Request(f"/article/{fact.article_id}?fact={fact.fact_key}")


def _verdict(known: Known, draw: random.Random) -> Request:
    fact = draw.choice(known.facts)
    verdict = draw.choice(["correct"] * 8 + ["wrong", "unsure"])
    form = {"fact": fact.fact_key, "verdict": verdict, "seen": fact.seen(), "field": "", "note": ""}
    return Request(f"/article/{fact.article_id}/verdict", form)


def _deep(known: Known, draw: random.Random) -> Request:
    return Request(f"/articles?before={draw.choice(known.articles)}")


PAGES: Mapping[str, Page] = {
    REFERENCE: lambda *_: Request("/static/diembao.css"),
    "the start page": lambda *_: Request("/"),
    "search, common words": _search(lambda _: COMMON),
    "search, common words, page 5": _search(lambda _: COMMON, page=5),
    "search, rare words": _search(lambda known: known.rare),
    "search, no diacritics": _search(lambda _: UNMARKED),
    "articles, the first page": lambda *_: Request("/articles"),
    "articles, any page": _deep,
    "an article": _article,
    "an article, from a search": _found_article,
    "an article, a fact selected": _selected,
    VERDICT: _verdict,
}


def known_of(archive: Archive, seed: int) -> Known:
    """What the readers choose from; the same for the same seed."""
    draw = random.Random(seed)
    articles = [line.id for line in archive.articles()]
    judged = draw.sample(articles, min(_FACTS // 10, len(articles)))
    facts = [fact for i in judged for fact in archive.facts_to_review(article=i, unreviewed_only=False)]
    names = archive.query("SELECT name FROM people GROUP BY name ORDER BY count(*), name LIMIT 500").rows
    return Known(articles, draw.sample(facts, min(_FACTS, len(facts))), [f'"{name}"' for (name,) in names])


class Reader:
    """One reader, with a connection that stays open."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=120)

    def ask(self, request: Request) -> tuple[float, int, str]:
        """The milliseconds from sending a request to the last byte of the answer, its status and its text."""
        body = None if request.form is None else urlencode(request.form).encode()
        own = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        started = time.perf_counter()
        self._connection.request("GET" if body is None else "POST", request.path, body, own if body else {})
        answer = self._connection.getresponse()
        text = answer.read()
        return 1000 * (time.perf_counter() - started), answer.status, text.decode("utf-8", "replace")

    def close(self) -> None:
        self._connection.close()


def with_menu(pages: Mapping[str, Page], address: str) -> Mapping[str, Page]:
    """The pages, and those that the menu of the start page leads to besides."""
    reader = Reader(address)
    _, _, text = reader.ask(Request("/"))
    reader.close()
    menu = _LINK.findall(text.partition("<nav")[2].partition("</nav>")[0])
    return {**pages, **{f"in the menu: {path}": _fixed(path) for path in menu if path not in _VISITED}}


def _fixed(path: str) -> Page:
    return lambda *_: Request(path)


def visit(address: str, known: Known, pages: Mapping[str, Page], seed: int, until: float, pause: float) -> Times:
    """What one reader waited for, page by page, until the clock says `until`; `pause` is in seconds, on the mean."""
    draw, reader, times = random.Random(seed), Reader(address), defaultdict[str, list[tuple[float, int]]](list)
    while time.monotonic() < until:
        kind = draw.choice(list(pages))
        spent, status, _ = reader.ask(pages[kind](known, draw))
        times[kind].append((round(spent, 2), status))
        if pause:
            time.sleep(draw.uniform(0, 2 * pause))
    reader.close()
    return times


def once_each(address: str, known: Known, pages: Mapping[str, Page]) -> Times:
    """What one visit of each page took."""
    draw, reader = random.Random(0), Reader(address)
    times = {kind: [reader.ask(page(known, draw))[:2]] for kind, page in pages.items()}
    reader.close()
    return times


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("address")
    options.add_argument("database", type=Path)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--pause", type=float, default=0, help="what a reader waits between pages, in ms, on the mean")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    print(json.dumps(load(chosen)))


def load(chosen: argparse.Namespace) -> Times:
    """What all readers together waited for."""
    with read_store(chosen.database) as archive:
        known = known_of(archive, chosen.seed)
    pages = with_menu(PAGES, chosen.address)
    once_each(chosen.address, known, pages)  # unmeasured: what is done at the first time alone is no page's own
    until, all_times = time.monotonic() + chosen.seconds, defaultdict[str, list[tuple[float, int]]](list)

    def one(number: int) -> None:
        seed = chosen.seed * 1000 + number
        for kind, times in visit(chosen.address, known, pages, seed, until, chosen.pause / 1000).items():
            all_times[kind] += times

    readers = [threading.Thread(target=one, args=[number]) for number in range(chosen.clients)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return all_times


if __name__ == "__main__":
    main()
