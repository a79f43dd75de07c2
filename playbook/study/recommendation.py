"""Which regime to recommend: a rule that is stated, and that can answer "stay with OA"."""

from __future__ import annotations

from dataclasses import dataclass

from sim.client.regimes import BASELINE, SIX
from sim.results.comparison import Comparison, Difference

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
