"""What an export writes where, for each of its forms."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from db.store import Archive
from diembao.exits import Failure
from diembao.export import brat
from diembao.export.annotations import collection
from diembao.export.audited import Audited, audited
from diembao.export.files import STDOUT, file_stem, folder, opened
from diembao.export.page import page
from diembao.export.tables import Table, of_articles, table_named, tables, write_table
from diembao.output import record
from diembao.stored import stored_extraction


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: these `articles`, of which `chosen` says that a user named them; for CSV these tables, all where
    none is named; `out` is a path or `-`."""

    archive: Archive
    articles: Sequence[int]
    chosen: bool
    tables: Sequence[str]
    out: str
    bom: bool = False
    excel: bool = False

    def audited(self) -> Iterator[Audited]:
        return (audited(self.archive, self.archive.article(i)) for i in self.articles)

    def records(self) -> Iterator[str]:
        """Each article in the form of the data contract, as one line of JSON."""
        for i in self.articles:
            extraction = stored_extraction(self.archive, self.archive.article(i))
            yield json.dumps(record(extraction), ensure_ascii=False)


def export(wanted: Wanted, form: str) -> int:
    """Writes an export in one of `FORMS`; the number of files, 0 for standard output. Failure where it does not fit
    into one file and no folder is named."""
    return FORMS[form](wanted)


def _one_file(write: Callable[[Wanted, TextIO], None]) -> Callable[[Wanted], int]:
    def whole(wanted: Wanted) -> int:
        with opened(wanted.out) as out:
            write(wanted, out)
        return int(wanted.out != STDOUT)

    return whole


def _jsonl(wanted: Wanted, out: TextIO) -> None:
    out.writelines(f"{line}\n" for line in wanted.records())


def _json(wanted: Wanted, out: TextIO) -> None:
    out.write("[\n")
    for index, line in enumerate(wanted.records()):
        out.write(f"{',' if index else ''}{line}\n")
    out.write("]\n")


def _webannotation(wanted: Wanted, out: TextIO) -> None:
    json.dump(collection(wanted.audited()), out, ensure_ascii=False, indent=1)
    out.write("\n")


def _csv(wanted: Wanted) -> int:
    articles = wanted.articles if wanted.chosen else None
    if len(wanted.tables) == 1:
        _table(wanted, table_named(wanted.archive, wanted.tables[0]), wanted.out, articles)
        return int(wanted.out != STDOUT)
    named = [table_named(wanted.archive, name) for name in wanted.tables]
    whole = named or list(of_articles(tables(wanted.archive), articles))
    if wanted.out == STDOUT:
        raise Failure("this export is several files: name one table with --table, or a folder with --out")
    into = folder(wanted.out)
    for table in whole:
        _table(wanted, table, str(into / f"{table.name}.csv"), articles)
    return len(whole)


def _table(wanted: Wanted, table: Table, out: str, articles: Sequence[int] | None) -> None:
    with opened(out, bom=wanted.bom or wanted.excel) as file:
        write_table(wanted.archive, table, file, articles, excel=wanted.excel)


def _brat(wanted: Wanted) -> int:
    into, used = folder(wanted.out), set[brat.Tie]()
    for one in wanted.audited():
        stem = file_stem(one.article.id, one.name)
        used |= brat.ties(one)
        for ending, text in (("txt", one.text), ("ann", brat.standoff(one))):
            with opened(into / f"{stem}.{ending}") as file:
                file.write(text)
    with opened(into / "annotation.conf") as file:
        file.write(brat.configuration(used))
    return 2 * len(wanted.articles) + 1


def _html(wanted: Wanted) -> int:
    if len(wanted.articles) == 1 and wanted.chosen:
        with opened(wanted.out) as out:
            out.write(page(next(wanted.audited())))
        return int(wanted.out != STDOUT)
    if wanted.out == STDOUT:
        raise Failure("this export is a file an article: name one with --article, or a folder with --out")
    into = folder(wanted.out)
    for one in wanted.audited():
        with opened(into / f"{file_stem(one.article.id, one.name)}.html") as out:
            out.write(page(one))
    return len(wanted.articles)


FORMS: Mapping[str, Callable[[Wanted], int]] = {
    "csv": _csv,
    "json": _one_file(_json),
    "jsonl": _one_file(_jsonl),
    "webannotation": _one_file(_webannotation),
    "brat": _brat,
    "html": _html,
}
