"""The quarterly plan (季度计划): what was foreseen needs only a confirmation."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

import simpy

from sim.model.chain import Chasing
from sim.model.clock import now, until
from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Expectation, Offer
from sim.model.quarterly_plan import PlanBook, QuarterlyPlan
from sim.model.regimes.base import Decider, Deliberation, Office, Regime
from sim.model.season import PlanRequest


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Confirm foreseen campaigns in hours; everything else goes the next way.

    The plan itself goes through the OA chain, worked as ``chasing`` says.
    """

    plan: QuarterlyPlan
    fallback: Regime
    chasing: Chasing = field(default_factory=Chasing)

    def at_work(self, office: Office) -> PlannedDecider:
        """Return the plan at work in an office; its approval is under way before the quarter.

        Whoever decides what is not planned works in the same office, under the plan.
        """
        book = PlanBook(self.plan, office.scenario)
        fallback = self.fallback.at_work(replace(office, plan_book=book))
        return PlannedDecider(office, book, fallback, self.chasing)


class PlannedDecider:
    """Confirm what the plan covers, and carry each quarter's plan through the full chain."""

    def __init__(self, office: Office, book: PlanBook, fallback: Decider, chasing: Chasing) -> None:
        self.office = office
        self.fallback = fallback
        self.book = book
        self.chasing = chasing
        self.approvals: list[Decision] = []
        for request in office.season.plan_requests:
            office.env.process(self._approve(request))

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Confirm a foreseen campaign within the plan's money, else pass the offer on."""
        env, scenario = self.office.env, self.office.scenario
        seen = self.office.seen_by_reviewers(offer)
        if not self._is_planned(offer, seen):
            return (yield from self.fallback.decide(offer, decision))
        decision.route = "plan"
        asked_at, kept = now(env), 0
        self.book.spend(offer.cash_cost, asked_at)
        try:
            yield from self.office.spend(scenario.agency.confirm_duty, offer.confirm)
            held = self.office.store.takes(decision, seen.orders, scenario.chain.stock_share)
            if held and now(env) < offer.dies_at:
                kept = round(offer.cash_cost * decision.taken)
        finally:  # also when the request is withdrawn on the way
            self.book.spend(kept - offer.cash_cost, asked_at)
        return held

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Pass on what the plan does not need to know."""
        self.fallback.settle(entry, value, now)

    def close(self, ledger: Ledger) -> None:
        """Write what the plan's own approvals took, and let the next way write its book."""
        ledger.plans += len(self.approvals)
        ledger.plan_signings += [s for approval in self.approvals for s in approval.signings]
        self.fallback.close(ledger)

    def _is_planned(self, offer: Offer, seen: Expectation) -> bool:
        """Tell whether the plan holds the campaign: it passed the reviewers with the plan."""
        passed = seen.deal_value >= self.office.scenario.chain.hurdle * offer.cash_cost
        foreseen = self.book.covers(
            offer.campaign, offer.cash_cost, offer.u_foreseen, now(self.office.env)
        )
        return foreseen and passed and not offer.out_of_scope

    def _approve(self, plan: PlanRequest) -> Generator[simpy.Event, Any, None]:
        env = self.office.env
        yield until(env, plan.request.filed_at)
        self.approvals.append(Decision(route="oa"))
        approved = yield from self.office.chain.walk(
            plan.request, self.chasing, self.approvals[-1], screen=lambda role: ""
        )
        if approved:
            self.book.in_force_from[plan.quarter] = max(now(env), plan.begins_at)
