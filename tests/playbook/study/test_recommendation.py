"""The rule that recommends a regime, on hand-made comparisons."""

import numpy as np
import pytest

from playbook.clients.load import load_client
from playbook.study.choice import Stakes, stakes_of
from playbook.study.recommendation import recommend
from playbook.study.standing import Standing, on_offer
from sim.results.comparison import Comparison
from sim.results.experiment import Results
from sim.tables.read import read_table

NINE = (
    *("oa", "oa_urged", "plan", "green", "urged_green", "plan_green", "alone_green", "wide_green"),
    "delegated",
)


ALONE = {
    **dict.fromkeys(("green", "urged_green", "plan_green"), 5_000.0),
    "wide_green": 15_000.0,
    "alone_green": 20_000.0,
    "delegated": np.inf,
}


def stakes(**changes):
    """Return what is weighed where the charters hand over what Company A's do."""
    return Stakes(alone_cny=ALONE, **changes)


def comparison(gains, *, damage=None, at_risk=None, sales=1_000_000.0, oa=400_000.0, spread=0.75):
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
                "contribution_cny": oa + gain + sign * spreads[name],
            }
            rows += [(number, name, outcome, "", value) for outcome, value in values.items()]
    return Comparison(client="c", seed=1, results=Results.of_rows(rows))


def drawn(contributions):
    """Return the comparison of contributions, a list of seasons a regime, the baseline first."""
    rows = []
    for number in range(len(contributions["oa"])):
        for name, values in contributions.items():
            told = {
                "sales_cny": 1e6,
                "brand_damage_cny": 0.0,
                "money_at_risk_cny": None,
                "contribution_cny": values[number],
            }
            rows += [(number, name, outcome, "", value) for outcome, value in told.items()]
    return Comparison(client="c", seed=1, results=Results.of_rows(rows))


def test_the_highest_gain_is_recommended():
    found = recommend(comparison({"plan": 30_000.0, "plan_green": 90_000.0}), stakes())
    assert (found.regime, found.runner_up) == ("plan_green", "plan")


def test_a_gain_below_a_share_of_oa_s_contribution_does_not_matter():
    """5 % of 400,000 is 20,000: 19,000 leaves things as they are, 20,000 does not."""
    assert recommend(comparison({"green": 19_000.0}), stakes()).stays_with_oa
    assert not recommend(comparison({"green": 20_000.0}), stakes()).stays_with_oa


def test_sales_decide_nothing():
    """An appliance sells much and keeps little: what matters is a part of what it keeps."""
    assert recommend(comparison({"green": 25_000.0}, sales=9e6), stakes()).regime == "green"


def test_changing_must_be_paid_for_by_the_gain():
    """The zone is 20,000 and changing costs 15,000: it takes 35,000."""
    weighed = stakes(change_cny={"green": 15_000.0})
    assert recommend(comparison({"green": 34_000.0}), weighed).stays_with_oa
    found = recommend(comparison({"green": 35_000.0}), weighed)
    assert (found.regime, found.matters, found.indifferent) == ("green", 35_000.0, 20_000.0)


def test_a_regime_that_is_cheaper_to_introduce_may_win_with_less():
    """100,000 less 30,000 is less than 90,000 less 10,000."""
    weighed = stakes(change_cny={"plan_green": 30_000.0, "plan": 10_000.0})
    found = recommend(comparison({"plan_green": 100_000.0, "plan": 90_000.0}), weighed)
    assert (found.regime, found.lead.mean) == ("plan", 10_000.0)


def test_a_contribution_below_nought_has_an_indifference_too():
    found = recommend(comparison({"green": 25_000.0}, oa=-400_000.0), stakes())
    assert (found.regime, found.indifferent) == ("green", 20_000.0)


def test_a_doubtful_lead_is_recommended_and_its_chance_is_told():
    """Two seasons of 82,000 and 98,000 more: the interval holds nought, the mean decides."""
    found = recommend(comparison({"green": 90_000.0}, spread=8_000.0), stakes())
    assert found.regime == "green"
    assert not found.gain.is_sure
    assert 0.5 < found.chance.at_least < 1


def test_regimes_that_change_nothing_leave_oa_in_place():
    assert recommend(comparison({"green": 0.0}, oa=0.0), stakes()).stays_with_oa


def test_a_runner_up_within_the_indifference_is_as_good():
    near, far = (
        recommend(comparison({"plan_green": second, "green": 90_000.0}), stakes())
        for second in (75_000.0, 65_000.0)
    )
    assert near.runner_up_is_close
    assert not far.runner_up_is_close


def test_where_money_cannot_tell_less_is_handed_over():
    """The single-sign channel leads by 9,000 of an indifference of 20,000, and signs more alone."""
    gains = {"alone_green": 90_000.0, "wide_green": 81_000.0, "green": 69_000.0}
    found = recommend(comparison(gains), stakes())
    assert (found.regime, found.runner_up) == ("wide_green", "alone_green")
    assert found.lead.mean == -9_000.0
    assert found.runner_up_is_close


def test_who_hands_over_less_must_be_worth_it_itself():
    gains = {"alone_green": 30_000.0, "wide_green": 19_000.0}
    assert recommend(comparison(gains), stakes()).regime == "alone_green"


@pytest.mark.parametrize(
    ("gain", "spread", "named"),
    [(16_000.0, 1.0, "oa_urged"), (14_000.0, 1.0, "oa"), (16_000.0, 100.0, "oa")],
)
def test_what_hands_nothing_over_needs_only_surely_to_pay(gain, spread, named):
    """Changing costs 15,000; two seasons 100 above and below leave 1,271 of doubt."""
    weighed = stakes(change_cny={"oa_urged": 15_000.0})
    found = recommend(comparison({"oa_urged": gain}, spread={"oa_urged": spread}), weighed)
    assert (found.regime, found.matters) == (named, 15_000.0)


@pytest.mark.parametrize(("gain", "named"), [(119_000.0, "oa_urged"), (120_000.0, "green")])
def test_authority_must_earn_the_indifference_on_top_of_what_needs_none(gain, named):
    found = recommend(comparison({"oa_urged": 100_000.0, "green": gain}), stakes())
    assert (found.regime, found.without) == (named, "oa_urged")
    assert found.matters == (120_000.0 if named == "green" else 0.0)


@pytest.mark.parametrize(
    ("over_fits", "named"),
    [
        ({"green": 5, "wide_green": 4}, "green"),
        ({"green": 5, "wide_green": 5}, "wide_green"),
        ({"alone_green": 9}, "wide_green"),
        ({}, "wide_green"),
    ],
)
def test_what_most_fits_name_is_taken_where_it_hands_over_less(over_fits, named):
    """As told the wide charter leads the draft by 25,000, more than the 20,000 of no matter."""
    gains = {"wide_green": 60_000.0, "green": 35_000.0, "alone_green": 30_000.0}
    found = recommend(comparison(gains), stakes(), over_fits)
    assert found.regime == found.candidate == named
    assert found.instead_of == ("wide_green" if named == "green" else "")


def test_what_the_fits_name_must_be_worth_leaving_oa_for_as_told():
    gains = {"wide_green": 60_000.0, "green": 19_000.0}
    found = recommend(comparison(gains), stakes(), {"green": 9})
    assert (found.regime, found.instead_of) == ("wide_green", "")


def test_what_each_regime_hands_over_is_what_the_agency_signs_alone():
    told = stakes_of(load_client("data/clients/company_a.toml"))
    handed = {name: told.handed_over(name) for name in NINE}
    alone = {name: cny for name, cny in handed.items() if 0 < cny < np.inf}
    assert alone == {
        "green": 5_000,
        "urged_green": 5_000,
        "plan_green": 5_000,
        "alone_green": 20_000,
        "wide_green": 15_000,
    }
    assert handed["delegated"] == np.inf
    assert handed["oa"] == handed["oa_urged"] == handed["plan"] == 0


def test_crossing_the_red_line_rules_a_regime_out():
    found = recommend(
        comparison({"plan_green": 50_000.0, "delegated": 500_000.0}, damage={"delegated": 1.0}),
        stakes(),
    )
    assert found.regime == "plan_green"
    assert {name: one.reason for name, one in found.ruled_out.items()} == {"delegated": "red_line"}


@pytest.mark.parametrize(("damage", "regime"), [(2_499.0, "green"), (2_501.0, "oa")])
def test_a_line_crossed_by_no_more_than_is_borne_rules_nothing_out(damage, regime):
    """1 % of 1,000,000 sold beyond the line does 2,500 of damage at 25 % of it."""
    weighed = stakes(red_line_share=0.01, damage_share=0.25)
    told = comparison({"green": 50_000.0}, damage={"green": damage})
    assert recommend(told, weighed).regime == regime


def test_the_red_line_has_a_price():
    """Delegation brings 300,000 more with 100,000 of damage, a quarter of what is sold beyond it.

    It ties at a damage of 400,000: as much as all that is sold beyond the line.
    """
    told = comparison(
        {"plan_green": 50_000.0, "delegated": 350_000.0}, damage={"delegated": 100_000.0}
    )
    (found,) = recommend(told, stakes(damage_share=0.25)).ruled_out.values()
    assert found.forgone.mean == pytest.approx(300_000.0)
    assert found.tie_damage_cny == pytest.approx(400_000.0)
    assert found.tie_share == pytest.approx(1.0)


def test_ruling_out_what_would_not_win_has_no_price():
    told = comparison({"plan_green": 50_000.0, "delegated": 40_000.0}, damage={"delegated": 9.0})
    (found,) = recommend(told, stakes()).ruled_out.values()
    assert found.forgone.mean < 0
    assert (found.tie_damage_cny, found.tie_share) == (None, None)


@pytest.mark.parametrize(("risk", "regime"), [(9_999.0, "green"), (10_001.0, "oa")])
def test_more_at_risk_than_the_stop_loss_rules_a_regime_out(risk, regime):
    told = comparison({"green": 50_000.0}, at_risk={"green": risk})
    assert recommend(told, stakes(risk_limit_cny=10_000)).regime == regime


def test_few_seasons_never_favour_the_simple_option():
    """The better regime brings 40,000 more, with a standard deviation of 160,000 in a season.

    On 20 seasons its mean is the higher one with probability Phi(40 / 160 * sqrt(20)) = 0.868, and
    so often it is chosen. A rule that prefers the simpler one of two that cannot be told apart
    would choose the better one as rarely as its interval excludes nought: in one case of five.
    Both hand over the same.
    """
    rng, tries = np.random.default_rng(5), 200
    picks = []
    for _ in range(tries):
        oa = rng.normal(400_000.0, 50_000.0, 20)
        simple = oa + 100_000.0
        better = simple + rng.normal(40_000.0, 160_000.0, 20)
        told = drawn({"oa": oa, "green": simple, "plan_green": better})
        picks.append(recommend(told, stakes()).regime == "plan_green")
    assert np.mean(picks) == pytest.approx(0.868, abs=3 * (0.868 * 0.132 / tries) ** 0.5)


def test_any_number_of_regimes_is_ranked_and_the_dated_switch_is_no_choice():
    gains = {name: 30_000.0 * place for place, name in enumerate(NINE) if name != "oa"}
    told = comparison({**gains, "case": 900_000.0})
    assert on_offer(told) == NINE
    assert recommend(told, stakes()).regime == "delegated"


def test_the_gain_has_the_interval_of_all_alternatives_at_once():
    told = comparison({"plan": 30_000.0, "green": 90_000.0}, spread=100.0)
    own, gain = told.difference("green", "contribution_cny"), recommend(told, stakes()).gain
    assert gain.mean == own.mean
    assert gain.low < own.low


def test_alone_oa_stays_for_certain():
    found = recommend(comparison({}), stakes())
    assert found.stays_with_oa
    assert found.chance.resampled == found.chance.at_least == 1.0


def test_a_season_bears_the_part_of_the_change_that_its_months_have_in_the_pay_back():
    """Four months of twelve: a third of 24,000, and of a partial change its share."""
    settings = ["choice.change_cny=24000", "choice.pay_back_months=12"]
    client = load_client("data/clients/company_a.toml", settings)
    shares = {row.text("regime"): row.number("share") for row in read_table("charter/change_costs")}
    assert client.file.season.months == 4
    assert stakes_of(client).change("plan_green") == pytest.approx(8_000.0)
    assert stakes_of(client).change("oa_urged") == pytest.approx(8_000.0 * shares["oa_urged"])
    assert stakes_of(client).change("oa") == 0.0


def test_a_season_longer_than_the_pay_back_bears_the_whole_change():
    settings = ["choice.change_cny=24000", "choice.pay_back_months=2"]
    client = load_client("data/clients/company_a.toml", settings)
    assert stakes_of(client).change("plan_green") == 24_000.0


def test_every_regime_has_its_cost_of_changing():
    assert [row["regime"] for row in read_table("charter/change_costs")] == list(NINE)


def test_on_seasons_drawn_anew_the_whole_rule_is_asked_again():
    """Half of the seasons make the channel lose: about as often OA is named on others."""
    rng = np.random.default_rng(1)
    oa = np.full(40, 400_000.0)
    near = drawn({"oa": oa, "green": oa + rng.normal(20_000, 30_000, 40)})
    far = drawn({"oa": oa, "green": oa + rng.normal(90_000, 30_000, 40)})
    told = Standing.of(near, stakes()).named_again()
    assert sum(told.values()) == pytest.approx(1)
    assert 0.1 < told["green"] < 0.9
    assert Standing.of(far, stakes()).named_again() == {"green": 1.0}


def test_a_limit_rules_out_on_the_seasons_that_are_drawn():
    """One season in ten has 30,000 at risk: the 95th percentile of some draws lies below."""
    rows = []
    for number in range(40):
        for name, gain in (("oa", 0.0), ("green", 90_000.0)):
            risk = 30_000.0 if number % 20 == 0 else 0.0
            told = {
                "sales_cny": 1e6,
                "brand_damage_cny": 0.0,
                "money_at_risk_cny": None if name == "oa" else risk,
                "contribution_cny": 400_000.0 + gain,
            }
            rows += [(number, name, outcome, "", value) for outcome, value in told.items()]
    found = Comparison(client="c", seed=1, results=Results.of_rows(rows))
    told = Standing.of(found, stakes(risk_limit_cny=10_000.0)).named_again()
    assert 0.1 < told["green"] < 0.9


def test_a_smaller_indifference_names_who_hands_over_more():
    """Of 400,000: the wide charter leads the chain that is chased by 12,000, the draft by 8,000."""
    found = comparison({"oa_urged": 100_000.0, "wide_green": 112_000.0, "green": 108_000.0})
    rule = Standing.of(found, stakes()).rule
    assert rule.choice.regime == "oa_urged"
    assert rule.named_below() == {
        "wide_green": pytest.approx(0.03),
        "green": pytest.approx(0.02),
    }
