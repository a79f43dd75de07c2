"""Who orders again, and when, on the arrays: what ``sim/model/store/customers.py`` says.

Written in the kernel's subset of Python. A row holds what one source brings on every coming day;
what has been read is nought again, so that another season finds nothing.
"""

from __future__ import annotations

from sim.flat.forecasts import luck_at
from sim.flat.places import (
    ALL_DAYS,
    CELL_WIDTH,
    CELLS,
    COHORT,
    DEMAND_COUNT,
    DEMAND_WIDTH,
    DEMANDS,
    DUE_EARLY,
    DUE_FIRSTS,
    DUE_LASTS,
    DUE_NEXT,
    DUE_ORDERS,
    EARLY,
    GOT,
    IS_EVENT,
    IS_FIRST,
    LAGS,
    LATE_REPEAT_LOSS,
    LOST,
    ORDER_VALUE,
    PRICE,
    REPEAT,
    REPEAT_ROW,
    REPEATS,
    ROW_COUNT,
    SEASON_DAYS,
    SOURCE,
    SOURCE_OF_ROW,
    STORE_REPEAT_ROW,
    STORE_TRIAL_ROW,
    TRIAL_FOLLOW_ON,
    TRIAL_ORDERS,
    TRIAL_PACKS_MONTH,
    TRIAL_ROW,
    U_OFFER_REPEAT,
    U_REPEAT,
    UNIFORM,
    VISITED,
    WANTED,
    X_DEMAND_WIDTH,
    X_DEMANDS,
)
from sim.flat.shelf import record_at
from sim.model.counts import turned, whole
from sim.model.units import DAYS_A_MONTH

LAG_STEPS = 200
THE_STORE = -1


def wish_at(ints: list[int], nth: int) -> int:
    """Return where a wish of the day stands in the whole numbers."""
    return ints[DEMANDS] + nth * DEMAND_WIDTH


def price_at(ints: list[int], nth: int) -> int:
    """Return where a wish of the day stands in the fractional numbers."""
    return ints[X_DEMANDS] + nth * X_DEMAND_WIDTH


def want(
    ints: list[int], reals: list[float], source: int, wanted: int, price: float, uniform: float
) -> int:
    """Add a wish to the day's and return its place; the rest of it is that of ordinary orders."""
    nth = ints[DEMAND_COUNT]
    ints[DEMAND_COUNT] = nth + 1
    wish = wish_at(ints, nth)
    ints[wish + SOURCE], ints[wish + WANTED] = source, wanted
    ints[wish + IS_FIRST], ints[wish + IS_EVENT], ints[wish + VISITED] = 1, 0, 0
    ints[wish + EARLY] = 0
    priced = price_at(ints, nth)
    reals[priced + PRICE], reals[priced + UNIFORM] = price, uniform
    reals[priced + LOST], reals[priced + REPEATS] = 0.0, 1.0
    return nth


def gather_returning(ints: list[int], reals: list[float], day: int) -> None:
    """Put down what returning customers, and triers, want today."""
    row = ints[ints[DUE_FIRSTS] + day] - 1
    ints[ints[DUE_FIRSTS] + day], ints[ints[DUE_LASTS] + day] = 0, 0
    while row >= 0:
        cell = cell_at(ints, row, day)
        kept = ints[SOURCE_OF_ROW] + 2 * row
        source = ints[kept]
        luck = reals[ints[U_REPEAT] + day]
        if source != THE_STORE:
            luck = reals[luck_at(ints, source) + U_OFFER_REPEAT]
        price = float(ints[ORDER_VALUE])
        nth = want(ints, reals, source, ints[cell + DUE_ORDERS], price, turned(luck, day + 2))
        ints[wish_at(ints, nth) + IS_FIRST] = ints[kept + 1]
        ints[wish_at(ints, nth) + EARLY] = ints[cell + DUE_EARLY]
        row = ints[cell + DUE_NEXT] - 1
        ints[cell + DUE_ORDERS], ints[cell + DUE_EARLY], ints[cell + DUE_NEXT] = 0, 0, 0


def cell_at(ints: list[int], row: int, day: int) -> int:
    """Return where what a row brings on a day stands."""
    return ints[CELLS] + (row * ints[ALL_DAYS] + day) * CELL_WIDTH


def await_repeats(
    ints: list[int], reals: list[float], day: int, nth: int, late_share: float
) -> None:
    """Schedule the further orders of today's customers; late parcels lose some of them."""
    wish, priced = wish_at(ints, nth), price_at(ints, nth)
    kept = 1.0 - late_share * reals[LATE_REPEAT_LOSS]
    chance = reals[REPEAT] * reals[priced + REPEATS] * kept
    repeats = whole(ints[wish + GOT] * min(chance, 1.0), reals[priced + UNIFORM])
    early = ints[wish + IS_FIRST] != 0 and 2 * (day + 1) <= ints[SEASON_DAYS]
    if early:
        ints[COHORT] += ints[wish + GOT]
    if repeats != 0:
        row = row_of(ints, ints[wish + SOURCE], 0)
        schedule(ints, reals, day, row, repeats, early)


def await_triers(
    ints: list[int], reals: list[float], day: int, source: int, packs: float, uniform: float
) -> None:
    """Schedule the first orders of those who were given a trial pack today."""
    expected = packs * reals[TRIAL_FOLLOW_ON] * reals[TRIAL_ORDERS]
    orders = whole(expected, uniform)
    if orders != 0:
        schedule(ints, reals, day, row_of(ints, source, 1), orders, False)


def await_own_triers(ints: list[int], reals: list[float], day: int) -> None:
    """Schedule the first orders of those who got one of the store's own trial packs today."""
    packs = reals[TRIAL_PACKS_MONTH] / DAYS_A_MONTH
    if packs != 0.0:
        uniform = turned(reals[ints[U_REPEAT] + day], 7)
        await_triers(ints, reals, day, THE_STORE, packs, uniform)


def row_of(ints: list[int], source: int, first: int) -> int:
    """Return the row of a source's new or returning customers, a new one where it has none."""
    place = STORE_REPEAT_ROW + first * (STORE_TRIAL_ROW - STORE_REPEAT_ROW)
    if source != THE_STORE:
        place = record_at(ints, source) + REPEAT_ROW + first * (TRIAL_ROW - REPEAT_ROW)
    if ints[place] == 0:
        ints[ROW_COUNT] += 1
        ints[place] = ints[ROW_COUNT]
        kept = ints[SOURCE_OF_ROW] + 2 * (ints[place] - 1)
        ints[kept], ints[kept + 1] = source, first
    return ints[place] - 1


def schedule(
    ints: list[int], reals: list[float], day: int, row: int, orders: int, early: bool
) -> None:
    """Spread orders over the coming days by the law of the repeat delay, evenly in its luck."""
    source = ints[ints[SOURCE_OF_ROW] + 2 * row]
    start = turned(reals[ints[U_REPEAT] + day], 2)
    if source != THE_STORE:
        start = turned(reals[luck_at(ints, source) + U_OFFER_REPEAT], day + 5)
    lags, last = ints[LAGS], ints[ALL_DAYS]
    for n in range(orders):
        coming = day + ints[lags + int((n + start) / orders * LAG_STEPS)]
        if coming < last:
            cell = cell_at(ints, row, coming)
            if ints[cell + DUE_ORDERS] == 0:
                append(ints, row, coming)
            ints[cell + DUE_ORDERS] += 1
            if early:
                ints[cell + DUE_EARLY] += 1


def append(ints: list[int], row: int, day: int) -> None:
    """Enter a row as the last of those that bring orders on a day."""
    last = ints[ints[DUE_LASTS] + day] - 1
    if last >= 0:
        ints[cell_at(ints, last, day) + DUE_NEXT] = row + 1
    else:
        ints[ints[DUE_FIRSTS] + day] = row + 1
    ints[ints[DUE_LASTS] + day] = row + 1


def returned_today(ints: list[int]) -> int:
    """Return how many early customers ordered again today."""
    found = 0
    for nth in range(ints[DEMAND_COUNT]):
        wish = wish_at(ints, nth)
        found += min(ints[wish + EARLY], ints[wish + GOT])
    return found
