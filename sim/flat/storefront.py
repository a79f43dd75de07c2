"""The store's day on the arrays, from its deliveries to its record: ``sim/model/store``.

Written in the kernel's subset of Python.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.customers import (
    await_own_triers,
    await_repeats,
    await_triers,
    expect,
    forget,
    gather_new,
    gather_returning,
    is_live,
    price_at,
    returned_today,
    served_on,
    start_reviews,
    uplift,
    visits_on,
    wish_at,
)
from sim.flat.forecasts import (
    displaced_by,
    earned_by,
    follow_on,
    luck_at,
    offer_at,
    shares_at,
    trial_packs,
)
from sim.flat.shelf import cancelled, hold, open_shelf, record_at, sell, shares_taken_at
from sim.model.rules import penalty, turned, whole
from sim.model.units import DAY, DAYS_A_MONTH

FOLLOW_ON_DAYS = 90


def book(ints: list[int], reals: list[float], number: int) -> None:
    """Take a captured offer in: pay its cash cost, hold stock for it, await its visits."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    share = shares_taken_at(ints, number)
    taken = reals[share + at.TAKEN]
    ints[record + at.TAKEN_VISITORS] = round(
        ints[offer + at.VISITORS] * reals[share + at.QUALITY] * taken
    )
    ints[record + at.PAID] = round(ints[offer + at.CASH_COST] * taken)
    expect(ints, reals, number)
    ints[at.SPENT_TODAY] += ints[record + at.PAID]
    ints[record + at.DEAL_VALUE] -= ints[record + at.PAID]
    if ints[at.NOW] < (ints[offer + at.EVENT_DAY] + ints[offer + at.EVENT_DAYS]) * DAY:
        hold(ints, number, round(reals[luck_at(ints, number) + at.AGENCY_ORDERS] * taken))


def live_day(ints: list[int], reals: list[float], day: int) -> None:
    """Open and close one day of the store."""
    forget(ints, reals, day)
    open_day(ints, reals, day)
    ints[at.DEMAND_COUNT] = 0
    gather_returning(ints, reals, day)
    gather_new(ints, reals, day)
    lost = sell(ints, day)
    late_share = dispatch(ints)
    displaced = displaced_on(ints, reals, day)
    earned = earn(ints, reals, day) - round(displaced * reals[at.ORDINARY])
    for nth in range(ints[at.DEMAND_COUNT]):
        await_repeats(ints, reals, day, nth, late_share)
    if day < ints[at.SEASON_DAYS]:
        ints[at.RETURNED] += returned_today(ints)
    record_day(ints, reals, day, displaced, earned, lost)


def open_day(ints: list[int], reals: list[float], day: int) -> None:
    """Take deliveries in, and hand out the day's trial packs."""
    in_season = day < ints[at.SEASON_DAYS]
    open_shelf(ints, day, in_season)
    for nth in range(ints[at.EVENTS_COUNT]):
        number = ints[ints[at.EVENTS_LIST] + nth]
        offer = offer_at(ints, number)
        if ints[offer + at.EVENT_DAY] == day:
            packs = trial_packs(ints, offer) * reals[shares_taken_at(ints, number) + at.TAKEN]
            uniform = reals[luck_at(ints, number) + at.U_OFFER_REPEAT]
            await_triers(ints, reals, day, number, packs, uniform)
            start_reviews(ints, number, day)
    if in_season:
        await_own_triers(ints, reals, day)


def dispatch(ints: list[int]) -> float:
    """Send what the packing line can and return the share of the day's orders that is late."""
    orders = 0
    for nth in range(ints[at.DEMAND_COUNT]):
        orders += ints[wish_at(ints, nth) + at.GOT]
    ints[at.BACKLOG] = max(0, ints[at.BACKLOG] + orders - ints[at.PARCELS_PER_DAY])
    return min(1.0, float(ints[at.BACKLOG]) / orders) if orders != 0 else 0.0


def displaced_on(ints: list[int], reals: list[float], day: int) -> int:
    """Return the orders at list price that the store lost to its events, and charge them."""
    total = 0.0
    for nth in range(ints[at.DEMAND_COUNT]):
        wish = wish_at(ints, nth)
        if ints[wish + at.IS_EVENT] != 0:
            number = ints[wish + at.SOURCE]
            factor = reals[shares_at(ints, offer_at(ints, number)) + at.VALUE_FACTOR]
            own = reals[at.CANNIBALISED] * ints[wish + at.GOT] * factor
            ints[record_at(ints, number) + at.DEAL_VALUE] -= round(own * reals[at.ORDINARY])
            total += own
    total += stayed_away(ints, reals, day)
    return whole(total, turned(reals[ints[at.U_REPEAT] + day], 13))


def stayed_away(ints: list[int], reals: list[float], day: int) -> float:
    """Return the orders of who remembers a price below list, and charge the events with them."""
    seen = 0.0
    for nth in range(ints[at.MEMORY_COUNT]):
        if ints[ints[at.MEMORY_LIST] + 2 * nth + 1] <= day:
            seen += reals[ints[at.X_MEMORY] + nth]
    if seen == 0.0:
        return 0.0
    away = ints[ints[at.ORGANIC] + day] * reals[at.STORE_CONVERSION] * reals[at.PRICE_MEMORY]
    away *= min(1.0, seen)
    for nth in range(ints[at.MEMORY_COUNT]):
        place = ints[at.MEMORY_LIST] + 2 * nth
        if ints[place + 1] <= day:
            charged = round(away * reals[ints[at.X_MEMORY] + nth] / seen * reals[at.ORDINARY])
            ints[record_at(ints, ints[place]) + at.DEAL_VALUE] -= charged
    return away


def earn(ints: list[int], reals: list[float], day: int) -> int:
    """Return the day's contribution from orders, and credit each offer with its part."""
    total = 0
    for nth in range(ints[at.DEMAND_COUNT]):
        wish, priced = wish_at(ints, nth), price_at(ints, nth)
        sales = ints[wish + at.GOT] * reals[priced + at.PRICE]
        earned = round(earned_by(reals, sales, float(ints[wish + at.GOT]), reals[priced + at.LOST]))
        total += earned
        if ints[wish + at.SOURCE] >= 0:
            total -= credit(ints, reals, day, nth, round(sales), earned)
    credit_reviews(ints, reals, day)
    return total


def credit(ints: list[int], reals: list[float], day: int, nth: int, sales: int, earned: int) -> int:
    """Credit an offer with orders that it brought; return the brand damage that it did."""
    wish = wish_at(ints, nth)
    record = record_at(ints, ints[wish + at.SOURCE])
    damage = 0
    if ints[wish + at.IS_EVENT] != 0:
        ints[record + at.ORDERS] += ints[wish + at.GOT]
        ints[record + at.SALES] += sales
        if ints[record + at.BREAKS_RED_LINE] != 0:
            damage = round(reals[at.BRAND_DAMAGE] * sales)
            ints[record + at.DAMAGE] += damage
        ints[record + at.DEAL_VALUE] -= penalty_of(ints, reals, nth)
        ints[record + at.DEAL_VALUE] -= cancelled(ints, wish) * ints[at.OVERSELL_COST]
    event_day = ints[offer_at(ints, ints[wish + at.SOURCE]) + at.EVENT_DAY]
    if day < event_day + FOLLOW_ON_DAYS:
        ints[record + at.DEAL_VALUE] += earned - damage
    return damage


def penalty_of(ints: list[int], reals: list[float], nth: int) -> int:
    """Return what the platform asks for promised orders that were cancelled, in fen."""
    price = reals[price_at(ints, nth) + at.PRICE]
    return penalty(reals[at.PENALTY], cancelled(ints, wish_at(ints, nth)), price)


def credit_reviews(ints: list[int], reals: list[float], day: int) -> None:
    """Credit trials with the orders that their reviews bring; the orders are the store's."""
    running = ints[at.REVIEWS_COUNT]
    if running > 0:
        extra = ints[ints[at.ORGANIC] + day] * uplift(ints, reals)
        extra *= served_on(ints, reals, day) / running
        for nth in range(running):
            number = ints[ints[at.REVIEWS_LIST] + 2 * nth]
            ints[record_at(ints, number) + at.DEAL_VALUE] += round(extra * reals[at.ORDINARY])


def record_day(
    ints: list[int], reals: list[float], day: int, displaced: int, earned: int, lost: int
) -> None:
    """Write the day down."""
    record_orders(ints, reals, day, displaced)
    row = ints[at.DAYS] + day * at.DAY_WIDTH
    orders = ints[row + at.D_FIRST] + ints[row + at.D_REPEAT]
    in_season = day < ints[at.SEASON_DAYS]
    errors = record_errors(ints, reals, day, orders)
    own_packs = reals[at.TRIAL_PACKS_MONTH] / DAYS_A_MONTH if in_season else 0.0
    spend = ints[at.SPENT_TODAY] + round(own_packs * ints[at.TRIAL_PACK_COST])
    ints[at.SPENT_TODAY] = 0
    again = round(ints[row + at.D_REPEAT] / reals[at.RETURNING_CONVERSION])
    ints[row + at.D_VISITS] = visits_on(ints, day) + again
    ints[row + at.D_CONTRIBUTION] = earned - spend - errors
    ints[row + at.D_SPEND], ints[row + at.D_LOST] = spend, lost
    ints[row + at.D_OVERSOLD], ints[row + at.D_ERRORS] = ints[at.OVERSOLD], errors
    ints[row + at.D_LATE] = min(ints[at.BACKLOG], orders)
    ints[row + at.D_STOCK] = ints[at.STOCK]
    ints[row + at.D_SHOPS] = ints[ints[at.SHOPS] + day] if in_season else 0
    ints[row + at.D_COMMISSION] = round(
        ints[row + at.D_SALES] * (1.0 - reals[at.RETURN_SHARE]) * reals[at.COMMISSION]
    )


def record_orders(ints: list[int], reals: list[float], day: int, displaced: int) -> None:
    """Write down what the day's orders were."""
    row = ints[at.DAYS] + day * at.DAY_WIDTH
    first, again, visited = 0, 0, 0
    sales = 0.0
    for nth in range(ints[at.DEMAND_COUNT]):
        wish = wish_at(ints, nth)
        if ints[wish + at.IS_FIRST] != 0:
            first += ints[wish + at.GOT]
        else:
            again += ints[wish + at.GOT]
        if ints[wish + at.VISITED] != 0:
            visited += ints[wish + at.GOT]
        sales += ints[wish + at.GOT] * reals[price_at(ints, nth) + at.PRICE]
    ints[row + at.D_FIRST], ints[row + at.D_REPEAT] = first - displaced, again
    ints[row + at.D_VISIT_ORDERS], ints[row + at.D_DISPLACED] = visited - displaced, displaced
    ints[row + at.D_SALES] = round(sales) - displaced * ints[at.ORDER_VALUE]


def record_errors(ints: list[int], reals: list[float], day: int, orders: int) -> int:
    """Return what hand-keying and cancelled orders cost; write down the clerks' hours."""
    hours, errors = 0.0, 0
    if day < ints[at.API_FROM]:
        hours = orders * reals[at.KEYING_MINUTES] / 60
        mended = orders * reals[at.KEYING_ERROR] * ints[at.ERROR_COST]
        errors = round(hours * ints[at.CLERK_HOUR] + mended)
    reals[ints[at.X_DAYS] + day] = hours
    penalties = 0
    for nth in range(ints[at.DEMAND_COUNT]):
        penalties += penalty_of(ints, reals, nth)
    return errors + (ints[at.OVERSOLD] * ints[at.OVERSELL_COST] + penalties)


def ends_today(ints: list[int], number: int, day: int) -> bool:
    """Tell whether this is an event's last day."""
    offer = offer_at(ints, number)
    last = ints[offer + at.EVENT_DAY] + ints[offer + at.EVENT_DAYS] - 1
    return last == day and is_live(ints, number, day)


def value_at_end(ints: list[int], reals: list[float], number: int) -> int:
    """Return what an event brought plus what its customers will bring, in fen."""
    offer, luck, record = offer_at(ints, number), luck_at(ints, number), record_at(ints, number)
    taken = reals[shares_taken_at(ints, number) + at.TAKEN]
    coming = follow_on(ints, reals, offer, luck, float(ints[record + at.ORDERS]), taken)
    visitors = float(ints[record + at.TAKEN_VISITORS])
    displaced = displaced_by(ints, reals, offer, luck, 0.0, visitors)
    coming -= displaced * reals[at.ORDINARY]
    return ints[record + at.DEAL_VALUE] + round(coming)
