"""How a figure finds its context over clauses, sentences and paragraphs, on sentences of our own wording."""
from __future__ import annotations

import pytest

from extractor.model import Figure
from tests.test_context import figures

PUBLISHED = "2024-05-16"


def one(text: str, quote: str, published: str | None = PUBLISHED) -> Figure:
    """The figure of a text whose number is written so."""
    told = {f.quantity.number.of(text): f for f in figures(text, published)}
    assert quote in told, sorted(told)
    return told[quote]


def test_the_plan_in_brackets_is_a_plan() -> None:
    reached, plan = figures("Năm 2018, vốn khuyến công giải ngân 40 tỷ đồng (được giao 51,23 tỷ đồng).")
    assert (reached.modality, plan.modality) == ("actual", "plan")
    assert plan.indicator == reached.indicator == "vốn khuyến công giải ngân"


def test_an_abbreviation_that_the_article_defines_groups_with_its_full_form() -> None:
    full, short = figures(
        "Năm 2018, kinh phí khuyến công quốc gia (KCQG) đạt 12 tỷ đồng. Năm 2019, kinh phí KCQG đạt 15 tỷ đồng."
    )
    assert full.indicator_key == short.indicator_key
    assert short.indicator == "kinh phí KCQG"


@pytest.mark.parametrize(
    ("text", "quote", "period"),
    [
        ("Hôm qua, hãng bán 12 tấn cá.", "12", "2024-05-15"),
        ("Sáng nay, cảng đón 3 chuyến tàu khách.", "3", "2024-05-16"),
        ("Tuần này, chợ nhận 40 tấn vải.", "40", "2024-05-13/2024-05-19"),
        ("Tháng trước, xã thu 5 tỷ đồng phí chợ.", "5 tỷ", "2024-04"),
        ("Quý trước, hãng lãi 5 tỷ đồng.", "5 tỷ", "2024-01/2024-03"),
        ("Năm ngoái, huyện thu 9 tỷ đồng.", "9 tỷ", "2023"),
        ("Kết phiên, VN-Index tăng 4,2 điểm.", "4,2", "2024-05-16"),
        ("20 ngày trước, tôi nhận 8 triệu đồng.", "8 triệu", "2024-04-26"),
        ("Vốn điều lệ cuối năm 2019 là 30 tỷ đồng.", "30 tỷ", "2019-12-31"),
        ("Ba quý đầu năm, hãng lãi 5 tỷ đồng.", "5 tỷ", "2023-01/2023-09"),
        ("Quý cuối năm, hãng lãi 5 tỷ đồng.", "5 tỷ", "2023-10/2023-12"),
        ("Lợi nhuận Q4/2023 đạt 5 tỷ đồng.", "5 tỷ", "2023-10/2023-12"),
        ("10 ngày đầu tháng 5, cảng thu 5 tỷ đồng.", "5 tỷ", "2024-05-01/2024-05-10"),
        ("Xuất khẩu kỳ 2 tháng 2/2024 đạt 5 tỷ đồng.", "5 tỷ", "2024-02-16/2024-02-29"),
        ("Dư nợ cuối quý I đạt 5 tỷ đồng.", "5 tỷ", "2024-03-31"),
        ("Ba tháng đầu năm, xã thu 2 tỷ đồng. Cả năm, xã phấn đấu thu 5 tỷ đồng.", "5 tỷ", "2024"),
        ("Trong tuần 19, thành phố ghi nhận 51 ca sởi.", "51", None),
        ("Thu nhập mỗi tháng 7 triệu đồng.", "7 triệu", None),
        ("Năm 2022, sản lượng đạt đỉnh vào tháng 3, với 70 tấn.", "70", "2022-03"),
        ("Doanh thu tăng từ mức 3 tỷ đồng năm 2019, lên hơn 8 tỷ đồng ở thời điểm hiện tại.", "8 tỷ", None),
    ],
)
def test_when(text: str, quote: str, period: str | None) -> None:
    assert one(text, quote).period == period


def test_a_sentence_that_leads_a_paragraph_sets_its_period() -> None:
    assert one("Huyện vừa tổng kết năm 2022. Thu ngân sách đạt 30 tỷ đồng.", "30 tỷ").period == "2022"


def test_of_two_periods_the_detail_is_of_the_last() -> None:
    text = "Sau năm 2022 thua lỗ, mục tiêu của hãng trong năm 2023 thấp hơn. Cụ thể, lợi nhuận kế hoạch là 9 tỷ đồng."
    assert one(text, "9 tỷ").period == "2023"


def test_what_looks_ahead_sets_no_period_for_what_was_done() -> None:
    text = "Tỉnh đề nghị ngân hàng thẩm định trong tháng 6/2024. Khu tái định cư đã thi công 80%."
    assert one(text, "80").period is None


@pytest.mark.parametrize(
    ("text", "quote", "base", "base_period"),
    [
        ("So với cùng kỳ năm 2022, giải ngân năm 2023 tăng 9%.", "9", "cùng kỳ năm 2022", "2022"),
        ("Năm 2023, lãi gấp 3 lần năm 2019.", "3", "năm 2019", "2019"),
        ("Năm 2023, giải ngân đạt 60% kế hoạch vốn là 9 tỷ đồng.", "60", "kế hoạch vốn", "2023"),
        ("Hàng bán năm 2023 chủ yếu là: gạo (40%), cà phê (25%).", "40", "Hàng bán năm 2023", "2023"),
        ("Khảo sát cho thấy 51% hộ dân cho biết đường đã tốt hơn.", "51", "hộ dân", None),
        ("Giải ngân đạt 38% kế hoạch, cao hơn cùng kỳ 4,2%.", "4,2", "cùng kỳ", None),
        ("Tỷ lệ lấp đầy đạt 95%, cao hơn năm trước 1,5 điểm phần trăm.", "1,5", "năm trước", "2023"),
        ("Thu phí chợ tăng so với năm 2021 3 tỷ đồng.", "3 tỷ", "năm 2021", "2021"),
        ("Kim ngạch đạt 9 tỷ USD, giảm 0,3% so với tháng trước.", "0,3", "tháng trước", None),
        ("Kim ngạch tháng 3 đạt 9 tỷ USD, giảm 0,3% so với tháng trước.", "0,3", "tháng trước", "2024-02"),
        ("Đến cuối tháng 3, tín dụng tăng 0,3% so với cuối năm 2023.", "0,3", "cuối năm 2023", "2023-12-31"),
        ("Lương ở đây thấp hơn vùng ven biển khoảng 12%.", "12", "vùng ven biển", None),
    ],
)
def test_against_what(text: str, quote: str, base: str, base_period: str | None) -> None:
    figure = one(text, quote)
    assert (figure.base, figure.base_period) == (base, base_period)


def test_a_comparison_that_leads_a_sentence_is_no_period_of_it() -> None:
    figure = one("Năm 2023, vốn đạt 8 tỷ đồng. So với cùng kỳ năm 2022, kết quả giải ngân cao hơn 9%.", "9")
    assert (figure.period, figure.base_period) == ("2023", "2022")


@pytest.mark.parametrize(
    ("text", "quote", "indicator"),
    [
        ("Tòa tuyên phạt bị cáo 12 năm tù về tội trộm cắp.", "12", "tù"),
        ("VN-Index đứng giá tại 1.250 điểm.", "1.250", "VN-Index"),
        ("Hãng giao dịch sôi động với mức đóng góp lần lượt là 5 tỷ đồng.", "5 tỷ", "đóng góp"),
        ("Năm qua, hãng chỉ hoàn thành 70% chỉ tiêu lợi nhuận.", "70", "lợi nhuận"),
        ("Giải ngân 9 tỷ đồng, đạt tỷ lệ 30% kế hoạch.", "30", "Giải ngân"),
        ("Bà Lan chuyển 30 triệu đồng.", "30 triệu", "chuyển"),
        ("Khách đóng 500 USD phí hồ sơ.", "500", "phí hồ sơ"),
        ("Cơ sở chi 9 tỷ đồng. Trong đó, 5 tỷ đồng dành cho đóng tàu.", "5 tỷ", "đóng tàu"),
        ("Nhiều tiểu thương cho biết sức mua đạt 3 tỷ đồng.", "3 tỷ", "sức mua"),
        ("Xây 120 km đường cao tốc.", "120", "đường cao tốc"),
        ("Chị Mai, 43 tuổi, bán rau.", "43", "tuổi"),
        ("Giải ngân đạt 38% kế hoạch, cao hơn cùng kỳ 4,2%.", "4,2", "Giải ngân"),
        ("Doanh thu đạt 7 tỷ đồng, hoàn thành 46% kế hoạch năm.", "46", "Doanh thu"),
        ("Đàn bò có 12.000 con.", "12.000", "Đàn bò"),
        ("Nông dân nuôi 300 con.", "300", "con"),
        ("Xăng RON 95 giảm 210 đồng.", "210", "Xăng RON 95"),
        ("Số ca sởi tại TP.HCM là 412 ca.", "412", "Số ca sởi tại TP.HCM"),
    ],
)
def test_what_is_measured(text: str, quote: str, indicator: str) -> None:
    assert one(text, quote).indicator == indicator


@pytest.mark.parametrize(
    ("text", "quote", "scope"),
    [
        ("Nhiều cổ phiếu giảm sâu như ABC (-1,5%), XYZ (-2%).", "-1,5", "ABC"),
        ("Thu ngân sách đạt 90 tỷ đồng, cao nhất là Cần Thơ (30 tỷ đồng).", "30 tỷ", "Cần Thơ"),
        ("MBS đặt kế hoạch lợi nhuận 9 tỷ đồng.", "9 tỷ", "MBS"),
        ("MBS vừa họp cổ đông. Lợi nhuận đạt 9 tỷ đồng.", "9 tỷ", "MBS"),
        ("Thu ngân sách của tỉnh Hòa Bình đạt 9 tỷ đồng. Chi đầu tư đạt 3 tỷ đồng.", "3 tỷ", "tỉnh Hòa Bình"),
    ],
)
def test_whose(text: str, quote: str, scope: str) -> None:
    assert one(text, quote).scope == scope


def test_a_signed_change_has_its_sign_in_the_direction() -> None:
    figure = one("Nhiều cổ phiếu giảm sâu như ABC (-1,5%).", "-1,5")
    assert (figure.relation, figure.direction, figure.quantity.value) == ("change", "down", "1.5")


def test_figures_behind_lan_luot_go_to_who_was_listed() -> None:
    first, second = figures("SSB và TPB giảm lần lượt 1,4% và 0,2%.")
    assert (first.scope, second.scope) == ("SSB", "TPB")


@pytest.mark.parametrize(
    ("text", "quote", "relation"),
    [
        ("Tỷ lệ thất nghiệp tăng tới 8%.", "8", "share"),
        ("Công ty dự kiến huy động thêm 9 tỷ đồng.", "9 tỷ", "level"),
        ("Công ty đã huy động thêm 9 tỷ đồng.", "9 tỷ", "change"),
        ("Vốn vay không vượt quá 50% tổng mức đầu tư.", "50", "share"),
        ("Giá nhà tăng nhẹ hai phiên liên tiếp.", "hai", "level"),
        ("Vụ lừa đảo khiến hãng mất 9 tỷ đồng.", "9 tỷ", "level"),
        ("VN-Index mất 9 điểm.", "9", "change"),
    ],
)
def test_relations(text: str, quote: str, relation: str) -> None:
    assert one(text, quote).relation == relation


def test_a_plan_goes_on_over_a_list() -> None:
    planned = figures("Hãng lên kế hoạch doanh thu 9 tỷ đồng và lợi nhuận 2 tỷ đồng, lần lượt tăng 5% và 3%.")
    assert {figure.modality for figure in planned} == {"plan"}


def test_who_was_given_a_plan_may_have_done_something() -> None:
    assert one("Các đơn vị được giao kế hoạch vốn đã giải ngân 9 tỷ đồng.", "9 tỷ").modality == "actual"


def test_what_an_organisation_reports_goes_on_in_the_next_sentence() -> None:
    text = "Mới đây, Công ty cổ phần Sao Mai đã công bố báo cáo quý. Theo đó, doanh thu đạt 9 tỷ đồng."
    assert one(text, "9 tỷ").attribution == "Công ty cổ phần Sao Mai"


def test_a_rule_is_no_source() -> None:
    assert one("Theo quy định tại Nghị định này, mức phạt là 9 triệu đồng.", "9 triệu").attribution is None

def test_a_number_before_a_verb_counts_nothing() -> None:
    assert figures("Xe buýt 86 chở 40 khách, tàu 236 cập cảng.", PUBLISHED)[0].quantity.value == "40"
    assert len(figures("Xe buýt 86 chở 40 khách, tàu 236 cập cảng.", PUBLISHED)) == 1

@pytest.mark.parametrize(
    ("text", "quote", "relation", "bound", "base"),
    [
        ("Trong hơn 40 năm, xưởng dệt lụa.", "40", "level", "over", None),
        ("Doanh thu tăng hơn 40% ở cả ba miền so với năm 2016.", "40", "change", "over", "năm 2016"),
        ("Khoảng hơn 40% số hộ trồng chè.", "40", "share", "over", "số hộ trồng chè"),
        ("Vốn giải ngân 11,07/11,14 tỷ đồng (đạt 99,37%).", "99,37", "attainment", "exact", "11,14 tỷ đồng"),
        ("Tiền công gấp 3 lần năm 2019.", "3", "change", "exact", "năm 2019"),
    ],
)
def test_what_a_number_with_a_bound_is(text: str, quote: str, relation: str, bound: str, base: str | None) -> None:
    figure = one(text, quote)
    assert (figure.relation, figure.quantity.bound, figure.base) == (relation, bound, base)


@pytest.mark.parametrize(
    ("stretch", "period"),
    [
        ("tính đến ngày 15/4/2024", "2024-01/2024-04"),
        *((f"{n} tháng đầu năm 2023", f"2023-01/2023-{n:02d}") for n in range(2, 12)),
        *((f"{n} tháng cuối năm 2023", f"2023-{13 - n:02d}/2023-12") for n in range(2, 12)),
    ],
)
def test_every_number_of_months(stretch: str, period: str) -> None:
    assert one(f"Lợi nhuận {stretch} đạt 9 tỷ đồng.", "9 tỷ").period == period
