"""The office clock on the arrays says what the model's clock says."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.flat.memory import Memory
from sim.kernel.built import Kernel
from sim.kernel.cells import KernelStoppedError
from sim.kernel.engine import engine_of
from sim.model.clock import ALWAYS, Clock, ClockEndsError
from sim.model.units import DAY

CLOCKS = Kernel("sim.flat.moments", ("worked", "done_at", "present_at"))
ENDS = "the calendar ends"


@st.composite
def clocks(draw):
    """Draw clocks of one to eight spans that may touch."""
    edges = sorted(draw(st.sets(st.integers(-DAY, 20 * DAY), min_size=2, max_size=16)))
    edges = edges[: len(edges) // 2 * 2]
    return Clock(edges[::2], edges[1::2])


@settings(deadline=None)
@given(clocks(), st.integers(-2 * DAY, 21 * DAY), st.integers(-1, 20 * DAY), st.booleans())
@example(Clock([0, 10], [5, 20]), 5, 10, True)
@example(Clock([0, 10], [5, 20]), 20, 1, True)
def test_the_clock_on_the_arrays_is_the_models_clock(clock, at, work, compiled):
    """Also at a span's edges, for no work, and where the calendar ends."""
    memory = Memory()
    place = memory.clock(clock)
    engine = engine_of(CLOCKS, compiled=compiled)
    ints = engine.ints(memory.ints)
    moments = {at, *(edge + step for edge in clock.ends[:3] for step in (-1, 0, 1))}
    for moment in moments:
        assert engine.call("worked", ints, place, moment) == clock.worked(moment)
        done = or_ends(engine.call, "done_at", ints, place, moment, work)
        assert done == or_ends(clock.add, moment, work)
        assert or_ends(engine.call, "present_at", ints, place, moment) == or_ends(
            clock.present, moment
        )


def or_ends(ask, *arguments):
    try:
        return ask(*arguments)
    except (ClockEndsError, KernelStoppedError, ValueError):
        return ENDS


@pytest.mark.parametrize("compiled", [False, True])
def test_a_clock_that_never_ends_is_one_on_the_arrays_too(compiled):
    memory = Memory()
    place = memory.clock(ALWAYS)
    engine = engine_of(CLOCKS, compiled=compiled)
    ints = engine.ints(memory.ints)
    assert engine.call("done_at", ints, place, 5 * DAY, DAY) == 6 * DAY
    assert engine.call("present_at", ints, place, -DAY) == -DAY
