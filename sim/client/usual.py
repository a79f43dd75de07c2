"""What is legal but far from what is usual: a slip of a digit or of the unit, most often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from math import inf

from sim.client.catalogue import table_numbers
from sim.messages import Message, msg
from sim.tables.read import read_table

FAR = 10
"""Beyond so many times the usual range a number is said to be unusual."""


def unusual(stated: Mapping[str, object], era: str) -> Iterator[Message]:
    """Yield what is unusual of the numbers that a client's file states in its sections."""
    usual = _usual(era)
    for path, value in _numbers(stated):
        low, high = usual.get(path, (-inf, inf))
        if not low / FAR <= value <= high * FAR:
            yield msg(
                "{setting} = {value} is far from what is usual, {low} to {high}.",
                setting=path,
                value=f"{value:g}",
                low=f"{low:g}",
                high=f"{high:g}",
            )


def _numbers(stated: Mapping[str, object], above: str = "") -> Iterator[tuple[str, float]]:
    for key, value in stated.items():
        if isinstance(value, Mapping):
            yield from _numbers(value, f"{above}{key}.")
        elif isinstance(value, int | float):
            yield f"{above}{key}", value


@cache
def _usual(era: str) -> Mapping[str, tuple[float, float]]:
    """Return the ranges of an era's numbers; one that may be below nought has no scale."""
    assumed = (row for row in read_table("market/assumptions") if row["era"] in (era, "any"))
    rows = chain(
        ((row.text("path"), row) for row in assumed),
        ((number.path, number.row) for number in table_numbers(era)),
    )
    ranges = ((path, row.number_if_any("low"), row.number_if_any("high")) for path, row in rows)
    return {
        path: (low, high)
        for path, low, high in ranges
        if low is not None and high is not None and low >= 0
    }
