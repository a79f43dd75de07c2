"""Where a gain's spread comes from, and the box of inputs in which an option is best."""

import numpy as np
import pytest
from drawn_worlds import doubt_of

from playbook.study.box import box_of
from playbook.study.spread import spread_parts
from sim.results.drawn import SEASONS_A_WORLD

WORLDS = 1000


@pytest.fixture(scope="module")
def parts():
    """Variances of known size: 4 by the first input, bent, 1 by the second, 5 by luck."""
    rng = np.random.default_rng(1)
    values = rng.uniform(-1, 1, (WORLDS, 3))
    bent = (values[:, 0] ** 2 - 1 / 3) / (4 / 45) ** 0.5
    means = 2 * bent + 3**0.5 * values[:, 1]
    luck = 5**0.5 * rng.standard_normal((WORLDS, SEASONS_A_WORLD))
    return spread_parts(doubt_of(values, means[:, None] + luck), "green")


def test_luck_has_the_part_that_differs_between_seasons_of_one_world(parts):
    assert parts.luck.share == pytest.approx(0.5, abs=0.04)
    assert parts.luck.low < 0.5 < parts.luck.high


def test_an_input_has_its_part_although_it_bends(parts):
    assert parts.inputs["offers.input_0"].share == pytest.approx(0.4, abs=0.05)
    assert parts.inputs["offers.input_1"].share == pytest.approx(0.1, abs=0.03)


def test_an_input_that_does_nothing_has_no_part(parts):
    assert parts.inputs["offers.input_2"].share < 0.01


def test_the_largest_part_stands_first(parts):
    assert next(iter(parts.inputs)) == "offers.input_0"


def test_a_gain_that_never_differs_has_no_spread():
    values = np.random.default_rng(2).uniform(size=(40, 2))
    found = spread_parts(doubt_of(values, np.ones((40, SEASONS_A_WORLD))), "green")
    assert [found.luck.share, *(part.share for part in found.inputs.values())] == [0, 0, 0]


def boxed(chance_inside, chance_outside):
    """Worlds in which an option is the best more often where two inputs are large."""
    rng = np.random.default_rng(3)
    values = rng.uniform(size=(2 * WORLDS, 4))
    inside = (values[:, 0] > 0.6) & (values[:, 2] > 0.5)
    chance = np.where(inside, chance_inside, chance_outside)
    return box_of(("a", "b", "c", "d"), values, rng.uniform(size=len(values)) < chance)


def test_the_box_is_found_where_the_option_is_best():
    found = boxed(0.9, 0.1)
    assert {"a", "c"} <= set(found.ends)
    assert found.ends["a"][0] == pytest.approx(0.6, abs=0.1)
    assert found.ends["c"][0] == pytest.approx(0.5, abs=0.1)
    assert found.density == pytest.approx(0.9, abs=0.08)
    assert found.base < 0.35


def test_where_no_input_matters_a_box_tells_no_more_than_the_rest():
    """The other half of the worlds tells it: luck that was peeled is not told as a finding."""
    found = boxed(0.3, 0.3)
    assert found is None or found.density == pytest.approx(found.base, abs=0.12)


def test_an_option_that_is_best_everywhere_has_no_box():
    values = np.random.default_rng(4).uniform(size=(WORLDS, 2))
    assert box_of(("a", "b"), values, np.ones(WORLDS, dtype=bool)) is None
