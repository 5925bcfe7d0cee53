"""Pages against peers: what of a page each takes for its article, and the CPU time that it takes.

    python benchmarks/pages.py FOLDER               ours alone
    python benchmarks/pages.py FOLDER --peers       beside the peers of requirements.txt, installed into .bench/
    python benchmarks/pages.py FOLDER --worst 10    the pages on which ours does worst

FOLDER is laid out as in the public article-extraction-benchmark: `ground-truth.json`, an object that gives for each
page its `articleBody` and its `url`, and `html/ID.html.gz` or `html/ID.html`. The measure is theirs (shingles.py).
Titles, bylines, datelines and captions are no part of an `articleBody`. Readers take turns page by page; the first
round warms up and gives the texts, the others the times. The ratio to ours is taken page by page within a round.
"""
from __future__ import annotations

import argparse
import gzip
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import patterns
from benchmarks.processes import Process, peers_python
from benchmarks.shingles import Score, Shares, interval, resamples, score, shares
from benchmarks.way_back import leads_back
from extractor.clean import clean
from extractor.model import BlockKind, SourceError
from extractor.source import read_source

HERE = Path(__file__).parent
PEERS = ("trafilatura", "readability-lxml", "newspaper4k", "beautifulsoup")
#: The blocks that an `articleBody` is made of.
BODY: frozenset[BlockKind] = frozenset({"lead", "heading", "paragraph", "list_item", "table_row"})
_WANTED = "with ground-truth.json and html/ID.html.gz, as of github.com/scrapinghub/article-extraction-benchmark"


@dataclass(frozen=True, slots=True)
class Page:
    """One page and the text that is its article."""

    name: str
    url: str
    html: str
    body: str


#: Reads one page: the CPU seconds that it took, and the text.
Reader = Callable[[Page], tuple[float, str]]


@dataclass(slots=True)
class Measured:
    """What one reader did, page by page: how its text agrees, and the CPU seconds of each round."""

    pages: list[Shares] = field(default_factory=list)
    rounds: list[list[float]] = field(default_factory=list)

    @property
    def seconds(self) -> list[float]:
        """The time of each page, the median of the rounds."""
        return [statistics.median(times) for times in zip(*self.rounds, strict=True)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, help=f"pages {_WANTED}")
    options.add_argument("--peers", action="store_true", help="install the peers into .bench/ and read with them too")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--worst", type=int, default=0, metavar="N", help="list the pages on which ours does worst")
    chosen = options.parse_args()
    if chosen.folder is None:
        options.error(f"give a folder of pages {_WANTED}")
    try:
        pages = pages_of(chosen.folder)
    except (OSError, ValueError) as error:
        sys.exit(f"{chosen.folder}: {error}; give a folder {_WANTED}")
    ours = Ours(patterns.load())
    with ExitStack() as stack:
        readers: dict[str, Reader] = {"ours": ours.read}
        if chosen.peers:
            readers.update(peers(stack))
        measured = measure(readers, pages, chosen.rounds)
    lines = [*table(measured), "", ours.way_back(), *worst(pages, measured["ours"], ours.refused, chosen.worst)]
    print("\n".join(lines))


def pages_of(folder: Path) -> list[Page]:
    """The pages of a folder, sorted by name. OSError and ValueError where it is not laid out as it should be."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    if not truth:
        raise ValueError("ground-truth.json names no page")
    told = sorted(truth.items())
    return [Page(name, page.get("url", ""), _html(folder, name), page.get("articleBody", "")) for name, page in told]


def _html(folder: Path, name: str) -> str:
    packed = folder / "html" / f"{name}.html.gz"
    content = gzip.decompress(packed.read_bytes()) if packed.exists() else packed.with_suffix("").read_bytes()
    return content.decode("utf-8")


class Ours:
    """This project's cleaning; remembers how the blocks of each page led back, and which pages it refused."""

    def __init__(self, rules: patterns.Ruleset) -> None:
        self._rules = rules
        self.led_back: dict[str, bool | None] = {}
        self.refused: dict[str, str] = {}

    def read(self, page: Page) -> tuple[float, str]:
        content = page.html.encode()
        start = time.process_time()
        try:
            source = read_source(content, f"{page.name}.html", any_language=True)
            blocks = clean(source, self._rules).blocks
        except SourceError as error:
            self.refused[page.name] = str(error)
            return time.process_time() - start, ""
        text = "\n".join(block.span.of(source.text) for block in blocks if block.kind in BODY)
        seconds = time.process_time() - start
        if page.name not in self.led_back:
            self.led_back[page.name] = leads_back(source, blocks)
        return seconds, text

    def way_back(self) -> str:
        told = [held for held in self.led_back.values() if held is not None]
        held = f"{sum(told)} of {len(told)}" if told else "n/a (blocks do not say where in the page they stand)"
        return f"pages on which every block leads back to its markup: {held}; pages refused: {len(self.refused)}"


class Peer:
    """An extractor in a process and a Python of its own."""

    def __init__(self, name: str, python: Path) -> None:
        self._process = Process([str(python), str(HERE / "page_peer.py"), name])
        self.close = self._process.close

    def read(self, page: Page) -> tuple[float, str]:
        told = self._process.ask({"html": page.html, "url": page.url})
        return told["seconds"], told["text"]


def peers(stack: ExitStack) -> Iterator[tuple[str, Reader]]:
    """The peers that run here; of those that do not the reason is printed."""
    python = peers_python()
    for name in PEERS:
        try:
            peer = Peer(name, python)
        except OSError as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        stack.callback(peer.close)
        yield name, peer.read


def measure(readers: dict[str, Reader], pages: Sequence[Page], rounds: int) -> dict[str, Measured]:
    """How each reader's texts agree, and its times over `rounds` rounds after one that warms up."""
    measured = {name: Measured() for name in readers}
    for number in range(rounds + 1):
        for one in measured.values():
            one.rounds += [[]] if number else []
        for page in pages:
            for name, read in readers.items():
                seconds, text = read(page)
                if number:
                    measured[name].rounds[-1].append(seconds)
                else:
                    measured[name].pages.append(shares(page.body, text))
    return measured


def table(measured: dict[str, Measured]) -> Iterator[str]:
    """What was measured, as lines of text."""
    count = len(measured["ours"].pages)
    yield f"{count} pages; in brackets the middle 95 % of 1,000 resamples of the pages"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    scores = {name: score(one.pages) for name, one in measured.items()}
    drawn = resamples(count)
    tried = {name: [score([one.pages[at] for at in draw]) for draw in drawn] for name, one in measured.items()}
    yield f"\n{'text':18}{'F1':22}{'precision':22}{'recall':22}{'exact':8}{'F1 less ours':22}"
    for name, told in scores.items():
        yield _text_row(name, told, tried[name]) + ("" if name == "ours" else _less(told, scores, tried, name))
    yield f"\n{'CPU ms a page':18}{'median':>10}{'mean':>10}{'times ours, median':>20}{'of the sums':>13}"
    for name, one in measured.items():
        yield _time_row(name, one, measured["ours"])


def _text_row(name: str, told: Score, tried: Sequence[Score]) -> str:
    f1 = _ranged(told.f1, [one.f1 for one in tried])
    precision = _ranged(told.precision, [one.precision for one in tried])
    recall = _ranged(told.recall, [one.recall for one in tried])
    return f"{name:18}{f1:22}{precision:22}{recall:22}{told.exact:<8.3f}"


def _less(told: Score, scores: dict[str, Score], tried: dict[str, list[Score]], name: str) -> str:
    differences = [its.f1 - our.f1 for its, our in zip(tried[name], tried["ours"], strict=True)]
    return _ranged(told.f1 - scores["ours"].f1, differences)


def _ranged(value: float, tried: Sequence[float]) -> str:
    low, high = interval(tried)
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _time_row(name: str, one: Measured, ours: Measured) -> str:
    turns = zip(one.rounds, ours.rounds, strict=True)
    ratios = [its / our for theirs, mine in turns for its, our in zip(theirs, mine, strict=True) if our]
    mean, whole = statistics.fmean(one.seconds), statistics.fmean(ours.seconds)
    told = f"{1000 * statistics.median(one.seconds):10.1f}{1000 * mean:10.1f}"
    return f"{name:18}{told}{statistics.median(ratios):20.2f}{mean / whole:13.2f}"


def worst(pages: Sequence[Page], ours: Measured, refused: dict[str, str], count: int) -> Iterator[str]:
    """One line for each of the `count` pages on which the fewest shingles are right; why, where it was refused."""
    ordered = sorted(zip(pages, ours.pages, strict=True), key=lambda pair: pair[1].both)
    for page, told in ordered[:count]:
        marks = f"right {told.both:.2f}  too much {told.given:.2f}  missed {told.true:.2f}"
        yield f"{page.name[:12]}  {marks}  {page.url}  {refused.get(page.name, '')}".rstrip()


if __name__ == "__main__":
    main()
