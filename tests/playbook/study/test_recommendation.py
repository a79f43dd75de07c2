"""The rule that recommends a regime, on hand-made comparisons."""

import pytest

from playbook.study.recommendation import recommend
from sim.results.comparison import Comparison
from sim.results.experiment import Results


def comparison(gains, *, damage=None, at_risk=None, sales=1_000_000.0, spread=0.75):
    """Return two seasons with these contribution gains over OA, in CNY.

    The gains lie ``spread`` above and below, so that their interval reaches 12.7 times as far.
    """
    spreads = {"oa": 0.0} | (spread if isinstance(spread, dict) else dict.fromkeys(gains, spread))
    rows = []
    for name, gain in {"oa": 0.0, **gains}.items():
        for number, sign in enumerate((1, -1)):
            values = {
                "sales_cny": sales,
                "brand_damage_cny": (damage or {}).get(name, 0.0),
                "money_at_risk_cny": (at_risk or {}).get(name),
                "contribution_cny": gain + sign * spreads[name],
            }
            rows += [(number, name, outcome, "", value) for outcome, value in values.items()]
    return Comparison(client="c", seed=1, results=Results.of_rows(rows))


def test_the_highest_gain_is_recommended():
    found = recommend(comparison({"plan": 30_000.0, "plan_green": 90_000.0}), 10_000)
    assert (found.regime, found.runner_up) == ("plan_green", "plan")


def test_a_gain_below_two_per_cent_of_sales_does_not_matter():
    """2 % of 1,000,000 is 20,000: 19,000 leaves things as they are, 20,000 does not."""
    assert recommend(comparison({"green": 19_000.0}), None).stays_with_oa
    assert not recommend(comparison({"green": 20_000.0}), None).stays_with_oa


def test_a_gain_whose_interval_holds_zero_is_not_enough():
    found = recommend(comparison({"green": 90_000.0}, spread=8_000.0), None)
    assert found.stays_with_oa
    assert found.candidate == "green"


def test_crossing_the_red_line_rules_a_regime_out():
    found = recommend(
        comparison({"plan_green": 50_000.0, "delegated": 500_000.0}, damage={"delegated": 1.0}),
        None,
    )
    assert found.regime == "plan_green"
    assert found.ruled_out == {"delegated": "red_line"}


@pytest.mark.parametrize(("risk", "regime"), [(9_999.0, "green"), (10_001.0, "oa")])
def test_more_at_risk_than_the_stop_loss_rules_a_regime_out(risk, regime):
    found = recommend(comparison({"green": 50_000.0}, at_risk={"green": risk}), 10_000)
    assert found.regime == regime


def test_a_simpler_regime_that_cannot_be_told_from_the_best_is_preferred():
    """Both gain surely, and the better one scatters so that 5,000 more may be luck."""
    gains = {"oa_urged": 95_000.0, "plan_green": 100_000.0}
    told = recommend(comparison(gains, spread={"oa_urged": 1_000.0, "plan_green": 5_000.0}), None)
    assert (told.regime, told.runner_up) == ("oa_urged", "plan_green")


def test_the_smallest_difference_that_matters_is_told_in_money():
    assert recommend(comparison({"green": 1.0}, sales=3_000_000.0), None).matters == 60_000.0
