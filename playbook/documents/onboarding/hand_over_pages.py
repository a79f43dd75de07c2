"""What happens if the agency leaves: the notice, the list of what is handed over, and by when."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.project.raci import role_name
from playbook.words.language import localised, say, say_many
from playbook.words.wording import number, sentences
from sim.tables.read import read_table
from sim.tables.rows import Row

NOTICE_DAYS = 60
"""The notice of the contract; the agency serves until the hand-over ends. EXPERT, domain 5.5."""


def hand_over_items() -> list[Row]:
    """Return what is handed over, the first due first."""
    return sorted(
        read_table("project/handover_items"), key=lambda row: -row.number("days_before_end")
    )


def hand_over(engagement: Engagement) -> Blocks:
    """Return the exit: who gives what, so many days before the last one, and how it is checked."""
    items = hand_over_items()
    heading = say_many(
        "If the agency leaves: {n} item is handed over in {days} days",
        "If the agency leaves: {n} items are handed over in {days} days",
        len(items),
        days=number(NOTICE_DAYS),
    )
    told = Prose(text=_terms(engagement))
    return Blocks([Heading(text=heading, id="hand-over"), told, _list(items)])


def _terms(engagement: Engagement) -> str:
    ends = say("The green channel ends with the day of the notice.")
    return sentences(
        say(
            "Store, accounts, data, pictures and customers belong to {brand} from the"
            " first day, so leaving is a hand-over and no negotiation. Notice on either"
            " side starts the list; the agency serves customers until every line is"
            " signed.",
            brand=engagement.client.file.client.brand,
        ),
        ends if engagement.outlook.has_channel else "",
    )


def _list(items: Sequence[Row]) -> Table:
    return Table(
        title=say("Hand-over list"),
        columns=(
            Column(name=say("Item")),
            Column(name=say("Handed over by")),
            Column(name=say("Days before the end"), format="integer"),
            Column(name=say("Whole when")),
            Column(name=say("Signed")),
        ),
        rows=tuple(map(_line, items)),
        note=say("Days of the calendar, counted back from the last day; EXPERT."),
    )


def _line(row: Row) -> tuple[str | int, ...]:
    return (
        localised(row, "name"),
        role_name(row.text("given_by")),
        int(row.number("days_before_end")),
        localised(row, "proof"),
        "",
    )
