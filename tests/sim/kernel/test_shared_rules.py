"""Rules that both executions use give the same both ways."""

import pytest
from both_ways import agree, watching
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of
from sim.model import deal

RULES = {
    "left_of_sales": (float,) * 5,
    "answered_share": (float,) * 4,
    "late_share": (float, float, int),
    "taken_from_store": (float,) * 5,
    "exposure": (int, float, float),
    "agency_wants": (float,) * 4,
    "shared": (float, int),
    "coming_later": (float,) * 4,
    "penalty": (float, int, float),
}
DEAL = Kernel("sim.model.deal", tuple(RULES))
DEAL_WATCHED = watching("sim.model.deal")
NUMBERS = {float: st.floats(-1e9, 1e9), int: st.integers(0, 31)}


@pytest.mark.parametrize("rule", RULES)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_deal_is_worth_the_same_plain_and_compiled(rule, data):
    arguments = [data.draw(NUMBERS[kind]) for kind in RULES[rule]]
    plain, compiled = (engine_of(DEAL, compiled=each) for each in (False, True))
    assert agree(plain, compiled, rule, arguments, DEAL_WATCHED), arguments


def test_every_rule_of_a_deal_is_compared():
    assert set(RULES) == {name for name, each in vars(deal).items() if callable(each)}
