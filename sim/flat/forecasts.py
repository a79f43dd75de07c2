"""What each party expects of each offer: once a season, the same for every regime.

Written in the kernel's subset of Python; the sums are those of ``sim/model/rules.py``.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.model.rules import (
    answered_share,
    coming_later,
    exposure,
    late_share,
    left_of_sales,
    taken_from_store,
)


def offer_at(ints: list[int], number: int) -> int:
    """Return where an offer stands in the whole numbers."""
    return ints[at.OFFERS] + number * at.OFFER_WIDTH


def luck_at(ints: list[int], number: int) -> int:
    """Return where an offer stands in the fractional numbers."""
    return ints[at.X_OFFERS] + number * at.X_OFFER_WIDTH


def kind_at(ints: list[int], offer: int) -> int:
    """Return where an offer's kind stands in the whole numbers."""
    return ints[at.KINDS] + ints[offer + at.KIND] * at.KIND_WIDTH


def shares_at(ints: list[int], offer: int) -> int:
    """Return where an offer's kind stands in the fractional numbers."""
    return ints[at.X_KINDS] + ints[offer + at.KIND] * at.X_KIND_WIDTH


def foresee(ints: list[int], reals: list[float]) -> None:
    """Write down what agency, decision sheet and reviewers expect of every offer."""
    for number in range(ints[at.OFFER_COUNT]):
        offer = offer_at(ints, number)
        luck = luck_at(ints, number)
        agency = float(ints[offer + at.SEEN_BY_AGENCY])
        reported = ints[offer + at.SEEN_BY_AGENCY] * reals[at.REPORT_FACTOR]
        reviewers = float(ints[offer + at.SEEN_BY_REVIEWERS])
        reals[luck + at.AGENCY_ORDERS] = orders_of(ints, reals, offer, luck, agency)
        reals[luck + at.AGENCY_VALUE] = value_of(ints, reals, offer, luck, agency)
        reals[luck + at.AGENCY_COMMISSION] = commission_of(
            ints, reals, offer, reals[luck + at.AGENCY_ORDERS]
        )
        reals[luck + at.REPORTED_VISITORS] = reported
        reals[luck + at.REPORTED_ORDERS] = orders_of(ints, reals, offer, luck, reported)
        reals[luck + at.REPORTED_VALUE] = value_of(ints, reals, offer, luck, reported)
        reals[luck + at.REPORTED_EXPOSURE] = exposure_of(
            ints, reals, offer, reals[luck + at.REPORTED_ORDERS]
        )
        reals[luck + at.REVIEWER_ORDERS] = orders_of(ints, reals, offer, luck, reviewers)
        reals[luck + at.REVIEWER_VALUE] = value_of(ints, reals, offer, luck, reviewers)


def orders_of(ints: list[int], reals: list[float], offer: int, luck: int, visitors: float) -> float:
    """Return how many orders who expects so many visitors expects of them."""
    day = visitors / ints[offer + at.EVENT_DAYS] + reals[luck + at.LEVEL]
    served = answered_share(
        day, reals[at.CHAT_SHARE], reals[at.CHATS_PER_DAY], reals[at.UNSERVED_LOSS]
    )
    return visitors * reals[shares_at(ints, offer) + at.CONVERSION] * served


def sales_of(ints: list[int], reals: list[float], offer: int, orders: float) -> float:
    """Return what so many orders of an event are worth, in fen."""
    return orders * ints[at.ORDER_VALUE] * reals[shares_at(ints, offer) + at.VALUE_FACTOR]


def commission_of(ints: list[int], reals: list[float], offer: int, orders: float) -> float:
    """Return what the agency gets of so many orders, in fen."""
    return reals[at.COMMISSION] * sales_of(ints, reals, offer, orders) * reals[at.KEPT]


def exposure_of(ints: list[int], reals: list[float], offer: int, orders: float) -> float:
    """Return what of a quota a deal of so many orders uses."""
    sales = sales_of(ints, reals, offer, orders)
    lost = reals[shares_at(ints, offer) + at.MARGIN_LOST]
    return exposure(ints[offer + at.CASH_COST], lost, sales)


def earned_by(reals: list[float], sales: float, orders: float, lost: float) -> float:
    """Return what sales leave after margin loss, commissions, returns and parcels, in fen."""
    earned = reals[at.MARGIN] - lost - reals[at.PLATFORM] - reals[at.COMMISSION]
    return left_of_sales(sales, orders, reals[at.KEPT], earned, reals[at.PARCELS])


def value_of(ints: list[int], reals: list[float], offer: int, luck: int, visitors: float) -> float:
    """Return the deal value that who expects so many visitors expects, in fen."""
    orders = orders_of(ints, reals, offer, luck, visitors)
    sales = sales_of(ints, reals, offer, orders)
    days = ints[offer + at.EVENT_DAYS]
    event = earned_by(reals, sales, orders, reals[shares_at(ints, offer) + at.GIVEN_AWAY])
    event -= displaced_by(ints, reals, offer, luck, orders, visitors) * reals[at.ORDINARY]
    own = reals[luck + at.LEVEL] * reals[at.STORE_CONVERSION]
    late = late_share(orders / days + own, float(ints[at.PARCELS_PER_DAY]), days)
    late *= reals[at.LATE_REPEAT_LOSS]
    coming = follow_on(ints, reals, offer, luck, orders * (1.0 - late), 1.0)
    return event - ints[offer + at.CASH_COST] + coming


def displaced_by(
    ints: list[int], reals: list[float], offer: int, luck: int, orders: float, visitors: float
) -> float:
    """Return how many orders at list price an event takes from the store itself."""
    remembering = min(visitors, visits_to_remember(ints, reals, offer, luck))
    return taken_from_store(
        reals[at.CANNIBALISED] * orders,
        reals[shares_at(ints, offer) + at.VALUE_FACTOR],
        remembering,
        reals[at.PRICE_MEMORY],
        reals[at.STORE_CONVERSION],
    )


def visits_to_remember(ints: list[int], reals: list[float], offer: int, luck: int) -> float:
    """Return how many visits the store has itself while an event's price is remembered."""
    crosses = ints[offer + at.OUT_OF_SCOPE] != 0 or ints[at.PRICE_RED_LINE] == 0
    if crosses and ints[kind_at(ints, offer) + at.BELOW_LIST] != 0:
        return ints[at.MEMORY_DAYS] * reals[luck + at.LEVEL]
    return 0.0 * reals[luck + at.LEVEL]


def trial_packs(ints: list[int], offer: int) -> int:
    """Return how many trial packs the cash cost of a trial pays for; 0 for other kinds."""
    pack = ints[kind_at(ints, offer) + at.TRIAL_PACK]
    return ints[offer + at.CASH_COST] // pack if pack != 0 else 0


def follow_on(
    ints: list[int], reals: list[float], offer: int, luck: int, orders: float, taken: float
) -> float:
    """Return the expected contribution after the event: repeat, trial follow-on, reviews."""
    packs = trial_packs(ints, offer) * taken
    factor = reals[shares_at(ints, offer) + at.REPEAT_FACTOR]
    repeat = orders * reals[at.REPEAT] * factor * reals[at.WITHIN]
    triers = packs * reals[at.TRIAL_FOLLOW_ON] * reals[at.TRIAL_ORDERS] * reals[at.WITHIN]
    uplift = min(reals[at.REVIEW_UPLIFT], reals[at.REVIEW_CAP]) if packs != 0.0 else 0.0
    reviews = uplift * ints[at.REVIEW_DAYS] * reals[luck + at.LEVEL]
    return coming_later(repeat, triers, reviews, reals[at.ORDINARY])
