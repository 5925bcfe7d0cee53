"""Inputs to extractions, one at a time: an input that cannot be read or holds no article is a fault, never the end."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from diembao.exits import Failure, defect, why_not
from diembao.inputs import Fault, Input, Page, read_input
from extractor.model import DiembaoError, Extraction
from patterns import PatternError, Ruleset, load


def load_rules(extra: Path | None) -> Ruleset:
    """The built-in rules with those of a user's directory on top. Failure where a rule file is wrong."""
    try:
        return load(extra)
    except PatternError as error:
        raise Failure(str(error)) from error


def extractions(
    inputs: Iterable[Input | Fault], rules: Ruleset, debug: bool = False
) -> Iterator[Extraction | Fault]:
    """What is extracted from each input in turn, or why nothing is; with `debug` a defect prints its traceback."""
    for given in inputs:
        yield given if isinstance(given, Fault) else _one(given, rules, debug)


def _one(given: Input, rules: Ruleset, debug: bool) -> Extraction | Fault:
    name = given.name or given.path
    try:
        return extract_page(read_input(given), rules)
    except DiembaoError as error:
        return Fault(name, str(error))
    except OSError as error:
        return Fault(name, why_not(error))
    except Exception as error:  # a defect that one article brings out must not cost the others
        return Fault(name, defect(error, debug))


def extract_page(page: Page, rules: Ruleset) -> Extraction:
    """All facts of one page. SourceError where it holds no article."""
    from extractor.pipeline import extract
    from extractor.source import read_source

    return extract(read_source(page.content, page.name, url=page.url), rules)
