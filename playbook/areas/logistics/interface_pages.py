"""The pages on the interfaces: what each carries, how the cut-over is tested, when to go back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.areas.logistics.words import plain
from playbook.blocks import Block, Column, Heading, Prose, Table
from playbook.project.raci import role_name
from playbook.words.language import localised, say, say_many
from playbook.words.wording import sentences
from sim.tables.read import read_table
from sim.tables.rows import Row


def interface_pages(dates: Mapping[str, str], *, linked: bool) -> list[Block]:
    """Return the interfaces, the tests and the way back.

    ``dates`` says in words until when the tests of a phase (``test``, ``cut_over``) are passed; a
    phase that is not in it has no tests.
    """
    rows = read_table("logistics/erp_interfaces")
    ordered = sorted(rows, key=lambda row: row.integer("order"))
    return [
        Heading(text=_title(len(ordered), linked=linked), level=2),
        Prose(text=_order(linked=linked)),
        _interfaces(ordered),
        _tests(dates, linked=linked),
        _triggers(linked=linked),
    ]


def _title(interfaces: int, *, linked: bool) -> str:
    if linked:
        return say_many(
            "{n} interface to check on the link that exists",
            "{n} interfaces to check on the link that exists",
            interfaces,
        )
    return say_many(
        "{n} interface to build, in this order",
        "{n} interfaces to build, in this order",
        interfaces,
    )


def _order(*, linked: bool) -> str:
    if linked:
        return say(
            "The client file says that the link stands. Each interface is checked against its"
            " acceptance test with the test orders before the go-live; what is missing is built in"
            " the order below."
        )
    return say(
        "Orders come first, then stock, because these two end the keying and the overselling. If"
        " time runs short, the last ones go live later and stay manual."
    )


def _interfaces(rows: Sequence[Row]) -> Table:
    return Table(
        title=say("Interface specification"),
        columns=(
            Column(name=say("Place"), format="integer"),
            *(
                Column(name=head)
                for head in (
                    say("Interface"),
                    say("Direction"),
                    say("Fields"),
                    say("How often"),
                    say("Owner"),
                    say("Accepted when"),
                )
            ),
        ),
        rows=tuple(
            (
                row.integer("order"),
                localised(row, "name"),
                localised(row, "direction"),
                localised(row, "fields"),
                localised(row, "frequency"),
                role_name(row.text("owner")),
                localised(row, "test"),
            )
            for row in rows
        ),
    )


def _tests(dates: Mapping[str, str], *, linked: bool) -> Table:
    rows = [row for row in read_table("logistics/cutover_tests") if row.text("phase") in dates]
    ends = say("before the go-live") if linked else say("before the manual procedure ends")
    return Table(
        title=say_many("{n} test of the link", "{n} tests of the link", len(rows)),
        columns=tuple(
            Column(name=head)
            for head in (say("Test"), say("Passed when"), say("Run by"), say("Passed by"))
        ),
        rows=tuple(
            (
                localised(row, "name"),
                localised(row, "pass"),
                role_name(row.text("owner")),
                dates[row.text("phase")],
            )
            for row in rows
        ),
        note=say("Every test is passed {ends}; one failure holds it.", ends=ends),
    )


def _triggers(*, linked: bool) -> Table:
    ready = (
        say("The manual procedure and its templates stay ready.")
        if linked
        else say(
            "The manual procedure and its templates stay ready for a month after the cut-over."
        )
    )
    return Table(
        title=say("Back to keying by hand: the triggers"),
        columns=(
            Column(name=say("Trigger")),
            Column(name=say("Acts at"), align="right"),
            Column(name=say("Unit")),
            Column(name=say("What is done")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                plain(row.number("value")),
                localised(row, "unit"),
                localised(row, "action"),
            )
            for row in read_table("logistics/backout_triggers")
        ),
        note=sentences(
            say("The logistics lead decides at once and tells both sides. Values EXPERT."), ready
        ),
    )
