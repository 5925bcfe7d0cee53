"""`diembao events`: what took place, and the editions of events that come again."""
from __future__ import annotations

from pathlib import Path

import click

from diembao.options import db_option, format_option


@click.command(short_help="Show events by date, or the editions of a series.")
@click.option("--type", "kind", help="Only those of a type, such as meeting.")
@click.option("--province", help="Only those in a province, named as the events name it.")
@click.option("--from", "first", metavar="DATE", help="Only those on or after a day, month or year (2018-08-01, 2018).")
@click.option("--to", "last", metavar="DATE", help="Only those on or before a day, month or year.")
@click.option("--series", metavar="TEXT", help="The editions of the series with this in their name, one row each.")
@format_option
@db_option
def events(
    kind: str | None,
    province: str | None,
    first: str | None,
    last: str | None,
    series: str | None,
    form: str | None,
    db: Path,
) -> None:
    """Show the events that articles tell, each with its place, its organisers and its source. Those without a date come
    last, and not at all with --from or --to.

    \b
    Examples:
        diembao events --type meeting --from 2018
        diembao events --province "Quảng Ninh"
        diembao events --series "khuyến công phía bắc"
    """
    from db.columns import EVENT_TYPES
    from db.intervals import interval
    from db.store import read_store
    from diembao import joined
    from diembao.rows import default_format, print_rows

    if kind is not None and kind not in EVENT_TYPES:
        raise click.UsageError(f"--type is one of {', '.join(EVENT_TYPES)}")
    for day in (first, last):
        if day is not None and interval(day)[0] is None:
            raise click.UsageError(f"{day} is not a day, month or year, such as 2018-08-01, 2018-08 or 2018")
    wanted = joined.Wanted(kind, province, first, last)
    with read_store(db) as archive:
        found = joined.events(archive, wanted) if series is None else joined.series(archive, series, wanted)
    print_rows(found.columns, found.rows, form or default_format())
