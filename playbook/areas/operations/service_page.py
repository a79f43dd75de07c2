"""The page on customer service: seats, shifts, the busiest day, and who may grant what."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.engagement.service import ServiceDay, ServicePlan
from playbook.project.task import role_name
from playbook.words.language import localised, say, say_many
from playbook.words.wording import count, exact_money, number, share
from sim.tables.read import read_table
from sim.tables.rules import rule


def complaint_page(order_value_cny: float) -> Iterator[Block]:
    """Yield the levels of a complaint; what may be granted follows the client's order value."""
    rows = read_table("operations/complaint_levels")
    granted = [row.number("order_share") * order_value_cny for row in rows]
    yield Heading(
        text=say("A complaint is settled on the spot up to {most}", most=exact_money(max(granted))),
        level=2,
        id="complaints",
    )
    yield Table(
        title=say("Who answers a complaint"),
        detail=True,
        columns=(
            Column(name=say("Case")),
            Column(name=say("Answered by")),
            Column(name=say("Within"), unit=say("hours"), format="plain"),
            Column(name=say("May grant")),
            Column(name=say("Without asking up to"), unit=say("CNY"), format="exact_money"),
        ),
        rows=tuple(
            (
                localised(row, "case"),
                role_name(row.text("answered_by")),
                row.number("within_h"),
                localised(row, "grants"),
                most,
            )
            for row, most in zip(rows, granted, strict=True)
        ),
        note=say(
            "Within hours of service; amounts are multiples of the order value of {value} (our "
            "estimate), to be agreed in the returns and complaints policy.",
            value=exact_money(order_value_cny),
        ),
    )


SHIFTS = ("08:30-17:00", "14:00-22:30")


def service_page(plan: ServicePlan) -> list[Block]:
    """Return seats and shifts of customer service."""
    page: list[Block] = [
        Heading(text=_title(plan), level=2),
        Prose(text=_method(plan)),
        _seats(plan),
        _shifts(plan),
    ]
    busiest = plan.campaign or plan.normal
    if busiest.chats > plan.chats_per_day:
        text = say(
            "The client file says {limit} chats a day; the busiest day brings {chats}. For {over} "
            "of them somebody else must sit, or they go unanswered.",
            limit=count(plan.chats_per_day),
            chats=count(busiest.chats),
            over=count(busiest.chats - plan.chats_per_day),
        )
        page.append(Callout(text=text, tone="bad"))
    else:
        text = say(
            "The client file says {limit} chats a day, which covers the busiest day with {chats}.",
            limit=count(plan.chats_per_day),
            chats=count(busiest.chats),
        )
        page.append(Callout(text=text, tone="good"))
    return page


def _title(plan: ServicePlan) -> str:
    seats = plan.normal.seats(plan.at_once).at_peak
    normal = say_many("{n} seat on a normal day", "{n} seats on a normal day", seats)
    if plan.campaign is None:
        return say("Service needs {normal}", normal=normal)
    return say_many(
        "Service needs {normal}, and {n} in the busiest campaign",
        "Service needs {normal}, and {n} in the busiest campaign",
        plan.campaign.seats(plan.at_once).at_peak,
        normal=normal,
    )


def _method(plan: ServicePlan) -> str:
    return say(
        "Seats keep the promise at the busiest hour, {hour} of the day's chats: {answered} "
        "answered within {within} s, occupancy at most {occupancy} (Erlang C, {handling} s a "
        "chat). Employed are more, as {shrinkage} of paid time goes to leave, training and breaks. "
        "That a trained person holds {at_once} chats at once is approximated by dividing the "
        "handling time, which is optimistic about the wait; the column with one chat is the "
        "cautious end.",
        hour=share(rule("operations.peak_hour_share").value),
        answered=share(rule("operations.answered_share").value),
        within=number(round(rule("operations.answered_within_s").value)),
        occupancy=share(rule("operations.occupancy_most").value),
        handling=number(round(rule("operations.handling_s").value)),
        shrinkage=share(rule("operations.shrinkage").value),
        at_once=plan.at_once,
    )


def _seats(plan: ServicePlan) -> Table:
    days: list[tuple[str, ServiceDay]] = [(say("Normal day"), plan.normal)]
    if plan.campaign is not None and plan.busiest is not None:
        days.append((plan.busiest.name, plan.campaign))
    rows = tuple(
        (name, day.visits, day.chats, held, seats.at_peak, seats.on_roll, seats.answered_share)
        for name, day in days
        for held in (1, plan.at_once)
        for seats in (day.seats(held),)
    )
    return Table(
        title=say("Seats at the busiest hour"),
        columns=(
            Column(name=say("Day")),
            Column(name=say("Visits"), format="integer"),
            Column(name=say("Chats"), format="integer"),
            Column(name=say("Chats held at once"), format="integer"),
            Column(name=say("Seats"), format="integer"),
            Column(name=say("Employed for one shift"), format="integer"),
            Column(name=say("Answered in time"), format="share"),
        ),
        rows=rows,
        note=say(
            "Normal day: mean organic visits of the period. A campaign's visits are spread "
            "evenly over the days on which it draws; its first hours are busier."
        ),
    )


def _shifts(plan: ServicePlan) -> Table:
    early = plan.normal.early_seats(plan.at_once).at_peak
    late = plan.normal.seats(plan.at_once).at_peak
    names = (say("Early"), say("Late"))
    rows = tuple(
        (name, hours, seats, plan.people_for(seats))
        for name, hours, seats in zip(names, SHIFTS, (early, late), strict=True)
    )
    both = (say("Both"), None, early + late, plan.on_roll)
    return Table(
        title=say("Shifts of a normal week, weekends by rota"),
        detail=True,
        columns=(
            Column(name=say("Shift")),
            Column(name=say("From and to")),
            Column(name=say("Seats"), format="integer", id="seats"),
            Column(name=say("People on roll"), format="integer", id="people"),
        ),
        rows=(*rows, both),
        note=say(
            "On roll for seven days, each person working five. The early shift is staffed for an "
            "hour with {early} of the day's chats, the late one for the busiest.",
            early=share(rule("operations.early_hour_share").value),
        ),
        total=True,
        row_ids=("early", "late", "both"),
        formulas=(("both", "early + late"),),
    )
