"""What the numbers of a client mean, in the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sim.client.load import Assumption
from sim.language import language
from sim.tables.places import data_dir
from sim.tables.read import read_table
from sim.tables.rows import Row


def meaning_of(number: Assumption) -> str:
    """Return what a number means: as ``data/clients/keys.csv`` says, else as the assumptions do."""
    row = client_keys().get(number.path)
    if row is None:
        return number.meaning
    return row.text("meaning" if language() == "en" else f"meaning_{language()}")


@cache
def client_keys() -> Mapping[str, Row]:
    """Return what is said of the keys of a client file that no assumption explains, by path."""
    return {row.text("path"): row for row in read_table("keys", data_dir() / "clients")}
