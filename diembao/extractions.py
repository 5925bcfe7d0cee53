"""Inputs to extractions, one at a time: an input that cannot be read or holds no article is a fault, never the end."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from diembao.exits import Failure, defect, why_not
from diembao.inputs import Fault, Page, Supplied
from diembao.intake.supply import Intake, Wanted
from extractor.model import DiembaoError, Extraction, ExtractionError, Source, SourceError
from patterns import PatternError, Ruleset, load

_T = TypeVar("_T")


def load_rules(extra: Path | None) -> Ruleset:
    """The built-in rules with those of a user's directory on top. Failure where a rule file is wrong."""
    try:
        return load(extra)
    except PatternError as error:
        raise Failure(str(error)) from error


def pages(inputs: Iterable[Wanted], intake: Intake, debug: bool = False) -> Iterator[Supplied]:
    """All pages of all inputs in turn, and why there are not more; with `debug` a defect prints its traceback."""
    for given in inputs:
        if isinstance(given, Fault):
            yield given
            continue
        found = intake.supply(given)
        # Whatever is raised ends this input, and no other.
        while (one := attempt(given.shown, partial(next, found, None), debug)) is not None:
            yield one


def extractions(
    inputs: Iterable[Wanted], rules: Ruleset, debug: bool = False, intake: Intake | None = None
) -> Iterator[Extraction | Fault]:
    """What is extracted from each page in turn, or why nothing is; with `debug` a defect prints its traceback."""
    for page in pages(inputs, intake or Intake(), debug):
        if isinstance(page, Page):
            yield attempt(page.shown, partial(_extracted, page, rules), debug)
        elif isinstance(page, Fault):
            yield page


def _extracted(page: Page, rules: Ruleset) -> Extraction:
    from extractor.pipeline import extract

    return extract(read_as_source(page), rules)


def read_as_source(page: Page) -> Source:
    """The source of a page. SourceError where it is no article."""
    from extractor.source import read_source

    return read_source(
        page.content, page.name, url=page.url, media_type=page.media_type, charset=page.charset, given=page.given
    )


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
