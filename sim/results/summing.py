"""A played season summed up: its offers, its signings, its days, month by month and kind by kind.

Written in the kernel's subset of Python, for ``sim/results/telling.py``. The sums are whole
numbers, fen and microseconds, and stand in a table of the arrays.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.books import SUSPENSION_WIDTH, month_of
from sim.flat.forecasts import kind_at, luck_at, offer_at
from sim.flat.moments import between
from sim.flat.season import NOBODY
from sim.flat.shelf import record_at, shares_taken_at
from sim.flat.waits import sum_wait
from sim.model.units import DAY

FIRST_MONTHS = 3


def sum_up(ints: list[int], reals: list[float]) -> None:
    """Sum up a played season."""
    clear(ints)
    for number in range(ints[at.OFFER_COUNT]):
        if ints[record_at(ints, number) + at.APPEARED] != 0:
            sum_offer(ints, reals, number)
    sum_signings(ints)
    sum_suspensions(ints)
    for day in range(ints[at.ALL_DAYS]):
        sum_day(ints, day)


def clear(ints: list[int]) -> None:
    """Forget the sums of another season."""
    for place in range(ints[at.SUMS], ints[at.SUMS] + at.SUMS_WIDTH):
        ints[place] = 0
    for place in range((ints[at.MONTH_COUNT] + 1) * at.MONTH_SUMS_WIDTH):
        ints[ints[at.MONTH_SUMS] + place] = 0
    for place in range(ints[at.NAME_COUNT] * at.KIND_SUMS_WIDTH):
        ints[ints[at.KIND_SUMS] + place] = 0


def total(ints: list[int], which: int) -> int:
    """Return one of the sums."""
    return ints[ints[at.SUMS] + which]


def add(ints: list[int], which: int, amount: int) -> None:
    """Add to one of the sums."""
    ints[ints[at.SUMS] + which] += amount


def first_month(ints: list[int]) -> int:
    """Return the number of the season's first month."""
    return ints[ints[at.MONTHS]]


def month_count(ints: list[int]) -> int:
    """Return how many calendar months the season touches."""
    return ints[ints[at.MONTHS] + ints[at.SEASON_DAYS] - 1] - first_month(ints) + 1


def month_at(ints: list[int], month: int) -> int:
    """Return where the sums of a month stand; those of the run-out stand behind all months."""
    return ints[at.MONTH_SUMS] + month * at.MONTH_SUMS_WIDTH


def sum_offer(ints: list[int], reals: list[float], number: int) -> None:
    """Add what became of an offer to the sums."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    add(ints, at.T_MADE, 1)
    add(ints, at.T_VISITORS, ints[offer + at.VISITORS])
    add(ints, at.T_FATES + ints[record + at.FATE], 1)
    add(ints, at.T_DUAL, ints[record + at.DUAL])
    add(ints, at.T_WITHDRAWN, ints[record + at.WITHDRAWN])
    add(ints, at.T_DAMAGE, ints[record + at.DAMAGE])
    add(ints, at.T_SIGNED, ints[record + at.SIGNED])
    if ints[record + at.DRAW_STATE] == at.COMMITTED_FOR_GOOD:
        add(ints, at.T_COMMITTED, ints[record + at.DRAWN])
    sum_route(ints, record)
    sum_answer(ints, number)
    sum_first(ints, number)
    sum_kind(ints, reals, number)
    if ints[record + at.FATE] == at.CAPTURED:
        sum_captured(ints, number)


def sum_route(ints: list[int], record: int) -> None:
    """Add which way an offer went."""
    route, clause = ints[record + at.ROUTE], ints[record + at.FALLBACK]
    by_agency = route == at.ROUTE_GREEN or route == at.ROUTE_DELEGATED
    add(ints, at.T_GREEN, int(route == at.ROUTE_GREEN))
    add(ints, at.T_BY_AGENCY, int(by_agency))
    if clause != at.NOTHING:
        add(ints, at.T_FALLEN_BACK, 1)
        add(ints, at.T_CLAUSES + clause, 1)


def is_answered(ints: list[int], number: int) -> bool:
    """Tell whether an offer was filed and answered."""
    record = record_at(ints, number)
    return ints[record + at.FILED] != 0 and ints[record + at.ANSWERED_AT] != NOBODY


def latency(ints: list[int], number: int) -> int:
    """Return the time from an offer to its answer."""
    answered = ints[record_at(ints, number) + at.ANSWERED_AT]
    return answered - ints[offer_at(ints, number) + at.OFFERED_AT]


def sum_answer(ints: list[int], number: int) -> None:
    """Add when a filed offer was answered."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    add(ints, at.T_FILED, ints[record + at.FILED])
    if is_answered(ints, number):
        answered = ints[record + at.ANSWERED_AT]
        ints[ints[at.SORTED] + total(ints, at.T_ANSWERED)] = latency(ints, number)
        add(ints, at.T_ANSWERED, 1)
        add(ints, at.T_WAITED, latency(ints, number))
        offered = ints[offer + at.OFFERED_AT]
        add(ints, at.T_WORKED, between(ints, ints[at.FIRST_CLOCK], offered, answered))
        add(ints, at.T_IN_WINDOW, int(answered < ints[offer + at.CLOSES_AT]))


def sum_first(ints: list[int], number: int) -> None:
    """Add an offer that was made in the season's first months."""
    record = record_at(ints, number)
    made = month_of(ints, ints[offer_at(ints, number) + at.OFFERED_AT])
    if made - first_month(ints) >= FIRST_MONTHS:
        return
    add(ints, at.T_FIRST, 1)
    if ints[record + at.FATE] == at.CAPTURED:
        add(ints, at.T_FIRST_TAKEN, 1)
        add(ints, at.T_FIRST_LOSSES, int(ints[record + at.DEAL_VALUE] < 0))
    if is_answered(ints, number):
        add(ints, at.T_FIRST_ANSWERED, 1)
        add(ints, at.T_FIRST_WAITED, latency(ints, number))


def kind_sums_at(ints: list[int], number: int) -> int:
    """Return where the sums of an offer's kind stand."""
    name = ints[kind_at(ints, offer_at(ints, number)) + at.KIND_NAME]
    return ints[at.KIND_SUMS] + name * at.KIND_SUMS_WIDTH


def sum_kind(ints: list[int], reals: list[float], number: int) -> None:
    """Add an offer to its kind's."""
    offer, record, sums = (
        offer_at(ints, number),
        record_at(ints, number),
        kind_sums_at(ints, number),
    )
    ints[sums + at.K_MADE] += 1
    ints[sums + at.K_VISITORS] += ints[offer + at.VISITORS]
    ints[sums + at.K_VALUE] += ints[record + at.DEAL_VALUE]
    if ints[record + at.FATE] == at.CAPTURED:
        ints[sums + at.K_TAKEN] += 1
        ints[sums + at.K_TAKEN_VISITORS] += ints[record + at.TAKEN_VISITORS]
        taken = reals[shares_taken_at(ints, number) + at.TAKEN]
        ints[sums + at.K_FORETOLD] += round(foretold(ints, reals, number) * taken)


def foretold(ints: list[int], reals: list[float], number: int) -> float:
    """Return the value that whoever said yes to a deal foresaw of all of it, in fen."""
    luck, route = luck_at(ints, number), ints[record_at(ints, number) + at.ROUTE]
    if route == at.ROUTE_GREEN:
        return reals[luck + at.REPORTED_VALUE]
    if route == at.ROUTE_DELEGATED:
        return reals[luck + at.AGENCY_VALUE]
    return reals[luck + at.REVIEWER_VALUE]


def sum_captured(ints: list[int], number: int) -> None:
    """Add a captured offer to the captured ones."""
    record = record_at(ints, number)
    add(ints, at.T_TAKEN, 1)
    add(ints, at.T_TAKEN_VISITORS, ints[record + at.TAKEN_VISITORS])
    add(ints, at.T_TAKEN_WAITED, latency(ints, number))
    add(ints, at.T_PAID, ints[record + at.PAID])
    add(ints, at.T_LOSSES, int(ints[record + at.DEAL_VALUE] < 0))


def sum_signings(ints: list[int]) -> None:
    """Add the work of those who signed, and what requests waited for."""
    for nth in range(ints[at.SIGNING_COUNT]):
        signing = ints[at.SIGNINGS] + nth * at.SIGNING_WIDTH
        work = ints[signing + at.S_HANDLING] + ints[signing + at.S_OTHERS]
        number = ints[signing + at.S_REQUEST]
        add(ints, at.T_HANDLED, work)
        add(ints, at.T_CHASED, ints[signing + at.S_CHASED])
        if number < ints[at.OFFER_COUNT]:
            if ints[signing + at.S_STARTED] >= ints[offer_at(ints, number) + at.DIES_AT]:
                add(ints, at.T_WASTED, work)
            sum_wait(ints, signing, ints[at.SUMS] + at.T_REWORK)
    for nth in range(ints[at.RETURN_COUNT]):
        row = ints[at.RETURNS] + 3 * nth
        if ints[row] < ints[at.OFFER_COUNT]:
            add(ints, at.T_REWORK, ints[row + 2] - ints[row + 1])


def sum_day(ints: list[int], day: int) -> None:
    """Add a day to the season's sums and to its month's; the run-out stands behind all months."""
    row = ints[at.DAYS] + day * at.DAY_WIDTH
    month = ints[at.MONTH_COUNT]
    add(ints, at.T_EARNED, ints[row + at.D_CONTRIBUTION])
    add(ints, at.T_DISPLACED, ints[row + at.D_DISPLACED])
    add(ints, at.T_OVERSOLD, ints[row + at.D_OVERSOLD])
    add(ints, at.T_LATE, ints[row + at.D_LATE])
    add(ints, at.T_COMMISSION, ints[row + at.D_COMMISSION])
    if day < ints[at.SEASON_DAYS]:
        month = ints[ints[at.MONTHS] + day]
        add(ints, at.T_SALES, ints[row + at.D_SALES])
        add(ints, at.T_VISITS, ints[row + at.D_VISITS])
        add(ints, at.T_VISIT_ORDERS, ints[row + at.D_VISIT_ORDERS])
        add(ints, at.T_FIRST_ORDERS, ints[row + at.D_FIRST])
        add(ints, at.T_REPEAT_ORDERS, ints[row + at.D_REPEAT])
    sum_month(ints, month_at(ints, month), row)


def sum_month(ints: list[int], month: int, row: int) -> None:
    """Add a day to its month's sums."""
    ints[month + at.M_SALES] += ints[row + at.D_SALES]
    ints[month + at.M_ORDERS] += ints[row + at.D_FIRST] + ints[row + at.D_REPEAT]
    ints[month + at.M_EARNED] += ints[row + at.D_CONTRIBUTION]
    ints[month + at.M_COMMISSION] += ints[row + at.D_COMMISSION]
    ints[month + at.M_SPEND] += ints[row + at.D_SPEND]
    ints[month + at.M_ERRORS] += ints[row + at.D_ERRORS]
    ints[month + at.M_SHOPS] += ints[row + at.D_SHOPS]


def sum_suspensions(ints: list[int]) -> None:
    """Add how long the channel was closed within the season, and why."""
    last = ints[at.SEASON_DAYS] * DAY
    for nth in range(ints[at.SUSPENSION_COUNT]):
        row = ints[at.SUSPENSIONS] + nth * SUSPENSION_WIDTH
        add(ints, at.T_SUSPENDED, min(ints[row + 2], last) - min(ints[row + 1], last))
        add(ints, at.T_CAUSES + ints[row + 3], 1)


def sum_deals(ints: list[int]) -> None:
    """Add the captured deals to the months of their answers, in the answers' order."""
    count = 0
    for number in range(ints[at.OFFER_COUNT]):
        record = record_at(ints, number)
        if ints[record + at.APPEARED] != 0 and ints[record + at.FATE] == at.CAPTURED:
            place = ints[record + at.ANSWERED_AT] * ints[at.OFFER_COUNT] + number
            ints[ints[at.SORTED] + count] = place
            count += 1
    sort(ints, ints[at.SORTED], count)
    for nth in range(count):
        sum_deal(ints, ints[ints[at.SORTED] + nth] % ints[at.OFFER_COUNT])


def sum_deal(ints: list[int], number: int) -> None:
    """Add a deal to its month; of those that the agency decided keep the largest fall."""
    record = record_at(ints, number)
    value, route = ints[record + at.DEAL_VALUE], ints[record + at.ROUTE]
    month = month_at(ints, month_of(ints, ints[record + at.ANSWERED_AT]))
    ints[month + at.M_TAKEN] += 1
    ints[month + at.M_VALUE] += value
    if route == at.ROUTE_GREEN or route == at.ROUTE_DELEGATED:
        ints[month + at.M_LEVEL] += value
        ints[month + at.M_HEIGHT] = max(ints[month + at.M_HEIGHT], ints[month + at.M_LEVEL])
        fallen = ints[month + at.M_HEIGHT] - ints[month + at.M_LEVEL]
        ints[month + at.M_FALL] = max(ints[month + at.M_FALL], fallen)


def sort(ints: list[int], first: int, count: int) -> None:
    """Put so many numbers in order (Shell 1959: by ever smaller gaps)."""
    gap = count // 2
    while gap > 0:
        for nth in range(gap, count):
            value = ints[first + nth]
            place = nth
            while place >= gap and ints[first + place - gap] > value:
                ints[first + place] = ints[first + place - gap]
                place -= gap
            ints[first + place] = value
        gap //= 2
