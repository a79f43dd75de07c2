"""Complaints: who answers what, how fast, and what may be granted without asking."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.blocks import Block, Column, Heading, Table
from playbook.project.raci import role_name
from playbook.words.language import localised, say
from playbook.words.wording import exact_money
from sim.tables.read import read_table


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
            "Within hours of service; amounts are multiples of the order value of {value} (EXPERT),"
            " to be agreed in the returns and complaints policy.",
            value=exact_money(order_value_cny),
        ),
    )
