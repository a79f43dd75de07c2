"""The facts of a client that the product plan needs, and nothing more of the client file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from playbook.clients.prices import PriceRules
from playbook.words.language import say
from sim.client.workdays import Workdays
from sim.messages import Saying
from sim.problems import Problem, ProblemError, did_you_mean
from sim.tables.columns import BASES


@dataclass(frozen=True, kw_only=True)
class RangeFacts:
    """Say for whom the range is planned, until when, and what an order is worth.

    ``order_value_cny`` and ``margin_share`` are those of the client file; ``review_days`` pass
    between two looks at the stock; ``basis`` says what the SKU list rests on. Raises ProblemError.
    """

    client: str
    as_of: date
    go_live: date
    order_value_cny: float
    margin_share: float
    workdays: Workdays = field(default_factory=Workdays)
    prices: PriceRules = field(default_factory=PriceRules)
    review_days: int = 7
    basis: str = "CLIENT"
    where: str = "client"

    def __post_init__(self) -> None:
        problems = []
        if self.order_value_cny <= 0:
            problems.append(self._problem("order_value_cny", say("must be above 0")))
        if self.review_days < 1:
            problems.append(self._problem("review_days", say("must be at least 1 day")))
        if self.basis not in BASES:
            rule, remedy = say("no such basis"), did_you_mean(self.basis, BASES)
            problems.append(self._problem("basis", rule, remedy))
        if problems:
            raise ProblemError(problems)

    def _problem(self, name: str, rule: str, remedy: Saying = "") -> Problem:
        value = getattr(self, name)
        return Problem(where=self.where, field=name, value=value, rule=rule, remedy=remedy)
