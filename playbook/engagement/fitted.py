"""What the regimes bring in the world of each fit: the headline's span over the set of fits."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.engagement.engagement import Engagement
from playbook.study.calibration.span import OverFits, named_by_rule


def over_the_fits(engagement: Engagement) -> OverFits | None:
    """Return the regimes compared in each fit; None where the client has no fits."""
    return engagement.once(_over)


def _over(engagement: Engagement) -> OverFits | None:
    fits = engagement.fits
    if fits is None:
        return None
    questions = engagement.questions
    studies = tuple(engagement.study(questions.fit(fit.settings)) for fit in fits.fits)
    return OverFits(fits=fits, comparisons=studies)


def named_over_fits(engagement: Engagement) -> Mapping[str, int]:
    """Return in how many fits the rule names a regime, the most often named first."""
    return engagement.once(_named)


def _named(engagement: Engagement) -> Mapping[str, int]:
    over = over_the_fits(engagement)
    if over is None:
        return {}
    named = named_by_rule(engagement.client, over)
    return dict(sorted(named.items(), key=lambda pair: -pair[1]))
