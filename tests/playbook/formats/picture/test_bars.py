import re

import pytest

from playbook.blocks import Bars, GroupedBars, Series, StackedBars
from playbook.formats.picture.charts import pictures


def corners(picture):
    """Return left, top, right and bottom of each filled rectangle that has a coloured look."""
    found = []
    for path in re.findall(r'<path d="([^"]+z)\s*" style="fill: (?:#|url)', picture.svg):
        points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
        across, down = zip(*points, strict=True)
        found.append((min(across), min(down), max(across), max(down)))
    return found


def drawn(kind, **fields):
    (picture,) = pictures(kind(title="t", alt="a", format="number", **fields))
    return picture


def test_the_height_of_a_bar_is_proportional_to_its_value():
    values = [10.0, 20.0, 40.0]
    picture = drawn(Bars, labels=list("abc"), values=values, orientation="vertical")
    low, middle, high = (bottom - top for _, top, _, bottom in corners(picture))
    assert middle == pytest.approx(2 * low, rel=1e-3)
    assert high == pytest.approx(4 * low, rel=1e-3)


def test_a_loss_goes_to_the_left_and_its_value_stands_beyond_its_end():
    picture = drawn(Bars, labels=["a", "b"], values=[-10.0, 5.0], orientation="horizontal")
    loss, gain = corners(picture)
    assert loss[2] == pytest.approx(gain[0])
    (label,) = (one for one in picture.labels if one.text == "−10.0")
    assert label.anchor == 1
    assert label.x < loss[0]


def test_a_value_stands_beyond_the_end_of_its_interval():
    ends = {"low": [5.0, 1.0], "high": [30.0, 3.0]}
    picture = drawn(Bars, labels=["a", "b"], values=[10.0, 2.0], orientation="horizontal", **ends)
    wide, narrow = corners(picture)
    unit = (narrow[2] - narrow[0]) / 2
    (label,) = (one for one in picture.labels if one.text == "10.0")
    assert label.x == pytest.approx(wide[0] + 30 * unit + 6, abs=0.1)


def test_the_layers_of_a_stack_stand_on_one_another():
    series = [Series(name="a", values=[10.0]), Series(name="b", values=[30.0])]
    picture = drawn(StackedBars, labels=["x"], series=series, orientation="horizontal")
    first, second = [one for one in corners(picture) if one[3] - one[1] > 20][:2]
    assert first[2] == pytest.approx(second[0])
    assert second[2] - second[0] == pytest.approx(3 * (first[2] - first[0]), rel=1e-3)


def test_a_stack_says_its_sum():
    series = [Series(name="a", values=[10.0, None]), Series(name="b", values=[30.0, -4.0])]
    for orientation in ("horizontal", "vertical"):
        picture = drawn(StackedBars, labels=["x", "y"], series=series, orientation=orientation)
        assert [one.text for one in picture.labels if one.bold] == ["40.0", "−4.00"]


def test_a_layer_too_short_for_its_value_goes_without():
    series = [Series(name="a", values=[1000.0]), Series(name="b", values=[3.0])]
    picture = drawn(StackedBars, labels=["x"], series=series, orientation="horizontal")
    shown = [one.text for one in picture.labels]
    assert "1,000" in shown
    assert "3.00" not in shown


def test_a_gap_is_a_dash_where_its_bar_would_begin():
    series = [Series(name="a", values=[10.0, None]), Series(name="b", values=[30.0, 5.0])]
    picture = drawn(GroupedBars, labels=["x", "y"], series=series, orientation="horizontal")
    assert [one.text for one in picture.labels].count("–") == 1
