"""The world of one season: everything that the policy does not decide.

Only plain frozen values stand here, in whole fen and microseconds where the replay reads them, so
that a season can be replayed with SimPy and the standard library alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from sim.model.clock import ALWAYS, Clock

APPEARANCE_CEILING = 1.15
"""A season holds this many times the base rate of offers; feedback thins them (S20)."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """Describe how long something takes: the family and its parameters, in hours.

    ``none`` is always zero, ``fixed`` always ``scale``; ``exponential`` has mean ``scale``,
    ``lognormal`` median ``scale`` and log-sigma ``shape``, ``weibull`` scale and shape, ``uniform``
    lies between ``shape`` and ``scale``.
    """

    family: str = "none"
    scale: float = 0.0
    shape: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Describe one kind of promotion resource (推广资源); pairs are median and 90th percentile."""

    id: str
    planned: bool
    rate_per_month: float
    window_h: tuple[float, float]
    cost_cny: tuple[float, float]
    visitors: tuple[float, float]
    conversion: float
    order_value_factor: float
    margin_lost: float
    asks: frozenset[str]
    out_of_scope: float
    event_days: int
    repeat_factor: float
    trial_pack: int
    commission: float = 0.0
    """What the place, a host or an affiliate takes of the event's sales, beside the platform."""

    @property
    def given_away(self) -> float:
        """Return what discount and the kind's own commission take of the event's sales."""
        return self.margin_lost + self.commission


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """Date one planned campaign: announced, answer due, and the days on which it runs."""

    id: str
    kind: str
    announced: date
    due: date
    starts: date
    ends: date
    visitors_factor: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Say when ad-hoc offers come: shares by weekday and hour, the new store's ramp, festivals.

    ``weekday`` and ``hour`` are relative weights (mean 1). The ramp and the festival lead act on
    the number of offers, never on visitors; ``festivals`` are the first days of the era's dated
    campaigns, whether this store takes part in them or not. ``adverse`` is the share of its
    visitors that an ad-hoc offer has less for a store that said yes to all of last month's.
    """

    weekday: tuple[float, ...]
    hour: tuple[float, ...]
    ramp: tuple[float, ...] = (1.0,)
    festivals: tuple[date, ...] = ()
    festival_lead_days: int = 14
    festival_factor: float = 1.0
    rate_factor: float = 1.0
    window_factor: float = 1.0
    feedback: bool = False
    adverse: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Approver:
    """Describe one role of the OA chain: its hours, its attention, its handling, its absences.

    ``sign`` says who of the ``people`` must sign: ``one`` (whoever is free), ``all`` (会签) or
    ``any`` (或签). ``looks`` are fixed times of the day (microseconds after midnight) at which the
    queue is opened; without them ``attention`` runs on the working clock.
    """

    role: str
    clock: Clock
    late_clock: Clock
    attention: Law
    handling: Law
    looks: tuple[int, ...] = ()
    absence: float = 0.0
    deputy: bool = False
    people: int = 1
    sign: str = "one"
    queued: bool = False
    other_items_per_day: float = 0.0
    rejects: float = 0.0
    returns_first: float = 0.0
    returns_later: float = 0.0
    screens: bool = False

    @property
    def signers(self) -> int:
        """Return how many people each get a request: all of them, or whoever is free."""
        return 1 if self.sign == "one" else self.people


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Name the roles that sign, in order, for cash costs above ``above`` up to ``up_to`` (fen)."""

    above: int
    up_to: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Describe the client's OA chain (OA流程): who signs what, and what happens on the way.

    ``attention_total`` says that the attention laws were fitted on whole step sojourns: absence,
    contention and handling are then inside them and their own clocks are off. ``time_out`` is in
    microseconds of wall time a step (``None``: none) with default action ``on_time_out``
    (``approve``, ``reject`` or ``escalate`` to the next signature). Under every regime a deal of
    which less than ``least_share`` can be held in stock is refused.
    """

    approvers: Mapping[str, Approver]
    classes: tuple[Signatures, ...]
    unbudgeted_climbs: bool = False
    attention_total: bool = False
    rounds: int = 3
    resubmission: Law = field(default_factory=Law)
    resubmission_clock: Clock = ALWAYS
    hurdle: float = 0.2
    stock_share: float = 1.0
    least_share: float = 0.5
    withdraws_dead: bool = False
    time_out: int | None = None
    on_time_out: str = "approve"

    def route(self, amount: int, *, budgeted: bool) -> tuple[str, ...]:
        """Return the roles that sign a cash cost of ``amount`` fen; a bound is the lower class."""
        if self.unbudgeted_climbs and not budgeted:
            return self.classes[-1].roles
        for row in self.classes:
            if amount <= row.up_to:
                return row.roles
        return self.classes[-1].roles


@dataclass(frozen=True, kw_only=True)
class Agency:
    """Describe the operating agency (代运营商): what it sees, what it wants, when it is on duty.

    ``self_interest`` is the weight of its own commission against the client's deal value;
    ``hurdle`` what the weighted sum must reach, in fen. Where it decides alone it writes a forecast
    on the sheet that is larger by ``report_bias`` times its self-interest (a logarithm), and keeps
    what is forbidden with chance ``compliance``.
    """

    forecast_sigma: float
    reviewer_sigma: float
    self_interest: float
    hurdle: int
    commission: float
    monthly_fee: int
    monthly_cost: int
    think: Law
    duty: Clock
    deputy: bool
    absence: float
    compliance: float
    report_bias: float
    splits: float
    files_late: float
    dual_think: Law
    director_duty: Clock
    confirm: Law
    confirm_duty: Clock


@dataclass(frozen=True, kw_only=True)
class Economics:
    """Give the money of one order: fen, and shares of its sales."""

    order_value: int
    margin: float
    platform_commission: float
    parcel: int
    returns: float
    return_parcel: int
    brand_damage: float
    client_team_month: int


@dataclass(frozen=True, kw_only=True)
class Governance:
    """Say what deciding itself costs: hours in fen, work in hours.

    Who stands by beyond office hours - for chased requests, for somebody away, to countersign or to
    decide in the green channel - is paid ``standby`` of his hour; a chased approver loses
    ``interruption_h`` at his other work. ``dual_h`` is the director's work on a countersignature,
    ``audit_h`` the client's on an audited decision, ``filing_h`` the agency's on filing one,
    ``plan_h`` that of each side on a quarter's plan.
    """

    approver_hour: int
    agency_hour: int
    standby: float
    interruption_h: float
    dual_h: float
    audit_h: float
    filing_h: float
    plan_h: float


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Describe the store's visits and its customers' habits.

    ``season_index`` has twelve entries with mean 1 and acts on organic visits only; ``repeat`` is
    the chance that an order is followed by another, after ``repeat_delay`` (in days, Weibull).
    ``cannibalised`` of an event's sales would have come anyway, at list price; each further event
    on the same day costs all of them ``overlap`` of their orders; of the store's own orders by
    visits that remember an event below list, ``price_memory`` stay away for ``price_memory_days``.
    """

    organic_per_day: float
    growth_per_month: float
    growth_months: float
    season_index: tuple[float, ...]
    noise_sigma: float
    conversion: float
    returning_conversion: float
    repeat: float
    repeat_delay_days: Law
    trial_follow_on: float
    trial_orders: float
    review_uplift: float
    review_uplift_cap: float
    review_days: int
    shops_month: int
    shops_noise: float
    trial_packs_month: float
    trial_pack_cost: int
    special_packs: int
    special_pack_every_days: int
    special_pack_price: int
    special_pack_contribution: int
    special_pack_repeat: float
    cannibalised: float
    overlap: float
    price_memory: float
    price_memory_days: int


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Describe stock, the ERP link, dispatch and service.

    Stock is counted in orders. Until ``api_from`` (day number) the link is manual: stock is copied
    to the store ``syncs_per_day`` times, orders are keyed by hand. A promised order that is
    cancelled for want of stock costs ``penalty`` of its value, to the platform.
    """

    opening_stock: int
    lead_days: int
    review_days: int
    cover_days: int
    api_from: int
    syncs_per_day: int
    keying_minutes: float
    keying_error: float
    clerk_hour: int
    error_cost: int
    oversell_cost: int
    penalty: float
    parcels_per_day: int
    late_repeat_loss: float
    chat_share: float
    chats_per_day: int
    unserved_loss: float


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Hold the world of one client's season of ``days`` days from ``start`` on.

    ``earliest`` is the first day number of the calendars (negative: before the season), on which
    the plan of the first quarter may already be under way. Rivals claim after ``rival_factor``
    times a kind's median window in the mean; with ``rival_in_hours`` scaled windows leave that
    time as it is.
    """

    client: str
    start: date
    days: int
    earliest: int
    kinds: Mapping[str, Kind]
    campaigns: tuple[Campaign, ...]
    arrivals: Arrivals
    chain: Chain
    agency: Agency
    economics: Economics
    governance: Governance
    demand: Demand
    supply: Supply
    price_red_line: bool
    rival_factor: float
    rivals: bool
    rival_in_hours: bool
    cost_visitors_correlation: float
    conversion_sigma: float
    plan_filed_days: int
    plan_amount: int
    workdays: frozenset[int]

    @cached_property
    def levels(self) -> dict[int, float]:
        """Keep the organic visits that were reckoned for days: all offers ask for the same few."""
        return {}

    def day_number(self, day: date) -> int:
        """Return the number of a calendar day; the season's first day is 0."""
        return (day - self.start).days

    def date_of(self, day_number: int) -> date:
        """Return the calendar day of a day number."""
        return self.start + timedelta(days=day_number)
