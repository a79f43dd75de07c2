"""The OA chain on the arrays: a request's way from desk to desk, as ``sim/model/chain.py`` has it.

Written in the kernel's subset of Python. A function that returns ``NOTHING`` leaves the request on
its way; else it returns ``APPROVED`` or why the request was refused.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.desks import queue_up, request_at, role_at
from sim.flat.forecasts import luck_at, offer_at
from sim.flat.luck import draw_signing
from sim.flat.moments import (
    COMES_AGAIN,
    HANDLED,
    LOOKS,
    SIGNED,
    STEP_DONE,
    STEPS,
    TIME_IS_OUT,
    TURN,
    count_up_to,
    done_at,
    enter,
    present_at,
    task,
)
from sim.flat.shelf import record_at
from sim.model.rules import left_when_chased, reminded
from sim.model.units import NEVER


def node_at(ints: list[int], number: int) -> int:
    """Return where a regime stands in the tree, whole numbers."""
    return ints[at.NODES] + number * at.NODE_WIDTH


def terms_at(ints: list[int], number: int) -> int:
    """Return where a regime stands in the tree, fractional numbers."""
    return ints[at.X_NODES] + number * at.X_NODE_WIDTH


def class_of(ints: list[int], request: int) -> int:
    """Return the class of amounts that a request belongs to; a bound is the lower class."""
    last = ints[at.CLASS_COUNT] - 1
    if ints[at.CLIMBS] != 0 and ints[request + at.BUDGETED] == 0:
        return last
    for nth in range(last):
        if ints[request + at.AMOUNT] <= ints[ints[at.CLASSES] + nth]:
            return nth
    return last


def begin_walk(ints: list[int], reals: list[float], number: int, walker: int) -> int:
    """Send a request on its way through the chain, worked as the walker's terms say."""
    request = request_at(ints, number)
    place = walker * ints[at.CLASS_COUNT] + class_of(ints, request)
    ints[request + at.WALKER] = walker
    ints[request + at.ROUTE_PLACE] = ints[at.ROUTES] + place * at.ROUTE_WIDTH
    ints[request + at.ROUND] = 0
    if ints[ints[request + at.ROUTE_PLACE] + at.ROUTE_LENGTH] == 0:
        return at.APPROVED
    begin_round(ints, reals, number)
    return at.NOTHING


def begin_round(ints: list[int], reals: list[float], number: int) -> None:
    """Send a request to the first of its signers."""
    request = request_at(ints, number)
    ints[request + at.STEP] = 0
    ints[request + at.UNJUDGED] = 1
    begin_step(ints, reals, number)


def role_number_of(ints: list[int], request: int) -> int:
    """Return whose turn it is."""
    route = ints[request + at.ROUTE_PLACE]
    return ints[ints[route + at.ROUTE_ROLES] + ints[request + at.STEP]]


def role_of(ints: list[int], request: int) -> int:
    """Return where the role whose turn it is stands."""
    return role_at(ints, role_number_of(ints, request))


def signer_at(ints: list[int], number: int, person: int) -> int:
    """Return where the task in hand of one of a request's signers stands."""
    return ints[at.SIGNERS] + (number * ints[at.SLOTS] + person) * at.SIGNER_WIDTH


def signing_luck(ints: list[int], number: int, person: int) -> int:
    """Return the place of one signer's luck with the step in hand, from the first of all."""
    request = request_at(ints, number)
    slot = ints[role_of(ints, request) + at.SLOT] + person
    rounds_before = ints[request + at.LUCK] * ints[at.ROUNDS] + ints[request + at.ROUND]
    return 2 * (rounds_before * ints[at.SLOTS] + slot)


def begin_step(ints: list[int], reals: list[float], number: int) -> None:
    """Ask everybody who signs this step."""
    request = request_at(ints, number)
    ints[request + at.STAMP] += 1
    ints[request + at.OUTSTANDING] = 0
    ints[request + at.JOINED] = 0
    for person in range(ints[role_of(ints, request) + at.SIGNER_COUNT]):
        ask(ints, reals, number, person)


def its_task(ints: list[int], code: int, number: int, person: int) -> int:
    """Return a task of a request that holds for the step in hand only."""
    return task(code, number, person, ints[request_at(ints, number) + at.STAMP])


def ask(ints: list[int], reals: list[float], number: int, person: int) -> None:
    """Wait until a signer looks, or until the time is out."""
    now = ints[at.NOW]
    signer = signer_at(ints, number, person)
    place, request = signing_luck(ints, number, person), request_at(ints, number)
    slot = ints[role_of(ints, request) + at.SLOT] + person
    draw_signing(ints, reals, request, place, ints[request + at.ROUND], slot)
    luck = ints[at.SIGNING_LUCK] + place
    looks = looks_at(ints, reals, number, ints[luck])
    ints[signer + at.ACTIVATED], ints[signer + at.ATTENDED] = now, looks
    ints[signer + at.STARTED], ints[signer + at.DECIDED] = 0, 0
    ints[signer + at.HANDLING] = 0 if ints[at.ATTENTION_TOTAL] != 0 else ints[luck + 1]
    ints[signer + at.ACTION], ints[signer + at.DONE] = at.ACTION_NONE, 0
    ints[signer + at.DUE] = now + ints[at.TIME_OUT]
    if ints[at.TIME_OUT] >= 0 and looks >= ints[signer + at.DUE]:
        enter(ints, ints[signer + at.DUE], its_task(ints, TIME_IS_OUT, number, person))
    else:
        enter(ints, looks, its_task(ints, LOOKS, number, person))


def clock_of(ints: list[int], request: int) -> int:
    """Return the clock of the role whose turn it is, under the walker's terms."""
    node = node_at(ints, ints[request + at.WALKER])
    return ints[ints[node + at.CHASED_CLOCKS] + role_number_of(ints, request)]


def looks_at(ints: list[int], reals: list[float], number: int, attention: int) -> int:
    """Return when a signer looks: at a fixed time, or when the attention is used up."""
    request, now = request_at(ints, number), ints[at.NOW]
    node = node_at(ints, ints[request + at.WALKER])
    looks = ints[node + at.CHASED_LOOKS] + 2 * role_number_of(ints, request)
    if ints[looks] >= 0:
        passed = count_up_to(ints, ints[looks], ints[looks + 1], now - 1)
        if passed == ints[looks + 1]:
            raise ValueError("no look any more")
        return ints[ints[looks] + passed]
    terms = terms_at(ints, ints[request + at.WALKER])
    left = left_when_chased(attention, now, reals[terms + at.ATTENTION], reals[terms + at.FATIGUE])
    left = reminded(
        left, ints[node + at.REMINDERS], ints[node + at.REMIND_AFTER], reals[terms + at.SHORTENS]
    )
    clock = clock_of(ints, request)
    return done_at(ints, clock, present_at(ints, clock, now), left)


def has_desk(ints: list[int], request: int) -> bool:
    """Tell whether requests queue before the role whose turn it is."""
    return ints[role_of(ints, request) + at.QUEUED] != 0


def looked(ints: list[int], number: int, person: int) -> None:
    """Let a signer handle what he has looked at, or let the request queue for his desk."""
    request = request_at(ints, number)
    if not has_desk(ints, request):
        handle(ints, number, person)
        return
    signer = signer_at(ints, number, person)
    due = ints[signer + at.DUE] if ints[at.TIME_OUT] >= 0 else NEVER
    role, clock = role_of(ints, request), clock_of(ints, request)
    turn = queue_up(ints, number, role, clock, ints[signer + at.HANDLING], due)
    if turn < NEVER:
        enter(ints, turn, its_task(ints, TURN, number, person))
    elif due < NEVER:
        enter(ints, due, its_task(ints, TIME_IS_OUT, number, person))


def join(ints: list[int], number: int) -> None:
    """Go on with a request one step later, at the first of the things that it waits for."""
    request = request_at(ints, number)
    if ints[request + at.JOINED] == 0:
        ints[request + at.JOINED] = 1
        enter(ints, ints[at.NOW], its_task(ints, STEP_DONE, number, 0))


def handle(ints: list[int], number: int, person: int) -> None:
    """Begin the work of signing."""
    signer = signer_at(ints, number, person)
    ints[signer + at.STARTED] = ints[at.NOW]
    clock = clock_of(ints, request_at(ints, number))
    ints[signer + at.DECIDED] = done_at(ints, clock, ints[at.NOW], ints[signer + at.HANDLING])
    enter(ints, ints[signer + at.DECIDED], its_task(ints, HANDLED, number, person))


def time_is_out(ints: list[int], reals: list[float], number: int, person: int) -> int:
    """Take the default action at a signer's time-out."""
    signer = signer_at(ints, number, person)
    due = ints[signer + at.DUE]
    ints[signer + at.ATTENDED] = min(ints[signer + at.ATTENDED], due)
    ints[signer + at.STARTED], ints[signer + at.DECIDED] = due, due
    ints[signer + at.HANDLING], ints[signer + at.ACTION] = 0, ints[at.ON_TIME_OUT]
    return signed(ints, reals, number, person)


def signed(ints: list[int], reals: list[float], number: int, person: int) -> int:
    """Go on when one has signed; where several sign, wait for what is still needed."""
    request = request_at(ints, number)
    if ints[role_of(ints, request) + at.SIGNER_COUNT] == 1:
        return step_done(ints, reals, number, 0)
    enter(ints, ints[at.NOW], its_task(ints, SIGNED, number, person))
    return at.NOTHING


def one_of_several(ints: list[int], number: int, person: int) -> None:
    """Count who has signed; the step is done when all have, or any, as the role's sign says."""
    request = request_at(ints, number)
    role = role_of(ints, request)
    ints[signer_at(ints, number, person) + at.DONE] = 1
    ints[request + at.OUTSTANDING] += 1
    if (
        ints[role + at.SIGN] == at.SIGN_ANY
        or ints[request + at.OUTSTANDING] == ints[role + at.SIGNER_COUNT]
    ):
        join(ints, number)


def joined(ints: list[int], reals: list[float], number: int) -> int:
    """Go on with the slowest of those who have signed by now."""
    slowest = -1
    for person in range(ints[role_of(ints, request_at(ints, number)) + at.SIGNER_COUNT]):
        signer = signer_at(ints, number, person)
        if ints[signer + at.DONE] != 0 and (
            slowest < 0
            or ints[signer + at.DECIDED] > ints[signer_at(ints, number, slowest) + at.DECIDED]
        ):
            slowest = person
    return step_done(ints, reals, number, slowest)


def others_handling(ints: list[int], number: int, person: int) -> int:
    """Return the time that the others who signed spent on a step."""
    total = 0
    people = ints[role_of(ints, request_at(ints, number)) + at.SIGNER_COUNT]
    if people == 1:
        return 0
    for other in range(people):
        signer = signer_at(ints, number, other)
        if ints[signer + at.DONE] != 0:
            total += ints[signer + at.HANDLING]
    return total - ints[signer_at(ints, number, person) + at.HANDLING]


def least_luck(ints: list[int], reals: list[float], number: int, person: int, which: int) -> float:
    """Return the luck of rejection (0) or return (1) that decides; where all sign, the least."""
    role = role_of(ints, request_at(ints, number))
    found = reals[ints[at.X_LUCK] + signing_luck(ints, number, person) + which]
    if ints[role + at.SIGN] == at.SIGN_ALL:
        for other in range(ints[role + at.SIGNER_COUNT]):
            found = min(found, reals[ints[at.X_LUCK] + signing_luck(ints, number, other) + which])
    return found


def step_done(ints: list[int], reals: list[float], number: int, person: int) -> int:
    """Record a step, and go on with what it comes to."""
    request = request_at(ints, number)
    signer = signer_at(ints, number, person)
    last = ints[request + at.STEP] == ints[ints[request + at.ROUTE_PLACE] + at.ROUTE_LENGTH] - 1
    verdict = verdict_of(ints, reals, number, person, last)
    judge = ints[ints[request + at.ROUTE_PLACE] + at.JUDGE]
    if (
        verdict == at.APPROVED
        and ints[request + at.UNJUDGED] != 0
        and ints[request + at.STEP] >= judge
    ):
        skipped = ints[signer + at.ACTION] != at.ACTION_APPROVED and not last
        ints[request + at.UNJUDGED] = 1 if skipped else 0
        found = at.NOTHING if skipped else objection_of(ints, reals, number)
        if found != at.NOTHING:
            ints[signer + at.ACTION], verdict = at.ACTION_REJECTED, found
    record_signing(ints, number, person)
    if verdict == at.RETURNED_TO_AGENCY:
        resubmit(ints, number)
        return at.NOTHING
    if verdict != at.APPROVED or last:
        return verdict
    ints[request + at.STEP] += 1
    begin_step(ints, reals, number)
    return at.NOTHING


def verdict_of(ints: list[int], reals: list[float], number: int, person: int, last: bool) -> int:
    """Return what a signing comes to; a default action taken at a time-out stands as it is."""
    request = request_at(ints, number)
    signer = signer_at(ints, number, person)
    action = ints[signer + at.ACTION]
    if action != at.ACTION_NONE:
        nobody = last and action == at.ACTION_TIME_OUT_ESCALATED
        return at.TIMED_OUT if nobody or action == at.ACTION_TIME_OUT_REJECTED else at.APPROVED
    chances = ints[at.X_ROLES] + role_number_of(ints, request) * at.X_ROLE_WIDTH
    returns = reals[
        chances + (at.RETURNS_FIRST if ints[request + at.STEP] == 0 else at.RETURNS_LATER)
    ]
    may_return = ints[request + at.ROUND] < ints[at.ROUNDS] - 1
    if may_return and least_luck(ints, reals, number, person, 1) < returns:
        ints[signer + at.ACTION] = at.ACTION_RETURNED
        return at.RETURNED_TO_AGENCY
    if least_luck(ints, reals, number, person, 0) < reals[chances + at.REJECTS]:
        ints[signer + at.ACTION] = at.ACTION_REJECTED
        return at.REVIEWER
    ints[signer + at.ACTION] = at.ACTION_APPROVED
    return at.APPROVED


def objection_of(ints: list[int], reals: list[float], number: int) -> int:
    """Return the rule under which whoever judges an offer says no; nobody judges a plan."""
    if number >= ints[at.OFFER_COUNT]:
        return at.NOTHING
    offer = offer_at(ints, number)
    if ints[offer + at.OUT_OF_SCOPE] != 0:
        return at.RED_LINE
    value = reals[luck_at(ints, number) + at.REVIEWER_VALUE]
    return (
        at.HURDLE_MISSED
        if value < reals[at.CHAIN_HURDLE] * ints[offer + at.CASH_COST]
        else at.NOTHING
    )


def record_signing(ints: list[int], number: int, person: int) -> None:
    """Write a signing down."""
    request, signer = request_at(ints, number), signer_at(ints, number, person)
    row = ints[at.SIGNINGS] + ints[at.SIGNING_COUNT] * at.SIGNING_WIDTH
    ints[at.SIGNING_COUNT] += 1
    ints[row + at.S_REQUEST], ints[row + at.S_ROLE] = number, role_number_of(ints, request)
    ints[row + at.S_ROUND] = ints[request + at.ROUND]
    ints[row + at.S_ACTIVATED], ints[row + at.S_ATTENDED] = (
        ints[signer + at.ACTIVATED],
        ints[signer + at.ATTENDED],
    )
    ints[row + at.S_STARTED], ints[row + at.S_DECIDED] = (
        ints[signer + at.STARTED],
        ints[signer + at.DECIDED],
    )
    ints[row + at.S_HANDLING], ints[row + at.S_ACTION] = (
        ints[signer + at.HANDLING],
        ints[signer + at.ACTION],
    )
    ints[row + at.S_OTHERS] = others_handling(ints, number, person)
    node = node_at(ints, ints[request + at.WALKER])
    ints[row + at.S_DEPUTIES], ints[row + at.S_LATE] = (
        ints[node + at.BY_DEPUTIES],
        ints[node + at.LATE_HOURS],
    )
    ints[row + at.S_CHASED] = ints[node + at.PRESSES]
    ints[row + at.S_CLOCK] = clock_of(ints, request)
    if number < ints[at.OFFER_COUNT]:
        ints[record_at(ints, number) + at.SIGNED] = 1


def resubmit(ints: list[int], number: int) -> None:
    """Wait until a returned request comes again; what it waits for is over by then."""
    request = request_at(ints, number)
    ints[request + at.STAMP] += 1
    work = ints[request + at.RESUBMISSIONS + ints[request + at.ROUND]]
    again = done_at(ints, ints[at.RESUBMISSION_CLOCK], ints[at.NOW], work)
    ints[request + at.RETURNED_AT] = ints[at.NOW]
    enter(ints, again, its_task(ints, COMES_AGAIN, number, 0))


def come_again(ints: list[int], reals: list[float], number: int) -> None:
    """Note that a request was returned and comes again, and begin the next round."""
    request = request_at(ints, number)
    row = ints[at.RETURNS] + 3 * ints[at.RETURN_COUNT]
    ints[at.RETURN_COUNT] += 1
    ints[row], ints[row + 1], ints[row + 2] = number, ints[request + at.RETURNED_AT], ints[at.NOW]
    ints[request + at.ROUND] += 1
    begin_round(ints, reals, number)


def drop(ints: list[int], number: int) -> None:
    """Withdraw a request: nothing that was to come of it comes."""
    ints[request_at(ints, number) + at.STAMP] = STEPS - 1
