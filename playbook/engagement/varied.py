"""What is varied about a client: other worlds, quotas, charters, limits lifted, inputs in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.client.load import Assumption, Client
from sim.client.regimes import all_stock, widened_limits
from sim.client.schema import ClientFile
from sim.tables.columns import Row
from sim.tables.read import read_table

GREEDY, HONEST = 0.9, 0.0
"""An agency that follows its commission, and one that weighs only what the client earns."""

QUOTA_STEPS = (0.0, 0.25, 0.5, 1.0, 8.0, 20.0)
"""Where the quota curve is computed, in multiples of the client's quota, until it is flat.

The widest charter has a point of its own among them, whatever its width.
"""

BREADTH_STEPS = (0.25, 0.5, 1.0, 3.0, 8.0, 20.0, 50.0)
"""How wide the charters are that are searched, in multiples of the client's own limits.

The width of the widest charter is tried too.
"""

USUAL_QUOTA_CNY = 20_000
"""What the steps multiply when the client's own quota is nought."""

PLANE_DOUBLINGS = (-3, -2, -1, 0, 1, 2, 3)
"""How long offers stay open in the plane of the two, in doublings of the client's own windows."""

PLANE_INTERESTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How much the agency weighs its commission in it: from not at all to nothing else."""

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
    "plan.coverage_share",
)
"""The inputs whose range is tried: of the world and of the people, not what a charter sets.

They are those that moved what Company A's best regime adds by a twentieth or more when an
independent review tried all ranges, those that the review found missing, and what drives a rival of
the best regime rather than itself. How wide a charter is drawn is no doubt but a decision: the
charters searched try it.
"""


def uncertain(client: Client) -> list[Assumption]:
    """Return the inputs whose range is tried, as the client's files give them."""
    known = {number.path: number for number in client.assumptions}
    found = (known[path] for path in UNCERTAIN if path in known)
    return [number for number in found if number.low is not None]


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
class PlanePoint:
    """Name a point of the plane: how often the windows are doubled, and the agency's weight."""

    doublings: int
    self_interest: float

    def settings(self, file: ClientFile) -> tuple[str, ...]:
        """Return what is set in the client's file."""
        window = file.offers.window_factor * 2.0**self.doublings
        return (
            f"offers.window_factor={window}",
            f"agency.self_interest={self.self_interest}",
        )


def plane_points() -> tuple[PlanePoint, ...]:
    """Return the points of the plane, window by window, the shortest first."""
    return tuple(
        PlanePoint(doublings=doublings, self_interest=interest)
        for doublings in PLANE_DOUBLINGS
        for interest in PLANE_INTERESTS
    )


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


WIDER, MOST_CNY = 2.5, 1e12
"""A curve that still rises at its end goes on at so many times its last quota; a limit is no wider
than a client file may say."""


def beyond(file: ClientFile, quota_cny: float) -> float | None:
    """Return the next quota behind the last of the curve, None where no charter may be so wide."""
    wider = round(WIDER * quota_cny)
    limits = as_wide(file, wider / (file.charter.quota_cny or USUAL_QUOTA_CNY))
    return wider if max(limits.values()) <= MOST_CNY else None


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
        return tuple(_settings(self.limits(file) | {"stock_share": self.stock_share}))

    def limits(self, file: ClientFile) -> dict[str, float]:
        """Return the limits of the charter in CNY and of the quarter's budget, by key."""
        return as_wide(file, self.factor, alone=self.alone)


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
