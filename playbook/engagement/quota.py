"""The points of the quota curve, season by season: what each brings over OA; which is enough."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.varied import GREEDY, HONEST, beyond, quotas
from sim.client.regimes import BASELINE
from sim.model.ledger import CAUSES
from sim.results.breakdowns import LINES
from sim.results.comparison import Comparison, Difference, mean_interval
from sim.results.experiment import Floats, Results


def mean_of(values: Collection[float]) -> float:
    """Return the mean of at least one value."""
    return float(sum(values) / len(values))


def paired(ours: Floats, theirs: Floats) -> tuple[float, float | None, float | None]:
    """Return the mean paired difference with its 95 % interval."""
    return float((ours - theirs).mean()), *mean_interval(ours - theirs)


def lost_offers(results: Results) -> float:
    """Return how many filed offers expire or go to a rival under OA, a season."""
    fates = results.by_item(BASELINE, "fates", ("expired", "lost_to_rival"))
    return mean_of(fates.sum(axis=1))


def mean_waits(comparison: Comparison) -> dict[str, float]:
    """Return by cause how long a request waits under OA, in hours."""
    summaries = {
        cause: comparison.summary_if_any(BASELINE, f"waiting_{cause}_h") for cause in CAUSES
    }
    return {cause: waited.mean for cause, waited in summaries.items() if waited is not None}


HANDLING = "handling"
"""What is left of the time to an answer when no wait is: the work on it, and sending it on."""


def answer_time(comparison: Comparison) -> dict[str, float]:
    """Return where the mean time to an answer under OA goes, in hours: waits by cause, handling."""
    waits = mean_waits(comparison)
    latency = comparison.summary(BASELINE, "decision_latency_h").mean
    return waits | {HANDLING: max(0.0, latency - sum(waits.values()))}


def mean_money(results: Results, regime: str) -> dict[str, dict[str, float]]:
    """Return the mean of each line of each month, and of the run-out, over seasons."""
    lines = {line: results.by_item(regime, line) for line in LINES}
    spans = lines["sales"].columns
    return {span: {line: mean_of(lines[line][span]) for line in LINES} for span in spans}


@dataclass(frozen=True, kw_only=True)
class Point:
    """One quota per decision in CNY, and what it brings over OA with the same agency."""

    quota_cny: float
    study: Comparison

    @property
    def gain(self) -> Difference:
        """Return the paired gain in contribution over OA, in CNY a season."""
        return self.study.difference(CURVE_REGIME, "contribution_cny")

    @property
    def losses(self) -> float:
        """Return the loss-making deals a season."""
        return self.study.summary(CURVE_REGIME, "loss_making_deals").mean

    def contributions(self) -> Floats:
        """Return the contribution season by season, in CNY."""
        return self.study.results.seasons(CURVE_REGIME, "contribution_cny")

    def sales(self) -> Floats:
        """Return the sales season by season, in CNY."""
        return self.study.results.seasons(CURVE_REGIME, "sales_cny")


Curves = dict[float, list[Point]]


def curve(engagement: Engagement, self_interest: float) -> list[Point]:
    """Return the points of the usual quotas with such an agency, smallest quota first."""
    return [_point(engagement, quota, self_interest) for quota in quotas(engagement.client.file)]


def _point(engagement: Engagement, quota: float, self_interest: float) -> Point:
    study = engagement.study(engagement.questions.quota(quota, self_interest))
    return Point(quota_cny=quota, study=study)


MOST_WIDENINGS = 6
"""A curve that rises beyond some 5,000 times the client's own quota is one of no charter."""


def curves(engagement: Engagement) -> Curves:
    """Return the quota curve with an honest and with a greedy agency.

    While either surely rises to its last quota, or no quota lets any deal pass, both go on at
    larger ones, so that what is enough lies inside them.
    """
    return engagement.once(_curves)


def _curves(engagement: Engagement) -> Curves:
    found = {agency: curve(engagement, agency) for agency in (HONEST, GREEDY)}
    for _ in range(MOST_WIDENINGS):
        wider = beyond(engagement.client.file, found[HONEST][-1].quota_cny)
        if wider is None or not any(map(_is_open, found.values())):
            break
        for agency, points in found.items():
            points.append(_point(engagement, wider, agency))
    return found


def _is_open(points: Sequence[Point]) -> bool:
    """Tell whether the best may lie beyond the last of the points."""
    last, before = points[-1], points[-2]
    used = last.study.results.seasons(CURVE_REGIME, "quota_use_cny_month")
    return _surely_more(last, before) or not used.any()


def enough_by_agency(found: Curves) -> dict[float, Point]:
    """Return the smallest quota that no larger one surely beats, for each agency."""
    return {agency: enough(points) for agency, points in found.items()}


def enough_for_both(found: Curves) -> Point:
    """Return the smaller of both: what an honest agency needs, and a greedy one may have."""
    return min(enough_by_agency(found).values(), key=lambda point: point.quota_cny)


def enough(points: Sequence[Point]) -> Point:
    """Return the smallest quota that no larger one of the curve surely beats on contribution."""
    return next(
        point
        for number, point in enumerate(points)
        if not any(_surely_more(larger, point) for larger in points[number + 1 :])
    )


def surely_worse(points: Sequence[Point], quota: Point) -> list[Point]:
    """Return the larger quotas that surely bring less than ``quota``."""
    larger = [point for point in points if point.quota_cny > quota.quota_cny]
    return [point for point in larger if _surely_more(quota, point)]


def _surely_more(ours: Point, theirs: Point) -> bool:
    _, low, _ = paired(ours.contributions(), theirs.contributions())
    return low is not None and low > 0
