"""`diembao export`: the same facts in other forms, none of them lost, misplaced or dangerous."""
from __future__ import annotations

import csv
import io
import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from db.reader import StoredArticle, StoredFact
from db.store import read_store
from diembao.export.annotations import annotation, collection
from diembao.export.audited import Audited, audited
from diembao.export.brat import _parts, configuration, standoff, ties
from diembao.export.files import BOM, file_stem
from diembao.export.tables import guarded
from diembao.schema import relations
from extractor.model import Block, Span
from tests.command import call
from tests.stored import ask

Capsys = pytest.CaptureFixture[str]

TEXT = "Tin thử\nÔng An nói: “Dòng một\nDòng hai”, đạt 5 tỷ đồng 😀."


def at(quote: str) -> Span:
    return Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


def made(url: str | None = None) -> Audited:
    """An article made by hand: a statement over two lines, and a figure behind it."""
    blocks = (Block(at("Tin thử"), "title"), Block(Span(8, len(TEXT)), "paragraph"))
    fields = {"name": url or "a.txt", "url": url, "title": "Tin thử", "version": 1, "current": 1, "published": None,
              "author": None, "publisher": None, "language": "vi"}  # fmt: skip
    said, sum_ = at("Dòng một\nDòng hai"), at("5 tỷ đồng")
    facts = (
        StoredFact("statement", "k1", "statements:verb", said, said.of(TEXT),
                   {"speaker": "An", "verb": "nói", "kind": "direct"}, (said,)),
        StoredFact("figure", "k2", "figures:money", sum_, sum_.of(TEXT),
                   {"kind": "money", "value": 5e9, "value_text": "5000000000", "value_max_text": None, "unit": "VND",
                    "bound": "exact", "relation": "level", "direction": None, "modality": "actual", "indicator": None,
                    "scope": None, "period": None, "base": None, "attribution": None}, (sum_,)),
    )  # fmt: skip
    places = {("statement", "k1"): {"verb": at("nói"), "speaker": at("Ông An")}}
    article = StoredArticle(7, TEXT, fields, blocks, facts)
    return Audited(article, facts, places, (), "ab" * 32, "text/plain", "r" * 64, "0.1.0", "2024-05-06T07:08:09+00:00")


@pytest.fixture(scope="module")
def every(bundled_db: Path) -> list[Audited]:
    with read_store(bundled_db) as archive:
        return [audited(archive, archive.article(line.id)) for line in archive.articles()]


def exported(capsys: Capsys, db: Path, form: str, *args: object) -> str:
    ended = call(capsys, "export", "--db", db, "--format", form, *args)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


# JSON: the form of the data contract.


def test_jsonl_scores_against_gold_as_extracting_anew_does(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    facts = tmp_path / "facts.jsonl"
    assert call(capsys, "export", "--db", bundled_db, "--format", "jsonl", "--out", facts).code == 0
    stored = call(capsys, "score", corpus.GOLD, facts, "--sources", corpus.ARTICLES, "--json")
    assert stored.code == 0
    assert stored.out == call(capsys, "score", corpus.GOLD, "--json").out


def test_json_is_a_list_of_the_same(bundled_db: Path, capsys: Capsys) -> None:
    lines = exported(capsys, bundled_db, "jsonl").splitlines()
    assert json.loads(exported(capsys, bundled_db, "json")) == [json.loads(line) for line in lines]
    assert len(lines) == 5


def test_one_article(bundled_db: Path, capsys: Capsys) -> None:
    (found,) = json.loads(exported(capsys, bundled_db, "json", "--article", 3))
    assert found["article"]["source"].startswith("002")


# CSV.


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_of_a_view_is_the_view(bundled_db: Path, capsys: Capsys) -> None:
    found = rows(exported(capsys, bundled_db, "csv", "--table", "figure_facts"))
    kept = ask(bundled_db, "SELECT fact_key, value, quote, indicator FROM figure_facts")
    assert [(r["fact_key"], float(r["value"]), r["quote"], r["indicator"] or None) for r in found] == kept


def test_csv_of_all_is_a_file_for_each_table_without_bytes(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    ended = call(capsys, "export", "--db", bundled_db, "--format", "csv", "--out", tmp_path / "all")
    assert ended.code == 0
    files = {path.stem: path.read_text("utf-8") for path in (tmp_path / "all").iterdir()}
    assert set(files) == {relation.name for relation in relations()} - {"article_search"}  # its rows cannot be read
    assert not any("content" in text.splitlines()[0].split(",") for text in files.values())
    assert len(rows(files["figures"])) == ask(bundled_db, "SELECT count(*) FROM figures")[0][0]


def test_csv_of_one_article(bundled_db: Path, tmp_path: Path, capsys: Capsys) -> None:
    found = rows(exported(capsys, bundled_db, "csv", "--table", "figures", "--article", 3))
    assert {row["article_id"] for row in found} == {"3"}
    (article,) = rows(exported(capsys, bundled_db, "csv", "--table", "articles", "--article", 3))
    assert article["id"] == "3"
    ended = call(capsys, "export", "--db", bundled_db, "--format", "csv", "--table", "people", "--article", 3)
    assert (ended.code, "belong to no single article" in ended.err) == (1, True)
    call(capsys, "export", "--db", bundled_db, "--format", "csv", "--article", 3, "--out", tmp_path / "of")
    assert not (tmp_path / "of" / "people.csv").exists()


DANGEROUS = """=HYPERLINK("http://x") là tiêu đề của bài báo

+84 là đầu số điện thoại của Việt Nam, được dùng ở mọi tỉnh thành trong cả nước từ lâu.

Chỉ số giảm -5% so với năm 2022, theo số liệu của những người làm công tác thống kê.
"""


def test_only_for_excel_texts_that_look_like_formulas_are_guarded(tmp_path: Path, capsys: Capsys) -> None:
    page, db = tmp_path / "a.txt", tmp_path / "a.db"
    page.write_text(DANGEROUS, "utf-8")
    assert call(capsys, "ingest", page, "--db", db).code == 0
    plain = exported(capsys, db, "csv", "--table", "sentences")
    assert not plain.startswith(BOM)
    assert any(row["quote"].startswith("=HYPERLINK") for row in rows(plain))
    excel = exported(capsys, db, "csv", "--table", "sentences", "--excel")
    assert excel.startswith(BOM)
    quotes = [row["quote"] for row in rows(excel.removeprefix(BOM))]
    assert not any(quote.startswith(("=", "+", "-", "@")) for quote in quotes)
    assert any(quote.startswith("'=HYPERLINK") for quote in quotes)
    assert any(quote.startswith("'+84 là") for quote in quotes)
    assert exported(capsys, db, "csv", "--table", "sentences", "--bom") == BOM + plain


@given(st.lists(st.one_of(st.text(), st.floats(allow_nan=False), st.integers(), st.none()), max_size=5))
def test_a_guarded_text_is_no_formula_and_a_number_stays_one(row: list[Any]) -> None:
    for value, kept in zip(row, guarded(row), strict=True):
        if not isinstance(value, str):
            assert kept is value
        elif kept != value:
            assert kept == f"'{value}"
        else:
            assert value[:1] not in ("=", "@", "\t", "\r")
            assert value[:1] not in ("+", "-") or float(value) is not None


def test_numbers_written_as_text_stay() -> None:
    assert guarded(("-1.5", "+3", "-x", "@a", "=1", "1-2", -2)) == ("-1.5", "+3", "'-x", "'@a", "'=1", "1-2", -2)


# W3C Web Annotation.


def test_each_annotation_has_what_the_model_requires(every: list[Audited]) -> None:
    found = collection(every)
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = found["first"]["items"]
    assert found["total"] == len(items) == sum(len(one.facts) for one in every)
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["type"] == "Annotation"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["generated"])
        tag, row = item["body"]
        assert (tag["type"], tag["purpose"]) == ("TextualBody", "tagging")
        assert all(name in ("id", "type") or name.startswith("dm:") for name in row)
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            assert target["type"] == "SpecificResource"
            assert re.match(r"[a-z]+:", target["source"]["id"])
            assert [s["type"] for s in target["selector"]] == ["TextPositionSelector", "TextQuoteSelector"]


def test_a_quote_is_found_by_its_position_and_by_its_neighbours(every: list[Audited]) -> None:
    for one in every:
        for fact in one.facts:
            target = annotation(one, fact)["target"]
            for place in target if isinstance(target, list) else [target]:
                position, quote = place["selector"]
                assert one.text[position["start"] : position["end"]] == quote["exact"]
                around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
                assert one.text.find(around) == position["start"] - len(quote.get("prefix", ""))


def test_positions_are_code_points_and_places_of_fields_are_told() -> None:
    statement = annotation(made(), made().facts[0])
    row = statement["body"][1]
    assert row["dm:readAt"]["dm:verb"]["start"] == TEXT.index("nói")
    assert row["dm:speaker"] == "An"
    assert "dm:value_max_text" not in annotation(made(), made().facts[1])["body"][1]


def test_the_source_is_the_address_or_else_the_hash_of_the_bytes() -> None:
    web = annotation(made("https://a.vn/b"), made().facts[0])["target"]["source"]
    assert web["id"] == "https://a.vn/b"
    assert annotation(made(), made().facts[0])["target"]["source"]["id"].startswith("ni:///sha-256;q6ur")


# brat.

_T = re.compile(r"T\d+\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t([^\n]*)")


def test_standoff_text_is_at_its_offsets(every: list[Audited]) -> None:
    for one in [*every, made()]:
        lines = standoff(one).splitlines()
        told = [match for line in lines if (match := _T.fullmatch(line))]
        assert len(told) == sum(line.startswith("T") for line in lines) > 0
        for match in told:
            parts = [tuple(map(int, part.split())) for part in match[2].split(";")]
            assert " ".join(one.text[start:end] for start, end in parts) == match[3]
            assert all(end < start for (_, end), (start, _) in pairwise(parts)) or len(parts) == 1


def test_a_span_over_lines_is_told_in_pieces() -> None:
    start = TEXT.index("Dòng một")
    wanted = f"T1\tStatement {start} {start + 8};{start + 9} {start + 17}\tDòng một Dòng hai"
    assert wanted in standoff(made()).splitlines()


def test_words_over_cells_are_told_in_pieces_and_white_space_around_them_not() -> None:
    text = "Buổi\tThứ hai\t \r\n Ngày 3 "
    assert [part.of(text) for part in _parts(text, Span(0, len(text)))] == ["Buổi", "Thứ hai", "Ngày 3"]


def test_relations_attributes_and_notes_are_of_what_is_there(every: list[Audited]) -> None:
    for one in [*every, made()]:
        lines = standoff(one).splitlines()
        known = {line.split("\t")[0] for line in lines}
        assert len(known) == len(lines)
        for line in lines:
            for of in re.findall(r"(?:Arg\d:|^A\d+\t\w+ |AnnotatorNotes )(T\d+)", line):
                assert of in known
        notes = [json.loads(line.split("\t")[2]) for line in lines if line.startswith("#")]
        assert [note["fact_key"] for note in notes] == [fact.fact_key for fact in one.facts]


def test_the_configuration_names_every_type(every: list[Audited]) -> None:
    conf = configuration(set().union(*map(ties, every)))
    names = set(re.findall(r"^(\w+)", conf, re.MULTILINE))
    for one in every:
        used = re.findall(r"^[TRA]\d+\t(\w+)", standoff(one), re.MULTILINE)
        assert set(used) <= names


def test_brat_files(bundled_db: Path, tmp_path: Path, every: list[Audited], capsys: Capsys) -> None:
    ended = call(capsys, "export", "--db", bundled_db, "--format", "brat", "--out", tmp_path / "brat")
    assert ended.code == 0
    assert len(list((tmp_path / "brat").iterdir())) == 11
    for one in every:
        stem = tmp_path / "brat" / file_stem(one.article.id, one.name)
        assert stem.with_suffix(".txt").read_bytes().decode() == one.text
        assert stem.with_suffix(".ann").read_text("utf-8") == standoff(one)


# Where it goes.


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--format", "csv"), 1, "name one table with --table, or a folder"),
        (("--format", "csv", "--table", "nope"), 1, "no table or view `nope`"),
        (("--format", "csv", "--table", "figures", "--out", "nowhere/a.csv"), 1, "the folder nowhere does not exist"),
        (("--format", "json", "--out", "."), 1, "is a folder"),
        (("--format", "brat"), 1, "name a folder"),
        (("--format", "html"), 1, "name one with --article, or a folder"),
        (("--format", "brat", "--out", "file"), 1, "is a file"),
        (("--format", "json", "--bom"), 2, "for --format csv"),
        (("--format", "json", "--article", "nobody"), 1, "no article has"),
        ((), 2, "--format"),
    ],
)
def test_what_does_not_go_is_told(
    args: tuple[str, ...], code: int, says: str, bundled_db: Path, tmp_path: Path, capsys: Capsys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    ended = call(capsys, "export", "--db", bundled_db, *args)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes to every folder, whatever its permissions")
@pytest.mark.parametrize("args", [("json", "a.json"), ("brat", "brat")])
def test_a_folder_that_may_not_be_written_to_is_named(
    args: tuple[str, str], bundled_db: Path, tmp_path: Path, capsys: Capsys
) -> None:
    tmp_path.chmod(0o555)
    ended = call(capsys, "export", "--db", bundled_db, "--format", args[0], "--out", tmp_path / args[1])
    tmp_path.chmod(0o755)
    assert ended.code == 1
    assert f"{tmp_path / args[1]} cannot be made: you may not write to the folder {tmp_path}" in ended.err


def test_names_of_files_are_plain() -> None:
    assert file_stem(3, "https://bao.vn/Tỉnh Đắk-Nông.html?x=1") == "0003-Tinh-Dak-Nong"
    assert file_stem(12, "../../etc/passwd") == "0012-passwd"
    assert file_stem(1, "???") == "0001"
