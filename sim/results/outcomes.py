"""What an executive reads: each outcome is a pure function of one season's ledger.

Money is in CNY, times in hours, shares in [0, 1]. What does not exist in a season (no decision, no
customer) is None, never NaN. What is told by month, kind or clause stands in
``sim.results.breakdowns``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sim.model.ledger import CAUSES, Day, Entry, Fate, Ledger
from sim.model.scenario import Scenario
from sim.model.units import DAY, Month, in_cny, in_hours, month_of, months_between

Value = float | None
DELEGATED_ROUTES = ("green", "delegated")


@dataclass(frozen=True, kw_only=True)
class Played:
    """Hold what the outcomes are computed from: the world and one season's ledger."""

    scenario: Scenario
    ledger: Ledger

    @property
    def entries(self) -> list[Entry]:
        """Return one entry an offer."""
        return self.ledger.entries

    @property
    def filed(self) -> list[Entry]:
        """Return the offers that the agency did not decline, answered ones only."""
        return [e for e in self.entries if e.filed and e.answered_at is not None]

    @property
    def captured(self) -> list[Entry]:
        """Return the captured offers."""
        return [entry for entry in self.entries if entry.fate is Fate.CAPTURED]

    @property
    def days(self) -> list[Day]:
        """Return the days of the season, without its run-out."""
        return self.ledger.days[: self.scenario.days]

    @property
    def months(self) -> int:
        """Return how many calendar months the season touches."""
        first, last = self.scenario.start, self.scenario.date_of(self.scenario.days - 1)
        return months_between(first, last) + 1

    def month(self, at: int) -> Month:
        """Return the calendar month of a moment."""
        return month_of(self.scenario.date_of(at // DAY))


Pure = TypeVar("Pure", bound=Callable[[Played], Value])


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Describe one outcome: its unit, which direction is better, and how seasons are summed up.

    ``statistic`` is ``mean`` over seasons, or the 5th or 95th percentile of them (``p5``, ``p95``);
    ``better`` is ``high``, ``low`` or ``none``.
    """

    name: str
    unit: str
    better: str
    meaning: str
    of: Callable[[Played], Value]
    statistic: str = "mean"


OUTCOMES: dict[str, Outcome] = {}
"""Every outcome by name, in the order in which an executive reads them."""


def outcome(
    unit: str, *, better: str, meaning: str, statistic: str = "mean", name: str = ""
) -> Callable[[Pure], Pure]:
    """Enter the function below among the outcomes, under its own name or ``name``."""

    def entered(of: Pure) -> Pure:
        entry = Outcome(
            name=name or of.__name__,
            unit=unit,
            better=better,
            meaning=meaning,
            of=of,
            statistic=statistic,
        )
        OUTCOMES[entry.name] = entry
        return of

    return entered


def outcomes_of(played: Played) -> dict[str, Value]:
    """Return every outcome of one replayed season, by name."""
    return {name: entry.of(played) for name, entry in OUTCOMES.items()}


@outcome("share", better="high", meaning="offers captured over offers made")
def capture_rate(played: Played) -> Value:
    """Return the share of offers answered yes inside their window and before the rival (S20)."""
    return share(len(played.captured), len(played.entries))


@outcome("share", better="high", meaning="offered visitors captured")
def captured_visitors_share(played: Played) -> Value:
    """Return the share of all offered visitors that were captured."""
    offered = sum(entry.offer.visitors for entry in played.entries)
    return share(sum(entry.visitors for entry in played.captured), offered)


@outcome("h", better="low", meaning="mean hours from offer to final answer")
def decision_latency_h(played: Played) -> Value:
    """Return the mean hours from offer to final answer over filed offers."""
    return mean_h(latencies(played.filed))


@outcome("h", better="low", meaning="median of those hours")
def decision_latency_median_h(played: Played) -> Value:
    """Return the median of those hours."""
    return quantile(latencies_h(played.filed), 0.5)


@outcome("h", better="low", meaning="90th percentile of those hours")
def decision_latency_p90_h(played: Played) -> Value:
    """Return the 90th percentile of those hours."""
    return quantile(latencies_h(played.filed), 0.9)


@outcome("working h", better="low", meaning="mean working hours to the answer")
def decision_latency_working_h(played: Played) -> Value:
    """Return the mean working hours from offer to final answer over filed offers."""
    chain = played.scenario.chain
    clock = next(iter(chain.approvers.values())).clock
    worked = [
        clock.between(e.offer.offered_at, e.answered_at)
        for e in played.filed
        if e.answered_at is not None
    ]
    return mean_h(worked)


@outcome("h", better="low", meaning="mean hours to the answer, captured offers only")
def captured_latency_h(played: Played) -> Value:
    """Return the mean hours from offer to final answer over captured offers."""
    return mean_h(latencies(played.captured))


@outcome("share", better="high", meaning="filed offers answered within their window")
def in_window_share(played: Played) -> Value:
    """Return the share of filed offers answered, yes or no, before their window's end."""
    filed = [entry for entry in played.entries if entry.filed]
    return share(sum(_in_window(entry) for entry in filed), len(filed))


@outcome("CNY", better="high", meaning="orders placed by the horizon")
def sales_cny(played: Played) -> float:
    """Return the sales of orders placed by the horizon."""
    return in_cny(sum(day.sales for day in played.days))


@outcome("orders", better="low", meaning="orders at list price that events took from the store")
def displaced_orders(played: Played) -> float:
    """Return the orders at list price that came to events instead, or stayed away after them."""
    return float(sum(day.displaced for day in played.ledger.days))


@outcome("CNY", better="high", meaning="what the decisions leave, after fees and deciding")
def contribution_cny(played: Played) -> float:
    """Return what all decisions made by the horizon leave, run-out included.

    The agency's fees are paid, and what deciding itself costs the client.
    """
    earned = sum(day.contribution for day in played.ledger.days)
    fees = played.months * in_cny(played.scenario.agency.monthly_fee)
    return in_cny(earned) - fees - deciding_cost_cny(played)


@outcome("CNY", better="low", meaning="what deciding costs the client: hours of its people")
def deciding_cost_cny(played: Played) -> float:
    """Return what deciding costs the client: signing, standing by, interruptions, controls, plan.

    Dual signs, audits and the quarter's plan are counted with the hours that they take.
    """
    ledger, terms = played.ledger, played.scenario.governance
    signings = [s for entry in played.entries for s in entry.decision.signings]
    signings += ledger.plan_signings
    hours = in_hours(sum(signing.handling + signing.others_handling for signing in signings))
    hours += terms.interruption_h * sum(signing.chased for signing in signings)
    hours += terms.standby * in_hours(ledger.standby)
    hours += terms.dual_h * sum(entry.decision.dual for entry in played.entries)
    hours += terms.audit_h * ledger.audits + terms.plan_h * ledger.plans
    return in_cny(round(hours * terms.approver_hour))


@outcome("CNY", better="none", meaning="cash cost of captured offers")
def spend_cny(played: Played) -> float:
    """Return the cash cost of the captured offers."""
    return in_cny(sum(entry.cash_cost for entry in played.captured))


@outcome("deals", better="low", meaning="captured offers with a deal value below zero")
def loss_making_deals(played: Played) -> float:
    """Return how many captured offers had a realised deal value below zero."""
    return float(sum(entry.deal_value < 0 for entry in played.captured))


@outcome("min", better="low", meaning="approvers' minutes on dead offers")
def wasted_approver_min(played: Played) -> float:
    """Return the approvers' minutes spent on requests after their offer had died."""
    wasted = sum(
        signing.handling + signing.others_handling
        for entry in played.entries
        for signing in entry.decision.signings
        if signing.started_at >= entry.offer.dies_at
    )
    return in_hours(wasted) * 60


@outcome("share", better="high", meaning="orders over visits")
def conversion(played: Played) -> Value:
    """Return orders over visits, returning customers' included (S12)."""
    days = played.days
    orders = sum(day.visit_orders + day.repeat_orders for day in days)
    return share(orders, sum(day.visits for day in days))


@outcome("share", better="high", meaning="first-half customers who ordered again")
def returning_share(played: Played) -> Value:
    """Return the share of the first half's customers who ordered again by the end (cohort)."""
    return share(played.ledger.cohort_returned, played.ledger.cohort)


@outcome("share", better="high", meaning="repeat orders over customers, period reading")
def returning_share_period(played: Played) -> Value:
    """Return repeat orders over all customers of the season (the period reading)."""
    days = played.days
    return share(sum(d.repeat_orders for d in days), sum(d.first_orders for d in days))


@outcome("share", better="high", meaning="online share of the brand, latest full month")
def online_share(played: Played) -> Value:
    """Return the store's share of all the brand's sales in the latest full month (S12)."""
    last = played.month(played.days[-1].day * DAY)
    month = [day for day in played.days if played.month(day.day * DAY) == last]
    online, shops = sum(d.sales for d in month), sum(d.shops_sales for d in month)
    return share(online, online + shops) if shops else None


@outcome("CNY", better="high", meaning="contribution less the own team")
def client_profit_cny(played: Played) -> float:
    """Return the contribution less the client's own team, with what breaches cost the agency."""
    team = played.months * in_cny(played.scenario.economics.client_team_month)
    return contribution_cny(played) + in_cny(played.ledger.agency_paid) - team


@outcome("CNY", better="none", meaning="the agency's commission and fee less its team")
def agency_profit_cny(played: Played) -> float:
    """Return the agency's commission and fee less team, duty, paper and what breaches cost it."""
    agency, terms, ledger = played.scenario.agency, played.scenario.governance, played.ledger
    commission = in_cny(sum(day.commission for day in ledger.days))
    fixed = played.months * in_cny(agency.monthly_fee - agency.monthly_cost)
    filed = sum(entry.decision.route == "green" for entry in played.entries)
    hours = terms.filing_h * filed + terms.plan_h * ledger.plans
    hours += terms.standby * in_hours(ledger.agency_standby)
    return commission + fixed - in_cny(ledger.agency_paid) - hours * in_cny(terms.agency_hour)


@outcome("CNY", better="none", meaning="exposure committed a month")
def quota_use_cny_month(played: Played) -> Value:
    """Return the mean exposure committed a month, None where there is no charter."""
    if played.ledger.committed is None:
        return None
    return in_cny(sum(played.ledger.committed.values())) / played.months


@outcome("offers", better="none", meaning="filed offers withdrawn at death")
def withdrawn_offers(played: Played) -> float:
    """Return how many filed offers were withdrawn at death; their latency is censored."""
    return float(sum(entry.decision.withdrawn for entry in played.entries))


@outcome("offers", better="low", meaning="offers sent out of the charter to the OA chain")
def fallbacks(played: Played) -> Value:
    """Return how many offers the charter sent on to the OA chain."""
    return float(sum(bool(entry.decision.fallback) for entry in played.entries))


@outcome("days", better="low", meaning="days without green channel")
def suspended_days(played: Played) -> float:
    """Return the days on which the green channel was suspended, within the season."""
    end = played.scenario.days * DAY
    spans = ((since, until) for since, until, _ in played.ledger.suspensions)
    return sum(min(until, end) - min(since, end) for since, until in spans) / DAY


@outcome("CNY", better="low", meaning="cost of events beyond the red line")
def brand_damage_cny(played: Played) -> float:
    """Return what events beyond the red line cost the brand."""
    return in_cny(sum(entry.brand_damage for entry in played.entries))


@outcome("orders", better="low", meaning="orders cancelled for want of stock")
def oversold_orders(played: Played) -> float:
    """Return the orders that were cancelled for want of stock, run-out included."""
    return float(sum(day.oversold for day in played.ledger.days))


@outcome("parcels", better="low", meaning="parcels not sent on their day")
def late_parcels(played: Played) -> float:
    """Return the parcels that were not sent on their day, run-out included."""
    return float(sum(day.late_parcels for day in played.ledger.days))


def waiting_h(played: Played, cause: str) -> Value:
    """Return the mean hours that a request in the OA chain waited for one cause."""
    return mean_h([getattr(waits, cause) for waits in played.ledger.waits.values()])


for _cause in CAUSES:
    outcome("h", better="low", meaning=f"mean hours waited: {_cause}", name=f"waiting_{_cause}_h")(
        partial(waiting_h, cause=_cause)
    )


@outcome(
    "CNY", better="high", meaning="5th percentile of the worst month's deal value", statistic="p5"
)
def worst_month_cny(played: Played) -> Value:
    """Return the lowest deal value that the offers taken in one calendar month brought."""
    months = _by_month(played, played.captured)
    every = {played.month(day.day * DAY) for day in played.days}
    return min(in_cny(sum(values)) for values in ({m: [0] for m in every} | months).values())


@outcome(
    "CNY",
    better="low",
    meaning="95th percentile of the largest monthly fall of agency-decided deal value",
    statistic="p95",
)
def money_at_risk_cny(played: Played) -> Value:
    """Return the largest fall of the agency-decided deal value within a month, None if none."""
    decided = [e for e in played.captured if e.decision.route in DELEGATED_ROUTES]
    if not any(e.decision.route in DELEGATED_ROUTES for e in played.entries):
        return None
    months = _by_month(played, decided)
    return max((in_cny(drawdown(values)) for values in months.values()), default=0.0)


def latencies(entries: Iterable[Entry]) -> list[int]:
    """Return the time from offer to final answer, yes or no, in microseconds."""
    return [e.answered_at - e.offer.offered_at for e in entries if e.answered_at is not None]


def latencies_h(entries: Iterable[Entry]) -> list[float]:
    """Return the hours from offer to final answer, yes or no."""
    return [in_hours(latency) for latency in latencies(entries)]


def share(part: float, whole: float) -> Value:
    """Return part over whole, None when there is nothing."""
    return part / whole if whole else None


def mean_h(durations: list[int]) -> Value:
    """Return the mean in hours of durations in microseconds, None of nothing.

    Whole numbers are summed, whose sum is the same in whatever order.
    """
    return in_hours(sum(durations)) / len(durations) if durations else None


def quantile(values: list[float], at: float) -> Value:
    """Return a quantile by linear interpolation, None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = at * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def drawdown(values: Iterable[int]) -> int:
    """Return the largest fall of the running sum below an earlier height, as a positive number.

    >>> drawdown([5, -3, 1, -4, 10])
    6
    """
    height = level = fall = 0
    for value in values:
        level += value
        height = max(height, level)
        fall = max(fall, height - level)
    return fall


def _in_window(entry: Entry) -> bool:
    return entry.answered_at is not None and entry.answered_at < entry.offer.closes_at


def _by_month(played: Played, entries: Iterable[Entry]) -> dict[Month, list[int]]:
    months: dict[Month, list[int]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.answered_at or 0, e.offer.number)):
        months[played.month(entry.answered_at or 0)].append(entry.deal_value)
    return months
