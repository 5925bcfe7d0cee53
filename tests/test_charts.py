"""The pure half of charts: round steps, stretches of time, what may stand on one sheet, what a line may join."""
from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from db.indicators import ToldFigure
from db.intervals import interval
from diembao.web.charts.drawing import HEIGHT, drawing, label_of
from diembao.web.charts.labels import placed
from diembao.web.charts.scales import Scale, magnitude, ticks
from diembao.web.charts.series import MOST_SUBJECTS, Sheet, sheets
from diembao.web.charts.signs import sign_path
from diembao.web.charts.times import Stretch, follows, stretch, years
from diembao.web.numbers import in_short, written


def figure(value: float, period: str | None, **changes: Any) -> ToldFigure:
    """A figure of an invented article: money of one province, if nothing else is said."""
    first, last = interval(period)
    made = ToldFigure(
        "thu ngân sách", 1, f"{value} {period}", "money", value, f"{value:g}", None, None, "VND", None, None, None,
        "exact", "level", None, "actual", "tỉnh An Giang", period, first, last, None, None, None, None,
        f"{value:g} đồng", "Thu ngân sách", "2024-01-02",
    )  # fmt: skip
    return replace(made, **changes)


def only(*figures: ToldFigure) -> Sheet:
    (sheet,) = sheets(figures).sheets
    return sheet


def of(period: str) -> Stretch:
    found = stretch(*interval(period))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([4.5], "0 1 2 3 4 5"),
        ([97.02, 95.6], "0 20 40 60 80 100"),
        ([-3.2, 6.5], "-4 -2 0 2 4 6 8"),
        ([-8], "-8 -6 -4 -2 0"),
        ([0.07], "0.00 0.02 0.04 0.06 0.08"),
        ([0.0], "0.0 0.2"),
        ([123_370_000_000.0], "0 50000000000 100000000000 150000000000"),
    ],
)
def test_an_axis_has_round_steps_from_zero_to_beyond_what_stands_on_it(values: list[float], told: str) -> None:
    found = ticks(values)
    assert list(found) == [Decimal(step) for step in told.split()]
    assert found[0] <= min(*values, 0)
    assert found[-1] >= max(*values, 0)


def test_a_scale_may_run_down_the_sheet() -> None:
    up = Scale(-5, 15, 300, 20)
    assert [up.at(value) for value in (-5, 5, 15)] == [300, 160, 20]


@pytest.mark.parametrize(
    ("value", "power"), [(95.6, 0), (99_999, 0), (1_215_700, 3), (48e6, 6), (123e9, 9), (5.2e12, 9), (3e14, 12)]
)
def test_values_are_told_in_the_power_that_the_press_takes(value: float, power: int) -> None:
    assert magnitude([1, -value]) == power


@pytest.mark.parametrize(
    ("exact", "told"),
    [("123370000000", "123.370.000.000"), ("95.6", "95,6"), ("1234.5", "1.234,5"), ("-1000", "-1.000"), ("1/3", "1/3")],
)
def test_values_are_written_as_the_press_writes_them(exact: str, told: str) -> None:
    assert written(exact) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [("123.37", "123,4"), ("1234.56", "1.235"), ("5.0", "5"), ("0.07", "0,07"), ("1200000", "1.200.000")],
)
def test_a_value_in_short_has_four_digits(value: str, told: str) -> None:
    assert in_short(Decimal(value)) == told


@pytest.mark.parametrize(
    ("period", "label", "length"),
    [
        ("2018", "2018", ("months", 12)),
        ("2021/2025", "2021–2025", ("months", 60)),
        ("2018-01/2018-06", "1–6/2018", ("months", 6)),
        ("2018-03", "3/2018", ("months", 1)),
        ("2017-09/2018-03", "9/2017–3/2018", ("months", 7)),
        ("2020-02-29", "29/2/2020", ("days", 1)),
        ("2020-02-27/2020-03-05", "27/2/2020–5/3/2020", ("days", 8)),
    ],
)
def test_a_stretch_has_a_short_name_and_a_length(period: str, label: str, length: tuple[str, int]) -> None:
    assert (of(period).label, of(period).length) == (label, length)


@pytest.mark.parametrize(
    ("before", "behind", "so"),
    [
        ("2016", "2017", True),
        ("2016", "2018", False),
        ("2018-01/2018-03", "2018-04/2018-06", True),
        ("2018-01/2018-06", "2019-01/2019-06", True),
        ("2018-01/2018-03", "2018-01/2018-06", False),
        ("2018-01/2018-06", "2018-07/2019-06", False),
        ("2018-01/2018-06", "2019-07/2019-12", False),
        ("2016", "2017-01/2017-11", False),
        ("2019-12-31", "2020-12-31", True),
        ("2019-12-31", "2021-12-31", False),
        ("2017", "2016", False),
    ],
)
def test_what_follows_is_as_long_and_next_or_a_year_on(before: str, behind: str, so: bool) -> None:
    assert follows(of(behind), of(before)) is so


def test_an_axis_names_as_many_years_as_it_has_room_for() -> None:
    first, last = of("2009").first, of("2025").last
    assert years(first, last, 20) == list(range(2009, 2026))
    assert years(first, last, 9) == list(range(2010, 2026, 2))
    assert years(first, last, 4) == [2010, 2015, 2020, 2025]


def test_no_sheet_mixes_units_kinds_or_relations() -> None:
    found = sheets([
        figure(5e9, "2020"), figure(6e9, "2021"), figure(2e6, "2020", unit="USD"),
        figure(95, "2020", kind="percent", unit="%", relation="attainment", base="kế hoạch"),
        figure(4, "2020", kind="percent", unit="%", relation="change", direction="up"),
        figure(4, "2020", kind="percent", unit="%", relation="share"),
        figure(1e9, "2020", relation="change", direction="up"),
    ])  # fmt: skip
    told = [(sheet.unit, sheet.relation, len(sheet.points)) for sheet in found.sheets]
    assert told == [("VND", "level", 2), ("USD", "level", 1), ("%", "attainment", 1), ("%", "change", 1),
                    ("%", "share", 1), ("VND", "change", 1)]  # fmt: skip


def test_units_of_one_base_stand_together_in_it_and_a_unit_alone_stays() -> None:
    ha = figure(2, "2020", kind="quantity", unit="ha", value_base=20_000.0, unit_base="m2")
    m2 = figure(500, "2021", kind="quantity", unit="m2", value_base=500.0, unit_base="m2")
    both, alone = only(ha, m2), only(ha)
    assert (both.unit, [point.value for point in both.points]) == ("m2", [20_000, 500])
    assert (alone.unit, alone.points[0].value) == ("ha", 2)


def test_what_fell_is_below_zero_and_what_cannot_be_drawn_is_counted() -> None:
    change = {"kind": "percent", "unit": "%", "relation": "change"}
    found = sheets([
        figure(3.5, "2020", direction="down", value_max=4.0, **change), figure(2, "2021", **change),
        figure(7, None), figure(8, None), figure(9, "2022"),
    ])  # fmt: skip
    assert [[point.ends for point in sheet.points] for sheet in found.sheets] == [[(-3.5, -4.0)], [(9,)]]
    assert found.undrawn == {"direction": 1, "period": 2}


def lines(*figures: ToldFigure) -> list[list[float]]:
    return [[point.value for point in run] for run in only(*figures).runs]


def test_a_line_joins_years_that_follow_and_stops_at_a_gap() -> None:
    told = [figure(year - 2000, str(year)) for year in (2015, 2016, 2017, 2019, 2020)]
    assert lines(*told) == [[15, 16, 17], [19, 20]]


@pytest.mark.parametrize(
    "other",
    [{"scope": "tỉnh Long An"}, {"base": "dự toán"}, {"modality": "plan"}, {"value_max": 9.0},
     {"period_start": "2021-01-01", "period_end": "2021-06-30"}],
)  # fmt: skip
def test_a_line_never_joins_another_scope_base_modality_length_or_a_range(other: dict[str, Any]) -> None:
    assert lines(figure(1, "2020"), figure(2, "2021")) == [[1, 2]]
    assert lines(figure(1, "2020"), figure(2, "2021", **other)) == []


def test_a_scope_is_one_however_it_is_written() -> None:
    assert lines(figure(1, "2020", scope="toàn vùng"), figure(2, "2021", scope="Toàn  Vùng")) == [[1, 2]]


def test_the_year_before_is_one_base_and_a_year_that_stays_another() -> None:
    def change(value: float, year: int, base: int) -> ToldFigure:
        told = {"base": f"năm {base}", "base_period_start": f"{base}-01-01", "base_period_end": f"{base}-12-31"}
        return figure(value, str(year), relation="change", direction="up", **told)

    rolling = only(*(change(year - 2000, year, year - 1) for year in (2019, 2020, 2021)))
    assert [subject.bases for subject in rolling.subjects] == [("năm 2018", "năm 2020")]
    assert len(rolling.runs[0]) == 3
    assert lines(change(1, 2020, 2015), change(2, 2021, 2015)) == []


def test_of_several_values_of_a_period_the_line_takes_that_of_the_latest_article() -> None:
    told = figure(1, "2020"), figure(5, "2021"), figure(6, "2021", published="2024-05-05"), figure(7, "2022")
    assert lines(*told) == [[1, 6, 7]]
    assert len(only(*told).points) == 4


def test_what_is_told_again_is_one_point_that_leads_to_the_latest_article() -> None:
    first, again = figure(5, "2021"), figure(5, "2021", article_id=2, published="2024-06-01", fact_key="again")
    (point,) = only(first, again).points
    assert [one.fact_key for one in point.figures] == ["again", first.fact_key]


def test_scopes_beyond_what_a_chart_can_show_are_counted() -> None:
    sheet = only(*(figure(n, "2020", scope=f"tỉnh {n}") for n in range(1, 10)))
    assert (len(sheet.subjects), sheet.left_out) == (MOST_SUBJECTS, 9 - MOST_SUBJECTS)


def test_few_periods_are_bars_on_zero_and_following_ones_a_line() -> None:
    bars = drawing(only(figure(10, "2020"), figure(20, "2021", modality="plan")))
    assert bars.has_bars
    assert bars.lines == ()
    assert [(mark.top + mark.height, mark.label and mark.label.text) for mark in bars.marks] == [
        (bars.zero, "10"), (bars.zero, "20")
    ]  # fmt: skip
    assert bars.marks[1].height == pytest.approx(2 * bars.marks[0].height, abs=0.1)
    over_time = drawing(only(*(figure(year, str(year)) for year in (2020, 2021, 2022))))
    assert not over_time.has_bars
    assert over_time.lines[0].points.split() == [f"{mark.x:g},{mark.y:g}" for mark in over_time.marks]
    assert [tick.text for tick in over_time.across] == ["2020", "2021", "2022"]


def test_a_range_is_a_bar_from_end_to_end() -> None:
    (mark,) = drawing(only(figure(4, "2020", value_max=6.0, bound="about"))).marks
    whole = drawing(only(figure(4, "2020"), figure(6, "2021"))).marks
    assert (mark.top, mark.top + mark.height) == pytest.approx((whole[1].top, whole[0].top))
    assert label_of(mark.point, 0) == "≈4–6"


def test_signs_of_one_period_do_not_stand_on_each_other() -> None:
    told = [figure(year, str(year)) for year in (2020, 2021, 2022)]
    close = drawing(only(*told, figure(2022.001, "2022", modality="estimate")))
    places = [(mark.x, mark.y) for mark in close.marks if mark.point.stretch == of("2022")]
    assert places[0][0] != places[1][0]


def test_everything_drawn_is_on_the_sheet() -> None:
    many = [figure((-1) ** n * n * 1e9, f"{2000 + n}-0{n % 9 + 1}", scope=f"tỉnh {n % 5}") for n in range(1, 100)]
    for sheet in (only(*many), only(*many[:20])):
        made = drawing(sheet)
        assert len(made.marks) == len(sheet.points)
        for mark in made.marks:
            assert made.left <= mark.left
            assert mark.left + mark.width <= made.width
            assert mark.top >= 0
            assert mark.top + mark.height <= HEIGHT


def test_no_value_is_written_on_another() -> None:
    signs = [(50.0 + n, 100.0, 100.0, "1.234") for n in range(6)]
    told = [label for label in placed(signs, 0, 300) if label is not None]
    assert told
    assert not any(one.overlaps(other) for one in told for other in told if one is not other)


def test_every_subject_has_a_sign_of_its_own() -> None:
    assert len({sign_path(subject, 10, 10) for subject in range(MOST_SUBJECTS)}) == MOST_SUBJECTS
