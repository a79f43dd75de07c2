"""The kernel's agenda gives what Python's heap gives, plain and compiled."""

import heapq

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of

AGENDA = Kernel("sim.kernel.agenda", ("put", "take"))
ROOM = 40


@pytest.mark.parametrize("compiled", [False, True])
@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.none(), st.integers(-3, 3)), max_size=ROOM))
def test_what_is_first_is_taken_first_and_of_one_moment_what_was_put_first(compiled, steps):
    """A number is put in, None takes out; the order of equals is that of putting in."""
    engine = engine_of(AGENDA, compiled=compiled)
    arrays = [engine.ints(ROOM) for _ in range(3)]
    expected, count = [], 0
    for order, moment in enumerate(steps):
        if moment is not None:
            heapq.heappush(expected, (moment, order, 100 + order))
            count = engine.call("put", *arrays, count, moment, order, 100 + order)
        elif expected:
            count = engine.call("take", *arrays, count)
            taken = tuple(each.read()[count] for each in arrays)
            assert taken == heapq.heappop(expected)
        assert count == len(expected)
