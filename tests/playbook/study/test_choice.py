"""The probability of a correct choice: against the normal law, and by how often it is right."""

import numpy as np
import pytest
from scipy import stats

from playbook.study.choice import WANTED, bound, chance_of


def margins(*means, spread=1.0, seasons=50, seed=1):
    """Return drawn margins of rivals, their means and spreads exactly as told."""
    drawn = np.random.default_rng(seed).normal(0, 1, (len(means), seasons))
    drawn = (drawn - drawn.mean(axis=1, keepdims=True)) / drawn.std(axis=1, ddof=1, keepdims=True)
    return drawn * spread + np.array(means)[:, None]


def test_with_one_rival_the_bound_is_student_s_distribution():
    """Mean 0.3, deviation 1, 50 seasons: T(0.3 * sqrt(50)) with 49 degrees of freedom."""
    expected = stats.t.cdf(0.3 * 50**0.5, 49)
    assert bound(margins(0.3), 50) == pytest.approx(expected)


def test_the_bound_adds_up_what_every_rival_may_be_wrong():
    both = 1 - (1 - stats.t.cdf(0.3 * 50**0.5, 49)) - (1 - stats.t.cdf(0.2 * 50**0.5, 49))
    assert bound(margins(0.3, 0.2), 50) == pytest.approx(both)


def test_resampling_and_formula_agree_with_one_rival():
    """Both estimate the same probability; 2,000 resamples have a standard error of 0.01."""
    found = chance_of(margins(0.1), 0.1)
    assert found.resampled == pytest.approx(found.at_least, abs=0.03)


def test_the_bound_lies_below_what_is_resampled_when_rivals_hang_together():
    """Three rivals with the same luck are wrong together, and the bound counts them apart."""
    found = chance_of(np.repeat(margins(0.15), 3, axis=0), 0.0)
    assert found.at_least < found.resampled - 0.1


def test_the_seasons_that_are_told_are_the_fewest_that_do():
    rivals = margins(0.2, 0.3)
    seasons = chance_of(rivals, 0.0).seasons
    assert bound(rivals, seasons) >= WANTED > bound(rivals, seasons - 1)


def test_no_number_of_seasons_makes_a_wrong_choice_right():
    assert chance_of(margins(-0.2), 0.1).seasons is None


def test_a_margin_without_spread_is_certain():
    assert chance_of(np.full((1, 9), -0.5), 0.5).at_least == 1.0
    assert chance_of(np.full((1, 9), -1.0), 0.5).at_least == 0.0


def test_one_season_tells_no_chance():
    assert chance_of(np.array([[5.0]]), 1.0) is None


def studies(gaps, indifferent, seasons):
    """Yield for each true gap of two regimes the chance told, and whether the choice is right.

    The season's difference has a standard deviation of 1, and the higher mean is chosen.
    """
    rng = np.random.default_rng(7)
    for gap in gaps:
        difference = rng.normal(gap, 1.0, seasons)
        sign = 1 if difference.mean() >= 0 else -1
        yield chance_of(sign * difference[None, :], indifferent), sign * gap >= -indifferent


def test_over_all_that_may_be_true_the_chance_is_calibrated():
    """800 studies of 30 seasons, gaps from -0.6 to 0.6: as often right as told.

    Four standard errors of the difference are about 0.03.
    """
    gaps = np.random.default_rng(8).uniform(-0.6, 0.6, 800)
    told, right = zip(*studies(gaps, 0.1, 30), strict=True)
    assert np.mean(right) == pytest.approx(np.mean([one.resampled for one in told]), abs=0.03)


@pytest.mark.parametrize("seasons", [10, 30, 200])
def test_what_is_guaranteed_holds_where_the_rival_is_hardly_worse(seasons):
    """A gap just above the indifference is the hardest case: 800 studies, four standard errors."""
    told, right = zip(*studies([0.1001] * 800, 0.1, seasons), strict=True)
    least = np.mean([one.guaranteed for one in told])
    assert np.mean(right) >= least - 4 * (least * (1 - least) / 800) ** 0.5
    assert np.mean(right) <= least + 0.06, "nor is it uselessly low"


def test_the_chance_told_is_too_high_where_the_rival_is_hardly_worse():
    """What the docstring warns of: told on the seasons that chose, it has their luck in it."""
    told, right = zip(*studies([0.15] * 400, 0.1, 30), strict=True)
    assert np.mean([one.resampled for one in told]) > np.mean(right) + 0.05
