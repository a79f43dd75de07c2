"""What the uncertain inputs are called for short, and how their values are said."""

from __future__ import annotations

from playbook.words.language import say
from playbook.words.names import unit_of
from playbook.words.wording import DASH, money, share
from sim.client.load import Assumption


def input_name(path: str) -> str:
    """Return the short name of an uncertain input; the method document tells it in full."""
    names = {
        "offers.rate_factor": say("how many offers come"),
        "offers.window_factor": say("how long offers stay open"),
        "offers.rival_factor": say("how long rivals wait"),
        "offers.visitors_factor": say("visitors an offer brings"),
        "offers.conversion_factor": say("conversion of an offer's visitors"),
        "offers.conversion_sigma": say("how much the conversion of offers differs"),
        "offers.adverse_share": say("visitors lost to who always says yes"),
        "offers.cost_visitors_correlation": say("how far dear offers bring more visitors"),
        "chain.attention_factor": say("how long approvers let a request lie"),
        "chain.urged_attention_factor": say("how long chased approvers let it lie"),
        "chain.fatigue_share": say("how fast chasing wears off"),
        "chain.standby_share": say("pay for standing by"),
        "chain.interruption_min": say("time that a chased approver loses"),
        "chain.reject_factor": say("refusals blind to the offer's worth"),
        "chain.least_share": say("part of a deal that stock must be held for"),
        "agency.forecast_sigma": say("error of the agency's forecasts"),
        "agency.self_interest": say("agency's weight on its commission"),
        "agency.report_bias": say("how far the agency writes forecasts up"),
        "agency.commission_share": say("agency's commission"),
        "agency.compliance_share": say("red-line offers that the agency refuses"),
        "agency.think_min": say("agency's time to think"),
        "charter.dual_think_min": say("director's time to countersign"),
        "choice.widest_factor": say("how wide the widest charter is"),
        "store.order_value_cny": say("value of an order"),
        "store.margin_share": say("gross margin"),
        "store.repeat_share": say("orders that are followed by another"),
        "store.repeat_delay_days": say("time to the next order"),
        "store.platform_commission_share": say("platform's commission"),
        "store.cannibalised_share": say("event orders that would have come anyway"),
        "store.overlap_share": say("orders lost to another event of the day"),
        "store.price_memory_share": say("orders that wait for the next price cut"),
        "supply.opening_stock_orders": say("stock at the opening"),
        "supply.chats_per_day": say("questions that service can answer"),
        "supply.unserved_loss_share": say("orders lost when nobody answers"),
        "plan.coverage_share": say("campaigns that the plan foresees"),
    }
    return names[path]


LARGE = 1000
"""From here on an input is written out, not in three digits."""

_IN_PERCENT = ("share", "weight", "buyers a visit")
_MULTIPLE = "multiple"


def in_its_unit(value: float | None, number: Assumption, more: int = 0) -> str:
    """Return a value of an input as it is said: money, per cent, a multiple, or the bare number.

    ``more`` is how many digits are written beyond the usual ones.
    """
    if value is None:
        return DASH
    if number.unit.startswith("CNY"):
        return money(value, more=more)
    if number.unit.startswith(_IN_PERCENT):
        return share(value, more=more)
    bare = f"{value:,.{more}f}" if abs(value) >= LARGE else f"{value:.{3 + more}g}"
    return f"× {bare}" if number.unit.startswith(_MULTIPLE) else bare


def bare_unit(number: Assumption) -> str:
    """Return the unit of an input whose values are said as bare numbers, "" of any other."""
    told = ("CNY", *_IN_PERCENT, _MULTIPLE)
    return "" if number.unit.startswith(told) else unit_of(number)
