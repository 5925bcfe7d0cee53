"""Where a tag ends that holds quotation marks or is no tag: the uncommon cases, each bounded in what it looks at."""
from __future__ import annotations

import re

# How many `>` of a tag may stand within the values of its attributes.
_TRIED = 16


def end_of(source: str, found: re.Match[str]) -> int:
    """Where a tag, comment or declaration ends, behind its `>`; -1 where it does not."""
    if found["other"] == "!--":
        end = source.find("-->", found.end())
        # A comment that nothing closes ends with its tag, so that it does not swallow the page.
        return end + 3 if end >= 0 else source.find(">", found.end()) + 1 or -1
    named = found.end("name") if found["name"] else found.end()
    first = end = source.find(">", named)
    for _ in range(_TRIED):
        if end < 0 or not _in_quotes(source, named, end):
            break
        end = source.find(">", end + 1)
    else:
        end = first
    return max(end, first) + 1 if first >= 0 else -1


def _in_quotes(source: str, start: int, end: int) -> bool:
    """Whether a `>` stands within the quotation marks of an attribute's value."""
    double, single = source.count('"', start, end), source.count("'", start, end)
    if not double % 2 and (double or not single % 2):
        return False
    quote, at = "", start
    while at < end:
        sign = source[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and source[at - 1] in "= \t\r\n":
            quote = sign
        at += 1
    return bool(quote)
