"""What the decision rights are computed from: the pitch's case, and the channel at work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from playbook.documents.pitch.charter_page import asks_for_charter
from playbook.engagement.case import CURVE_REGIME, PitchCase, pitch_case
from playbook.engagement.quota import Curves, Point, curve, enough
from playbook.study.questions import GREEDY, HONEST
from sim.client.regimes import charter_of
from sim.model.charter import Charter
from sim.model.units import in_cny
from sim.tidy import Results


@dataclass(frozen=True, kw_only=True)
class ChannelUse:
    """Hold how the green channel works in simulated seasons of ``months`` months.

    ``decided`` counts its decisions and ``large`` those above the audit's limit, both a month;
    ``stopped`` gives for each cause the share of seasons with such a suspension, in [0, 1].
    """

    decided: float
    large: float
    stopped: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Hold a client's decision rights; everything a page needs is derived from the case."""

    case: PitchCase

    @property
    def charter(self) -> Charter:
        """Return the charter that the client file describes, as the simulator reads it."""
        return charter_of(self.case.client.file, self.case.client.scenario)

    @property
    def channel_regime(self) -> str:
        """Return the regime in which the channel is watched."""
        return self.case.candidate if self.case.candidate == "plan_green" else CURVE_REGIME

    @property
    def to_sign(self) -> bool:
        """Tell whether the recommendation asks for a charter at all."""
        return asks_for_charter(self.case)

    @cached_property
    def curves(self) -> Curves:
        """Return the quota curve with an honest and with a greedy agency."""
        return {agency: curve(self.case, agency) for agency in (HONEST, GREEDY)}

    @property
    def enough(self) -> Mapping[float, Point]:
        """Return the smallest quota that no larger one surely beats, for each agency."""
        return {agency: enough(points) for agency, points in self.curves.items()}

    @property
    def recommended(self) -> Point:
        """Return the smaller of both: what an honest agency needs, and a greedy one may have."""
        return min(self.enough.values(), key=lambda point: point.quota_cny)

    @cached_property
    def use(self) -> ChannelUse:
        """Return how the channel works in the seasons of the headline."""
        limit_cny = in_cny(self.charter.audit_above)
        return use_of(self.case.results, self.channel_regime, limit_cny, self.case.months)


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


def rights_for(client: str, *, seed: int = 1, replications: int = 200, workers: int = 1) -> Rights:
    """Return the decision rights of a client file; nothing is simulated before a page asks."""
    case = pitch_case(client, seed=seed, replications=replications, workers=workers)
    return Rights(case=case)
