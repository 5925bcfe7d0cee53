"""`diembao watch`: what is new in feeds, round after round."""
from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from diembao.options import db_option, patterns_option
from diembao.sources import Sectioned, web_options

if TYPE_CHECKING:
    from diembao.intake.settings import Settings

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: Between two rounds over feeds of other people's servers lies at least so much.
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=365)


def _interval(_: click.Context, __: click.Parameter, value: str | None) -> timedelta | None:
    if value is None:
        return None
    told = re.fullmatch(r"(\d{1,6})([smhd])", value.strip())
    found = timedelta(seconds=int(told[1]) * _UNITS[told[2]]) if told else timedelta()
    if not timedelta() < found <= LONGEST:
        raise click.BadParameter(f"`{value}` is no interval: say 15m, 2h or 1d")
    return found


@click.command(cls=Sectioned, short_help="Ingest what is new in feeds, again and again.")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option("--every", callback=_interval, metavar="INTERVAL",
              help="From one round to the next: 15m, 2h, 1d.  [default: 15m]")  # fmt: skip
@click.option("--once", is_flag=True, help="One round only, for a scheduler of your own.")
@db_option
@patterns_option
@web_options
@click.pass_context
def watch(ctx: click.Context, feeds: tuple[str, ...], every: timedelta | None, once: bool, db: Path,
          patterns: Path | None, settings: Settings) -> None:  # fmt: skip
    """Read each FEED (the address of an RSS or Atom feed) and ingest the articles in it that are not yet known.

    The page of each article is fetched; what the feed says of it is kept beside it. A feed that has not changed costs
    one small request. A line tells what each round brought. What fails is tried again in the next round, what a site
    refuses some hours later. Stop it with Ctrl-C or SIGTERM: it ends after the article that is being read.

    \b
    Examples:
        diembao watch https://... https://... --every 30m
        diembao watch https://... --once --db articles.db
    """
    from diembao.inputs import is_address
    from diembao.intake.networks import is_loopback

    if once and every:
        raise click.UsageError("--once and --every exclude each other")
    for feed in feeds:
        if not is_address(feed):
            raise click.UsageError(f"{feed} is no address of a feed (https://...); `diembao ingest` reads files")
        if every and every < SHORTEST and not is_loopback(urlsplit(feed).hostname or ""):
            raise click.UsageError(f"--every {every.total_seconds():g}s is too often for {feed}: a minute at least")
    from diembao.watch import watch_feeds

    interval = None if once else every or timedelta(minutes=15)
    ctx.exit(watch_feeds(list(dict.fromkeys(feeds)), db, patterns, interval, settings, ctx.obj))
