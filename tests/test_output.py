"""The JSON of an extraction is the data contract's: its keys, their order, and quotes that stand in the text."""
from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from diembao.output import record
from extractor.model import (
    Article,
    Block,
    Document,
    Event,
    Extraction,
    Figure,
    Numeral,
    Official,
    Post,
    Quantity,
    Reading,
    Source,
    Span,
    Statement,
)
from extractor.view import view

TEXT = "Trang chủ\nNăm 2017, kinh phí đạt 128\u00a0tỷ đồng, ông Lê A nói: “Tốt”, theo Nghị định 45/2012/NĐ-CP."


def at(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """One fact of each kind, made by hand."""
    content = TEXT.encode()
    source = Source("dir/a.txt", content, TEXT, hashlib.sha256(content).hexdigest(), "text/plain", "utf-8")
    blocks = (Block(at("Trang chủ"), "boilerplate", "menu"), Block(Span(10, len(TEXT)), "paragraph"))
    article = Article("Tin", "2017-10-11", None, "Báo A", None, "vi", blocks)
    quote = at("128\u00a0tỷ đồng")
    quantity = Quantity("money", quote, at("128"), "128000000000", None, "VND", "exact", "figures:money")
    spans = {"indicator": at("kinh phí"), "period": at("Năm 2017")}
    figure = Figure(quantity, "level", None, "actual", "kinh phí", "kinh phí", None, "2017", None, None, None, spans)
    event = Event("meeting", "họp", 3, "2017", None, True, None, None, None, None, ("Bộ A",), (), (), 5, (), "held",
                  (at("nói"),), "events:meeting")  # fmt: skip
    official = Official("Lê A", "ông", "Cục trưởng", "Cục B", (Post("Cục trưởng", "Cục B"),), (at("ông Lê A"),), "o:x")
    statement = Statement("Lê A", "nói", "direct", at("Tốt"), "statements:x")
    document = Document("Nghị định", "45/2012/NĐ-CP", None, "Chính phủ", None, (at("45/2012/NĐ-CP"),), "documents:x")
    reading = Reading(source, article, view(TEXT), ())
    return Extraction(reading, (figure,), (event,), (official,), (statement,), (document,),
                      (Numeral(at("2017"), "period"),), "ruleset")  # fmt: skip


KEYS = {
    "article": "source title published author publisher section language observed_on observed_basis url evidence"
    " encoding decoding sha256 text",
    "blocks": "kind text start end reason selector source_start source_end header",
    "figures": "text start end kind value value_max unit bound relation direction modality indicator scope period base"
    " base_period attribution rule spans indicator_key",
    "events": "type name edition date date_end date_inferred session venue locality province organisers coorganisers"
    " chairs attendance attendees status series year mentions",
    "officials": "name honorific title organisation posts key mentions",
    "statements": "speaker verb kind text start end",
    "documents": "type number date issuer title key mentions",
    "numerals": "text start end class",
}


def test_a_record_has_the_keys_of_the_contract_in_their_order(extraction: Extraction) -> None:
    told = record(extraction)
    assert list(told) == list(KEYS)
    for kind, keys in KEYS.items():
        one = told[kind] if kind == "article" else told[kind][0]
        assert list(one) == keys.split(), kind


def test_every_text_stands_at_its_offsets(extraction: Extraction) -> None:
    told = record(extraction)
    quotes = [fact for kind in ("blocks", "figures", "statements", "numerals") for fact in told[kind]]
    facts = [fact for kind in ("events", "officials", "documents") for fact in told[kind]]
    quotes += [mention for fact in facts for mention in fact["mentions"]]
    assert len(quotes) == 8
    for quote in quotes:
        assert told["article"]["text"][quote["start"] : quote["end"]] == quote["text"]


def test_a_quote_keeps_its_no_break_space(extraction: Extraction) -> None:
    assert record(extraction)["figures"][0]["text"] == "128\u00a0tỷ đồng"


def test_values_are_told_as_the_contract_says(extraction: Extraction) -> None:
    told = record(extraction)
    assert told["article"]["source"] == "dir/a.txt"
    assert told["article"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert told["blocks"][0]["reason"] == "menu"
    assert told["blocks"][1]["reason"] is None
    assert told["figures"][0]["value"] == "128000000000"
    assert told["figures"][0]["spans"] == {"indicator": [20, 28], "period": [10, 18]}
    assert told["events"][0]["organisers"] == ["Bộ A"]
    assert told["officials"][0]["posts"] == [{"title": "Cục trưởng", "organisation": "Cục B"}]
    assert told["numerals"][0]["class"] == "period"


def test_a_record_survives_json(extraction: Extraction) -> None:
    told = record(extraction)
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told


def test_nothing_found_is_empty_lists(extraction: Extraction) -> None:
    bare = replace(extraction, figures=(), events=(), officials=(), statements=(), documents=(), numerals=())
    assert [record(bare)[kind] for kind in list(KEYS)[2:]] == [[]] * 6
