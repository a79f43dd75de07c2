"""The store's day on the arrays, from its deliveries to its record: ``sim/model/store``.

Written in the kernel's subset of Python.
"""

from __future__ import annotations

from sim.flat.customers import (
    await_own_triers,
    await_repeats,
    await_triers,
    gather_returning,
    price_at,
    returned_today,
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
from sim.flat.places import (
    AGENCY_ORDERS,
    API_FROM,
    BACKLOG,
    BRAND_DAMAGE,
    BREAKS_RED_LINE,
    CANNIBALISED,
    CASH_COST,
    CLERK_HOUR,
    COMMISSION,
    D_COMMISSION,
    D_CONTRIBUTION,
    D_DISPLACED,
    D_ERRORS,
    D_FIRST,
    D_LATE,
    D_LOST,
    D_OVERSOLD,
    D_REPEAT,
    D_SALES,
    D_SHOPS,
    D_SPEND,
    D_STOCK,
    D_VISIT_ORDERS,
    D_VISITS,
    DAMAGE,
    DAY_WIDTH,
    DAYS,
    DEAL_VALUE,
    DEMAND_COUNT,
    ERROR_COST,
    EVENT_DAY,
    EVENT_DAYS,
    EVENTS_COUNT,
    EVENTS_LIST,
    GOT,
    IS_EVENT,
    IS_FIRST,
    KEYING_ERROR,
    KEYING_MINUTES,
    LOST,
    MEMORY_COUNT,
    MEMORY_LIST,
    ORDER_VALUE,
    ORDERS,
    ORDINARY,
    ORGANIC,
    OVERSELL_COST,
    OVERSOLD,
    PAID,
    PARCELS_PER_DAY,
    PENALTY,
    PRICE,
    PRICE_MEMORY,
    QUALITY,
    RETURN_SHARE,
    RETURNED,
    RETURNING_CONVERSION,
    REVIEWS_COUNT,
    REVIEWS_LIST,
    SALES,
    SEASON_DAYS,
    SHOPS,
    SOURCE,
    SPENT_TODAY,
    STOCK,
    STORE_CONVERSION,
    TAKEN,
    TAKEN_VISITORS,
    TRIAL_PACK_COST,
    TRIAL_PACKS_MONTH,
    U_OFFER_REPEAT,
    U_REPEAT,
    VALUE_FACTOR,
    VISITED,
    VISITORS,
    X_DAYS,
    X_MEMORY,
)
from sim.flat.shelf import cancelled, hold, open_shelf, record_at, sell, shares_taken_at
from sim.flat.visitors import (
    expect,
    forget,
    gather_new,
    is_live,
    served_on,
    start_reviews,
    uplift,
    visits_on,
)
from sim.model.counts import turned, whole
from sim.model.deal import penalty
from sim.model.units import DAYS_A_MONTH

FOLLOW_ON_DAYS = 90


def book(ints: list[int], reals: list[float], number: int) -> None:
    """Take a captured offer in: pay its cash cost, hold stock for it, await its visits."""
    offer, record = offer_at(ints, number), record_at(ints, number)
    share = shares_taken_at(ints, number)
    taken = reals[share + TAKEN]
    ints[record + TAKEN_VISITORS] = round(ints[offer + VISITORS] * reals[share + QUALITY] * taken)
    ints[record + PAID] = round(ints[offer + CASH_COST] * taken)
    expect(ints, reals, number)
    ints[SPENT_TODAY] += ints[record + PAID]
    ints[record + DEAL_VALUE] -= ints[record + PAID]
    hold(ints, number, round(reals[luck_at(ints, number) + AGENCY_ORDERS] * taken))


def live_day(ints: list[int], reals: list[float], day: int) -> None:
    """Open and close one day of the store."""
    forget(ints, reals, day)
    open_day(ints, reals, day)
    ints[DEMAND_COUNT] = 0
    gather_returning(ints, reals, day)
    gather_new(ints, reals, day)
    lost = sell(ints, day)
    late_share = dispatch(ints)
    displaced = displaced_on(ints, reals, day)
    earned = earn(ints, reals, day) - round(displaced * reals[ORDINARY])
    for nth in range(ints[DEMAND_COUNT]):
        await_repeats(ints, reals, day, nth, late_share)
    if day < ints[SEASON_DAYS]:
        ints[RETURNED] += returned_today(ints)
    record_day(ints, reals, day, displaced, earned, lost)


def open_day(ints: list[int], reals: list[float], day: int) -> None:
    """Take deliveries in, and hand out the day's trial packs."""
    in_season = day < ints[SEASON_DAYS]
    open_shelf(ints, day, in_season)
    for nth in range(ints[EVENTS_COUNT]):
        number = ints[ints[EVENTS_LIST] + nth]
        offer = offer_at(ints, number)
        if ints[offer + EVENT_DAY] == day:
            packs = trial_packs(ints, offer) * reals[shares_taken_at(ints, number) + TAKEN]
            uniform = reals[luck_at(ints, number) + U_OFFER_REPEAT]
            await_triers(ints, reals, day, number, packs, uniform)
            start_reviews(ints, number, day)
    if in_season:
        await_own_triers(ints, reals, day)


def dispatch(ints: list[int]) -> float:
    """Send what the packing line can and return the share of the day's orders that is late."""
    orders = 0
    for nth in range(ints[DEMAND_COUNT]):
        orders += ints[wish_at(ints, nth) + GOT]
    ints[BACKLOG] = max(0, ints[BACKLOG] + orders - ints[PARCELS_PER_DAY])
    return min(1.0, float(ints[BACKLOG]) / orders) if orders != 0 else 0.0


def displaced_on(ints: list[int], reals: list[float], day: int) -> int:
    """Return the orders at list price that the store lost to its events, and charge them."""
    total = 0.0
    for nth in range(ints[DEMAND_COUNT]):
        wish = wish_at(ints, nth)
        if ints[wish + IS_EVENT] != 0:
            number = ints[wish + SOURCE]
            factor = reals[shares_at(ints, offer_at(ints, number)) + VALUE_FACTOR]
            own = reals[CANNIBALISED] * ints[wish + GOT] * factor
            ints[record_at(ints, number) + DEAL_VALUE] -= round(own * reals[ORDINARY])
            total += own
    total += stayed_away(ints, reals, day)
    return whole(total, turned(reals[ints[U_REPEAT] + day], 13))


def stayed_away(ints: list[int], reals: list[float], day: int) -> float:
    """Return the orders of who remembers a price below list, and charge the events with them."""
    seen = 0.0
    for nth in range(ints[MEMORY_COUNT]):
        if ints[ints[MEMORY_LIST] + 2 * nth + 1] <= day:
            seen += reals[ints[X_MEMORY] + nth]
    if seen == 0.0:
        return 0.0
    away = ints[ints[ORGANIC] + day] * reals[STORE_CONVERSION] * reals[PRICE_MEMORY]
    away *= min(1.0, seen)
    for nth in range(ints[MEMORY_COUNT]):
        place = ints[MEMORY_LIST] + 2 * nth
        if ints[place + 1] <= day:
            charged = round(away * reals[ints[X_MEMORY] + nth] / seen * reals[ORDINARY])
            ints[record_at(ints, ints[place]) + DEAL_VALUE] -= charged
    return away


def earn(ints: list[int], reals: list[float], day: int) -> int:
    """Return the day's contribution from orders, and credit each offer with its part."""
    total = 0
    for nth in range(ints[DEMAND_COUNT]):
        wish, priced = wish_at(ints, nth), price_at(ints, nth)
        sales = ints[wish + GOT] * reals[priced + PRICE]
        earned = round(earned_by(reals, sales, float(ints[wish + GOT]), reals[priced + LOST]))
        total += earned
        if ints[wish + SOURCE] >= 0:
            total -= credit(ints, reals, day, nth, round(sales), earned)
    credit_reviews(ints, reals, day)
    return total


def credit(ints: list[int], reals: list[float], day: int, nth: int, sales: int, earned: int) -> int:
    """Credit an offer with orders that it brought; return the brand damage that it did."""
    wish = wish_at(ints, nth)
    record = record_at(ints, ints[wish + SOURCE])
    damage = 0
    if ints[wish + IS_EVENT] != 0:
        ints[record + ORDERS] += ints[wish + GOT]
        ints[record + SALES] += sales
        if ints[record + BREAKS_RED_LINE] != 0:
            damage = round(reals[BRAND_DAMAGE] * sales)
            ints[record + DAMAGE] += damage
        ints[record + DEAL_VALUE] -= penalty_of(ints, reals, nth)
        ints[record + DEAL_VALUE] -= cancelled(ints, wish) * ints[OVERSELL_COST]
    event_day = ints[offer_at(ints, ints[wish + SOURCE]) + EVENT_DAY]
    if day < event_day + FOLLOW_ON_DAYS:
        ints[record + DEAL_VALUE] += earned - damage
    return damage


def penalty_of(ints: list[int], reals: list[float], nth: int) -> int:
    """Return what the platform asks for promised orders that were cancelled, in fen."""
    price = reals[price_at(ints, nth) + PRICE]
    return penalty(reals[PENALTY], cancelled(ints, wish_at(ints, nth)), price)


def credit_reviews(ints: list[int], reals: list[float], day: int) -> None:
    """Credit trials with the orders that their reviews bring; the orders are the store's."""
    running = ints[REVIEWS_COUNT]
    if running > 0:
        extra = ints[ints[ORGANIC] + day] * uplift(ints, reals)
        extra *= served_on(ints, reals, day) / running
        for nth in range(running):
            number = ints[ints[REVIEWS_LIST] + 2 * nth]
            ints[record_at(ints, number) + DEAL_VALUE] += round(extra * reals[ORDINARY])


def record_day(
    ints: list[int], reals: list[float], day: int, displaced: int, earned: int, lost: int
) -> None:
    """Write the day down."""
    record_orders(ints, reals, day, displaced)
    row = ints[DAYS] + day * DAY_WIDTH
    orders = ints[row + D_FIRST] + ints[row + D_REPEAT]
    in_season = day < ints[SEASON_DAYS]
    errors = record_errors(ints, reals, day, orders)
    own_packs = reals[TRIAL_PACKS_MONTH] / DAYS_A_MONTH if in_season else 0.0
    spend = ints[SPENT_TODAY] + round(own_packs * ints[TRIAL_PACK_COST])
    ints[SPENT_TODAY] = 0
    again = round(ints[row + D_REPEAT] / reals[RETURNING_CONVERSION])
    ints[row + D_VISITS] = visits_on(ints, day) + again
    ints[row + D_CONTRIBUTION] = earned - spend - errors
    ints[row + D_SPEND], ints[row + D_LOST] = spend, lost
    ints[row + D_OVERSOLD], ints[row + D_ERRORS] = ints[OVERSOLD], errors
    ints[row + D_LATE] = min(ints[BACKLOG], orders)
    ints[row + D_STOCK] = ints[STOCK]
    ints[row + D_SHOPS] = ints[ints[SHOPS] + day] if in_season else 0
    ints[row + D_COMMISSION] = round(
        ints[row + D_SALES] * (1.0 - reals[RETURN_SHARE]) * reals[COMMISSION]
    )


def record_orders(ints: list[int], reals: list[float], day: int, displaced: int) -> None:
    """Write down what the day's orders were."""
    row = ints[DAYS] + day * DAY_WIDTH
    first, again, visited = 0, 0, 0
    sales = 0.0
    for nth in range(ints[DEMAND_COUNT]):
        wish = wish_at(ints, nth)
        if ints[wish + IS_FIRST] != 0:
            first += ints[wish + GOT]
        else:
            again += ints[wish + GOT]
        if ints[wish + VISITED] != 0:
            visited += ints[wish + GOT]
        sales += ints[wish + GOT] * reals[price_at(ints, nth) + PRICE]
    ints[row + D_FIRST], ints[row + D_REPEAT] = first - displaced, again
    ints[row + D_VISIT_ORDERS], ints[row + D_DISPLACED] = visited - displaced, displaced
    ints[row + D_SALES] = round(sales) - displaced * ints[ORDER_VALUE]


def record_errors(ints: list[int], reals: list[float], day: int, orders: int) -> int:
    """Return what hand-keying and cancelled orders cost; write down the clerks' hours."""
    hours, errors = 0.0, 0
    if day < ints[API_FROM]:
        hours = orders * reals[KEYING_MINUTES] / 60
        mended = orders * reals[KEYING_ERROR] * ints[ERROR_COST]
        errors = round(hours * ints[CLERK_HOUR] + mended)
    reals[ints[X_DAYS] + day] = hours
    penalties = 0
    for nth in range(ints[DEMAND_COUNT]):
        penalties += penalty_of(ints, reals, nth)
    return errors + (ints[OVERSOLD] * ints[OVERSELL_COST] + penalties)


def ends_today(ints: list[int], number: int, day: int) -> bool:
    """Tell whether this is an event's last day."""
    offer = offer_at(ints, number)
    last = ints[offer + EVENT_DAY] + ints[offer + EVENT_DAYS] - 1
    return last == day and is_live(ints, number, day)


def value_at_end(ints: list[int], reals: list[float], number: int) -> int:
    """Return what an event brought plus what its customers will bring, in fen."""
    offer, luck, record = offer_at(ints, number), luck_at(ints, number), record_at(ints, number)
    taken = reals[shares_taken_at(ints, number) + TAKEN]
    coming = follow_on(ints, reals, offer, luck, float(ints[record + ORDERS]), taken)
    visitors = float(ints[record + TAKEN_VISITORS])
    displaced = displaced_by(ints, reals, offer, luck, 0.0, visitors)
    coming -= displaced * reals[ORDINARY]
    return ints[record + DEAL_VALUE] + round(coming)
