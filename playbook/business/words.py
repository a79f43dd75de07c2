"""The names of options, costs and months in the business case."""

from __future__ import annotations

from playbook.business.case import BUILD, MANAGED, MANAGED_OA, NOTHING, BusinessCase
from playbook.regime_words import regime_name
from sim.language import say


def option_name(business: BusinessCase, name: str) -> str:
    """Return an option's name in the language spoken."""
    names = {
        NOTHING: say("no store") if business.is_new else say("the store as it is"),
        BUILD: say("a store of your own build"),
        MANAGED_OA: say("a managed store with decisions through OA"),
        MANAGED: say("a managed store with {regime}", regime=regime_name(business.regime)),
    }
    return names[name]


def start_name(item: str) -> str:
    """Return what a cost before the opening is for."""
    names = {
        "setup": say("set-up fee of the agency"),
        "deposit": say("deposit of the platform, comes back"),
        "annual": say("annual fee of the platform"),
        "store_build": say("pictures, pages and samples"),
        "opening_stock": say("opening stock at cost"),
    }
    return names[item]


def month_words(month: int | None) -> str:
    """Return a month counted from the start of the preparation, or that there is none."""
    return say("not within the horizon") if month is None else say("month {n}", n=month)
