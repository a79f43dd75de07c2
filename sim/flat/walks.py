"""A chain alone on the arrays: every request walks it, once as it is and once without each role.

Written in the kernel's subset of Python. The requests are numbered as they are filed; no offer
stands behind one, so that nobody judges it and nobody withdraws it. ``study`` is where the study's
own row stands.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.chain import begin_walk
from sim.flat.desks import clear_desks, end_other_work, request_at, time_other_work
from sim.flat.moments import PEOPLE, STEPS, between, next_task
from sim.flat.season import chain_task
from sim.flat.waits import CAUSES_WIDTH, REWORK, sum_wait

# A study: how many requests and ways through the chain; when requests were filed and, way by way,
# answered; their working time; who sent one back last; the sums of roles, and their office clocks.
(
    COUNT, WAYS, FILED_AT, ANSWERS, CLOCK, WORKED, RETURNER, ROLE_SUMS, OFFICES, STUDY_WIDTH,
) = range(10)  # fmt: skip

# What is added up of a role: its tasks, the working time that they waited, and this by cause.
TASKS, WAITED, CAUSES = range(3)
ROLE_SUMS_WIDTH = CAUSES + CAUSES_WIDTH


def walk_all(ints: list[int], reals: list[float], study: int) -> None:
    """Let all requests walk the chain on every way, one way after the other."""
    time_other_work(ints)
    for way in range(ints[study + WAYS]):
        walk(ints, reals, study, way)


def walk(ints: list[int], reals: list[float], study: int, way: int) -> None:
    """Let all requests walk the chain; of equal moments filing comes first."""
    ints[at.ORDER], ints[at.WAITING] = 0, 0
    clear_desks(ints)
    count, filed, nth = ints[study + COUNT], ints[study + FILED_AT], 0
    while nth < count or ints[at.WAITING] > 0:
        if nth < count and is_next(ints, ints[filed + nth]):
            ints[at.NOW] = ints[filed + nth]
            ints[request_at(ints, nth) + at.STAMP] = 0
            go_on(ints, study, way, nth, begin_walk(ints, reals, nth, way))
            nth += 1
        else:
            what = next_task(ints)
            code, person = what % 32, what // 32 % PEOPLE
            step, who = what // (32 * PEOPLE) % STEPS, what // (32 * PEOPLE * STEPS)
            if ints[request_at(ints, who) + at.STAMP] == step:
                go_on(ints, study, way, who, chain_task(ints, reals, code, who, person))
    end_other_work(ints)


def is_next(ints: list[int], moment: int) -> bool:
    """Tell whether nothing comes before a moment."""
    return ints[at.WAITING] == 0 or moment <= ints[ints[at.QUEUE]]


def go_on(ints: list[int], study: int, way: int, number: int, found: int) -> None:
    """Write down what has just been signed, sent back or answered, and forget the record of it."""
    if way == 0:
        if ints[at.SIGNING_COUNT] > 0:
            sum_signing(ints, study, number)
        if ints[at.RETURN_COUNT] > 0:
            sums = role_sums_at(ints, study, ints[ints[study + RETURNER] + number])
            row = ints[at.RETURNS]
            ints[sums + CAUSES + REWORK] += ints[row + 2] - ints[row + 1]
    ints[at.SIGNING_COUNT], ints[at.RETURN_COUNT] = 0, 0
    if found != at.NOTHING:
        ints[ints[study + ANSWERS] + way * ints[study + COUNT] + number] = ints[at.NOW]
        if way == 0:
            filed = ints[ints[study + FILED_AT] + number]
            spent = between(ints, ints[study + CLOCK], filed, ints[at.NOW])
            ints[ints[study + WORKED] + number] = spent


def role_sums_at(ints: list[int], study: int, role: int) -> int:
    """Return where the sums of a role stand."""
    return ints[study + ROLE_SUMS] + role * ROLE_SUMS_WIDTH


def sum_signing(ints: list[int], study: int, number: int) -> None:
    """Add the signing that has just been recorded to the sums of its role."""
    signing = ints[at.SIGNINGS]
    role = ints[signing + at.S_ROLE]
    sums = role_sums_at(ints, study, role)
    first, last = ints[signing + at.S_ACTIVATED], ints[signing + at.S_DECIDED]
    spent = between(ints, ints[ints[study + OFFICES] + role], first, last)
    ints[sums + TASKS] += 1
    ints[sums + WAITED] += spent - ints[signing + at.S_HANDLING]
    sum_wait(ints, signing, sums + CAUSES)
    if ints[signing + at.S_ACTION] == at.ACTION_RETURNED:
        ints[ints[study + RETURNER] + number] = role
