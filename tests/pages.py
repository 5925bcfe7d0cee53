"""The pages of the documentation, as tests read them: their fences, headings, links, commands, and fresh outputs."""
from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import corpus
from db.store import query, read_store
from diembao.cli import cli
from diembao.exits import run
from diembao.overview import print_overview
from diembao.rows import print_rows

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "corpus/*.md", "benchmarks/*.md")
    for path in ROOT.glob(pattern)
)
#: The width at which outputs are shown, and how much of the overview.
WIDTH, HEAD = "100", 46

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}.*\n)+", re.MULTILINE)
_MARK = re.compile(r"<!-- output: (\w+) -->\n$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, its text, and where the text stands in the page."""

    language: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Output:
    """A shown output: where it stands in its page, and what makes it anew from a database of the bundled articles."""

    name: str
    shown: str
    start: int
    end: int
    make: Callable[[Path], str]


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def fences(page: str) -> list[Fence]:
    return [Fence(m[1], m[2], m.start(2), m.end(2)) for m in _FENCE.finditer(read(page))]


def prose(page: str) -> str:
    """A page without its fenced and indented blocks."""
    return _INDENTED.sub("", _FENCE.sub("", read(page)))


def anchors(page: str) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links(page: str) -> Iterator[tuple[str, str]]:
    """File and anchor of each link within the project; an empty file is the page itself."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            yield file, anchor


def commands(page: str) -> Iterator[list[str]]:
    """The arguments of each `diembao` in the code of a page."""
    code = [fence.text for fence in fences(page) if fence.language in ("", "sh", "console")]
    code += _INDENTED.findall(_FENCE.sub("", read(page))) + re.findall(r"`([^`\n]+)`", prose(page))
    return commands_in("\n".join(code))


def commands_in(code: str) -> Iterator[list[str]]:
    """The arguments of each `diembao` in some lines, up to what ends a command in a shell."""
    for line in code.splitlines():
        for call in re.finditer(r"(?:^|[\s|&(/])diembao (?=\S)", line):
            if not line[: call.start()].rstrip().endswith(":") and not line.startswith("diembao: "):
                yield list(_arguments(re.split(r"\s{3}", line[call.end() :])[0]))  # a gloss stands apart


def _arguments(text: str) -> Iterator[str]:
    words = shlex.shlex(text, posix=True, punctuation_chars="|&<>()")
    words.whitespace_split, words.commenters = True, "#"
    for word in words:
        if set(word) <= set("|&<>()") or word in ("...", "2"):
            return
        yield word


def outputs(page: str) -> list[Output]:
    """The outputs that a page shows: `text` behind a query, or behind a comment that names what it is the output of."""
    found, before = [], None
    for fence in fences(page):
        mark = _MARK.search(read(page)[: fence.start - len("```text\n")])
        if fence.language == "text" and mark:
            found.append(Output(mark[1], fence.text, fence.start, fence.end, _MAKERS[mark[1]]))
        elif fence.language == "text" and before and before.language == "sql":
            found.append(Output(before.text, fence.text, fence.start, fence.end, _answer_to(before.text)))
        before = fence
    return found


@contextmanager
def printed() -> Iterator[io.StringIO]:
    """What is printed inside, as wide as the pages show it."""
    before, out = os.environ.get("COLUMNS"), io.StringIO()
    os.environ["COLUMNS"] = WIDTH
    try:
        with redirect_stdout(out):
            yield out
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before


def _tidy(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _answer_to(sql: str) -> Callable[[Path], str]:
    def answer(database: Path) -> str:
        with printed() as out:
            found = query(database, sql)
            print_rows(found.columns, found.rows, "table")
        return _tidy(out.getvalue().splitlines())

    return answer


def _overview(database: Path) -> str:
    with printed() as out, read_store(database) as archive:
        print_overview(archive, 200)
    return _tidy(out.getvalue().splitlines()[:HEAD]) + "...\n"


def _score(_: Path) -> str:
    with printed() as out:
        assert run(cli.main, ["score", str(corpus.GOLD)]) == 0
    return _tidy([line.partition("  (")[0] for line in out.getvalue().splitlines() if " F1 " in line])


_MAKERS: dict[str, Callable[[Path], str]] = {"overview": _overview, "score": _score}
