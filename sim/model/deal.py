"""What a deal is worth, in numbers alone: the sums that every execution of the model reckons with.

Written in the kernel's subset of Python. Money is in fen; orders and visits are numbers of them.
"""

from __future__ import annotations


def left_of_sales(sales: float, orders: float, kept: float, earned: float, parcels: float) -> float:
    """Return what sales leave: a part of what is not sent back, less the parcels of all orders.

    ``kept`` is the share of sales that stay, ``earned`` the share of them that is left after
    goods, discount and commissions, ``parcels`` what an order costs there and, where it comes
    back, back.
    """
    return sales * kept * earned - orders * parcels


def answered_share(visits: float, chat_share: float, answers: float, loss: float) -> float:
    """Return the share of a day's conversion that customer service keeps up with, in (0, 1].

    ``chat_share`` of the visits ask, ``answers`` of them get an answer, and of the rest the part
    ``loss`` does not buy.
    """
    chats = visits * chat_share
    if chats <= answers:
        return 1.0
    return 1.0 - loss * (1.0 - answers / chats)


def late_share(wanted: float, packed: float, days: int) -> float:
    """Return the expected share of parcels that are late; the line packs in turn.

    ``wanted`` parcels come a day for ``days`` days and ``packed`` can leave.
    """
    over = wanted - packed
    if over <= 0.0:
        return 0.0
    late = 0.0
    for nth in range(1, days + 1):
        late += min(1.0, nth * over / wanted)
    return late / days


def taken_from_store(
    displaced: float, worth: float, remembering: float, memory: float, conversion: float
) -> float:
    """Return how many orders at list price an event takes from the store itself.

    ``displaced`` of its orders, each ``worth`` so many ordinary ones, would have come anyway; of
    ``remembering`` visits with this ``conversion`` the part ``memory`` stays away.
    """
    return displaced * worth + memory * remembering * conversion


def exposure(cash_cost: int, margin_lost: float, sales: float) -> float:
    """Return what a deal uses of a quota: its cash cost and the discount below list."""
    return cash_cost + margin_lost * sales


def agency_wants(own: float, deal_value: float, commission: float, hurdle: float) -> bool:
    """Tell whether the client's value weighed with the agency's own reaches its hurdle."""
    return (1.0 - own) * deal_value + own * commission >= hurdle


def shared(overlap: float, events: int) -> float:
    """Return what each of so many events on one day keeps of its orders."""
    kept = 1.0
    for _ in range(1, events):
        kept *= 1.0 - overlap
    return kept


def coming_later(repeat: float, triers: float, reviews: float, ordinary: float) -> float:
    """Return what an event's customers leave after it; an ordinary order leaves ``ordinary``.

    They are repeat orders, those who were given a trial pack, and visitors whom reviews persuade.
    """
    return (repeat + triers + reviews) * ordinary


def penalty(share: float, cancelled: int, price: float) -> int:
    """Return what the platform asks for promised orders that were cancelled, in fen."""
    return round(share * cancelled * price)
