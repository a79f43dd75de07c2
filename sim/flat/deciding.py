"""How each regime decides an offer, on the arrays: what ``sim/model/regimes`` says.

Written in the kernel's subset of Python. Regimes stand in a tree; ``walker`` is the number of one.
A function that returns ``NOTHING`` leaves the offer undecided, else it returns ``SAYS_YES`` or
``SAYS_NO``.
"""

from __future__ import annotations

from sim.flat import places as at
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
from sim.flat.forecasts import luck_at, offer_at
from sim.flat.moments import CONFIRMED, COUNTERSIGNED, THOUGHT, enter, spent_at, task
from sim.flat.shelf import holdable, record_at, shares_taken_at, takes, takes_in_chain
from sim.model import rules
from sim.model.rules import scope_objections

SAYS_YES = 1
SAYS_NO = 2


def answer(yes: bool) -> int:
    """Return an answer."""
    return SAYS_YES if yes else SAYS_NO


def decide(ints: list[int], reals: list[float], number: int) -> int:
    """Hand an offer to the first regime in the tree that decides it."""
    walker = ints[at.ROOT]
    while True:
        node = node_at(ints, walker)
        if ints[node + at.TYPE] == at.OA:
            return ask_chain(ints, reals, number, walker)
        if ints[node + at.TYPE] == at.DELEGATED:
            return ask_agency(ints, number)
        if ints[node + at.TYPE] == at.GREEN and enters_channel(ints, reals, number, walker):
            return ask_channel(ints, reals, number, walker)
        if ints[node + at.TYPE] == at.PLANNED and is_planned(ints, reals, number, walker):
            return ask_confirmation(ints, number, walker)
        walker = next_walker(ints, number, node)


def next_walker(ints: list[int], number: int, node: int) -> int:
    """Return whom a regime passes an offer on to; a switch goes by the date of the offer."""
    later = ints[offer_at(ints, number) + at.OFFERED_AT] >= ints[node + at.SWITCH_AT]
    if ints[node + at.TYPE] == at.SWITCH and later:
        return ints[node + at.NEXT_AFTER]
    return ints[node + at.NEXT]


def ask_chain(ints: list[int], reals: list[float], number: int, walker: int) -> int:
    """Send an offer through the OA chain."""
    ints[record_at(ints, number) + at.ROUTE] = at.ROUTE_OA
    found = begin_walk(ints, reals, number, walker)
    return at.NOTHING if found == at.NOTHING else chain_answers(ints, reals, number, found)


def chain_answers(ints: list[int], reals: list[float], number: int, found: int) -> int:
    """Answer when the last signature is there, or when one said no."""
    if found != at.APPROVED:
        ints[record_at(ints, number) + at.REASON] = found
        return SAYS_NO
    orders = reals[luck_at(ints, number) + at.REVIEWER_ORDERS]
    return answer(takes_in_chain(ints, reals, number, orders))


def think(ints: list[int], number: int) -> None:
    """Wait until the agency's duty manager has thought an offer over."""
    work = ints[offer_at(ints, number) + at.THINK]
    done = spent_at(ints, ints[at.DUTY], ints[at.NOW], work)
    enter(ints, done, task(THOUGHT, number, 0, 0))


def ask_agency(ints: list[int], number: int) -> int:
    """Let the agency answer, as soon as its duty manager has thought."""
    ints[record_at(ints, number) + at.ROUTE] = at.ROUTE_DELEGATED
    think(ints, number)
    return at.NOTHING


def agency_answers(ints: list[int], reals: list[float], number: int) -> int:
    """Accept; rules hold only as far as the agency complies."""
    offer, record, luck = offer_at(ints, number), record_at(ints, number), luck_at(ints, number)
    complies = reals[luck + at.U_COMPLIES] < reals[at.COMPLIANCE]
    if ints[offer + at.OUT_OF_SCOPE] != 0 and complies:
        ints[record + at.REASON] = at.RED_LINE
        return SAYS_NO
    ints[record + at.BREAKS_RED_LINE] = ints[offer + at.OUT_OF_SCOPE]
    if takes_in_chain(ints, reals, number, reals[luck + at.AGENCY_ORDERS]):
        return SAYS_YES
    ints[record + at.OVERPROMISES] = 0 if complies else 1
    ints[record + at.REASON] = at.NO_STOCK if complies else at.NOTHING
    return answer(not complies)


def enters_channel(ints: list[int], reals: list[float], number: int, walker: int) -> bool:
    """Tell whether the charter covers an offer; else write down the clause that keeps it out."""
    exposure = ints[record_at(ints, number) + at.EXPOSURE]
    together = together_with(ints, walker, number, exposure)
    node, luck = node_at(ints, walker), luck_at(ints, number)
    found = at.TERM
    if not plan_lapsed(ints, node):
        hides = together <= ints[node + at.ALONE_LIMIT]
        hides = hides and reals[luck + at.U_COMPLIES] >= reals[at.COMPLIANCE]
        found = scope_objection(ints, reals, number, walker, hides)
    if found == at.NOTHING:
        share = reals[terms_at(ints, walker) + at.STOCK_SHARE]
        if holdable(ints, reals, reals[luck + at.REPORTED_ORDERS], share) == 0.0:
            found = at.NO_STOCK
        else:
            found = quota_objection(ints, walker, exposure, together)
    ints[record_at(ints, number) + at.FALLBACK] = found
    return found == at.NOTHING


def plan_lapsed(ints: list[int], node: int) -> bool:
    """Tell whether the plan, where there is one, failed to renew the authority."""
    if ints[node + at.BOOK] < 0:
        return False
    return has_lapsed(ints, ints[node + at.BOOK], ints[at.NOW], ints[node + at.LAPSES_AFTER])


def scope_objection(
    ints: list[int], reals: list[float], number: int, walker: int, hides: bool
) -> int:
    """Return the first clause on scope that keeps an offer out, in the order of the sheet."""
    node, offer, luck = node_at(ints, walker), offer_at(ints, number), luck_at(ints, number)
    barred = ints[ints[node + at.KIND_FLAGS] + ints[offer + at.KIND]]
    if not ints[node + at.VALID_FROM] <= ints[offer + at.OFFERED_AT] < ints[node + at.VALID_UNTIL]:
        barred |= rules.TERM
    if ints[offer + at.OUT_OF_SCOPE] != 0 and not hides:
        barred |= rules.RED_LINE
    parts = 2 if reals[luck + at.U_SPLITS] < reals[at.SPLITS] else 1
    value = reals[luck + at.REPORTED_VALUE]
    least = value
    if ints[node + at.HAS_HURDLE] != 0:
        least = reals[terms_at(ints, walker) + at.HURDLE] * ints[offer + at.CASH_COST]
    quota = float(parts * ints[node + at.QUOTA])
    exposure = reals[luck + at.REPORTED_EXPOSURE]
    return reason_of(scope_objections(barred, exposure, quota, value, least))


def reason_of(found: int) -> int:
    """Return the first of the clauses that keep an offer out, in the order of the sheet."""
    if found & rules.TERM != 0:
        return at.TERM
    if found & rules.RED_LINE != 0:
        return at.RED_LINE
    if found & rules.KIND != 0:
        return at.KIND_EXCLUDED
    if found & rules.INSTRUMENT != 0:
        return at.INSTRUMENT
    if found & rules.PER_DECISION != 0:
        return at.DECISION_QUOTA
    return at.HURDLE_MISSED if found != 0 else at.NOTHING


def ask_channel(ints: list[int], reals: list[float], number: int, walker: int) -> int:
    """Reserve quota, and let the agency think."""
    record, luck = record_at(ints, number), luck_at(ints, number)
    exposure = ints[record + at.EXPOSURE]
    together = together_with(ints, walker, number, exposure)
    ints[record + at.ROUTE] = at.ROUTE_GREEN
    reals[shares_taken_at(ints, number) + at.REPORTED] = reals[luck + at.REPORTED_VISITORS]
    ints[record + at.DUAL] = 1 if together > ints[node_at(ints, walker) + at.ALONE_LIMIT] else 0
    ints[record + at.BREAKS_RED_LINE] = ints[offer_at(ints, number) + at.OUT_OF_SCOPE]
    reserve(ints, walker, number, exposure)
    think(ints, number)
    return at.NOTHING


def agency_has_thought(ints: list[int], reals: list[float], number: int) -> int:
    """Answer, or have the client's director countersign."""
    record = record_at(ints, number)
    if ints[record + at.ROUTE] == at.ROUTE_DELEGATED:
        return agency_answers(ints, reals, number)
    if ints[record + at.DUAL] == 0:
        return channel_answers(ints, reals, number)
    work = ints[offer_at(ints, number) + at.DUAL_THINK]
    done = spent_at(ints, ints[at.DIRECTOR], ints[at.NOW], work)
    enter(ints, done, task(COUNTERSIGNED, number, 0, 0))
    return at.NOTHING


def channel_answers(ints: list[int], reals: list[float], number: int) -> int:
    """Say yes to what can be held, and commit its exposure when that is in time."""
    record = record_at(ints, number)
    walker = ints[record + at.DECIDER]
    if ints[record + at.DUAL] != 0 and is_withheld(ints, reals, number, walker):
        ints[record + at.REASON] = at.HURDLE_MISSED
        release(ints, number)
        return SAYS_NO
    in_time = ints[at.NOW] < ints[offer_at(ints, number) + at.DIES_AT]
    orders = reals[luck_at(ints, number) + at.REPORTED_ORDERS]
    share = reals[terms_at(ints, walker) + at.STOCK_SHARE]
    held = takes(ints, reals, number, orders, share)
    if held and in_time:
        commit(ints, number, reals[shares_taken_at(ints, number) + at.TAKEN])
        audit_filed(ints, reals, number, walker)
    else:
        release(ints, number)
    return answer(held)


def is_withheld(ints: list[int], reals: list[float], number: int, walker: int) -> bool:
    """Tell whether the client's director withholds his signature: his forecast is too poor."""
    if ints[node_at(ints, walker) + at.HAS_HURDLE] == 0:
        return False
    least = reals[terms_at(ints, walker) + at.HURDLE] * ints[offer_at(ints, number) + at.CASH_COST]
    return reals[luck_at(ints, number) + at.REVIEWER_VALUE] < least


def audit_filed(ints: list[int], reals: list[float], number: int, walker: int) -> None:
    """Look into a decision that was just filed: in time, whole, and inside the red line."""
    record, luck = record_at(ints, number), luck_at(ints, number)
    node, exposure = node_at(ints, walker), ints[record + at.EXPOSURE]
    breach = exposure > ints[node + at.QUOTA] or ints[record + at.BREAKS_RED_LINE] != 0
    late = reals[luck + at.U_FILES_LATE] < reals[at.FILES_LATE]
    if is_audited(ints, reals, walker, number, exposure):
        ints[at.AUDITS] += 1
    if (breach or late) and audit(ints, reals, walker, number, ints[at.NOW]):
        ints[at.DEVIATIONS] += 1
        if breach and ints[node + at.PAID_BY_AGENCY] != 0:
            taken = reals[shares_taken_at(ints, number) + at.TAKEN]
            ints[at.AGENCY_PAID] += round(ints[offer_at(ints, number) + at.CASH_COST] * taken)


def is_planned(ints: list[int], reals: list[float], number: int, walker: int) -> bool:
    """Tell whether a plan holds a campaign: it passed the reviewers with the plan."""
    offer = offer_at(ints, number)
    if ints[offer + at.OUT_OF_SCOPE] != 0 or not is_covered(ints, reals, walker, number):
        return False
    value = reals[luck_at(ints, number) + at.REVIEWER_VALUE]
    return value >= reals[at.CHAIN_HURDLE] * ints[offer + at.CASH_COST]


def ask_confirmation(ints: list[int], number: int, walker: int) -> int:
    """Set the plan's money aside, and wait for the confirmation."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    ints[record + at.ROUTE], ints[record + at.DECIDER] = at.ROUTE_PLAN, walker
    ints[record + at.ASKED_AT] = ints[at.NOW]
    spend(ints, walker, ints[offer + at.CASH_COST], ints[at.NOW])
    done = spent_at(ints, ints[at.CONFIRM_CLOCK], ints[at.NOW], ints[offer + at.CONFIRM])
    enter(ints, done, task(CONFIRMED, number, 0, 0))
    return at.NOTHING


def confirmed(ints: list[int], reals: list[float], number: int) -> int:
    """Say yes to what can be held; give back the money that is not needed."""
    offer = offer_at(ints, number)
    orders = reals[luck_at(ints, number) + at.REVIEWER_ORDERS]
    held = takes_in_chain(ints, reals, number, orders)
    kept = 0
    if held and ints[at.NOW] < ints[offer + at.DIES_AT]:
        kept = round(ints[offer + at.CASH_COST] * reals[shares_taken_at(ints, number) + at.TAKEN])
    give_back(ints, number, kept)
    return answer(held)


def give_back(ints: list[int], number: int, kept: int) -> None:
    """Give back the plan's money for a campaign but for what is kept."""
    record = record_at(ints, number)
    cost = ints[offer_at(ints, number) + at.CASH_COST]
    spend(ints, ints[record + at.DECIDER], kept - cost, ints[record + at.ASKED_AT])


def settle(ints: list[int], reals: list[float], number: int, value: int, now: int) -> None:
    """Tell the regime that took a deal what it was worth; one without a charter forgets it."""
    walker = ints[at.ROOT]
    while True:
        node = node_at(ints, walker)
        if ints[node + at.TYPE] == at.OA or ints[node + at.TYPE] == at.DELEGATED:
            return
        green = ints[record_at(ints, number) + at.ROUTE] == at.ROUTE_GREEN
        if ints[node + at.TYPE] == at.GREEN and green:
            settle_value(ints, walker, value, now)
            compare(ints, reals, number, walker, now)
            return
        walker = next_walker(ints, number, node)


def compare(ints: list[int], reals: list[float], number: int, walker: int, now: int) -> None:
    """Look into a decision whose event has ended: were as many visitors reported as came."""
    share = shares_taken_at(ints, number)
    reported = reals[share + at.REPORTED] * reals[share + at.TAKEN]
    tolerated = reals[terms_at(ints, walker) + at.REPORT_TOLERANCE]
    tolerated *= ints[record_at(ints, number) + at.TAKEN_VISITORS]
    if reported > tolerated and audit(ints, reals, walker, number, now):
        ints[at.DEVIATIONS] += 1
