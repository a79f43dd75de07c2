"""The laws of luck: right to the last digits, the same on numbers and arrays, true to theory."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import ndtri

from sim.luck import address, vectors
from sim.luck.address import uniform
from sim.luck.vectors import uniforms
from sim.model import elementary
from sim.model.elementary import CENTRE

LEAST, MOST = 0.5 / 2**52, 1.0 - 0.5 / 2**52
inside = st.floats(LEAST, MOST)


def alike(one, other):
    """Tell whether two numbers are the same to the bit, the sign of nought included."""
    return one == other and math.copysign(1.0, one) == math.copysign(1.0, other)


def digits_lost(found, right):
    """Return by how many units in the last place found values miss the right ones, at most."""
    return float(np.max(np.abs(found - right) / np.spacing(np.abs(right))))


def test_exp_and_log_are_right_to_the_last_place_or_two():
    """Against this machine's library, itself within one."""
    x = np.linspace(-700.0, 700.0, 100_001)
    assert digits_lost(vectors.exp(x), np.exp(x)) <= 2
    x = np.exp(np.linspace(-700.0, 700.0, 100_001))
    assert digits_lost(vectors.log(x), np.log(x)) <= 2
    x = np.linspace(0.5, 2.0, 100_000)
    assert digits_lost(vectors.log(x), np.log(x)) <= 2


def test_the_normal_quantile_is_right_to_15_digits_even_in_its_tails():
    u = np.concatenate([np.linspace(0.001, 0.999, 9_999), 10.0 ** np.linspace(-300, -3, 3_001)])
    kept = u != 0.5
    assert np.max(np.abs(vectors.normal(u[kept]) / ndtri(u[kept]) - 1.0)) < 4e-15


@given(st.floats(-800.0, 800.0))
@example(-745.2)
@example(-708.5)
@example(709.79)
def test_exp_of_a_number_is_exp_of_an_array_of_it(x):
    assert alike(elementary.exp(x), float(vectors.exp(np.array([x]))[0]))


@given(st.floats(5e-324, 1.7e308))
@example(elementary.HALF_ROOT_2)
@example(elementary.ROOT_2)
@example(math.nextafter(elementary.ROOT_2, 0.0))
@example(2.0**-32)
@example(2.0**32)
def test_log_of_a_number_is_log_of_an_array_of_it(x):
    assert alike(elementary.log(x), float(vectors.log(np.array([x]))[0]))


@given(inside)
@example(0.5)
@example(0.5 - CENTRE)
@example(0.5 + CENTRE)
@example(math.exp(-25.0))
@example(LEAST)
@example(MOST)
def test_luck_of_a_number_is_luck_of_an_array_of_it(u):
    array = np.array([u])
    assert alike(address.normal(u), float(vectors.normal(array)[0]))
    assert alike(address.unit_exponential(u), float(vectors.unit_exponential(array)[0]))
    assert alike(
        address.weibull(3.0, 0.75, u),
        float(3.0 * vectors.power(vectors.unit_exponential(array), 1.0 / 0.75)[0]),
    )


@given(st.floats(-1.0, 2000.0), st.lists(inside, max_size=5))
@example(200.0, [LEAST, 0.5, MOST])
@example(200.1, [LEAST, 0.5, MOST])
@example(0.0, [LEAST, MOST])
@example(1e-9, [MOST])
def test_poisson_luck_of_numbers_is_that_of_an_array(mean, u):
    assert vectors.poisson(mean, np.array(u)).tolist() == [
        address.poisson(mean, each) for each in u
    ]


def test_an_array_of_any_shape_keeps_it():
    u = uniforms(1, 0, "shape", (4, 3))
    assert vectors.normal(u).shape == vectors.poisson(3.0, u).shape == (4, 3)


def test_normal_luck_is_as_far_below_as_above():
    u = uniforms(1, 0, "mirror", 1000)
    assert np.array_equal(vectors.normal(u), -vectors.normal(1.0 - u))


@pytest.mark.parametrize("x", [0.0, -1.0, math.inf, math.nan])
def test_a_logarithm_that_is_none_is_refused(x):
    with pytest.raises(ValueError, match="not positive and finite"):
        elementary.log(x)
    with pytest.raises(ValueError, match="not positive and finite"):
        vectors.log(np.array([1.0, x]))


def test_the_last_crumb_of_luck_ends_the_search_for_a_count():
    """The chances of all counts add up to a little less than 1 - 2**-53."""
    assert 0 <= address.poisson(3.0, MOST) < 60
    assert 200 < address.poisson(200.0, MOST) < 400


DRAWN = {
    "normal": (stats.norm(), lambda u: vectors.normal(u)),
    "exponential": (stats.expon(), lambda u: vectors.unit_exponential(u)),
    "weibull": (
        stats.weibull_min(0.75, scale=7.0),
        lambda u: 7.0 * vectors.power(vectors.unit_exponential(u), 1.0 / 0.75),
    ),
    "lognormal": (
        stats.lognorm(0.8, scale=2.0),
        lambda u: 2.0 * vectors.exp(0.8 * vectors.normal(u)),
    ),
}


@pytest.mark.parametrize("law", DRAWN)
def test_luck_follows_its_law(law):
    """100,000 draws; the test would see values that are 3 % too large."""
    theory, drawn = DRAWN[law]
    values = drawn(uniforms(1, 0, law, 100_000))
    assert stats.kstest(values, theory.cdf).pvalue > 1e-3
    assert stats.kstest(1.03 * values, theory.cdf).pvalue < 1e-3


@pytest.mark.parametrize("mean", [0.3, 4.0, 30.0])
def test_counts_follow_the_law_of_poisson(mean):
    """By inversion, count for count what the theory's own quantile is; none was too rare to try."""
    u = uniforms(1, 0, "poisson", 20_000)
    assert vectors.poisson(mean, u).tolist() == stats.poisson(mean).ppf(u).astype(int).tolist()


def test_a_law_drawn_one_by_one_is_the_law_drawn_together():
    """The kernel draws so; the model of record draws whole streams."""
    alone = [address.lognormal(2.0, 0.8, uniform(1, 0, 7, index)) for index in range(100)]
    u = np.array([uniform(1, 0, 7, index) for index in range(100)])
    assert alone == (2.0 * vectors.exp(0.8 * vectors.normal(u))).tolist()
