"""Lines of JSON, one article a line: `html` or `text`, its `url`, and what else is told of it."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from diembao.inputs import Fault, Page
from diembao.intake.addresses import identity
from diembao.intake.limits import Lines, page_limit
from diembao.intake.origins import Origin

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
#: How a file of such lines begins, whatever its name.
OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[ \t]*"(?:[^"\\]|\\.){0,100}"[ \t]*:')

_BODIES = {"html": "text/html", "text": "text/plain"}
_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


class _LineFault(Exception):
    """A line holds no article; the text says why."""


def pages(stream: Lines, origin: Origin) -> Iterator[Page | Fault]:
    """The article of each line, blank ones left out; a line that holds none is a fault and costs no other."""
    for number, line in _lines(stream):
        place = origin.inside(":", str(number))
        try:
            if line is None or line.strip():
                yield _page(line, place)
        except _LineFault as fault:
            yield place.fault(str(fault))


def _lines(stream: Lines) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number, from 1; None for one that is longer than any article makes it."""
    limit, number = 4 * page_limit(), 0
    while line := stream.readline(limit):
        number += 1
        whole = len(line) < limit or line.endswith(b"\n")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield number, line if whole else None
        while not whole:
            rest = stream.readline(limit)
            whole = len(rest) < limit or rest.endswith(b"\n")


def _page(line: bytes | None, place: Origin) -> Page:
    article = _object(line)
    key = next((key for key in _BODIES if article.get(key) is not None), None)
    if key is None:
        raise _LineFault("has neither `html` nor `text`: one of them holds the article")
    given = {name: value for name, value in article.items() if name not in ("url", key)}
    url = article.get("url")
    if url is not None and not isinstance(url, str):
        raise _LineFault(f"has a `url` that is {_KINDS[type(url)]}, not a text")
    return place.page(_encoded(article[key], key), identity(url) if url else None, _BODIES[key], "utf-8", given)


def _object(line: bytes | None) -> Mapping[str, Any]:
    if line is None:
        raise _LineFault(f"is too long (more than {4 * page_limit():,} bytes, the limit); give one article a line")
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=str)
    except UnicodeDecodeError as error:
        raise _LineFault(f"is not UTF-8 at its byte {error.start}; JSON lines are UTF-8") from error
    except RecursionError as error:
        raise _LineFault("nests too deep to be an article") from error
    except ValueError as error:
        raise _LineFault(f"is not JSON ({error}); each line is one object") from error
    if not isinstance(found, dict):
        raise _LineFault('is JSON, but no object such as {"url": "https://…", "html": "<html>…"}')
    return found


def _encoded(body: Any, key: str) -> bytes:
    if not isinstance(body, str):
        raise _LineFault(f"has a `{key}` that is {_KINDS[type(body)]}, not a text")
    try:
        return body.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _LineFault(f"has half a character (a lone surrogate) at place {error.start} of its `{key}`") from error
