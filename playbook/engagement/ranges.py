"""What decides the answer: gain and lead with each uncertain input at an end of its range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial

import numpy as np

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import Question
from playbook.engagement.varied import uncertain
from playbook.study.standing import ChoiceRule, Figures, Standing
from sim.client.load import Assumption
from sim.client.regimes import BASELINE
from sim.results.comparison import Comparison

STEPS = 64
"""So many places on the way to an end are asked for what the rule names there."""

HALVINGS = 40
"""How often the step in which the answer turns is halved."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Hold a value of an input beyond which the rule names another ``regime``."""

    value: float
    regime: str


@dataclass(frozen=True, kw_only=True)
class Swing:
    """Hold one input, and what the rule knows with it as told and at both ends of its range.

    What an end changes is measured on fewer seasons and added to what the headline's brought; an
    end at which the answer is another one is measured on all of them.
    """

    number: Assumption
    told: ChoiceRule
    at_low: ChoiceRule
    at_high: ChoiceRule
    candidate: str
    rival: str = BASELINE

    @property
    def base(self) -> float:
        """Return what the candidate gains over the rival as told, in CNY of contribution."""
        return self._gain(self.told)

    @property
    def gains(self) -> tuple[float, float]:
        """Return the gain at the low and at the high end, in CNY of contribution."""
        return self._gain(self.at_low), self._gain(self.at_high)

    def _gain(self, rule: ChoiceRule) -> float:
        ours, theirs = (rule.figures[name] for name in (self.candidate, self.rival))
        return ours.contribution_cny - theirs.contribution_cny

    @property
    def ends(self) -> tuple[float, float]:
        """Return the smallest and the largest gain met, the client's own value included."""
        met = (self.base, *self.gains)
        return min(met), max(met)

    @property
    def width(self) -> float:
        """Return how far the input moves the gain, in CNY."""
        low, high = self.ends
        return high - low

    @property
    def own(self) -> float | None:
        """Return the client's own value; None where it is no number."""
        return self.number.amount

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Return where the rule begins to name another regime, the lower value first.

        All that the rule looks at runs straight from the client's own value to either end of the
        range; on each side of the own value only the nearest turn counts.
        """
        if self.own is None:
            return ()
        found = sorted(self._turns(self.own), key=lambda turn: turn.value)
        below, above = (
            [turn for turn in found if (turn.value < self.own) == side] for side in (True, False)
        )
        return (*below[-1:], *above[:1])

    @property
    def told_at(self) -> tuple[tuple[float | None, ChoiceRule], ...]:
        """Return the ends of the range with what the rule knows there, the lower one first."""
        return (self.number.low, self.at_low), (self.number.high, self.at_high)

    def _turns(self, own: float) -> Iterator[Turn]:
        for value, rule in self.told_at:
            part = _first_part(partial(self._has_turned, rule))
            if value is not None and part is not None:
                yield Turn(
                    value=own + (value - own) * part,
                    regime=on_the_way(self.told, rule, part).choice.regime,
                )

    def is_another(self, rule: ChoiceRule) -> bool:
        """Tell whether a rule names another regime than as told."""
        return rule.choice.regime != self.told.choice.regime

    def _has_turned(self, end: ChoiceRule, part: float) -> bool:
        return self.is_another(on_the_way(self.told, end, part))


def _first_part(has_turned: Callable[[float], bool]) -> float | None:
    """Return the smallest part of the way at which something has turned; None if nowhere."""
    step = next((step for step in range(1, STEPS + 1) if has_turned(step / STEPS)), None)
    if step is None:
        return None
    before, after = (step - 1) / STEPS, step / STEPS
    for _ in range(HALVINGS):
        middle = (before + after) / 2
        before, after = (before, middle) if has_turned(middle) else (middle, after)
    return after


def on_the_way(told: ChoiceRule, end: ChoiceRule, part: float) -> ChoiceRule:
    """Return the rule where ``part`` of the way to an end is gone, in [0, 1]."""
    figures = {
        name: _between(found, end.figures[name], part) for name, found in told.figures.items()
    }
    return replace(told, figures=figures)


def _between(one: Figures, other: Figures, part: float) -> Figures:
    return _by_key(lambda key: _mixed(_amount(one, key), _amount(other, key), part))


def _mixed(one: float | None, other: float | None, part: float) -> float | None:
    return None if one is None or other is None else one + (other - one) * part


def swings(engagement: Engagement) -> list[Swing]:
    """Return what every uncertain input does to the gain over OA, the widest swing first."""
    return engagement.once(_against_oa)


def _against_oa(engagement: Engagement) -> list[Swing]:
    settled = (_settled(engagement, one) for one in engagement.once(_first_tried))
    return _widest_first(list(settled))


def _first_tried(engagement: Engagement) -> list[Swing]:
    return [swing(engagement, number) for number in uncertain(engagement.client)]


def open_questions(engagement: Engagement) -> list[Question]:
    """Return the ends at which the first seasons name another regime, asked on all seasons."""
    return [
        _asked(engagement, one.number, end, on_all=True)
        for one in engagement.once(_first_tried)
        for end, rule in one.told_at
        if one.is_another(rule)
    ]


def _settled(engagement: Engagement, one: Swing) -> Swing:
    """Return a swing with the ends at which the answer is another one measured on all seasons."""
    low, high = (
        _standing(engagement, _at(engagement, one.number, end, on_all=True)).rule
        if one.is_another(rule)
        else rule
        for end, rule in one.told_at
    )
    return replace(one, at_low=low, at_high=high)


def lead_swings(engagement: Engagement) -> list[Swing]:
    """Return what every uncertain input does to the lead over the rival, the widest swing first."""
    return _widest_first([replace(swing, rival=engagement.rival) for swing in swings(engagement)])


def _widest_first(found: list[Swing]) -> list[Swing]:
    return sorted(found, key=lambda swing: -swing.width)


def swing(engagement: Engagement, number: Assumption) -> Swing:
    """Return what one uncertain input does to the candidate's gain over OA."""
    return Swing(
        number=number,
        told=engagement.rule,
        at_low=_rule_at(engagement, number, number.low),
        at_high=_rule_at(engagement, number, number.high),
        candidate=engagement.candidate,
    )


def _on_the_first(engagement: Engagement) -> ChoiceRule:
    """Return the rule on the seasons of the headline that the ends are tried on."""
    picks = np.arange(engagement.method.range_seasons)
    return _standing(engagement, engagement.comparison).redrawn(picks).rule


def _standing(engagement: Engagement, comparison: Comparison) -> Standing:
    return Standing.of(comparison, engagement.stakes, engagement.named_over_fits)


def _rule_at(engagement: Engagement, number: Assumption, end: float | None) -> ChoiceRule:
    """Return the rule with an input at an end, as it would be on the headline's seasons."""
    there = _standing(engagement, _at(engagement, number, end)).rule
    first, told = engagement.once(_on_the_first), engagement.rule
    figures = {
        name: _moved(found, first.figures, there.figures, name)
        for name, found in told.figures.items()
    }
    return replace(told, figures=figures)


def _moved(
    told: Figures, before: Mapping[str, Figures], after: Mapping[str, Figures], name: str
) -> Figures:
    """Return a regime's figures, changed by as much as they changed on fewer seasons.

    The doubt of what it surely brings stays that of the headline.
    """
    moved = _by_key(lambda key: _shifted(told, before[name], after[name], key))
    more = _gain(after, name) - _gain(before, name)
    surely = None if told.surely_cny is None else told.surely_cny + more
    return replace(moved, surely_cny=surely)


def _gain(figures: Mapping[str, Figures], name: str) -> float:
    return figures[name].contribution_cny - figures[BASELINE].contribution_cny


def _shifted(told: Figures, before: Figures, after: Figures, key: str) -> float | None:
    own, old, new = (_amount(one, key) for one in (told, before, after))
    return new if own is None or old is None or new is None else own + new - old


def _amount(one: Figures, key: str) -> float | None:
    found: float | None = getattr(one, key)
    return found


def _by_key(of: Callable[[str], float | None]) -> Figures:
    return Figures(**{field.name: of(field.name) for field in fields(Figures)})  # type: ignore[arg-type]


def _at(
    engagement: Engagement, number: Assumption, end: float | None, *, on_all: bool = False
) -> Comparison:
    return engagement.study(_asked(engagement, number, end, on_all=on_all))


def _asked(
    engagement: Engagement, number: Assumption, end: float | None, *, on_all: bool
) -> Question:
    return engagement.questions.end_of_range(number.path, float(end or 0), on_all=on_all)


@dataclass(frozen=True, kw_only=True)
class Delay:
    """Hold what slower and quicker approvers do to OA as it is, on the same seasons.

    ``hours`` is the mean time to an answer, ``cny`` the mean contribution of a season.
    """

    quick_hours: float
    slow_hours: float
    quick_cny: float
    slow_cny: float

    @property
    def cny_a_day(self) -> float | None:
        """Return what a day more until the answer costs a season; None if no time was gained."""
        gained = self.slow_hours - self.quick_hours
        return (self.quick_cny - self.slow_cny) / gained * 24 if gained > 0 else None


def delay(engagement: Engagement) -> Delay | None:
    """Return the price of delay, from the ends of the approvers' attention; None without them."""
    known = [n for n in uncertain(engagement.client) if n.path == "chain.attention_factor"]
    if not known:
        return None
    quick, slow = (_at(engagement, known[0], end) for end in (known[0].low, known[0].high))
    return Delay(
        quick_hours=_mean(quick, "decision_latency_h"),
        slow_hours=_mean(slow, "decision_latency_h"),
        quick_cny=_mean(quick, "contribution_cny"),
        slow_cny=_mean(slow, "contribution_cny"),
    )


def _mean(study: Comparison, outcome: str) -> float:
    return study.summary(BASELINE, outcome).mean
