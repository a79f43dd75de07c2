"""What a chart says of itself, whatever format draws it."""

import pytest

from playbook.blocks import (
    Bars,
    Dot,
    Estimate,
    Forest,
    Gantt,
    GroupedBars,
    Lines,
    Milestone,
    Scatter,
    Series,
    Span,
    StackedBars,
    from_dict,
)
from sim.messages import ProblemError

WORDS = {"title": "What it shows", "alt": "The same in words"}
LONG = "A home-page focus slot of the mall, weekends and festivals included, released late"


def bars(labels=("July", "August"), values=(1.0, -2.0), format="money", **fields):
    return Bars(**WORDS, labels=labels, values=values, format=format, **fields)


def stacked(*series):
    made = tuple(Series(name=f"s{n}", values=values) for n, values in enumerate(series))
    labels = tuple(f"l{n}" for n in range(len(series[0])))
    return StackedBars(**WORDS, labels=labels, series=made, format="money")


def plan(unit="date", **fields):
    late = {"finish_late": "2010-06-09"} if unit == "date" else {}
    ends = ("2010-06-01", "2010-06-02") if unit == "date" else (1, 2.5)
    made = [
        Span(label=area, area=area, start=ends[0], finish=ends[1], **late)
        for area in ("Product", "Team", "Product")
    ]
    return Gantt(**WORDS, bars=made, unit=unit, **fields)


def test_bars_lie_where_a_label_does_not_fit_below_its_bar():
    assert not bars().lies
    assert bars(("July", "August", LONG), (1.0, 2.0, 3.0)).lies


def test_bars_lie_where_a_number_does_not_fit_over_its_bar():
    many = tuple(str(number) for number in range(14))
    assert not bars(many, (1.0,) * 14, format="number").lies
    assert bars(many, (-123_456_789.0,) * 14, format="number").lies


def test_bars_lie_as_they_are_told():
    assert bars(orientation="horizontal").lies
    assert not bars(("July", "August", LONG), (1.0, 2.0, 3.0), orientation="vertical").lies


def test_bars_reach_from_nought_to_the_ends_of_their_intervals():
    assert bars(values=(3.0, None), low=(1.0, None), high=(5.0, None)).extent == (0.0, 5.0)


def test_a_stack_reaches_as_far_as_its_sums_and_losses_hang_below():
    chart = stacked((1.0, 4.0), (2.0, -3.0))
    assert chart.layers(0) == [(0, 0.0, 1.0), (1, 1.0, 3.0)]
    assert chart.layers(1) == [(0, 0.0, 4.0), (1, -3.0, 0.0)]
    assert chart.extent == (-3.0, 4.0)
    assert chart.totals == (3.0, 1.0)


def test_a_stack_of_gaps_has_no_total():
    assert stacked((None, 1.0), (None, None)).totals == (None, 1.0)


def test_a_forest_reaches_to_its_reference():
    point = Estimate(label="green", value=3.0, low=2.0, high=4.0)
    assert Forest(**WORDS, points=(point,), format="number", reference=1.0).extent == (1.0, 4.0)


def test_a_scatter_reaches_from_nought_both_ways():
    points = (Dot(label="", x=2.0, y=-1.0), Dot(label="b", x=5.0, y=3.0))
    told = {"x_format": "number", "y_format": "number", "x_label": "x", "y_label": "y"}
    chart = Scatter(**WORDS, points=points, **told)
    assert (chart.x_extent, chart.extent) == ((0.0, 5.0), (-1.0, 3.0))


def test_a_task_that_ends_on_a_date_fills_that_day():
    chart = plan()
    (first, *_) = chart.bars
    assert chart.end(first.finish) - chart.at(first.start) == 2
    assert plan("working_day").extent == (1.0, 2.5)


def test_a_plan_reaches_to_its_latest_ends_and_its_milestones():
    stone = Milestone(label="Go-live", at="2010-05-31")
    first, last = plan(milestones=(stone,)).extent
    assert last - first == 10  # 31 May to the end of 9 June


def test_the_areas_of_a_plan_keep_the_order_in_which_they_came():
    assert [(area, len(bars)) for area, bars in plan().areas.items()] == [
        ("Product", 2),
        ("Team", 1),
    ]


def test_a_moment_must_be_in_the_unit_of_its_plan():
    stone = Milestone(label="Go-live", at=3)
    with pytest.raises(ProblemError, match=r"milestones\[0\].at = 3: must be a date such as"):
        plan(milestones=(stone,))


def test_the_table_of_a_chart_says_how_far_its_intervals_reach():
    table = bars(values=(3.0, None), low=(1.0, None), high=(7.0, None)).as_table()
    assert table.rows == (
        ("July", 3.0, 1.0, 7.0, 2.0, 4.0),
        ("August", None, None, None, None, None),
    )
    assert table.formulas == (("below", "value - low"), ("above", "high - value"))


def test_the_table_of_a_chart_without_intervals_has_its_values_only():
    assert bars().as_table().rows == (("July", 1.0), ("August", -2.0))


def test_the_table_of_lines_has_the_ends_of_each_band_beside_its_line():
    one = Series(name="green", values=(1, 2), low=(0, 1), high=(2, 3))
    chart = Lines(**WORDS, x=("July", "August"), series=(one,), format="number")
    names = [column.name for column in chart.as_table().columns]
    assert names == ["Point", "green", "green, low end", "green, high end"]


def test_lines_run_over_names_or_over_numbers_and_not_over_both():
    one = Series(name="green", values=(1, 2))
    assert not Lines(**WORDS, x=(1, 2.5), series=(one,), format="number").over_names
    with pytest.raises(ProblemError, match=r"x = \(1, 'two'\): must be a number"):
        Lines(**WORDS, x=(1, "two"), series=(one,), format="number")


def test_every_series_has_one_number_for_each_label():
    one = Series(name="green", values=(1.0,))
    with pytest.raises(ProblemError, match=r"series\[0\].values = .* 2 members, one for each"):
        GroupedBars(**WORDS, labels=("July", "August"), series=(one,), format="money")


def test_a_chart_is_written_as_the_notebooks_have_it_that_were_run_before():
    told = {
        "block": "chart",
        "kind": "forest",
        **WORDS,
        "note": "",
        "data": {
            "points": [{"label": "green", "value": 3.0, "low": None, "high": None, "key": "green"}],
            "format": "money",
        },
    }
    assert from_dict(told).to_dict() == told


def test_a_chart_of_no_known_kind_is_refused():
    with pytest.raises(ProblemError, match=r"kind = 'bar': is not known\. Did you mean 'bars'"):
        from_dict({"block": "chart", "kind": "bar", "data": {}, **WORDS})


def test_a_fault_in_the_numbers_of_a_written_chart_is_told_with_its_place():
    told = {**bars().to_dict(), "data": {"labels": ["July"], "values": [True], "format": "money"}}
    with pytest.raises(ProblemError, match=r"values\[0\] = true: must be a number"):
        from_dict(told)
