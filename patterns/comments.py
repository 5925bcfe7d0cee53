"""What a rule file says of its rules besides what is loaded: the comments above them."""
from __future__ import annotations

import tomllib
from pathlib import Path

from patterns.loader import Rule

_HEAD = "[[rule]]"


def comment_of(rule: Rule) -> str:
    """The comment right above a rule in its file, its lines joined by spaces; empty where there is none, or the file
    is not there any more."""
    try:
        lines = Path(rule.file).read_text("utf-8").splitlines()
    except OSError:
        return ""
    wanted = rule.name.partition(":")[2]
    heads = (i for i, line in enumerate(lines) if line.strip() == _HEAD)
    at = next((i for i in heads if _name(lines[i + 1 :]) == wanted), 0)
    return " ".join(line.lstrip("# ") for line in _comment_above(lines[:at]))


def _name(lines: list[str]) -> str | None:
    """The name that an entry gives itself, whose lines these are, and those behind it."""
    line = next((line for line in lines if line.startswith(("name ", "name=", "["))), "")
    try:
        return str(tomllib.loads(line)["name"]) if line.startswith("name") else None
    except tomllib.TOMLDecodeError:  # a name of several lines
        return None


def _comment_above(lines: list[str]) -> list[str]:
    found: list[str] = []
    while lines and lines[-1].startswith("#"):
        found.insert(0, lines.pop())
    return found
