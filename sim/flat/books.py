"""The books by month: a charter's quotas, stop-loss and audits, and a plan's money, on the arrays.

Written in the kernel's subset of Python: ``sim/model/charter.py`` ``Envelope`` and
``sim/model/quarterly_plan.py`` ``PlanBook``. Months are numbered so that three make a quarter.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.chain import node_at, terms_at
from sim.flat.forecasts import kind_at, luck_at, offer_at
from sim.flat.shelf import record_at
from sim.model.units import DAY

SUSPENSION_WIDTH = 4
"""A suspension: of which regime, from when, until when, why."""


def month_of(ints: list[int], moment: int) -> int:
    """Return the number of the calendar month of a moment."""
    return ints[ints[at.MONTHS] + moment // DAY]


def book_at(ints: list[int], node: int, month: int) -> int:
    """Return where a regime's book of a month stands."""
    return ints[node + at.BOOK_ROOM] + month * at.BOOK_WIDTH


def drawn_in(ints: list[int], walker: int, month: int, now: int) -> int:
    """Return the exposure of a month that still uses quota: committed, or reserved and alive."""
    total = ints[book_at(ints, node_at(ints, walker), month) + at.COMMITTED]
    for nth in range(ints[at.PENDING_COUNT]):
        number = ints[ints[at.PENDING] + nth]
        reserved_in = month_of(ints, ints[record_at(ints, number) + at.ASKED_AT])
        if reserved_in == month and pending_counts(ints, walker, number, now):
            total += ints[record_at(ints, number) + at.DRAWN]
    return total


def pending_counts(ints: list[int], walker: int, number: int, now: int) -> bool:
    """Tell whether a reservation is this regime's and still uses quota."""
    mine = ints[record_at(ints, number) + at.DECIDER] == walker
    return mine and now < ints[offer_at(ints, number) + at.DIES_AT]


def quota_objection(ints: list[int], walker: int, exposure: int, together: int) -> int:
    """Return the clause on quotas that keeps this exposure out now, or ``NOTHING``."""
    node, now = node_at(ints, walker), ints[at.NOW]
    if now < ints[node + at.SUSPENDED_UNTIL]:
        return at.SUSPENDED
    if ints[node + at.AGGREGATION] != 0 and together > ints[node + at.QUOTA]:
        return at.AGGREGATED
    month = month_of(ints, now)
    if drawn_in(ints, walker, month, now) + exposure > ints[node + at.MONTH_QUOTA]:
        return at.QUOTA_OF_MONTH
    in_quarter = exposure
    for each in range(month // 3 * 3, month // 3 * 3 + 3):
        in_quarter += drawn_in(ints, walker, each, now)
    return at.QUOTA_OF_QUARTER if in_quarter > ints[node + at.QUARTER_QUOTA] else at.NOTHING


def together_with(ints: list[int], walker: int, number: int, exposure: int) -> int:
    """Return the exposure that counts as one decision with this one."""
    node, now = node_at(ints, walker), ints[at.NOW]
    if ints[node + at.AGGREGATION] == 0:
        return exposure
    total, since = exposure, now - ints[node + at.AGGREGATION]
    kind = ints[kind_at(ints, offer_at(ints, number)) + at.KIND_NAME]
    nth = ints[at.DRAWS_COUNT] - 1
    while nth >= 0:
        other = ints[ints[at.DRAWS] + nth]
        record = record_at(ints, other)
        if ints[record + at.ASKED_AT] <= since:
            break
        alike = ints[kind_at(ints, offer_at(ints, other)) + at.KIND_NAME] == kind
        if alike and ints[record + at.DECIDER] == walker and draw_counts(ints, other, now):
            total += ints[record + at.DRAWN]
        nth -= 1
    return total


def draw_counts(ints: list[int], number: int, now: int) -> bool:
    """Tell whether what an offer drew still uses quota."""
    state = ints[record_at(ints, number) + at.DRAW_STATE]
    if state == at.RESERVED:
        return now < ints[offer_at(ints, number) + at.DIES_AT]
    return state == at.COMMITTED_FOR_GOOD


def reserve(ints: list[int], walker: int, number: int, exposure: int) -> None:
    """Set quota aside until the offer is answered or dies."""
    record = record_at(ints, number)
    ints[record + at.DECIDER], ints[record + at.DRAWN] = walker, exposure
    ints[record + at.ASKED_AT], ints[record + at.DRAW_STATE] = ints[at.NOW], at.RESERVED
    ints[ints[at.PENDING] + ints[at.PENDING_COUNT]] = number
    ints[at.PENDING_COUNT] += 1
    ints[ints[at.DRAWS] + ints[at.DRAWS_COUNT]] = number
    ints[at.DRAWS_COUNT] += 1


def no_longer_pending(ints: list[int], number: int) -> None:
    """Strike a reservation off."""
    nth = 0
    while ints[ints[at.PENDING] + nth] != number:
        nth += 1
    ints[at.PENDING_COUNT] -= 1
    ints[ints[at.PENDING] + nth] = ints[ints[at.PENDING] + ints[at.PENDING_COUNT]]


def commit(ints: list[int], number: int, taken: float) -> None:
    """Make a reservation lasting, for the part of the deal that is taken."""
    no_longer_pending(ints, number)
    record = record_at(ints, number)
    ints[record + at.DRAWN] = round(ints[record + at.DRAWN] * taken)
    ints[record + at.DRAW_STATE] = at.COMMITTED_FOR_GOOD
    node = node_at(ints, ints[record + at.DECIDER])
    month = month_of(ints, ints[record + at.ASKED_AT])
    ints[book_at(ints, node, month) + at.COMMITTED] += ints[record + at.DRAWN]


def release(ints: list[int], number: int) -> None:
    """Give a reservation back."""
    no_longer_pending(ints, number)
    ints[record_at(ints, number) + at.DRAW_STATE] = at.NOTHING


def settle_value(ints: list[int], walker: int, value: int, now: int) -> None:
    """Book the deal value of an event that has ended and pull the stop-loss if it must be."""
    node = node_at(ints, walker)
    book = book_at(ints, node, month_of(ints, now))
    ints[book + at.SETTLED] += value
    if ints[node + at.HAS_STOP_LOSS] != 0 and ints[book + at.SETTLED] < -ints[node + at.STOP_LOSS]:
        suspend(ints, walker, now, at.STOP_LOSS_CAUSE)


def suspend(ints: list[int], walker: int, now: int, cause: int) -> None:
    """Close the channel until the month's end, unless it is closed already."""
    node = node_at(ints, walker)
    if now < ints[node + at.SUSPENDED_UNTIL]:
        return
    end = ints[ints[at.MONTH_ENDS] + month_of(ints, now)] * DAY
    ints[node + at.SUSPENDED_UNTIL] = end
    row = ints[at.SUSPENSIONS] + ints[at.SUSPENSION_COUNT] * SUSPENSION_WIDTH
    ints[row], ints[row + 1] = walker, now
    ints[row + 2], ints[row + 3] = end, cause
    ints[at.SUSPENSION_COUNT] += 1


def is_audited(
    ints: list[int], reals: list[float], walker: int, number: int, exposure: int
) -> bool:
    """Tell whether a decision is one of those that are looked into."""
    share = reals[terms_at(ints, walker) + at.AUDIT_SHARE]
    above = exposure > ints[node_at(ints, walker) + at.AUDIT_ABOVE]
    return reals[luck_at(ints, number) + at.U_AUDITED] < share or above


def audit(ints: list[int], reals: list[float], walker: int, number: int, now: int) -> bool:
    """Return whether an audit finds what deviates; enough of it suspends the authority."""
    exposure = ints[record_at(ints, number) + at.EXPOSURE]
    if not is_audited(ints, reals, walker, number, exposure):
        return False
    node = node_at(ints, walker)
    book = book_at(ints, node, month_of(ints, now))
    ints[book + at.FOUND] += 1
    if ints[book + at.FOUND] >= ints[node + at.DEVIATIONS_ALLOWED]:
        suspend(ints, walker, now, at.AUDIT_CAUSE)
    return True


def spend(ints: list[int], walker: int, amount: int, now: int) -> None:
    """Book a plan's money on the month of a moment; a negative amount gives it back."""
    ints[book_at(ints, node_at(ints, walker), month_of(ints, now)) + at.SPENT] += amount


def in_force(ints: list[int], walker: int, now: int) -> bool:
    """Tell whether the plan of a moment's quarter stands."""
    first = month_of(ints, now) // 3 * 3
    return ints[book_at(ints, node_at(ints, walker), first) + at.IN_FORCE] <= now


def has_lapsed(ints: list[int], walker: int, now: int, grace: int) -> bool:
    """Tell whether the quarter is older than ``grace`` and its plan is still not in force."""
    if in_force(ints, walker, now):
        return False
    return now >= ints[ints[at.QUARTER_STARTS] + now // DAY] * DAY + grace


def money_left(ints: list[int], walker: int, now: int) -> int:
    """Return the money left for planned campaigns, in fen."""
    node, month = node_at(ints, walker), month_of(ints, now)
    first, last = month, month
    if ints[node + at.ROLLING] != 0:
        first = month // 3 * 3
        late = 1 if ints[ints[at.MONTH_DAYS] + now // DAY] >= 20 else 0
        last = min(month + late, first + 2)
    left = 0
    for each in range(first, last + 1):
        left += ints[node + at.MONTH_QUOTA] - ints[book_at(ints, node, each) + at.SPENT]
    return left


def is_covered(ints: list[int], reals: list[float], walker: int, number: int) -> bool:
    """Tell whether a plan foresaw a campaign, stands by now and has the money left."""
    offer = offer_at(ints, number)
    foreseen = (
        reals[luck_at(ints, number) + at.U_FORESEEN] < reals[terms_at(ints, walker) + at.COVERAGE]
    )
    if ints[offer + at.CAMPAIGN] == 0 or not foreseen or not in_force(ints, walker, ints[at.NOW]):
        return False
    return ints[offer + at.CASH_COST] <= money_left(ints, walker, ints[at.NOW])
