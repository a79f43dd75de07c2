"""What offers are worth before anybody decides: bad ones, screens, and where the value lies."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import DEMAND, client_in, kind, offer, scenario

from sim.model.units import fen
from sim.results.worth import Population, Worth, allowed, truth, worths


def worth(season, value, kind="slot", **told):
    """Return an offer of this value that both parties would take."""
    plain = {"red_line": False, "agency_takes": True, "reviewers_take": True}
    return Worth(season=season, kind=kind, value=value, **(plain | told))


TWO_SEASONS = Population(
    [worth(0, 300.0), worth(0, -100.0), worth(1, 500.0), worth(1, -100.0), worth(1, -200.0)], 2
)


def test_bad_offers_are_those_that_lose():
    """Three of five; they lose 100 in one season and 300 in the other."""
    assert TWO_SEASONS.bad_share.mean == pytest.approx(3 / 5)
    assert TWO_SEASONS.losses.mean == pytest.approx(200)
    assert TWO_SEASONS.losses_share.mean == pytest.approx(400 / 800)


def test_taking_everything_is_worth_the_good_less_the_bad():
    assert TWO_SEASONS.value.mean == pytest.approx((800 - 400) / 2)
    assert TWO_SEASONS.number.mean == pytest.approx(2.5)


def test_perfect_judgement_saves_what_the_bad_offers_lose():
    """And a screen that refuses everything gives up what taking everything is worth."""
    assert TWO_SEASONS.saved_by(lambda one: one.value > 0).mean == TWO_SEASONS.losses.mean
    assert TWO_SEASONS.saved_by(lambda one: False).mean == -TWO_SEASONS.value.mean
    assert TWO_SEASONS.saved_by(lambda one: True).mean == 0


def test_the_best_twentieth_is_counted_among_all_offers():
    """Of 100 offers worth 1 to 100 the best five earn 490 of 5,050."""
    found = Population([worth(0, float(n)) for n in range(1, 101)], 1)
    assert found.top_share.mean == pytest.approx((96 + 97 + 98 + 99 + 100) / 5050)


def test_one_season_and_seasons_all_alike_have_no_interval():
    """A share of 1 in every season does not say that it is sure."""
    bad = Population([worth(0, -1.0), worth(1, -1.0)], 2).bad_share
    assert (bad.mean, bad.low, bad.high) == (1.0, None, None)
    assert Population([worth(0, 1.0)], 1).value.low is None


def test_the_interval_of_a_share_stays_a_share():
    """Two seasons that differ much say next to nothing: from 0 to 1, and not beyond."""
    share = Population([worth(0, -1.0), worth(1, 1.0)], 2).bad_share
    assert (share.mean, share.low, share.high) == (0.5, 0.0, 1.0)


def test_no_offers_no_share():
    assert Population([], 3).bad_share is None
    assert Population([], 3).top_share is None


def test_the_interval_of_a_share_covers_it():
    """Seasons of Poisson many offers, 30 % bad, of which a bad season has more: 95 % +- 4."""
    luck = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        seasons = []
        for season in range(30):
            chance = luck.choice([0.2, 0.4])
            values = np.where(luck.random(luck.poisson(12)) < chance, -1.0, 1.0)
            seasons += [worth(season, value) for value in values]
        share = Population(seasons, 30).bad_share
        held += share.low <= 0.3 <= share.high
    assert 0.91 <= held / 400 <= 0.99


def test_the_kind_with_the_most_value_comes_first():
    found = Population([worth(0, 5.0, "a"), worth(0, 9.0, "b"), worth(0, 5.0, "a")], 1)
    assert found.kinds == ["a", "b"]
    assert found.of_kind("b").value.mean == 9.0


def test_an_offer_is_worth_what_it_brings_and_not_what_anybody_expects():
    """1,000 visitors of whom half as many buy as of the kind's: 50 x 25 - 1,000 CNY."""
    misjudged = offer(conversion=0.5, seen_by_agency=5000, seen_by_reviewers=1)
    assert truth(scenario(), misjudged).deal_value == pytest.approx(fen(250))


def test_what_the_red_line_forbids_is_left_out():
    offers = [worth(0, 1.0), worth(0, 2.0, red_line=True)]
    assert [one.value for one in allowed(offers)] == [1.0]


def test_a_better_kind_has_fewer_bad_offers():
    """The same offers of a season, converting twice as well."""
    few, many = (
        Population(
            worths(
                scenario(
                    kinds={"slot": kind(cost_cny=(2400.0, 4000.0), conversion=conversion)},
                    demand=DEMAND,
                    conversion_sigma=0.5,
                ),
                1,
                6,
            ),
            6,
        )
        for conversion in (0.2, 0.1)
    )
    assert 0 < few.bad_share.mean < many.bad_share.mean < 1


def test_offers_that_the_platform_thins_out_are_not_counted():
    """A season holds more offers than come, for a store that the platform favours."""
    client = client_in("data/clients/company_a.toml")
    rates = [kind.rate_per_month for kind in client.scenario.kinds.values()]
    found = Population(worths(client.scenario, 1, 12), 12)
    # a new store: 0.45, 0.70, 0.95 and 1.25 of the rate, more before festivals
    expected = sum(rates) * (0.45 + 0.70 + 0.95 + 1.25)
    assert found.number.mean == pytest.approx(1.15 * expected, rel=0.15)
