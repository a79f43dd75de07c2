"""How a client's offers will be decided, and what comes of it: the regime a plan reckons with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.results.comparison import Comparison

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
