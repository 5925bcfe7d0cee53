"""Events: what the corpus tells, and the ways in which the press tells them."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.document_references import find_references
from extractor.documents import find_documents
from extractor.events import edition_spans, find_events
from extractor.model import Event, Reading
from extractor.officials import find_officials
from extractor.periods import find_moments
from tests.reading import CORPUS, gold_reading, reading_of, rules

GOLD = sorted((CORPUS / "gold").glob("*.json"))
FIELDS = ("edition", "date", "date_end", "date_inferred", "session", "venue", "locality", "province", "attendance")
PARTIES = ("organisers", "coorganisers", "chairs")


def events(reading: Reading) -> tuple[Event, ...]:
    moments = find_moments(reading, rules())
    documents = find_documents(reading, rules(), find_references(reading, rules(), moments))
    return find_events(reading, rules(), moments, documents, find_officials(reading, rules()))


def told(text: str) -> tuple[Event, ...]:
    return events(reading_of(text, "2024-05-10"))


def only(text: str) -> Event:
    (event,) = told(text)
    return event


@pytest.mark.parametrize("gold_file", GOLD, ids=lambda path: path.stem[:3])
def test_the_corpus_tells_what_its_annotation_says(gold_file: Path) -> None:
    gold = json.loads(gold_file.read_text("utf-8"))
    reading = gold_reading(gold_file, CORPUS / "articles" / gold["article"]["source"])
    got = {e.name.replace("\xa0", " "): e for e in events(reading)}
    assert got.keys() == {e["name"] for e in gold["events"]}
    for want in gold["events"]:
        have = got[want["name"]]
        assert [getattr(have, field) for field in FIELDS] == [want[field] for field in FIELDS]
        assert [list(getattr(have, field)) for field in PARTIES] == [want[field] for field in PARTIES]
        assert (have.mentions[0].start, have.type) == (want["mentions"][0]["start"], want["type"])
        assert {m["start"] for m in want["mentions"]} <= {m.start for m in have.mentions}


def test_all_parts_of_an_event_are_read_from_the_passage_that_tells_it() -> None:
    event = only(
        "Sáng 8/5, tại Trung tâm Hội nghị Quốc gia, Hà Nội, Bộ Y tế phối hợp với Bộ Xây dựng tổ chức "
        "Hội thảo quốc tế về không khí sạch lần thứ III.\nGần 300 đại biểu tham dự hội thảo."
    )
    assert (event.type, event.edition, event.date, event.date_inferred) == ("meeting", 3, "2024-05-08", True)
    assert (event.session, event.venue) == ("morning", "Trung tâm Hội nghị Quốc gia")
    assert (event.locality, event.province, event.attendance) == ("Hà Nội", "Hà Nội", 300)
    assert (event.organisers, event.coorganisers) == (("Bộ Y tế",), ("Bộ Xây dựng",))
    assert len(event.mentions) == 2


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ngày 3/5, Tập đoàn Hòa Phát khánh thành cảng mới tại Quảng Ngãi.", "ceremony", "held"),
        ("Ngày 5/5, Sở Y tế và Sở Xây dựng ký kết chương trình phối hợp.", "signing", "held"),
        ("Chiều 6/5, Chủ tịch nước Tô Lâm tiếp Đại sứ Lào.", "meeting", "held"),
        ("Ngày 7/5, Công an quận Cầu Giấy khởi tố vụ án lừa đảo.", "enforcement", "held"),
        ("Đêm 6/5, vụ cháy lớn xảy ra ở huyện Thạch Thất, Hà Nội.", "incident", "held"),
        ("Hội chợ hàng thủ công sẽ diễn ra từ ngày 20 - 25/6 tại TP.HCM.", "fair", "planned"),
        ("Bộ Y tế vừa ban hành Thông tư số 5/2024/TT-BYT về giá thuốc.", "issuance", "held"),
        ("Hội đồng quản trị Công ty CP Sông Hồng bổ nhiệm ông Trần Văn Bảy làm Giám đốc.", "appointment", "held"),
        ("Sáng 2/5, Sở Nội vụ khai mạc lớp tập huấn văn thư.", "training", "held"),
    ],
)
def test_each_type_of_event_is_told_in_its_own_words(text: str, kind: str, status: str) -> None:
    event = only(text)
    assert (event.type, event.status) == (kind, status)


def test_a_range_of_days_has_an_end_and_its_holder_may_stand_last() -> None:
    event = only("Hội chợ hàng Việt diễn ra từ ngày 20 - 25/6/2024 tại TP.HCM, do Sở Công Thương TP.HCM tổ chức.")
    assert (event.date, event.date_end, event.date_inferred) == ("2024-06-20", "2024-06-25", False)
    assert event.organisers == ("Sở Công Thương TP.HCM",)


def test_a_city_leads_to_its_province_and_a_bracket_too() -> None:
    for place in ("TP. Vinh", "thành phố Vinh (Nghệ An)", "thành phố Vinh, tỉnh Nghệ An"):
        event = only(f"Ngày 3/5, tại {place}, Bộ Nội vụ tổ chức Hội nghị cải cách hành chính.")
        assert event.province == "Nghệ An"
        assert event.locality is not None
        assert "Vinh" in event.locality


def test_two_editions_are_two_events_and_their_short_mention_is_the_last() -> None:
    found = told(
        "Ngày 3/5, Bộ Nội vụ tổ chức Hội nghị cải cách hành chính lần thứ 4.\n"
        "Ngày 5/5, Bộ Nội vụ tổ chức Hội nghị cải cách hành chính lần thứ V.\nHội nghị nghe ba báo cáo."
    )
    assert [(e.edition, len(e.mentions)) for e in found] == [(4, 1), (5, 2)]


def test_an_award_given_at_a_conference_has_its_day_and_place() -> None:
    meeting, award = told(
        "Hội nghị thi đua diễn ra chiều 7/5 tại TP Đà Nẵng.\nTại hội nghị, Bộ Y tế đã trao Bằng khen cho 5 tập thể."
    )
    assert (award.type, award.date, award.province) == ("award", meeting.date, "Đà Nẵng")


def test_a_date_in_a_document_named_is_not_the_events() -> None:
    event = only("Thực hiện Quyết định số 5/QĐ-BYT ngày 3/2/2022, sáng 8/5, Sở Y tế tổ chức Hội nghị tổng kết.")
    assert event.date == "2024-05-08"


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, Sở đã tổ chức 12 hội nghị, 5 lớp tập huấn cho 500 học viên.",
        "Các hội nghị xúc tiến đầu tư được tổ chức hằng năm nhằm thu hút vốn.",
        "Tỉnh đề xuất tổ chức hội nghị xúc tiến đầu tư vào quý III.",
        "Bộ trưởng yêu cầu tăng cường kiểm tra, xử phạt các cơ sở vi phạm.",
        "Liên quan đến vụ án, luật sư cho rằng phiên tòa cần công khai.",
        "Ngày 4/5, đội chủ nhà thắng 2-1 tại sân Mỹ Đình.",
        "Tỉnh phấn đấu khởi công nhà máy vào tháng 10/2025.",
        "Trung tâm Hội nghị Quốc gia nằm ở Hà Nội.",
        "Ban tổ chức hội nghị cho biết thêm.",
    ],
)
def test_what_is_summed_up_aimed_at_or_only_looks_so_is_no_event(text: str) -> None:
    assert told(text) == ()


def test_editions_are_found_by_their_digits() -> None:
    reading = reading_of("Hội thi lần thứ 17 và Đại hội lần thứ XIII, không phải 17 lần.")
    assert [span.of(reading.text) for span in edition_spans(reading, rules())] == ["17", "XIII"]

@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Ngày 2/5, Thủ tướng bổ nhiệm Thứ trưởng Bộ Y tế Lê An.", "appointment", "bổ nhiệm Thứ trưởng Bộ Y tế Lê An"),
        ("Ngày 2/5, HĐND tỉnh Hà Nam bầu bổ sung 3 Ủy viên UBND.", "appointment", "bầu bổ sung 3 Ủy viên UBND"),
        ("Ngày 2/5, TAND TP Vinh tuyên phạt bị cáo B 5 năm tù.", "enforcement", "tuyên phạt bị cáo B 5 năm tù"),
        ("Ngày 2/5, Công an tỉnh Hà Nam triệt phá đường dây ma túy.", "enforcement", "triệt phá đường dây ma túy"),
        ("Sáng 2/5, Ban Chỉ đạo quốc gia họp bàn cách chống hạn.", "meeting", "họp bàn cách chống hạn"),
        ("Sáng 2/5, Sở Y tế công bố bảng xếp hạng bệnh viện.", "issuance", "công bố bảng xếp hạng bệnh viện"),
        ("Tháng 2/2024, UBND tỉnh Hà Nam ban hành 4 quyết định duyệt quy hoạch.", "issuance",
         "ban hành 4 quyết định duyệt quy hoạch"),
        ("Luật sẽ trình tại Kỳ họp thứ 7, Quốc hội khóa XIII.", "meeting", "Kỳ họp thứ 7, Quốc hội khóa XIII"),
        ("Tại cuộc họp báo chiều 5/5, ông A nói nhiều điều.", "meeting", "cuộc họp báo"),
    ],
)  # fmt: skip
def test_events_are_told_by_these_words_too(text: str, kind: str, name: str) -> None:
    event = only(text)
    assert (event.type, event.name) == (kind, name)


@pytest.mark.parametrize(
    ("name", "behind"),
    [
        ("hội thảo “Đầu tư - định cư Mỹ, Canada và châu Âu”", " do Công ty Sao Mai tổ chức"),
        ("hội thảo về cơ hội đầu tư vào Canada", " do Công ty Sao Mai tổ chức"),
        ("Hội nghị trực tuyến toàn quốc triển khai Luật Đất đai", " được tổ chức tại Hà Nội"),
        ("lễ hội hoa phượng đỏ năm 2024", " chính thức khai mạc tại Hà Nội"),
    ],
)
def test_a_name_ends_where_what_is_told_of_it_begins(name: str, behind: str) -> None:
    assert [event.name for event in told(f"Sáng 9/5, {name}{behind}.")] == [name]


def test_the_parts_of_an_event_stand_where_they_may() -> None:
    held = only("UBND tỉnh Lâm Đồng tổ chức Diễn đàn Nông nghiệp xanh lần thứ III tại Đà Lạt.")
    assert held.organisers == ("UBND tỉnh Lâm Đồng",)
    opened = only("Ủy ban Thường vụ Quốc hội khai mạc Phiên họp thứ 34 sáng nay.")
    assert (opened.date, opened.session, opened.edition) == ("2024-05-10", "morning", 34)
    tried = only("TAND tỉnh Quảng Nam ngày 4/5 mở phiên tòa sơ thẩm xét xử bị cáo Lê Văn B.")
    assert tried.organisers == ("TAND tỉnh Quảng Nam",)
    signed = only("Ngày 5/5, Petrolimex và Sao Mai Group ký biên bản ghi nhớ hợp tác.")
    assert signed.organisers == ("Petrolimex", "Sao Mai Group")
    struck = only("Đêm 7/5, trên quốc lộ 1A đoạn qua huyện Diễn Châu xảy ra vụ tai nạn nghiêm trọng.")
    assert (struck.organisers, struck.locality, struck.province) == ((), "huyện Diễn Châu", "Nghệ An")
    met = only("Chiều 7/5, Giám đốc Sở Y tế Lê Văn Nam đã có buổi làm việc với lãnh đạo Tập đoàn Sumitomo.")
    assert met.attendees == ("Giám đốc Sở Y tế Lê Văn Nam", "lãnh đạo Tập đoàn Sumitomo")


def test_the_edition_of_a_congress_is_not_that_of_the_press_conference_about_it() -> None:
    event = only("Ngày 9/5, Ban Tuyên giáo Tỉnh ủy tổ chức họp báo thông tin về Đại hội Đảng bộ tỉnh lần thứ XVI.")
    assert event.edition is None


def test_what_is_done_at_a_ceremony_has_its_day() -> None:
    ceremony, award = told(
        "Sáng 5/5, UBND huyện Vị Xuyên tổ chức Lễ công bố xã nông thôn mới. "
        "Tại buổi lễ, UBND huyện đã khen thưởng 12 tập thể, 7 cá nhân có thành tích."
    )
    assert (ceremony.date, award.date, award.session) == ("2024-05-05", "2024-05-05", "morning")
    assert award.name == "khen thưởng 12 tập thể, 7 cá nhân có thành tích"

@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ngày 2/5, Bộ Y tế bổ nhiệm Phó Cục trưởng cho ông Lê An.", "bổ nhiệm Phó Cục trưởng cho ông Lê An"),
        ("Ngày 2/5, Công an quận 1 bắt khẩn cấp Lê Văn B (30 tuổi) để điều tra.", "bắt khẩn cấp Lê Văn B (30 tuổi)"),
        ("Chiều 2/5, sạt lở đất vùi lấp 3 nhà ở xã Trà Leng.", "sạt lở đất vùi lấp 3 nhà"),
    ],
)  # fmt: skip
def test_the_name_of_what_a_verb_tells_is_whole(text: str, name: str) -> None:
    assert only(text).name == name


def test_who_holds_an_event_may_stand_in_the_passive() -> None:
    assert only("Lễ khai giảng được Trường THPT Chu Văn An tổ chức sáng 5/5.").organisers == ("Trường THPT Chu Văn An",)

@pytest.mark.parametrize(
    "text",
    [
        "Việc ra mắt mô hình mới tại xã Hòa Bình giúp dân yên tâm.",
        "Phát huy cuộc vận động do Trung ương Đoàn phát động; tổ chức ngày hội tuổi trẻ sáng tạo.",
    ],
)
def test_what_is_spoken_of_or_listed_without_a_holder_is_no_event(text: str) -> None:
    assert told(text) == ()


def test_a_topic_goes_on_over_its_own_comma() -> None:
    event = only("Ngày 5/5, Bộ Y tế tổ chức Hội thảo phổ biến hướng dẫn phòng, chống dịch theo hình thức trực tuyến.")
    assert event.name == "Hội thảo phổ biến hướng dẫn phòng, chống dịch"

def test_the_same_day_is_the_day_told_last() -> None:
    first, second = told("Sáng 5/3, Sở Y tế tổ chức Hội nghị tổng kết. Chiều cùng ngày, Sở Du lịch tổ chức Hội thảo.")
    assert (first.date, second.date, second.session) == ("2024-03-05", "2024-03-05", "afternoon")
    assert only("Cùng ngày, Sở Du lịch tổ chức Hội thảo về giá.").date is None
