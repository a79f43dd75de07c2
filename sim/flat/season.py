"""One season under one regime, from its first moment to its last: ``sim/model/replay.py``, flat.

Written in the kernel's subset of Python. ``run`` is what is called from outside; the arrays are
laid out in ``sim/flat/places.py`` and filled by ``sim/flat/packing.py``.
"""

from __future__ import annotations

from sim.flat import places as at
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
from sim.flat.moments import (
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
    between,
    enter,
    next_task,
    task,
)
from sim.flat.shelf import let_go, record_at, shares_taken_at
from sim.flat.storefront import book, ends_today, live_day, value_at_end
from sim.model.rules import agency_wants
from sim.model.scenario import APPEARANCE_CEILING
from sim.model.units import DAY, NEVER

__all__ = ["NOBODY", "play", "prepare"]

NOBODY = -NEVER
"""When an offer was answered that nobody answered."""


def prepare(ints: list[int], reals: list[float]) -> None:
    """Reckon once a season what is the same under every regime."""
    foresee(ints, reals)
    time_other_work(ints)


def play(ints: list[int], reals: list[float], nth: int) -> None:
    """Play the season under one of the regimes; its records are in the arrays afterwards."""
    take_up(ints, nth)
    begin(ints, reals)
    while ints[at.WAITING] > 0:
        what = next_task(ints)
        code, person = what % 32, what // 32 % PEOPLE
        step, who = what // (32 * PEOPLE) % STEPS, what // (32 * PEOPLE * STEPS)
        if code < PLAN_FILED:
            offer_task(ints, reals, code, who)
        elif code == PLAN_FILED:
            file_plan(ints, reals, who)
        elif ints[request_at(ints, who) + at.STAMP] == step:
            request_task(ints, reals, code, who, person)
    end_other_work(ints)
    close(ints)


def take_up(ints: list[int], nth: int) -> None:
    """Let one of the regimes decide from now on."""
    row = ints[at.REGIMES] + nth * at.REGIME_WIDTH
    ints[at.ROOT], ints[at.NODES] = ints[row + at.R_ROOT], ints[row + at.R_NODES]
    ints[at.NODE_COUNT], ints[at.X_NODES] = ints[row + at.R_NODE_COUNT], ints[row + at.R_X_NODES]
    ints[at.ROUTES], ints[at.PLANS] = ints[row + at.R_ROUTES], ints[row + at.R_PLANS]
    ints[at.PLAN_COUNT] = ints[row + at.R_PLAN_COUNT]
    ints[at.REQUEST_COUNT] = ints[at.OFFER_COUNT] + ints[at.PLAN_COUNT]


def begin(ints: list[int], reals: list[float]) -> None:
    """Forget the last season, and enter what comes first: plans, the store, offers."""
    ints[at.NOW] = ints[at.BEGINS_AT]
    for place in range(at.ORDER, at.DRAWS_COUNT + 1):
        ints[place] = 0
    ints[at.STOCK] = ints[at.OPENING_STOCK]
    for day in range(ints[at.ALL_DAYS]):
        ints[ints[at.DUE_FIRSTS] + day], ints[ints[at.DUE_LASTS] + day] = 0, 0
    for number in range(ints[at.OFFER_COUNT]):
        clear_offer(ints, reals, number)
    for number in range(ints[at.REQUEST_COUNT]):
        ints[request_at(ints, number) + at.STAMP] = 0
    for day in range(ints[at.ALL_DAYS] + ints[at.LEAD_DAYS] + 2):
        ints[ints[at.COMING] + day] = 0
    clear_books(ints)
    clear_desks(ints)
    enter_first(ints)


def clear_offer(ints: list[int], reals: list[float], number: int) -> None:
    """Forget what became of an offer."""
    record = record_at(ints, number)
    for place in range(record, record + at.LEDGER_WIDTH):
        ints[place] = 0
    ints[record + at.YES] = -1
    ints[record + at.ANSWERED_AT] = NOBODY
    share = shares_taken_at(ints, number)
    reals[share + at.TAKEN], reals[share + at.REPORTED], reals[share + at.QUALITY] = 1.0, 0.0, 1.0


def clear_books(ints: list[int]) -> None:
    """Forget what was drawn, settled, found, spent and approved in every month."""
    for walker in range(ints[at.NODE_COUNT]):
        node = node_at(ints, walker)
        ints[node + at.SUSPENDED_UNTIL] = -NEVER
        for month in range(ints[at.MONTH_COUNT]):
            book_of_month = book_at(ints, node, month)
            ints[book_of_month + at.COMMITTED], ints[book_of_month + at.SETTLED] = 0, 0
            ints[book_of_month + at.FOUND], ints[book_of_month + at.SPENT] = 0, 0
            ints[book_of_month + at.IN_FORCE] = NEVER
    for month in range(4 * ints[at.MONTH_COUNT]):
        ints[ints[at.ANSWERED_ALL] + month] = 0


def enter_first(ints: list[int]) -> None:
    """Enter what the season begins with, in the order in which the model of record does."""
    for nth in range(ints[at.PLAN_COUNT]):
        plan = ints[at.PLANS] + nth * at.PLAN_WIDTH
        enter(ints, ints[plan + at.PLAN_FILED_AT], task(PLAN_FILED, nth, 0, 0))
    enter(ints, DAY, task(MIDNIGHT, 0, 0, 0))
    if ints[at.OFFER_COUNT] > 0:
        enter(ints, ints[offer_at(ints, 0) + at.OFFERED_AT], task(ARRIVES, 0, 0, 0))


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
    elif ints[record_at(ints, who) + at.WITHDRAWN] != 0:
        return
    elif code == THOUGHT:
        decided(ints, reals, who, agency_has_thought(ints, reals, who))
    elif code == COUNTERSIGNED:
        decided(ints, reals, who, channel_answers(ints, reals, who))
    elif code == CONFIRMED:
        decided(ints, reals, who, confirmed(ints, reals, who))


def request_task(ints: list[int], reals: list[float], code: int, who: int, person: int) -> None:
    """Do what comes of a request, an offer's or a plan's."""
    found = chain_task(ints, reals, code, who, person)
    if found != at.NOTHING:
        walked(ints, reals, who, found)


def chain_task(ints: list[int], reals: list[float], code: int, who: int, person: int) -> int:
    """Do what comes of a request in the OA chain; return what this says of it, once it does."""
    if code == LOOKS:
        looked(ints, who, person)
    elif code == TURN:
        handle(ints, who, person)
    elif code == HANDLED:
        return signed(ints, reals, who, person)
    elif code == TIME_IS_OUT:
        return time_is_out(ints, reals, who, person)
    elif code == SIGNED:
        one_of_several(ints, who, person)
    elif code == STEP_DONE:
        return joined(ints, reals, who)
    elif code == COMES_AGAIN:
        come_again(ints, reals, who)
    return at.NOTHING


def walked(ints: list[int], reals: list[float], number: int, found: int) -> None:
    """Take what the chain says of a request, an offer's or a plan's."""
    if number < ints[at.OFFER_COUNT]:
        decided(ints, reals, number, chain_answers(ints, reals, number, found))
    elif found == at.APPROVED:
        put_in_force(ints, number)


def file_plan(ints: list[int], reals: list[float], nth: int) -> None:
    """Send a quarter's plan on its way."""
    plan = ints[at.PLANS] + nth * at.PLAN_WIDTH
    ints[at.FILED_PLANS] += 1
    ints[plan + at.PLAN_STARTED] = ints[at.FILED_PLANS]
    number = ints[at.OFFER_COUNT] + nth
    if begin_walk(ints, reals, number, ints[plan + at.PLAN_NODE]) == at.APPROVED:
        put_in_force(ints, number)


def put_in_force(ints: list[int], number: int) -> None:
    """Let an approved plan stand, from its quarter's beginning on."""
    plan = ints[at.PLANS] + (number - ints[at.OFFER_COUNT]) * at.PLAN_WIDTH
    node = node_at(ints, ints[plan + at.PLAN_NODE])
    since = max(ints[at.NOW], ints[plan + at.PLAN_BEGINS_AT])
    ints[book_at(ints, node, 3 * ints[plan + at.PLAN_QUARTER]) + at.IN_FORCE] = since


def share_of(ints: list[int], part: int, whole: int, month: int, usual: float) -> float:
    """Return the share of a month's answers that were so, the usual one where there was none."""
    count = ints[ints[whole] + month]
    return float(ints[ints[part] + month]) / count if count != 0 else usual


def appearance(ints: list[int], number: int) -> float:
    """Return the chance that the platform still makes an offer."""
    offer = offer_at(ints, number)
    if ints[offer + at.CAMPAIGN] != 0:
        return 1.0
    rate = 1.0
    if ints[at.FEEDBACK] != 0:
        before = month_of(ints, ints[offer + at.OFFERED_AT]) - 1
        rate = 0.85 + 0.3 * share_of(ints, at.ANSWERED_IN_TIME, at.ANSWERED_ALL, before, 0.5)
    return rate / APPEARANCE_CEILING


def quality_of(ints: list[int], reals: list[float], number: int) -> float:
    """Return the part of its visitors that an offer still has for this store."""
    offer = offer_at(ints, number)
    if ints[offer + at.CAMPAIGN] != 0:
        return 1.0
    before = month_of(ints, ints[offer + at.OFFERED_AT]) - 1
    return 1.0 - reals[at.ADVERSE] * share_of(ints, at.ACCEPTED_YES, at.ACCEPTED_ALL, before, 0.0)


def arrive(ints: list[int], reals: list[float], number: int) -> None:
    """Make an offer, as far as the platform still makes it; the next one is entered first."""
    appears = reals[luck_at(ints, number) + at.U_APPEARS] < appearance(ints, number)
    if number + 1 < ints[at.OFFER_COUNT]:
        moment = ints[offer_at(ints, number + 1) + at.OFFERED_AT]
        enter(ints, moment, task(ARRIVES, number + 1, 0, 0))
    if appears:
        live(ints, reals, number)


def live(ints: list[int], reals: list[float], number: int) -> None:
    """Let an offer live: the agency screens it, the regime decides it."""
    record, luck = record_at(ints, number), luck_at(ints, number)
    ints[record + at.APPEARED] = 1
    ints[record + at.EXPOSURE] = round(reals[luck + at.REPORTED_EXPOSURE])
    reals[shares_taken_at(ints, number) + at.QUALITY] = quality_of(ints, reals, number)
    value, commission = reals[luck + at.AGENCY_VALUE], reals[luck + at.AGENCY_COMMISSION]
    if not agency_wants(reals[at.SELF_INTEREST], value, commission, reals[at.AGENCY_HURDLE]):
        ints[record + at.ROUTE], ints[record + at.FATE] = at.ROUTE_DECLINED, at.DECLINED
        ints[record + at.ANSWERED_AT] = ints[at.NOW]
        remember(ints, number)
        return
    ints[record + at.FILED] = 1
    if ints[at.WITHDRAWS] != 0:
        enter(ints, ints[offer_at(ints, number) + at.DIES_AT], task(DIES, number, 0, 0))
    decided(ints, reals, number, decide(ints, reals, number))


def decided(ints: list[int], reals: list[float], number: int, found: int) -> None:
    """Take an answer; where dead requests are withdrawn it is looked at two steps later."""
    if found == at.NOTHING:
        return
    record = record_at(ints, number)
    ints[record + at.YES] = 1 if found == SAYS_YES else 0
    ints[record + at.ANSWERED] = 1
    if ints[at.WITHDRAWS] != 0:
        enter(ints, ints[at.NOW], task(DECIDED_NOW, number, 0, 0))
    else:
        ints[record + at.ANSWERED_AT] = ints[at.NOW]
        end(ints, reals, number)


def close_soon(ints: list[int], number: int) -> None:
    """Look at an offer that is answered or dead, one step later."""
    record = record_at(ints, number)
    if ints[record + at.CLOSING] == 0:
        ints[record + at.CLOSING] = 1
        enter(ints, ints[at.NOW], task(LOOKED_AT, number, 0, 0))


def look_at_last(ints: list[int], reals: list[float], number: int) -> None:
    """Take the answer, or withdraw a request that has none."""
    record = record_at(ints, number)
    if ints[record + at.ANSWERED] != 0:
        ints[record + at.ANSWERED_AT] = ints[at.NOW]
    else:
        ints[record + at.WITHDRAWN] = 1
    end(ints, reals, number)
    if ints[record + at.WITHDRAWN] != 0:
        withdraw(ints, number)


def withdraw(ints: list[int], number: int) -> None:
    """Let go of what a request holds that is withdrawn: a desk, a plan's money."""
    route = ints[record_at(ints, number) + at.ROUTE]
    if route == at.ROUTE_OA:
        drop(ints, number)
    if route == at.ROUTE_PLAN:
        give_back(ints, number, 0)


def end(ints: list[int], reals: list[float], number: int) -> None:
    """Give an offer its fate, remember it, and take a captured one in."""
    record = record_at(ints, number)
    ints[record + at.FATE] = fate_of(ints, number)
    remember(ints, number)
    if ints[record + at.FATE] == at.CAPTURED:
        book(ints, reals, number)


def fate_of(ints: list[int], number: int) -> int:
    """Return the one fate of a filed offer; an answer at the closing moment is too late."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    moment = ints[record + at.ANSWERED_AT]
    if moment != NOBODY and moment < ints[offer + at.DIES_AT]:
        return at.CAPTURED if ints[record + at.YES] == 1 else at.REJECTED
    return (
        at.LOST_TO_RIVAL if ints[offer + at.RIVAL_AT] < ints[offer + at.CLOSES_AT] else at.EXPIRED
    )


def remember(ints: list[int], number: int) -> None:
    """Let the platform remember how this store answers, month by month."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    month = month_of(ints, ints[offer + at.OFFERED_AT])
    fate = ints[record + at.FATE]
    if ints[record + at.FILED] != 0:
        ints[ints[at.ANSWERED_ALL] + month] += 1
        if fate < at.DECLINED or fate == at.REJECTED:
            ints[ints[at.ANSWERED_IN_TIME] + month] += 1
    if ints[offer + at.CAMPAIGN] == 0:
        ints[ints[at.ACCEPTED_ALL] + month] += 1
        if fate == at.CAPTURED:
            ints[ints[at.ACCEPTED_YES] + month] += 1


def close_day(ints: list[int], reals: list[float], day: int) -> None:
    """Close a day of the store, and tell the regimes what has ended."""
    live_day(ints, reals, day)
    for nth in range(ints[at.EVENTS_COUNT]):
        number = ints[ints[at.EVENTS_LIST] + nth]
        if ends_today(ints, number, day):
            let_go(ints, number)
            value = value_at_end(ints, reals, number)
            settle(ints, reals, number, value, ints[at.NOW] - 1)
    if day + 1 < ints[at.ALL_DAYS]:
        enter(ints, (day + 2) * DAY, task(MIDNIGHT, day + 1, 0, 0))


def close(ints: list[int]) -> None:
    """Reckon how long people stood by: to be chased, for a channel, and to answer alone."""
    for walker in range(ints[at.NODE_COUNT]):
        node = node_at(ints, walker)
        if ints[node + at.TYPE] == at.OA:
            ints[at.STANDBY] += chased_hours(ints, node)
        elif ints[node + at.TYPE] == at.DELEGATED:
            ints[at.AGENCY_STANDBY] += extra_hours(ints, at.AGENCY_HOURS, 0, NEVER)
        elif ints[node + at.COVERS_ANY] != 0:
            since, until = ints[node + at.VALID_FROM], ints[node + at.VALID_UNTIL]
            ints[at.AGENCY_STANDBY] += extra_hours(ints, at.AGENCY_HOURS, since, until)
            if ints[node + at.ALONE_LIMIT] < ints[node + at.QUOTA]:
                ints[at.STANDBY] += extra_hours(ints, at.DIRECTOR, since, until)


def chased_hours(ints: list[int], node: int) -> int:
    """Return how long approvers stood by to be chased, evenings and for the absent."""
    last, total = ints[at.SEASON_DAYS] * DAY, 0
    for number in range(ints[at.ROLE_COUNT]):
        chased = ints[ints[node + at.CHASED_CLOCKS] + number]
        total += between(ints, chased, 0, last)
        total -= between(ints, ints[role_at(ints, number) + at.USUAL_CLOCK], 0, last)
    return total


def extra_hours(ints: list[int], duty: int, since: int, until: int) -> int:
    """Return how long somebody on a duty stood by beyond office hours, within the season."""
    first, last = max(0, since), min(ints[at.SEASON_DAYS] * DAY, until)
    if first >= last:
        return 0
    office = between(ints, ints[at.CONFIRM_CLOCK], first, last)
    return max(0, between(ints, ints[duty], first, last) - office)
