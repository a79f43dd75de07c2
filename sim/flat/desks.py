"""Desks at which requests and other work queue, first come, first served, on the arrays.

Written in the kernel's subset of Python. A ticket is a request or, behind all requests, an item of
other work. What is granted comes one step later in the agenda, as in the model of record.
"""

from __future__ import annotations

from sim.flat.agenda import DESK_FREE, OTHER_DONE, TURN, enter, task
from sim.flat.clocks import done_at
from sim.flat.places import (
    AT_DESK,
    AWAY_FROM_DESK,
    CAPACITY,
    DESK_STATE,
    FIRST_TICKET,
    IN_QUEUE,
    ITEMS,
    LAST_TICKET,
    NOW,
    REQUEST_COUNT,
    REQUEST_WIDTH,
    REQUESTS,
    ROLE_WIDTH,
    ROLES,
    TICKETS,
    USERS,
    USUAL_CLOCK,
)

ITEM_WIDTH = 3
"""An item of other work: its role's place, when it comes, its handling."""


def queue_up(ints: list[int], role: int, ticket: int, step: int) -> None:
    """Let a ticket queue at a role's desk; ``step`` says for which step of a request."""
    place = ints[TICKETS] + 2 * ticket
    ints[place], ints[place + 1] = -1, step
    if ints[role + LAST_TICKET] >= 0:
        ints[ints[TICKETS] + 2 * ints[role + LAST_TICKET]] = ticket
    else:
        ints[role + FIRST_TICKET] = ticket
    ints[role + LAST_TICKET] = ticket
    grant(ints, role)


def grant(ints: list[int], role: int) -> None:
    """Let the first in the queue have the desk if it is free."""
    ticket = ints[role + FIRST_TICKET]
    if ticket < 0 or ints[role + USERS] >= ints[role + CAPACITY]:
        return
    ints[role + USERS] += 1
    strike_off(ints, role, ticket)
    if ticket < ints[REQUEST_COUNT]:
        ints[request_at(ints, ticket) + DESK_STATE] = AT_DESK
    enter(ints, ints[NOW], task(TURN, ticket, 0, ints[ints[TICKETS] + 2 * ticket + 1]))


def strike_off(ints: list[int], role: int, ticket: int) -> None:
    """Take a ticket out of the queue, wherever it stands."""
    before, here = -1, ints[role + FIRST_TICKET]
    while here != ticket:
        before, here = here, ints[ints[TICKETS] + 2 * here]
    after = ints[ints[TICKETS] + 2 * ticket]
    if before < 0:
        ints[role + FIRST_TICKET] = after
    else:
        ints[ints[TICKETS] + 2 * before] = after
    if after < 0:
        ints[role + LAST_TICKET] = before


def leave(ints: list[int], role: int, number: int) -> None:
    """Let a request leave desk or queue; who waits next hears of it one step later."""
    request = request_at(ints, number)
    if ints[request + DESK_STATE] == IN_QUEUE:
        strike_off(ints, role, number)
    if ints[request + DESK_STATE] == AT_DESK:
        ints[role + USERS] -= 1
    ints[request + DESK_STATE] = AWAY_FROM_DESK
    enter(ints, ints[NOW], task(DESK_FREE, role_number(ints, role), 0, 0))


def request_at(ints: list[int], number: int) -> int:
    """Return where a request stands."""
    return ints[REQUESTS] + number * REQUEST_WIDTH


def role_at(ints: list[int], number: int) -> int:
    """Return where a role stands."""
    return ints[ROLES] + number * ROLE_WIDTH


def role_number(ints: list[int], role: int) -> int:
    """Return the number of the role that stands there."""
    return (role - ints[ROLES]) // ROLE_WIDTH


def other_comes(ints: list[int], nth: int) -> None:
    """Let an item of other work queue."""
    item = ints[ITEMS] + nth * ITEM_WIDTH
    queue_up(ints, role_at(ints, ints[item]), ints[REQUEST_COUNT] + nth, 0)


def other_begins(ints: list[int], nth: int) -> None:
    """Begin an item of other work; it is done in the role's usual hours."""
    item = ints[ITEMS] + nth * ITEM_WIDTH
    clock = ints[role_at(ints, ints[item]) + USUAL_CLOCK]
    done = done_at(ints, clock, ints[NOW], ints[item + 2])
    enter(ints, done, task(OTHER_DONE, nth, 0, 0))


def other_done(ints: list[int], nth: int) -> None:
    """Free the desk when an item of other work is done."""
    role = role_at(ints, ints[ints[ITEMS] + nth * ITEM_WIDTH])
    ints[role + USERS] -= 1
    enter(ints, ints[NOW], task(DESK_FREE, role_number(ints, role), 0, 0))
