"""The page on free trial, membership and group buying: which pays, and a membership's tiers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.areas.operations.levers import FIRST_ORDERS, GroupBuy, Membership, Trial
from playbook.blocks import Block, Bullets, Column, Heading, Table
from playbook.words.language import localised, say
from playbook.words.wording import count, exact_money, in_words, money, number, sentences, share
from sim.tables.columns import Row
from sim.tables.read import read_table


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
        detail=True,
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
            "Steps are multiples of the client's order value (our estimate). The share is "
            "reckoned with customers who are all alike; real ones differ, so the upper tiers "
            "fill sooner and the lower ones later. The forecast does not count on it."
        ),
    )


def lever_page(trial: Trial | None, membership: Membership, group: GroupBuy | None) -> list[Block]:
    """Return the unit economics of the three levers; None where the range has no pack for one."""
    no_trial = say("Free trial: not reckoned, the SKU list does not fill a sample pack.")
    no_group = say(
        "Group buying: not reckoned, nothing on the SKU list is cheap enough for a special pack."
    )
    told = (
        _trial(trial) if trial else no_trial,
        _membership(membership),
        _group(group) if group else no_group,
    )
    return [
        Heading(text=_title(trial, membership, group), level=2),
        Bullets(items=told),
        _table(trial, membership, group),
    ]


def _title(trial: Trial | None, membership: Membership, group: GroupBuy | None) -> str:
    named = (
        (say("free trial"), trial),
        (say("membership"), membership),
        (say("group buying"), group),
    )
    pays = [name for name, lever in named if lever and lever.result_cny > 0]
    not_yet = [name for name, lever in named if not (lever and lever.result_cny > 0)]
    if not not_yet:
        return say("Free trial, membership and group buying all pay")
    if not pays:
        return say("Neither free trial nor membership nor group buying pays by itself")
    return say(
        "What pays: {pays}; what does not by itself: {not_yet}",
        pays=in_words(pays),
        not_yet=in_words(not_yet),
    )


def _trial(one: Trial) -> str:
    facts = {
        "packs": count(one.packs),
        "cost": exact_money(one.cost_cny),
        "sales": exact_money(one.sales_cny),
        "orders": exact_money(one.orders_cny),
        "reviews": exact_money(one.reviews_cny),
    }
    if one.result_cny <= 0 and one.break_even_visits is None:
        return say(
            "Free trial of {packs} packs does not pay: it costs {cost}, and an order leaves "
            "nothing.",
            **facts,
        )
    verdict, condition = _of_trial(one)
    told = say(
        "Free trial of {packs} packs {verdict}: it costs {cost}; the triers buy for {sales}, which "
        "leaves {orders}, and the reviews add {reviews}.",
        **facts,
        verdict=verdict,
    )
    return sentences(told, condition)


def _of_trial(one: Trial) -> tuple[str, str]:
    """Return whether a trial pays, and on what it depends."""
    visits = count(one.break_even_visits)
    if one.result_cny <= 0:
        condition = say(
            "It would pay if {follow_on} of the triers bought, or with {visits} organic visits a "
            "day for the reviews to work on.",
            follow_on=share(one.break_even_follow_on),
            visits=visits,
        )
        return say("does not pay by itself"), condition
    if one.orders_cny >= one.cost_cny:
        return say("pays by its triers alone"), ""
    condition = say(
        "Below {visits} organic visits a day it loses; the middle of the period has {mean}.",
        visits=visits,
        mean=count(one.visits_per_day),
    )
    return say("pays only through its reviews"), condition


def _membership(one: Membership) -> str:
    if one.break_even_factor is None:
        return say("Membership does not pay: what an order leaves does not cover the points on it.")
    return sentences(
        say(
            "Membership {verdict}: {first} first orders bring {orders} more within 90 days, which "
            "leave {gain}, against {points} of points and {messages} of messages.",
            verdict=say("pays") if one.result_cny > 0 else say("does not pay by itself"),
            first=count(FIRST_ORDERS),
            orders=count(one.more_orders),
            gain=exact_money(one.gain_cny),
            points=exact_money(one.points_cny),
            messages=exact_money(one.messages_cny),
        ),
        _members_needed(one, one.break_even_factor),
    )


def _members_needed(one: Membership, least: float) -> str:
    told = {"needed": number(least), "factor": number(one.factor)}
    if one.result_cny > 0:
        return say(
            "It needs members who return {needed} times as often; assumed are {factor}.", **told
        )
    return say(
        "It would pay if members returned {needed} times as often; assumed are {factor}.", **told
    )


def _group(one: GroupBuy) -> str:
    if one.break_even_repeat is None:
        return say("Group buying does not pay: an order leaves nothing.")
    verdict, condition = _of_group(one, one.break_even_repeat)
    told = say(
        "Group buying of {packs} special packs at {price} {verdict}: it leaves {before} before fees"
        " of {fees}, and returning buyers add {repeat}.",
        packs=count(one.packs),
        price=exact_money(one.price_cny),
        verdict=verdict,
        before=exact_money(one.before_fees_cny),
        fees=exact_money(one.fees_cny),
        repeat=exact_money(one.repeat_cny),
    )
    floor = say(
        "The pack is not sold below {floor}, and never as a listed SKU.",
        floor=exact_money(one.floor_cny),
    )
    return sentences(told, condition, floor)


def _of_group(one: GroupBuy, least: float) -> tuple[str, str]:
    """Return whether group buying pays, and on what it depends."""
    if one.result_cny > 0 and least == 0:
        return say("pays even if nobody returns"), ""
    if one.result_cny > 0:
        condition = say("At least {needed} of the buyers must return.", needed=share(least))
        return say("pays through returning buyers"), condition
    condition = say(
        "It would pay if {needed} of the buyers returned; assumed are {assumed}.",
        needed=share(least),
        assumed=share(one.repeat_share),
    )
    return say("does not pay by itself"), condition


def _table(trial: Trial | None, membership: Membership, group: GroupBuy | None) -> Table:
    cny = say("CNY")
    rows = [
        (
            say("Membership, {n} first orders", n=count(FIRST_ORDERS)),
            membership.gain_cny,
            0.0,
            membership.points_cny + membership.messages_cny,
        )
    ]
    if trial:
        one = (say("Free trial, one"), trial.orders_cny, trial.reviews_cny, trial.cost_cny)
        rows.insert(0, one)
    if group:
        name = say("Group buying, one day")
        rows.append((name, group.before_fees_cny, group.repeat_cny, group.fees_cny))
    return Table(
        title=say("What the levers leave"),
        columns=(
            Column(name=say("Lever")),
            Column(name=say("Orders leave"), unit=cny, format="exact_money", id="orders"),
            Column(name=say("Reviews and return"), unit=cny, format="exact_money", id="later"),
            Column(name=say("Cost"), unit=cny, format="exact_money", id="cost"),
            Column(name=say("Result"), unit=cny, format="exact_money", id="result"),
        ),
        rows=tuple((*row, row[1] + row[2] - row[3]) for row in rows),
        note=say(
            "An order leaves {left} after goods, commissions, returns and parcel.",
            left=money(membership.order_left_cny),
        ),
        formulas=(("result", "orders + later - cost"),),
    )
