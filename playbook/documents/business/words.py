"""The names of options, costs and months in the business case."""

from __future__ import annotations

from playbook.engagement.business import BUILD, MANAGED, MANAGED_OA, NOTHING, Business
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.wording import month
from sim.model.store.storefront import RUN_OUT_DAYS


def option_name(business: Business, name: str) -> str:
    """Return an option's name in the language spoken."""
    names = {
        NOTHING: say("no store") if business.is_new else say("the managed store as it is"),
        BUILD: say("a store of your own build"),
        MANAGED_OA: say("a managed store with decisions through OA"),
        MANAGED: say("the managed store as it is")
        if business.stays_as_it_is
        else say("a managed store with {regime}", regime=regime_name(business.regime)),
    }
    return names[name]


def span_names(business: Business) -> tuple[str, ...]:
    """Return the months of the horizon by name, and the run-out after them."""
    run_out = say("run-out, {days} days", days=RUN_OUT_DAYS)
    return (*(month(first) for first in business.horizon), run_out)


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


def month_words(number: int | None, months: int) -> str:
    """Return which of so many months it is, or that it is the run-out after them, or neither."""
    if number is None:
        return say("not within the horizon")
    return say("in the run-out") if number > months else say("month {n}", n=number)
