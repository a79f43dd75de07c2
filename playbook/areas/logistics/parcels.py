"""Parcels, packaging and returns: what they cost, and when a second carrier comes."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.areas.logistics.capacity import MonthOrders, WarehouseDemand, parcels, plain
from playbook.blocks import Block, Column, Heading, Prose, Table
from playbook.words.language import localised, say
from playbook.words.wording import count, exact_money, money, month, sentences, share
from sim.tables.read import read_table
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class ParcelMonth:
    """The parcels and returns of one month, with what they cost."""

    month: MonthOrders
    parcels: float
    carriers_cny: float
    packaging_cny: float
    returns: float
    returns_cny: float
    return_hours: float

    @property
    def cost_cny(self) -> float:
        """Return all three costs."""
        return self.carriers_cny + self.packaging_cny + self.returns_cny


def parcel_month(demand: WarehouseDemand, month: MonthOrders) -> ParcelMonth:
    """Return a month's parcels and returns by the client's rates."""
    parcels = month.in_month
    returns = parcels * demand.file.store.return_share
    return ParcelMonth(
        month=month,
        parcels=parcels,
        carriers_cny=parcels * demand.file.store.parcel_cny,
        packaging_cny=parcels * rule("logistics.packaging_cny").value,
        returns=returns,
        returns_cny=returns * demand.file.store.return_parcel_cny,
        return_hours=returns * rule("logistics.return_handling_min").value / 60,
    )


def uncollected(demand: WarehouseDemand) -> float | None:
    """Return the parcels a day of the campaign that nobody collects; None if unknown."""
    house = demand.file.warehouse
    if house is None or house.collected_per_day is None:
        return None
    return max(0.0, demand.peak_parcels - house.collected_per_day)


def parcel_pages(demand: WarehouseDemand) -> list[Block]:
    """Return the pages on parcels and returns."""
    months = tuple(parcel_month(demand, one) for one in demand.months)
    busiest = max(months, key=lambda one: one.parcels)
    return [
        Heading(text=_title(busiest), level=2),
        Prose(text=_carriers(demand)),
        _costs(demand, months),
        Prose(text=_returns(demand, busiest)),
        _grades(busiest),
    ]


def _title(busiest: ParcelMonth) -> str:
    return say(
        "Parcels, packaging and returns cost {cost} in {month}, {each} an order",
        cost=money(busiest.cost_cny),
        month=month(busiest.month.first),
        each=money(busiest.cost_cny / busiest.parcels if busiest.parcels else None),
    )


def _carriers(demand: WarehouseDemand) -> str:
    house, short = demand.file.warehouse, uncollected(demand)
    most = rule("logistics.carrier_share_most").value
    standing = say(
        "Rule: two carriers under contract from the first day, neither with more than {most} of a"
        " month's parcels; the second takes over for two days when same-day dispatch falls below"
        " the red flag of the plan.",
        most=share(most),
    )
    if house is None or short is None:
        return sentences(
            say("What the carriers collect a day is not known; ask before the contract."), standing
        )
    if short:
        gap = say(
            "The carriers collect {collected} a day and the campaign has {peak}: a collection of"
            " {short} more a day must be booked.",
            collected=parcels(house.collected_per_day or 0),
            peak=count(demand.peak_parcels),
            short=parcels(short),
        )
    else:
        gap = say(
            "The carriers collect {collected} a day, enough for the campaign.",
            collected=parcels(house.collected_per_day or 0),
        )
    if house.second_carrier:
        second = say("A second carrier is under contract.")
    elif short:
        second = say(
            "Only one carrier is under contract: sign a second one, which then takes this part."
        )
    else:
        second = say(
            "Only one carrier is under contract: a second one is wanted against its failure."
        )
    return sentences(gap, second, standing)


def _costs(demand: WarehouseDemand, months: tuple[ParcelMonth, ...]) -> Table:
    return Table(
        title=say("Parcels and returns, month by month"),
        detail=True,
        columns=(
            Column(name=say("Month")),
            Column(name=say("Parcels"), format="integer"),
            Column(name=say("Carriers"), unit=say("CNY"), format="exact_money", id="carriers"),
            Column(name=say("Packaging"), unit=say("CNY"), format="exact_money", id="packaging"),
            Column(name=say("Returned parcels"), format="integer"),
            Column(name=say("Cost of returns"), unit=say("CNY"), format="exact_money", id="back"),
            Column(name=say("Together"), unit=say("CNY"), format="exact_money", id="all"),
            Column(name=say("Return hours"), format="integer"),
        ),
        rows=tuple(
            (
                month(one.month.first),
                round(one.parcels),
                one.carriers_cny,
                one.packaging_cny,
                round(one.returns),
                one.returns_cny,
                one.cost_cny,
                round(one.return_hours),
            )
            for one in months
        ),
        formulas=(("all", "carriers + packaging + back"),),
        note=say(
            "A parcel costs {parcel}, its packaging {packaging}, a return {back}. Orders of the"
            " campaign days come on top.",
            parcel=exact_money(demand.file.store.parcel_cny),
            packaging=exact_money(rule("logistics.packaging_cny").value),
            back=exact_money(demand.file.store.return_parcel_cny),
        ),
    )


def _returns(demand: WarehouseDemand, busiest: ParcelMonth) -> str:
    return say(
        "{share} of the orders come back, {count} in {month}. At {minutes} minutes each that is"
        " {hours} hours of work; the customer has the money back within {credit} hours of the"
        " parcel's arrival.",
        share=share(demand.file.store.return_share),
        count=count(busiest.returns),
        month=month(busiest.month.first),
        minutes=plain(rule("logistics.return_handling_min").value),
        hours=count(busiest.return_hours),
        credit=plain(rule("logistics.return_credit_h").value),
    )


def _grades(busiest: ParcelMonth) -> Table:
    return Table(
        title=say("Grades of returned goods"),
        detail=True,
        columns=(
            Column(name=say("Grade")),
            Column(name=say("What is done")),
            Column(name=say("Share"), format="share"),
            Column(name=say("In the busiest month"), format="integer"),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                localised(row, "step"),
                row.number("share"),
                round(busiest.returns * row.number("share")),
            )
            for row in read_table("logistics/return_grades")
        ),
    )
