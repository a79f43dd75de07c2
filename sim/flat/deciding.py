"""How each regime decides an offer, on the arrays: what ``sim/model/regimes`` says.

Written in the kernel's subset of Python. Regimes stand in a tree; ``walker`` is the number of one.
A function that returns ``NOTHING`` leaves the offer undecided, else it returns ``SAYS_YES`` or
``SAYS_NO``.
"""

from __future__ import annotations

from sim.flat.agenda import CONFIRMED, COUNTERSIGNED, THOUGHT, enter, task
from sim.flat.books import (
    audit,
    commit,
    has_lapsed,
    is_audited,
    is_covered,
    quota_objection,
    release,
    reserve,
    settle_value,
    spend,
    together_with,
)
from sim.flat.chain import begin_walk, node_at, terms_at
from sim.flat.clocks import spent_at
from sim.flat.forecasts import luck_at, offer_at
from sim.flat.places import (
    AGENCY_ORDERS,
    AGENCY_PAID,
    ALONE_LIMIT,
    APPROVED,
    ASKED_AT,
    AUDITS,
    BOOK,
    BREAKS_RED_LINE,
    CASH_COST,
    CHAIN_HURDLE,
    COMPLIANCE,
    CONFIRM,
    CONFIRM_CLOCK,
    DECIDER,
    DECISION_QUOTA,
    DELEGATED,
    DEVIATIONS,
    DIES_AT,
    DIRECTOR,
    DUAL,
    DUAL_THINK,
    DUTY,
    EXPOSURE,
    FALLBACK,
    FILES_LATE,
    GREEN,
    HAS_HURDLE,
    HURDLE,
    HURDLE_MISSED,
    INSTRUMENT,
    KIND,
    KIND_EXCLUDED,
    KIND_FLAGS,
    LAPSES_AFTER,
    NEXT,
    NEXT_AFTER,
    NO_STOCK,
    NOTHING,
    NOW,
    OA,
    OFFERED_AT,
    OUT_OF_SCOPE,
    OVERPROMISES,
    PAID_BY_AGENCY,
    PLANNED,
    QUOTA,
    REASON,
    RED_LINE,
    REPORT_TOLERANCE,
    REPORTED,
    REPORTED_EXPOSURE,
    REPORTED_ORDERS,
    REPORTED_VALUE,
    REPORTED_VISITORS,
    REVIEWER_ORDERS,
    REVIEWER_VALUE,
    ROOT,
    ROUTE,
    ROUTE_DELEGATED,
    ROUTE_GREEN,
    ROUTE_OA,
    ROUTE_PLAN,
    SPLITS,
    STOCK_SHARE,
    SWITCH,
    SWITCH_AT,
    TAKEN,
    TAKEN_VISITORS,
    TERM,
    THINK,
    TYPE,
    U_COMPLIES,
    U_FILES_LATE,
    U_SPLITS,
    VALID_FROM,
    VALID_UNTIL,
)
from sim.flat.shelf import holdable, record_at, shares_taken_at, takes, takes_in_chain
from sim.model.clauses import INSTRUMENT as SHEET_INSTRUMENT
from sim.model.clauses import KIND as SHEET_KIND
from sim.model.clauses import PER_DECISION, scope_objections
from sim.model.clauses import RED_LINE as SHEET_RED_LINE
from sim.model.clauses import TERM as SHEET_TERM

SAYS_YES = 1
SAYS_NO = 2


def answer(yes: bool) -> int:
    """Return an answer."""
    return SAYS_YES if yes else SAYS_NO


def decide(ints: list[int], reals: list[float], number: int) -> int:
    """Hand an offer to the first regime in the tree that decides it."""
    walker = ints[ROOT]
    while True:
        node = node_at(ints, walker)
        if ints[node + TYPE] == OA:
            return ask_chain(ints, reals, number, walker)
        if ints[node + TYPE] == DELEGATED:
            return ask_agency(ints, number)
        if ints[node + TYPE] == GREEN and enters_channel(ints, reals, number, walker):
            return ask_channel(ints, reals, number, walker)
        if ints[node + TYPE] == PLANNED and is_planned(ints, reals, number, walker):
            return ask_confirmation(ints, number, walker)
        walker = next_walker(ints, number, node)


def next_walker(ints: list[int], number: int, node: int) -> int:
    """Return whom a regime passes an offer on to; a switch goes by the date of the offer."""
    later = ints[offer_at(ints, number) + OFFERED_AT] >= ints[node + SWITCH_AT]
    if ints[node + TYPE] == SWITCH and later:
        return ints[node + NEXT_AFTER]
    return ints[node + NEXT]


def ask_chain(ints: list[int], reals: list[float], number: int, walker: int) -> int:
    """Send an offer through the OA chain."""
    ints[record_at(ints, number) + ROUTE] = ROUTE_OA
    found = begin_walk(ints, reals, number, walker)
    return NOTHING if found == NOTHING else chain_answers(ints, reals, number, found)


def chain_answers(ints: list[int], reals: list[float], number: int, found: int) -> int:
    """Answer when the last signature is there, or when one said no."""
    if found != APPROVED:
        ints[record_at(ints, number) + REASON] = found
        return SAYS_NO
    orders = reals[luck_at(ints, number) + REVIEWER_ORDERS]
    return answer(takes_in_chain(ints, reals, number, orders))


def think(ints: list[int], number: int) -> None:
    """Wait until the agency's duty manager has thought an offer over."""
    work = ints[offer_at(ints, number) + THINK]
    done = spent_at(ints, ints[DUTY], ints[NOW], work)
    enter(ints, done, task(THOUGHT, number, 0, 0))


def ask_agency(ints: list[int], number: int) -> int:
    """Let the agency answer, as soon as its duty manager has thought."""
    ints[record_at(ints, number) + ROUTE] = ROUTE_DELEGATED
    think(ints, number)
    return NOTHING


def agency_answers(ints: list[int], reals: list[float], number: int) -> int:
    """Accept; rules hold only as far as the agency complies."""
    offer, record, luck = offer_at(ints, number), record_at(ints, number), luck_at(ints, number)
    complies = reals[luck + U_COMPLIES] < reals[COMPLIANCE]
    if ints[offer + OUT_OF_SCOPE] != 0 and complies:
        ints[record + REASON] = RED_LINE
        return SAYS_NO
    ints[record + BREAKS_RED_LINE] = ints[offer + OUT_OF_SCOPE]
    if takes_in_chain(ints, reals, number, reals[luck + AGENCY_ORDERS]):
        return SAYS_YES
    ints[record + OVERPROMISES] = 0 if complies else 1
    ints[record + REASON] = NO_STOCK if complies else NOTHING
    return answer(not complies)


def enters_channel(ints: list[int], reals: list[float], number: int, walker: int) -> bool:
    """Tell whether the charter covers an offer; else write down the clause that keeps it out."""
    exposure = ints[record_at(ints, number) + EXPOSURE]
    together = together_with(ints, walker, number, exposure)
    node, luck = node_at(ints, walker), luck_at(ints, number)
    found = TERM
    if not plan_lapsed(ints, node):
        hides = together <= ints[node + ALONE_LIMIT]
        hides = hides and reals[luck + U_COMPLIES] >= reals[COMPLIANCE]
        found = scope_objection(ints, reals, number, walker, hides)
    if found == NOTHING:
        share = reals[terms_at(ints, walker) + STOCK_SHARE]
        if holdable(ints, reals, reals[luck + REPORTED_ORDERS], share) == 0.0:
            found = NO_STOCK
        else:
            found = quota_objection(ints, walker, exposure, together)
    ints[record_at(ints, number) + FALLBACK] = found
    return found == NOTHING


def plan_lapsed(ints: list[int], node: int) -> bool:
    """Tell whether the plan, where there is one, failed to renew the authority."""
    if ints[node + BOOK] < 0:
        return False
    return has_lapsed(ints, ints[node + BOOK], ints[NOW], ints[node + LAPSES_AFTER])


def scope_objection(
    ints: list[int], reals: list[float], number: int, walker: int, hides: bool
) -> int:
    """Return the first clause on scope that keeps an offer out, in the order of the sheet."""
    node, offer, luck = node_at(ints, walker), offer_at(ints, number), luck_at(ints, number)
    barred = ints[ints[node + KIND_FLAGS] + ints[offer + KIND]]
    if not ints[node + VALID_FROM] <= ints[offer + OFFERED_AT] < ints[node + VALID_UNTIL]:
        barred |= SHEET_TERM
    if ints[offer + OUT_OF_SCOPE] != 0 and not hides:
        barred |= SHEET_RED_LINE
    parts = 2 if reals[luck + U_SPLITS] < reals[SPLITS] else 1
    value = reals[luck + REPORTED_VALUE]
    least = value
    if ints[node + HAS_HURDLE] != 0:
        least = reals[terms_at(ints, walker) + HURDLE] * ints[offer + CASH_COST]
    quota = float(parts * ints[node + QUOTA])
    exposure = reals[luck + REPORTED_EXPOSURE]
    return reason_of(scope_objections(barred, exposure, quota, value, least))


def reason_of(found: int) -> int:
    """Return the first of the clauses that keep an offer out, in the order of the sheet."""
    if found & SHEET_TERM != 0:
        return TERM
    if found & SHEET_RED_LINE != 0:
        return RED_LINE
    if found & SHEET_KIND != 0:
        return KIND_EXCLUDED
    if found & SHEET_INSTRUMENT != 0:
        return INSTRUMENT
    if found & PER_DECISION != 0:
        return DECISION_QUOTA
    return HURDLE_MISSED if found != 0 else NOTHING


def ask_channel(ints: list[int], reals: list[float], number: int, walker: int) -> int:
    """Reserve quota, and let the agency think."""
    record, luck = record_at(ints, number), luck_at(ints, number)
    exposure = ints[record + EXPOSURE]
    together = together_with(ints, walker, number, exposure)
    ints[record + ROUTE] = ROUTE_GREEN
    reals[shares_taken_at(ints, number) + REPORTED] = reals[luck + REPORTED_VISITORS]
    ints[record + DUAL] = 1 if together > ints[node_at(ints, walker) + ALONE_LIMIT] else 0
    ints[record + BREAKS_RED_LINE] = ints[offer_at(ints, number) + OUT_OF_SCOPE]
    reserve(ints, walker, number, exposure)
    think(ints, number)
    return NOTHING


def agency_has_thought(ints: list[int], reals: list[float], number: int) -> int:
    """Answer, or have the client's director countersign."""
    record = record_at(ints, number)
    if ints[record + ROUTE] == ROUTE_DELEGATED:
        return agency_answers(ints, reals, number)
    if ints[record + DUAL] == 0:
        return channel_answers(ints, reals, number)
    work = ints[offer_at(ints, number) + DUAL_THINK]
    done = spent_at(ints, ints[DIRECTOR], ints[NOW], work)
    enter(ints, done, task(COUNTERSIGNED, number, 0, 0))
    return NOTHING


def channel_answers(ints: list[int], reals: list[float], number: int) -> int:
    """Say yes to what can be held, and commit its exposure when that is in time."""
    walker = ints[record_at(ints, number) + DECIDER]
    in_time = ints[NOW] < ints[offer_at(ints, number) + DIES_AT]
    orders = reals[luck_at(ints, number) + REPORTED_ORDERS]
    share = reals[terms_at(ints, walker) + STOCK_SHARE]
    held = takes(ints, reals, number, orders, share)
    if held and in_time:
        commit(ints, number, reals[shares_taken_at(ints, number) + TAKEN])
        audit_filed(ints, reals, number, walker)
    else:
        release(ints, number)
    return answer(held)


def audit_filed(ints: list[int], reals: list[float], number: int, walker: int) -> None:
    """Look into a decision that was just filed: in time, whole, and inside the red line."""
    record, luck = record_at(ints, number), luck_at(ints, number)
    node, exposure = node_at(ints, walker), ints[record + EXPOSURE]
    breach = exposure > ints[node + QUOTA] or ints[record + BREAKS_RED_LINE] != 0
    late = reals[luck + U_FILES_LATE] < reals[FILES_LATE]
    if is_audited(ints, reals, walker, number, exposure):
        ints[AUDITS] += 1
    if (breach or late) and audit(ints, reals, walker, number, ints[NOW]):
        ints[DEVIATIONS] += 1
        if breach and ints[node + PAID_BY_AGENCY] != 0:
            taken = reals[shares_taken_at(ints, number) + TAKEN]
            ints[AGENCY_PAID] += round(ints[offer_at(ints, number) + CASH_COST] * taken)


def is_planned(ints: list[int], reals: list[float], number: int, walker: int) -> bool:
    """Tell whether a plan holds a campaign: it passed the reviewers with the plan."""
    offer = offer_at(ints, number)
    if ints[offer + OUT_OF_SCOPE] != 0 or not is_covered(ints, reals, walker, number):
        return False
    value = reals[luck_at(ints, number) + REVIEWER_VALUE]
    return value >= reals[CHAIN_HURDLE] * ints[offer + CASH_COST]


def ask_confirmation(ints: list[int], number: int, walker: int) -> int:
    """Set the plan's money aside, and wait for the confirmation."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    ints[record + ROUTE], ints[record + DECIDER] = ROUTE_PLAN, walker
    ints[record + ASKED_AT] = ints[NOW]
    spend(ints, walker, ints[offer + CASH_COST], ints[NOW])
    done = spent_at(ints, ints[CONFIRM_CLOCK], ints[NOW], ints[offer + CONFIRM])
    enter(ints, done, task(CONFIRMED, number, 0, 0))
    return NOTHING


def confirmed(ints: list[int], reals: list[float], number: int) -> int:
    """Say yes to what can be held; give back the money that is not needed."""
    offer = offer_at(ints, number)
    orders = reals[luck_at(ints, number) + REVIEWER_ORDERS]
    held = takes_in_chain(ints, reals, number, orders)
    kept = 0
    if held and ints[NOW] < ints[offer + DIES_AT]:
        kept = round(ints[offer + CASH_COST] * reals[shares_taken_at(ints, number) + TAKEN])
    give_back(ints, number, kept)
    return answer(held)


def give_back(ints: list[int], number: int, kept: int) -> None:
    """Give back the plan's money for a campaign but for what is kept."""
    record = record_at(ints, number)
    cost = ints[offer_at(ints, number) + CASH_COST]
    spend(ints, ints[record + DECIDER], kept - cost, ints[record + ASKED_AT])


def settle(ints: list[int], reals: list[float], number: int, value: int, now: int) -> None:
    """Tell the regime that took a deal what it was worth; one without a charter forgets it."""
    walker = ints[ROOT]
    while True:
        node = node_at(ints, walker)
        if ints[node + TYPE] == OA or ints[node + TYPE] == DELEGATED:
            return
        green = ints[record_at(ints, number) + ROUTE] == ROUTE_GREEN
        if ints[node + TYPE] == GREEN and green:
            settle_value(ints, walker, value, now)
            compare(ints, reals, number, walker, now)
            return
        walker = next_walker(ints, number, node)


def compare(ints: list[int], reals: list[float], number: int, walker: int, now: int) -> None:
    """Look into a decision whose event has ended: were as many visitors reported as came."""
    share = shares_taken_at(ints, number)
    reported = reals[share + REPORTED] * reals[share + TAKEN]
    tolerated = reals[terms_at(ints, walker) + REPORT_TOLERANCE]
    tolerated *= ints[record_at(ints, number) + TAKEN_VISITORS]
    if reported > tolerated and audit(ints, reals, walker, number, now):
        ints[DEVIATIONS] += 1
