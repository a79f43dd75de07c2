"""Desks at which requests and other work queue, first come, first served, on the arrays.

Written in the kernel's subset of Python. Where the first who comes is the first who is served, a
turn is known on arrival, so other work needs no events: each item moves the time at which its
desk is free, in working time. ``free`` are the people of a desk: each one's working time, and the
moment before which he is not free.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.forecasts import offer_at
from sim.flat.moments import at_work, done_at, worked
from sim.model.units import NEVER

ITEM_WIDTH = 3
"""An item of other work: when it comes, that in its desk's working time, its handling."""
FREE_WIDTH = 2


def request_at(ints: list[int], number: int) -> int:
    """Return where a request stands."""
    return ints[at.REQUESTS] + number * at.REQUEST_WIDTH


def role_at(ints: list[int], number: int) -> int:
    """Return where a role stands."""
    return ints[at.ROLES] + number * at.ROLE_WIDTH


def time_other_work(ints: list[int]) -> None:
    """Write down when each item of other work comes, in its desk's working time."""
    for number in range(ints[at.ROLE_COUNT]):
        role = role_at(ints, number)
        for nth in range(ints[role + at.FIRST_ITEM], ints[role + at.LAST_ITEM]):
            item = ints[at.ITEMS] + nth * ITEM_WIDTH
            ints[item + 1] = worked(ints, ints[role + at.USUAL_CLOCK], ints[item])


def clear_desks(ints: list[int]) -> None:
    """Let everybody be free, and no other work be done."""
    for number in range(ints[at.ROLE_COUNT]):
        role = role_at(ints, number)
        ints[role + at.NEXT_ITEM] = ints[role + at.FIRST_ITEM]
        for person in range(ints[role + at.CAPACITY]):
            free = ints[role + at.FREE] + person * FREE_WIDTH
            ints[free], ints[free + 1] = 0, -NEVER


def first_free(ints: list[int], role: int) -> int:
    """Return who of a desk's people is free first."""
    best = ints[role + at.FREE]
    for person in range(1, ints[role + at.CAPACITY]):
        free = ints[role + at.FREE] + person * FREE_WIDTH
        sooner = ints[free] == ints[best] and ints[free + 1] < ints[best + 1]
        if ints[free] < ints[best] or sooner:
            best = free
    return best


def do_other_work(ints: list[int], role: int, until: int) -> None:
    """Let the other work that comes until a moment have its turns, in the usual hours."""
    clock = ints[role + at.USUAL_CLOCK]
    longest = ints[ints[clock + at.CLOCK_DONE] + ints[clock + at.CLOCK_COUNT]]
    nth, last = ints[role + at.NEXT_ITEM], ints[role + at.LAST_ITEM]
    free = ints[role + at.FREE]
    alone = ints[role + at.CAPACITY] == 1
    while nth < last:
        item = ints[at.ITEMS] + nth * ITEM_WIDTH
        if ints[item] > until:
            break
        if not alone:
            free = first_free(ints, role)
        ints[free] = max(ints[free], ints[item + 1]) + ints[item + 2]
        if ints[free] > longest:
            raise ValueError("work does not fit the calendar")
        nth += 1
    ints[role + at.NEXT_ITEM] = nth


def turn_at(ints: list[int], role: int, free: int) -> int:
    """Return when a request that comes now has the desk, from whoever is ``free`` first."""
    turn = max(ints[at.NOW], ints[free + 1])
    return max(turn, at_work(ints, ints[role + at.USUAL_CLOCK], ints[free]))


def dies_waiting(ints: list[int], number: int) -> int:
    """Return when a request is withdrawn that is not answered."""
    if ints[at.WITHDRAWS] == 0 or number >= ints[at.OFFER_COUNT]:
        return NEVER
    return ints[offer_at(ints, number) + at.DIES_AT]


def take_desk(ints: list[int], role: int, free: int, until: int) -> None:
    """Occupy one of a desk's people until a moment."""
    ints[free] = max(ints[free], worked(ints, ints[role + at.USUAL_CLOCK], until))
    ints[free + 1] = until


def queue_up(ints: list[int], number: int, role: int, clock: int, handling: int, due: int) -> int:
    """Let a request queue and return when its turn comes, or ``NEVER`` if it is gone by then."""
    do_other_work(ints, role, ints[at.NOW])
    free = first_free(ints, role)
    turn, dies = turn_at(ints, role, free), dies_waiting(ints, number)
    if due < turn or dies < turn:
        return NEVER
    take_desk(ints, role, free, min(dies, done_at(ints, clock, turn, handling)))
    return turn


def end_other_work(ints: list[int]) -> None:
    """Let what other work is left have its turns, for the calendar must be long enough."""
    for number in range(ints[at.ROLE_COUNT]):
        do_other_work(ints, role_at(ints, number), NEVER)
