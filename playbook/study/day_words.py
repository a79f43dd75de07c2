"""A day's story in words: what happened, and the figures that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playbook.study.day_trace import DayTrace, Happening, RegimeDay
from playbook.words.language import say
from playbook.words.names import clause_name, kind_name, role_name, route_name
from playbook.words.phrases import begin, signed
from playbook.words.wording import count, hours, money, number, sentences, share, weekday_and_time
from sim.client.schema import ClientFile

Step = tuple[str, str, str, str]
"""The offer's number, when, what happens, and the detail."""


def steps_told(trace: DayTrace, regime: str) -> list[Step]:
    """Return the steps of a regime's day in words."""
    return [
        (
            f"{one.offer}",
            weekday_and_time(trace.moment(one.at)),
            _TITLES[one.what](one),
            _DETAILS[one.what](one, trace.client.file),
        )
        for one in trace.regimes[regime].happenings
    ]


def store_told(found: RegimeDay) -> str:
    """Return the store's day in words."""
    told = found.store
    return say(
        "The store's day: {visits} visits, {orders} orders, sales {sales}, contribution"
        " {contribution}, spent on offers and trials {spend}; stock for {stock} orders at midnight,"
        " {oversold} cancelled for want of it, {late} parcels late.",
        visits=count(_number(told, "visits")),
        orders=count(_number(told, "orders")),
        sales=money(_number(told, "sales_cny")),
        contribution=signed(_number(told, "contribution_cny")),
        spend=money(_number(told, "spend_cny")),
        stock=count(_number(told, "stock_orders")),
        oversold=count(_number(told, "oversold_orders")),
        late=count(_number(told, "late_parcels")),
    )


def _number(facts: Mapping[str, str | float | bool | None], name: str) -> float:
    return float(facts[name] or 0)


def _signed_title(one: Happening) -> str:
    role = role_name(str(one.facts["role"]))
    return {
        "approved": say("{role} approves", role=begin(role)),
        "returned": say("{role} returns it for rework", role=begin(role)),
        "rejected": say("{role} rejects it", role=begin(role)),
    }.get(str(one.facts["action"]), say("{role}: the time is up", role=begin(role)))


def _charter_title(one: Happening) -> str:
    return say("outside the charter") if one.facts["clause"] else say("within the charter")


def _answer_title(one: Happening) -> str:
    return say("the answer is yes") if one.facts["yes"] else say("the answer is no")


def _fate_title(one: Happening) -> str:
    return {
        "captured": say("won"),
        "declined": say("declined by the agency"),
        "rejected": say("refused in time"),
        "lost_to_rival": say("lost to a rival"),
        "expired": say("expired"),
    }[str(one.facts["fate"])]


_TITLES: Mapping[str, Callable[[Happening], str]] = {
    "offered": lambda one: say("the platform offers"),
    "forecast": lambda one: say("the agency's forecast"),
    "charter": _charter_title,
    "signed": _signed_title,
    "resubmitted": lambda one: say("resubmitted"),
    "answered": _answer_title,
    "rival": lambda one: say("a rival takes the resource"),
    "closed": lambda one: say("the window closes"),
    "fate": _fate_title,
    "held": lambda one: say("stock is held"),
    "earned": lambda one: say("the event has ended"),
}


def _offered(one: Happening, file: ClientFile) -> str:
    told = say(
        "{kind}, {cost}, open for {window}",
        kind=kind_name(file, str(one.facts["kind"])),
        cost=money(_number(one.facts, "cash_cost_cny")),
        window=hours(_number(one.facts, "window_h")),
    )
    if not one.facts["out_of_scope"]:
        return told
    return say("{offer}; asks for what nobody may grant", offer=told)


def _forecast(one: Happening, file: ClientFile) -> str:
    told = say(
        "{visitors} visitors, {orders} orders, worth {value}; on the sheet {reported} visitors, "
        "commitment {exposure}",
        visitors=count(_number(one.facts, "visitors")),
        orders=number(_number(one.facts, "orders")),
        value=signed(_number(one.facts, "deal_value_cny")),
        reported=count(_number(one.facts, "reported_visitors")),
        exposure=money(_number(one.facts, "exposure_cny")),
    )
    return told if one.facts["filed"] else say("{forecast}; not filed", forecast=told)


def _charter(one: Happening, file: ClientFile) -> str:
    if one.facts["clause"]:
        return clause_name(str(one.facts["clause"]))
    return say("to be countersigned") if one.facts["dual"] else say("the agency alone")


def _signing(one: Happening, file: ClientFile) -> str:
    told = say(
        "on the desk for {waited}, looked at after {looked}, {handling} min of work",
        waited=hours(_number(one.facts, "waited_h")),
        looked=hours(_number(one.facts, "looked_after_h")),
        handling=count(_number(one.facts, "handling_min")),
    )
    if not one.facts["round"]:
        return told
    return say("{signing}; round {n}", signing=told, n=count(_number(one.facts, "round") + 1))


def _answer(one: Happening, file: ClientFile) -> str:
    after = say("after {time}", time=hours(_number(one.facts, "after_h")))
    taken = _number(one.facts, "taken_share")
    part = say("{share} of the deal, for want of stock", share=share(taken)) if taken < 1 else ""
    reason = _reason(str(one.facts["reason"])) if one.facts["reason"] else ""
    return "; ".join(filter(None, (route_name(str(one.facts["route"])), after, part, reason)))


def _reason(reason: str) -> str:
    names = {
        "red_line": say("beyond the brand's red line"),
        "hurdle": say("the forecast is below the minimum return"),
        "stock": say("too little stock"),
        "reviewer": say("a reviewer's own reasons"),
        "time_out": say("time-out"),
    }
    return names.get(reason, reason)


def _fate(one: Happening, file: ClientFile) -> str:
    return say("the yes comes too late") if one.facts["yes_too_late"] else ""


def _held(one: Happening, file: ClientFile) -> str:
    return say("for {orders} orders", orders=count(_number(one.facts, "orders")))


def _earned(one: Happening, file: ClientFile) -> str:
    damage = _number(one.facts, "brand_damage_cny")
    return sentences(
        say(
            "{visitors} visitors, {orders} orders, sales {sales}, paid {cost}, worth {value} with"
            " what follows.",
            visitors=count(_number(one.facts, "visitors")),
            orders=count(_number(one.facts, "orders")),
            sales=money(_number(one.facts, "sales_cny")),
            cost=money(_number(one.facts, "cash_cost_cny")),
            value=signed(_number(one.facts, "deal_value_cny")),
        ),
        say("It harms the brand by {damage}.", damage=money(damage)) if damage else "",
    )


def _resubmitted(one: Happening, file: ClientFile) -> str:
    return say("after {time}", time=hours(_number(one.facts, "after_h")))


def _nothing(one: Happening, file: ClientFile) -> str:
    return ""


_DETAILS: Mapping[str, Callable[[Happening, ClientFile], str]] = {
    "offered": _offered,
    "forecast": _forecast,
    "charter": _charter,
    "signed": _signing,
    "resubmitted": _resubmitted,
    "answered": _answer,
    "rival": _nothing,
    "closed": _nothing,
    "fate": _fate,
    "held": _held,
    "earned": _earned,
}
