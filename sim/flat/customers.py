"""Who comes, and who orders again when: ``sim/model/store/visitors.py`` and ``customers.py``, flat.

Written in the kernel's subset of Python. Captured events stand in the order in which they were
booked, until they are over; so do trials whose reviews work, and prices that are remembered. A row
holds what one source brings on every coming day; what has been read is nought again, so that
another season finds nothing.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.forecasts import luck_at, offer_at, shares_at, trial_packs, visits_to_remember
from sim.flat.shelf import record_at
from sim.model.rules import answered_share, counted, shared, turned, whole
from sim.model.units import DAYS_A_MONTH

LAG_STEPS = 200
THE_STORE = -1


def wish_at(ints: list[int], nth: int) -> int:
    """Return where a wish of the day stands in the whole numbers."""
    return ints[at.DEMANDS] + nth * at.DEMAND_WIDTH


def price_at(ints: list[int], nth: int) -> int:
    """Return where a wish of the day stands in the fractional numbers."""
    return ints[at.X_DEMANDS] + nth * at.X_DEMAND_WIDTH


def want(
    ints: list[int], reals: list[float], source: int, wanted: int, price: float, uniform: float
) -> int:
    """Add a wish to the day's and return its place; the rest of it is that of ordinary orders."""
    nth = ints[at.DEMAND_COUNT]
    ints[at.DEMAND_COUNT] = nth + 1
    wish = wish_at(ints, nth)
    ints[wish + at.SOURCE], ints[wish + at.WANTED] = source, wanted
    ints[wish + at.IS_FIRST], ints[wish + at.IS_EVENT], ints[wish + at.VISITED] = 1, 0, 0
    ints[wish + at.EARLY] = 0
    priced = price_at(ints, nth)
    reals[priced + at.PRICE], reals[priced + at.UNIFORM] = price, uniform
    reals[priced + at.LOST], reals[priced + at.REPEATS] = 0.0, 1.0
    return nth


def gather_returning(ints: list[int], reals: list[float], day: int) -> None:
    """Put down what returning customers, and triers, want today."""
    row = ints[ints[at.DUE_FIRSTS] + day] - 1
    ints[ints[at.DUE_FIRSTS] + day], ints[ints[at.DUE_LASTS] + day] = 0, 0
    while row >= 0:
        cell = cell_at(ints, row, day)
        kept = ints[at.SOURCE_OF_ROW] + 2 * row
        source = ints[kept]
        luck = reals[ints[at.U_REPEAT] + day]
        if source != THE_STORE:
            luck = reals[luck_at(ints, source) + at.U_OFFER_REPEAT]
        price = float(ints[at.ORDER_VALUE])
        nth = want(ints, reals, source, ints[cell + at.DUE_ORDERS], price, turned(luck, day + 2))
        ints[wish_at(ints, nth) + at.IS_FIRST] = ints[kept + 1]
        ints[wish_at(ints, nth) + at.EARLY] = ints[cell + at.DUE_EARLY]
        row = ints[cell + at.DUE_NEXT] - 1
        ints[cell + at.DUE_ORDERS], ints[cell + at.DUE_EARLY], ints[cell + at.DUE_NEXT] = 0, 0, 0


def cell_at(ints: list[int], row: int, day: int) -> int:
    """Return where what a row brings on a day stands."""
    return ints[at.CELLS] + (row * ints[at.ALL_DAYS] + day) * at.CELL_WIDTH


def await_repeats(
    ints: list[int], reals: list[float], day: int, nth: int, late_share: float
) -> None:
    """Schedule the further orders of today's customers; late parcels lose some of them."""
    wish, priced = wish_at(ints, nth), price_at(ints, nth)
    kept = 1.0 - late_share * reals[at.LATE_REPEAT_LOSS]
    chance = reals[at.REPEAT] * reals[priced + at.REPEATS] * kept
    repeats = whole(ints[wish + at.GOT] * min(chance, 1.0), reals[priced + at.UNIFORM])
    early = ints[wish + at.IS_FIRST] != 0 and 2 * (day + 1) <= ints[at.SEASON_DAYS]
    if early:
        ints[at.COHORT] += ints[wish + at.GOT]
    if repeats != 0:
        row = row_of(ints, ints[wish + at.SOURCE], 0)
        schedule(ints, reals, day, row, repeats, early)


def await_triers(
    ints: list[int], reals: list[float], day: int, source: int, packs: float, uniform: float
) -> None:
    """Schedule the first orders of those who were given a trial pack today."""
    expected = packs * reals[at.TRIAL_FOLLOW_ON] * reals[at.TRIAL_ORDERS]
    orders = whole(expected, uniform)
    if orders != 0:
        schedule(ints, reals, day, row_of(ints, source, 1), orders, False)


def await_own_triers(ints: list[int], reals: list[float], day: int) -> None:
    """Schedule the first orders of those who got one of the store's own trial packs today."""
    packs = reals[at.TRIAL_PACKS_MONTH] / DAYS_A_MONTH
    if packs != 0.0:
        uniform = turned(reals[ints[at.U_REPEAT] + day], 7)
        await_triers(ints, reals, day, THE_STORE, packs, uniform)


def row_of(ints: list[int], source: int, first: int) -> int:
    """Return the row of a source's new or returning customers, a new one where it has none."""
    place = at.STORE_REPEAT_ROW + first * (at.STORE_TRIAL_ROW - at.STORE_REPEAT_ROW)
    if source != THE_STORE:
        place = record_at(ints, source) + at.REPEAT_ROW + first * (at.TRIAL_ROW - at.REPEAT_ROW)
    if ints[place] == 0:
        ints[at.ROW_COUNT] += 1
        ints[place] = ints[at.ROW_COUNT]
        kept = ints[at.SOURCE_OF_ROW] + 2 * (ints[place] - 1)
        ints[kept], ints[kept + 1] = source, first
    return ints[place] - 1


def schedule(
    ints: list[int], reals: list[float], day: int, row: int, orders: int, early: bool
) -> None:
    """Spread orders over the coming days by the law of the repeat delay, evenly in its luck."""
    source = ints[ints[at.SOURCE_OF_ROW] + 2 * row]
    start = turned(reals[ints[at.U_REPEAT] + day], 2)
    if source != THE_STORE:
        start = turned(reals[luck_at(ints, source) + at.U_OFFER_REPEAT], day + 5)
    lags, last = ints[at.LAGS], ints[at.ALL_DAYS]
    for n in range(orders):
        coming = day + ints[lags + int((n + start) / orders * LAG_STEPS)]
        if coming < last:
            cell = cell_at(ints, row, coming)
            if ints[cell + at.DUE_ORDERS] == 0:
                append(ints, row, coming)
            ints[cell + at.DUE_ORDERS] += 1
            if early:
                ints[cell + at.DUE_EARLY] += 1


def append(ints: list[int], row: int, day: int) -> None:
    """Enter a row as the last of those that bring orders on a day."""
    last = ints[ints[at.DUE_LASTS] + day] - 1
    if last >= 0:
        ints[cell_at(ints, last, day) + at.DUE_NEXT] = row + 1
    else:
        ints[ints[at.DUE_FIRSTS] + day] = row + 1
    ints[ints[at.DUE_LASTS] + day] = row + 1


def returned_today(ints: list[int]) -> int:
    """Return how many early customers ordered again today."""
    found = 0
    for nth in range(ints[at.DEMAND_COUNT]):
        wish = wish_at(ints, nth)
        found += min(ints[wish + at.EARLY], ints[wish + at.GOT])
    return found


def expect(ints: list[int], reals: list[float], number: int) -> None:
    """Take a captured offer in: its visits come on the days of its event."""
    ints[ints[at.EVENTS_LIST] + ints[at.EVENTS_COUNT]] = number
    ints[at.EVENTS_COUNT] += 1
    offer = offer_at(ints, number)
    own = visits_to_remember(ints, reals, offer, luck_at(ints, number))
    visitors = ints[record_at(ints, number) + at.TAKEN_VISITORS]
    if own != 0.0 and visitors != 0:
        kept = ints[at.MEMORY_LIST] + 2 * ints[at.MEMORY_COUNT]
        ints[kept] = number
        ints[kept + 1] = ints[offer + at.EVENT_DAY] + ints[offer + at.EVENT_DAYS]
        reals[ints[at.X_MEMORY] + ints[at.MEMORY_COUNT]] = min(1.0, visitors / own)
        ints[at.MEMORY_COUNT] += 1


def is_live(ints: list[int], number: int, day: int) -> bool:
    """Tell whether an event is on."""
    offer = offer_at(ints, number)
    first = ints[offer + at.EVENT_DAY]
    return first <= day < first + ints[offer + at.EVENT_DAYS]


def forget(ints: list[int], reals: list[float], day: int) -> None:
    """Strike off what is over: events, reviews, remembered prices."""
    kept = 0
    for nth in range(ints[at.EVENTS_COUNT]):
        number = ints[ints[at.EVENTS_LIST] + nth]
        offer = offer_at(ints, number)
        if ints[offer + at.EVENT_DAY] + ints[offer + at.EVENT_DAYS] > day:
            ints[ints[at.EVENTS_LIST] + kept] = number
            kept += 1
    ints[at.EVENTS_COUNT] = kept
    forget_reviews(ints, day)
    forget_prices(ints, reals, day)


def forget_reviews(ints: list[int], day: int) -> None:
    """Strike off the trials whose reviews work no more."""
    kept = 0
    for nth in range(ints[at.REVIEWS_COUNT]):
        place = ints[at.REVIEWS_LIST] + 2 * nth
        if day < ints[place + 1]:
            into = ints[at.REVIEWS_LIST] + 2 * kept
            ints[into], ints[into + 1] = ints[place], ints[place + 1]
            kept += 1
    ints[at.REVIEWS_COUNT] = kept


def forget_prices(ints: list[int], reals: list[float], day: int) -> None:
    """Strike off the events whose prices nobody remembers any more."""
    kept = 0
    for nth in range(ints[at.MEMORY_COUNT]):
        place = ints[at.MEMORY_LIST] + 2 * nth
        if day < ints[place + 1] + ints[at.MEMORY_DAYS]:
            into = ints[at.MEMORY_LIST] + 2 * kept
            ints[into], ints[into + 1] = ints[place], ints[place + 1]
            reals[ints[at.X_MEMORY] + kept] = reals[ints[at.X_MEMORY] + nth]
            kept += 1
    ints[at.MEMORY_COUNT] = kept


def start_reviews(ints: list[int], number: int, day: int) -> None:
    """Let the reviews of a trial lift the store's conversion from today on."""
    if trial_packs(ints, offer_at(ints, number)) != 0 and ints[at.REVIEW_DAYS] > 0:
        place = ints[at.REVIEWS_LIST] + 2 * ints[at.REVIEWS_COUNT]
        ints[place], ints[place + 1] = number, day + ints[at.REVIEW_DAYS]
        ints[at.REVIEWS_COUNT] += 1


def uplift(ints: list[int], reals: list[float]) -> float:
    """Return what all reviews together add to the store's conversion."""
    return min(ints[at.REVIEWS_COUNT] * reals[at.REVIEW_UPLIFT], reals[at.REVIEW_CAP])


def event_visits(ints: list[int], number: int, day: int) -> int:
    """Return an event's visits on one of its days: even shares, the rest on the first days."""
    offer = offer_at(ints, number)
    visitors, days = ints[record_at(ints, number) + at.TAKEN_VISITORS], ints[offer + at.EVENT_DAYS]
    more = 1 if day - ints[offer + at.EVENT_DAY] < visitors % days else 0
    return visitors // days + more


def visits_on(ints: list[int], day: int) -> int:
    """Return the visits of a day, returning customers' not counted."""
    found = ints[ints[at.ORGANIC] + day] if day < ints[at.SEASON_DAYS] else 0
    for nth in range(ints[at.EVENTS_COUNT]):
        number = ints[ints[at.EVENTS_LIST] + nth]
        if is_live(ints, number, day):
            found += event_visits(ints, number, day)
    return found


def served_on(ints: list[int], reals: list[float], day: int) -> float:
    """Return the share of conversion that customer service can keep up with, in (0, 1]."""
    visits = float(visits_on(ints, day))
    return answered_share(
        visits, reals[at.CHAT_SHARE], reals[at.CHATS_PER_DAY], reals[at.UNSERVED_LOSS]
    )


def gather_new(ints: list[int], reals: list[float], day: int) -> None:
    """Put down what new customers want today: the store's own first, then each event's."""
    served = served_on(ints, reals, day)
    if day < ints[at.SEASON_DAYS]:
        want_organic(ints, reals, day, served, reals[at.STORE_CONVERSION])
        if (
            ints[at.SPECIAL_PACKS] != 0
            and day % ints[at.SPECIAL_EVERY] == ints[at.SPECIAL_EVERY] - 1
        ):
            want_special_packs(ints, reals, day)
    elif ints[at.REVIEWS_COUNT] > 0:
        want_organic(ints, reals, day, served, 0.0)
    live = 0
    for nth in range(ints[at.EVENTS_COUNT]):
        live += int(is_live(ints, ints[ints[at.EVENTS_LIST] + nth], day))
    others = shared(reals[at.OVERLAP], live)
    for nth in range(ints[at.EVENTS_COUNT]):
        number = ints[ints[at.EVENTS_LIST] + nth]
        if is_live(ints, number, day):
            want_at_event(ints, reals, day, number, served, others)


def want_organic(
    ints: list[int], reals: list[float], day: int, served: float, conversion: float
) -> None:
    """Put down the store's own orders; in the run-out only those that reviews still bring."""
    expected = ints[ints[at.ORGANIC] + day] * (conversion + uplift(ints, reals)) * served
    wanted = counted(expected, reals[ints[at.U_ORGANIC] + day])
    price, uniform = float(ints[at.ORDER_VALUE]), reals[ints[at.U_REPEAT] + day]
    nth = want(ints, reals, -1, wanted, price, uniform)
    ints[wish_at(ints, nth) + at.VISITED] = 1


def want_special_packs(ints: list[int], reals: list[float], day: int) -> None:
    """Put down the store's own group buying."""
    uniform = turned(reals[ints[at.U_REPEAT] + day], 11)
    price = float(ints[at.SPECIAL_PRICE])
    nth = want(ints, reals, -1, ints[at.SPECIAL_PACKS], price, uniform)
    reals[price_at(ints, nth) + at.LOST] = reals[at.SPECIAL_LOST]
    reals[price_at(ints, nth) + at.REPEATS] = reals[at.SPECIAL_REPEAT]


def want_at_event(
    ints: list[int], reals: list[float], day: int, number: int, served: float, others: float
) -> None:
    """Put down what an event's visitors want."""
    offer, luck = offer_at(ints, number), luck_at(ints, number)
    share = shares_at(ints, offer)
    nth_day = day - ints[offer + at.EVENT_DAY]
    converted = reals[share + at.CONVERSION] * reals[luck + at.OWN_CONVERSION] * served * others
    uniform = reals[ints[offer + at.ORDER_LUCK] + nth_day]
    wanted = counted(event_visits(ints, number, day) * converted, uniform)
    price = ints[at.ORDER_VALUE] * reals[share + at.VALUE_FACTOR]
    again = turned(reals[luck + at.U_OFFER_REPEAT], nth_day + 1)
    nth = want(ints, reals, number, wanted, price, again)
    ints[wish_at(ints, nth) + at.IS_EVENT], ints[wish_at(ints, nth) + at.VISITED] = 1, 1
    reals[price_at(ints, nth) + at.LOST] = reals[share + at.GIVEN_AWAY]
    reals[price_at(ints, nth) + at.REPEATS] = reals[share + at.REPEAT_FACTOR]
