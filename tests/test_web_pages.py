"""The pages without a browser: what they say, in both languages, and what they do with what they are not given."""
from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from threading import Event, Semaphore
from time import sleep

import pytest

from db.errors import StoreError
from diembao.web.language import LANGUAGES, messages
from diembao.web.remembered import Remembered
from diembao.web.worded import WORDS
from tests.web import OWN, client

WEB = Path(__file__).parent.parent / "diembao" / "web"


def test_the_start_page_counts_what_is_there(bundled_db: Path) -> None:
    page = client(bundled_db).get("/")
    assert page.status_code == 200
    assert "<dt>Figures</dt><dd>64</dd>" in page.text


def test_a_reader_chooses_the_language(bundled_db: Path) -> None:
    reader = client(bundled_db)
    back = reader.post("/preferences/language", data={"language": "vi", "back": "/"}, headers=OWN)
    assert (back.status_code, back.location) == (303, "/")
    assert "<dt>Số liệu</dt><dd>64</dd>" in reader.get("/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_told_in_every_language(language: str) -> None:
    missing = [key for key, entry in messages().items() if not entry.get(language)]
    assert missing == []


def test_messages_name_the_same_values_in_every_language() -> None:
    import string

    for key, entry in messages().items():
        assert set(entry) == set(LANGUAGES), key
        named = {frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name) for text in entry.values()}
        assert len(named) == 1, key


def test_a_page_that_is_not_there_is_told(bundled_db: Path) -> None:
    page = client(bundled_db).get("/nothing")
    assert page.status_code == 404
    assert "There is no such page." in page.text


@pytest.mark.parametrize("number", [2**63, 10**30, "1" * 5000, 0])
@pytest.mark.parametrize("page", ["/article/{}", "/article/{}/missed", "/people/{}"])
def test_a_number_that_no_row_can_have_leads_nowhere(bundled_db: Path, page: str, number: object) -> None:
    assert client(bundled_db).get(page.format(number)).status_code == 404


@pytest.mark.parametrize("number", [2**63, -(10**30), "1" * 5000, "-1", "x", "\0"])
@pytest.mark.parametrize("list_of", ["/articles?before=", "/search?q=gao&page=", "/people/1?seen=", "/documents?after=",
                                     "/checks?after=differs-", "/indicators/đại biểu?page="])  # fmt: skip
def test_a_place_in_a_list_that_is_none_is_a_page_all_the_same(bundled_db: Path, list_of: str, number: object) -> None:
    path, _, typed = f"{list_of}{number}".partition("?")
    assert client(bundled_db).get(path, query_string=typed).status_code in (200, 404)


def test_an_answer_is_worked_out_anew_when_it_is_old_or_of_something_else() -> None:
    now, asked = 0.0, []

    def work_out() -> int:
        asked.append(now)
        return len(asked)

    remembered = Remembered[int](5, clock=lambda: now)
    assert [remembered.get("a", work_out), remembered.get("a", work_out)] == [1, 1]
    assert remembered.get("b", work_out) == 2
    now = 6.0
    assert remembered.get("b", work_out) == 3


def test_an_answer_that_takes_long_is_worked_out_behind_the_reader() -> None:
    now, begun, go_on = 0.0, Event(), Event()

    def slowly(answer: str) -> str:
        nonlocal now
        now += 2
        return answer

    def slower() -> str:
        begun.set()
        go_on.wait(10)
        return slowly("second")

    remembered = Remembered[str](60, clock=lambda: now)
    assert remembered.get(1, partial(slowly, "first")) == "first"
    assert remembered.get(2, slower) == "first"
    assert not begun.is_set()  # it took two seconds, and not twenty have gone by
    now = 30.0
    assert remembered.get(2, slower) == "first"
    assert begun.wait(10)
    assert remembered.get(2, slower) == "first"
    go_on.set()
    while remembered.get(2, slower) == "first":
        sleep(0.01)
    assert remembered.get(2, slower) == "second"


def test_what_cannot_be_worked_out_is_tried_again() -> None:
    now, tried = 0.0, Semaphore(0)

    def slowly() -> str:
        nonlocal now
        now += 2
        return "known"

    def fails() -> str:
        tried.release()
        raise StoreError("the disk is gone")

    remembered = Remembered[str](1, clock=lambda: now)
    remembered.get(None, slowly)
    now = 50.0
    for _ in range(2):
        while not tried.acquire(timeout=0.01):
            assert remembered.get(None, fails) == "known"


def test_every_message_that_a_page_asks_for_is_there_and_no_other() -> None:
    told = "\n".join(path.read_text("utf-8") for kind in ("html", "py") for path in WEB.rglob(f"*.{kind}"))
    asked = set(re.findall(r"""\bt\(["']([a-z_.0-9]+)["'][),]""", told))
    assert asked - set(messages()) == set()
    quoted = set(re.findall(r"""["']([a-z_]+\.[a-z_0-9]+)["']""", told))
    begun = tuple(set(re.findall(r"""["']([a-z_]+\.[a-z_]*)["'] ~""", told)) | {"error.4", "error.5"})
    begun += tuple(re.findall(r"""f["']([a-z_]+\.)\{""", told)) + tuple(f"{part}." for part in WORDS.values())
    assert {key for key in messages() if key not in quoted and not key.startswith(begun)} == set()
