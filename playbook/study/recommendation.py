"""A client's comparison, the regime that it recommends, and the one that a plan reckons with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.clients.load import load_client
from playbook.study.season_cache import cached
from sim.client.chain_file import is_chain_file
from sim.client.load import Client
from sim.client.regimes import BASELINE, SIX, named_regimes, regimes_of
from sim.messages import msg
from sim.problems import Problem, ProblemError
from sim.results.chain_study import chain_study, client_study
from sim.results.comparison import Comparison, Difference
from sim.results.experiment import Experiment, Progress
from sim.results.latency import Study


def compare_client(
    client: Client,
    *,
    replications: int = 200,
    seed: int = 1,
    names: tuple[str, ...] = (),
    workers: int = 1,
    progress: Progress = lambda done: None,
) -> Comparison:
    """Return the comparison of a client's regimes; ``names`` chooses some (``oa`` always runs).

    The same arguments give the same comparison whatever the number of ``workers``, and what was
    simulated before is read from the cache. ``progress`` is told the number of seasons done.
    """
    regimes = named_regimes(names, regimes_of(client.file, client.scenario))
    experiment = Experiment(
        scenario=client.scenario,
        regimes=regimes,
        seed=seed,
        replications=replications,
        workers=workers,
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


MATTERS_SHARE = 0.02
"""The smallest difference that matters, as a share of the baseline's sales."""

NO_CHANGE = Difference(mean=0.0, low=0.0, high=0.0, p_better=0.5)
"""How the baseline differs from itself."""


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """Hold the regime to recommend, what it is compared with, and what was ruled out and why.

    ``regime`` is the baseline when nothing better by enough was found; ``candidate`` is then the
    best alternative, so that a reader sees what was weighed. ``gain`` is what the candidate adds to
    the contribution over the baseline; ``matters`` is in CNY of contribution too.
    """

    regime: str
    candidate: str
    gain: Difference
    runner_up: str
    ruled_out: dict[str, str]
    matters: float

    @property
    def stays_with_oa(self) -> bool:
        """Tell whether the answer is to leave things as they are."""
        return self.regime == BASELINE


def recommend(comparison: Comparison, risk_limit_cny: float | None) -> Recommendation:
    """Return the recommended regime among the six.

    Ruled out is what breaks the brand's red line, and what may lose more in a month than
    ``risk_limit_cny`` (95th percentile). Of the rest the highest mean contribution wins, but a
    simpler regime (earlier among the six) that cannot be told from it is preferred. It must beat
    the baseline by more than matters, with an interval that excludes zero.
    """
    present = [name for name in SIX if name in comparison.regimes and name != BASELINE]
    ruled_out = {
        name: reason for name in present if (reason := _objection(comparison, name, risk_limit_cny))
    }
    allowed = [name for name in present if name not in ruled_out]
    ranked = sorted(allowed, key=lambda name: -comparison.difference(name, "contribution_cny").mean)
    matters = MATTERS_SHARE * comparison.summary(BASELINE, "sales_cny").mean
    best = _simplest_tied(comparison, ranked, allowed) if ranked else BASELINE
    gain = comparison.difference(best, "contribution_cny") if ranked else NO_CHANGE
    worth_it = gain.mean >= matters and gain.low is not None and gain.low > 0
    runner_up = next((name for name in ranked if name != best), BASELINE)
    return Recommendation(
        regime=best if worth_it else BASELINE,
        candidate=best,
        gain=gain,
        runner_up=runner_up,
        ruled_out=ruled_out,
        matters=matters,
    )


def _simplest_tied(comparison: Comparison, ranked: list[str], allowed: list[str]) -> str:
    """Return the simplest regime that cannot be told from the one with the highest mean."""
    top = ranked[0]
    return next(name for name in allowed if name == top or _tied(comparison, name, top))


def _tied(comparison: Comparison, name: str, top: str) -> bool:
    gap = comparison.between(top, name, "contribution_cny")
    return not gap.is_sure and comparison.difference(name, "contribution_cny").mean > 0


def _objection(comparison: Comparison, name: str, risk_limit_cny: float | None) -> str:
    if comparison.summary(name, "brand_damage_cny").mean > 0:
        return "red_line"
    at_risk = comparison.summary_if_any(name, "money_at_risk_cny")
    if at_risk is not None and risk_limit_cny is not None and at_risk.mean > risk_limit_cny:
        return "money_at_risk"
    return ""


WITH_CHANNEL = ("green", "plan_green")


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
        return self.regime in WITH_CHANNEL


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
