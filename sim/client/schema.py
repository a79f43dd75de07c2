"""The client file: every key, its unit and its rule. Types are not coerced, unknown keys refused.

A client states what it knows; what it leaves out comes from ``data/market/assumptions.csv`` and the
tables of its era. Units stand in the names: ``_cny``, ``_h`` (hours), ``_min``, ``_share`` (0-1).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sim.client.quantities import (
    Amount,
    Chats,
    Correlation,
    Day,
    Days,
    DelayDays,
    Deviations,
    EventDays,
    Factor,
    FiledDays,
    Growth,
    Hands,
    HourOfDay,
    Hours,
    HoursADay,
    Items,
    Lines,
    LogPoints,
    MarginShare,
    Minutes,
    Months,
    Multiple,
    OfferCost,
    Orders,
    OrdersEach,
    OrderValue,
    Packs,
    PartShare,
    People,
    Price,
    Rate,
    Ratio,
    Reminders,
    Rounds,
    Score,
    SeasonMonths,
    Share,
    Shops,
    Sigma,
    SomeDays,
    SomeHours,
    SomeMonths,
    SomeShare,
    Spread,
    SquareMetres,
    Syncs,
    TaskDays,
    Variation,
    Visits,
    WeibullShape,
    WholePacks,
    Widening,
    WindowFactor,
    Worth,
)
from sim.client.worktime import as_clocked, parse_spans, weekdays_in
from sim.messages import RuleError, msg


def _span(text: str) -> str:
    parse_spans((text,))
    return as_clocked(text)


def _weekdays(days: object) -> object:
    if not isinstance(days, list | tuple):
        return days
    named = (weekdays_in(day) if isinstance(day, str) else (day,) for day in days)
    return [day for several in named for day in several]


def _said(text: str) -> str:
    if not text.strip() or not text.isprintable():
        rule = msg("must be text of one line, not blank and without control characters")
        raise RuleError(rule)
    return text


Text = Annotated[str, Field(max_length=400), AfterValidator(_said)]
Span = Annotated[str, AfterValidator(_span)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Weekdays = Annotated[
    tuple[Weekday, ...],
    Field(min_length=1, max_length=7, strict=False),
    BeforeValidator(_weekdays),
]
Workweek: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


class FileSection(BaseModel):
    """Be strict: no coercion, no unknown keys, no change after reading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class ClientSection(FileSection):
    """Who the client is; ``as_of`` is the date that stands in every document."""

    name: Text
    brand: Text
    category: Literal["cotton_daily", "cosmetics", "appliance"]
    era: Literal["2010", "today"]
    as_of: Day


class ProjectSection(FileSection):
    """When preparation starts and when the store shall go live; task durations may be overridden.

    ``task_days`` maps a task to its optimistic, most likely and pessimistic working days.
    """

    start_date: Day
    go_live: Day
    task_days: dict[str, Annotated[tuple[TaskDays, TaskDays, TaskDays], Field(strict=False)]] = (
        Field(default_factory=dict)
    )


class ContactsSection(FileSection):
    """Who speaks for the client, by role; a role left out has no name yet."""

    sponsor: Text | None = None
    director: Text | None = None
    product: Text | None = None
    supply: Text | None = None
    finance: Text | None = None
    it: Text | None = None
    logistics: Text | None = None
    brand: Text | None = None


class PartnersSection(FileSection):
    """The agencies that were scored: a CSV beside the client file, and what its scores rest on."""

    file: Text
    basis: Literal["SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT"] = "CLIENT"


class ReadinessSection(FileSection):
    """How ready the client is: items of the assessment, each 0 (nothing) to 4 (shown in full)."""

    sponsor: Score | None = None
    single_decider: Score | None = None
    product_named: Score | None = None
    supply_named: Score | None = None
    finance_named: Score | None = None
    it_named: Score | None = None
    logistics_named: Score | None = None
    evening_duty: Score | None = None
    promotion_budget: Score | None = None
    gift_budget: Score | None = None
    stock_reserved: Score | None = None
    staff_time: Score | None = None
    doa_known: Score | None = None
    latency_measured: Score | None = None
    quarterly_plan: Score | None = None
    charter: Score | None = None
    steering_meeting: Score | None = None
    channel_rule: Score | None = None
    data_access: Score | None = None
    stock_60_days: Score | None = None
    test_reports: Score | None = None
    clean_price_list: Score | None = None

    @property
    def scores(self) -> dict[str, int]:
        """Return the items that were scored."""
        found = ((item, getattr(self, item)) for item in type(self).model_fields)
        return {item: score for item, score in found if score is not None}


class RangeSection(FileSection):
    """The client's SKU list: a CSV beside the client file, and what its numbers rest on."""

    skus: Text
    basis: Literal["SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT"] = "CLIENT"


class TargetsSection(FileSection):
    """What the client asks of its store; the plan of operations says what is short of it."""

    sales_month_cny: Amount | None = None


class SeasonSection(FileSection):
    """Which months are simulated: ``months`` full calendar months from ``start`` on."""

    start: Day
    months: SeasonMonths
    switch_on: Day | None = None


class ReportedSection(FileSection):
    """What a client reports of a season that has already been, and the file of its fits to it."""

    claim: Text = "client"
    sales_cny: Amount | None = None
    last_month_sales_cny: Amount | None = None
    conversion_share: Share | None = None
    returning_share: Share | None = None
    online_share: Share | None = None
    fits: Text | None = None


class OfficeSection(FileSection):
    """When the client's people work; ``holidays`` is a country code or "none"."""

    holidays: Text
    days: Weekdays = Workweek
    hours: Annotated[tuple[Span, ...], Field(min_length=1, max_length=12, strict=False)] = (
        "09:00-12:00",
        "13:00-18:00",
    )


class OwnKind(FileSection):
    """A kind of offer of the client's own; pairs are median and 90th percentile."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    name: Text
    name_zh: Annotated[str, Field(max_length=400)] = ""
    rate_per_month: Rate
    window_h: Annotated[tuple[SomeHours, SomeHours], Field(strict=False)]
    cost_cny: Annotated[tuple[OfferCost, OfferCost], Field(strict=False)]
    visitors: Annotated[tuple[Visits, Visits], Field(strict=False)]
    conversion_share: Share
    order_value_factor: Multiple = 1.0
    margin_lost_share: Share = 0.0
    commission_share: Share = 0.0
    asks: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] = ("budget",)
    out_of_scope_share: Share = 0.0
    event_days: EventDays = 1
    repeat_factor: Factor = 1.0


class KindNumbers(FileSection):
    """The numbers of a kind of the era; what is left out comes from the table of its numbers.

    A spread is the 90th percentile over the median. ``commission_share`` is what the place, a host
    or an affiliate takes of the event's sales, beside the platform and the agency.
    """

    rate_per_month: Rate = 0.0
    window_h: SomeHours
    window_spread: Spread
    cost_cny: OfferCost
    cost_spread: Spread
    visitors: Visits
    visitors_spread: Spread
    conversion_share: Share
    order_value_factor: Multiple
    margin_lost_share: Share = 0.0
    commission_share: Share = 0.0
    out_of_scope_share: Share
    repeat_factor: Factor
    trial_pack_cny: Price = 0.0


class OffersSection(FileSection):
    """Which offers come: kinds of the era (all, or those listed), the client's own; how fast."""

    kinds: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] | None = None
    numbers: dict[str, KindNumbers]
    own: Annotated[tuple[OwnKind, ...], Field(max_length=50, strict=False)] = ()
    campaigns: bool = True
    rate_factor: Factor
    window_factor: WindowFactor
    rival_factor: Multiple
    visitors_factor: Multiple
    conversion_factor: Multiple
    cost_factor: Multiple
    giveaway_factor: Factor
    rivals: bool = True
    rival_in_hours: bool = False
    feedback: bool = False
    adverse_share: Share
    conversion_sigma: Sigma
    new_store: bool = True
    cost_visitors_correlation: Correlation


class ClassRow(FileSection):
    """One class of the authority table: who signs, in order, up to which cash cost."""

    up_to_cny: Amount
    roles: Annotated[tuple[str, ...], Field(min_length=1, max_length=20, strict=False)]


class ApproverRow(FileSection):
    """One role of the chain; what is left out comes from the era's table of approvers."""

    attention_scale_h: Hours
    attention_shape: WeibullShape
    handling_min: Minutes
    handling_cv: Variation
    absence_share: PartShare
    deputy: bool
    people: People
    sign: Literal["one", "all", "any"] = "one"
    looks: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] = ()
    other_items_per_day: Items
    reject_share: Share
    return_share_first: Share
    return_share_later: Share
    screens: bool


class ChainSection(FileSection):
    """The OA chain: authority classes, approvers, and what happens to what waits."""

    classes: Annotated[tuple[ClassRow, ...], Field(min_length=1, max_length=20, strict=False)]
    approvers: Annotated[dict[Text, ApproverRow], Field(max_length=50)]
    attention: Literal["net", "total"] = "net"
    attention_factor: Multiple
    contention: bool = False
    unbudgeted_climbs: bool = False
    rework_rounds: Rounds
    resubmission_h: Hours
    resubmission_sigma: Sigma
    reject_factor: Factor
    hurdle_share: Ratio
    stock_share: Ratio
    least_share: Share
    withdraws_dead: bool = False
    time_out_h: SomeHours | None = None
    on_time_out: Literal["approve", "reject", "escalate"] = "approve"
    urged_attention_factor: Multiple
    urged_until_h: HourOfDay
    fatigue_share: PartShare
    standby_share: Ratio
    interruption_min: Minutes
    reminders: Reminders
    remind_after_h: SomeHours
    reminder_shortens_share: Share
    dropped: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] = ()


class AgencySection(FileSection):
    """The operating agency: what it sees, wants, costs, and when it is on duty."""

    forecast_sigma: Sigma
    reviewer_sigma: Sigma
    self_interest: Share
    hurdle_cny: Worth
    commission_share: Share
    monthly_fee_cny: Amount
    monthly_cost_cny: Amount
    think_min: Minutes
    think_sigma: Sigma
    duty_hours: Span = "09:00-22:00"
    absence_share: PartShare
    deputy: bool = True
    compliance_share: Share
    report_bias: LogPoints
    hour_cny: Price
    splits_share: Share
    files_late_share: Share


class CharterSection(FileSection):
    """The green channel's clauses (授权书); a quota of 0 is legal and means: everything to OA."""

    quota_cny: Amount
    alone_cny: Amount
    month_quota_cny: Amount
    quarter_budget_share: Share
    aggregation_h: Hours
    kinds_excluded: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] | None = None
    instruments: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] = (
        "budget",
        "gift",
        "price",
        "inventory",
        "brand",
    )
    stock_share: Share | None
    hurdle_share: Ratio | None
    stop_loss_cny: Amount | None
    audit_share: Share
    audit_above_share: Share
    report_tolerance: Widening
    deviations_allowed: Deviations
    breach_paid_by_agency: bool = True
    dual_think_min: Minutes
    dual_think_sigma: Sigma
    director_hours: Span = "09:00-21:00"
    gift_share: Share
    lapse_days: Days
    valid_from: Day | None = None
    valid_until: Day | None = None
    revoked_on: Day | None = None


class PlanSection(FileSection):
    """The quarterly plan (季度计划)."""

    coverage_share: Share
    quarter_budget_cny: Amount
    reserve_share: Share
    rolling: bool = True
    filed_days: FiledDays
    confirm_h: Hours
    confirm_sigma: Sigma
    preparation_h: Hours


class StoreSection(FileSection):
    """The store's visits, orders, customers and rules."""

    order_value_cny: OrderValue
    margin_share: MarginShare
    platform_commission_share: Share
    parcel_cny: Price
    return_share: PartShare
    return_parcel_cny: Price
    organic_visits_per_day: Visits
    growth_per_month: Growth
    growth_months: Months
    visits_noise_sigma: Sigma
    conversion_share: Share
    returning_conversion_share: SomeShare
    repeat_share: Share
    repeat_delay_days: DelayDays
    repeat_delay_shape: WeibullShape
    membership: bool = True
    membership_factor: Multiple
    letter: bool = True
    letter_factor: Multiple
    gift_not_discount: bool = True
    same_price: bool = True
    brand_damage_share: Share
    cannibalised_share: Share
    overlap_share: Share
    price_memory_share: Share
    price_memory_days: Days
    trial_packs_per_month: Packs
    trial_pack_cny: Price
    trial_follow_on_share: Share
    trial_orders: OrdersEach
    review_uplift: Share
    review_uplift_cap: Share
    review_days: Days
    special_packs: WholePacks
    special_pack_every_days: SomeDays
    special_pack_price_cny: OrderValue
    special_pack_contribution_cny: Worth
    special_pack_repeat_share: Share
    shops: Shops
    shops_sales_month_cny: Amount
    shops_noise_sigma: Sigma
    client_team_month_cny: Amount
    approver_hour_cny: Price
    discount_rate_share: Share


class SupplySection(FileSection):
    """Stock in orders, the ERP link, dispatch and customer service."""

    opening_stock_orders: Orders
    lead_days: Days
    review_days: SomeDays
    cover_days: Days
    api_from: Day
    syncs_per_day: Syncs
    keying_min: Minutes
    keying_error_share: Share
    clerk_hour_cny: Price
    error_cny: Price
    oversell_cny: Price
    penalty_share: Ratio
    parcels_per_day: Orders
    late_repeat_loss_share: Share
    chat_share: Share
    chats_per_day: Chats
    unserved_loss_share: Share


class ChoiceSection(FileSection):
    """What the client weighs when it chooses who decides: limits, change, the work of control."""

    indifferent_share: Share
    change_cny: Amount
    pay_back_months: SomeMonths
    red_line_share: Share
    dual_work_min: Minutes
    audit_min: Minutes
    filing_min: Minutes
    widest_factor: Widening


class WarehouseSection(FileSection):
    """The warehouse that sends the parcels; ``own`` is false where a third party runs it."""

    own: bool = True
    pickers: Hands = 0
    packers: Hands = 0
    clerks: Hands = 0
    hours_per_day: HoursADay = 8.0
    collected_per_day: Orders | None = None
    second_carrier: bool = False
    free_m2: SquareMetres | None = None
    lines_per_order: Lines | None = None


class ClientFile(FileSection):
    """The whole client file, defaults filled in."""

    client: ClientSection
    project: ProjectSection
    season: SeasonSection
    office: OfficeSection
    offers: OffersSection
    chain: ChainSection
    agency: AgencySection
    charter: CharterSection
    plan: PlanSection
    store: StoreSection
    supply: SupplySection
    choice: ChoiceSection
    range: RangeSection | None = None
    readiness: ReadinessSection | None = None
    partners: PartnersSection | None = None
    contacts: ContactsSection | None = None
    warehouse: WarehouseSection | None = None
    targets: TargetsSection | None = None
    reported: ReportedSection | None = None
