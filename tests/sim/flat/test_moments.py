"""What is coming comes in order, and the clock on the arrays says what the model's clock says."""

import heapq

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.flat import places as at
from sim.flat.memory import Memory
from sim.flat.moments import PEOPLE, STEPS, enter, next_task, task
from sim.kernel.built import Kernel
from sim.kernel.cells import KernelStoppedError
from sim.kernel.engine import engine_of
from sim.model.clock import ALWAYS, Clock, ClockEndsError
from sim.model.units import DAY

ROOM = 300


@given(st.lists(st.one_of(st.none(), st.integers(-3, 3)), max_size=ROOM // 3))
def test_the_agenda_is_a_heap_that_keeps_the_order_of_what_is_equal(moves):
    """A number is entered as a moment, None takes the next one off."""
    ints = [0] * (at.HEAD_WIDTH + ROOM)
    ints[at.QUEUE], ints[at.QUEUE_ROOM] = at.HEAD_WIDTH, ROOM // 3
    heap = []
    for count, move in enumerate(moves):
        if move is not None:
            enter(ints, move, count)
            heapq.heappush(heap, (move, count))
        elif heap:
            moment, entered = heapq.heappop(heap)
            assert (next_task(ints), ints[at.NOW]) == (entered, moment)
    assert ints[at.WAITING] == len(heap)


@given(
    st.integers(0, 31),
    st.integers(0, 100_000),
    st.integers(0, PEOPLE - 1),
    st.integers(0, STEPS - 1),
)
def test_a_task_says_what_comes_of_whom_and_for_which_step(code, who, person, step):
    what = task(code, who, person, step)
    assert (what % 32, what // 32 % PEOPLE) == (code, person)
    assert (what // (32 * PEOPLE) % STEPS, what // (32 * PEOPLE * STEPS)) == (step, who)


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
