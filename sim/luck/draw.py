"""Draw a season: all its luck, once, so that every regime meets the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from math import sqrt
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.luck.streams import ROUNDS, Luck, durations, durations_of_all, plan_requests, request_luck
from sim.luck.vectors import Floats, exp, normal, poisson, unit_exponential
from sim.model.chain import Attendance
from sim.model.clock import daily_looks
from sim.model.elementary import log
from sim.model.offers import FOLLOW_ON_DAYS, Offer, organic_level
from sim.model.scenario import (
    APPEARANCE_CEILING,
    Agency,
    Approver,
    Arrivals,
    Campaign,
    Chain,
    Demand,
    Kind,
    Scenario,
)
from sim.model.season import Season
from sim.model.units import (
    DAY,
    DAYS_A_MONTH,
    HOUR,
    NEVER,
    hours,
    months_between,
)

Z90 = 1.2815515655446004
ABSENCES_DAYS_AFTER = 365
COLUMNS = (
    "window", "cost", "visitors", "agency_noise", "reviewer_noise", "rival", "scope", "think",
    "dual", "confirm", "foreseen", "appears", "complies", "splits", "files_late", "audited",
    "repeat",
)  # fmt: skip


def draw_season(scenario: Scenario, seed: int, replication: int) -> Season:
    """Return the tape of one season of a scenario; the same arguments give the same tape.

    The first seasons of the worlds that were last drawn are kept: most questions about a client
    change money or terms, and those move no luck.
    """
    kept = _kept_for(scenario)
    season = kept.get((seed, replication))
    if season is None:
        season = _drawn(luck_part(scenario), seed, replication)
        if len(kept) < SEASONS_KEPT:
            kept[seed, replication] = season
    # Clocks are reckoned from the chain as it stands, and remembered by the attendance.
    attendance = Attendance(away=season.attendance.away, looks=season.attendance.looks)
    return replace(season, scenario=scenario, attendance=attendance)


Seasons = dict[tuple[int, int], Season]

WORLDS_KEPT, SEASONS_KEPT = 4, 50
"""Of so many worlds so many seasons are kept, of some 0.4 MB each."""

_worlds: list[tuple[Scenario, Seasons]] = []
_last: list[tuple[Scenario, Seasons]] = []


def _kept_for(scenario: Scenario) -> Seasons:
    """Return the seasons that were drawn of a world with the same luck, the last ones first."""
    if _last and _last[0][0] is scenario:
        return _last[0][1]
    luck = luck_part(scenario)
    found = next((each for each in _worlds if each[0] == luck), (luck, Seasons()))
    _worlds[:] = [found, *(each for each in _worlds if each is not found)][:WORLDS_KEPT]
    _last[:] = [(scenario, found[1])]
    return found[1]


WITHOUT_LUCK = {
    "agency": (
        "self_interest", "hurdle", "commission", "monthly_fee", "monthly_cost", "compliance",
        "report_bias", "splits", "files_late", "duty", "deputy", "director_duty", "confirm_duty",
    ),
    "approver": ("late_clock", "deputy", "rejects", "returns_first", "returns_later", "screens"),
    "chain": (
        "classes", "unbudgeted_climbs", "attention_total", "rounds", "resubmission_clock", "hurdle",
        "stock_share", "least_share", "withdraws_dead", "time_out", "on_time_out",
    ),
    "demand": (
        "conversion", "returning_conversion", "repeat", "repeat_delay_days", "trial_follow_on",
        "trial_orders", "review_uplift", "review_uplift_cap", "review_days", "trial_packs_month",
        "trial_pack_cost", "special_packs", "special_pack_every_days", "special_pack_price",
        "special_pack_contribution", "special_pack_repeat", "cannibalised", "overlap",
        "price_memory", "price_memory_days",
    ),
    "scenario": ("client", "economics", "governance", "supply"),
}  # fmt: skip
"""What of a world moves no luck: a season is drawn from a world that has none of it."""


def luck_part(scenario: Scenario) -> Scenario:
    """Return a world without what moves no luck; to read any of it while drawing fails."""
    approvers = scenario.chain.approvers
    bare = {role: _without("approver", approver) for role, approver in approvers.items()}
    return replace(
        _without("scenario", scenario),
        agency=_without("agency", scenario.agency),
        chain=replace(_without("chain", scenario.chain), approvers=bare),
        demand=_without("demand", scenario.demand),
    )


Part = TypeVar("Part", Agency, Approver, Chain, Demand, Scenario)


def _without(name: str, part: Part) -> Part:
    nothing: dict[str, Any] = dict.fromkeys(WITHOUT_LUCK[name])
    return replace(part, **nothing)


def _drawn(scenario: Scenario, seed: int, replication: int) -> Season:
    luck = Luck(seed, replication, _asked(tuple(scenario.kinds), tuple(scenario.chain.approvers)))
    return Season(
        scenario=scenario,
        seed=seed,
        replication=replication,
        offers=_offers(scenario, luck),
        plan_requests=plan_requests(scenario, luck),
        attendance=_attendance(scenario, luck),
        agency_away=_agency_away(scenario, luck),
        other_work=_other_work(scenario, luck),
        organic_visits=_organic_visits(scenario, luck),
        shops_sales=_shops_sales(scenario, luck),
        u_organic=tuple(luck("store/organic_orders", scenario.days + FOLLOW_ON_DAYS).tolist()),
        u_repeat=tuple(luck("store/repeat", scenario.days + FOLLOW_ON_DAYS).tolist()),
    )


@lru_cache(maxsize=16)
def _asked(kinds: tuple[str, ...], roles: tuple[str, ...]) -> dict[str, int]:
    """Return the note of what seasons of such worlds asked for; the first one finds it empty."""
    return {}


def arrival_times(scenario: Scenario, kind: Kind, luck: Luck) -> list[int]:
    """Return when offers of an ad-hoc kind come, in order, at ``APPEARANCE_CEILING`` x the rate.

    A unit Poisson process is bent by the cumulative intensity, so a changed rate moves the same
    offers instead of drawing others.
    """
    cumulative, rate = cumulative_pattern(scenario), most_a_day(scenario, kind)
    total = rate * cumulative[-1]
    if total <= 0:
        return []
    drawn = int(total + 12 * np.sqrt(total) + 24)
    events = np.cumsum(unit_exponential(luck(f"{kind.id}/arrival", drawn)))
    share = events[events < total] / rate
    # np.interp may be compiled to fused operations, which round otherwise on some machines.
    hour = np.searchsorted(cumulative, share, side="right") - 1
    into = (share - cumulative[hour]) / (cumulative[hour + 1] - cumulative[hour])
    return _rounded((hour + into) * HOUR)


def most_a_day(scenario: Scenario, kind: Kind) -> float:
    """Return how many offers of a kind come on an average day, at the ceiling of the rate."""
    a_day = kind.rate_per_month / DAYS_A_MONTH
    return a_day * scenario.arrivals.rate_factor * APPEARANCE_CEILING


def cumulative_pattern(scenario: Scenario) -> NDArray[np.float64]:
    """Return the cumulative expected number of offers per daily rate of 1, hour by hour."""
    return _pattern(scenario.start, scenario.days, scenario.arrivals)


@lru_cache(maxsize=64)
def _pattern(start: date, days: int, arrivals: Arrivals) -> NDArray[np.float64]:
    per_hour = np.zeros(days * 24 + 1)
    for day in range(days):
        today = start + timedelta(days=day)
        weight = arrivals.weekday[today.weekday()] * _ramp(start, today, arrivals.ramp)
        if _festival_near(today, arrivals.festivals, arrivals.festival_lead_days):
            weight *= arrivals.festival_factor
        per_hour[day * 24 + 1 : day * 24 + 25] = weight * np.array(arrivals.hour) / 24
    return np.asarray(np.cumsum(per_hour), dtype=np.float64)


def _ramp(start: date, today: date, ramp: Sequence[float]) -> float:
    return ramp[min(months_between(start, today), len(ramp) - 1)]


def _festival_near(today: date, starts: Sequence[date], lead_days: int) -> bool:
    return any(0 < (festival - today).days <= lead_days for festival in starts)


@dataclass(frozen=True)
class Sort:
    """Hold offers that are drawn under one name: a kind's ad-hoc ones, or a campaign's one."""

    name: str
    kind: Kind
    campaign: Campaign | None
    times: Sequence[int]


def _offers(scenario: Scenario, luck: Luck) -> tuple[Offer, ...]:
    """Return all offers in the order of their moments, numbered from 0."""
    adhoc = [
        Sort(kind.id, kind, None, arrival_times(scenario, kind, luck))
        for kind in scenario.kinds.values()
        if not kind.planned
    ]
    planned = [
        Sort(f"campaign/{each.id}", scenario.kinds[each.kind], each, [announced_at(scenario, each)])
        for each in scenario.campaigns
    ]
    draws = Draws(scenario, luck, [sort for sort in (*adhoc, *planned) if sort.times])
    order = sorted(range(len(draws.at)), key=draws.at.__getitem__)
    return tuple(draws.offer(number, row) for number, row in enumerate(order))


def announced_at(scenario: Scenario, campaign: Campaign) -> int:
    """Return when a campaign's offer comes."""
    return max(scenario.day_number(campaign.announced) * DAY + 10 * HOUR, 0)


class Draws:
    """Hold the luck of all offers as columns of plain numbers, one sort behind the other."""

    def __init__(self, scenario: Scenario, luck: Luck, sorts: Sequence[Sort]) -> None:
        self.scenario = scenario
        self.of = [(sort, row) for sort in sorts for row in range(len(sort.times))]
        self.at = [moment for sort in sorts for moment in sort.times]
        self._sorts, self._counts = sorts, [len(sort.times) for sort in sorts]
        matrix = self._drawn(luck, "offer", len(COLUMNS))
        u = {column: matrix[:, index] for index, column in enumerate(COLUMNS)}
        self._draw_sizes(u, self._drawn(luck, "conversion"))
        self._draw_times(u)
        self.u = {column: values.tolist() for column, values in u.items()}
        self.orders = self._drawn(luck, "orders", 31).tolist()
        again = durations(scenario.chain.resubmission, self._drawn(luck, "resubmission", ROUNDS))
        own = np.split(again, np.cumsum(self._counts)[:-1])
        self.requests = {
            sort.name: request_luck(scenario, luck, sort.name, each)
            for sort, each in zip(sorts, own, strict=False)
        }

    def _drawn(self, luck: Luck, what: str, *width: int) -> Floats:
        sizes = zip(self._sorts, self._counts, strict=True)
        drawn = [luck(f"{sort.name}/{what}", (count, *width)) for sort, count in sizes]
        return np.concatenate(drawn) if drawn else np.empty((0, *width))

    def _each(self, values: Iterable[float]) -> Floats:
        """Return a value of every sort for each of its offers."""
        return np.repeat(np.array([*values], dtype=np.float64), self._counts)

    def _lognormal(self, laws: Sequence[tuple[float, float]], z: Floats) -> Floats:
        """Return lognormal luck by every sort's law, stated by its median and 90th percentile."""
        medians = self._each(max(median, 0.0) for median, _ in laws)
        spread = self._each(log(p90 / median) / Z90 if median > 0 else 0 for median, p90 in laws)
        return medians * exp(spread * z)

    def _draw_sizes(self, u: Mapping[str, Floats], own: Floats) -> None:
        """Set what an offer costs and how many come, truly and in the eyes of the parties."""
        scenario, agency = self.scenario, self.scenario.agency
        correlation = scenario.cost_visitors_correlation
        z_cost = normal(u["cost"])
        z_visitors = correlation * z_cost + sqrt(1.0 - correlation * correlation) * normal(
            u["visitors"]
        )
        campaigns = (sort.campaign for sort in self._sorts)
        # A larger festival costs more, too.
        size = self._each(each.visitors_factor if each else 1.0 for each in campaigns)
        cost = np.rint(self._lognormal([sort.kind.cost_cny for sort in self._sorts], z_cost) * 100)
        visitors = self._lognormal([sort.kind.visitors for sort in self._sorts], z_visitors) * size
        agency_noise = _around_one(agency.forecast_sigma, u["agency_noise"])
        reviewer_noise = _around_one(agency.reviewer_sigma, u["reviewer_noise"])
        self.cost, self.visitors = _rounded(cost * size), _rounded(visitors)
        self.seen_by_agency = _rounded(visitors * agency_noise)
        self.seen_by_reviewers = _rounded(visitors * reviewer_noise)
        self.conversion = _around_one(scenario.conversion_sigma, own).tolist()

    def _draw_times(self, u: Mapping[str, Floats]) -> None:
        """Set how long an offer stays, and how long people think it over."""
        scenario, agency = self.scenario, self.scenario.agency
        windows = [sort.kind.window_h for sort in self._sorts]
        factor = scenario.arrivals.window_factor
        self.window = _rounded(self._lognormal(windows, normal(u["window"])) * factor * HOUR)
        scaled = 1.0 if scenario.rival_in_hours else factor
        mean = self._each(scenario.rival_factor * median * scaled for median, _ in windows)
        self.rival = _rounded(unit_exponential(u["rival"]) * mean * HOUR)
        laws = agency.think, agency.dual_think, agency.confirm
        spent = durations_of_all(laws, (u["think"], u["dual"], u["confirm"]))
        self.think, self.dual, self.confirm = (each.tolist() for each in spent)

    def offer(self, number: int, place: int) -> Offer:
        """Return the offer at one place of the columns."""
        (sort, row), at, scenario, u = self.of[place], self.at[place], self.scenario, self.u
        kind, campaign = sort.kind, sort.campaign
        closes_at, event_day, event_days = self._times(at, sort, place)
        red_line = scenario.price_red_line or "price" not in kind.asks
        cost, planned = self.cost[place], campaign is not None
        return Offer(
            number=number,
            kind=kind,
            campaign=campaign.id if campaign else "",
            offered_at=at,
            closes_at=closes_at,
            rival_at=at + self.rival[place] if scenario.rivals and not kind.planned else NEVER,
            cash_cost=cost,
            visitors=self.visitors[place],
            seen_by_agency=self.seen_by_agency[place],
            seen_by_reviewers=self.seen_by_reviewers[place],
            out_of_scope=red_line and u["scope"][place] < kind.out_of_scope,
            event_day=event_day,
            event_days=event_days,
            conversion=self.conversion[place],
            request=self.requests[sort.name].request(row, number, at, cost, budgeted=planned),
            think=self.think[place],
            dual_think=self.dual[place],
            confirm=self.confirm[place],
            u_foreseen=u["foreseen"][place],
            u_appears=u["appears"][place],
            u_complies=u["complies"][place],
            u_splits=u["splits"][place],
            u_files_late=u["files_late"][place],
            u_audited=u["audited"][place],
            u_orders=tuple(self.orders[place][:event_days]),
            u_repeat=u["repeat"][place],
        )

    def _times(self, at: int, sort: Sort, place: int) -> tuple[int, int, int]:
        """Return when the window closes, and on which days the visits come."""
        campaign = sort.campaign
        if campaign is None:
            closes_at = at + max(1, self.window[place])
            return closes_at, closes_at // DAY, sort.kind.event_days
        return campaign_days(self.scenario, campaign)


def campaign_days(scenario: Scenario, campaign: Campaign) -> tuple[int, int, int]:
    """Return when the answer to a campaign is due, its first day, and how many it has."""
    day = scenario.day_number
    length = min(31, (campaign.ends - campaign.starts).days + 1)
    return day(campaign.due) * DAY + hours(18), day(campaign.starts), length


def _attendance(scenario: Scenario, luck: Luck) -> Attendance:
    last = scenario.days + ABSENCES_DAYS_AFTER
    away: dict[str, frozenset[int]] = {}
    looks: dict[str, tuple[int, ...]] = {}
    for role, approver in scenario.chain.approvers.items():
        if approver.absence > 0:
            absent = luck(f"absence/{role}", last - scenario.earliest) < approver.absence
            days = np.flatnonzero(absent) + scenario.earliest
            away[role] = scenario.workdays.intersection(days.tolist())
        if approver.looks:
            looks[role] = daily_looks(approver.looks, sorted(scenario.workdays))
    return Attendance(away=away, looks=looks)


def _agency_away(scenario: Scenario, luck: Luck) -> frozenset[int]:
    absent = luck("absence/agency", scenario.days) < scenario.agency.absence
    return frozenset(np.flatnonzero(absent).tolist())


def _other_work(scenario: Scenario, luck: Luck) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the other OA work of every queued desk: when each item comes, and its handling."""
    days = [day for day in sorted(scenario.workdays) if 0 <= day < scenario.days]
    return {
        role: _items(approver, days, luck)
        for role, approver in scenario.chain.approvers.items()
        if approver.queued and approver.other_items_per_day
    }


def _items(approver: Approver, days: Sequence[int], luck: Luck) -> tuple[tuple[int, int], ...]:
    """Return one desk's other work, spread over the working hours of ``days``."""
    name = f"other/{approver.role}"
    counts = poisson(approver.other_items_per_day, luck(f"{name}/count", len(days)))
    at, size = luck(f"{name}/item", (int(counts.sum()), 2)).T
    handling = durations(approver.handling, size).tolist()
    clock = approver.clock
    begun = np.repeat([clock.worked(day * DAY) for day in days], counts)
    open_time = np.repeat([clock.between(day * DAY, (day + 1) * DAY) for day in days], counts)
    worked = begun + 1 + (at * open_time).astype(np.int64)
    if len(worked) and worked.max() > clock.done[-1]:
        late = int(np.argmax(worked > clock.done[-1]))  # the clock says where the calendar ends
        clock.add(int(np.repeat(days, counts)[late]) * DAY, int(worked[late] - begun[late]))
    span = np.searchsorted(clock.done, worked) - 1
    arrives = np.array(clock.starts)[span] + worked - np.array(clock.done)[span]
    return tuple(zip(arrives.tolist(), handling, strict=True))


def _organic_visits(scenario: Scenario, luck: Luck) -> tuple[int, ...]:
    """Return the organic visits of each day; those of the run-out are led to the store no more.

    Reviews still turn some of them into orders, and remembered prices keep some away.
    """
    days = scenario.days + FOLLOW_ON_DAYS
    noise = _around_one(scenario.demand.noise_sigma, luck("store/visits", days))
    levels = np.array([organic_level(scenario, day) for day in range(days)])
    return tuple(_rounded(levels * noise))


def _shops_sales(scenario: Scenario, luck: Luck) -> tuple[int, ...]:
    demand = scenario.demand
    noise = exp(demand.shops_noise * normal(luck("shops", scenario.days)))
    return tuple(round(demand.shops_month / DAYS_A_MONTH * factor) for factor in noise.tolist())


def _around_one(sigma: float, uniform: Floats) -> Floats:
    """Return lognormal factors of mean 1."""
    return exp(sigma * normal(uniform) - sigma * sigma / 2.0)


def _rounded(values: Floats) -> list[int]:
    found: list[int] = np.rint(values).astype(np.int64).tolist()
    return found
