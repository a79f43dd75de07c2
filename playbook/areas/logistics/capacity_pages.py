"""The chapter on people and parcels: a normal day of each month, the busiest, what to add."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.areas.logistics.capacity import (
    Capacity,
    MonthOrders,
    WarehouseDemand,
    crew,
    demand_of,
    orders,
    parcels,
    plain,
)
from playbook.areas.logistics.parcels import parcel_pages
from playbook.blocks import Block, Blocks, Bullets, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.words.language import say, say_many
from playbook.words.wording import count, interval, money, month, sentences, share
from sim.tables.rules import rule


def logistics(engagement: Engagement) -> Blocks:
    """Return people, parcels, carriers and returns."""
    demand = demand_of(engagement)
    return Blocks([*capacity_pages(demand), *parcel_pages(demand)])


def capacity_pages(demand: WarehouseDemand) -> list[Block]:
    """Return the pages on what must be sent a day, and by whom."""
    capacity = Capacity(demand=demand)
    page: list[Block] = [
        Heading(text=_title(capacity)),
        Prose(text=sentences(_normal(demand), _peak(demand))),
        _months(capacity),
        _limits(capacity),
        Bullets(items=tuple(_to_add(capacity))),
    ]
    if demand.file.warehouse is None:
        text = say(
            "The client file says nothing of the warehouse, so its people, its floor and what "
            "the carriers collect are not known here. What is needed is shown, not what is "
            "lacking."
        )
        page.append(Callout(title=say("The warehouse is not known"), text=text))
    return page


def _title(capacity: Capacity) -> str:
    demand = capacity.demand
    peak, can = demand.peak_parcels, capacity.can_send(rule("logistics.overtime_h").value)
    if demand.outside and peak <= can:
        return say(
            "A third party sends the parcels, {count} a day in the campaign: that volume belongs"
            " in its contract",
            count=count(peak),
        )
    if demand.outside:
        return say(
            "A third party sends the parcels; the campaign needs {parcels} a day and gets {can}",
            parcels=parcels(peak),
            can=count(can),
        )
    if demand.file.warehouse is None:
        return say(
            "{month} needs {crew} on a normal day, the campaign {more}",
            month=month(demand.busiest.first),
            crew=_needed(capacity, demand.busiest.a_day),
            more=_needed(capacity, peak),
        )
    if peak > can:
        return say(
            "The campaign needs {parcels} a day; the warehouse can send {can}",
            parcels=parcels(peak),
            can=count(can),
        )
    return say("The warehouse can send the campaign's {parcels} a day", parcels=parcels(peak))


def _needed(capacity: Capacity, sent: float) -> str:
    return crew(capacity.line.pickers(sent), capacity.line.packers(sent))


def _normal(demand: WarehouseDemand) -> str:
    first, last = demand.months[0], demand.busiest
    source = say(
        "These are the orders of the operations' target tree; the dated campaigns are days of"
        " their own.",
    )
    if last is first:
        text = say(
            "{month} is the busiest month, with {orders} on a normal day.",
            month=month(first.first),
            orders=orders(first.a_day),
        )
    else:
        text = say(
            "A normal day has {first} in {begin} and {most} in {busiest}, the busiest month.",
            first=orders(first.a_day),
            begin=month(first.first),
            most=orders(last.a_day),
            busiest=month(last.first),
        )
    return sentences(text, source)


def _peak(demand: WarehouseDemand) -> str:
    return sentences(_by_rule(demand), _by_campaign(demand), _sent(demand))


def _by_rule(demand: WarehouseDemand) -> str:
    factor = rule(f"logistics.peak_factor_{demand.file.client.era}")
    return say(
        "By the usual rule a campaign day brings {factor} times the {normal} of a normal day of the"
        " busiest month, {orders} (range: {range} times).",
        factor=plain(demand.peak_factor),
        normal=orders(demand.busiest.a_day),
        orders=orders(demand.usual_peak),
        range=interval(factor.low, factor.high, plain),
    )


def _by_campaign(demand: WarehouseDemand) -> str:
    """Return what the calendar's busiest campaign brings a day, which may be more than usual."""
    if demand.event is None:
        return ""
    return say(
        "{name} brings {orders} on each of the {days} over which its visitors come, if it is won.",
        name=demand.event.name,
        orders=orders(demand.event_orders),
        days=_days(demand.event.event_days),
    )


def _sent(demand: WarehouseDemand) -> str:
    return say(
        "Reckoned with is the larger: {orders}, which must be sent within {days}, {parcels} a day.",
        orders=orders(demand.peak_orders),
        days=_days(rule("logistics.peak_dispatch_days").value),
        parcels=parcels(demand.peak_parcels),
    )


def _days(number_of: float) -> str:
    return say_many("{n} day", "{n} days", round(number_of))


def _months(capacity: Capacity) -> Table:
    line = capacity.line
    picked, packed = rule("logistics.pick_lines_per_hour"), rule("logistics.pack_parcels_per_hour")
    return Table(
        title=say("Orders and people on a normal day"),
        columns=(
            Column(name=say("Month")),
            Column(name=say("Own orders"), format="tenths", id="own"),
            Column(name=say("Orders that follow"), format="tenths", id="again"),
            Column(name=say("From offers"), format="tenths", id="offers"),
            Column(name=say("Orders a day"), format="tenths", id="all"),
            Column(name=say("Pickers"), format="integer"),
            Column(name=say("Packers"), format="integer"),
        ),
        rows=tuple(_row(capacity, one) for one in capacity.demand.months),
        formulas=(("all", "own + again + offers"),),
        note=say(
            "A picker picks {pick} lines an hour ({pick_range}), a packer packs {pack} parcels "
            "({pack_range}), for {productive} of a shift of {hours} hours; an order has {lines} "
            "lines. All are our estimates but what the client file states.",
            pick=plain(line.pick_rate),
            pick_range=interval(picked.low, picked.high, plain),
            pack=plain(line.pack_rate),
            pack_range=interval(packed.low, packed.high, plain),
            productive=share(line.productive),
            hours=plain(line.hours),
            lines=plain(line.lines_per_order),
        ),
    )


def _row(capacity: Capacity, one: MonthOrders) -> tuple[str | float, ...]:
    line = capacity.line
    people = (line.pickers(one.a_day), line.packers(one.a_day))
    return (month(one.first), one.own, one.again, one.offers, one.a_day, *people)


def _limits(capacity: Capacity) -> Table:
    demand = capacity.demand
    shift, longer = capacity.limits(), capacity.limits(rule("logistics.overtime_h").value)
    names = {
        "people": say("Pickers and packers"),
        "packing": say("Packing line"),
        "collection": say("Collection by the carriers"),
    }
    return Table(
        title=say("What each step lets through, in parcels a day"),
        columns=(
            Column(name=say("Step")),
            Column(name=say("In a shift"), format="integer"),
            Column(name=say("With overtime"), format="integer"),
            Column(name=say("Needed on a normal day"), format="integer"),
            Column(name=say("Needed in the campaign"), format="integer"),
            Column(name=say("Short in the campaign"), format="integer"),
        ),
        rows=tuple(
            (
                name,
                shift[step],
                longer[step],
                round(demand.busiest.a_day),
                round(demand.peak_parcels),
                max(0, round(demand.peak_parcels) - longer[step]),
            )
            for step, name in names.items()
            if step in shift
        ),
        note=say(
            "Normal day: {month}. The packing line is the daily capacity that the client file"
            " states.",
            month=month(demand.busiest.first),
        ),
    )


def _to_add(capacity: Capacity) -> Iterator[str]:
    demand = capacity.demand
    found = [*_hires(capacity), *_temporary(capacity), *_line(capacity), *_floor(capacity)]
    if demand.outside:
        found.append(
            say(
                "Write into the warehouse contract: {normal} on a normal day of {month}, {peak} a"
                " day in the campaign, notice, and the price of both.",
                normal=parcels(demand.busiest.a_day),
                month=month(demand.busiest.first),
                peak=parcels(demand.peak_parcels),
            )
        )
    yield from found or [say("Nothing is lacking on a normal day or in the campaign.")]


def _hires(capacity: Capacity) -> Iterator[str]:
    if not capacity.staffed:
        return
    short = [one for one in capacity.demand.months if any(capacity.missing(one.a_day))]
    if short:
        worst = capacity.missing(max(one.a_day for one in short))
        yield say(
            "Hire {crew} for normal days, by {month}.",
            crew=crew(*worst),
            month=month(short[0].first),
        )


def _temporary(capacity: Capacity) -> Iterator[str]:
    if not capacity.staffed:
        return
    demand = capacity.demand
    temporary = capacity.temporary(demand.peak_parcels)
    if temporary:
        yield say(
            "For the campaign, {people} for {days} beside the present staff, all with {overtime}"
            " hours of overtime: {cost}. Train them a week before.",
            people=say_many("{n} temporary worker", "{n} temporary workers", temporary),
            days=_days(rule("logistics.peak_dispatch_days").value),
            overtime=plain(rule("logistics.overtime_h").value),
            cost=money(capacity.temporary_cost_cny()),
        )
    elif any(capacity.missing(demand.peak_parcels)):
        yield say(
            "The campaign needs no temporary workers, but {overtime} hours of overtime.",
            overtime=plain(rule("logistics.overtime_h").value),
        )


def _line(capacity: Capacity) -> Iterator[str]:
    demand = capacity.demand
    more = round(demand.peak_parcels) - demand.file.supply.parcels_per_day
    if more > 0:
        yield say(
            "Extend the packing line by {more} a day (stations, printers, shifts), or pack the"
            " campaign's gifts and sets beforehand.",
            more=parcels(more),
        )


def _floor(capacity: Capacity) -> Iterator[str]:
    house = capacity.demand.file.warehouse
    if house is None or house.free_m2 is None or _floor_fits(capacity.floor_m2, house.free_m2):
        return
    yield say(
        "Find {more} m² more floor: the opening stock takes {needed} m², {free} m² are free.",
        more=count(capacity.floor_m2 - house.free_m2),
        needed=count(capacity.floor_m2),
        free=count(house.free_m2),
    )


def _floor_fits(needed_m2: float, free_m2: float) -> bool:
    """Return whether the floor is enough, to the square metre."""
    return round(needed_m2) <= round(free_m2)
