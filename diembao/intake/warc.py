"""The pages in a WARC archive, one record at a time: an archive may be far larger than memory."""
from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, redirect_stderr
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from diembao.inputs import Fault, Page
from diembao.intake.addresses import identity
from diembao.intake.limits import BombError, read_page
from diembao.intake.media import HTML, media_type_of
from diembao.intake.origins import Origin
from extractor.model import SourceError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MAGIC = b"WARC/"

# Header lines are short; what goes on for so long is no WARC.
_LONGEST_LINE = 100_000


@dataclass(frozen=True, slots=True)
class _Told:
    """The address and the time (ISO 8601) that a record is of."""

    url: str
    date: str | None


@dataclass(slots=True)
class _References:
    """Revisits: addresses whose page is told to be the same as one with this digest, under another address."""

    wanted: dict[str, list[_Told]] = field(default_factory=lambda: defaultdict(list))

    def note(self, record: ArcWarcRecord) -> None:
        headers = record.rec_headers
        digest = headers.get_header("WARC-Payload-Digest")
        # The same address again, or a 304: nothing that the earlier record has not told.
        again = headers.get_header("WARC-Refers-To-Target-URI") in (None, headers.get_header("WARC-Target-URI"))
        if digest and not again:
            self.wanted[digest].append(_told(record))

    def missing(self) -> list[str]:
        return [told.url for each in self.wanted.values() for told in each]


def pages(
    stream: BinaryIO, origin: Origin, again: Callable[[], AbstractContextManager[BinaryIO]] | None
) -> Iterator[Page | Fault]:
    """The HTML pages that the archive's response and resource records hold, each with its address and date.

    A revisit of another address gives the page that it refers to under its own address; for that the archive is read
    a second time, from what `again` opens. A record that cannot be read is a fault and costs no other. SourceError
    where the archive is damaged (what stands before is done) or holds no page.
    """
    found, references = False, _References()
    for record in _records(stream):
        if _is_page(record):
            found = True
            yield _read(record, _told(record), origin)
        elif record.rec_type == "revisit":
            references.note(record)
    if references.wanted and again is not None:
        with again() as stream:
            yield from _referred(stream, origin, references.wanted)
    if missing := references.missing():
        yield origin.fault(
            f"has {len(missing)} pages of which it says only that they are the same as a page in another archive "
            f"(the first: {missing[0]}); ingest that archive too"
        )
    elif not found:
        raise SourceError("holds no page: no response in it is HTML with status 200")


def _referred(stream: BinaryIO, origin: Origin, wanted: dict[str, list[_Told]]) -> Iterator[Page | Fault]:
    """The pages of these digests, once for each address that wants one; found ones are taken out of `wanted`."""
    for record in _records(stream):
        if not wanted:
            return
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        if digest in wanted and _is_page(record):
            page = _read(record, _told(record), origin)
            for told in wanted.pop(digest):
                place = origin.inside("!", told.url)
                yield (
                    place.fault(page.why)
                    if isinstance(page, Fault)
                    else place.page(page.content, identity(told.url), page.media_type, page.charset, _given(told))
                )


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord]:
    """The records in turn; each is to be used before the next is asked for. SourceError where they cannot be told."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import BufferedReader
    from warcio.exceptions import ArchiveLoadFailed

    class Reader(BufferedReader):  # type: ignore[misc]
        def readline(self, length: int | None = None) -> bytes:
            # warcio's own limit cuts a line off earlier than it is told to.
            line: bytes = super().readline(min(length or 10 * _LONGEST_LINE, 10 * _LONGEST_LINE))
            if len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
                raise ArchiveLoadFailed("a line of its headers never ends")
            return line

    records = ArchiveIterator(stream)
    records.reader = Reader(stream)
    number = 0
    while True:
        try:
            # warcio prints what it finds odd; what matters of it is told here.
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
        except SourceError:
            raise
        except (ArchiveLoadFailed, ValueError, TypeError, AttributeError, EOFError) as error:
            told = " ".join(str(error).split())[:200]
            raise SourceError(f"is damaged behind its record {number} ({told}); what stands before is read") from error
        if record is None:
            break
        number += 1
        yield record
    if records.err_count:
        raise SourceError("is damaged: there are bytes between its records that belong to none; the records are read")


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type == "resource":
        return media_type_of(record.content_type)[0] in HTML and _told(record).url.startswith("http")
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind, _ = media_type_of(record.http_headers.get_header("Content-Type"))
    return record.http_headers.get_statuscode() == "200" and kind in HTML


def _told(record: ArcWarcRecord) -> _Told:
    headers = record.rec_headers
    return _Told(str(headers.get_header("WARC-Target-URI") or ""), headers.get_header("WARC-Date"))


def _given(told: _Told) -> dict[str, str]:
    return {"retrieved": told.date} if told.date else {}


def _read(record: ArcWarcRecord, told: _Told, origin: Origin) -> Page | Fault:
    place = origin.inside("!", told.url)
    headers = record.http_headers
    kind, charset = media_type_of(headers.get_header("Content-Type") if headers else record.content_type)
    try:
        _require_known(headers.get_header("Content-Encoding") if headers else None)
        with redirect_stderr(io.StringIO()):
            content = read_page(record.content_stream())
    except BombError:
        raise
    except SourceError as error:
        return place.fault(str(error))
    return place.page(content, identity(told.url), kind, charset, _given(told))


def _require_known(encoding: str | None) -> None:
    from warcio.bufferedreaders import BufferedReader

    if encoding and encoding.lower() not in (*BufferedReader.get_supported_decompressors(), "identity"):
        raise SourceError(f"is compressed with {encoding}, which is not read; archive it with gzip or uncompressed")
