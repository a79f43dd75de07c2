"""One season under one regime, from its first moment to its last: ``sim/model/replay.py``, flat.

Written in the kernel's subset of Python. ``run`` is what is called from outside; the arrays are
laid out in ``sim/flat/places.py`` and filled by ``sim/flat/packing.py``.
"""

from __future__ import annotations

from sim.flat.agenda import (
    ARRIVES,
    COMES_AGAIN,
    CONFIRMED,
    COUNTERSIGNED,
    DECIDED_NOW,
    DIES,
    HANDLED,
    LOOKED_AT,
    LOOKS,
    MIDNIGHT,
    PEOPLE,
    PLAN_FILED,
    SIGNED,
    STEP_DONE,
    STEPS,
    THOUGHT,
    TIME_IS_OUT,
    TURN,
    enter,
    next_task,
    task,
)
from sim.flat.books import book_at, month_of
from sim.flat.chain import (
    begin_walk,
    come_again,
    drop,
    handle,
    joined,
    looked,
    node_at,
    one_of_several,
    signed,
    time_is_out,
)
from sim.flat.clocks import between
from sim.flat.deciding import (
    SAYS_YES,
    agency_has_thought,
    chain_answers,
    channel_answers,
    confirmed,
    decide,
    give_back,
    settle,
)
from sim.flat.desks import (
    clear_desks,
    end_other_work,
    request_at,
    role_at,
    time_other_work,
)
from sim.flat.forecasts import foresee, luck_at, offer_at
from sim.flat.places import (
    ACCEPTED_ALL,
    ACCEPTED_YES,
    ADVERSE,
    AGENCY_COMMISSION,
    AGENCY_HOURS,
    AGENCY_HURDLE,
    AGENCY_STANDBY,
    AGENCY_VALUE,
    ALL_DAYS,
    ALONE_LIMIT,
    ANSWERED,
    ANSWERED_ALL,
    ANSWERED_AT,
    ANSWERED_IN_TIME,
    APPEARED,
    APPROVED,
    BEGINS_AT,
    CAMPAIGN,
    CAPTURED,
    CHASED_CLOCKS,
    CLOSES_AT,
    CLOSING,
    COMING,
    COMMITTED,
    CONFIRM_CLOCK,
    COVERS_ANY,
    DECLINED,
    DELEGATED,
    DIES_AT,
    DIRECTOR,
    DRAWS_COUNT,
    DUE_FIRSTS,
    DUE_LASTS,
    EVENTS_COUNT,
    EVENTS_LIST,
    EXPIRED,
    EXPOSURE,
    FATE,
    FEEDBACK,
    FILED,
    FILED_PLANS,
    FOUND,
    IN_FORCE,
    LEAD_DAYS,
    LEDGER_WIDTH,
    LOST_TO_RIVAL,
    MONTH_COUNT,
    NODE_COUNT,
    NOTHING,
    NOW,
    OA,
    OFFER_COUNT,
    OFFERED_AT,
    OPENING_STOCK,
    ORDER,
    PLAN_BEGINS_AT,
    PLAN_COUNT,
    PLAN_FILED_AT,
    PLAN_NODE,
    PLAN_QUARTER,
    PLAN_STARTED,
    PLAN_WIDTH,
    PLANS,
    QUALITY,
    QUOTA,
    REJECTED,
    REPORTED,
    REPORTED_EXPOSURE,
    REQUEST_COUNT,
    RIVAL_AT,
    ROLE_COUNT,
    ROUTE,
    ROUTE_DECLINED,
    ROUTE_OA,
    ROUTE_PLAN,
    SEASON_DAYS,
    SELF_INTEREST,
    SETTLED,
    SPENT,
    STAMP,
    STANDBY,
    STOCK,
    SUSPENDED_UNTIL,
    TAKEN,
    TYPE,
    U_APPEARS,
    USUAL_CLOCK,
    VALID_FROM,
    VALID_UNTIL,
    WAITING,
    WITHDRAWN,
    WITHDRAWS,
    YES,
)
from sim.flat.shelf import let_go, record_at, shares_taken_at
from sim.flat.storefront import book, ends_today, live_day, value_at_end
from sim.model.deal import agency_wants
from sim.model.scenario import APPEARANCE_CEILING
from sim.model.units import DAY, NEVER

__all__ = ["NOBODY", "prepare", "run"]

NOBODY = -NEVER
"""When an offer was answered that nobody answered."""


def prepare(ints: list[int], reals: list[float]) -> None:
    """Reckon once a season what is the same under every regime."""
    foresee(ints, reals)
    time_other_work(ints)


def run(ints: list[int], reals: list[float]) -> None:
    """Play the season; its records are in the arrays afterwards."""
    begin(ints, reals)
    while ints[WAITING] > 0:
        what = next_task(ints)
        code, person = what % 32, what // 32 % PEOPLE
        step, who = what // (32 * PEOPLE) % STEPS, what // (32 * PEOPLE * STEPS)
        if code < PLAN_FILED:
            offer_task(ints, reals, code, who)
        elif code == PLAN_FILED:
            file_plan(ints, reals, who)
        elif ints[request_at(ints, who) + STAMP] == step:
            request_task(ints, reals, code, who, person)
    end_other_work(ints)
    close(ints)


def begin(ints: list[int], reals: list[float]) -> None:
    """Forget the last season, and enter what comes first: plans, the store, offers."""
    ints[NOW] = ints[BEGINS_AT]
    for place in range(ORDER, DRAWS_COUNT + 1):
        ints[place] = 0
    ints[STOCK] = ints[OPENING_STOCK]
    for day in range(ints[ALL_DAYS]):
        ints[ints[DUE_FIRSTS] + day], ints[ints[DUE_LASTS] + day] = 0, 0
    for number in range(ints[OFFER_COUNT]):
        clear_offer(ints, reals, number)
    for number in range(ints[REQUEST_COUNT]):
        ints[request_at(ints, number) + STAMP] = 0
    for day in range(ints[ALL_DAYS] + ints[LEAD_DAYS] + 2):
        ints[ints[COMING] + day] = 0
    clear_books(ints)
    clear_desks(ints)
    enter_first(ints)


def clear_offer(ints: list[int], reals: list[float], number: int) -> None:
    """Forget what became of an offer."""
    record = record_at(ints, number)
    for place in range(record, record + LEDGER_WIDTH):
        ints[place] = 0
    ints[record + YES] = -1
    ints[record + ANSWERED_AT] = NOBODY
    share = shares_taken_at(ints, number)
    reals[share + TAKEN], reals[share + REPORTED], reals[share + QUALITY] = 1.0, 0.0, 1.0


def clear_books(ints: list[int]) -> None:
    """Forget what was drawn, settled, found, spent and approved in every month."""
    for walker in range(ints[NODE_COUNT]):
        node = node_at(ints, walker)
        ints[node + SUSPENDED_UNTIL] = -NEVER
        for month in range(ints[MONTH_COUNT]):
            book_of_month = book_at(ints, node, month)
            ints[book_of_month + COMMITTED], ints[book_of_month + SETTLED] = 0, 0
            ints[book_of_month + FOUND], ints[book_of_month + SPENT] = 0, 0
            ints[book_of_month + IN_FORCE] = NEVER
    for month in range(4 * ints[MONTH_COUNT]):
        ints[ints[ANSWERED_ALL] + month] = 0


def enter_first(ints: list[int]) -> None:
    """Enter what the season begins with, in the order in which the model of record does."""
    for nth in range(ints[PLAN_COUNT]):
        plan = ints[PLANS] + nth * PLAN_WIDTH
        enter(ints, ints[plan + PLAN_FILED_AT], task(PLAN_FILED, nth, 0, 0))
    enter(ints, DAY, task(MIDNIGHT, 0, 0, 0))
    if ints[OFFER_COUNT] > 0:
        enter(ints, ints[offer_at(ints, 0) + OFFERED_AT], task(ARRIVES, 0, 0, 0))


def offer_task(ints: list[int], reals: list[float], code: int, who: int) -> None:
    """Do what comes of an offer; of one that was withdrawn nothing comes but its end."""
    if code == ARRIVES:
        arrive(ints, reals, who)
    elif code == MIDNIGHT:
        close_day(ints, reals, who)
    elif code == DIES or code == DECIDED_NOW:  # noqa: SIM109 - the subset has no ``in``
        close_soon(ints, who)
    elif code == LOOKED_AT:
        look_at_last(ints, reals, who)
    elif ints[record_at(ints, who) + WITHDRAWN] != 0:
        return
    elif code == THOUGHT:
        decided(ints, reals, who, agency_has_thought(ints, reals, who))
    elif code == COUNTERSIGNED:
        decided(ints, reals, who, channel_answers(ints, reals, who))
    elif code == CONFIRMED:
        decided(ints, reals, who, confirmed(ints, reals, who))


def request_task(ints: list[int], reals: list[float], code: int, who: int, person: int) -> None:
    """Do what comes of a request in the OA chain."""
    found = NOTHING
    if code == LOOKS:
        looked(ints, who, person)
    elif code == TURN:
        handle(ints, who, person)
    elif code == HANDLED:
        found = signed(ints, reals, who, person)
    elif code == TIME_IS_OUT:
        found = time_is_out(ints, reals, who, person)
    elif code == SIGNED:
        one_of_several(ints, who, person)
    elif code == STEP_DONE:
        found = joined(ints, reals, who)
    elif code == COMES_AGAIN:
        come_again(ints, reals, who)
    if found != NOTHING:
        walked(ints, reals, who, found)


def walked(ints: list[int], reals: list[float], number: int, found: int) -> None:
    """Take what the chain says of a request, an offer's or a plan's."""
    if number < ints[OFFER_COUNT]:
        decided(ints, reals, number, chain_answers(ints, reals, number, found))
    elif found == APPROVED:
        put_in_force(ints, number)


def file_plan(ints: list[int], reals: list[float], nth: int) -> None:
    """Send a quarter's plan on its way."""
    plan = ints[PLANS] + nth * PLAN_WIDTH
    ints[FILED_PLANS] += 1
    ints[plan + PLAN_STARTED] = ints[FILED_PLANS]
    number = ints[OFFER_COUNT] + nth
    if begin_walk(ints, reals, number, ints[plan + PLAN_NODE]) == APPROVED:
        put_in_force(ints, number)


def put_in_force(ints: list[int], number: int) -> None:
    """Let an approved plan stand, from its quarter's beginning on."""
    plan = ints[PLANS] + (number - ints[OFFER_COUNT]) * PLAN_WIDTH
    node = node_at(ints, ints[plan + PLAN_NODE])
    since = max(ints[NOW], ints[plan + PLAN_BEGINS_AT])
    ints[book_at(ints, node, 3 * ints[plan + PLAN_QUARTER]) + IN_FORCE] = since


def share_of(ints: list[int], part: int, whole: int, month: int, usual: float) -> float:
    """Return the share of a month's answers that were so, the usual one where there was none."""
    count = ints[ints[whole] + month]
    return float(ints[ints[part] + month]) / count if count != 0 else usual


def appearance(ints: list[int], number: int) -> float:
    """Return the chance that the platform still makes an offer."""
    offer = offer_at(ints, number)
    if ints[offer + CAMPAIGN] != 0:
        return 1.0
    rate = 1.0
    if ints[FEEDBACK] != 0:
        before = month_of(ints, ints[offer + OFFERED_AT]) - 1
        rate = 0.85 + 0.3 * share_of(ints, ANSWERED_IN_TIME, ANSWERED_ALL, before, 0.5)
    return rate / APPEARANCE_CEILING


def quality_of(ints: list[int], reals: list[float], number: int) -> float:
    """Return the part of its visitors that an offer still has for this store."""
    offer = offer_at(ints, number)
    if ints[offer + CAMPAIGN] != 0:
        return 1.0
    before = month_of(ints, ints[offer + OFFERED_AT]) - 1
    return 1.0 - reals[ADVERSE] * share_of(ints, ACCEPTED_YES, ACCEPTED_ALL, before, 0.0)


def arrive(ints: list[int], reals: list[float], number: int) -> None:
    """Make an offer, as far as the platform still makes it; the next one is entered first."""
    appears = reals[luck_at(ints, number) + U_APPEARS] < appearance(ints, number)
    if number + 1 < ints[OFFER_COUNT]:
        at = ints[offer_at(ints, number + 1) + OFFERED_AT]
        enter(ints, at, task(ARRIVES, number + 1, 0, 0))
    if appears:
        live(ints, reals, number)


def live(ints: list[int], reals: list[float], number: int) -> None:
    """Let an offer live: the agency screens it, the regime decides it."""
    record, luck = record_at(ints, number), luck_at(ints, number)
    ints[record + APPEARED] = 1
    ints[record + EXPOSURE] = round(reals[luck + REPORTED_EXPOSURE])
    reals[shares_taken_at(ints, number) + QUALITY] = quality_of(ints, reals, number)
    value, commission = reals[luck + AGENCY_VALUE], reals[luck + AGENCY_COMMISSION]
    if not agency_wants(reals[SELF_INTEREST], value, commission, reals[AGENCY_HURDLE]):
        ints[record + ROUTE], ints[record + FATE] = ROUTE_DECLINED, DECLINED
        ints[record + ANSWERED_AT] = ints[NOW]
        remember(ints, number)
        return
    ints[record + FILED] = 1
    if ints[WITHDRAWS] != 0:
        enter(ints, ints[offer_at(ints, number) + DIES_AT], task(DIES, number, 0, 0))
    decided(ints, reals, number, decide(ints, reals, number))


def decided(ints: list[int], reals: list[float], number: int, found: int) -> None:
    """Take an answer; where dead requests are withdrawn it is looked at two steps later."""
    if found == NOTHING:
        return
    record = record_at(ints, number)
    ints[record + YES] = 1 if found == SAYS_YES else 0
    ints[record + ANSWERED] = 1
    if ints[WITHDRAWS] != 0:
        enter(ints, ints[NOW], task(DECIDED_NOW, number, 0, 0))
    else:
        ints[record + ANSWERED_AT] = ints[NOW]
        end(ints, reals, number)


def close_soon(ints: list[int], number: int) -> None:
    """Look at an offer that is answered or dead, one step later."""
    record = record_at(ints, number)
    if ints[record + CLOSING] == 0:
        ints[record + CLOSING] = 1
        enter(ints, ints[NOW], task(LOOKED_AT, number, 0, 0))


def look_at_last(ints: list[int], reals: list[float], number: int) -> None:
    """Take the answer, or withdraw a request that has none."""
    record = record_at(ints, number)
    if ints[record + ANSWERED] != 0:
        ints[record + ANSWERED_AT] = ints[NOW]
    else:
        ints[record + WITHDRAWN] = 1
    end(ints, reals, number)
    if ints[record + WITHDRAWN] != 0:
        withdraw(ints, number)


def withdraw(ints: list[int], number: int) -> None:
    """Let go of what a request holds that is withdrawn: a desk, a plan's money."""
    route = ints[record_at(ints, number) + ROUTE]
    if route == ROUTE_OA:
        drop(ints, number)
    if route == ROUTE_PLAN:
        give_back(ints, number, 0)


def end(ints: list[int], reals: list[float], number: int) -> None:
    """Give an offer its fate, remember it, and take a captured one in."""
    record = record_at(ints, number)
    ints[record + FATE] = fate_of(ints, number)
    remember(ints, number)
    if ints[record + FATE] == CAPTURED:
        book(ints, reals, number)


def fate_of(ints: list[int], number: int) -> int:
    """Return the one fate of a filed offer; an answer at the closing moment is too late."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    at = ints[record + ANSWERED_AT]
    if at != NOBODY and at < ints[offer + DIES_AT]:
        return CAPTURED if ints[record + YES] == 1 else REJECTED
    return LOST_TO_RIVAL if ints[offer + RIVAL_AT] < ints[offer + CLOSES_AT] else EXPIRED


def remember(ints: list[int], number: int) -> None:
    """Let the platform remember how this store answers, month by month."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    month = month_of(ints, ints[offer + OFFERED_AT])
    fate = ints[record + FATE]
    if ints[record + FILED] != 0:
        ints[ints[ANSWERED_ALL] + month] += 1
        if fate < DECLINED or fate == REJECTED:
            ints[ints[ANSWERED_IN_TIME] + month] += 1
    if ints[offer + CAMPAIGN] == 0:
        ints[ints[ACCEPTED_ALL] + month] += 1
        if fate == CAPTURED:
            ints[ints[ACCEPTED_YES] + month] += 1


def close_day(ints: list[int], reals: list[float], day: int) -> None:
    """Close a day of the store, and tell the regimes what has ended."""
    live_day(ints, reals, day)
    for nth in range(ints[EVENTS_COUNT]):
        number = ints[ints[EVENTS_LIST] + nth]
        if ends_today(ints, number, day):
            let_go(ints, number)
            value = value_at_end(ints, reals, number)
            settle(ints, reals, number, value, ints[NOW] - 1)
    if day + 1 < ints[ALL_DAYS]:
        enter(ints, (day + 2) * DAY, task(MIDNIGHT, day + 1, 0, 0))


def close(ints: list[int]) -> None:
    """Reckon how long people stood by: to be chased, for a channel, and to answer alone."""
    for walker in range(ints[NODE_COUNT]):
        node = node_at(ints, walker)
        if ints[node + TYPE] == OA:
            ints[STANDBY] += chased_hours(ints, node)
        elif ints[node + TYPE] == DELEGATED:
            ints[AGENCY_STANDBY] += extra_hours(ints, AGENCY_HOURS, 0, NEVER)
        elif ints[node + COVERS_ANY] != 0:
            since, until = ints[node + VALID_FROM], ints[node + VALID_UNTIL]
            ints[AGENCY_STANDBY] += extra_hours(ints, AGENCY_HOURS, since, until)
            if ints[node + ALONE_LIMIT] < ints[node + QUOTA]:
                ints[STANDBY] += extra_hours(ints, DIRECTOR, since, until)


def chased_hours(ints: list[int], node: int) -> int:
    """Return how long approvers stood by to be chased, evenings and for the absent."""
    last, total = ints[SEASON_DAYS] * DAY, 0
    for number in range(ints[ROLE_COUNT]):
        chased = ints[ints[node + CHASED_CLOCKS] + number]
        total += between(ints, chased, 0, last)
        total -= between(ints, ints[role_at(ints, number) + USUAL_CLOCK], 0, last)
    return total


def extra_hours(ints: list[int], duty: int, since: int, until: int) -> int:
    """Return how long somebody on a duty stood by beyond office hours, within the season."""
    first, last = max(0, since), min(ints[SEASON_DAYS] * DAY, until)
    if first >= last:
        return 0
    office = between(ints, ints[CONFIRM_CLOCK], first, last)
    return max(0, between(ints, ints[duty], first, last) - office)
