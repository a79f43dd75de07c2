"""An offer of a promotion resource with all the luck that belongs to it, and its money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Protocol

from sim.model.scenario import Kind, Scenario
from sim.model.units import DAYS_A_MONTH


@dataclass(frozen=True, slots=True)
class SigningLuck:
    """Hold what one person would do with one request at one step: microseconds and uniforms."""

    attention: int
    handling: int
    rejects: float
    returns: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Hold what the OA chain is asked to sign; ``luck[role][round][person]``."""

    number: int
    filed_at: int
    amount: int
    budgeted: bool
    luck: Mapping[str, tuple[tuple[SigningLuck, ...], ...]]
    resubmissions: tuple[int, ...]


class Proposal(Protocol):
    """State what of an offer its forecast and the charter's clauses read; an ``Offer`` is one."""

    @property
    def kind(self) -> Kind:
        """Return the kind of resource."""
        ...

    @property
    def offered_at(self) -> int:
        """Return when it is offered, in microseconds of the season."""
        ...

    @property
    def cash_cost(self) -> int:
        """Return fee and gifts, in fen."""
        ...

    @property
    def out_of_scope(self) -> bool:
        """Tell whether it asks for what the brand's red line forbids."""
        ...

    @property
    def event_day(self) -> int:
        """Return the day of the season on which its visits begin."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Hold one offer: what the platform offers, until when, and every party's luck with it.

    Money is in fen, moments and durations in microseconds. ``visitors`` is the truth,
    ``seen_by_agency`` and ``seen_by_reviewers`` are the forecasts. ``event_day`` is the day
    number on which its visits begin.
    """

    number: int
    kind: Kind
    campaign: str
    offered_at: int
    closes_at: int
    rival_at: int
    cash_cost: int
    visitors: int
    seen_by_agency: int
    seen_by_reviewers: int
    out_of_scope: bool
    event_day: int
    event_days: int
    request: Request
    think: int
    dual_think: int
    confirm: int
    u_foreseen: float
    u_appears: float
    u_complies: float
    u_splits: float
    u_files_late: float
    u_audited: float
    u_orders: tuple[float, ...]
    u_repeat: float

    @property
    def dies_at(self) -> int:
        """Return the moment from which a yes is worth nothing: window's end or rival's claim."""
        return min(self.closes_at, self.rival_at)


FOLLOW_ON_DAYS = 90
"""Deal value counts what the customers of an offer buy within these days."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """Hold what one party expects of an offer, in fen (``orders`` in orders)."""

    orders: float
    sales: float
    exposure: float
    deal_value: float
    commission: float


def order_contribution(scenario: Scenario, sales: float, orders: float, lost: float) -> float:
    """Return what sales leave after margin loss, commissions, returns and parcels, in fen.

    ``lost`` is the margin lost to discount as a share of sales. Returned orders earn nothing and
    cost a parcel back.
    """
    money, agency = scenario.economics, scenario.agency
    kept = 1.0 - money.returns
    earned = money.margin - lost - money.platform_commission - agency.commission
    parcels = money.parcel + money.returns * money.return_parcel
    return sales * kept * earned - orders * parcels


def follow_on_contribution(scenario: Scenario) -> float:
    """Return what one ordinary further order leaves, in fen."""
    return order_contribution(scenario, float(scenario.economics.order_value), 1.0, 0.0)


def repeat_share(scenario: Scenario, days: int) -> float:
    """Return the share of repeat orders that come within ``days`` (Weibull), in [0, 1]."""
    law = scenario.demand.repeat_delay_days
    return 1.0 - exp(-((days / law.scale) ** law.shape))


def trial_packs(offer: Proposal) -> int:
    """Return how many trial packs the cash cost of a trial pays for; 0 for other kinds."""
    pack = offer.kind.trial_pack
    return offer.cash_cost // pack if pack else 0


def follow_on_value(scenario: Scenario, offer: Proposal, orders: float) -> float:
    """Return the expected 90-day contribution after the event: repeat, trial follow-on, reviews."""
    demand = scenario.demand
    within = repeat_share(scenario, FOLLOW_ON_DAYS)
    packs = trial_packs(offer)
    repeat = orders * demand.repeat * offer.kind.repeat_factor * within
    triers = packs * demand.trial_follow_on * demand.trial_orders * within
    uplift = demand.review_uplift * demand.review_days if packs else 0.0
    reviews = uplift * organic_level(scenario, offer.event_day)
    return (repeat + triers + reviews) * follow_on_contribution(scenario)


def forecast(scenario: Scenario, offer: Proposal, visitors: int) -> Expectation:
    """Return what a party that expects ``visitors`` makes of the offer.

    Exposure is cash cost plus the expected discount below list; it is used by quotas only and
    never charged.
    """
    kind = offer.kind
    orders = visitors * kind.conversion
    sales = orders * scenario.economics.order_value * kind.order_value_factor
    event = order_contribution(scenario, sales, orders, kind.margin_lost)
    value = event - offer.cash_cost + follow_on_value(scenario, offer, orders)
    return Expectation(
        orders=orders,
        sales=sales,
        exposure=offer.cash_cost + kind.margin_lost * sales,
        deal_value=value,
        commission=scenario.agency.commission * sales,
    )


def agency_likes(scenario: Scenario, offer: Offer, seen: Expectation) -> bool:
    """Tell whether the agency files or accepts the offer: the client's value weighed with its own.

    Source: semantics of self-interest; (1-b) x deal value + b x own commission >= hurdle.
    """
    own = scenario.agency.self_interest
    return (1.0 - own) * seen.deal_value + own * seen.commission >= scenario.agency.hurdle


def organic_level(scenario: Scenario, day: int) -> float:
    """Return the expected organic visits of a day, without noise."""
    demand = scenario.demand
    months = min(max(day, 0) / DAYS_A_MONTH, demand.growth_months)
    index = demand.season_index[scenario.date_of(day).month - 1]
    return float(demand.organic_per_day * (1.0 + demand.growth_per_month) ** months * index)
