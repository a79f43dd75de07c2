"""What decides the answer: gain and lead with each uncertain input at an end of its range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import mean_of
from playbook.engagement.varied import uncertain
from sim.client.load import Assumption
from sim.client.regimes import BASELINE
from sim.results.comparison import Comparison, Difference


@dataclass(frozen=True, kw_only=True)
class Swing:
    """Hold one input, and what the candidate gains over a rival at both ends of its range.

    ``base`` is the gain of the headline, over all its seasons; what an end changes is measured on
    fewer, the same for base and end, and ``shift`` is what the headline's gain is above theirs. All
    are in CNY of contribution, as is ``matters``, the gain at which the answer turns.
    """

    number: Assumption
    base: float
    at_low: Comparison
    at_high: Comparison
    candidate: str
    rival: str = BASELINE
    matters: float
    shift: float = 0.0

    @cached_property
    def gains(self) -> tuple[Difference, Difference]:
        """Return the gain at the low and at the high end, each with its interval."""
        low, high = (
            study.between(self.candidate, self.rival, "contribution_cny").less(-self.shift)
            for study in (self.at_low, self.at_high)
        )
        return low, high

    @property
    def ends(self) -> tuple[float, float]:
        """Return the smallest and the largest gain met, the client's own value included."""
        met = (self.base, *(gain.mean for gain in self.gains))
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

    @property
    def turns(self) -> tuple[float, ...]:
        """Return the values at which the gain crosses what matters, the lower one first.

        A line runs straight from the client's own value to either end of the range; on each side
        of the own value only the nearest crossing counts.
        """
        if self.own is None:
            return ()
        found = [*self._crossings(self.own)]
        below, above = ([at for at in found if (at < self.own) == side] for side in (True, False))
        return (*sorted(below)[-1:], *sorted(above)[:1])

    def _crossings(self, own: float) -> Iterator[float]:
        inside = self.base - self.matters
        for end, gain in zip((self.number.low, self.number.high), self.gains, strict=True):
            beyond = gain.mean - self.matters
            if end is not None and inside * beyond < 0:
                yield own + (end - own) * inside / (inside - beyond)


def swings(engagement: Engagement) -> list[Swing]:
    """Return what every uncertain input does to the gain over OA, the widest swing first."""
    return engagement.once(_against_oa)


def _against_oa(engagement: Engagement) -> list[Swing]:
    return _swings(engagement, BASELINE, engagement.recommendation.matters)


def lead_swings(engagement: Engagement) -> list[Swing]:
    """Return what every uncertain input does to the lead over the rival, the widest swing first.

    The answer turns where the lead, what the candidate costs more to introduce taken off, is the
    one below which the rule names the rival.
    """
    return engagement.once(_against_the_rival)


def _against_the_rival(engagement: Engagement) -> list[Swing]:
    change = engagement.stakes.change
    dearer = change(engagement.candidate) - change(engagement.rival)
    return _swings(engagement, engagement.rival, dearer + engagement.recommendation.yields_below)


def _swings(engagement: Engagement, rival: str, matters: float) -> list[Swing]:
    inputs = uncertain(engagement.client)
    found = [swing(engagement, number, rival=rival, matters=matters) for number in inputs]
    return sorted(found, key=lambda swing: -swing.width)


def swing(engagement: Engagement, number: Assumption, *, rival: str, matters: float) -> Swing:
    """Return what one uncertain input does to the candidate's gain over a rival."""
    base = engagement.comparison.between(engagement.candidate, rival, "contribution_cny").mean
    return Swing(
        number=number,
        base=base,
        shift=base - _gain_on_the_first(engagement, rival),
        at_low=_at(engagement, number, number.low),
        at_high=_at(engagement, number, number.high),
        candidate=engagement.candidate,
        rival=rival,
        matters=matters,
    )


def _at(engagement: Engagement, number: Assumption, end: float | None) -> Comparison:
    question = engagement.questions.end_of_range(number.path, float(end or 0))
    return engagement.study(question)


def _gain_on_the_first(engagement: Engagement, rival: str) -> float:
    """Return the headline's gain on the seasons that the ends are tried on, in CNY."""
    ours, theirs = (
        engagement.comparison.results.seasons(regime, "contribution_cny")
        for regime in (engagement.candidate, rival)
    )
    return mean_of((ours - theirs)[: engagement.method.range_seasons])


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
