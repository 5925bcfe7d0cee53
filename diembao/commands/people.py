"""`diembao people`: who is who across articles, and what was seen and heard of them."""
from __future__ import annotations

from pathlib import Path

import click

from diembao.exits import say
from diembao.options import db_option, format_option


@click.command(short_help="Show who is who across articles: posts over time, statements, sources.")
@click.argument("name", required=False)
@click.option("--join", nargs=2, type=int, metavar="ID ID", help="Decide that both are one person, the first.")
@click.option("--part", nargs=2, type=int, metavar="ID OFFICIAL", help="Decide that this official is somebody else.")
@click.option("--undo", is_flag=True, help="Take the last --join or --part back.")
@format_option
@db_option
def people(
    name: str | None, join: tuple[int, int] | None, part: tuple[int, int] | None, undo: bool, form: str | None, db: Path
) -> None:
    """Show the posts and statements of the people called NAME (a name, a part of one, or an id) with the days on which
    they were seen and the articles that say so; without NAME list everyone.

    A day is one that an article speaks of, never the beginning or end of a post: `dated_by` is published (the page's
    date), event (the event of its lead) or year. People of one name are one person only where their posts fit; those
    that may be one are in the view possible_people. --join and --part overrule that, and only they write.

    \b
    Examples:
        diembao people
        diembao people "Ngô Quang Trung"
        diembao people --join 4 9
        diembao people --undo
    """
    from db.store import read_store
    from diembao import joined
    from diembao.rows import default_format, print_rows

    if sum((name is not None, join is not None, part is not None, undo)) > 1:
        raise click.UsageError("give one of NAME, --join, --part and --undo")
    if join or part or undo:
        _decide(db, join, part)
        return
    with read_store(db) as archive:
        found = joined.people(archive) if name is None else joined.person(archive, name)
    print_rows(found.columns, found.rows, form or default_format())


def _decide(db: Path, join: tuple[int, int] | None, part: tuple[int, int] | None) -> None:
    from db.store import open_store

    with open_store(db, create=False) as store:
        if join:
            store.join_people(*join)
            say(f"{join[1]} is {join[0]} from now on; `diembao people --undo` takes it back")
        elif part:
            made = store.part_person(*part)
            say(f"the official {part[1]} is the person {made} from now on; `diembao people --undo` takes it back")
        else:
            say(f"taken back: {store.undo_people()}")
