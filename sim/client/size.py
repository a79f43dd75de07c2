"""How much happens in a season: what single bounds allow can be beyond any store together.

Each measure is what a client file says on average; luck adds to it. Below these bounds a season is
played in seconds and no sum overflows.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.client.market import kinds_of
from sim.client.schema import ClientFile
from sim.client.world import returning_share
from sim.messages import Message, Problem, msg
from sim.model.scenario import Kind
from sim.model.units import DAYS_A_MONTH

MOST_OFFERS = 20_000
"""Offers of a season: twenty a day for three years."""
LONGEST_WINDOW_H = 10_000_000
"""Hours to answer of one offer in a million: a thousand years, which calendars can still count."""
ONE_IN_A_MILLION = 3.71
"""Its distance from the median of a normal law, over that of the 90th percentile."""
MOST_VISITS = 100_000_000
"""Visits a day once the store has grown."""
MOST_ORDERS = 20_000_000
"""Orders of a season, with those of customers who come again: each of these is drawn by itself."""
MOST_SALES_CNY = 1e13
"""Sales of a season."""
MOST_SIGNERS = 300
"""People who sign, in all roles: each has luck of his own for every kind of offer."""
MOST_ITEMS = 500_000
"""Other items that keep the approvers' desks busy in a season."""

Kinds = tuple[Kind, ...]


def size_problems(file: ClientFile, where: str) -> Iterator[Problem]:
    """Give the problem of whatever a season has more of than any store."""
    kinds = tuple(kinds_of(file).values())
    window = msg("hours to answer one offer in a million")
    measures = (
        ("[offers].rate_factor", _offers(file, kinds), MOST_OFFERS, msg("offers in the season")),
        ("[offers].window_factor", _window_h(file, kinds), LONGEST_WINDOW_H, window),
        ("[store].growth_per_month", _visits(file), MOST_VISITS, msg("visits on a day")),
        ("[store].conversion_share", _orders(file, kinds), MOST_ORDERS, msg("orders")),
        ("[store].order_value_cny", _sales(file, kinds), MOST_SALES_CNY, msg("CNY of sales")),
        ("[chain].contention", _items(file), MOST_ITEMS, msg("other items at the desks")),
    )
    for field, amount, most, what in measures:
        if amount > most:
            yield _problem(where, field, _rule(amount, most, what))
    people = sum(row.people for row in file.chain.approvers.values())
    yield from signer_problems(people, where, "[chain].approvers")


def signer_problems(people: int, where: str, field: str) -> Iterator[Problem]:
    """Give the problem of more people who sign than can be played."""
    if people > MOST_SIGNERS:
        yield _problem(where, field, _rule(people, MOST_SIGNERS, msg("people who sign")))


def _problem(where: str, field: str, rule: Message) -> Problem:
    remedy = msg("Check the units of this key and of those that go with it")
    return Problem(where=where, field=field, rule=rule, remedy=remedy)


def _rule(amount: float, most: float, what: Message) -> Message:
    return msg(
        "makes {amount} {what}, more than {most}",
        amount=f"{amount:,.0f}" if amount < 1e15 else f"{amount:.0e}",
        what=what,
        most=f"{most:,.0f}",
    )


def _offers(file: ClientFile, kinds: Kinds) -> float:
    rates = sum(kind.rate_per_month for kind in kinds)
    return rates * file.offers.rate_factor * file.season.months


def _window_h(file: ClientFile, kinds: Kinds) -> float:
    windows = (kind.window_h for kind in kinds)
    longest = max(median * (p90 / median) ** ONE_IN_A_MILLION for median, p90 in windows)
    return float(file.offers.window_factor * longest)


def _visits(file: ClientFile) -> float:
    store = file.store
    grown = min(store.growth_months, file.season.months)
    return float(store.organic_visits_per_day * max(1.0, 1.0 + store.growth_per_month) ** grown)


def _orders(file: ClientFile, kinds: Kinds) -> float:
    """Return the orders of visitors, packs and events, and all that follow from them."""
    store = file.store
    organic = _visits(file) * DAYS_A_MONTH * store.conversion_share
    packs = store.trial_packs_per_month * store.trial_follow_on_share * store.trial_orders
    bought = store.special_packs * store.special_pack_repeat_share
    bought *= DAYS_A_MONTH / store.special_pack_every_days
    events = sum(_bought(file, kind) for kind in kinds)
    first = (organic + packs + bought + events) * file.season.months
    return first / (1.0 - returning_share(file))


def _sales(file: ClientFile, kinds: Kinds) -> float:
    dearest = max(1.0, *(kind.order_value_factor for kind in kinds))
    return _orders(file, kinds) * dearest * file.store.order_value_cny


def _bought(file: ClientFile, kind: Kind) -> float:
    """Return the orders that a kind's offers bring in a month."""
    return kind.rate_per_month * file.offers.rate_factor * kind.visitors[1] * kind.conversion


def _items(file: ClientFile) -> float:
    if not file.chain.contention:
        return 0.0
    a_day = sum(row.other_items_per_day for row in file.chain.approvers.values())
    return a_day * DAYS_A_MONTH * file.season.months
