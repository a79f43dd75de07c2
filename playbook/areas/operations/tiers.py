"""Tiers of the membership: from which spend on, and how many customers come so far in a year."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.areas.operations.levers import Membership
from playbook.blocks import Block, Column, Heading, Table
from playbook.words.language import localised, say
from playbook.words.wording import exact_money, share
from sim.tables.read import read_table
from sim.tables.rows import Row


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One tier: it begins with ``spend_cny`` in 12 months, of which an order brings a part.

    ``reached`` is the share of customers who order so often, in [0, 1], if all are alike.
    """

    row: Row
    spend_cny: float
    orders: int
    points_share: float
    reached: float


def tiers_of(one: Membership, yearly_return: float) -> tuple[Tier, ...]:
    """Return the tiers in multiples of the client's order value, in round sums.

    ``yearly_return`` is the chance that an order is followed by another one within a year; the
    times between several orders are not limited further, so the shares are upper ends.
    """
    return tuple(
        _tier(row, one, min(1.0, yearly_return * one.factor))
        for row in read_table("operations/member_tiers")
    )


def _tier(row: Row, one: Membership, returning: float) -> Tier:
    spend = round_sum(row.number("orders") * one.order_value_cny)
    orders = max(1, math.ceil(spend / one.order_value_cny))
    return Tier(
        row=row,
        spend_cny=spend,
        orders=orders,
        points_share=one.points_share * row.number("points_factor"),
        reached=returning ** (orders - 1),
    )


def round_sum(amount: float) -> float:
    """Return an amount down to the next 50, from 1,000 on to the next 100.

    >>> round_sum(476), round_sum(1666)
    (450.0, 1600.0)
    """
    step = 100.0 if amount >= 1000 else 50.0
    return math.floor(amount / step) * step


def tier_page(tiers: tuple[Tier, ...]) -> Iterator[Block]:
    """Yield the tiers with what they ask, give and how many customers reach them."""
    second = tiers[1]
    yield Heading(
        text=say(
            "Membership begins with the first order; {name} with {spend} a year, which at most"
            " {share} of customers reach",
            name=localised(second.row, "name"),
            spend=exact_money(second.spend_cny),
            share=share(second.reached),
        ),
        level=2,
    )
    yield Table(
        title=say("Tiers of the membership"),
        columns=(
            Column(name=say("Tier")),
            Column(name=say("Spend in 12 months from"), unit=say("CNY"), format="exact_money"),
            Column(name=say("Orders for it"), format="integer"),
            Column(name=say("Points"), format="share"),
            Column(name=say("Benefit")),
            Column(name=say("Customers at most"), format="share"),
        ),
        rows=tuple(
            (
                localised(tier.row, "name"),
                tier.spend_cny,
                tier.orders,
                tier.points_share,
                localised(tier.row, "benefit"),
                tier.reached,
            )
            for tier in tiers
        ),
        note=say(
            "Steps are multiples of the client's order value (EXPERT). The share is reckoned with"
            " customers who are all alike; real ones differ, so the upper tiers fill sooner and"
            " the lower ones later. The forecast does not count on it."
        ),
    )
