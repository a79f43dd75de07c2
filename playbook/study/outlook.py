"""How a client's offers will be decided, and what comes of it: the regime a plan reckons with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.study.compare import compare_client
from playbook.study.recommendation import recommend
from sim.client.load import Client, load_client
from sim.client.regimes import CASE, SIX
from sim.results.comparison import Comparison
from sim.results.experiment import Progress

WITH_CHANNEL = ("green", "plan_green")


@dataclass(frozen=True, kw_only=True)
class Deciding:
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


def headline_regimes(client: Client) -> tuple[str, ...]:
    """Return the regimes that are compared: the six, and the dated switch if there is one."""
    switch = (CASE,) if client.file.season.switch_on else ()
    return (*SIX, *switch)


def deciding_for(
    path: str,
    *,
    seed: int = 1,
    replications: int = 200,
    workers: int = 1,
    progress: Progress = lambda done: None,
) -> Deciding:
    """Return how the offers of a client file will be decided, by the rule of recommendation."""
    client = load_client(path)
    comparison = compare_client(
        client,
        seed=seed,
        replications=replications,
        names=headline_regimes(client),
        workers=workers,
        progress=progress,
    )
    found = recommend(comparison, client.file.charter.stop_loss_cny)
    return deciding_of(comparison, found.regime)


def deciding_of(comparison: Comparison, regime: str) -> Deciding:
    """Return what a comparison says of one of its regimes."""
    latency = comparison.summary_if_any(regime, "decision_latency_h")
    capture = comparison.summary_if_any(regime, "capture_rate")
    return Deciding(
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
