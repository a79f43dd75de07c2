"""What is coming comes in the order of its moments, and of equal ones as it was entered."""

import heapq

from hypothesis import given
from hypothesis import strategies as st

from sim.flat import places as at
from sim.flat.moments import PEOPLE, STEPS, enter, next_task, task

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
