"""The dated campaigns of a season, and the money of each month: campaigns, reserve, what is left.

A campaign is booked in the month in which it starts. Its visitors are the median of its kind times
the size of the campaign; its cost is the median of its kind, whatever its size, as in the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.words.language import localised
from sim.client.load import Client
from sim.client.world import workdays_of
from sim.model.scenario import Kind
from sim.model.units import MONTHS_A_QUARTER, first_of_month, first_of_quarter
from sim.tables.columns import Row
from sim.tables.read import read_table


@dataclass(frozen=True, kw_only=True)
class DatedCampaign:
    """One campaign of the calendar with its sign-up, and what it may bring if it is won.

    ``row`` is its line in the calendar. ``event_days`` are the days over which its visits come, as
    in the model: crowds gather before and after the day itself.
    """

    row: Row
    kind_id: str
    signup_from: date
    signup_to: date
    starts: date
    ends: date
    cost_cny: float
    visits: float
    orders: float
    sales_cny: float
    basis: str
    event_days: int
    can_sign_up: bool

    @property
    def name(self) -> str:
        """Return its name in the language spoken."""
        return localised(self.row, "name")


@dataclass(frozen=True, kw_only=True)
class MonthMoney:
    """The promotion money of one month of the quarterly plan, in CNY."""

    month: date
    envelope_cny: float
    reserve_cny: float
    campaigns_cny: float

    @property
    def left_cny(self) -> float:
        """Return what the campaigns leave; negative if they ask for more than there is."""
        return self.envelope_cny - self.reserve_cny - self.campaigns_cny


@dataclass(frozen=True, kw_only=True)
class QuarterFiling:
    """By which day the plan of a quarter must enter the chain, and whether that day is past.

    ``signed`` is the day on which the plan is there when it comes later than that.
    """

    quarter: date
    file_by: date
    past: bool
    signed: date | None = None


def campaigns_of(client: Client) -> tuple[DatedCampaign, ...]:
    """Return the campaigns of the client's era that start in its season, by date."""
    if not client.file.offers.campaigns:
        return ()
    scenario = client.scenario
    end = scenario.start + timedelta(days=scenario.days)
    found = [
        _dated(client, row)
        for row in read_table("market/campaign_calendar")
        if row["era"] == client.file.client.era and scenario.start <= row.day("starts_on") < end
    ]
    return tuple(sorted(found, key=lambda one: one.starts))


def _dated(client: Client, row: Row) -> DatedCampaign:
    kind: Kind = client.scenario.kinds[row.text("kind_id")]
    visits = kind.visitors[0] * row.number("visitors_factor")
    orders = visits * kind.conversion
    signup_to = row.day("signup_to")
    opens = client.file.project.go_live if client.file.offers.new_store else date.min
    return DatedCampaign(
        row=row,
        kind_id=kind.id,
        signup_from=row.day("signup_from"),
        signup_to=signup_to,
        starts=row.day("starts_on"),
        ends=row.day("ends_on"),
        cost_cny=kind.cost_cny[0],
        visits=visits,
        orders=orders,
        sales_cny=orders * client.file.store.order_value_cny * kind.order_value_factor,
        basis=row.text("basis"),
        event_days=kind.event_days,
        can_sign_up=signup_to >= max(opens, client.file.client.as_of),
    )


def season_months(client: Client) -> tuple[date, ...]:
    """Return the first day of each month of the season."""
    season = client.file.season
    return tuple(first_of_month(season.start, step) for step in range(season.months))


def month_money(client: Client, campaigns: tuple[DatedCampaign, ...]) -> tuple[MonthMoney, ...]:
    """Return the money of each month: a third of the quarter's budget, its reserve, its use."""
    plan = client.file.plan
    envelope = plan.quarter_budget_cny / MONTHS_A_QUARTER
    return tuple(
        MonthMoney(
            month=month,
            envelope_cny=envelope,
            reserve_cny=envelope * plan.reserve_share,
            campaigns_cny=sum(
                (one.cost_cny for one in campaigns if _starts_in(one, month)), start=0.0
            ),
        )
        for month in season_months(client)
    )


def _starts_in(campaign: DatedCampaign, month: date) -> bool:
    return campaign.can_sign_up and first_of_month(campaign.starts) == month


def filings(client: Client, plan_signed: date | None = None) -> tuple[QuarterFiling, ...]:
    """Return for each quarter of the season the day by which its plan must be filed."""
    workdays = workdays_of(client.file)
    quarters = sorted({first_of_quarter(month) for month in season_months(client)})
    found = []
    for quarter in quarters:
        by = workdays.add(quarter, -client.file.plan.filed_days)
        late = plan_signed if plan_signed is not None and by < plan_signed else None
        past = by < client.file.client.as_of
        found.append(QuarterFiling(quarter=quarter, file_by=by, past=past, signed=late))
    return tuple(found)
