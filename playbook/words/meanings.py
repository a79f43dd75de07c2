"""What the numbers of a client mean, in the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from playbook.words.language import language, localised, say
from playbook.words.names import role_name
from sim.client.load import Assumption
from sim.tables.columns import Row
from sim.tables.places import data_dir
from sim.tables.read import by_key, read_table


def meaning_of(number: Assumption) -> str:
    """Return what a number means: as ``data/clients/keys.csv`` says, else as the assumptions do.

    A number of a kind of offer or of an approver is told with whose it is.
    """
    key, thing = _key_of(number)
    row = key or _assumed().get((number.path, number.meaning))
    if row is None:
        return number.meaning
    what = meaning_in(row)
    return say("{thing}: {what}", thing=thing, what=what) if thing else what


def unit_of(number: Assumption) -> str:
    """Return the unit of a number."""
    key, thing = _key_of(number)
    if key is not None and thing and language() != "en":
        return key.text(f"unit_{language()}")
    return number.unit if thing else say(number.unit)


def _key_of(number: Assumption) -> tuple[Row | None, str]:
    """Return the key of the client file that a number is, and whose it is, "" if nobody's."""
    section, _, quantity = number.path.rpartition(".")
    grid, _, thing = section.rpartition(".")
    if grid in _NAMED:
        return client_keys().get(f"{grid}.{quantity}"), _NAMED[grid](thing)
    return client_keys().get(number.path), ""


def meaning_in(row: Row) -> str:
    """Return the meaning that stands in a table's row."""
    return row.text("meaning" if language() == "en" else f"meaning_{language()}")


def _kind(kind: str) -> str:
    return localised(by_key("market/resource_kinds")[kind], "name")


_NAMED: Mapping[str, Callable[[str], str]] = {"offers.numbers": _kind, "chain.approvers": role_name}
"""The grids of a client file whose rows have names, and how a row is called."""


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
