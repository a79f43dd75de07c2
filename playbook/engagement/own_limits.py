"""A signature fewer, and the client's own limits, weighed on the scale of who decides."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import Question
from playbook.engagement.varied import Lift, bottlenecks, lifts, own_limit
from playbook.study.standing import MONEY
from sim.client.regimes import BASELINE
from sim.client.schema import ClientFile
from sim.model.units import MONTHS_A_YEAR
from sim.results.comparison import Difference, differ
from sim.results.outcomes import OUTCOMES
from sim.tables.columns import Row


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Hold one thing that the client could do: what is lifted, who decides, what it brings.

    ``gain`` is against OA as it is on the same seasons, before ``cost_cny`` a season is paid;
    ``dropped`` is the approver who signs no more.
    """

    lift: Lift
    regime: str
    gain: Difference
    cost_cny: float
    dropped: str = ""

    @property
    def is_single(self) -> bool:
        """Tell whether it is one thing that leaves the deciding to OA."""
        return bool(self.dropped) or len(self.lift.limits) == 1

    @property
    def net(self) -> Difference:
        """Return the gain when what it takes is paid."""
        return self.gain.less(self.cost_cny)


def alternatives(engagement: Engagement) -> list[Alternative]:
    """Return what deciding otherwise brings and what lifting limits brings, against OA as it is.

    Who decides alone comes first, then OA with a signature fewer, then each limit under OA by the
    step that leaves most, then all of them under OA, and under the candidate.
    """
    nothing, *single, together = lifts(engagement.client.file)
    tried = [_alternative(engagement, lift, BASELINE) for lift in single]
    best: dict[tuple[str, ...], Alternative] = {}
    for one in tried:
        known = best.setdefault(one.lift.limits, one)
        best[one.lift.limits] = max(known, one, key=lambda each: each.net.mean)
    return [
        _alternative(engagement, nothing, engagement.candidate),
        *([_with_a_signature_fewer(engagement)] if engagement.slowest else []),
        *best.values(),
        _alternative(engagement, together, BASELINE),
        _alternative(engagement, together, engagement.candidate),
    ]


def _with_a_signature_fewer(engagement: Engagement) -> Alternative:
    """Return what OA brings without its slowest signature, which costs nothing but a look less."""
    gain = _gain(engagement, engagement.questions.without_the_slowest(), BASELINE)
    return Alternative(
        lift=Lift(), regime=BASELINE, gain=gain, cost_cny=0.0, dropped=engagement.slowest
    )


def _alternative(engagement: Engagement, lift: Lift, regime: str) -> Alternative:
    gain = _gain(engagement, engagement.questions.lifted(lift), regime)
    cost = lifting_cost(engagement.client.file, lift) + engagement.stakes.change(regime)
    return Alternative(lift=lift, regime=regime, gain=gain, cost_cny=cost)


def _gain(engagement: Engagement, question: Question, regime: str) -> Difference:
    """Return what a regime earns in the world of a question over OA as it is."""
    asked, plain = (
        engagement.study(one) for one in (question, engagement.questions.lifted(Lift()))
    )
    seasons = asked.results.seasons(regime, MONEY), plain.results.seasons(BASELINE, MONEY)
    gain = differ(OUTCOMES[MONEY], *seasons)
    assert gain is not None, "every season has a contribution"
    return gain


def lifting_cost(file: ClientFile, lift: Lift) -> float:
    """Return what lifting limits costs over the season, in CNY.

    Stock also ties money up: the goods' cost at the discount rate.
    """
    rows = [bottlenecks(file)[limit] for limit in lift.limits]
    month = sum((lift.factor - 1.0) * own_limit(file, row) * _price(file, row) for row in rows)
    return month * file.season.months


def _price(file: ClientFile, row: Row) -> float:
    """Return what one unit more of a limit costs a month, in CNY."""
    price = row.number("cost_cny")
    if row.text("bottleneck_id") == "stock":
        goods = file.store.order_value_cny * (1.0 - file.store.margin_share)
        price += goods * file.store.discount_rate_share / MONTHS_A_YEAR
    return price
