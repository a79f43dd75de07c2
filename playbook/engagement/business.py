"""The business case of a client: three options as cash by month, on the same simulated seasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from playbook.engagement.cash import middle, payback_month, peak_cash, present_value
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import LONG_MONTHS
from playbook.study.choice import change_cost_cny
from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.client.schema import ClientFile
from sim.model.units import first_of_month, months_between
from sim.results.comparison import Comparison, mean_interval
from sim.tables.rules import rule

NOTHING, BUILD, OWN = "nothing", "build", "own"
MANAGED_OA, MANAGED = "managed_oa", "managed"

Path = tuple[float, ...]
Seasons = np.ndarray


@dataclass(frozen=True)
class Option:
    """Hold one option: its cash by month from the first month of preparation on, season by season.

    Every path has the same length and ends with the run-out, which is discounted as one more
    month; ``yearly_rate`` discounts.
    """

    name: str
    paths: tuple[Path, ...]
    yearly_rate: float

    @cached_property
    def values(self) -> tuple[float, ...]:
        """Return the present value of each path, in CNY."""
        return tuple(present_value(path, self.yearly_rate) for path in self.paths)

    @property
    def value(self) -> float:
        """Return the mean present value."""
        return float(np.mean(self.values))

    @property
    def band(self) -> tuple[float, float]:
        """Return the 10th and 90th percentile of the present value."""
        low, high = np.quantile(self.values, (0.1, 0.9))
        return float(low), float(high)

    @cached_property
    def mean_path(self) -> Path:
        """Return the mean cash of each month."""
        return tuple(float(np.mean(month)) for month in zip(*self.paths, strict=True))

    @property
    def payback(self) -> int | None:
        """Return the month in which the middle path has paid back; None if it does not."""
        months = sorted(_or_never(payback_month(path)) for path in self.paths)
        middle = months[len(months) // 2]
        return None if middle == _NEVER else middle

    @property
    def paid_back(self) -> int:
        """Return how many of the paths pay back by the end of the run-out."""
        return sum(payback_month(path) is not None for path in self.paths)

    @property
    def peak(self) -> tuple[float, float | None, float | None]:
        """Return the mean of the deepest hole with its 95 % interval, in CNY."""
        holes = np.array([peak_cash(path) for path in self.paths])
        low, high = mean_interval(holes)
        return float(holes.mean()), None if low is None else max(0.0, low), high


_NEVER = 10**6


def _or_never(month: int | None) -> int:
    return _NEVER if month is None else month


@dataclass(frozen=True, kw_only=True)
class Business:
    """Hold two years of a client's store: its long seasons, and how its offers are decided.

    ``study`` has the seasons under OA and under ``regime``, on the same luck. ``own_regime`` is how
    the client's own people would decide: as recommended where that hands nothing over, else by OA.
    """

    client: Client
    regime: str
    study: Comparison
    own_regime: str = BASELINE

    @property
    def replications(self) -> int:
        """Return how many long seasons are simulated."""
        return self.study.replications

    @property
    def is_new(self) -> bool:
        """Return whether the store is still to be opened."""
        return self.client.file.offers.new_store

    @property
    def stays_as_it_is(self) -> bool:
        """Tell whether the recommended managed store is the one that exists, decided by OA."""
        return not self.is_new and self.regime == BASELINE

    @property
    def names(self) -> tuple[str, ...]:
        """Return the options that differ: a store that exists and stays with OA is no change."""
        same = set() if self.is_new and self.regime != BASELINE else {MANAGED_OA}
        if self.stays_as_it_is:
            same.add(NOTHING)
        return tuple(name for name in self.options if name not in same)

    @property
    def without_agency(self) -> str:
        """Return the option in the agency's place: own people who take over, or an own build."""
        return BUILD if self.is_new else OWN

    @property
    def preparation(self) -> int:
        """Return the months from the start of the preparation to the first sales; 0 of a store."""
        start, first = self.client.file.project.start_date, self.client.scenario.start
        if not self.is_new:
            return 0
        return max(1, months_between(start, first))

    @property
    def horizon(self) -> tuple[date, ...]:
        """Return the first day of every month from the first month of preparation on."""
        first = self.client.scenario.start
        return tuple(first_of_month(first, n) for n in range(-self.preparation, LONG_MONTHS))

    def monthly(self, amount_cny: float) -> Path:
        """Return an amount paid in every month of the horizon; none is paid in the run-out."""
        return (*(amount_cny for _ in self.horizon), 0.0)

    @cached_property
    def options(self) -> dict[str, Option]:
        """Return the options by name."""
        rate = self.client.file.store.discount_rate_share
        alone = _build(self) if self.is_new else own_paths(self, own_team(self.client.file))
        paths = {
            NOTHING: _nothing(self),
            self.without_agency: alone,
            MANAGED_OA: _managed(self, BASELINE),
            MANAGED: _managed(self, self.regime),
        }
        return {name: Option(name, every, rate) for name, every in paths.items()}


def changing(business: Business, name: str = MANAGED) -> Option | None:
    """Return what an option changes in a store that exists; what the new way costs comes first.

    None where the store is new, or stays as it is: then nothing of it is a change.
    """
    as_it_is = {NOTHING, MANAGED} if business.stays_as_it_is else {NOTHING}
    if business.is_new or name in as_it_is:
        return None
    file, option = business.client.file, business.options[name]
    cost = change_cost_cny(file, business.regime) if name == MANAGED else 0.0
    first = (cost, *(0.0 for _ in option.paths[0][1:]))
    paths = tuple(
        tuple(after - before - once for before, after, once in zip(old, new, first, strict=True))
        for old, new in zip(business.options[NOTHING].paths, option.paths, strict=True)
    )
    return Option(name, paths, option.yearly_rate)


def business_of(engagement: Engagement) -> Business:
    """Return the store of an engagement in money, with the regime that is recommended."""
    regime = engagement.recommendation.regime
    return Business(
        client=engagement.client,
        regime=regime,
        study=engagement.study(engagement.questions.long_run()),
        own_regime=BASELINE if engagement.stakes.handed_over(regime) else regime,
    )


@dataclass(frozen=True, kw_only=True)
class OwnTeam:
    """Hold a team of the client's own in the agency's place, and how long both teams are paid.

    It costs ``factor`` times ``agency_cny``, what the agency's people cost a month; the agency
    serves on, and is paid, through ``hand_over_months``.
    """

    agency_cny: float
    factor: float
    hand_over_months: int

    @property
    def month_cny(self) -> float:
        """Return what it costs a month."""
        return self.factor * self.agency_cny


def own_team(file: ClientFile) -> OwnTeam:
    """Return the own team as the tables judge it."""
    return OwnTeam(
        agency_cny=file.agency.monthly_cost_cny,
        factor=rule("business.own_team_factor").value,
        hand_over_months=round(rule("business.own_hand_over_months").value),
    )


def opening_stock_cny(file: ClientFile) -> float:
    """Return what the opening stock costs."""
    order_cost = file.store.order_value_cny * (1 - file.store.margin_share)
    return file.supply.opening_stock_orders * order_cost


def start_costs(business: Business) -> dict[str, float]:
    """Return what is paid before the opening, by item, in CNY; the deposit comes back."""
    if not business.is_new:
        return {}
    file = business.client.file
    return {
        "setup": middle("setup", file.client.era),
        "deposit": middle("platform_deposit", file.client.era),
        "annual": middle("platform_annual", file.client.era),
        "store_build": rule(f"business.store_build_cny_{file.client.era}").value,
        "opening_stock": opening_stock_cny(file),
    }


def start_path(business: Business, *, setup: bool = True) -> Path:
    """Return start and end of the store as cash: what is paid first and comes back last.

    Deposit and stock come back after the run-out, whose orders are still sent from it.
    """
    costs, cash = start_costs(business), list(business.monthly(0.0))
    if not costs:
        return tuple(cash)
    cash[0] -= sum(amount for item, amount in costs.items() if setup or item != "setup")
    for month in range(12, len(business.horizon), 12):
        cash[month] -= costs["annual"]
    cash[-1] += costs["deposit"] + rule("business.stock_back_share").value * costs["opening_stock"]
    return tuple(cash)


def operating(business: Business, regime: str) -> Seasons:
    """Return contribution less the client's own team, month by month and in the run-out."""
    team = business.monthly(business.client.file.store.client_team_month_cny)
    return lines(business.study, regime, "contribution") - team[business.preparation :]


def _nothing(business: Business) -> tuple[Path, ...]:
    """Return no store at all, or the store as it is: decisions through OA."""
    if not business.is_new:
        return _managed(business, BASELINE)
    return (business.monthly(0.0),) * business.replications


def _managed(business: Business, regime: str) -> tuple[Path, ...]:
    team = business.client.file.store.client_team_month_cny
    before = (-team,) * business.preparation
    start = start_path(business)
    return tuple(_sum(start, (*before, *season)) for season in operating(business, regime).tolist())


def _build(business: Business) -> tuple[Path, ...]:
    """Return the own build: investment first, later sales, an own team, decisions by OA.

    What opens later than the horizon begins has no run-out in it.
    """
    file = business.client.file
    team = file.store.client_team_month_cny
    own = own_team(file).month_cny
    delay = min(round(rule("business.build_delay_months").value), LONG_MONTHS)
    start = list(start_path(business, setup=False))
    start[0] -= rule(f"business.build_investment_{file.client.era}").value
    waiting = (-team - own,) * (business.preparation + delay)
    return tuple(
        _sum(start, (*waiting, *sold[: LONG_MONTHS - delay], 0.0 if delay else run_out))
        for *sold, run_out in _without_agency(business, own).tolist()
    )


def own_paths(business: Business, team: OwnTeam) -> tuple[Path, ...]:
    """Return the store that exists, run by the client's own people after a hand-over.

    Store and way of deciding stay as they are. Through the hand-over agency and own team are both
    paid, then neither fee nor commission is; no skill is taken from or given to either.
    """
    served = min(team.hand_over_months, LONG_MONTHS)
    cash = _without_agency(business, team.month_cny)
    cash[:, :served] -= agency_paid(business)[:, :served]
    return tuple(tuple(path) for path in cash.tolist())


def agency_paid(business: Business) -> Seasons:
    """Return commission and fee as own people would decide, by month and in the run-out."""
    paid = [
        lines(business.study, business.own_regime, line)
        for line in ("agency_commission", "agency_fee")
    ]
    return np.asarray(sum(paid))


def _without_agency(business: Business, own: float) -> Seasons:
    team = np.array(business.monthly(own)[business.preparation :])
    return np.asarray(operating(business, business.own_regime) + agency_paid(business) - team)


def lines(study: Comparison, regime: str, line: str) -> Seasons:
    """Return a line of the money: a row a season, a column a month, the last one the run-out."""
    return np.ascontiguousarray(study.results.by_item(regime, line))


def _sum(one: Sequence[float], other: Sequence[float]) -> Path:
    return tuple(a + b for a, b in zip(one, other, strict=True))
