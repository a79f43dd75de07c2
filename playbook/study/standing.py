"""The rule that names a regime: limits first, then money, and authority only where it pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

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
class Figures:
    """Hold what the rule knows of a regime, in CNY a season.

    ``surely_cny`` is the low end of what it brings over the baseline, changing not paid; None of
    one season. ``at_risk_cny`` is None where nothing is decided.
    """

    contribution_cny: float
    sales_cny: float
    damage_cny: float
    at_risk_cny: float | None
    surely_cny: float | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Hold what the rule names: a regime, or the baseline and the candidate that came nearest.

    ``ranked`` are the alternatives that the limits allow, the highest mean contribution first,
    changing paid; ``reasons`` say what rules the others out. ``without`` is the best that hands
    nothing over: the baseline, or what the client can mend by itself. ``instead_of`` is what the
    client as told would be named, where the settings fitted to what it sold name something else.
    """

    regime: str
    candidate: str
    without: str
    ranked: Sequence[str]
    reasons: Mapping[str, str]
    instead_of: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceRule:
    """The rule that names a regime of those whose ``figures`` are known.

    Ruled out is what sells more beyond the red line than is borne, and what may lose more in a
    month than the limit (95th percentile). Means decide, changing paid. What hands nothing over
    needs only to pay: it takes the baseline's place where it surely earns what changing costs. What
    hands authority over must bring more than the indifference on top of the best that does not.
    Where money cannot tell between such, less is handed over: the agency signs least alone.

    Where the client is fitted to what it sold, ``over_fits`` says in how many fits the rule names a
    regime: what it names in most of them is taken if it hands over less and is worth that as told.
    """

    figures: Mapping[str, Figures]
    stakes: Stakes
    over_fits: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def choice(self) -> Choice:
        """Return what the rule names."""
        found = self._as_told
        under_most = self._under_most(found)
        if not under_most:
            return found
        return replace(found, regime=under_most, candidate=under_most, instead_of=found.regime)

    @cached_property
    def _as_told(self) -> Choice:
        others = [name for name in self.figures if name != BASELINE]
        reasons = {name: reason for name in others if (reason := self.objection(name))}
        allowed = [name for name in others if name not in reasons]
        ranked = sorted(allowed, key=lambda name: -self.net(name))
        without = next((name for name in ranked if self._surely_pays(name)), BASELINE)
        regime = self._handing_over(ranked, without) or without
        nearest = ranked[0] if ranked else BASELINE
        return Choice(
            regime=regime,
            candidate=nearest if regime == BASELINE else regime,
            without=without,
            ranked=ranked,
            reasons=reasons,
        )

    def _surely_pays(self, name: str) -> bool:
        """Tell whether a regime hands nothing over and surely earns what changing costs."""
        surely = self.figures[name].surely_cny
        hands_over = self.stakes.handed_over(name) > 0
        return not hands_over and surely is not None and surely > self.stakes.change(name)

    def _handing_over(self, ranked: Sequence[str], without: str) -> str:
        """Return who hands over least among those that are worth it and as good; "" if none is."""
        worth = [name for name in ranked if self._is_worth_it(name, without)]
        as_good = (name for name in worth if self.net(worth[0]) - self.net(name) <= self.zone)
        return min(as_good, key=self.stakes.handed_over, default="")

    def _is_worth_it(self, name: str, without: str) -> bool:
        more = self.net(name) - self.net(without)
        return self.stakes.handed_over(name) > 0 and 0 < more >= self.zone

    def _under_most(self, found: Choice) -> str:
        """Return what the rule names in most fits, "" where that is no reason to hand over less."""
        for name, times in self.over_fits.items():
            is_most = 2 * times > sum(self.over_fits.values())
            is_worth_it = name in found.ranked and self._is_worth_it(name, found.without)
            if is_most and is_worth_it and self._hands_over_less(name, found.regime):
                return name
        return ""

    def _hands_over_less(self, name: str, other: str) -> bool:
        return self.stakes.handed_over(name) < self.stakes.handed_over(other)

    @cached_property
    def zone(self) -> float:
        """Return the difference that is not worth telling apart, in CNY."""
        return self.stakes.indifferent(self.figures[BASELINE].contribution_cny)

    def named_below(self) -> dict[str, float]:
        """Return by regime the share of indifference below which the rule would name it.

        The largest share comes first; what it names now is not among them.
        """
        base = abs(self.figures[BASELINE].contribution_cny)
        nets = [self.net(name) for name in self.figures]
        zones = {abs(one - other) / base for one in nets for other in nets} if base else set()
        now, found = self.choice.regime, dict[str, float]()
        below = sorted(zone for zone in zones if zone < self.stakes.indifferent_share)
        for lower, zone in reversed([*pairwise([0.0, *below])]):
            stakes = replace(self.stakes, indifferent_share=(zone + lower) / 2)
            named = replace(self, stakes=stakes).choice.regime
            if named != now:
                found.setdefault(named, zone)
        return found

    def net(self, name: str) -> float:
        """Return what a regime adds to the baseline's mean contribution, changing paid."""
        ours, base = (self.figures[one].contribution_cny for one in (name, BASELINE))
        return ours - base - self.stakes.change(name)

    def matters(self, name: str) -> float:
        """Return the gain from which on a regime is worth leaving the baseline for, in CNY."""
        change = self.stakes.change(name)
        if not self.stakes.handed_over(name):
            return change
        return change + self.zone + self.net(self._as_told.without)

    def objection(self, name: str) -> str:
        """Return what rules a regime out, "" if nothing does."""
        found, limit = self.figures[name], self.stakes.risk_limit_cny
        borne = self.stakes.red_line_share * found.sales_cny
        if found.damage_cny > self.stakes.damage_share * borne:
            return "red_line"
        if found.at_risk_cny is not None and limit is not None and found.at_risk_cny > limit:
            return "money_at_risk"
        return ""


@dataclass(frozen=True, kw_only=True)
class Standing:  # one class: what the one rule looks at, on whatever seasons
    """Hold what the regimes brought season by season, with what their choice weighs.

    ``seasons`` gives by outcome and regime one number a season, nan where it does not exist.
    """

    seasons: Mapping[str, Mapping[str, Floats]]
    stakes: Stakes
    over_fits: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, comparison: Comparison, stakes: Stakes, over_fits: Mapping[str, int] | None = None
    ) -> Standing:
        """Return how the regimes of a comparison stand."""
        names, of = on_offer(comparison), comparison.results.seasons
        seasons = {outcome: {name: of(name, outcome) for name in names} for outcome in WEIGHED}
        return cls(seasons=seasons, stakes=stakes, over_fits=over_fits or {})

    @cached_property
    def rule(self) -> ChoiceRule:
        """Return the rule on the means of these seasons."""
        figures = {name: self._figures(name) for name in self.seasons[MONEY]}
        return ChoiceRule(figures=figures, stakes=self.stakes, over_fits=self.over_fits)

    @property
    def choice(self) -> Choice:
        """Return what the rule names."""
        return self.rule.choice

    def _figures(self, name: str) -> Figures:
        at_risk = self.seasons["money_at_risk_cny"][name]
        return Figures(
            contribution_cny=self._told(name, MONEY),
            sales_cny=self._told(name, "sales_cny"),
            damage_cny=self._told(name, "brand_damage_cny"),
            at_risk_cny=statistic(OUTCOMES["money_at_risk_cny"], at_risk),
            surely_cny=self._over(name, BASELINE).low,
        )

    @property
    def indifferent(self) -> float:
        """Return the difference that is not worth telling apart, in CNY."""
        return self.rule.zone

    def lead(self, ours: str, theirs: str) -> Difference:
        """Return what a regime adds over another one, changing paid on both sides."""
        change = self.stakes.change
        return self._over(ours, theirs).less(change(ours) - change(theirs))

    def _over(self, ours: str, theirs: str) -> Difference:
        of = self.seasons[MONEY]
        found = differ(OUTCOMES[MONEY], of[ours], of[theirs])
        if found is None:
            raise LookupError(f"{ours} and {theirs} share no season")
        return found

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
