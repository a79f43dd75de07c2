"""What a choice between regimes weighs beside their contribution: changing costs, limits bind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.tables.read import by_key


@dataclass(frozen=True, kw_only=True)
class Stakes:
    """Hold what a choice weighs beside the contribution of the regimes.

    A difference below ``indifferent_share`` of OA's contribution is not worth telling apart.
    ``change_cny`` is by regime the part of its one-off cost that falls on the season compared. A
    regime is ruled out with more than ``risk_limit_cny`` at risk in a month (None: no limit) or
    more than ``red_line_share`` of its sales beyond the red line, of which ``damage_share`` is
    what they cost the brand.
    """

    indifferent_share: float = 0.05
    change_cny: Mapping[str, float] = field(default_factory=dict)
    risk_limit_cny: float | None = None
    red_line_share: float = 0.0
    damage_share: float = 0.25

    def change(self, regime: str) -> float:
        """Return what changing to a regime costs the season compared, in CNY."""
        return self.change_cny.get(regime, 0.0)

    def indifferent(self, contribution_cny: float) -> float:
        """Return the difference that is not worth telling apart, given OA's contribution."""
        return self.indifferent_share * abs(contribution_cny)

    def matters(self, regime: str, contribution_cny: float) -> float:
        """Return the smallest gain for which it is worth leaving OA for a regime, in CNY."""
        return self.indifferent(contribution_cny) + self.change(regime)


def stakes_of(client: Client) -> Stakes:
    """Return what a client weighs, as its file says.

    Of a one-off cost a season bears the part that its months have in the pay-back time; one that
    is longer bears it whole.
    """
    file = client.file
    choice, part = file.choice, min(1.0, file.season.months / file.choice.pay_back_months)
    return Stakes(
        indifferent_share=choice.indifferent_share,
        change_cny={
            regime: part * row.number("share") * choice.change_cny
            for regime, row in by_key("charter/change_costs").items()
            if regime != BASELINE
        },
        risk_limit_cny=file.charter.stop_loss_cny,
        red_line_share=choice.red_line_share,
        damage_share=file.store.brand_damage_share,
    )
