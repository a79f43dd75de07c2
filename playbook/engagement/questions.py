"""What is asked of the simulator about a client: the headline, other worlds, other quotas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from playbook.engagement.method import Method
from sim.client.load import Assumption, Client
from sim.client.readiness import MOST, items
from sim.client.regimes import BASELINE, CASE, REGIMES, all_stock, widened_limits
from sim.client.schema import ClientFile
from sim.tables.columns import Row
from sim.tables.read import read_table

GREEDY, HONEST = 0.9, 0.0
"""An agency that follows its commission, and one that weighs only what the client earns."""

QUOTA_STEPS = (0.0, 0.25, 0.5, 1.0, 2.5, 15.0)
"""Where the quota curve is computed, in multiples of the client's quota, until it is flat.

The widest charter has a point of its own among them, whatever its width.
"""

BREADTH_STEPS = (0.5, 1.0, 3.0, 8.0, 20.0, 50.0)
"""How wide the charters are that are searched, in multiples of the client's own limits.

The width of the widest charter is tried too.
"""

USUAL_QUOTA_CNY = 20_000
"""What the steps multiply when the client's own quota is nought."""

CURVE_REGIME = "green"
"""The quota curve is drawn for this regime: with a quota of nought it is OA as it is."""

LIFT_STEPS = (1.5, 3.0)
"""To how many times its size each of the client's own limits is lifted."""

OWN_WORLD = "as_told"
"""The world as the client file says."""

WORLDS = (
    "long",
    "greedy",
    "long_greedy",
    "weak",
    "weak_greedy",
    "quick",
    "quick_long_greedy",
    "hostile",
)
WORLDS_OF_THE_GREEDY = (
    "long",
    "short",
    "honest",
    "short_honest",
    "weak",
    "weak_honest",
    "quick",
    "hostile",
)
"""The other worlds, each named by what is different in it; the second where greed is no news."""

LONG_MONTHS = 24
"""How many months of the store the business case reckons with."""

UNCERTAIN = (
    "store.order_value_cny",
    "store.margin_share",
    "store.repeat_share",
    "store.repeat_delay_days",
    "store.platform_commission_share",
    "store.cannibalised_share",
    "store.overlap_share",
    "store.price_memory_share",
    "supply.opening_stock_orders",
    "supply.chats_per_day",
    "supply.unserved_loss_share",
    "offers.rate_factor",
    "offers.window_factor",
    "offers.rival_factor",
    "offers.visitors_factor",
    "offers.conversion_factor",
    "offers.conversion_sigma",
    "offers.adverse_share",
    "offers.cost_visitors_correlation",
    "chain.attention_factor",
    "chain.urged_attention_factor",
    "chain.fatigue_share",
    "chain.standby_share",
    "chain.interruption_min",
    "chain.reject_factor",
    "chain.least_share",
    "agency.forecast_sigma",
    "agency.self_interest",
    "agency.report_bias",
    "agency.compliance_share",
    "agency.commission_share",
    "agency.think_min",
    "charter.dual_think_min",
    "choice.widest_factor",
    "plan.coverage_share",
)
"""The inputs whose range is tried: of the world and of the people, not what a charter sets.

They are those that moved what Company A's best regime adds by a twentieth or more when an
independent review tried all ranges, those that the review found missing, and what drives a rival of
the best regime rather than itself; so the width of the widest charter is among them.
"""


Subject = Literal[
    "headline", "world", "quota", "long_run", "readiness", "range", "limit", "charter"
]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One comparison: what is set differently, which regimes meet it, over how many seasons.

    ``about`` says what is asked; two questions that differ in it alone have one answer.
    """

    about: Subject = field(compare=False)
    settings: tuple[str, ...] = ()
    names: tuple[str, ...]
    replications: int

    @property
    def replays(self) -> int:
        """Return how often a season is replayed: each under every regime, and under OA."""
        return self.replications * len({BASELINE, *self.names})


def headline(client: Client, method: Method) -> Question:
    """Return the headline's question: all regimes as the client file says."""
    names = headline_regimes(client)
    return Question(about="headline", names=names, replications=method.replications)


def headline_regimes(client: Client) -> tuple[str, ...]:
    """Return the regimes that are compared, and the dated switch if there is one."""
    switch = (CASE,) if client.file.season.switch_on else ()
    return (*REGIMES, *switch)


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Make the questions beside the headline, about the regime that is weighed against OA.

    ``rival`` is the one that it is weighed against next; ``slowest`` the approver without whom the
    chain is quickest, empty where there is only one.
    """

    client: Client
    method: Method
    candidate: str
    rival: str
    slowest: str = ""

    def world(self, name: str) -> Question:
        """Return the question how the candidate and full delegation do in another world."""
        settings = worlds(self.client.file)[name]
        names = tuple(dict.fromkeys((self.candidate, "delegated")))
        seasons = self.method.side_seasons
        return Question(about="world", settings=settings, names=names, replications=seasons)

    def quota(self, quota_cny: float, self_interest: float) -> Question:
        """Return the question what a quota per decision brings with such an agency."""
        alone = self.candidate == "alone_green"
        settings = with_quota(self.client.file, quota_cny, self_interest, alone=alone)
        seasons = self.method.side_seasons
        names = (CURVE_REGIME,)
        return Question(about="quota", settings=settings, names=names, replications=seasons)

    def end_of_range(self, path: str, value: float) -> Question:
        """Return the question how candidate and rival do with an input at an end of its range."""
        setting = f"{path}={int(value) if value.is_integer() else value}"
        return self._on_few_seasons("range", setting, names=(self.candidate, self.rival))

    def long_run(self) -> Question:
        """Return the question what becomes of the store over two years, for the business case."""
        return self._on_few_seasons("long_run", f"season.months={LONG_MONTHS}")

    def as_ready_as(self, score: int | None) -> Question:
        """Return the question how the candidate does with every readiness item at ``score``.

        None asks about the client as it is, on as many seasons.
        """
        scored = () if score is None else (f"readiness.{item}={score}" for item in items())
        return self._on_few_seasons("readiness", *scored)

    def charter(self, breadth: Breadth) -> Question:
        """Return the question what a charter brings whose clauses are set together."""
        return Question(
            about="charter",
            settings=breadth.settings(self.client.file),
            names=(CURVE_REGIME,),
            replications=max(2, self.method.range_seasons // 2),
        )

    def lifted(self, lift: Lift) -> Question:
        """Return the question what becomes of OA and the candidate with limits lifted."""
        return self._on_few_seasons("limit", *lift.settings(self.client.file))

    def without_the_slowest(self) -> Question:
        """Return the question what becomes of OA with one signature fewer."""
        roles = ", ".join(f'"{role}"' for role in (*self.client.file.chain.dropped, self.slowest))
        return self._on_few_seasons("limit", f"chain.dropped=[{roles}]")

    def every(self) -> Iterator[Question]:
        """Yield every question that some page asks."""
        file = self.client.file
        yield from (self.world(name) for name in worlds(file))
        yield from (self.quota(q, agency) for agency in (HONEST, GREEDY) for q in quotas(file))
        yield self.long_run()
        yield from (self.as_ready_as(score) for score in (None, MOST))
        yield from (self.lifted(lift) for lift in lifts(file))
        if self.slowest:
            yield self.without_the_slowest()
        yield from (self.charter(breadth) for breadth in breadths(file))
        for number in uncertain(self.client):
            ends = (number.low, number.high)
            yield from (self.end_of_range(number.path, end) for end in ends if end is not None)

    def _on_few_seasons(
        self, about: Subject, *settings: str, names: tuple[str, ...] = ()
    ) -> Question:
        return Question(
            about=about,
            settings=settings,
            names=names or (self.candidate,),
            replications=self.method.range_seasons,
        )


def foreseen(client: Client, method: Method) -> list[Question]:
    """Return every question as far as it is known before the headline names the candidate.

    How many there are, and on how many seasons, does not depend on who that is.
    """
    sides = Questions(
        client=client,
        method=method,
        candidate=CURVE_REGIME,
        rival="plan_green",
        slowest=next(iter(droppable(client)), ""),
    )
    return [headline(client, method), *sides.every()]


def droppable(client: Client) -> list[str]:
    """Return the approvers without whom somebody still signs every request."""
    gone = set(client.file.chain.dropped)
    signing = [set(each.roles) - gone for each in client.scenario.chain.classes]
    roles = sorted(set().union(*signing))
    return [role for role in roles if all(left - {role} for left in signing)]


def uncertain(client: Client) -> list[Assumption]:
    """Return the inputs whose range is tried, as the client's files give them."""
    known = {number.path: number for number in client.assumptions}
    found = (known[path] for path in UNCERTAIN if path in known)
    return [reaching_itself(number) for number in found if number.low is not None]


def reaching_itself(number: Assumption) -> Assumption:
    """Return a number whose range holds its own value: a client may lie outside the usual one."""
    value, low, high = number.amount, number.low, number.high
    if value is None or low is None or high is None:
        return number
    return replace(number, low=min(low, value), high=max(high, value))


def worlds(file: ClientFile) -> dict[str, tuple[str, ...]]:
    """Return the settings of each other world by its name, the client's own first.

    In the last one all is set against a green channel. A client whose agency is greedy already is
    asked about a neutral one instead.
    """
    changes = _changes(file)
    tried = WORLDS_OF_THE_GREEDY if file.agency.self_interest >= GREEDY else WORLDS
    return {OWN_WORLD: ()} | {
        name: tuple(setting for part in name.split("_") for setting in changes[part])
        for name in tried
    }


def _changes(file: ClientFile) -> dict[str, tuple[str, ...]]:
    """Return what each part of a world's name sets."""
    offers, quick = file.offers, f"chain.attention_factor={0.1 * file.chain.attention_factor}"
    return {
        "long": (f"offers.window_factor={10 * offers.window_factor}",),
        "short": (f"offers.window_factor={0.1 * offers.window_factor}",),
        "greedy": (f"agency.self_interest={GREEDY}",),
        "honest": (f"agency.self_interest={HONEST}",),
        "quick": (quick,),
        "weak": (
            f"offers.conversion_factor={0.4 * offers.conversion_factor}",
            f"store.conversion_share={0.4 * file.store.conversion_share}",
        ),
        "hostile": (
            quick,
            f"offers.window_factor={30 * offers.window_factor}",
            "agency.self_interest=1",
            "agency.compliance_share=0",
        ),
    }


def bottlenecks(file: ClientFile) -> dict[str, Row]:
    """Return the client's own limits of ``data/business/bottlenecks.csv`` in its era, by name."""
    rows = read_table("business/bottlenecks")
    return {row.text("bottleneck_id"): row for row in rows if row["era"] == file.client.era}


@dataclass(frozen=True, kw_only=True)
class Lift:
    """Name limits of the client's own that are lifted together, to how many times their size."""

    limits: tuple[str, ...] = ()
    factor: float = 1.0

    def settings(self, file: ClientFile) -> tuple[str, ...]:
        """Return what is set in the client's file."""
        rows = [bottlenecks(file)[limit] for limit in self.limits]
        return tuple(
            f"{row.text('path')}={round(self.factor * own_limit(file, row))}" for row in rows
        )


def lifts(file: ClientFile) -> tuple[Lift, ...]:
    """Return what is lifted: nothing, each limit alone by either step, all by the smaller one."""
    limits = tuple(bottlenecks(file))
    alone = (Lift(limits=(limit,), factor=step) for limit in limits for step in LIFT_STEPS)
    return (Lift(), *alone, Lift(limits=limits, factor=min(LIFT_STEPS)))


def own_limit(file: ClientFile, row: Row) -> float:
    """Return the client's own value of a limit."""
    section, key = row.text("path").split(".")
    return float(getattr(getattr(file, section), key))


def agencies(file: ClientFile) -> dict[str, str]:
    """Return the worlds in which a greedy agency and a less greedy one can be compared."""
    if file.agency.self_interest >= GREEDY:
        return {"greedy": "as_told", "other": "honest"}
    return {"greedy": "greedy", "other": "as_told"}


def quotas(file: ClientFile) -> tuple[float, ...]:
    """Return the quotas per decision of the curve, in CNY, smallest first."""
    own = file.charter.quota_cny or USUAL_QUOTA_CNY
    return tuple(round(step * own) for step in _with_widest(QUOTA_STEPS, file))


def _with_widest(steps: tuple[float, ...], file: ClientFile) -> list[float]:
    return sorted({*steps, file.choice.widest_factor})


def with_quota(
    file: ClientFile, quota_cny: float, self_interest: float, *, alone: bool = False
) -> tuple[str, ...]:
    """Return the settings of a point of the curve: all limits of the charter move with the quota.

    A limit that stayed would bind in its place, and the curve would tell of it instead. ``alone``
    draws it for a charter in which nobody countersigns.
    """
    limits = as_wide(file, quota_cny / (file.charter.quota_cny or USUAL_QUOTA_CNY), alone=alone)
    return (*_settings(limits), f"agency.self_interest={self_interest}")


def as_wide(file: ClientFile, factor: float, *, alone: bool = False) -> dict[str, float]:
    """Return the clauses of the client's charter with its limits so many times as wide, by key.

    Money is whole. Where the agency is ``alone`` it decides up to the quota, else up to its own
    limit, which is as many times as wide as the others.
    """
    usual = {"quota_cny": file.charter.quota_cny or USUAL_QUOTA_CNY}
    limits = widened_limits(file.charter.model_copy(update=usual), factor)
    if alone:
        limits["alone_cny"] = limits["quota_cny"]
    return {key: round(to) if key.endswith("_cny") else to for key, to in limits.items()}


def _settings(clauses: Mapping[str, float]) -> Iterator[str]:
    return (f"charter.{clause}={value}" for clause, value in clauses.items())


@dataclass(frozen=True, kw_only=True)
class Breadth:
    """Describe a charter tried: its limits so many times as wide, its share of stock, who is alone.

    ``alone`` says that nobody countersigns: the agency alone decides up to the quota.
    """

    factor: float
    stock_share: float
    alone: bool

    def settings(self, file: ClientFile) -> tuple[str, ...]:
        """Return what is set in the client's file."""
        limits = as_wide(file, self.factor, alone=self.alone)
        return tuple(_settings(limits | {"stock_share": self.stock_share}))


def breadths(file: ClientFile) -> tuple[Breadth, ...]:
    """Return the charters that are tried: width, stock and countersignature together."""
    shares = dict.fromkeys((_own_stock(file), all_stock(file)))
    return tuple(
        Breadth(factor=factor, stock_share=share, alone=alone)
        for factor in _with_widest(BREADTH_STEPS, file)
        for share in shares
        for alone in (False, True)
    )


def breadth_under(file: ClientFile, regime: str) -> Breadth:
    """Return the charter tried that holds under a regime: the file's own unless drawn anew."""
    if regime == "wide_green":
        widest = file.choice.widest_factor
        return Breadth(factor=widest, stock_share=all_stock(file), alone=False)
    return Breadth(factor=1.0, stock_share=_own_stock(file), alone=regime == "alone_green")


def _own_stock(file: ClientFile) -> float:
    """Return the share of free stock that the client's charter lets a decision take."""
    own = file.charter.stock_share
    return all_stock(file) if own is None else own
