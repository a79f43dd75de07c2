"""An offer of a promotion resource with all the luck that belongs to it, and its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Protocol

from sim.model import rules
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
    luck: Mapping[str, Sequence[tuple[SigningLuck, ...]]]
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

    @property
    def event_days(self) -> int:
        """Return on how many days its visits come."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Hold one offer: what the platform offers, until when, and every party's luck with it.

    Money is in fen, moments and durations in microseconds. ``visitors`` is the truth,
    ``seen_by_agency`` and ``seen_by_reviewers`` are the forecasts. ``event_day`` is the day
    number on which its visits begin; ``conversion`` multiplies its kind's, which is all that the
    parties know.
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
    conversion: float
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
    """Hold what one party expects of an offer, in fen; visitors and orders are numbers of them."""

    visitors: float
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
    return rules.left_of_sales(sales, orders, kept, earned, parcels)


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


def follow_on_value(
    scenario: Scenario, offer: Proposal, orders: float, taken: float = 1.0
) -> float:
    """Return the expected 90-day contribution after the event: repeat, trial follow-on, reviews.

    ``taken`` is the part of the deal, and of its trial packs, that was taken.
    """
    demand = scenario.demand
    within = repeat_share(scenario, FOLLOW_ON_DAYS)
    packs = trial_packs(offer) * taken
    repeat = orders * demand.repeat * offer.kind.repeat_factor * within
    triers = packs * demand.trial_follow_on * demand.trial_orders * within
    uplift = min(demand.review_uplift, demand.review_uplift_cap) if packs else 0.0
    reviews = uplift * demand.review_days * organic_level(scenario, offer.event_day)
    return rules.coming_later(repeat, triers, reviews, follow_on_contribution(scenario))


def below_list(scenario: Scenario, offer: Proposal) -> bool:
    """Tell whether an offer sells listed goods below list, so that customers remember the price.

    Where the brand draws a red line at price, an offer within it deals in gifts and special packs.
    """
    kind = offer.kind
    crosses = offer.out_of_scope or not scenario.price_red_line
    return crosses and "price" in kind.asks and kind.margin_lost > 0


def served_share(scenario: Scenario, visits: float) -> float:
    """Return the share of a day's conversion that customer service keeps up with, in (0, 1]."""
    supply = scenario.supply
    answers = float(supply.chats_per_day)
    return rules.answered_share(visits, supply.chat_share, answers, supply.unserved_loss)


def visits_beside(scenario: Scenario, offer: Proposal, visitors: float) -> float:
    """Return the visits of a day of the event, the store's own among them."""
    return visitors / offer.event_days + organic_level(scenario, offer.event_day)


def visits_to_remember(scenario: Scenario, offer: Proposal) -> float:
    """Return how many visits the store has itself while an event's price is remembered.

    It is nought where the event sells nothing below list.
    """
    days = scenario.demand.price_memory_days if below_list(scenario, offer) else 0
    return days * organic_level(scenario, offer.event_day)


def remembering_share(scenario: Scenario, offer: Proposal, visitors: float) -> float:
    """Return the part of those visits that remember the price of an event with ``visitors``.

    Who did not see a price cannot remember it, so it is one visit for each that the event had,
    and all of them at the most.
    """
    own = visits_to_remember(scenario, offer)
    return min(1.0, visitors / own) if own else 0.0


def displaced_orders(scenario: Scenario, offer: Proposal, orders: float, visitors: float) -> float:
    """Return how many orders at list price an event takes from the store itself.

    It takes sales: two small packs of an event stand in for one ordinary order of their value. And
    of the store's visits that remember its price, some buy later or elsewhere.
    """
    demand = scenario.demand
    displaced = demand.cannibalised * orders
    remembering = min(float(visitors), visits_to_remember(scenario, offer))
    worth, memory = offer.kind.order_value_factor, demand.price_memory
    return rules.taken_from_store(displaced, worth, remembering, memory, demand.conversion)


def forecast(scenario: Scenario, offer: Proposal, visitors: float) -> Expectation:
    """Return what a party that expects ``visitors`` makes of the offer.

    It knows the store: how many visitors its service can answer beside the day's own, how many of
    the orders would have come anyway, how many repeat orders late parcels cost. It does not know
    other events on the same days, nor how well this very offer converts. Exposure is cash cost plus
    the expected discount below list; it is used by quotas only and never charged.
    """
    kind = offer.kind
    day = visits_beside(scenario, offer, visitors)
    orders = visitors * kind.conversion * served_share(scenario, day)
    sales = orders * scenario.economics.order_value * kind.order_value_factor
    event = order_contribution(scenario, sales, orders, kind.given_away)
    event -= displaced_orders(scenario, offer, orders, visitors) * follow_on_contribution(scenario)
    late = _late_share(scenario, offer, orders) * scenario.supply.late_repeat_loss
    coming = follow_on_value(scenario, offer, orders * (1.0 - late))
    value = event - offer.cash_cost + coming
    return Expectation(
        visitors=visitors,
        orders=orders,
        sales=sales,
        exposure=rules.exposure(offer.cash_cost, kind.margin_lost, sales),
        deal_value=value,
        commission=scenario.agency.commission * sales * (1.0 - scenario.economics.returns),
    )


def _late_share(scenario: Scenario, offer: Proposal, orders: float) -> float:
    """Return the expected share of the event's parcels that are late; the line packs in turn."""
    demand, days = scenario.demand, offer.event_days
    own = organic_level(scenario, offer.event_day) * demand.conversion
    return rules.late_share(orders / days + own, float(scenario.supply.parcels_per_day), days)


def reported_visitors(scenario: Scenario, offer: Offer) -> float:
    """Return the visitors that the agency writes on the decision sheet of an offer it wants."""
    agency = scenario.agency
    return offer.seen_by_agency * exp(agency.self_interest * agency.report_bias)


def agency_likes(scenario: Scenario, offer: Offer, seen: Expectation) -> bool:
    """Tell whether the agency files or accepts the offer: the client's value weighed with its own.

    Source: semantics of self-interest; (1-b) x deal value + b x own commission >= hurdle.
    """
    own = scenario.agency.self_interest
    hurdle = float(scenario.agency.hurdle)
    return rules.agency_wants(own, seen.deal_value, seen.commission, hurdle)


def organic_level(scenario: Scenario, day: int) -> float:
    """Return the expected organic visits of a day, without noise."""
    known = scenario.levels
    if day not in known:
        demand = scenario.demand
        months = min(max(day, 0) / DAYS_A_MONTH, demand.growth_months)
        index = demand.season_index[scenario.date_of(day).month - 1]
        known[day] = demand.organic_per_day * (1.0 + demand.growth_per_month) ** months * index
    return known[day]
