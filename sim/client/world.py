"""Build the world of a client: the checked file and the era's tables become one ``Scenario``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from math import log, sqrt

from sim.client.market import arrivals_of, campaigns_of, kinds_of
from sim.client.schema import ApproverRow, ClientFile
from sim.client.worktime import Workdays, parse_spans, parse_time
from sim.model.clock import Clock, weekly_clock
from sim.model.scenario import (
    Agency,
    Approver,
    Chain,
    Demand,
    Economics,
    Governance,
    Law,
    Scenario,
    Signatures,
    Supply,
)
from sim.model.units import fen, first_of_month, hours
from sim.tables.read import read_table

DAYS_BEFORE = 140
DAYS_AFTER = 900
"""How far the calendars reach before and after the season, for plans and for slow chains."""


def scenario_of(file: ClientFile) -> Scenario:
    """Return the world that a checked client file describes."""
    start = file.season.start
    days = _season_days(file)
    office = office_days(file)
    clocks = Clocks(file=file, office=office, days=days)
    return Scenario(
        client=file.client.name,
        start=start,
        days=days,
        earliest=-DAYS_BEFORE,
        kinds=kinds_of(file),
        campaigns=campaigns_of(file, days),
        arrivals=arrivals_of(file),
        chain=_chain(file, clocks),
        agency=_agency(file, clocks),
        economics=_economics(file),
        governance=_governance(file),
        demand=_demand(file),
        supply=_supply(file),
        price_red_line=file.store.gift_not_discount or file.store.same_price,
        rival_factor=file.offers.rival_factor,
        rivals=file.offers.rivals,
        rival_in_hours=file.offers.rival_in_hours,
        cost_visitors_correlation=file.offers.cost_visitors_correlation,
        conversion_sigma=file.offers.conversion_sigma,
        plan_filed_days=file.plan.filed_days,
        plan_amount=fen(file.plan.quarter_budget_cny),
        workdays=office,
    )


@dataclass(frozen=True)
class Clocks:
    """Make the clocks of one client: office hours on working days, duty hours on every day."""

    file: ClientFile
    office: frozenset[int]
    days: int

    def working(self, spans: tuple[tuple[int, int], ...]) -> Clock:
        """Return the clock of spans of the day on the client's working days."""
        return self._clock(spans, self.office)

    def every_day(self, hours_text: str) -> Clock:
        """Return the clock of somebody who is on duty on every day of the week."""
        return self._clock(tuple(parse_spans((hours_text,))), None)

    def office_spans(self) -> tuple[tuple[int, int], ...]:
        """Return the office hours of a day."""
        return tuple(parse_spans(self.file.office.hours))

    def late_spans(self) -> tuple[tuple[int, int], ...]:
        """Return the office hours of a day, drawn out to the hour until which people are chased."""
        spans = list(self.office_spans())
        until = hours(self.file.chain.urged_until_h)
        begin, end = spans[-1]
        return (*spans[:-1], (begin, max(end, until)))

    def _clock(self, spans: tuple[tuple[int, int], ...], open_days: frozenset[int] | None) -> Clock:
        return _clock(spans, open_days, DAYS_BEFORE + self.days + DAYS_AFTER)


@lru_cache(maxsize=64)
def _clock(
    spans: tuple[tuple[int, int], ...], open_days: frozenset[int] | None, length: int
) -> Clock:
    """Return one clock for all scenarios that have it: most settings leave the hours alone."""
    return weekly_clock(
        spans, -DAYS_BEFORE, length, lambda day: open_days is None or day in open_days
    )


def workdays_of(file: ClientFile) -> Workdays:
    """Return the working calendar of the client."""
    return Workdays(country=file.office.holidays, days=file.office.days)


def office_days(file: ClientFile) -> frozenset[int]:
    """Return the numbers of the client's working days, before, in and after the season."""
    start, days = file.season.start, _season_days(file)
    return _office_days(file.office.holidays, file.office.days, start, days)


@cache
def _office_days(country: str, week: tuple[str, ...], start: date, days: int) -> frozenset[int]:
    calendar = Workdays(country=country, days=week)
    numbers = range(-DAYS_BEFORE, days + DAYS_AFTER)
    return frozenset(n for n in numbers if calendar.is_workday(start + timedelta(days=n)))


def _season_days(file: ClientFile) -> int:
    end = first_of_month(file.season.start, file.season.months)
    return (end - file.season.start).days


def _chain(file: ClientFile, clocks: Clocks) -> Chain:
    chain = file.chain
    classes = _signatures(file)
    used = {role for signatures in classes for role in signatures.roles}
    office, late = clocks.working(clocks.office_spans()), clocks.working(clocks.late_spans())
    return Chain(
        approvers={
            role: _approver(role, row, file, office, late)
            for role, row in chain.approvers.items()
            if role in used
        },
        classes=classes,
        unbudgeted_climbs=chain.unbudgeted_climbs,
        attention_total=chain.attention == "total",
        rounds=chain.rework_rounds,
        resubmission=lognormal(chain.resubmission_h, chain.resubmission_sigma),
        resubmission_clock=clocks.every_day(file.agency.duty_hours),
        hurdle=chain.hurdle_share,
        stock_share=chain.stock_share,
        least_share=chain.least_share,
        withdraws_dead=chain.withdraws_dead,
        time_out=hours(chain.time_out_h) if chain.time_out_h else None,
        on_time_out=chain.on_time_out,
    )


def _signatures(file: ClientFile) -> tuple[Signatures, ...]:
    """Return who signs in each class of amounts, without the roles that were dropped."""
    rows, dropped = file.chain.classes, file.chain.dropped
    bounds = [0, *(fen(row.up_to_cny) for row in rows)]
    return tuple(
        Signatures(
            above=above, up_to=up_to, roles=tuple(role for role in row.roles if role not in dropped)
        )
        for row, (above, up_to) in zip(rows, pairwise(bounds), strict=True)
    )


def _approver(
    role: str, row: ApproverRow, file: ClientFile, office: Clock, late: Clock
) -> Approver:
    scale = row.attention_scale_h * file.chain.attention_factor
    return Approver(
        role=role,
        clock=office,
        late_clock=late,
        attention=Law(family="weibull", scale=scale, shape=row.attention_shape) if scale else Law(),
        handling=lognormal_mean(row.handling_min / 60, row.handling_cv),
        looks=tuple(parse_time(look) for look in row.looks),
        absence=row.absence_share,
        deputy=row.deputy,
        people=row.people,
        sign=row.sign,
        queued=file.chain.contention,
        other_items_per_day=row.other_items_per_day,
        rejects=min(1.0, row.reject_share * file.chain.reject_factor),
        returns_first=row.return_share_first,
        returns_later=row.return_share_later,
        screens=row.screens,
    )


def _agency(file: ClientFile, clocks: Clocks) -> Agency:
    agency, charter, plan = file.agency, file.charter, file.plan
    return Agency(
        forecast_sigma=agency.forecast_sigma,
        reviewer_sigma=agency.reviewer_sigma,
        self_interest=agency.self_interest,
        hurdle=fen(agency.hurdle_cny),
        commission=agency.commission_share,
        monthly_fee=fen(agency.monthly_fee_cny),
        monthly_cost=fen(agency.monthly_cost_cny),
        think=lognormal(agency.think_min / 60, agency.think_sigma),
        duty=clocks.every_day(agency.duty_hours),
        deputy=agency.deputy,
        absence=agency.absence_share,
        compliance=agency.compliance_share,
        report_bias=agency.report_bias,
        splits=agency.splits_share,
        files_late=agency.files_late_share,
        dual_think=lognormal(charter.dual_think_min / 60, charter.dual_think_sigma),
        director_duty=clocks.every_day(charter.director_hours),
        confirm=lognormal(plan.confirm_h, plan.confirm_sigma),
        confirm_duty=clocks.working(clocks.office_spans()),
    )


def _economics(file: ClientFile) -> Economics:
    store = file.store
    return Economics(
        order_value=fen(store.order_value_cny),
        margin=store.margin_share,
        platform_commission=store.platform_commission_share,
        parcel=fen(store.parcel_cny),
        returns=store.return_share,
        return_parcel=fen(store.return_parcel_cny),
        brand_damage=store.brand_damage_share,
        client_team_month=fen(store.client_team_month_cny),
    )


def _governance(file: ClientFile) -> Governance:
    chain, choice = file.chain, file.choice
    return Governance(
        approver_hour=fen(file.store.approver_hour_cny),
        agency_hour=fen(file.agency.hour_cny),
        standby=chain.standby_share,
        interruption_h=chain.interruption_min / 60,
        dual_h=choice.dual_work_min / 60,
        audit_h=choice.audit_min / 60,
        filing_h=choice.filing_min / 60,
        plan_h=file.plan.preparation_h,
    )


def _demand(file: ClientFile) -> Demand:
    store = file.store
    return Demand(
        organic_per_day=store.organic_visits_per_day,
        growth_per_month=store.growth_per_month,
        growth_months=store.growth_months,
        season_index=_season_index(file.client.category),
        noise_sigma=store.visits_noise_sigma,
        conversion=store.conversion_share,
        returning_conversion=store.returning_conversion_share,
        repeat=returning_share(file),
        repeat_delay_days=Law(
            family="weibull", scale=store.repeat_delay_days, shape=store.repeat_delay_shape
        ),
        trial_follow_on=store.trial_follow_on_share,
        trial_orders=store.trial_orders,
        review_uplift=store.review_uplift,
        review_uplift_cap=store.review_uplift_cap,
        review_days=store.review_days,
        shops_month=fen(store.shops_sales_month_cny),
        shops_noise=store.shops_noise_sigma,
        trial_packs_month=store.trial_packs_per_month,
        trial_pack_cost=fen(store.trial_pack_cny),
        special_packs=store.special_packs,
        special_pack_every_days=store.special_pack_every_days,
        special_pack_price=fen(store.special_pack_price_cny),
        special_pack_contribution=fen(store.special_pack_contribution_cny),
        special_pack_repeat=store.special_pack_repeat_share,
        cannibalised=store.cannibalised_share,
        overlap=store.overlap_share,
        price_memory=store.price_memory_share,
        price_memory_days=store.price_memory_days,
    )


def _season_index(category: str) -> tuple[float, ...]:
    """Return the factors on a category's visits, from January to December."""
    rows = [row for row in read_table("market/seasonality") if row["category"] == category]
    index = {row.integer("month"): row.number("visits_factor") for row in rows}
    return tuple(index[month] for month in range(1, 13))


def returning_share(file: ClientFile) -> float:
    """Return the share of customers who come back, at most 0.95."""
    store = file.store
    repeat = store.repeat_share
    repeat *= store.membership_factor if store.membership else 1.0
    repeat *= store.letter_factor if store.letter else 1.0
    return min(repeat, 0.95)


def _supply(file: ClientFile) -> Supply:
    supply = file.supply
    return Supply(
        opening_stock=supply.opening_stock_orders,
        lead_days=supply.lead_days,
        review_days=supply.review_days,
        cover_days=supply.cover_days,
        api_from=(supply.api_from - file.season.start).days,
        syncs_per_day=supply.syncs_per_day,
        keying_minutes=supply.keying_min,
        keying_error=supply.keying_error_share,
        clerk_hour=fen(supply.clerk_hour_cny),
        error_cost=fen(supply.error_cny),
        oversell_cost=fen(supply.oversell_cny),
        penalty=supply.penalty_share,
        parcels_per_day=supply.parcels_per_day,
        late_repeat_loss=supply.late_repeat_loss_share,
        chat_share=supply.chat_share,
        chats_per_day=supply.chats_per_day,
        unserved_loss=supply.unserved_loss_share,
    )


def lognormal(median_h: float, sigma: float) -> Law:
    """Return the lognormal law with this median in hours; a median of 0 is no time at all."""
    return Law(family="lognormal", scale=median_h, shape=sigma) if median_h else Law()


def lognormal_mean(mean_h: float, cv: float) -> Law:
    """Return the lognormal law with this mean in hours and coefficient of variation."""
    if not mean_h:
        return Law()
    sigma = sqrt(log(1 + cv**2))
    return lognormal(mean_h / sqrt(1 + cv**2), sigma)
