"""Files, patterns, lines of JSON and archives: every page comes out under its name, every fault names its place."""
from __future__ import annotations

import gzip
import json
import resource
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diembao.exits import why_not
from diembao.inputs import Fault, Input, Page, find_inputs
from diembao.intake.addresses import identity
from diembao.intake.files import pages_of
from extractor.model import SourceError
from tests.command import call, environment, spawn
from tests.news import html, text
from tests.test_ingest import ask

Capsys = pytest.CaptureFixture[str]
URL = "https://bao.example.vn/tin-{}.html"


def supplied(path: Path) -> list[Page | Fault]:
    """The pages and faults of a file; what ends it early is its last fault."""
    found: list[Page | Fault] = []
    try:
        for one in pages_of(Input(str(path))):
            found.append(one)
    except SourceError as error:
        found.append(Fault(str(path), str(error)))
    except OSError as error:
        found.append(Fault(str(path), why_not(error)))
    return found


def pages(path: Path) -> list[Page]:
    found = supplied(path)
    assert not [one for one in found if isinstance(one, Fault)]
    return [one for one in found if isinstance(one, Page)]


def faults(path: Path) -> list[str]:
    return [str(one).replace(f"{path.parent}/", "") for one in supplied(path) if isinstance(one, Fault)]


def lines(path: Path, *articles: Any) -> Path:
    told = [article if isinstance(article, str) else json.dumps(article, ensure_ascii=False) for article in articles]
    path.write_text("".join(f"{line}\n" for line in told), "utf-8")
    return path


def test_a_pattern_stands_for_the_files_that_it_matches(tmp_path: Path) -> None:
    for name in ("2022/a.html", "2022/5/b.html", "2022/c.txt", "[odd].html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    found = list(find_inputs([f"{tmp_path}/**/*.html", f"{tmp_path}/[odd].html"]))
    paths = [given.path.removeprefix(f"{tmp_path}/") for given in found if isinstance(given, Input)]
    # A file that is called like a pattern is that file.
    assert paths == ["2022/5/b.html", "2022/a.html", "[odd].html", "[odd].html"]
    (fault,) = find_inputs([f"{tmp_path}/*.pdf"])
    assert isinstance(fault, Fault)
    assert "matches no file" in fault.why


def test_a_line_of_json_is_an_article_with_what_is_told_of_it(tmp_path: Path) -> None:
    told = {"title": "Chè", "published": "2022-05-01", "author": "An Bình", "tags": ["chè"], "id": 7}
    path = lines(tmp_path / "a.jsonl", {"url": URL.format(1) + "?utm_source=x#top", "html": html(1), **told}, "",
                 {"text": text(2), "url": None})  # fmt: skip
    page, plain = pages(path)
    assert (page.name, page.url, page.media_type, page.charset) == (URL.format(1), URL.format(1), "text/html", "utf-8")
    assert page.content.decode() == html(1)
    assert page.given == told
    assert (plain.name, plain.url, plain.media_type) == (f"{path}:3", None, "text/plain")
    assert plain.content.decode() == text(2)


BAD_LINES = {
    "not json": "is not JSON",
    "[1]": "is JSON, but no object",
    '{"url": "https://bao.example.vn/", "title": "x"}': "has neither `html` nor `text`",
    '{"html": 5}': "has a `html` that is a number",
    '{"text": "x", "url": 5}': "has a `url` that is a number",
    '{"text": "\\ud800"}': "has half a character",
    '{"text": ' + "[" * 100_000: "nests too deep",
    '{"text": "x", "n": ' + "9" * 5000 + "}": "is not JSON",
}


def test_a_bad_line_is_told_by_file_and_number_and_the_others_go_on(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": text(1)}, *BAD_LINES, {"text": text(2)})
    assert [one.shown for one in supplied(path) if isinstance(one, Page)] == [f"{path}:1", f"{path}:10"]
    for number, (told, why) in enumerate(zip(faults(path), BAD_LINES.values(), strict=True), 2):
        assert told.startswith(f"a.jsonl:{number} {why}"), told


def test_lines_that_are_no_utf8_or_never_end_are_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.source.LIMIT", 1000)
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": "Tin ngắn"}).encode() + b"\n"
    path.write_bytes(b"\xef\xbb\xbf" + good + b'{"text": "\xff"}\n' + b'{"text": "' + b"x" * 20_000 + b'"}\n' + good)
    assert [one.shown for one in supplied(path) if isinstance(one, Page)] == [f"{path}:1", f"{path}:4"]
    assert faults(path) == [
        "a.jsonl:2 is not UTF-8 at its byte 10; JSON lines are UTF-8",
        "a.jsonl:3 is too long (more than 4,000 bytes, the limit); give one article a line",
    ]


def test_lines_are_told_by_their_content_too(tmp_path: Path) -> None:
    path = lines(tmp_path / "export.data", {"url": URL.format(1), "text": text(1)}, {"text": text(2)})
    assert len(pages(path)) == 2
    packed = tmp_path / "export"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(pages(packed)) == 2
    (tmp_path / "a.json").write_text('[\n {"text": "x"}\n]', "utf-8")
    assert faults(tmp_path / "a.json") == [
        "a.json is JSON, but not one object a line: make JSON lines of it, with `jq -c .` or `jq -c '.[]'`"
    ]


def test_lines_are_ingested_and_the_same_again_changes_nothing(tmp_path: Path, capsys: Capsys) -> None:
    path = lines(tmp_path / "a.jsonl", {"url": URL.format(1), "html": html(1)}, "{", {"text": text(2)})
    database = tmp_path / "a.db"
    ended = call(capsys, "ingest", path, "--db", database)
    assert (ended.code, ended.err.splitlines()[-1]) == (3, f"{database}: 2 added, 1 failed")
    assert ended.complaints[0].startswith(f"diembao: {path}:2 is not JSON")
    assert ask(database, "SELECT name, url FROM articles ORDER BY id") == [
        (URL.format(1), URL.format(1)), (f"{path}:3", None),
    ]  # fmt: skip
    assert call(capsys, "ingest", path, "--db", database).err.endswith("2 unchanged, 1 failed\n")


def test_a_page_that_is_no_article_is_told_by_its_line(tmp_path: Path, capsys: Capsys) -> None:
    path = lines(tmp_path / "a.jsonl", {"url": URL.format(1), "text": "Plain English only, and no other. " * 9})
    assert call(capsys, "extract", path).complaints[0].startswith(f"diembao: {path}:1 is not Vietnamese")


def test_lines_on_standard_input_are_named_by_what_they_hold(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": text(1)}, {"text": text(2)})
    assert spawn(tmp_path, "ingest", "-", stdin=path.read_bytes()).err.endswith("2 added\n")
    path = lines(tmp_path / "b.jsonl", {"text": text(2)}, "{", {"text": text(1)})
    again = spawn(tmp_path, "ingest", "-", stdin=path.read_bytes())
    assert again.err.endswith("2 unchanged, 1 failed\n")
    assert again.complaints[0].startswith("diembao: standard input:2 is not JSON")


def archive(path: Path, members: dict[str, bytes], **how: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **how) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def test_a_zip_gives_the_articles_in_it(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip",
        {
            "tin/một.html": html(1).encode(), "hai.TXT": text(2).encode(), "style.css": b"x", "__MACOSX/hai.txt": b"x",
            ".DS_Store": b"x", "../../etc/ba.txt": text(3).encode(), "/bốn.txt": text(4).encode(), "tin/": b"",
            "lines.jsonl": json.dumps({"text": text(5)}).encode(), "\x1b[31m.txt": text(6).encode(),
        },
    )  # fmt: skip
    assert [page.name.removeprefix(str(path)) for page in pages(path)] == [
        "!tin/một.html", "!hai.TXT", "!../../etc/ba.txt", "!/bốn.txt", "!lines.jsonl:1", "!\\x1b[31m.txt",
    ]  # fmt: skip
    assert pages(path)[0].content == html(1).encode()
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_wrong_in_a_zip_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    members = {"1.txt": text(1).encode(), "b.zip": b"x", "c.warc.gz": b"x", "2.txt": b"!" * 99}
    path = archive(tmp_path / "a.zip", members)
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("3.txt", text(3).encode())
        made.writestr("locked.txt", text(4).encode())
    content = bytearray(path.read_bytes())
    content[content.index(b"2.txt") + 6] ^= 0xFF  # the deflated bytes of 2.txt
    for start in (content.rindex(b"PK\x01\x02"), content.rindex(b"PK\x03\x04")):
        content[start + (8 if content[start + 2] == 1 else 6)] |= 1  # the flag of encryption
    path.write_bytes(content)
    assert [one.name.removeprefix(f"{path}!") for one in supplied(path) if isinstance(one, Page)] == ["1.txt", "3.txt"]
    nested, also, broken, locked = faults(path)
    assert nested.startswith("a.zip!b.zip is an archive inside an archive, which is not opened")
    assert also.startswith("a.zip!c.warc.gz is an archive inside an archive")
    assert broken.startswith("a.zip!2.txt cannot be unpacked")
    assert locked.startswith("a.zip!locked.txt is encrypted")


def test_two_members_of_one_name_are_two_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", text(1))
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("a.txt", text(2))
    assert [(page.name, page.content.decode()) for page in pages(path)] == [
        (f"{path}!a.txt", text(1)), (f"{path}!a.txt#2", text(2)),
    ]  # fmt: skip


def tar(path: Path, mode: Any) -> None:
    with tarfile.open(path, mode) as made:
        made.add(__file__)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: archive(path, {"[Content_Types].xml": b"x", "word/document.xml": b"x"}), "is an office document"),
        (lambda path: archive(path, {"a.css": b"x"}), "holds no article: no file in it ends in .txt"),
        (lambda path: archive(path, {}), "holds no article"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 100), "is a damaged zip archive"),
        (lambda path: path.write_bytes(gzip.compress(gzip.compress(b"x"))), "is an archive inside a gzip file"),
        (lambda path: path.write_bytes(gzip.compress(text(1).encode() * 99)[:-50]), "is damaged: its gzip data"),
        (lambda path: tar(path, "w"), "is a tar archive"),
        (lambda path: tar(path, "w:gz"), "is an archive inside a gzip file"),
        (lambda path: None, "does not exist"),
    ],
)
def test_an_archive_that_cannot_be_read_says_why(make: Callable[[Path], object], why: str, tmp_path: Path) -> None:
    make(tmp_path / "a.bin")
    (told,) = faults(tmp_path / "a.bin")
    assert told.startswith(f"a.bin {why}"), told


def test_a_zip_bomb_is_left_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diembao.intake.limits.FREE", 1_000_000)
    path = archive(tmp_path / "a.zip", {f"{n}.txt": bytes(9_000_000) for n in range(60)}, compresslevel=9)
    *_, last = supplied(path)
    assert isinstance(last, Fault)
    assert last.why.startswith("unpacks to more than 100 times its size")
    assert len(supplied(path)) < 10


def test_a_header_that_lies_about_a_size_is_not_believed(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": bytes(9_000_000), "b.txt": text(1).encode()})
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    assert faults(path)[0].startswith("a.zip!a.txt cannot be unpacked")
    assert [one.content.decode() for one in supplied(path) if isinstance(one, Page)] == [text(1)]


def test_a_page_larger_than_any_article_is_a_fault_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.source.LIMIT", 1000)
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 1001)
    assert faults(big) == ["big.txt is too large (more than 1,000 bytes, the limit); give one article a file"]
    assert faults(archive(tmp_path / "a.zip", {"big.txt": b"x" * 1001}))[0].startswith("a.zip!big.txt is too large")


def test_a_packed_page_is_unpacked_and_a_bomb_is_not(tmp_path: Path, capsys: Capsys) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(html(1).encode()))
    (page,) = pages(path)
    assert (page.name, page.content.decode()) == (str(path), html(1))
    bomb = tmp_path / "bomb.jsonl.gz"
    with gzip.open(bomb, "wb") as file:
        for _ in range(100):
            file.write(b'{"x": "' + bytes(1_000_000) + b'"}\n')
    *_, last = supplied(bomb)
    assert isinstance(last, Fault)
    assert last.why.startswith("unpacks to more than 100 times its size")


def test_a_file_of_any_size_is_read_in_bounded_memory(tmp_path: Path) -> None:
    """A page of 300 MB and a gzip bomb of 300 MB, read where there is no room for either."""
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(300_000_000)
    with gzip.open(tmp_path / "bomb.txt.gz", "wb") as packed:
        for _ in range(300):
            packed.write(bytes(1_000_000))
    shutil.copy(tmp_path / "bomb.txt.gz", tmp_path / "bomb.jsonl.gz")
    (tmp_path / "good.txt").write_text(text(1), "utf-8")

    def tight() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (250_000_000, 250_000_000))

    program = (
        "import sys\nfrom diembao.inputs import Input\nfrom diembao.intake.files import pages_of\n"
        "for path in sys.argv[1:]:\n"
        "    try: print(*[page.name for page in pages_of(Input(path))])\n"
        "    except Exception as error: print(type(error).__name__)\n"
    )
    args = ["big.txt", "bomb.txt.gz", "bomb.jsonl.gz", "good.txt"]
    ran = subprocess.run([sys.executable, "-c", program, *args], cwd=tmp_path, env=environment(), preexec_fn=tight,
                         capture_output=True, text=True, check=True)  # fmt: skip
    assert ran.stdout.split() == ["SourceError", "SourceError", "BombError", "good.txt"]


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("HTTPS://Bao.Example.VN:443/tin.html?utm_source=zalo&id=7&fbclid=x#y", "https://bao.example.vn/tin.html?id=7"),
        ("http://bao.example.vn", "http://bao.example.vn/"),
        ("http://bao.example.vn:8080/a?b=&utm_campaign", "http://bao.example.vn:8080/a?b="),
        ("http://user:secret@bao.example.vn/a", "http://bao.example.vn/a"),
        ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://bao.example.vn/tin?id=2&vn_source=rss", "https://bao.example.vn/tin?id=2"),
        ("https://báo.example.vn/tin-chè.html?q=chè xanh", "https://xn--bo-mia.example.vn/tin-ch%C3%A8.html?q=ch%C3%A8%20xanh"),
        ("urn:x:1", "urn:x:1"),
        ("http://[bad/", "http://[bad/"),
    ],
)
def test_an_address_is_known_by_what_tells_pages_apart(given: str, known: str) -> None:
    assert identity(given) == known
    assert identity(known) == known


def test_nothing_of_an_archive_on_standard_input_is_lost(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.txt": text(1).encode(), "b.txt": text(2).encode()})
    ended = spawn(tmp_path, "extract", "-", stdin=path.read_bytes())
    assert (ended.code, ended.out.count("\n")) == (0, 2)
