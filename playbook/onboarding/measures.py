"""How the success of an area is measured, and what can go wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook.blocks import Block, Column, Table
from playbook.onboarding.area_names import AREAS
from sim.csv_tables import Row, read_table
from sim.language import localised, say

GOVERNANCE = "governance"


def kpis(area: str) -> Iterator[Block]:
    """Yield the table of an area's measures, if it has any."""
    heads = (say("KPI"), say("Formula"), say("Target at the start"), say("Good"), say("Red flag"))
    texts = ("kpi", "formula", "start_target", "good", "red_flag")
    rows = [tuple(localised(row, text) for text in texts) for row in _of("kpis", area)]
    yield from _table(say("How success is measured"), heads, rows)


def risks(area: str) -> Iterator[Block]:
    """Yield the table of what can go wrong in an area, if anything can."""
    heads = (
        *(say("Risk"), say("Early sign"), say("Likelihood"), say("Impact")),
        say("Control"),
    )
    rows = [
        (
            localised(row, "risk"),
            localised(row, "early_sign"),
            _degree(str(row["likelihood"])),
            _degree(str(row["impact"])),
            localised(row, "control"),
        )
        for row in _of("risks", area)
    ]
    yield from _table(say("What can go wrong, and what holds it"), heads, rows)


def _degree(word: str) -> str:
    return {"high": say("high"), "medium": say("medium"), "low": say("low")}[word]


def _of(source: str, area: str) -> list[Row]:
    """Return an area's rows; what belongs to none (contract, channel, data) is governance."""
    return [
        row
        for row in read_table(source)
        if (row["area"] if row["area"] in AREAS else GOVERNANCE) == area
    ]


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    if rows:
        yield Table(
            title=title, columns=tuple(Column(name=head) for head in heads), rows=tuple(rows)
        )
