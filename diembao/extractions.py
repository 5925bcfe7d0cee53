"""Inputs to extractions, one at a time: an input that cannot be read or holds no article is a fault, never the end."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from diembao.exits import Failure, defect, why_not
from diembao.inputs import Fault, Input, read_input
from extractor.model import DiembaoError, Extraction, ExtractionError, Source, SourceError
from patterns import PatternError, Ruleset, load

_T = TypeVar("_T")


def load_rules(extra: Path | None) -> Ruleset:
    """The built-in rules with those of a user's directory on top. Failure where a rule file is wrong."""
    try:
        return load(extra)
    except PatternError as error:
        raise Failure(str(error)) from error


def extractions(inputs: Iterable[Input | Fault], rules: Ruleset, debug: bool = False) -> Iterator[Extraction | Fault]:
    """What is extracted from each input in turn, or why nothing is; with `debug` a defect prints its traceback."""
    for given in inputs:
        yield given if isinstance(given, Fault) else attempt(given.shown, partial(_extracted, given, rules), debug)


def _extracted(given: Input, rules: Ruleset) -> Extraction:
    from extractor.pipeline import extract

    return extract(read_as_source(given), rules)


def read_as_source(given: Input) -> Source:
    """The source of an input. OSError where it cannot be read, SourceError where it is no article."""
    from extractor.source import read_source

    page = read_input(given)
    return read_source(page.content, page.name, url=page.url)


def attempt(name: str, work: Callable[[], _T], debug: bool) -> _T | Fault:
    """What `work` makes of the input of this name, or why it makes nothing, so that one input costs no other.

    An error of the database is no fault of the input and passes through.
    """
    try:
        return work()
    except ExtractionError as error:
        return Fault(name, defect(error, debug))
    except SourceError as error:
        return Fault(name, str(error))
    except DiembaoError:
        raise
    except OSError as error:
        return Fault(name, why_not(error))
    except Exception as error:
        return Fault(name, defect(error, debug))
