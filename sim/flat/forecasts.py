"""What each party expects of each offer: once a season, the same for every regime.

Written in the kernel's subset of Python; the sums are those of ``sim/model/deal.py``.
"""

from __future__ import annotations

from sim.flat.places import (
    AGENCY_COMMISSION,
    AGENCY_ORDERS,
    AGENCY_VALUE,
    BELOW_LIST,
    CANNIBALISED,
    CASH_COST,
    CHAT_SHARE,
    CHATS_PER_DAY,
    COMMISSION,
    CONVERSION,
    EVENT_DAYS,
    GIVEN_AWAY,
    KEPT,
    KIND,
    KIND_WIDTH,
    KINDS,
    LATE_REPEAT_LOSS,
    LEVEL,
    MARGIN,
    MARGIN_LOST,
    MEMORY_DAYS,
    OFFER_COUNT,
    OFFER_WIDTH,
    OFFERS,
    ORDER_VALUE,
    ORDINARY,
    OUT_OF_SCOPE,
    PARCELS,
    PARCELS_PER_DAY,
    PLATFORM,
    PRICE_MEMORY,
    PRICE_RED_LINE,
    REPEAT,
    REPEAT_FACTOR,
    REPORT_FACTOR,
    REPORTED_EXPOSURE,
    REPORTED_ORDERS,
    REPORTED_VALUE,
    REPORTED_VISITORS,
    REVIEW_CAP,
    REVIEW_DAYS,
    REVIEW_UPLIFT,
    REVIEWER_ORDERS,
    REVIEWER_VALUE,
    SEEN_BY_AGENCY,
    SEEN_BY_REVIEWERS,
    STORE_CONVERSION,
    TRIAL_FOLLOW_ON,
    TRIAL_ORDERS,
    TRIAL_PACK,
    UNSERVED_LOSS,
    VALUE_FACTOR,
    WITHIN,
    X_KIND_WIDTH,
    X_KINDS,
    X_OFFER_WIDTH,
    X_OFFERS,
)
from sim.model.deal import (
    answered_share,
    coming_later,
    exposure,
    late_share,
    left_of_sales,
    taken_from_store,
)


def offer_at(ints: list[int], number: int) -> int:
    """Return where an offer stands in the whole numbers."""
    return ints[OFFERS] + number * OFFER_WIDTH


def luck_at(ints: list[int], number: int) -> int:
    """Return where an offer stands in the fractional numbers."""
    return ints[X_OFFERS] + number * X_OFFER_WIDTH


def kind_at(ints: list[int], offer: int) -> int:
    """Return where an offer's kind stands in the whole numbers."""
    return ints[KINDS] + ints[offer + KIND] * KIND_WIDTH


def shares_at(ints: list[int], offer: int) -> int:
    """Return where an offer's kind stands in the fractional numbers."""
    return ints[X_KINDS] + ints[offer + KIND] * X_KIND_WIDTH


def foresee(ints: list[int], reals: list[float]) -> None:
    """Write down what agency, decision sheet and reviewers expect of every offer."""
    for number in range(ints[OFFER_COUNT]):
        offer = offer_at(ints, number)
        luck = luck_at(ints, number)
        agency = float(ints[offer + SEEN_BY_AGENCY])
        reported = ints[offer + SEEN_BY_AGENCY] * reals[REPORT_FACTOR]
        reviewers = float(ints[offer + SEEN_BY_REVIEWERS])
        reals[luck + AGENCY_ORDERS] = orders_of(ints, reals, offer, luck, agency)
        reals[luck + AGENCY_VALUE] = value_of(ints, reals, offer, luck, agency)
        reals[luck + AGENCY_COMMISSION] = commission_of(
            ints, reals, offer, reals[luck + AGENCY_ORDERS]
        )
        reals[luck + REPORTED_VISITORS] = reported
        reals[luck + REPORTED_ORDERS] = orders_of(ints, reals, offer, luck, reported)
        reals[luck + REPORTED_VALUE] = value_of(ints, reals, offer, luck, reported)
        reals[luck + REPORTED_EXPOSURE] = exposure_of(
            ints, reals, offer, reals[luck + REPORTED_ORDERS]
        )
        reals[luck + REVIEWER_ORDERS] = orders_of(ints, reals, offer, luck, reviewers)
        reals[luck + REVIEWER_VALUE] = value_of(ints, reals, offer, luck, reviewers)


def orders_of(ints: list[int], reals: list[float], offer: int, luck: int, visitors: float) -> float:
    """Return how many orders who expects so many visitors expects of them."""
    day = visitors / ints[offer + EVENT_DAYS] + reals[luck + LEVEL]
    served = answered_share(day, reals[CHAT_SHARE], reals[CHATS_PER_DAY], reals[UNSERVED_LOSS])
    return visitors * reals[shares_at(ints, offer) + CONVERSION] * served


def sales_of(ints: list[int], reals: list[float], offer: int, orders: float) -> float:
    """Return what so many orders of an event are worth, in fen."""
    return orders * ints[ORDER_VALUE] * reals[shares_at(ints, offer) + VALUE_FACTOR]


def commission_of(ints: list[int], reals: list[float], offer: int, orders: float) -> float:
    """Return what the agency gets of so many orders, in fen."""
    return reals[COMMISSION] * sales_of(ints, reals, offer, orders) * reals[KEPT]


def exposure_of(ints: list[int], reals: list[float], offer: int, orders: float) -> float:
    """Return what of a quota a deal of so many orders uses."""
    sales = sales_of(ints, reals, offer, orders)
    lost = reals[shares_at(ints, offer) + MARGIN_LOST]
    return exposure(ints[offer + CASH_COST], lost, sales)


def earned_by(reals: list[float], sales: float, orders: float, lost: float) -> float:
    """Return what sales leave after margin loss, commissions, returns and parcels, in fen."""
    earned = reals[MARGIN] - lost - reals[PLATFORM] - reals[COMMISSION]
    return left_of_sales(sales, orders, reals[KEPT], earned, reals[PARCELS])


def value_of(ints: list[int], reals: list[float], offer: int, luck: int, visitors: float) -> float:
    """Return the deal value that who expects so many visitors expects, in fen."""
    orders = orders_of(ints, reals, offer, luck, visitors)
    sales = sales_of(ints, reals, offer, orders)
    days = ints[offer + EVENT_DAYS]
    event = earned_by(reals, sales, orders, reals[shares_at(ints, offer) + GIVEN_AWAY])
    event -= displaced_by(ints, reals, offer, luck, orders, visitors) * reals[ORDINARY]
    own = reals[luck + LEVEL] * reals[STORE_CONVERSION]
    late = late_share(orders / days + own, float(ints[PARCELS_PER_DAY]), days)
    late *= reals[LATE_REPEAT_LOSS]
    coming = follow_on(ints, reals, offer, luck, orders * (1.0 - late), 1.0)
    return event - ints[offer + CASH_COST] + coming


def displaced_by(
    ints: list[int], reals: list[float], offer: int, luck: int, orders: float, visitors: float
) -> float:
    """Return how many orders at list price an event takes from the store itself."""
    remembering = min(visitors, visits_to_remember(ints, reals, offer, luck))
    return taken_from_store(
        reals[CANNIBALISED] * orders,
        reals[shares_at(ints, offer) + VALUE_FACTOR],
        remembering,
        reals[PRICE_MEMORY],
        reals[STORE_CONVERSION],
    )


def visits_to_remember(ints: list[int], reals: list[float], offer: int, luck: int) -> float:
    """Return how many visits the store has itself while an event's price is remembered."""
    crosses = ints[offer + OUT_OF_SCOPE] != 0 or ints[PRICE_RED_LINE] == 0
    if crosses and ints[kind_at(ints, offer) + BELOW_LIST] != 0:
        return ints[MEMORY_DAYS] * reals[luck + LEVEL]
    return 0.0 * reals[luck + LEVEL]


def trial_packs(ints: list[int], offer: int) -> int:
    """Return how many trial packs the cash cost of a trial pays for; 0 for other kinds."""
    pack = ints[kind_at(ints, offer) + TRIAL_PACK]
    return ints[offer + CASH_COST] // pack if pack != 0 else 0


def follow_on(
    ints: list[int], reals: list[float], offer: int, luck: int, orders: float, taken: float
) -> float:
    """Return the expected contribution after the event: repeat, trial follow-on, reviews."""
    packs = trial_packs(ints, offer) * taken
    factor = reals[shares_at(ints, offer) + REPEAT_FACTOR]
    repeat = orders * reals[REPEAT] * factor * reals[WITHIN]
    triers = packs * reals[TRIAL_FOLLOW_ON] * reals[TRIAL_ORDERS] * reals[WITHIN]
    uplift = min(reals[REVIEW_UPLIFT], reals[REVIEW_CAP]) if packs != 0.0 else 0.0
    reviews = uplift * ints[REVIEW_DAYS] * reals[luck + LEVEL]
    return coming_later(repeat, triers, reviews, reals[ORDINARY])
