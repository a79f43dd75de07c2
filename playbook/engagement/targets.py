"""The target tree: visits times conversion times order value, by month, against the target.

Organic visits follow growth and season. Of campaigns that the store can sign up for, and of ad-hoc
offers, what counts is the share that the simulated seasons capture. Returning customers order again
by the repurchase cycle, from month's middle to month's middle. What a month then sells is what the
simulated seasons sell in it: offers, campaigns and repeat orders are taken as large as that takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import exp, log

from playbook.clients.load import SkuList
from playbook.engagement.campaigns import DatedCampaign, campaigns_of, season_months
from playbook.engagement.engagement import Engagement, sku_list
from playbook.study.recommendation import Outlook
from sim.client.load import Client
from sim.luck.draw import Z90
from sim.model.offers import organic_level
from sim.model.scenario import Kind, Scenario
from sim.model.units import DAYS_A_MONTH, first_of_month
from sim.tables.rules import rule

BRANCHES = ("visits", "conversion", "order_value")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Visits of one source, the orders they place at once, and their sales in CNY."""

    visits: float
    orders: float
    sales_cny: float

    def times(self, factor: float) -> Source:
        """Return a source so many times as large."""
        return Source(
            visits=self.visits * factor,
            orders=self.orders * factor,
            sales_cny=self.sales_cny * factor,
        )


@dataclass(frozen=True, kw_only=True)
class MonthTree:
    """One month of the tree; ``returning`` are orders of earlier customers."""

    month: date
    organic: Source
    campaigns: Source
    adhoc: Source
    returning_orders: float
    returning_cny: float

    @property
    def visits(self) -> float:
        """Return the visits of all sources."""
        return sum(one.visits for one in self._sources)

    @property
    def orders(self) -> float:
        """Return the orders of all sources and of returning customers."""
        return self.first_orders + self.returning_orders

    @property
    def first_orders(self) -> float:
        """Return the orders of all sources."""
        return sum(one.orders for one in self._sources)

    @property
    def sales_cny(self) -> float:
        """Return the sales of the month."""
        return sum(one.sales_cny for one in self._sources) + self.returning_cny

    @property
    def promotion_cny(self) -> float:
        """Return what campaigns and ad-hoc offers bring."""
        return self.campaigns.sales_cny + self.adhoc.sales_cny

    def selling(self, sales_cny: float) -> MonthTree:
        """Return the month with these sales: what is not organic makes up for the difference.

        Organic sales stay as the client's own numbers have them, unless they alone are too many.
        """
        organic = self.organic.sales_cny
        rest = self.sales_cny - organic
        if rest > 0 and sales_cny >= organic:
            return self._scaled(1.0, (sales_cny - organic) / rest)
        all_alike = sales_cny / self.sales_cny if self.sales_cny else 1.0
        return self._scaled(all_alike, all_alike)

    def _scaled(self, organic: float, rest: float) -> MonthTree:
        return MonthTree(
            month=self.month,
            organic=self.organic.times(organic),
            campaigns=self.campaigns.times(rest),
            adhoc=self.adhoc.times(rest),
            returning_orders=self.returning_orders * rest,
            returning_cny=self.returning_cny * rest,
        )

    @property
    def _sources(self) -> tuple[Source, ...]:
        return (self.organic, self.campaigns, self.adhoc)


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One branch of the tree over the season: as it is, as the target asks alone, as at best."""

    name: str
    planned: float
    needed: float
    at_best: float

    @property
    def short(self) -> float:
        """Return what it lacks even at best when it carries the gap alone; 0 if nothing."""
        return max(0.0, self.needed - self.at_best)


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The months of a season and the target that each shall reach (None: none named)."""

    months: tuple[MonthTree, ...]
    target_month_cny: float | None

    @cached_property
    def sales_cny(self) -> float:
        """Return the sales of the season."""
        return sum(month.sales_cny for month in self.months)

    @property
    def target_cny(self) -> float | None:
        """Return the target of the season."""
        return None if self.target_month_cny is None else self.target_month_cny * len(self.months)

    @property
    def gap_cny(self) -> float | None:
        """Return sales less target: negative if the tree falls short."""
        return None if self.target_cny is None else self.sales_cny - self.target_cny

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Return what each branch must be to close the season's gap alone.

        Sales are first orders (visits x conversion) and returning orders, times order value; a
        further first order is taken to bring no returning one within the season.
        """
        if not self.target_cny:
            return ()
        visits = sum(month.visits for month in self.months)
        first = sum(month.first_orders for month in self.months)
        orders = sum(month.orders for month in self.months)
        if not first:
            return ()
        value = self.sales_cny / orders
        wanted_first = self.target_cny / value - (orders - first)
        planned = (visits, first / visits, value)
        needed = (visits * wanted_first / first, wanted_first / visits, self.target_cny / orders)
        return tuple(
            Branch(name=name, planned=now, needed=need, at_best=now * _reach(name))
            for name, now, need in zip(BRANCHES, planned, needed, strict=True)
        )

    @property
    def at_best_cny(self) -> float:
        """Return the season's sales with every branch at its best; repeat orders as planned."""
        first = sum(month.first_orders for month in self.months)
        orders = sum(month.orders for month in self.months)
        if not orders:
            return 0.0
        grown = first * _reach("visits") * _reach("conversion") + orders - first
        return grown * self.sales_cny / orders * _reach("order_value")


def target_tree(engagement: Engagement) -> Tree:
    """Return the target tree of an engagement's client, worked out once."""
    return engagement.once(_worked_out)


def planned_skus(engagement: Engagement) -> SkuList | None:
    """Return the client's SKU list at the sales of the plan's mean month; None without a list."""
    listed, tree = sku_list(engagement), target_tree(engagement)
    return listed and listed.selling(tree.sales_cny / len(tree.months))


def _worked_out(engagement: Engagement) -> Tree:
    client = engagement.client
    return tree_of(client, engagement.outlook, campaigns_of(client))


def tree_of(client: Client, outlook: Outlook, campaigns: tuple[DatedCampaign, ...]) -> Tree:
    """Return the target tree of a client's season, its offers decided as in ``outlook``."""
    file = client.file
    months: list[MonthTree] = []
    for number, month in enumerate(season_months(client)):
        earlier = [(number - at, one.orders) for at, one in enumerate(months)]
        again = sum(orders * _returns(client.scenario, after) for after, orders in earlier)
        months.append(
            MonthTree(
                month=month,
                organic=_organic(client, month),
                campaigns=_campaigns(outlook, campaigns, month),
                adhoc=_adhoc(client, outlook, number),
                returning_orders=again,
                returning_cny=again * file.store.order_value_cny,
            )
        )
    target = file.targets.sales_month_cny if file.targets else None
    return Tree(
        months=tuple(_as_simulated(month, outlook) for month in months), target_month_cny=target
    )


def _as_simulated(month: MonthTree, outlook: Outlook) -> MonthTree:
    """Return a month that sells what the simulated seasons sell in it, where some were played."""
    sales = outlook.sales_by_month.get(f"{month.month:%Y-%m}")
    return month if sales is None else month.selling(sales)


def days_of(month: date) -> Iterator[date]:
    """Yield the days of a month that begins on ``month``."""
    for number in range((first_of_month(month, 1) - month).days):
        yield month + timedelta(days=number)


def _organic(client: Client, month: date) -> Source:
    scenario, store = client.scenario, client.file.store
    visits = sum(organic_level(scenario, scenario.day_number(day)) for day in days_of(month))
    orders = visits * store.conversion_share
    return Source(visits=visits, orders=orders, sales_cny=orders * store.order_value_cny)


def _campaigns(outlook: Outlook, campaigns: tuple[DatedCampaign, ...], month: date) -> Source:
    open_to = [one for one in campaigns if one.can_sign_up and first_of_month(one.starts) == month]
    won = [(won_share(outlook, one), one) for one in open_to]
    return Source(
        visits=sum(part * one.visits for part, one in won),
        orders=sum(part * one.orders for part, one in won),
        sales_cny=sum(part * one.sales_cny for part, one in won),
    )


def won_share(outlook: Outlook, campaign: DatedCampaign) -> float:
    """Return the chance that a campaign is won, as simulated."""
    return outlook.captured.get(campaign.kind_id, 0.0)


def _adhoc(client: Client, outlook: Outlook, number: int) -> Source:
    """Return what captured ad-hoc offers bring in a month, by the new store's ramp."""
    ramp = client.scenario.arrivals.ramp
    pace = client.file.offers.rate_factor * ramp[min(number, len(ramp) - 1)]
    value = client.file.store.order_value_cny
    captured = outlook.captured
    rows = [
        (pace * kind.rate_per_month * mean_visitors(kind) * captured.get(kind.id, 0.0), kind)
        for kind in client.scenario.kinds.values()
        if not kind.planned
    ]
    return Source(
        visits=sum(visits for visits, _ in rows),
        orders=sum(visits * kind.conversion for visits, kind in rows),
        sales_cny=sum(
            visits * kind.conversion * value * kind.order_value_factor for visits, kind in rows
        ),
    )


def _reach(branch: str) -> float:
    """Return by what factor a branch can grow at best within a season."""
    return rule(f"operations.reach_{branch}").value


def mean_visitors(kind: Kind) -> float:
    """Return the mean of a lognormal by its median m and 90th percentile p: m exp(s^2 / 2)."""
    median, p90 = kind.visitors
    if median <= 0:
        return 0.0
    sigma = log(p90 / median) / Z90
    return median * exp(sigma**2 / 2)


def _returns(scenario: Scenario, months: int) -> float:
    """Return the share of a month's orders that come again so many months later."""
    demand = scenario.demand
    law = demand.repeat_delay_days

    def until(later: float) -> float:
        return 1.0 - exp(-((later * DAYS_A_MONTH / law.scale) ** law.shape))

    return demand.repeat * (until(months + 0.5) - until(months - 0.5))
