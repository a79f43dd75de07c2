"""What the decision sheet reckons: an offer's inputs, and each line as a formula of them.

The formulas are those by which the simulator forecasts an offer (``sim.model.offers.forecast``),
so that a number that a reader types in is followed down to who decides.
"""

from __future__ import annotations

from playbook.blocks.calculated import Formula
from playbook.engagement.rights import SheetRequest
from sim.model.charter import Charter
from sim.model.offers import (
    FOLLOW_ON_DAYS,
    follow_on_contribution,
    organic_level,
    repeat_share,
    visits_to_remember,
)
from sim.model.scenario import Scenario
from sim.model.units import in_cny

Formulas = tuple[tuple[str, str], ...]

CRUMB = "0.000000001"
"""Added where a divisor can be nought, or a whole number can come out a crumb too small."""


def inputs_of(scenario: Scenario, one: SheetRequest, in_scope: bool) -> dict[str, float]:
    """Return what is typed in of an offer, by the id of its line; money is in CNY."""
    kind = one.kind
    repeats = scenario.demand.repeat * kind.repeat_factor
    return {
        "cash": in_cny(one.cash_cost),
        "trial_packs": 1000.0 / in_cny(kind.trial_pack) if kind.trial_pack else 0.0,
        "visitors": one.visitors,
        "days": one.event_days,
        "conversion": kind.conversion,
        "basket": in_cny(scenario.economics.order_value) * kind.order_value_factor,
        "discount": kind.margin_lost,
        "commission": kind.commission,
        "again": repeats * repeat_share(scenario, FOLLOW_ON_DAYS),
        "remembering": visits_to_remember(scenario, one),
        "scope": float(in_scope),
    }


def formulas_of(scenario: Scenario, charter: Charter) -> Formulas:
    """Return the lines that are computed, in an order in which each reads only those before it."""
    return (*_of_the_event(scenario), *_of_the_customers(scenario), *_of_the_charter(charter))


def reckoned(formulas: Formulas, inputs: dict[str, float]) -> dict[str, float]:
    """Return the inputs with the lines that the formulas give."""
    found = dict(inputs)
    for target, text in formulas:
        found[target] = Formula(text).value(lambda name, before: found[name])
    return found


def _of_the_event(scenario: Scenario) -> Formulas:
    """Return orders, exposure and late parcels: service and packing line have only so many."""
    supply, own = scenario.supply, organic_level(scenario, 0)
    asked = f"(visitors / days + {own!r}) * {supply.chat_share!r}"
    unserved = f"(asked - min(asked, {supply.chats_per_day})) / (asked + {CRUMB})"
    over = f"(parcels - min(parcels, {supply.parcels_per_day}))"
    partly = f"min(days, floor(parcels / ({over} + {CRUMB})))"
    late = f"{over} / (parcels + {CRUMB}) * {partly} * ({partly} + 1) / 2 + days - {partly}"
    return (
        ("asked", asked),
        ("answered", f"1 - {supply.unserved_loss!r} * {unserved}"),
        ("orders", "visitors * conversion * answered"),
        ("exposure", "cash + discount * orders * basket"),
        ("parcels", f"orders / days + {own * scenario.demand.conversion!r}"),
        ("late", f"({late}) / days"),
    )


def _of_the_customers(scenario: Scenario) -> Formulas:
    """Return what would have come anyway, what comes later, and the contribution of all."""
    demand, economics = scenario.demand, scenario.economics
    ordinary = follow_on_contribution(scenario) / 100
    instead = (
        f"{demand.cannibalised!r} * orders * basket / {in_cny(economics.order_value)!r}"
        f" + {demand.price_memory * demand.conversion!r} * min(visitors, remembering)"
    )
    triers = demand.trial_follow_on * demand.trial_orders * repeat_share(scenario, FOLLOW_ON_DAYS)
    uplift = min(demand.review_uplift, demand.review_uplift_cap)
    reviews = uplift * demand.review_days * organic_level(scenario, 0)
    later = (
        f"orders * again * (1 - {scenario.supply.late_repeat_loss!r} * late)"
        f" + {triers!r} * packs + {reviews!r} * step(packs - 1)"
    )
    kept = 1.0 - economics.returns
    earned = economics.margin - economics.platform_commission - scenario.agency.commission
    parcel = in_cny(1) * (economics.parcel + economics.returns * economics.return_parcel)
    event = f"orders * (basket * {kept!r} * ({earned!r} - discount - commission) - {parcel!r})"
    return (
        ("displaced", f"{ordinary!r} * ({instead})"),
        ("packs", f"floor(cash * trial_packs / 1000 + {CRUMB})"),
        ("later", f"{ordinary!r} * ({later})"),
        ("value", f"{event} + later - displaced - cash"),
    )


def _of_the_charter(charter: Charter) -> Formulas:
    """Return what is left of the quota, what is over the hurdle, and who signs."""
    quota, alone, hurdle = in_cny(charter.quota), in_cny(charter.alone_limit), charter.hurdle or 0.0
    return (
        ("left", f"{quota!r} - exposure"),
        ("over", f"value - {hurdle!r} * cash"),
        ("signs", f"scope * step(left) * step(over) * (2 - step({alone!r} - exposure))"),
    )
