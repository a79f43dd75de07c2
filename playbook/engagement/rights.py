"""A client's decision rights: whether a charter is asked for, and how the channel is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.study.outlook import WITH_CHANNEL
from sim.client.load import Client
from sim.client.regimes import charter_of
from sim.model.charter import Charter
from sim.model.units import in_cny
from sim.results.tidy import Results


@dataclass(frozen=True, kw_only=True)
class ChannelUse:
    """Hold how the green channel works in simulated seasons of ``months`` months.

    ``decided`` counts its decisions and ``large`` those above the audit's limit, both a month;
    ``stopped`` gives for each cause the share of seasons with such a suspension, in [0, 1].
    """

    decided: float
    large: float
    stopped: Mapping[str, float]


def has_channel(engagement: Engagement) -> bool:
    """Tell whether the candidate has a green channel."""
    return engagement.candidate in WITH_CHANNEL


def asks_for_charter(engagement: Engagement) -> bool:
    """Tell whether the recommendation is a regime with a green channel."""
    return has_channel(engagement) and not engagement.recommendation.stays_with_oa


def own_charter(client: Client) -> Charter:
    """Return the charter that a client's file describes, as the simulator reads it."""
    return charter_of(client.file, client.scenario)


def channel_use(engagement: Engagement) -> ChannelUse:
    """Return how the channel works in the seasons of the headline."""
    limit = own_charter(engagement.client).audit_above
    regime = _watched(engagement.candidate)
    return use_of(engagement.comparison.results, regime, in_cny(limit), engagement.months)


def _watched(candidate: str) -> str:
    """Return the regime in which the channel is watched."""
    return candidate if candidate == "plan_green" else CURVE_REGIME


def use_of(results: Results, regime: str, limit_cny: float, months: int) -> ChannelUse:
    """Return how the channel worked in at least one season of ``months`` months.

    A decision above ``limit_cny`` is large.
    """
    exposures = results.of(regime, "exposure_cny")["value"]
    stopped = results.by_item(regime, "suspensions", ("stop_loss", "audit")) > 0
    spans = months * len(results.replications)
    return ChannelUse(
        decided=len(exposures) / spans,
        large=int((exposures > limit_cny).sum()) / spans,
        stopped={str(cause): float(seasons.mean()) for cause, seasons in stopped.items()},
    )


def audits(use: ChannelUse, audit_share: float) -> float:
    """Return the audits a month to expect: all large decisions, and a share of the others."""
    return use.large + audit_share * (use.decided - use.large)
