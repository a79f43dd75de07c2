"""The rule that names a regime: limits first, then money, then how much is handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from playbook.study.choice import Chance, Stakes, chance_of
from sim.client.regimes import BASELINE, CASE
from sim.results.comparison import Comparison, Difference, differ, statistic
from sim.results.experiment import Floats
from sim.results.outcomes import OUTCOMES

MONEY = "contribution_cny"
"""The outcome that decides."""

WEIGHED = (MONEY, "sales_cny", "brand_damage_cny", "money_at_risk_cny")
"""The outcomes that the rule looks at."""

REDRAWN = 400
"""So many times the seasons are drawn anew: a share of one in ten is right to 1.5 points."""


def on_offer(comparison: Comparison) -> tuple[str, ...]:
    """Return the regimes that can be chosen, the baseline first: all but the dated switch."""
    return tuple(name for name in comparison.regimes if name != CASE)


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """Hold why a regime is ruled out, and what that costs.

    ``reason`` is ``red_line`` or ``money_at_risk``. ``forgone`` is what it would bring a season
    over the regime recommended, changing paid, with its own interval. ``tie_damage_cny`` is the
    damage to the brand a season at which both would bring the same, ``tie_share`` the same as a
    share of the sales beyond the red line; None where nothing is forgone or no line is crossed.
    """

    reason: str
    forgone: Difference
    tie_damage_cny: float | None = None
    tie_share: float | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Hold what the rule names: a regime, or the baseline and the candidate that came nearest.

    ``ranked`` are the alternatives that the limits allow, the highest mean contribution first,
    changing paid; ``reasons`` say what rules the others out.
    """

    regime: str
    candidate: str
    ranked: Sequence[str]
    reasons: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Standing:  # one class: what the one rule looks at, on whatever seasons
    """Hold what the regimes brought season by season, with what their choice weighs.

    ``seasons`` gives by outcome and regime one number a season, nan where it does not exist.
    """

    seasons: Mapping[str, Mapping[str, Floats]]
    stakes: Stakes

    @classmethod
    def of(cls, comparison: Comparison, stakes: Stakes) -> Standing:
        """Return how the regimes of a comparison stand."""
        names, of = on_offer(comparison), comparison.results.seasons
        seasons = {outcome: {name: of(name, outcome) for name in names} for outcome in WEIGHED}
        return cls(seasons=seasons, stakes=stakes)

    @cached_property
    def choice(self) -> Choice:
        """Return what the rule names.

        Ruled out is what sells more beyond the red line than is borne, and what may lose more in a
        month than the limit (95th percentile). Of the rest the highest mean contribution wins, what
        it costs to change taken off; it must beat the baseline by what is worth telling apart.
        Means decide, never their significance: few seasons make a choice less certain, not simpler,
        and how certain it is stands beside it. Where money cannot tell, less is handed over: a
        regime in which the agency signs less alone takes the winner's place if it surely is as
        good, and does not surely fall short of what is worth leaving the baseline for.
        """
        others = [name for name in self.seasons[MONEY] if name != BASELINE]
        reasons = {name: reason for name in others if (reason := self.objection(name))}
        allowed = [name for name in others if name not in reasons]
        ranked = sorted(allowed, key=lambda name: -self.net(name))
        first = ranked[0] if ranked else BASELINE
        is_worth_it = 0 < self.net(first) >= self.indifferent
        best = self._narrowest_as_good(ranked) if is_worth_it else first
        return Choice(
            regime=best if is_worth_it else BASELINE,
            candidate=best,
            ranked=ranked,
            reasons=reasons,
        )

    def _narrowest_as_good(self, ranked: Sequence[str]) -> str:
        """Return the first of the ranked, or who hands over less and surely is as good."""
        first = ranked[0]
        as_good = [
            name
            for name in ranked
            if self._is_surely_close(first, name) and self._may_be_worth_it(name)
        ]
        return min([first, *as_good], key=self.stakes.handed_over)

    def _may_be_worth_it(self, name: str) -> bool:
        high = self.lead(name, BASELINE).high
        return high is not None and high >= self.indifferent

    def _is_surely_close(self, first: str, name: str) -> bool:
        high = self.lead(first, name).high
        return high is not None and high <= self.indifferent

    @cached_property
    def indifferent(self) -> float:
        """Return the difference that is not worth telling apart, in CNY."""
        return self.stakes.indifferent(self._told(BASELINE, MONEY))

    @property
    def bar(self) -> float:
        """Return the gain from which on the candidate is worth leaving the baseline for, in CNY.

        Who hands over less than the winner may fall short by the doubt of its own seasons.
        """
        choice = self.choice
        plain = self.indifferent + self.stakes.change(choice.candidate)
        found = self.lead(choice.candidate, BASELINE)
        if choice.candidate in (BASELINE, *choice.ranked[:1]) or found.high is None:
            return plain
        return plain - (found.high - found.mean)

    def net(self, name: str) -> float:
        """Return what a regime adds to the baseline's mean contribution, changing paid."""
        return self._told(name, MONEY) - self._told(BASELINE, MONEY) - self.stakes.change(name)

    def lead(self, ours: str, theirs: str) -> Difference:
        """Return what a regime adds over another one, changing paid on both sides."""
        of = self.seasons[MONEY]
        found = differ(OUTCOMES[MONEY], of[ours], of[theirs])
        if found is None:
            raise LookupError(f"{ours} and {theirs} share no season")
        return found.less(self.stakes.change(ours) - self.stakes.change(theirs))

    def objection(self, name: str) -> str:
        """Return what rules a regime out, "" if nothing does."""
        borne = self.stakes.red_line_share * self._told(name, "sales_cny")
        if self._told(name, "brand_damage_cny") > self.stakes.damage_share * borne:
            return "red_line"
        at_risk = statistic(OUTCOMES["money_at_risk_cny"], self.seasons["money_at_risk_cny"][name])
        limit = self.stakes.risk_limit_cny
        if at_risk is not None and limit is not None and at_risk > limit:
            return "money_at_risk"
        return ""

    def excluded(self, name: str, reason: str, chosen: str) -> Excluded:
        """Return a regime that is ruled out, with the price of ruling it out."""
        forgone, damage = self.lead(name, chosen), self._told(name, "brand_damage_cny")
        if forgone.mean <= 0 or not damage:
            return Excluded(reason=reason, forgone=forgone)
        tie = damage + forgone.mean
        return Excluded(
            reason=reason,
            forgone=forgone,
            tie_damage_cny=tie,
            tie_share=self.stakes.damage_share * tie / damage,
        )

    def chance(self, chosen: str, rivals: list[str]) -> Chance | None:
        """Return the chance that no rival beats the choice by more than the indifference."""
        seasons = {name: self._paid(name) for name in (chosen, *rivals)}
        leads = [seasons[chosen] - seasons[rival] for rival in rivals]
        return chance_of(np.array(leads), self.indifferent)

    def _paid(self, name: str) -> Floats:
        return self.seasons[MONEY][name] - self.stakes.change(name)

    def _told(self, name: str, outcome: str) -> float:
        found = statistic(OUTCOMES[outcome], self.seasons[outcome][name])
        if found is None:
            raise LookupError(f"{outcome} does not exist under {name}")
        return found

    def redrawn(self, picks: npt.NDArray[np.int64]) -> Standing:
        """Return how the regimes stand on these seasons, by their place; one may come twice."""
        seasons = {
            outcome: {name: values[picks] for name, values in of.items()}
            for outcome, of in self.seasons.items()
        }
        return replace(self, seasons=seasons)

    def named_again(self) -> dict[str, float]:
        """Return by regime how often the whole rule names it on seasons drawn anew, in [0, 1].

        The most often named comes first. The seasons are drawn with their pairs, as many as there
        are: what another seed would name, as far as these seasons can tell.
        """
        count = len(self.seasons[MONEY][BASELINE])
        rng = np.random.default_rng(count)
        named = Counter(
            self.redrawn(rng.integers(0, count, count)).choice.regime for _ in range(REDRAWN)
        )
        return {name: times / REDRAWN for name, times in named.most_common()}
