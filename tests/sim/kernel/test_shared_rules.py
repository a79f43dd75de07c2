"""Rules that both executions use give the same both ways; what is told twice says the same."""

from inspect import isfunction
from math import inf

import pytest
from both_ways import agree, watching
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of
from sim.model import rules
from sim.model.rules import GOLDEN, turned

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
DEAL = Kernel("sim.model.rules", tuple(RULES))
DEAL_WATCHED = watching("sim.model.rules")
NUMBERS = {float: st.floats(-1e9, 1e9), int: st.integers(0, 31)}


@pytest.mark.parametrize("rule", RULES)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_deal_is_worth_the_same_plain_and_compiled(rule, data):
    arguments = [data.draw(NUMBERS[kind]) for kind in RULES[rule]]
    plain, compiled = (engine_of(DEAL, compiled=each) for each in (False, True))
    assert agree(plain, compiled, rule, arguments, DEAL_WATCHED), arguments


IN_WHOLE_LEDGERS = {"left_when_chased", "unfaded", "reminded", "about_normal"}
"""Rules that only the ledgers of ``tests/sim/flat`` compare, or that another one calls."""


def test_every_rule_is_compared():
    known = {name for name, each in vars(rules).items() if isfunction(each)}
    ours = {name for name in known if getattr(rules, name).__module__ == rules.__name__}
    assert ours == {*RULES, *COUNTS.exports, *CLAUSES.exports, *IN_WHOLE_LEDGERS}


COUNTS = Kernel("sim.model.rules", ("whole", "counted", "turned", "days_after"))
COUNTS_WATCHED = watching("sim.model.rules")
uniform = st.floats(0.5 / 2**52, 1.0 - 0.5 / 2**52)


@settings(deadline=None)
@given(st.floats(-2.0, 900.0), uniform, st.integers(0, 4000))
def test_orders_and_days_are_counted_the_same_plain_and_compiled(expected, luck, steps):
    plain, compiled = (engine_of(COUNTS, compiled=each) for each in (False, True))
    for rule, arguments in (
        ("whole", (expected, luck)),
        ("counted", (expected, luck)),
        ("turned", (luck, steps)),
        ("days_after", (1.0 + abs(expected), 0.8, luck)),
    ):
        assert agree(plain, compiled, rule, arguments, COUNTS_WATCHED), (rule, arguments)


@given(uniform, st.integers(0, 4000))
def test_a_turn_is_what_is_left_of_whole_turns(luck, steps):
    """To the bit what Python's remainder of floats is, which the subset does without."""
    assert turned(luck, steps) == (luck + steps * GOLDEN) % 1.0


CLAUSES = Kernel("sim.model.rules", ("scope_objections",))
CLAUSES_WATCHED = watching("sim.model.rules")


@settings(deadline=None)
@given(st.integers(0, 15), st.tuples(*[st.sampled_from([-5.0, 0.0, 1.0, 2.0, -inf])] * 4))
def test_the_clauses_on_scope_are_the_same_plain_and_compiled(barred, money):
    plain, compiled = (engine_of(CLAUSES, compiled=each) for each in (False, True))
    assert agree(plain, compiled, "scope_objections", (barred, *money), CLAUSES_WATCHED)
