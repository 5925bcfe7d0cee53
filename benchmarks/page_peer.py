"""One extractor of article text, run in a Python of its own where it is installed; nothing of ours.

    python benchmarks/page_peer.py NAME

Reads lines of JSON, each `{"html": ..., "url": ...}`, and answers each with a line `{"seconds": ..., "text": ...}`:
the CPU time of the call alone, and the article's text, empty where the extractor gives none or fails. The first line
out says that the peer is ready. Each is called as the authors of the article-extraction-benchmark call it.
"""
from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable

_Extractor = Callable[[str, str], str | None]


def main(name: str) -> None:
    warnings.simplefilter("ignore")
    extract = PEERS[name]()
    logging.disable()
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        page = json.loads(line)
        start = time.process_time()
        try:
            text = extract(page["html"], page["url"])
        except Exception as error:  # whatever a peer raises is its answer to this page, not the end of the run
            print(f"{name}: {type(error).__name__} ({error}) on {page['url']}", file=sys.stderr)
            text = None
        print(json.dumps({"seconds": time.process_time() - start, "text": text or ""}), flush=True)


def trafilatura() -> _Extractor:
    from trafilatura import extract

    return lambda html, _url: extract(html, include_comments=False)


def readability() -> _Extractor:
    import html_text
    from readability import Document

    return lambda html, _url: html_text.extract_text(Document(html).summary(html_partial=True))


def newspaper() -> _Extractor:
    """It would load the pictures of a page to find its first one; nothing is to need the network."""
    import newspaper

    def extract(html: str, url: str) -> str:
        article = newspaper.article(url, input_html=html, fetch_images=False)
        article.parse()
        return str(article.text)

    return extract


def beautifulsoup() -> _Extractor:
    """The floor: all text of the page."""
    from bs4 import BeautifulSoup

    return lambda html, _url: BeautifulSoup(html, "html.parser").get_text(separator=" ", strip=True)


PEERS: dict[str, Callable[[], _Extractor]] = {
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "beautifulsoup": beautifulsoup,
}

if __name__ == "__main__":
    main(sys.argv[1])
