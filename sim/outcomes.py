"""What an executive reads: each outcome is a pure function of one season's ledger.

Money is in CNY, times in hours, shares in [0, 1]. What does not exist in a season (no decision, no
customer) is None, never NaN.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sim.ledger import CAUSES, Day, Entry, Fate, Ledger
from sim.months import Month, month_of, months_between
from sim.scenario import Scenario
from sim.units import DAY, in_cny, in_hours

Value = float | None
DELEGATED_ROUTES = ("green", "delegated")


@dataclass(frozen=True, kw_only=True)
class Run:
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
    of: Callable[[Run], Value]
    statistic: str = "mean"


def capture_rate(run: Run) -> Value:
    """Return the share of offers answered yes inside their window and before the rival (S20)."""
    return share(len(run.captured), len(run.entries))


def captured_visitors_share(run: Run) -> Value:
    """Return the share of all offered visitors that were captured."""
    offered = sum(entry.offer.visitors for entry in run.entries)
    return share(sum(entry.offer.visitors for entry in run.captured), offered)


def latencies_h(entries: Iterable[Entry]) -> list[float]:
    """Return the hours from offer to final answer, yes or no."""
    return [
        in_hours(e.answered_at - e.offer.offered_at) for e in entries if e.answered_at is not None
    ]


def working_latency_h(run: Run) -> Value:
    """Return the mean working hours from offer to final answer over filed offers."""
    chain = run.scenario.chain
    clock = next(iter(chain.approvers.values())).clock
    worked = [
        in_hours(clock.between(e.offer.offered_at, e.answered_at))
        for e in run.filed
        if e.answered_at is not None
    ]
    return mean(worked)


def in_window_share(run: Run) -> Value:
    """Return the share of filed offers answered, yes or no, before their window's end."""
    filed = [entry for entry in run.entries if entry.filed]
    return share(sum(_in_window(entry) for entry in filed), len(filed))


def _in_window(entry: Entry) -> bool:
    return entry.answered_at is not None and entry.answered_at < entry.offer.closes_at


def sales_cny(run: Run) -> float:
    """Return the sales of orders placed by the horizon."""
    return in_cny(sum(day.sales for day in _season_days(run)))


def sales_by_month(run: Run) -> dict[str, float]:
    """Return the sales of each month of the season, by ``YYYY-MM``."""
    months: dict[str, int] = defaultdict(int)
    for day in _season_days(run):
        months[run.scenario.date_of(day.day).strftime("%Y-%m")] += day.sales
    return {month: in_cny(sales) for month, sales in months.items()}


def contribution_cny(run: Run) -> float:
    """Return what all decisions made by the horizon leave, run-out included, after agency fees."""
    earned = sum(day.contribution for day in run.ledger.days)
    return in_cny(earned) - _months(run) * in_cny(run.scenario.agency.monthly_fee)


def client_profit_cny(run: Run) -> float:
    """Return the contribution less the client's own team and its approvers' time."""
    money = run.scenario.economics
    team = _months(run) * in_cny(money.client_team_month)
    signing = _approver_hours(run.entries) * in_cny(money.approver_hour)
    return contribution_cny(run) + in_cny(run.ledger.agency_paid) - team - signing


def agency_profit_cny(run: Run) -> float:
    """Return the agency's commission and fee less its team and what breaches cost it."""
    agency = run.scenario.agency
    commission = in_cny(sum(day.commission for day in run.ledger.days))
    fixed = _months(run) * in_cny(agency.monthly_fee - agency.monthly_cost)
    return commission + fixed - in_cny(run.ledger.agency_paid)


def spend_cny(run: Run) -> float:
    """Return the cash cost of the captured offers."""
    return in_cny(sum(entry.offer.cash_cost for entry in run.captured))


def loss_making_deals(run: Run) -> float:
    """Return how many captured offers had a realised deal value below zero."""
    return float(sum(entry.deal_value < 0 for entry in run.captured))


def wasted_approver_min(run: Run) -> float:
    """Return the approvers' minutes spent on requests after their offer had died."""
    wasted = sum(
        signing.handling + signing.others_handling
        for entry in run.entries
        for signing in entry.decision.signings
        if signing.started_at >= entry.offer.dies_at
    )
    return in_hours(wasted) * 60


def conversion(run: Run) -> Value:
    """Return orders over visits, returning customers' included (S12)."""
    days = _season_days(run)
    orders = sum(day.visit_orders + day.repeat_orders for day in days)
    return share(orders, sum(day.visits for day in days))


def returning_share(run: Run) -> Value:
    """Return the share of the first half's customers who ordered again by the end (cohort)."""
    return share(run.ledger.cohort_returned, run.ledger.cohort)


def returning_share_period(run: Run) -> Value:
    """Return repeat orders over all customers of the season (the period reading)."""
    days = _season_days(run)
    return share(sum(d.repeat_orders for d in days), sum(d.first_orders for d in days))


def online_share(run: Run) -> Value:
    """Return the store's share of all the brand's sales in the latest full month (S12)."""
    days = _season_days(run)
    last = _month(run, days[-1].day * DAY)
    month = [day for day in days if _month(run, day.day * DAY) == last]
    online, shops = sum(d.sales for d in month), sum(d.shops_sales for d in month)
    return share(online, online + shops) if shops else None


def worst_month_cny(run: Run) -> Value:
    """Return the lowest deal value that the offers taken in one calendar month brought."""
    months = _by_month(run, run.captured)
    every = {_month(run, day.day * DAY) for day in _season_days(run)}
    return min(in_cny(sum(values)) for values in ({m: [0] for m in every} | months).values())


def money_at_risk_cny(run: Run) -> Value:
    """Return the largest fall of the agency-decided deal value within a month, None if none."""
    decided = [e for e in run.captured if e.decision.route in DELEGATED_ROUTES]
    if not any(e.decision.route in DELEGATED_ROUTES for e in run.entries):
        return None
    months = _by_month(run, decided)
    return max((in_cny(drawdown(values)) for values in months.values()), default=0.0)


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


def quota_use(run: Run) -> Value:
    """Return the mean exposure committed a month, None where there is no charter."""
    if run.ledger.committed is None:
        return None
    return in_cny(sum(run.ledger.committed.values())) / _months(run)


def withdrawn_offers(run: Run) -> float:
    """Return how many filed offers were withdrawn at death; their latency is censored."""
    return float(sum(entry.decision.withdrawn for entry in run.entries))


def fallbacks(run: Run) -> Value:
    """Return how many offers the charter sent on to the OA chain."""
    return float(sum(bool(entry.decision.fallback) for entry in run.entries))


def fallback_reasons(run: Run) -> dict[str, int]:
    """Return how often each clause sent an offer out of the charter."""
    return dict(Counter(e.decision.fallback for e in run.entries if e.decision.fallback))


def channel_exposures_cny(run: Run) -> list[float]:
    """Return the exposure of each yes that was given through the green channel, as decided."""
    return [
        in_cny(entry.exposure)
        for entry in run.entries
        if entry.decision.route == "green" and entry.decision.yes
    ]


def suspensions(run: Run) -> dict[str, int]:
    """Return how often each cause, ``stop_loss`` or ``audit``, suspended the green channel."""
    return dict(Counter(cause for _, _, cause in run.ledger.suspensions))


def suspended_days(run: Run) -> float:
    """Return the days on which the green channel was suspended, within the season."""
    end = run.scenario.days * DAY
    return (
        sum(min(until, end) - min(since, end) for since, until, _ in run.ledger.suspensions) / DAY
    )


def waiting_h(run: Run, cause: str) -> Value:
    """Return the mean hours that a request in the OA chain waited for one cause."""
    return mean([in_hours(getattr(waits, cause)) for waits in run.ledger.waits.values()])


def brand_damage_cny(run: Run) -> float:
    """Return what events beyond the red line cost the brand."""
    return in_cny(sum(entry.brand_damage for entry in run.entries))


def fates(run: Run) -> dict[str, int]:
    """Return how many offers met each fate."""
    counted = Counter(entry.fate.value for entry in run.entries)
    return {fate.value: counted.get(fate.value, 0) for fate in Fate}


def by_kind(run: Run) -> dict[str, dict[str, float]]:
    """Return by kind: offered, captured, and the offered and captured visitors."""
    table: dict[str, dict[str, float]] = {}
    for entry in run.entries:
        row = table.setdefault(
            entry.offer.kind.id,
            {"offered": 0, "captured": 0, "visitors": 0, "captured_visitors": 0, "deal_value": 0},
        )
        took = entry.fate is Fate.CAPTURED
        row["offered"] += 1
        row["captured"] += took
        row["visitors"] += entry.offer.visitors
        row["captured_visitors"] += took * entry.offer.visitors
        row["deal_value"] += in_cny(entry.deal_value)
    return table


def share(part: float, whole: float) -> Value:
    """Return part over whole, None when there is nothing."""
    return part / whole if whole else None


def mean(values: list[float]) -> Value:
    """Return the mean, None of nothing."""
    return statistics.fmean(values) if values else None


def quantile(values: list[float], at: float) -> Value:
    """Return a quantile by linear interpolation, None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = at * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _season_days(run: Run) -> list[Day]:
    return run.ledger.days[: run.scenario.days]


def _months(run: Run) -> float:
    first, last = run.scenario.start, run.scenario.date_of(run.scenario.days - 1)
    return months_between(first, last) + 1


def _month(run: Run, at: int) -> Month:
    return month_of(run.scenario.date_of(at // DAY))


def _by_month(run: Run, entries: Iterable[Entry]) -> dict[tuple[int, int], list[int]]:
    months: dict[tuple[int, int], list[int]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.answered_at or 0, e.offer.number)):
        months[_month(run, entry.answered_at or 0)].append(entry.deal_value)
    return months


def _approver_hours(entries: Iterable[Entry]) -> float:
    signings = (signing for entry in entries for signing in entry.decision.signings)
    return in_hours(sum(signing.handling + signing.others_handling for signing in signings))


def _latency(
    summary: Callable[[list[float]], Value], *, captured: bool = False
) -> Callable[[Run], Value]:
    return lambda run: summary(latencies_h(run.captured if captured else run.filed))


def _counted(name: str) -> Callable[[Run], Value]:
    return lambda run: float(sum(getattr(day, name) for day in run.ledger.days))


def _waited(cause: str) -> Callable[[Run], Value]:
    return lambda run: waiting_h(run, cause)


def _registry() -> dict[str, Outcome]:
    rows: list[tuple[str, str, str, str, Callable[[Run], Value]]] = [
        ("capture_rate", "share", "high", "offers captured over offers made", capture_rate),
        (
            "captured_visitors_share",
            "share",
            "high",
            "offered visitors captured",
            captured_visitors_share,
        ),
        ("decision_latency_h", "h", "low", "mean hours from offer to final answer", _latency(mean)),
        (
            "decision_latency_median_h",
            "h",
            "low",
            "median of those hours",
            _latency(lambda v: quantile(v, 0.5)),
        ),
        (
            "decision_latency_p90_h",
            "h",
            "low",
            "90th percentile of those hours",
            _latency(lambda v: quantile(v, 0.9)),
        ),
        (
            "decision_latency_working_h",
            "working h",
            "low",
            "mean working hours to the answer",
            working_latency_h,
        ),
        (
            "captured_latency_h",
            "h",
            "low",
            "mean hours to the answer, captured offers only",
            _latency(mean, captured=True),
        ),
        (
            "in_window_share",
            "share",
            "high",
            "filed offers answered within their window",
            in_window_share,
        ),
        ("sales_cny", "CNY", "high", "orders placed by the horizon", sales_cny),
        (
            "contribution_cny",
            "CNY",
            "high",
            "what the decisions leave, after agency fees",
            contribution_cny,
        ),
        ("spend_cny", "CNY", "none", "cash cost of captured offers", spend_cny),
        (
            "loss_making_deals",
            "deals",
            "low",
            "captured offers with a deal value below zero",
            loss_making_deals,
        ),
        (
            "wasted_approver_min",
            "min",
            "low",
            "approvers' minutes on dead offers",
            wasted_approver_min,
        ),
        ("conversion", "share", "high", "orders over visits", conversion),
        (
            "returning_share",
            "share",
            "high",
            "first-half customers who ordered again",
            returning_share,
        ),
        (
            "returning_share_period",
            "share",
            "high",
            "repeat orders over customers, period reading",
            returning_share_period,
        ),
        (
            "online_share",
            "share",
            "high",
            "online share of the brand, latest full month",
            online_share,
        ),
        (
            "client_profit_cny",
            "CNY",
            "high",
            "contribution less own team and approvers' time",
            client_profit_cny,
        ),
        (
            "agency_profit_cny",
            "CNY",
            "none",
            "the agency's commission and fee less its team",
            agency_profit_cny,
        ),
        ("quota_use_cny_month", "CNY", "none", "exposure committed a month", quota_use),
        ("withdrawn_offers", "offers", "none", "filed offers withdrawn at death", withdrawn_offers),
        ("fallbacks", "offers", "low", "offers sent out of the charter to the OA chain", fallbacks),
        ("suspended_days", "days", "low", "days without green channel", suspended_days),
        ("brand_damage_cny", "CNY", "low", "cost of events beyond the red line", brand_damage_cny),
        (
            "oversold_orders",
            "orders",
            "low",
            "orders cancelled for want of stock",
            _counted("oversold"),
        ),
        (
            "late_parcels",
            "parcels",
            "low",
            "parcels not sent on their day",
            _counted("late_parcels"),
        ),
        *[(f"waiting_{c}_h", "h", "low", f"mean hours waited: {c}", _waited(c)) for c in CAUSES],
    ]
    outcomes = [Outcome(name=n, unit=u, better=b, meaning=m, of=f) for n, u, b, m, f in rows]
    outcomes += [
        Outcome(
            name="worst_month_cny",
            unit="CNY",
            better="high",
            meaning="5th percentile of the worst month's deal value",
            of=worst_month_cny,
            statistic="p5",
        ),
        Outcome(
            name="money_at_risk_cny",
            unit="CNY",
            better="low",
            meaning="95th percentile of the largest monthly fall of agency-decided deal value",
            of=money_at_risk_cny,
            statistic="p95",
        ),
    ]
    return {outcome.name: outcome for outcome in outcomes}


OUTCOMES: Mapping[str, Outcome] = _registry()


def outcomes_of(run: Run) -> dict[str, Value]:
    """Return every outcome of one replayed season, by name."""
    return {name: outcome.of(run) for name, outcome in OUTCOMES.items()}
