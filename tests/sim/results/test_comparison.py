"""Paired differences: against hand computation, scipy and coverage."""

from __future__ import annotations

import json
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim.results.breakdowns import RUN_OUT
from sim.results.comparison import (
    TAIL_SEASONS,
    Comparison,
    differ,
    mean_interval,
    quantile_interval,
    summarise,
)
from sim.results.experiment import Results
from sim.results.outcomes import OUTCOMES

SALES = OUTCOMES["sales_cny"]
LATENCY = OUTCOMES["decision_latency_h"]
SPEND = OUTCOMES["spend_cny"]
WORST = OUTCOMES["worst_month_cny"]
NONE = float("nan")


def seasons(*values):
    """Return an outcome season by season."""
    return np.array(values, dtype=float)


def test_a_paired_interval_is_the_t_interval_of_the_differences():
    """Differences 1, 2, 3, 4: mean 2.5, s = 1.29, t(3) = 3.182."""
    found = differ(SALES, seasons(11, 22, 33, 44), seasons(10, 20, 30, 40))
    reach = 3.182446305 * sqrt(5 / 3) / 2
    assert found.mean == 2.5
    assert found.low == pytest.approx(2.5 - reach)
    assert found.high == pytest.approx(2.5 + reach)
    assert found.p_better == 1.0
    assert found.is_sure


def test_the_interval_agrees_with_scipys_paired_test():
    """On any numbers."""
    rng = np.random.default_rng(1)
    ours, theirs = rng.normal(1, 2, 30), rng.normal(0, 2, 30)
    found = differ(SALES, ours, theirs)
    expected = stats.ttest_rel(ours, theirs).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_p_better_follows_the_direction_and_counts_ties_half():
    """Better, worse, equal, equal: (1 + 2/2) / 4; lower latency is better; spend has no better."""
    ours, theirs = seasons(2, 0, 1, 1), seasons(1, 1, 1, 1)
    assert differ(SALES, ours, theirs).p_better == 0.5
    assert differ(SALES, seasons(2, 2, 0, 1), theirs).p_better == 0.625
    assert differ(LATENCY, seasons(2, 2, 0, 1), theirs).p_better == 0.375
    assert differ(SPEND, ours, theirs).p_better is None


def test_equal_seasons_differ_by_nothing_and_are_better_in_half():
    """Zero, with an interval of zero width."""
    found = differ(SALES, seasons(3, 5), seasons(3, 5))
    assert (found.mean, found.low, found.high, found.p_better) == (0.0, 0.0, 0.0, 0.5)
    assert not found.is_sure


def test_seasons_in_which_an_outcome_does_not_exist_are_left_out_in_pairs():
    """No decision in a season: no pair."""
    found = differ(LATENCY, seasons(1, NONE, 3), seasons(2, 5, NONE))
    assert found.mean == -1.0
    assert (found.low, found.high) == (None, None), "one pair cannot tell"
    assert differ(LATENCY, seasons(NONE), seasons(1)) is None
    assert summarise(LATENCY, seasons(NONE, NONE)) is None


def test_a_summary_shows_mean_interval_and_the_band_of_seasons():
    """1 to 11: mean 6, P10 2, P90 10."""
    found = summarise(SALES, seasons(*range(1, 12)))
    assert (found.mean, found.p10, found.p90) == (6.0, 2.0, 10.0)
    assert (found.low, found.high) == pytest.approx(
        stats.t.interval(0.95, 10, 6.0, stats.sem(range(1, 12)))
    )


def test_the_worst_month_is_a_low_percentile_of_seasons():
    """P5 of 1..101 is 6, and of the difference of two regimes likewise."""
    values = seasons(*range(1, 102))
    assert summarise(WORST, values).mean == 6.0
    found = differ(WORST, values + 3, values)
    assert found.mean == 3.0
    assert found.low <= 3.0 <= found.high


def test_intervals_cover_what_they_promise():
    """95 % of 4,000 samples: means by t, 5th percentiles by order statistics (at least)."""
    rng = np.random.default_rng(3)
    samples = rng.normal(0, 1, (4000, 60))
    means = [low < 0 < high for low, high in map(mean_interval, samples)]
    assert np.mean(means) == pytest.approx(0.95, abs=4 * sqrt(0.95 * 0.05 / 4000))
    large = rng.normal(0, 1, (1500, 200))
    truth = stats.norm.ppf(0.05)
    tails = [low < truth < high for low, high in (quantile_interval(s, 0.05) for s in large)]
    assert np.mean(tails) > 0.95 - 4 * sqrt(0.95 * 0.05 / 1500)
    assert np.mean(tails) < 0.99, "nor is it uselessly wide"


def test_intervals_are_those_of_scipy_s_distributions():
    """Written with its special functions, because its ``stats`` takes a second to load."""
    values = np.random.default_rng(4).normal(0, 1, 61)
    told = stats.t.interval(0.95, 60, values.mean(), stats.sem(values))
    assert mean_interval(values) == pytest.approx(told)
    many = np.random.default_rng(4).normal(0, 1, 161)
    first, last = stats.binom.ppf([0.025, 0.975], 161, 0.05).astype(int) - (1, 0)
    ordered = np.sort(many)
    assert quantile_interval(many, 0.05) == (ordered[first], ordered[last])


@pytest.mark.parametrize("at", [0.05, 0.95])
def test_a_percentile_of_few_seasons_has_no_interval(at):
    """At 72 it would just exist, at 20 it would cover 64 %; 73 are asked for."""
    values = np.random.default_rng(6).normal(0, 1, TAIL_SEASONS)
    assert quantile_interval(values[:-1], at) == (None, None)
    assert None not in quantile_interval(values, at)


@pytest.mark.parametrize("at", [0.05, 0.95])
def test_a_percentile_s_interval_covers_from_the_first_number_of_seasons_on(at):
    """Of 4,000 samples of 73 at least 95 % hold the truth, but for four standard errors."""
    rng, truth = np.random.default_rng(8), stats.norm.ppf(at)
    found = [quantile_interval(s, at) for s in rng.normal(0, 1, (4000, TAIL_SEASONS))]
    held = np.mean([low < truth < high for low, high in found])
    assert held > 0.95 - 4 * sqrt(0.95 * 0.05 / 4000)


def test_summary_and_difference_of_a_percentile_have_no_interval_below_73_seasons():
    few = seasons(*range(1, 61))
    summary, difference = summarise(WORST, few), differ(WORST, few + 3, few)
    assert (summary.low, summary.high, difference.low, difference.high) == (None,) * 4
    assert (difference.mean, difference.is_sure) == (3.0, False)


def test_the_joint_interval_of_k_comparisons_leaves_out_five_per_cent_over_k():
    values = np.random.default_rng(9).normal(0, 1, 40)
    told = stats.t.interval(1 - 0.05 / 7, 39, values.mean(), stats.sem(values))
    assert mean_interval(values, comparisons=7) == pytest.approx(told)


@pytest.mark.parametrize("count", [20, 60])
def test_all_joint_intervals_hold_at_once_as_often_as_they_promise(count):
    """Seven skewed and correlated differences, 2,000 studies: 95 %, less four standard errors.

    Each alone at 95 % they would hold at once in about 80 % of studies.
    """
    rng, tries, means = np.random.default_rng(10), 2000, np.linspace(-1, 2, 7)
    all_at_once, each_alone = [], []
    for _ in range(tries):
        common, own = rng.normal(0, 1, (count, 1)), rng.gamma(4.0, 0.5, (count, 7)) - 2.0
        drawn = means + 0.7 * common + own
        for comparisons, held in ((7, all_at_once), (1, each_alone)):
            ends = [mean_interval(column, comparisons=comparisons) for column in drawn.T]
            held.append(all(low < m < high for m, (low, high) in zip(means, ends, strict=True)))
    error = 4 * sqrt(0.95 * 0.05 / tries)
    assert np.mean(all_at_once) > 0.95 - error
    assert np.mean(each_alone) < 0.95 - error


def test_a_difference_less_what_it_costs_moves_with_its_interval():
    found = differ(SALES, seasons(11, 22, 33, 44), seasons(10, 20, 30, 40))
    less = found.less(2.0)
    assert less.mean == 0.5
    assert (less.low, less.high) == (found.low - 2.0, found.high - 2.0)
    assert differ(SALES, seasons(3), seasons(1)).less(1.0).low is None


def _compared(extra):
    """Return three seasons of 100, 200 and 300 sold under OA, and ``extra`` more under green."""
    rows = [
        (number, regime, outcome, item, 100.0 * (number + 1) + more)
        for number in range(3)
        for regime, more in (("oa", 0.0), ("green", extra))
        for outcome, item in (("sales_cny", ""), ("sales", "2024-01"), ("sales", RUN_OUT))
    ]
    return Comparison(client="Test", seed=1, results=Results.of_rows(rows))


def test_a_comparison_pairs_seasons_and_has_no_difference_for_the_baseline():
    found = _compared(50.0)
    assert found.replications == 3
    assert found.alternatives == ("green",)
    assert found.difference("green", "sales_cny").mean == 50.0


def test_what_exists_in_no_season_cannot_be_summed_up_or_compared():
    found = _compared(50.0)
    with pytest.raises(LookupError, match="capture_rate of green cannot be compared"):
        found.difference("green", "capture_rate")
    with pytest.raises(LookupError, match="capture_rate does not exist under oa"):
        found.summary("oa", "capture_rate")


def test_any_two_regimes_can_be_compared():
    found = _compared(50.0)
    assert found.between("oa", "green", "sales_cny").mean == -50.0
    with pytest.raises(LookupError, match="capture_rate of oa and green cannot be compared"):
        found.between("oa", "green", "capture_rate")


def test_a_comparison_as_json_has_null_where_nothing_exists_and_months_beside_the_outcomes():
    plain = json.loads(json.dumps(_compared(50.0).as_json(), allow_nan=False))
    assert plain["differences"]["green"]["baseline"] == "oa"
    sold = plain["differences"]["green"]["sales_cny"]
    assert (sold["joint_low"], sold["joint_high"]) == (sold["low"], sold["high"]), "of one"
    assert plain["regimes"]["oa"]["capture_rate"] is None
    assert plain["regimes"]["oa"]["sales_by_month_cny"] == [
        {"month": "2024-01", "mean": 200.0, "p10": 120.0, "p90": 280.0}
    ]
