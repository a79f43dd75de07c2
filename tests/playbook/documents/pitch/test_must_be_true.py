"""What decides the answer: ends of ranges, the value at which it turns, the price of delay."""

from dataclasses import replace
from datetime import date

import pytest
from engagements import advised, case

from playbook.blocks import Forest, Table
from playbook.documents import pitch
from playbook.documents.input_names import in_its_unit, input_name
from playbook.documents.pitch.must_be_true import (
    NAMED,
    SHOWN,
    SHOWN_WHERE_OA_STAYS,
    deciding,
    shown,
    turning_points,
    turns_words,
    weightiest,
)
from playbook.engagement import ranges
from playbook.engagement.ranges import Delay, Swing, delay, lead_swings, swings
from playbook.engagement.varied import UNCERTAIN, uncertain
from playbook.study.choice import Stakes
from playbook.study.standing import ChoiceRule, Figures
from sim.client.load import Assumption


@pytest.fixture(scope="module")
def engagement():
    """Return the case of Company A on few seasons."""
    return case()


STAKES = Stakes(alone_cny={"green": 1.0, "wide_green": 2.0})
"""Two charters, the second of which hands over more; 5 % of OA's 800 are not told apart."""


def rule(**gains):
    """Return the rule where regimes gain so much over an OA that brings 800."""
    figures = {
        name: Figures(
            contribution_cny=800.0 + gain,
            sales_cny=1e4,
            damage_cny=0.0,
            at_risk_cny=None,
            surely_cny=gain,
        )
        for name, gain in {"oa": 0.0, **gains}.items()
    }
    return ChoiceRule(figures=figures, stakes=STAKES)


def swing(base, at_low, at_high, *, own=1.0, low=0.5, high=2.0):
    """Return a swing of the gain of the green channel, the only alternative."""
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
    told, *ends = (rule(green=gain) for gain in (base, at_low, at_high))
    return Swing(number=number, told=told, at_low=ends[0], at_high=ends[1], candidate="green")


def values(swing):
    """Return the values at which the answer turns."""
    return tuple(turn.value for turn in swing.turns)


def test_the_answer_turns_where_the_gain_crosses_what_matters():
    """From 100 at 1 to -20 at 2 the line crosses 40 half way."""
    assert values(swing(100, 90, -20)) == pytest.approx((1.5,))


def test_a_gain_that_is_too_small_turns_where_it_becomes_worth_it():
    """From 10 at 1 to 70 at 0.5 the line crosses 40 half way down."""
    assert values(swing(10, 70, 20)) == pytest.approx((0.75,))


def test_an_answer_that_holds_at_neither_end_turns_on_both_sides():
    """From 100 at 1 the line crosses 40 half way down to -20 at 0.5, and half way up to 2."""
    assert values(swing(100, -20, -20)) == pytest.approx((0.75, 1.5))


def test_both_ends_on_one_side_of_the_own_value_turn_the_answer_once():
    """A range from 1.2 to 2 that does not hold the own value 1: the nearer crossing counts."""
    assert values(swing(100, -20, -20, low=1.2)) == pytest.approx((1.1,))


def test_an_answer_that_holds_at_both_ends_turns_nowhere():
    assert swing(100, 41, 300).turns == ()


def test_a_turn_names_the_regime_that_takes_the_place():
    """From 100 and 120 the wider charter's lead grows past 40 where it stands at 140."""
    told, end = rule(green=100, wide_green=120), rule(green=100, wide_green=160)
    one = replace(swing(100, 100, 100), told=told, at_low=told, at_high=end)
    (turn,) = one.turns
    assert (turn.regime, turn.value) == ("wide_green", pytest.approx(1.5))


def test_an_input_without_a_number_of_its_own_turns_nowhere():
    one = swing(100, -20, -20)
    dated = replace(one.number, value=date(2010, 8, 1))
    assert replace(one, number=dated).turns == ()


def test_the_ends_hold_the_own_gain_too():
    assert swing(100, 90, 95).ends == (90, 100)
    assert swing(100, 90, 95).width == 10


def test_the_widest_input_comes_first_and_all_ranges_are_tried(engagement):
    found = swings(engagement)
    assert sorted(one.number.path for one in found) == sorted(UNCERTAIN)
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    assert deciding(found) == [input_name(one.number.path) for one in found[:3]]


def test_a_number_that_the_client_states_is_moved_over_a_range_too(engagement):
    """Company A states an order of 150: from 0.7 to 1.4 of it, as the table of ranges has it."""
    found = {one.number.path: one.number for one in swings(engagement)}
    order = found["store.order_value_cny"]
    assert (order.basis, order.value) == ("CLIENT", 150)
    assert (order.low, order.high) == (105, 210)
    stock = found["supply.opening_stock_orders"]
    assert (stock.low, stock.high) == (stock.value / 2, stock.value * 2)


def test_the_lead_is_over_the_runner_up_and_turns_where_the_answer_does(engagement):
    found, choice = lead_swings(engagement), engagement.recommendation
    against_oa = {one.number.path: one for one in swings(engagement)}
    assert {one.rival for one in found} == {choice.runner_up}
    for one in found:
        ours, theirs = (
            one.at_low.figures[name].contribution_cny
            for name in (choice.candidate, choice.runner_up)
        )
        assert one.gains[0] == ours - theirs
        assert one.turns == against_oa[one.number.path].turns


def test_what_speeds_the_chain_up_can_decide_against_the_runner_up(engagement):
    """What drives a rival only moves no gain over OA, and is found in the lead over the rival."""
    known = {number.path: number for number in uncertain(engagement.client)}
    gain = ranges.swing(engagement, known["chain.urged_attention_factor"])
    assert gain.width == pytest.approx(0, abs=1e-6)
    assert replace(gain, rival="oa_urged").width > 0


def test_the_page_shows_the_second_tornado_where_oa_is_left(engagement):
    """Unless the settings fitted chose: then no lead decides."""
    told = advised(engagement, engagement.recommendation.regime)
    by_fits = advised(engagement, engagement.recommendation.regime, instead_of="alone_green")
    for each, count in ((told, 2), (by_fits, 1)):
        charts = [b.title for b in pitch.what_must_be_true(each) if isinstance(b, Forest)]
        assert len(charts) == count


def test_a_client_that_keeps_oa_sees_what_would_move_the_nearest_alternative(engagement):
    """In short: one chart of the inputs that move it most, and of any at which the answer turns."""
    stays = advised(engagement, "oa", candidate=engagement.candidate)
    blocks = pitch.what_must_be_true(stays)
    assert not [b for b in blocks if isinstance(b, Table)]
    (chart,) = (b for b in blocks if isinstance(b, Forest))
    assert "nearest alternative" in chart.title
    turning = [one for one in swings(stays) if one.turns]
    assert len(chart.points) == len(shown(swings(stays), SHOWN_WHERE_OA_STAYS))
    assert SHOWN_WHERE_OA_STAYS <= len(chart.points) <= SHOWN_WHERE_OA_STAYS + len(turning)


def test_what_an_end_changes_is_added_to_the_gain_of_the_headline(engagement):
    """So an input turns the answer only if it moves it: the own value is always on its side."""
    tried = engagement.method.range_seasons

    def gain(study):
        ours, theirs = (
            study.results.seasons(name, "contribution_cny")[:tried]
            for name in (engagement.candidate, "oa")
        )
        return (ours - theirs).mean()

    base = engagement.comparison.between(engagement.candidate, "oa", "contribution_cny").mean
    for one in swings(engagement):
        end = engagement.study(
            engagement.questions.end_of_range(one.number.path, float(one.number.high))
        )
        assert one.base == pytest.approx(base)
        assert one.gains[1] - base == pytest.approx(gain(end) - gain(engagement.comparison))


def test_more_visitors_an_offer_bring_more_gain(engagement):
    found = {one.number.path: one for one in swings(engagement)}["offers.visitors_factor"]
    low, high = found.gains
    assert low < high


def test_delay_costs_what_the_slower_chain_earns_less():
    """48 hours more cost 600: 300 a day."""
    found = Delay(quick_hours=12, slow_hours=60, quick_cny=1_000, slow_cny=400)
    assert found.cny_a_day == pytest.approx(300)
    assert replace(found, slow_hours=12).cny_a_day is None


def test_slower_approvers_cost_company_a_something(engagement):
    found = delay(engagement)
    assert found.slow_hours > found.quick_hours
    assert found.cny_a_day > 0


def test_only_the_widest_are_shown_and_whatever_turns_the_answer():
    wide = [swing(100, 90 - place, 100) for place in range(SHOWN + 3)]
    assert shown(wide) == wide[:SHOWN]
    last = swing(100, 100, 30)
    assert shown([*wide, last]) == [*wide[:SHOWN], last]


def test_turning_points_are_named_with_their_side_and_value():
    assert turning_points([swing(100, 90, -20), swing(10, 70, 20), swing(100, 41, 300)]) == [
        "how many offers come (today × 1): above × 1.5 (OA as it is)",
        "how many offers come (today × 1): below × 0.75 (green channel without a plan)",
    ]


def test_an_answer_that_turns_at_the_very_end_of_a_range_turns_at_it():
    assert turning_points([swing(100, 90, 39.9)]) == [
        "how many offers come (today × 1): at × 2 (OA as it is)"
    ]


def test_an_input_that_turns_the_answer_on_both_sides_names_both_values():
    assert turning_points([swing(100, -20, -20)]) == [
        "how many offers come (today × 1): below × 0.75 (OA as it is) or above × 1.5 (OA as it is)"
    ]


@pytest.mark.parametrize(
    ("unit", "own", "told"),
    [
        ("multiple", 1.0, "above × 1.0005 (OA as it is)"),
        ("multiple", 1_000.0, "above × 1,000.5 (OA as it is)"),
        ("share of sales", 0.65, "above 65.03 % (OA as it is)"),
        ("CNY a pack", 220.0, "above CNY 220.1 (OA as it is)"),
    ],
)
def test_a_turning_point_is_never_printed_as_the_own_value(unit, own, told):
    """From 40.1 at the own value to 20 a tenth above the line crosses 40 half a thousandth on."""
    one = swing(40.1, 50, 20, own=own, low=own / 2, high=own * 1.1)
    assert turns_words(replace(one, number=replace(one.number, unit=unit))) == told


def test_the_weightiest_turning_points_are_named_and_the_others_counted():
    turning = [swing(100, 90, -20)] * (NAMED + 2)
    assert weightiest(turning).count("above × 1.5") == NAMED
    assert weightiest(turning).endswith("and 2 more inputs")
    assert weightiest(turning[:1]) == "how many offers come (today × 1): above × 1.5 (OA as it is)"
    assert weightiest([]) == ""


@pytest.mark.parametrize(
    ("unit", "told"),
    [("share of sales", "4.5 %"), ("CNY a pack", "CNY 4,350"), ("multiple", "× 1.04"), ("h", "3")],
)
def test_an_input_is_told_in_its_unit(unit, told):
    value = {"share of sales": 0.045, "CNY a pack": 4_350, "multiple": 1.04, "h": 3}[unit]
    assert in_its_unit(value, replace(swing(100, 90, 0).number, unit=unit)) == told
