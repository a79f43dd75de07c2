"""What the numbers of a client mean, in the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from playbook.words.language import language, say
from sim.client.load import Assumption
from sim.tables.columns import Row
from sim.tables.places import data_dir
from sim.tables.read import by_key, read_table


def meaning_of(number: Assumption) -> str:
    """Return what a number means: as ``data/clients/keys.csv`` says, else as the assumptions do."""
    row = client_keys().get(number.path) or _assumed().get((number.path, number.meaning))
    return number.meaning if row is None else meaning_in(row)


def unit_of(number: Assumption) -> str:
    """Return the unit of a number."""
    return say(number.unit)


def meaning_in(row: Row) -> str:
    """Return the meaning that stands in a table's row."""
    return row.text("meaning" if language() == "en" else f"meaning_{language()}")


@cache
def client_keys() -> Mapping[str, Row]:
    """Return what is said of the keys of a client file that no assumption explains, by path."""
    return by_key("keys", data_dir() / "clients")


@cache
def _assumed() -> Mapping[tuple[str, str], Row]:
    """Return the assumptions by path and meaning: an era may mean something of its own."""
    return {
        (row.text("path"), row.text("meaning")): row for row in read_table("market/assumptions")
    }
