"""Visitors of one day, and what they want, on the arrays: ``sim/model/store/visitors.py``.

Written in the kernel's subset of Python. Captured events stand in the order in which they were
booked, until they are over; so do trials whose reviews work, and prices that are remembered.
"""

from __future__ import annotations

from sim.flat.customers import price_at, want, wish_at
from sim.flat.forecasts import luck_at, offer_at, shares_at, trial_packs, visits_to_remember
from sim.flat.places import (
    CHAT_SHARE,
    CHATS_PER_DAY,
    CONVERSION,
    EVENT_DAY,
    EVENT_DAYS,
    EVENTS_COUNT,
    EVENTS_LIST,
    GIVEN_AWAY,
    IS_EVENT,
    LOST,
    MEMORY_COUNT,
    MEMORY_DAYS,
    MEMORY_LIST,
    ORDER_LUCK,
    ORDER_VALUE,
    ORGANIC,
    OVERLAP,
    OWN_CONVERSION,
    REPEAT_FACTOR,
    REPEATS,
    REVIEW_CAP,
    REVIEW_DAYS,
    REVIEW_UPLIFT,
    REVIEWS_COUNT,
    REVIEWS_LIST,
    SEASON_DAYS,
    SPECIAL_EVERY,
    SPECIAL_LOST,
    SPECIAL_PACKS,
    SPECIAL_PRICE,
    SPECIAL_REPEAT,
    STORE_CONVERSION,
    TAKEN_VISITORS,
    U_OFFER_REPEAT,
    U_ORGANIC,
    U_REPEAT,
    UNSERVED_LOSS,
    VALUE_FACTOR,
    VISITED,
    X_MEMORY,
)
from sim.flat.shelf import record_at
from sim.model.counts import counted, turned
from sim.model.deal import answered_share, shared


def expect(ints: list[int], reals: list[float], number: int) -> None:
    """Take a captured offer in: its visits come on the days of its event."""
    ints[ints[EVENTS_LIST] + ints[EVENTS_COUNT]] = number
    ints[EVENTS_COUNT] += 1
    offer = offer_at(ints, number)
    own = visits_to_remember(ints, reals, offer, luck_at(ints, number))
    visitors = ints[record_at(ints, number) + TAKEN_VISITORS]
    if own != 0.0 and visitors != 0:
        kept = ints[MEMORY_LIST] + 2 * ints[MEMORY_COUNT]
        ints[kept] = number
        ints[kept + 1] = ints[offer + EVENT_DAY] + ints[offer + EVENT_DAYS]
        reals[ints[X_MEMORY] + ints[MEMORY_COUNT]] = min(1.0, visitors / own)
        ints[MEMORY_COUNT] += 1


def is_live(ints: list[int], number: int, day: int) -> bool:
    """Tell whether an event is on."""
    offer = offer_at(ints, number)
    first = ints[offer + EVENT_DAY]
    return first <= day < first + ints[offer + EVENT_DAYS]


def forget(ints: list[int], reals: list[float], day: int) -> None:
    """Strike off what is over: events, reviews, remembered prices."""
    kept = 0
    for nth in range(ints[EVENTS_COUNT]):
        number = ints[ints[EVENTS_LIST] + nth]
        offer = offer_at(ints, number)
        if ints[offer + EVENT_DAY] + ints[offer + EVENT_DAYS] > day:
            ints[ints[EVENTS_LIST] + kept] = number
            kept += 1
    ints[EVENTS_COUNT] = kept
    forget_reviews(ints, day)
    forget_prices(ints, reals, day)


def forget_reviews(ints: list[int], day: int) -> None:
    """Strike off the trials whose reviews work no more."""
    kept = 0
    for nth in range(ints[REVIEWS_COUNT]):
        place = ints[REVIEWS_LIST] + 2 * nth
        if day < ints[place + 1]:
            into = ints[REVIEWS_LIST] + 2 * kept
            ints[into], ints[into + 1] = ints[place], ints[place + 1]
            kept += 1
    ints[REVIEWS_COUNT] = kept


def forget_prices(ints: list[int], reals: list[float], day: int) -> None:
    """Strike off the events whose prices nobody remembers any more."""
    kept = 0
    for nth in range(ints[MEMORY_COUNT]):
        place = ints[MEMORY_LIST] + 2 * nth
        if day < ints[place + 1] + ints[MEMORY_DAYS]:
            into = ints[MEMORY_LIST] + 2 * kept
            ints[into], ints[into + 1] = ints[place], ints[place + 1]
            reals[ints[X_MEMORY] + kept] = reals[ints[X_MEMORY] + nth]
            kept += 1
    ints[MEMORY_COUNT] = kept


def start_reviews(ints: list[int], number: int, day: int) -> None:
    """Let the reviews of a trial lift the store's conversion from today on."""
    if trial_packs(ints, offer_at(ints, number)) != 0 and ints[REVIEW_DAYS] > 0:
        place = ints[REVIEWS_LIST] + 2 * ints[REVIEWS_COUNT]
        ints[place], ints[place + 1] = number, day + ints[REVIEW_DAYS]
        ints[REVIEWS_COUNT] += 1


def uplift(ints: list[int], reals: list[float]) -> float:
    """Return what all reviews together add to the store's conversion."""
    return min(ints[REVIEWS_COUNT] * reals[REVIEW_UPLIFT], reals[REVIEW_CAP])


def event_visits(ints: list[int], number: int, day: int) -> int:
    """Return an event's visits on one of its days: even shares, the rest on the first days."""
    offer = offer_at(ints, number)
    visitors, days = ints[record_at(ints, number) + TAKEN_VISITORS], ints[offer + EVENT_DAYS]
    more = 1 if day - ints[offer + EVENT_DAY] < visitors % days else 0
    return visitors // days + more


def visits_on(ints: list[int], day: int) -> int:
    """Return the visits of a day, returning customers' not counted."""
    found = ints[ints[ORGANIC] + day] if day < ints[SEASON_DAYS] else 0
    for nth in range(ints[EVENTS_COUNT]):
        number = ints[ints[EVENTS_LIST] + nth]
        if is_live(ints, number, day):
            found += event_visits(ints, number, day)
    return found


def served_on(ints: list[int], reals: list[float], day: int) -> float:
    """Return the share of conversion that customer service can keep up with, in (0, 1]."""
    visits = float(visits_on(ints, day))
    return answered_share(visits, reals[CHAT_SHARE], reals[CHATS_PER_DAY], reals[UNSERVED_LOSS])


def gather_new(ints: list[int], reals: list[float], day: int) -> None:
    """Put down what new customers want today: the store's own first, then each event's."""
    served = served_on(ints, reals, day)
    if day < ints[SEASON_DAYS]:
        want_organic(ints, reals, day, served, reals[STORE_CONVERSION])
        if ints[SPECIAL_PACKS] != 0 and day % ints[SPECIAL_EVERY] == ints[SPECIAL_EVERY] - 1:
            want_special_packs(ints, reals, day)
    elif ints[REVIEWS_COUNT] > 0:
        want_organic(ints, reals, day, served, 0.0)
    live = 0
    for nth in range(ints[EVENTS_COUNT]):
        live += int(is_live(ints, ints[ints[EVENTS_LIST] + nth], day))
    others = shared(reals[OVERLAP], live)
    for nth in range(ints[EVENTS_COUNT]):
        number = ints[ints[EVENTS_LIST] + nth]
        if is_live(ints, number, day):
            want_at_event(ints, reals, day, number, served, others)


def want_organic(
    ints: list[int], reals: list[float], day: int, served: float, conversion: float
) -> None:
    """Put down the store's own orders; in the run-out only those that reviews still bring."""
    expected = ints[ints[ORGANIC] + day] * (conversion + uplift(ints, reals)) * served
    wanted = counted(expected, reals[ints[U_ORGANIC] + day])
    price, uniform = float(ints[ORDER_VALUE]), reals[ints[U_REPEAT] + day]
    nth = want(ints, reals, -1, wanted, price, uniform)
    ints[wish_at(ints, nth) + VISITED] = 1


def want_special_packs(ints: list[int], reals: list[float], day: int) -> None:
    """Put down the store's own group buying."""
    uniform = turned(reals[ints[U_REPEAT] + day], 11)
    price = float(ints[SPECIAL_PRICE])
    nth = want(ints, reals, -1, ints[SPECIAL_PACKS], price, uniform)
    reals[price_at(ints, nth) + LOST] = reals[SPECIAL_LOST]
    reals[price_at(ints, nth) + REPEATS] = reals[SPECIAL_REPEAT]


def want_at_event(
    ints: list[int], reals: list[float], day: int, number: int, served: float, others: float
) -> None:
    """Put down what an event's visitors want."""
    offer, luck = offer_at(ints, number), luck_at(ints, number)
    share = shares_at(ints, offer)
    nth_day = day - ints[offer + EVENT_DAY]
    converted = reals[share + CONVERSION] * reals[luck + OWN_CONVERSION] * served * others
    uniform = reals[ints[offer + ORDER_LUCK] + nth_day]
    wanted = counted(event_visits(ints, number, day) * converted, uniform)
    price = ints[ORDER_VALUE] * reals[share + VALUE_FACTOR]
    again = turned(reals[luck + U_OFFER_REPEAT], nth_day + 1)
    nth = want(ints, reals, number, wanted, price, again)
    ints[wish_at(ints, nth) + IS_EVENT], ints[wish_at(ints, nth) + VISITED] = 1, 1
    reals[price_at(ints, nth) + LOST] = reals[share + GIVEN_AWAY]
    reals[price_at(ints, nth) + REPEATS] = reals[share + REPEAT_FACTOR]
