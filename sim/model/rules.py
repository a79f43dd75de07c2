"""The rules that are arithmetic: deals, clauses, attention and counts, for every execution.

Written in the kernel's subset of Python, and called by the model of record and by the flat one.
Money is in fen, durations are in microseconds; orders and visits are numbers of them.
"""

from __future__ import annotations

from math import floor, sqrt

from sim.model.elementary import exp, log, normal_quantile, power
from sim.model.units import DAY, DAYS_A_MONTH


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


TERM, RED_LINE, KIND, INSTRUMENT, PER_DECISION, HURDLE = 1, 2, 4, 8, 16, 32
SCOPE = {
    TERM: "term",
    RED_LINE: "red_line",
    KIND: "kind",
    INSTRUMENT: "instrument",
    PER_DECISION: "quota_per_decision",
    HURDLE: "hurdle",
}


def scope_objections(
    barred: int, exposure: float, quota: float, deal_value: float, least_value: float
) -> int:
    """Return the clauses that keep an offer out, all of them together.

    ``barred`` are those of its kind and moment; ``quota`` is what one decision bears, nought for
    no authority at all, and ``least_value`` what the deal must be worth.
    """
    found = barred
    if quota <= 0.0 or exposure > quota:
        found |= PER_DECISION
    if deal_value < least_value:
        found |= HURDLE
    return found


def left_when_chased(attention: int, at: int, factor: float, fatigue: float) -> int:
    """Return what is left of an attention time under chasing that multiplies it by ``factor``.

    What it gains fades by ``fatigue`` a month of the season.
    """
    if factor == 1.0:
        return attention
    months = float(max(at, 0)) / DAY / DAYS_A_MONTH
    return round(attention * (1.0 - (1.0 - factor) * unfaded(fatigue, months)))


def unfaded(fatigue: float, months: float) -> float:
    """Return what is left of an effect that fades by ``fatigue`` a month."""
    if fatigue < 1.0:
        return power(1.0 - fatigue, months)
    return 1.0 if months == 0.0 else 0.0


def reminded(attention: int, reminders: int, after: int, shortens: float) -> int:
    """Return an attention time with reminders: each, every ``after``, shortens what is left."""
    left = attention
    waited = 0
    for _ in range(reminders):
        if left <= after:
            break
        waited += after
        left = round((left - after) * (1.0 - shortens))
    return waited + left


GOLDEN = 0.6180339887498949
COUNTED_EXACTLY = 200.0


def whole(expected: float, uniform: float) -> int:
    """Return ``expected`` rounded to a whole number by luck, so that its mean is kept.

    >>> whole(2.3, 0.6), whole(2.3, 0.8)
    (2, 3)
    """
    return floor(expected + uniform)


def counted(expected: float, uniform: float) -> int:
    """Return a Poisson number of mean ``expected``: how many orders, where each comes by chance.

    Up to ``COUNTED_EXACTLY`` the law is inverted term by term, above by its expansion about the
    normal (Cornish and Fisher 1938), which is then wrong by at most one order.

    >>> counted(2.0, 0.5), counted(100.0, 0.5), counted(100.0, 0.975)
    (2, 100, 120)
    """
    if expected <= 0.0:
        return 0
    if expected > COUNTED_EXACTLY:
        z = normal_quantile(min(max(uniform, 1e-12), 1.0 - 1e-12))
        return max(0, floor(about_normal(expected, sqrt(expected), z)))
    count = 0
    chance = exp(-expected)
    below, reached = 0.0, chance
    # All chances add up to a crumb less than 1: the search ends where more of them change nothing.
    while reached < uniform and (reached > below or float(count) < expected):
        count += 1
        chance *= expected / count
        below, reached = reached, reached + chance
    return count


def about_normal(expected: float, deviation: float, z: float) -> float:
    """Return the expansion of a Poisson number about the normal number ``z``, not yet cut off."""
    return expected + z * deviation + (z * z - 1.0) / 6.0 + 0.5


def turned(uniform: float, steps: int) -> float:
    """Return another uniform number made from one on the tape (rotation by the golden ratio).

    >>> turned(0.5, 1) == (0.5 + GOLDEN) % 1.0
    True
    """
    far = uniform + steps * GOLDEN
    return far - float(floor(far))


def days_after(scale: float, shape: float, chance: float) -> int:
    """Return the delay in whole days, one at least, that a Weibull law exceeds with this chance."""
    return max(1, round(scale * power(-log(1.0 - chance), 1.0 / shape)))
