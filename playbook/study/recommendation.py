"""A client's comparison, the regime that it recommends, and the one that a plan reckons with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from playbook.clients.load import load_client
from playbook.study.choice import Chance, Stakes, chance_of
from playbook.study.season_cache import cached
from sim.client.chain_file import is_chain_file
from sim.client.load import Client
from sim.client.regimes import BASELINE, CASE, named_regimes, regimes_of
from sim.messages import Problem, ProblemError, msg
from sim.results.chain_study import chain_study, client_study
from sim.results.comparison import Comparison, Difference
from sim.results.experiment import Experiment, Floats, Progress
from sim.results.latency import Study


def compare_client(
    client: Client,
    *,
    replications: int = 200,
    seed: int = 1,
    names: tuple[str, ...] = (),
    workers: int = 1,
    engine: str = "kernel",
    progress: Progress = lambda done: None,
) -> Comparison:
    """Return the comparison of a client's regimes; ``names`` chooses some (``oa`` always runs).

    The same arguments give the same comparison whatever the number of ``workers`` and the
    ``engine``, and what was simulated before is read from the cache. ``progress`` is told the
    number of seasons done.
    """
    regimes = named_regimes(names, regimes_of(client.file, client.scenario))
    experiment = Experiment(
        scenario=client.scenario,
        regimes=regimes,
        seed=seed,
        replications=replications,
        workers=workers,
        engine=engine,
    )
    method = {"seed": seed, "replications": replications, "regimes": list(regimes)}
    results = cached(client, method, lambda: experiment.run(progress))
    progress(replications)
    return Comparison(client=client.file.client.name, seed=seed, results=results)


def study_of(path: str, requests: int, seed: int, settings: tuple[str, ...] = ()) -> Study:
    """Return the latency study of a client file, or of a chain file of its own."""
    if not is_chain_file(path):
        return client_study(load_client(path, settings), requests, seed)
    if settings:
        rule = msg("settings change a client file, and this is a chain file")
        raise ProblemError(Problem(where="--set", value=settings[0], rule=rule))
    return chain_study(path, requests, seed)


NO_CHANGE = Difference(mean=0.0, low=0.0, high=0.0, p_better=0.5)
"""How the baseline differs from itself."""

MONEY = "contribution_cny"
"""The outcome that decides."""


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """Hold why a regime is ruled out, and what that costs.

    ``reason`` is ``red_line`` or ``money_at_risk``. ``forgone`` is what it would bring a season
    over the regime recommended, changing paid, with its own interval. ``tie_damage_cny`` is the
    damage to the brand a season at which both would bring the same, ``tie_share`` the same as a
    share of the sales beyond the red line; None where nothing is forgone or no line is crossed.
    """

    reason: str
    forgone: Difference
    tie_damage_cny: float | None = None
    tie_share: float | None = None


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """Hold the regime to recommend, what it is compared with, and what was ruled out and why.

    ``regime`` is the baseline when nothing better by enough was found; ``candidate`` is then the
    best alternative, so that a reader sees what was weighed. ``gain`` is what the candidate adds to
    the contribution over the baseline, its interval one of all alternatives' at once; ``lead`` what
    it adds over the runner-up, changing paid: negative where one that hands over more was passed
    over. Below a lead of ``yields_below`` the rule would name the runner-up. ``matters`` is the
    gain from which on the candidate is worth leaving OA for, ``indifferent`` the part of it that is
    not the cost of changing, both in CNY of contribution. ``chance`` is that of a correct choice,
    None of one season.
    """

    regime: str
    candidate: str
    gain: Difference
    runner_up: str
    lead: Difference
    yields_below: float
    ruled_out: Mapping[str, Excluded]
    matters: float
    indifferent: float
    chance: Chance | None

    @property
    def stays_with_oa(self) -> bool:
        """Tell whether the answer is to leave things as they are."""
        return self.regime == BASELINE

    @property
    def runner_up_is_close(self) -> bool:
        """Tell whether the runner-up lies so close that it is not worth telling apart."""
        return abs(self.lead.mean) < self.indifferent


def on_offer(comparison: Comparison) -> tuple[str, ...]:
    """Return the regimes that can be chosen, the baseline first: all but the dated switch."""
    return tuple(name for name in comparison.regimes if name != CASE)


def recommend(comparison: Comparison, stakes: Stakes) -> Recommendation:
    """Return the recommended regime.

    Ruled out is what sells more beyond the red line than is borne, and what may lose more in a
    month than the limit (95th percentile). Of the rest the highest mean contribution wins, what it
    costs to change taken off; it must beat the baseline by what is worth telling apart. Means
    decide, never their significance: few seasons make a choice less certain, not simpler, and how
    certain it is stands beside it. Where money cannot tell, less is handed over: a regime in which
    the agency signs less alone takes the winner's place if it surely is as good.
    """
    standing = Standing(comparison=comparison, stakes=stakes)
    reasons = {
        name: reason for name in standing.alternatives if (reason := standing.objection(name))
    }
    ranked = [name for name in standing.ranked if name not in reasons]
    best = standing.narrowest_as_good(ranked)
    runner_up = next((name for name in ranked if name != best), BASELINE)
    lead = standing.lead(best, runner_up)
    chosen = best if 0 < standing.net(best) >= standing.indifferent else BASELINE
    return Recommendation(
        regime=chosen,
        candidate=best,
        gain=comparison.joint_difference(best, MONEY) if ranked else NO_CHANGE,
        runner_up=runner_up,
        lead=lead,
        yields_below=stakes.yields_below(best, runner_up, lead, standing.indifferent),
        ruled_out={
            name: standing.excluded(name, reason, chosen) for name, reason in reasons.items()
        },
        matters=standing.indifferent + stakes.change(best),
        indifferent=standing.indifferent,
        chance=standing.chance(chosen, [name for name in (BASELINE, *ranked) if name != chosen]),
    )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Hold the regimes of a comparison with what their choice weighs."""

    comparison: Comparison
    stakes: Stakes

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Return the regimes that may take the baseline's place."""
        return tuple(name for name in on_offer(self.comparison) if name != BASELINE)

    @property
    def ranked(self) -> list[str]:
        """Return the alternatives, the highest mean contribution first, changing paid."""
        return sorted(self.alternatives, key=lambda name: -self.net(name))

    def narrowest_as_good(self, ranked: Sequence[str]) -> str:
        """Return the first of the ranked, or who hands over less and surely is as good.

        As good is what the first does not surely beat by as much as is worth telling apart, and
        what is itself worth leaving the baseline for.
        """
        first = ranked[0] if ranked else BASELINE
        as_good = [
            name
            for name in ranked
            if self.is_surely_close(first, name) and self.net(name) >= self.indifferent
        ]
        return min([first, *as_good], key=self.stakes.handed_over)

    def is_surely_close(self, first: str, name: str) -> bool:
        """Tell whether the first surely does not lead by more than is worth telling apart."""
        high = self.lead(first, name).high
        return high is not None and high <= self.indifferent

    @property
    def indifferent(self) -> float:
        """Return the difference that is not worth telling apart, in CNY."""
        return self.stakes.indifferent(self.comparison.summary(BASELINE, MONEY).mean)

    def net(self, name: str) -> float:
        """Return what a regime adds to the baseline's mean contribution, changing paid."""
        return self.lead(name, BASELINE).mean

    def lead(self, ours: str, theirs: str) -> Difference:
        """Return what a regime adds over another one, changing paid on both sides."""
        found = self.comparison.between(ours, theirs, MONEY)
        return found.less(self.stakes.change(ours) - self.stakes.change(theirs))

    def objection(self, name: str) -> str:
        """Return what rules a regime out, "" if nothing does."""
        damage = self.comparison.summary(name, "brand_damage_cny").mean
        borne = self.stakes.red_line_share * self.comparison.summary(name, "sales_cny").mean
        if damage > self.stakes.damage_share * borne:
            return "red_line"
        at_risk = self.comparison.summary_if_any(name, "money_at_risk_cny")
        limit = self.stakes.risk_limit_cny
        if at_risk is not None and limit is not None and at_risk.mean > limit:
            return "money_at_risk"
        return ""

    def excluded(self, name: str, reason: str, chosen: str) -> Excluded:
        """Return a regime that is ruled out, with the price of ruling it out."""
        forgone = self.lead(name, chosen)
        damage = self.comparison.summary(name, "brand_damage_cny").mean
        if forgone.mean <= 0 or not damage:
            return Excluded(reason=reason, forgone=forgone)
        tie = damage + forgone.mean
        return Excluded(
            reason=reason,
            forgone=forgone,
            tie_damage_cny=tie,
            tie_share=self.stakes.damage_share * tie / damage,
        )

    def chance(self, chosen: str, rivals: list[str]) -> Chance | None:
        """Return the chance that no rival beats the choice by more than the indifference."""
        seasons = {name: self._seasons(name) for name in (chosen, *rivals)}
        leads = [seasons[chosen] - seasons[rival] for rival in rivals]
        return chance_of(np.array(leads), self.indifferent)

    def _seasons(self, name: str) -> Floats:
        return self.comparison.results.seasons(name, MONEY) - self.stakes.change(name)


def has_charter(regime: str) -> bool:
    """Tell whether the agency decides within a charter under a regime.

    >>> [name for name in ("oa", "plan", "wide_green", "delegated") if has_charter(name)]
    ['wide_green']
    """
    return regime.endswith("green")


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Hold the recommended regime and what the simulated seasons made of it.

    ``captured`` gives by kind of offer the share of the offered visitors that are captured, in
    [0, 1]; ``capture_rate`` that of all offers; ``latency_h`` the mean hours from offer to answer,
    None where nothing is filed; ``sales_cny`` the mean sales of the season.
    """

    regime: str
    captured: Mapping[str, float]
    capture_rate: float
    latency_h: float | None
    sales_cny: float

    @property
    def has_channel(self) -> bool:
        """Tell whether the agency decides within a charter."""
        return has_charter(self.regime)


def outlook_of(comparison: Comparison, regime: str) -> Outlook:
    """Return what a comparison says of one of its regimes."""
    latency = comparison.summary_if_any(regime, "decision_latency_h")
    capture = comparison.summary_if_any(regime, "capture_rate")
    return Outlook(
        regime=regime,
        captured=_captured(comparison, regime),
        capture_rate=capture.mean if capture else 0.0,
        latency_h=latency.mean if latency else None,
        sales_cny=comparison.summary(regime, "sales_cny").mean,
    )


def _captured(comparison: Comparison, regime: str) -> dict[str, float]:
    offered = comparison.results.by_item(regime, "visitors").sum()
    captured = comparison.results.by_item(regime, "captured_visitors").sum()
    shares = (captured / offered)[offered > 0]
    return {str(kind): float(share) for kind, share in shares.items()}
