"""What the numbers of a client mean, in the language spoken."""

from __future__ import annotations

from sim.language import say
from sim.loader import Assumption


def meaning_of(number: Assumption) -> str:
    """Return what a number means: as the table of assumptions says, or as only a client states."""
    return _own_meanings().get(number.path, number.meaning)


def _own_meanings() -> dict[str, str]:
    """Return what the numbers mean that only a client file can state."""
    return {
        "client.as_of": say("date of the client file"),
        "project.start_date": say("start of the preparation"),
        "project.go_live": say("go-live asked for"),
        "season.start": say("first day simulated"),
        "season.months": say("months simulated"),
        "season.switch_on": say("day of the switch to plan and green channel"),
        "store.order_value_cny": say("average order value"),
        "store.margin_share": say("gross margin at list price"),
        "store.shops": say("own shops"),
        "store.shops_sales_month_cny": say("sales of the own shops a month"),
        "supply.opening_stock_orders": say("stock at the start, counted in orders"),
        "supply.api_from": say("store and ERP linked from"),
        "supply.parcels_per_day": say("parcels that can be sent a day"),
        "supply.chats_per_day": say("customer chats that can be answered a day"),
        "reported.sales_cny": say("reported sales of the season"),
        "reported.last_month_sales_cny": say("reported sales of the latest month"),
        "reported.conversion_share": say("reported conversion"),
        "reported.returning_share": say("reported share of returning customers"),
        "reported.online_share": say("reported online share of the latest month"),
    }
