"""What a pitch asks the simulator beside its headline: other worlds and other quotas."""

from __future__ import annotations

from dataclasses import dataclass

from sim.client.schema import ClientFile

GREEDY, HONEST = 0.9, 0.0
"""An agency that follows its commission, and one that weighs only what the client earns."""

QUOTA_STEPS = (0.0, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Where the quota curve is computed, in multiples of the client's quota: it bends below it."""

USUAL_QUOTA_CNY = 20_000
"""What the steps multiply when the client's own quota is nought."""


UNCERTAIN = (
    "offers.rate_factor",
    "offers.window_factor",
    "offers.rival_factor",
    "offers.visitors_factor",
    "offers.conversion_factor",
    "chain.attention_factor",
    "agency.forecast_sigma",
    "agency.self_interest",
    "store.repeat_share",
    "plan.coverage_share",
)
"""The inputs whose range is tried: of the world and of the people, not what a charter sets."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One comparison: what is set differently, which regimes meet it, over how many seasons."""

    settings: tuple[str, ...] = ()
    names: tuple[str, ...]
    replications: int


def worlds(file: ClientFile) -> dict[str, tuple[str, ...]]:
    """Return the settings of each other world by its name, the client's own first.

    A client whose agency is greedy already is asked about a neutral one instead.
    """
    greedy_already = file.agency.self_interest >= GREEDY
    agency = f"agency.self_interest={HONEST if greedy_already else GREEDY}"
    long = f"offers.window_factor={10 * file.offers.window_factor}"
    short = f"offers.window_factor={0.1 * file.offers.window_factor}"
    quick = f"chain.attention_factor={0.1 * file.chain.attention_factor}"
    weak = (
        f"offers.conversion_factor={0.4 * file.offers.conversion_factor}",
        f"store.conversion_share={0.4 * file.store.conversion_share}",
    )
    if greedy_already:
        return {
            "as_told": (),
            "long": (long,),
            "short": (short,),
            "honest": (agency,),
            "short_honest": (short, agency),
            "weak": weak,
            "weak_honest": (*weak, agency),
            "quick": (quick,),
        }
    return {
        "as_told": (),
        "long": (long,),
        "greedy": (agency,),
        "long_greedy": (long, agency),
        "weak": weak,
        "weak_greedy": (*weak, agency),
        "quick": (quick,),
        "quick_long_greedy": (quick, long, agency),
    }


def agencies(file: ClientFile) -> dict[str, str]:
    """Return the worlds in which a greedy agency and a less greedy one can be compared."""
    if file.agency.self_interest >= GREEDY:
        return {"greedy": "as_told", "other": "honest"}
    return {"greedy": "greedy", "other": "as_told"}


def quotas(file: ClientFile) -> tuple[float, ...]:
    """Return the quotas per decision of the curve, in CNY, smallest first."""
    own = file.charter.quota_cny or USUAL_QUOTA_CNY
    return tuple(round(step * own) for step in QUOTA_STEPS)


def with_quota(file: ClientFile, quota_cny: float, self_interest: float) -> tuple[str, ...]:
    """Return the settings of a point of the curve; the month's quota never lies below it."""
    return (
        f"charter.quota_cny={quota_cny}",
        f"charter.alone_cny={min(file.charter.alone_cny, quota_cny)}",
        f"charter.month_quota_cny={max(file.charter.month_quota_cny, quota_cny)}",
        f"agency.self_interest={self_interest}",
    )
