"""Arithmetic as a witness: figures of an article that vouch for each other, those that disagree first."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, get_args

from flask import Blueprint, current_app, render_template, request

from db.check_pages import VERDICTS, Place
from diembao.audit.checks import kept
from diembao.web.check_shown import check_shown
from diembao.web.databases import archive
from diembao.web.remembered import Remembered
from extractor.model import CheckKind

page = Blueprint("checks", __name__)

EXTENSION = "diembao-check-counts"
_SHOWN = 20
_KINDS = get_args(CheckKind)


def check_counts() -> Remembered[Mapping[tuple[str, str], int]]:
    """Where the counts of an app are kept for some seconds."""
    return Remembered(seconds=5)


@page.get("/checks")
def checks() -> str:
    verdict, kind = _chosen("verdict", VERDICTS), _chosen("kind", _KINDS)
    found = archive().check_page(verdict=verdict, kind=kind, after=_after(), limit=_SHOWN + 1)
    shown = found[:_SHOWN]
    counts = _counts()
    return render_template(
        "checks.html",
        checks=[check_shown(one) for one in kept(archive(), [place.id for place in shown])],
        more=f"{shown[-1].verdict}-{shown[-1].id}" if len(found) > _SHOWN else None,
        verdict=verdict,
        kind=kind,
        verdicts=_tally(counts, VERDICTS, 0, kind),
        kinds=_tally(counts, _KINDS, 1, verdict),
        begun=request.args.get("after") is not None,
    )


def _chosen(name: str, known: tuple[str, ...]) -> str | None:
    """What is filtered by, None for all of it."""
    value = request.args.get(name)
    return value if value in known else None


def _after() -> Place | None:
    """The last check of the page before; whatever is no place is the beginning."""
    told = re.fullmatch(rf"({'|'.join(VERDICTS)})-([0-9]{{1,18}})", request.args.get("after", ""))
    return Place(told[1], int(told[2])) if told else None


def _counts() -> Mapping[tuple[str, str], int]:
    known: Remembered[Any] = current_app.extensions[EXTENSION]
    counts: Mapping[tuple[str, str], int] = known.get(None, archive().check_counts)
    return counts


def _tally(
    counts: Mapping[tuple[str, str], int], names: tuple[str, ...], part: int, other: str | None
) -> Mapping[str, int]:
    """How many checks each verdict (part 0) or kind (part 1) has, of those that the `other` filter lets through."""
    tally = Counter[str]()
    for key, many in counts.items():
        if other in (None, key[1 - part]):
            tally[key[part]] += many
    return {name: tally[name] for name in names}
