"""benchmarks/pages.py on pages of our own, without the peers and without a word about time."""
from __future__ import annotations

import gzip
import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from benchmarks import pages
from benchmarks.processes import Process
from benchmarks.shingles import Score, Shares, interval, resamples, score, shares
from benchmarks.way_back import leads_back, shown
from extractor.model import Block, Source, Span
from tests.reading import rules

ROOT = Path(__file__).parent.parent
BODY = [
    "The ferry between the two islands will run every hour from Monday, the harbour office said on Friday.",
    "Until now passengers had to wait for half a day, and in winter often for longer than that.",
]
PAGE = (
    "<html><head><title>Ferry runs hourly</title></head><body><nav><a href='/'>Home</a></nav><article>"
    "<h1>Ferry runs hourly from Monday</h1>"
    + "".join(f"<p>{text}</p>" for text in BODY)
    + "<figure><img src='a.jpg'><figcaption>A boat in the harbour</figcaption></figure></article></body></html>"
)


def folder_of(root: Path, truth: object) -> Path:
    (root / "html").mkdir()
    (root / "html" / "a.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (root / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    return root


# The measure


def test_shares_are_of_runs_of_four_words_and_add_up_to_one() -> None:
    told = shares(true="one two three four five six", given="zero one two three four five")
    assert told == Shares(both=2 / 4, given=1 / 4, true=1 / 4, exact=False)
    assert [told.precision, told.recall] == pytest.approx([2 / 3, 2 / 3])


def test_a_run_that_comes_twice_counts_twice() -> None:
    twice = "a b c d " * 2
    assert shares(true=twice, given="a b c d").true == pytest.approx(4 / 5)


def test_signs_and_spaces_do_not_matter_but_case_does() -> None:
    assert shares(true="Đây là, một câu.", given="Đây\nlà một câu").exact
    assert shares(true="Đây là", given="đây là") == Shares(0, 0.5, 0.5, False)


def test_f1_is_of_the_means_and_a_page_without_text_has_no_say_in_precision() -> None:
    right, half, silent = Shares(1, 0, 0, True), Shares(0.5, 0.5, 0, False), Shares(0, 0, 1, False)
    told = score([right, half, silent])
    assert [told.precision, told.recall] == pytest.approx([0.75, 2 / 3])
    assert told.f1 == pytest.approx(2 * 0.75 * (2 / 3) / (0.75 + 2 / 3))
    assert score([silent]) == Score(0, 0, 0, 0)


def test_resamples_are_the_same_again_and_their_interval_leaves_out_the_ends() -> None:
    assert resamples(10, 5) == resamples(10, 5)
    assert {at for draw in resamples(3, 50) for at in draw} == {0, 1, 2}
    assert interval([float(n) for n in range(1001)]) == (25.0, 975.0)


# The way back


@dataclass(frozen=True, slots=True)
class Placed:
    """A block that says where in the page it stands."""

    span: Span
    source_span: Span | None


def led_back(markup: str, *blocks: tuple[str, Span | None]) -> bool | None:
    text = "\n".join(text for text, _ in blocks)
    source = Source("page.html", markup.encode(), text, "", "text/html", "utf-8")
    placed = [Placed(Span(text.index(part), text.index(part) + len(part)), at) for part, at in blocks]
    return leads_back(source, cast("list[Block]", placed))


def test_a_stretch_is_shown_without_tags_entities_and_white_space() -> None:
    assert shown("<td>1.250&nbsp;ha</td>\n<td>Hu<b>e\u0302&#769;</b><script>x()</script></td>") == "1.250 ha Huế"
    assert shown("a<br>b <!-- c --> 1 &lt; 2") == "a b 1 < 2"


def test_every_block_must_lead_back() -> None:
    markup = "<p>Giá  tăng <b>5%</b></p><p>Hết &amp; xong</p>"
    first, second = Span(3, markup.index("</p>")), Span(markup.index("Hết"), markup.rindex("</p>"))
    assert led_back(markup, ("Giá tăng 5%", first), ("Hết & xong", second)) is True
    assert led_back(markup, ("Giá tăng 5%", first), ("Hết & xong", Span(second.start + 1, second.end))) is False
    assert led_back(markup, ("Giá tăng 5%", first), ("Hết & xong", None)) is False
    assert led_back(markup, ("Giá tăng 5%", None)) is None


# Ours on a page, and the table


def test_ours_gives_the_body_without_title_and_caption(tmp_path: Path) -> None:
    (page,) = pages.pages_of(folder_of(tmp_path, {"a": {"articleBody": "\n".join(BODY), "url": "http://a.test/"}}))
    measured = pages.measure({"ours": pages.Ours(rules()).read}, [page], rounds=1)
    assert measured["ours"].pages == [Shares(1, 0, 0, True)]
    told = "\n".join(pages.table(measured))
    assert "ours 1.000 [1.000, 1.000] 1.000 [1.000, 1.000]" in " ".join(told.split())
    assert [line.split()[2] for line in pages.worst([page], measured["ours"], {}, 5)] == ["1.00"]


def test_a_page_that_ours_refuses_has_no_text_and_is_counted() -> None:
    ours = pages.Ours(rules())
    assert ours.read(pages.Page("b", "", "<html><body><p>Home</p></body></html>", ""))[1] == ""
    assert ours.way_back().endswith("pages refused: 1")
    assert "no paragraph" in ours.refused["b"]


# What is missing


def test_without_a_folder_it_says_what_to_give() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "give a folder of pages with ground-truth.json" in run.stderr


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"b\.html"):
        pages.pages_of(folder_of(tmp_path, {"b": {"articleBody": "", "url": ""}}))


def test_extractors_that_are_not_there_are_left_out_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "peers_python", lambda: Path(sys.executable))
    monkeypatch.setattr(pages, "PEERS", ("no such extractor",))
    with ExitStack() as stack:
        assert list(pages.peers(stack)) == []
    assert "left out: no such extractor" in capfd.readouterr().err


def test_the_floor_answers_in_its_own_process() -> None:
    process = Process([sys.executable, str(ROOT / "benchmarks" / "page_peer.py"), "beautifulsoup"])
    told = process.ask({"html": "<p>Một <b>hai</b></p><p>ba</p>", "url": "http://a.test/"})
    process.close()
    assert told["text"] == "Một hai ba"
