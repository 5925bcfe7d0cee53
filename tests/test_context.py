"""A figure's indicator, scope, period, relation, base, attribution and modality, from grammar."""

from __future__ import annotations

from extractor.context import relate
from extractor.figures import find_figures
from extractor.model import Figure
from extractor.periods import find_moments
from tests.reading import reading_of, rules


def figures(text: str, published: str | None = None) -> list[Figure]:
    reading = reading_of(text, published)
    moments = find_moments(reading, rules())
    quantities = find_figures(reading, rules(), moments, []).quantities
    return list(relate(reading, rules(), quantities, moments, []))


def test_a_chain_shares_its_subject_and_tells_plan_and_change() -> None:
    level, reached, grown = figures(
        "Theo báo cáo của Sở Tài chính, tổng thu ngân sách năm 2022 của tỉnh Hòa Bình trên 50 tỷ đồng, "
        "đạt 98% kế hoạch năm, tăng 3% so với năm 2021."
    )
    assert level.indicator == reached.indicator == grown.indicator == "tổng thu ngân sách"
    assert level.scope == grown.scope == "tỉnh Hòa Bình"
    assert level.period == reached.period == grown.period == "2022"
    assert level.attribution == "Sở Tài chính"
    assert (reached.relation, reached.base, reached.base_period) == ("attainment", "kế hoạch năm", "2022")
    assert (grown.relation, grown.direction, grown.base, grown.base_period) == ("change", "up", "năm 2021", "2021")


def test_the_same_period_is_a_year_before() -> None:
    (_, change) = figures("Quý I/2025, sản lượng thép đạt 5 triệu tấn, giảm 4% so với cùng kỳ.")
    assert (change.direction, change.period, change.base_period) == ("down", "2025-01/2025-03", "2024-01/2024-03")


def test_parts_have_their_own_indicator_and_keep_the_period() -> None:
    whole, part, share = figures(
        "Năm 2020, tổng vốn đầu tư đạt 100 tỷ đồng. Trong đó vốn vay là 60 tỷ đồng, chiếm 60% tổng vốn đầu tư."
    )
    assert (whole.indicator, part.indicator) == ("tổng vốn đầu tư", "vốn vay")
    assert part.period == "2020"
    assert (share.relation, share.base) == ("share", "tổng vốn đầu tư")


def test_what_is_reached_stands_beside_its_plan() -> None:
    reached, plan, percent = figures("Vốn sự nghiệp giải ngân 8/10 tỷ đồng (đạt 80%).")
    assert (reached.modality, plan.modality) == ("actual", "plan")
    assert (percent.relation, percent.base) == ("attainment", "10 tỷ đồng")


def test_modality_goes_with_its_own_verb() -> None:
    (planned,) = figures("Huyện phấn đấu thu 20 tỷ đồng.")
    (guessed,) = figures("Doanh thu ước đạt 20 tỷ đồng.")
    assert (planned.modality, guessed.modality) == ("plan", "estimate")


def test_from_one_level_to_another_is_no_change() -> None:
    first, second = figures("Vốn điều lệ tăng từ 5 tỷ đồng lên 8 tỷ đồng.")
    assert (first.relation, second.relation) == ("level", "level")


def test_a_count_has_its_noun_phrase() -> None:
    (figure,) = figures("Trung tâm đã mở 25 mô hình trồng rau sạch.")
    assert figure.indicator == "mô hình trồng rau sạch"


def test_a_count_within_a_phrase_takes_no_period_of_the_sentence() -> None:
    embedded, whole = figures("Năm 2019, kinh phí của 12 huyện đạt 30 tỷ đồng.")
    assert embedded.period is None
    assert (whole.period, whole.scope) == ("2019", "12 huyện")


def test_abbreviations_are_written_out_in_the_key_only() -> None:
    (figure,) = figures("Quỹ phát triển khoa học (PTKH) lớn. Vốn PTKH đạt 5 tỷ đồng.")
    assert (figure.indicator, figure.indicator_key) == ("Vốn PTKH", "vốn phát triển khoa học")


def test_a_plan_ends_with_its_sentence() -> None:
    planned, done = figures("Năm 2024, tỉnh phấn đấu xây 5 cầu. Cả tỉnh đang có 9 trạm bơm.")
    assert (planned.modality, done.modality) == ("plan", "actual")


def test_every_context_field_keeps_the_span_that_it_was_read_from() -> None:
    text = "Năm 2020, doanh thu của Công ty Sao Mai đạt 7 tỷ đồng, tăng 5% so với năm 2019."
    for figure in figures(text):
        for name, span in figure.spans.items():
            told = getattr(figure, name)
            if name != "period":
                assert told == text[span.start : span.end], name


def test_figures_told_respectively_go_to_the_things_told_before() -> None:
    first, second, down, further = figures(
        "Sao Mai Group lên kế hoạch doanh thu 680 tỷ đồng và lợi nhuận 53 tỷ đồng, "
        "lần lượt giảm 25% và 50% so với năm 2022."
    )
    assert (first.indicator, second.indicator) == ("doanh thu", "lợi nhuận")
    assert (down.indicator, further.indicator) == ("doanh thu", "lợi nhuận")
    assert (further.relation, further.direction, further.base_period) == ("change", "down", "2022")


def test_figures_told_respectively_go_to_the_parts_of_the_subject() -> None:
    rice, fruit = figures("Gạo và trái cây lần lượt đạt 5 tỷ đồng và 7 tỷ đồng.")
    assert (rice.indicator, fruit.indicator) == ("Gạo", "trái cây")


def test_an_actor_and_its_verb_are_no_indicator() -> None:
    (figure,) = figures("Năm 2022, Sao Mai Group ghi nhận doanh thu bán hàng đạt 414 tỷ đồng.")
    assert (figure.indicator, figure.scope, figure.period) == ("doanh thu bán hàng", "Sao Mai Group", "2022")


def test_a_base_ends_where_the_level_begins() -> None:
    change, level = figures("Trong năm 2022, tồn kho tăng 110% so với cùng kỳ lên 420 tỷ đồng.")
    assert (change.base, change.base_period) == ("cùng kỳ", "2021")
    assert (level.relation, level.period) == ("level", "2022")


def test_signs_in_brackets_tell_the_direction() -> None:
    _, up = figures("VN-Index tăng 1,69 điểm (+0,16%).")
    assert (up.relation, up.direction) == ("change", "up")


def test_no_compound_is_cut_at_its_second_syllable() -> None:
    (figure,) = figures("Năm 2020, kinh phí tỉnh thực hiện là 7 tỷ đồng.")
    assert figure.indicator == "kinh phí tỉnh thực hiện"
