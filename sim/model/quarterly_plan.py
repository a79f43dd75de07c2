"""The quarterly plan (季度计划): campaigns and money approved once, before the quarter begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.scenario import Scenario
from sim.model.units import (
    DAY,
    MONTHS_A_QUARTER,
    Month,
    Quarter,
    first_of_month,
    first_of_quarter,
    month_of,
    quarter_of,
)


@dataclass(frozen=True, kw_only=True)
class QuarterlyPlan:
    """Hold the plan's terms; ``month_envelope`` is the money for planned campaigns, in fen.

    ``coverage`` is the chance that the plan foresaw a campaign; with ``rolling`` revision what a
    month leaves unspent passes to the quarter's later months, and the next month's money may be
    drawn from the 20th on.
    """

    coverage: float
    month_envelope: int
    rolling: bool


@dataclass
class PlanBook:
    """Keep the plan through a season: from when each quarter's plan stands, and what is spent."""

    plan: QuarterlyPlan
    scenario: Scenario
    in_force_from: dict[Quarter, int] = field(default_factory=dict)
    spent: dict[Month, int] = field(default_factory=dict)

    def covers(self, campaign: str, amount: int, u_foreseen: float, now: int) -> bool:
        """Tell whether the plan foresaw the campaign, stands by now and has the money left."""
        if not campaign or u_foreseen >= self.plan.coverage:
            return False
        since = self.in_force_from.get(self.quarter(now))
        return since is not None and since <= now and amount <= self.left(now)

    def lapsed(self, now: int, grace: int) -> bool:
        """Tell whether the quarter is older than ``grace`` and its plan is still not in force."""
        since = self.in_force_from.get(self.quarter(now))
        if since is not None and since <= now:
            return False
        first = first_of_quarter(self.scenario.date_of(now // DAY))
        return now >= self.scenario.day_number(first) * DAY + grace

    def left(self, now: int) -> int:
        """Return the money left for planned campaigns at ``now``, in fen."""
        day = self.scenario.date_of(now // DAY)
        first = first_of_quarter(day)
        months = [month_of(first_of_month(first, after)) for after in range(MONTHS_A_QUARTER)]
        so_far = months.index(month_of(day)) + 1
        open_to = months[: so_far + (day.day >= 20)] if self.plan.rolling else [months[so_far - 1]]
        spent = sum(self.spent.get(month, 0) for month in open_to)
        return len(open_to) * self.plan.month_envelope - spent

    def spend(self, amount: int, now: int) -> None:
        """Book money on the month of ``now``; a negative amount gives it back."""
        month = month_of(self.scenario.date_of(now // DAY))
        self.spent[month] = self.spent.get(month, 0) + amount

    def quarter(self, now: int) -> Quarter:
        """Return the calendar quarter of a moment."""
        return quarter_of(self.scenario.date_of(now // DAY))
