"""The OA chain on the arrays: a request's way from desk to desk, as ``sim/model/chain.py`` has it.

Written in the kernel's subset of Python. A function that returns ``NOTHING`` leaves the request on
its way; else it returns ``APPROVED`` or why the request was refused.
"""

from __future__ import annotations

from sim.flat.agenda import (
    COMES_AGAIN,
    HANDLED,
    LOOKS,
    SIGNED,
    STEP_DONE,
    STEPS,
    TIME_IS_OUT,
    TURN,
    enter,
    task,
)
from sim.flat.clocks import count_up_to, done_at, present_at
from sim.flat.desks import queue_up, request_at, role_at
from sim.flat.forecasts import luck_at, offer_at
from sim.flat.places import (
    ACTION,
    ACTION_APPROVED,
    ACTION_NONE,
    ACTION_REJECTED,
    ACTION_RETURNED,
    ACTION_TIME_OUT_ESCALATED,
    ACTION_TIME_OUT_REJECTED,
    ACTIVATED,
    AMOUNT,
    APPROVED,
    ATTENDED,
    ATTENTION,
    ATTENTION_TOTAL,
    BUDGETED,
    BY_DEPUTIES,
    CASH_COST,
    CHAIN_HURDLE,
    CHASED_CLOCKS,
    CHASED_LOOKS,
    CLASS_COUNT,
    CLASSES,
    CLIMBS,
    DECIDED,
    DONE,
    DUE,
    FATIGUE,
    HANDLING,
    HURDLE_MISSED,
    JOINED,
    JUDGE,
    LATE_HOURS,
    LUCK,
    NODE_WIDTH,
    NODES,
    NOTHING,
    NOW,
    OFFER_COUNT,
    ON_TIME_OUT,
    OUT_OF_SCOPE,
    OUTSTANDING,
    PRESSES,
    QUEUED,
    RED_LINE,
    REJECTS,
    REMIND_AFTER,
    REMINDERS,
    RESUBMISSION_CLOCK,
    RESUBMISSIONS,
    RETURN_COUNT,
    RETURNED_AT,
    RETURNED_TO_AGENCY,
    RETURNS,
    RETURNS_FIRST,
    RETURNS_LATER,
    REVIEWER,
    REVIEWER_VALUE,
    ROUND,
    ROUNDS,
    ROUTE_LENGTH,
    ROUTE_PLACE,
    ROUTE_ROLES,
    ROUTE_WIDTH,
    ROUTES,
    S_ACTION,
    S_ACTIVATED,
    S_ATTENDED,
    S_CHASED,
    S_DECIDED,
    S_DEPUTIES,
    S_HANDLING,
    S_LATE,
    S_OTHERS,
    S_REQUEST,
    S_ROLE,
    S_ROUND,
    S_STARTED,
    SHORTENS,
    SIGN,
    SIGN_ALL,
    SIGN_ANY,
    SIGNER_COUNT,
    SIGNER_WIDTH,
    SIGNERS,
    SIGNING_COUNT,
    SIGNING_LUCK,
    SIGNING_WIDTH,
    SIGNINGS,
    SLOT,
    SLOTS,
    STAMP,
    STARTED,
    STEP,
    TIME_OUT,
    TIMED_OUT,
    UNJUDGED,
    WALKER,
    X_LUCK,
    X_NODE_WIDTH,
    X_NODES,
    X_ROLE_WIDTH,
    X_ROLES,
)
from sim.model.attention import left_when_chased, reminded
from sim.model.units import NEVER


def node_at(ints: list[int], number: int) -> int:
    """Return where a regime stands in the tree, whole numbers."""
    return ints[NODES] + number * NODE_WIDTH


def terms_at(ints: list[int], number: int) -> int:
    """Return where a regime stands in the tree, fractional numbers."""
    return ints[X_NODES] + number * X_NODE_WIDTH


def class_of(ints: list[int], request: int) -> int:
    """Return the class of amounts that a request belongs to; a bound is the lower class."""
    last = ints[CLASS_COUNT] - 1
    if ints[CLIMBS] != 0 and ints[request + BUDGETED] == 0:
        return last
    for nth in range(last):
        if ints[request + AMOUNT] <= ints[ints[CLASSES] + nth]:
            return nth
    return last


def begin_walk(ints: list[int], reals: list[float], number: int, walker: int) -> int:
    """Send a request on its way through the chain, worked as the walker's terms say."""
    request = request_at(ints, number)
    place = walker * ints[CLASS_COUNT] + class_of(ints, request)
    ints[request + WALKER] = walker
    ints[request + ROUTE_PLACE] = ints[ROUTES] + place * ROUTE_WIDTH
    ints[request + ROUND] = 0
    if ints[ints[request + ROUTE_PLACE] + ROUTE_LENGTH] == 0:
        return APPROVED
    begin_round(ints, reals, number)
    return NOTHING


def begin_round(ints: list[int], reals: list[float], number: int) -> None:
    """Send a request to the first of its signers."""
    request = request_at(ints, number)
    ints[request + STEP] = 0
    ints[request + UNJUDGED] = 1
    begin_step(ints, reals, number)


def role_number_of(ints: list[int], request: int) -> int:
    """Return whose turn it is."""
    route = ints[request + ROUTE_PLACE]
    return ints[ints[route + ROUTE_ROLES] + ints[request + STEP]]


def role_of(ints: list[int], request: int) -> int:
    """Return where the role whose turn it is stands."""
    return role_at(ints, role_number_of(ints, request))


def signer_at(ints: list[int], number: int, person: int) -> int:
    """Return where the task in hand of one of a request's signers stands."""
    return ints[SIGNERS] + (number * ints[SLOTS] + person) * SIGNER_WIDTH


def signing_luck(ints: list[int], number: int, person: int) -> int:
    """Return the place of one signer's luck with the step in hand, from the first of all."""
    request = request_at(ints, number)
    slot = ints[role_of(ints, request) + SLOT] + person
    rounds_before = ints[request + LUCK] * ints[ROUNDS] + ints[request + ROUND]
    return 2 * (rounds_before * ints[SLOTS] + slot)


def begin_step(ints: list[int], reals: list[float], number: int) -> None:
    """Ask everybody who signs this step."""
    request = request_at(ints, number)
    ints[request + STAMP] += 1
    ints[request + OUTSTANDING] = 0
    ints[request + JOINED] = 0
    for person in range(ints[role_of(ints, request) + SIGNER_COUNT]):
        ask(ints, reals, number, person)


def its_task(ints: list[int], code: int, number: int, person: int) -> int:
    """Return a task of a request that holds for the step in hand only."""
    return task(code, number, person, ints[request_at(ints, number) + STAMP])


def ask(ints: list[int], reals: list[float], number: int, person: int) -> None:
    """Wait until a signer looks, or until the time is out."""
    now = ints[NOW]
    signer = signer_at(ints, number, person)
    luck = ints[SIGNING_LUCK] + signing_luck(ints, number, person)
    looks = looks_at(ints, reals, number, ints[luck])
    ints[signer + ACTIVATED], ints[signer + ATTENDED] = now, looks
    ints[signer + STARTED], ints[signer + DECIDED] = 0, 0
    ints[signer + HANDLING] = 0 if ints[ATTENTION_TOTAL] != 0 else ints[luck + 1]
    ints[signer + ACTION], ints[signer + DONE] = ACTION_NONE, 0
    ints[signer + DUE] = now + ints[TIME_OUT]
    if ints[TIME_OUT] >= 0 and looks >= ints[signer + DUE]:
        enter(ints, ints[signer + DUE], its_task(ints, TIME_IS_OUT, number, person))
    else:
        enter(ints, looks, its_task(ints, LOOKS, number, person))


def clock_of(ints: list[int], request: int) -> int:
    """Return the clock of the role whose turn it is, under the walker's terms."""
    node = node_at(ints, ints[request + WALKER])
    return ints[ints[node + CHASED_CLOCKS] + role_number_of(ints, request)]


def looks_at(ints: list[int], reals: list[float], number: int, attention: int) -> int:
    """Return when a signer looks: at a fixed time, or when the attention is used up."""
    request, now = request_at(ints, number), ints[NOW]
    node = node_at(ints, ints[request + WALKER])
    looks = ints[node + CHASED_LOOKS] + 2 * role_number_of(ints, request)
    if ints[looks] >= 0:
        passed = count_up_to(ints, ints[looks], ints[looks + 1], now - 1)
        if passed == ints[looks + 1]:
            raise ValueError("no look any more")
        return ints[ints[looks] + passed]
    terms = terms_at(ints, ints[request + WALKER])
    left = left_when_chased(attention, now, reals[terms + ATTENTION], reals[terms + FATIGUE])
    left = reminded(
        left, ints[node + REMINDERS], ints[node + REMIND_AFTER], reals[terms + SHORTENS]
    )
    clock = clock_of(ints, request)
    return done_at(ints, clock, present_at(ints, clock, now), left)


def has_desk(ints: list[int], request: int) -> bool:
    """Tell whether requests queue before the role whose turn it is."""
    return ints[role_of(ints, request) + QUEUED] != 0


def looked(ints: list[int], number: int, person: int) -> None:
    """Let a signer handle what he has looked at, or let the request queue for his desk."""
    request = request_at(ints, number)
    if not has_desk(ints, request):
        handle(ints, number, person)
        return
    signer = signer_at(ints, number, person)
    due = ints[signer + DUE] if ints[TIME_OUT] >= 0 else NEVER
    role, clock = role_of(ints, request), clock_of(ints, request)
    turn = queue_up(ints, number, role, clock, ints[signer + HANDLING], due)
    if turn < NEVER:
        enter(ints, turn, its_task(ints, TURN, number, person))
    elif due < NEVER:
        enter(ints, due, its_task(ints, TIME_IS_OUT, number, person))


def join(ints: list[int], number: int) -> None:
    """Go on with a request one step later, at the first of the things that it waits for."""
    request = request_at(ints, number)
    if ints[request + JOINED] == 0:
        ints[request + JOINED] = 1
        enter(ints, ints[NOW], its_task(ints, STEP_DONE, number, 0))


def handle(ints: list[int], number: int, person: int) -> None:
    """Begin the work of signing."""
    signer = signer_at(ints, number, person)
    ints[signer + STARTED] = ints[NOW]
    clock = clock_of(ints, request_at(ints, number))
    ints[signer + DECIDED] = done_at(ints, clock, ints[NOW], ints[signer + HANDLING])
    enter(ints, ints[signer + DECIDED], its_task(ints, HANDLED, number, person))


def time_is_out(ints: list[int], reals: list[float], number: int, person: int) -> int:
    """Take the default action at a signer's time-out."""
    signer = signer_at(ints, number, person)
    due = ints[signer + DUE]
    ints[signer + ATTENDED] = min(ints[signer + ATTENDED], due)
    ints[signer + STARTED], ints[signer + DECIDED] = due, due
    ints[signer + HANDLING], ints[signer + ACTION] = 0, ints[ON_TIME_OUT]
    return signed(ints, reals, number, person)


def signed(ints: list[int], reals: list[float], number: int, person: int) -> int:
    """Go on when one has signed; where several sign, wait for what is still needed."""
    request = request_at(ints, number)
    if ints[role_of(ints, request) + SIGNER_COUNT] == 1:
        return step_done(ints, reals, number, 0)
    enter(ints, ints[NOW], its_task(ints, SIGNED, number, person))
    return NOTHING


def one_of_several(ints: list[int], number: int, person: int) -> None:
    """Count who has signed; the step is done when all have, or any, as the role's sign says."""
    request = request_at(ints, number)
    role = role_of(ints, request)
    ints[signer_at(ints, number, person) + DONE] = 1
    ints[request + OUTSTANDING] += 1
    if ints[role + SIGN] == SIGN_ANY or ints[request + OUTSTANDING] == ints[role + SIGNER_COUNT]:
        join(ints, number)


def joined(ints: list[int], reals: list[float], number: int) -> int:
    """Go on with the slowest of those who have signed by now."""
    slowest = -1
    for person in range(ints[role_of(ints, request_at(ints, number)) + SIGNER_COUNT]):
        signer = signer_at(ints, number, person)
        if ints[signer + DONE] != 0 and (
            slowest < 0 or ints[signer + DECIDED] > ints[signer_at(ints, number, slowest) + DECIDED]
        ):
            slowest = person
    return step_done(ints, reals, number, slowest)


def others_handling(ints: list[int], number: int, person: int) -> int:
    """Return the time that the others who signed spent on a step."""
    total = 0
    people = ints[role_of(ints, request_at(ints, number)) + SIGNER_COUNT]
    if people == 1:
        return 0
    for other in range(people):
        signer = signer_at(ints, number, other)
        if ints[signer + DONE] != 0:
            total += ints[signer + HANDLING]
    return total - ints[signer_at(ints, number, person) + HANDLING]


def least_luck(ints: list[int], reals: list[float], number: int, person: int, which: int) -> float:
    """Return the luck of rejection (0) or return (1) that decides; where all sign, the least."""
    role = role_of(ints, request_at(ints, number))
    found = reals[ints[X_LUCK] + signing_luck(ints, number, person) + which]
    if ints[role + SIGN] == SIGN_ALL:
        for other in range(ints[role + SIGNER_COUNT]):
            found = min(found, reals[ints[X_LUCK] + signing_luck(ints, number, other) + which])
    return found


def step_done(ints: list[int], reals: list[float], number: int, person: int) -> int:
    """Record a step, and go on with what it comes to."""
    request = request_at(ints, number)
    signer = signer_at(ints, number, person)
    last = ints[request + STEP] == ints[ints[request + ROUTE_PLACE] + ROUTE_LENGTH] - 1
    verdict = verdict_of(ints, reals, number, person, last)
    judge = ints[ints[request + ROUTE_PLACE] + JUDGE]
    if verdict == APPROVED and ints[request + UNJUDGED] != 0 and ints[request + STEP] >= judge:
        skipped = ints[signer + ACTION] != ACTION_APPROVED and not last
        ints[request + UNJUDGED] = 1 if skipped else 0
        found = NOTHING if skipped else objection_of(ints, reals, number)
        if found != NOTHING:
            ints[signer + ACTION], verdict = ACTION_REJECTED, found
    record_signing(ints, number, person)
    if verdict == RETURNED_TO_AGENCY:
        resubmit(ints, number)
        return NOTHING
    if verdict != APPROVED or last:
        return verdict
    ints[request + STEP] += 1
    begin_step(ints, reals, number)
    return NOTHING


def verdict_of(ints: list[int], reals: list[float], number: int, person: int, last: bool) -> int:
    """Return what a signing comes to; a default action taken at a time-out stands as it is."""
    request = request_at(ints, number)
    signer = signer_at(ints, number, person)
    action = ints[signer + ACTION]
    if action != ACTION_NONE:
        nobody = last and action == ACTION_TIME_OUT_ESCALATED
        return TIMED_OUT if nobody or action == ACTION_TIME_OUT_REJECTED else APPROVED
    chances = ints[X_ROLES] + role_number_of(ints, request) * X_ROLE_WIDTH
    returns = reals[chances + (RETURNS_FIRST if ints[request + STEP] == 0 else RETURNS_LATER)]
    may_return = ints[request + ROUND] < ints[ROUNDS] - 1
    if may_return and least_luck(ints, reals, number, person, 1) < returns:
        ints[signer + ACTION] = ACTION_RETURNED
        return RETURNED_TO_AGENCY
    if least_luck(ints, reals, number, person, 0) < reals[chances + REJECTS]:
        ints[signer + ACTION] = ACTION_REJECTED
        return REVIEWER
    ints[signer + ACTION] = ACTION_APPROVED
    return APPROVED


def objection_of(ints: list[int], reals: list[float], number: int) -> int:
    """Return the rule under which whoever judges an offer says no; nobody judges a plan."""
    if number >= ints[OFFER_COUNT]:
        return NOTHING
    offer = offer_at(ints, number)
    if ints[offer + OUT_OF_SCOPE] != 0:
        return RED_LINE
    value = reals[luck_at(ints, number) + REVIEWER_VALUE]
    return HURDLE_MISSED if value < reals[CHAIN_HURDLE] * ints[offer + CASH_COST] else NOTHING


def record_signing(ints: list[int], number: int, person: int) -> None:
    """Write a signing down."""
    request, signer = request_at(ints, number), signer_at(ints, number, person)
    row = ints[SIGNINGS] + ints[SIGNING_COUNT] * SIGNING_WIDTH
    ints[SIGNING_COUNT] += 1
    ints[row + S_REQUEST], ints[row + S_ROLE] = number, role_number_of(ints, request)
    ints[row + S_ROUND] = ints[request + ROUND]
    ints[row + S_ACTIVATED], ints[row + S_ATTENDED] = (
        ints[signer + ACTIVATED],
        ints[signer + ATTENDED],
    )
    ints[row + S_STARTED], ints[row + S_DECIDED] = ints[signer + STARTED], ints[signer + DECIDED]
    ints[row + S_HANDLING], ints[row + S_ACTION] = ints[signer + HANDLING], ints[signer + ACTION]
    ints[row + S_OTHERS] = others_handling(ints, number, person)
    node = node_at(ints, ints[request + WALKER])
    ints[row + S_DEPUTIES], ints[row + S_LATE] = ints[node + BY_DEPUTIES], ints[node + LATE_HOURS]
    ints[row + S_CHASED] = ints[node + PRESSES]


def resubmit(ints: list[int], number: int) -> None:
    """Wait until a returned request comes again; what it waits for is over by then."""
    request = request_at(ints, number)
    ints[request + STAMP] += 1
    work = ints[request + RESUBMISSIONS + ints[request + ROUND]]
    again = done_at(ints, ints[RESUBMISSION_CLOCK], ints[NOW], work)
    ints[request + RETURNED_AT] = ints[NOW]
    enter(ints, again, its_task(ints, COMES_AGAIN, number, 0))


def come_again(ints: list[int], reals: list[float], number: int) -> None:
    """Note that a request was returned and comes again, and begin the next round."""
    request = request_at(ints, number)
    row = ints[RETURNS] + 3 * ints[RETURN_COUNT]
    ints[RETURN_COUNT] += 1
    ints[row], ints[row + 1], ints[row + 2] = number, ints[request + RETURNED_AT], ints[NOW]
    ints[request + ROUND] += 1
    begin_round(ints, reals, number)


def drop(ints: list[int], number: int) -> None:
    """Withdraw a request: nothing that was to come of it comes."""
    ints[request_at(ints, number) + STAMP] = STEPS - 1
