"""What decides the answer: ends of ranges, the value at which it turns, the price of delay."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from playbook.documents import pitch
from playbook.documents.pitch.must_be_true import deciding, input_name, turning_points
from playbook.engagement.questions import UNCERTAIN
from playbook.engagement.ranges import Delay, Swing, delay, swings
from sim.client.load import Assumption

CLIENT = "data/clients/company_a.toml"


@pytest.fixture(scope="module")
def engagement():
    """Return the case of Company A on few seasons."""
    return pitch.engagement(CLIENT, replications=8)


def swing(base, at_low, at_high, *, own=1.0, low=0.5, high=2.0, matters=40.0):
    """Return a swing with these gains; the studies give nothing else."""

    def study(gain):
        return SimpleNamespace(difference=lambda regime, outcome: SimpleNamespace(mean=gain))

    number = Assumption(
        path="offers.rate_factor",
        value=own,
        unit="multiple",
        low=low,
        high=high,
        basis="EXPERT",
        source="expert",
        meaning="offers",
    )
    return Swing(number, base, study(at_low), study(at_high), "plan_green", matters)


def test_the_answer_turns_where_the_gain_crosses_what_matters():
    """From 100 at 1 to -20 at 2 the line crosses 40 half way."""
    assert swing(100, 90, -20).turns_at == pytest.approx(1.5)


def test_a_gain_that_is_too_small_turns_where_it_becomes_worth_it():
    """From 10 at 1 to 70 at 0.5 the line crosses 40 half way down."""
    assert swing(10, 70, 20).turns_at == pytest.approx(0.75)


def test_an_answer_that_holds_at_both_ends_turns_nowhere():
    assert swing(100, 41, 300).turns_at is None


def test_an_input_without_a_number_of_its_own_turns_nowhere():
    one = swing(100, -20, -20)
    dated = replace(one.number, value=date(2010, 8, 1))
    assert replace(one, number=dated).turns_at is None


def test_the_ends_hold_the_own_gain_too():
    assert swing(100, 90, 95).ends == (90, 100)
    assert swing(100, 90, 95).width == 10


def test_the_widest_input_comes_first_and_all_ranges_are_tried(engagement):
    found = swings(engagement)
    assert sorted(one.number.path for one in found) == sorted(UNCERTAIN)
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    assert deciding(found) == [input_name(one.number.path) for one in found[:3]]


def test_the_ends_meet_the_luck_of_the_headline(engagement):
    """An input that a hurdle makes idle leaves every season as it was."""
    found = {one.number.path: one for one in swings(engagement)}
    base = found["agency.self_interest"].base
    ours = engagement.comparison.results.seasons(engagement.candidate, "contribution_cny")
    theirs = engagement.comparison.results.seasons("oa", "contribution_cny")
    tried = engagement.method.range_seasons
    gain = sum(a - b for a, b in zip(ours[:tried], theirs[:tried], strict=True)) / tried
    assert base == pytest.approx(gain)


def test_more_visitors_an_offer_bring_more_gain(engagement):
    found = {one.number.path: one for one in swings(engagement)}["offers.visitors_factor"]
    low, high = found.gains
    assert low.mean < high.mean


def test_delay_costs_what_the_slower_chain_earns_less():
    """48 hours more cost 600: 300 a day."""
    found = Delay(quick_hours=12, slow_hours=60, quick_cny=1_000, slow_cny=400)
    assert found.cny_a_day == pytest.approx(300)
    assert replace(found, slow_hours=12).cny_a_day is None


def test_slower_approvers_cost_company_a_something(engagement):
    found = delay(engagement)
    assert found.slow_hours > found.quick_hours
    assert found.cny_a_day > 0


def test_turning_points_are_named_with_their_value():
    assert turning_points([swing(100, 90, -20), swing(100, 41, 300)]) == [
        "how many offers come: 1.5"
    ]
