"""The chapter on the ERP bridge: what keying by hand costs, how often stock must be copied."""

from __future__ import annotations

from datetime import date

from playbook.areas.logistics.bridge import Bridge, ManualMonth, StockCopy, keying_hours
from playbook.areas.logistics.capacity import WarehouseDemand, demand_of, orders, plain
from playbook.areas.logistics.interface_pages import CUT_OVER, INTERFACE, interface_pages
from playbook.blocks import Block, Blocks, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.project.changes import is_linked
from playbook.words.language import say, say_many
from playbook.words.wording import cell, count, day, hours, money, month, sentences, share
from sim.tables.rules import rule

TEST_ORDERS = "LG6"


def erp_bridge(engagement: Engagement) -> Blocks:
    """Return what the manual link costs, how often stock is copied, and how the API takes over."""
    demand, plan = demand_of(engagement), engagement.plan
    built = CUT_OVER in plan.network
    ends = {"test": INTERFACE, "cut_over": CUT_OVER} if built else {"test": TEST_ORDERS}
    dates = {phase: plan.dated(plan.ends(task)) for phase, task in ends.items()}
    title = (
        say("Orders and stock between store and ERP: load, tests and way back")
        if built
        else say("Orders and stock between store and ERP: checks and way back")
    )
    return Blocks(
        [
            Heading(text=title),
            *keying_pages(demand, plan.ends(CUT_OVER) if built else None),
            *stock_pages(demand),
            *interface_pages(dates, linked=not built),
        ]
    )


def keying_pages(demand: WarehouseDemand, cut_over: date | None) -> list[Block]:
    """Return the load of keying by hand; ``cut_over`` is the day on which the plan ends it."""
    bridge = Bridge(demand=demand)
    months = bridge.months()
    if not months:
        return []
    page: list[Block] = [
        Heading(text=_title(months), level=2),
        Prose(text=_clerks(demand, months)),
        _load(demand, months),
    ]
    if cut_over is not None and cut_over > demand.file.supply.api_from:
        text = say(
            "The plan ends the manual phase on {plan}, the client file reckons with the interface"
            " from {file} on: until then the keying costs more than this table says.",
            plan=day(cut_over),
            file=day(demand.file.supply.api_from),
        )
        page.append(Callout(title=say("Two dates for the interface"), text=text, tone="bad"))
    return page


def _title(months: tuple[ManualMonth, ...]) -> str:
    most = max(months, key=lambda one: one.hours_a_day)
    return say(
        "Keying by hand takes {hours} person-hours a day in {month} and costs {cost} until the"
        " client file's date for the interface, errors included",
        hours=cell(most.hours_a_day, "tenths"),
        month=month(most.month.first),
        cost=money(sum(one.labour_cny + one.errors_cny for one in months)),
    )


def _clerks(demand: WarehouseDemand, months: tuple[ManualMonth, ...]) -> str:
    most = max(one.clerks for one in months)
    house, supply = demand.file.warehouse, demand.file.supply
    need = say_many("{n} clerk", "{n} clerks", most)
    if house is None:
        staff = say("That takes {need}; who keys is not known.", need=need)
    elif house.clerks >= most:
        staff = say("That takes {need}: the present staff is enough.", need=need)
    else:
        staff = say(
            "That takes {need}: {more} lacking.", need=need, more=count(most - house.clerks)
        )
    peak = say(
        "A campaign day before the interface would be {orders} and {hours} person-hours of keying:"
        " a campaign that runs before it needs the order file imported.",
        orders=orders(_peak_orders(demand)),
        hours=count(keying_hours(_peak_orders(demand), supply.keying_min)),
    )
    basis = say(
        "An order takes {minutes} minutes, {wrong} of them are wrong, and a wrong parcel costs"
        " {cost}.",
        minutes=plain(supply.keying_min),
        wrong=share(supply.keying_error_share),
        cost=money(supply.error_cny),
    )
    return sentences(basis, staff, peak)


def _peak_orders(demand: WarehouseDemand) -> float:
    return Bridge(demand=demand).judged_month().a_day * demand.peak_factor


def _load(demand: WarehouseDemand, months: tuple[ManualMonth, ...]) -> Table:
    return Table(
        title=say("Keying by hand, month by month"),
        detail=True,
        columns=(
            Column(name=say("Month")),
            Column(name=say("Days by hand"), format="integer"),
            Column(name=say("Orders a day"), format="tenths"),
            Column(name=say("Person-hours a day"), format="tenths"),
            Column(name=say("Clerks"), format="integer"),
            Column(name=say("Labour"), unit=say("CNY"), format="exact_money", id="labour"),
            Column(name=say("Wrong orders"), format="integer"),
            Column(name=say("Cost of errors"), unit=say("CNY"), format="exact_money", id="errors"),
            Column(name=say("Together"), unit=say("CNY"), format="exact_money", id="all"),
        ),
        rows=tuple(
            (
                month(one.month.first),
                one.month.manual_days,
                one.month.a_day,
                one.hours_a_day,
                one.clerks,
                one.labour_cny,
                round(one.wrong),
                one.errors_cny,
                one.labour_cny + one.errors_cny,
            )
            for one in months
        ),
        formulas=(("all", "labour + errors"),),
        note=say(
            "A clerk's hour costs {cost}. Reckoned by hand until {date}, as the client file says.",
            cost=money(demand.file.supply.clerk_hour_cny),
            date=day(demand.file.supply.api_from),
        ),
    )


def stock_pages(demand: WarehouseDemand) -> list[Block]:
    """Return how often the stock must be copied so that little is sold twice."""
    bridge = Bridge(demand=demand)
    judged = bridge.judged_month()
    normal, event = bridge.normal(judged), bridge.event(judged)
    return [
        Heading(text=_verdict(demand, normal, event), level=2),
        Prose(text=sentences(_scarce(bridge), _remedy(demand, event))),
        _copies(normal, event, month(judged.first)),
    ]


def _verdict(demand: WarehouseDemand, normal: StockCopy, event: StockCopy) -> str:
    how = _how_often(demand)
    if normal.fits and event.fits:
        return say("{how}: enough on a normal day and in a campaign", how=how)
    if normal.fits:
        return say("{how}: enough on a normal day, too seldom in a campaign", how=how)
    return say("{how}: too seldom on a normal day already", how=how)


def _how_often(demand: WarehouseDemand) -> str:
    if is_linked(demand.file):
        return say(
            "Stock updated every {minutes} minutes",
            minutes=plain(rule("logistics.api_sync_min").value),
        )
    return say_many(
        "Stock copied by hand {n} time a day",
        "Stock copied by hand {n} times a day",
        demand.file.supply.syncs_per_day,
    )


def _scarce(bridge: Bridge) -> str:
    return say(
        "Judged on the best-selling SKU, in {hero} of the orders, once only {days} normal days of"
        " it are left. Between two updates the store cannot see what is sold elsewhere or has run"
        " out; what it may oversell is {allowed} of the day's orders. Demand within a gap is taken"
        " as Poisson over {hours} hours of sale a day.",
        hero=share(rule("logistics.hero_order_share").value),
        days=plain(rule("logistics.low_stock_days").value),
        allowed=share(rule("logistics.oversold_allowed_share").value),
        hours=plain(rule("logistics.selling_hours").value),
    )


def _remedy(demand: WarehouseDemand, event: StockCopy) -> str:
    if event.fits:
        return say("The link need not be faster, and no stock has to be held back.")
    held = say_many(
        "take the SKU off sale below {n} unit",
        "take the SKU off sale below {n} units",
        event.buffer,
    )
    longest = event.longest_h
    if longest is None:
        return say("In a campaign no interval is short enough: {held}.", held=held)
    times = say_many("{n} time a day", "{n} times a day", _times(longest))
    return say(
        "In a campaign copy the stock every {hours} ({times}), or {held} until the next update.",
        hours=hours(longest),
        times=times,
        held=held,
    )


def _times(gap_h: float) -> int:
    return -int(-rule("logistics.selling_hours").value // gap_h)


def _copies(normal: StockCopy, event: StockCopy, judged: str) -> Table:
    return Table(
        title=say("Sold beyond the stock between two updates ({month})", month=judged),
        columns=(
            Column(name=say("Kind of day")),
            Column(name=say("Sold in an hour"), format="tenths"),
            Column(name=say("Stock left"), format="integer"),
            Column(name=say("Interval now"), align="right"),
            Column(name=say("Oversold"), format="tenths"),
            Column(name=say("Allowed"), format="tenths"),
            Column(name=say("Longest interval"), align="right"),
            Column(name=say("Off sale below"), format="integer"),
        ),
        rows=(_copy(say("Normal day"), normal), _copy(say("Campaign day"), event)),
        note=say(
            "In units of the SKU, intervals in hours of sale. The longest interval is that of the"
            " ones in use that keeps within the allowance."
        ),
    )


def _copy(name: str, one: StockCopy) -> tuple[str | float | None, ...]:
    now, most = cell(one.gap_h, "hours"), cell(one.longest_h, "hours")
    return (name, one.rate_per_h, int(one.stock), now, one.oversold, one.allowed, most, one.buffer)
