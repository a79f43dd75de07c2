"""A client's decision rights: is a charter asked for, how is it used, what of one offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.study.recommendation import has_charter
from sim.client.load import Client
from sim.client.regimes import charter_of, clauses_under, terms_of
from sim.model.charter import Charter
from sim.model.offers import Expectation, forecast
from sim.model.scenario import Kind, Scenario
from sim.model.units import DAY, fen, in_cny
from sim.results.experiment import Results


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
    return has_charter(engagement.candidate)


def asks_for_charter(engagement: Engagement) -> bool:
    """Tell whether the recommendation is a regime with a green channel."""
    return has_channel(engagement) and not engagement.recommendation.stays_with_oa


def own_charter(client: Client) -> Charter:
    """Return the charter that a client's file describes, as the simulator reads it."""
    return charter_of(client.file, client.scenario)


def charter_under(client: Client, regime: str) -> Charter:
    """Return the charter that holds under a regime: the file's own unless it is drawn anew."""
    terms = terms_of(client.file, client.scenario)
    drawn = {"alone_green": terms.alone, "wide_green": terms.widest}
    return drawn.get(regime, terms.charter)


def chartered(engagement: Engagement) -> Client:
    """Return the client with the charter that is weighed, so that what is signed is that.

    A clause that is widened is no more the client's own statement than it was before; the limit of
    an agency that decides alone is the recommendation's, and no usual one.
    """
    return engagement.once(_chartered)


def _chartered(engagement: Engagement) -> Client:
    client = engagement.client
    clauses = clauses_under(engagement.candidate, client.file)
    if not clauses:
        return client
    drawn = client.with_settings(*(f"charter.{key}={value}" for key, value in clauses.items()))
    ours = {"charter.alone_cny"} if is_alone(engagement) else set()
    return replace(drawn, stated=client.stated | ours)


def is_alone(engagement: Engagement) -> bool:
    """Tell whether nobody of the client countersigns in the charter that is weighed."""
    return engagement.candidate == "alone_green"


def times_as_wide(engagement: Engagement) -> float:
    """Return how many times as wide as the client's own the charter is that is weighed."""
    if engagement.candidate != "wide_green":
        return 1.0
    return engagement.client.file.choice.widest_factor


def channel_use(engagement: Engagement) -> ChannelUse:
    """Return how the channel works in the seasons of the headline."""
    limit = charter_under(engagement.client, engagement.candidate).audit_above
    regime = _watched(engagement.candidate)
    return use_of(engagement.comparison.results, regime, in_cny(limit), engagement.months)


def _watched(candidate: str) -> str:
    """Return the regime in which the channel is watched."""
    return candidate if has_charter(candidate) else CURVE_REGIME


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


SIGNS = ("oa", "alone", "dual")
"""Who decides: the OA chain, the agency alone, or the agency with the client's director."""


@dataclass(frozen=True, kw_only=True)
class SheetRequest:
    """Hold what an offer asks for: ``cash_cost`` (fee and gifts) in fen, ``visitors`` expected.

    ``stock_share`` is the share of free stock that the orders would take, in [0, 1]. Conversion,
    order value and discount below list are those of ``kind``.
    """

    kind: Kind
    cash_cost: int
    visitors: int
    stock_share: float = 0.0
    out_of_scope: bool = False
    event_day: int = 0
    days: int | None = None

    @property
    def event_days(self) -> int:
        """Return on how many days its visits come: the kind's, where nothing else is said."""
        return self.days or self.kind.event_days

    @property
    def offered_at(self) -> int:
        """Return the moment of the request: its event's first day, in microseconds."""
        return self.event_day * DAY


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Hold the sheet's verdict; ``objections`` are the clauses that the offer does not pass."""

    seen: Expectation
    objections: tuple[str, ...]
    dual: bool

    @property
    def inside(self) -> bool:
        """Tell whether the channel may decide; quotas of month and quarter are checked apart."""
        return not self.objections

    @property
    def signs(self) -> str:
        """Return who decides, one of ``SIGNS``."""
        if not self.inside:
            return "oa"
        return "dual" if self.dual else "alone"

    @property
    def in_scope(self) -> bool:
        """Tell whether it passes every clause but the quota per decision and the hurdle."""
        return not set(self.objections) - {"quota_per_decision", "hurdle"}


def judge(scenario: Scenario, charter: Charter, asked: SheetRequest) -> Judgement:
    """Return the verdict on one offer by the rules with which the simulator decides.

    The quotas of the month and the quarter and the aggregation depend on what was decided before;
    the filing book holds them.
    """
    seen = forecast(scenario, asked, asked.visitors)
    found = list(charter.objections(asked, seen))
    if charter.stock_share is not None and asked.stock_share > charter.stock_share:
        found.append("stock")
    return Judgement(
        seen=seen,
        objections=tuple(found),
        dual=round(seen.exposure) > charter.alone_limit,
    )


def typical(kind: Kind) -> SheetRequest:
    """Return the typical offer of a kind: median cost and median visitors."""
    cost, visitors = kind.cost_cny[0], kind.visitors[0]
    return SheetRequest(kind=kind, cash_cost=fen(cost), visitors=round(visitors))
