"""The numbers of the era's tables: of each kind of offer and each approver, with ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.tables.columns import Row
from sim.tables.read import read_table, worked_out

Numbers = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TableNumber:
    """Hold one number of a kind or an approver, and the path by which a setting changes it."""

    path: str
    row: Row

    @property
    def meaning(self) -> str:
        """Return what it is in words of the table."""
        *_, thing, quantity = self.path.split(".")
        return f"{quantity} of {thing}".replace("_", " ")


def table_numbers(era: str) -> Iterator[TableNumber]:
    """Yield every number of the era's kinds and approvers.

    >>> next(table_numbers("2010")).path
    'offers.numbers.channel_theme.rate_per_month'
    """
    tables = (
        ("offers.numbers", "market/kind_numbers", "kind_id"),
        ("chain.approvers", "oa/approver_numbers", "role"),
    )
    for section, table, key in tables:
        for row in _of_era(table, era):
            path = f"{section}.{row.text(key)}.{row.text('quantity')}"
            yield TableNumber(path=path, row=row)


def standard_kinds(era: str) -> dict[str, Numbers]:
    """Return the numbers of an era's kinds by kind, each as its section of a client file."""
    return _copied(worked_out("market/kind_numbers", _by_kind, era))


def standard_approvers(era: str) -> dict[str, Numbers]:
    """Return the approvers of an era by role, each as its section of a client file."""
    numbers = worked_out("oa/approver_numbers", _by_role, era)
    return {
        row.text("role"): {
            **numbers[row.text("role")],
            **{name: row[name] for name in ("deputy", "people", "screens")},
        }
        for row in _of_era("oa/approvers", era)
    }


def _by_kind(rows: Sequence[Row], era: str) -> dict[str, Numbers]:
    return _by_thing(rows, "kind_id", era)


def _by_role(rows: Sequence[Row], era: str) -> dict[str, Numbers]:
    return _by_thing(rows, "role", era)


def _by_thing(rows: Sequence[Row], key: str, era: str) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for row in rows:
        if row["era"] == era:
            found.setdefault(row.text(key), {})[row.text("quantity")] = row.number("value")
    return found


def _copied(things: Mapping[str, Numbers]) -> dict[str, Numbers]:
    return {thing: dict(numbers) for thing, numbers in things.items()}


def _of_era(table: str, era: str) -> list[Row]:
    return [row for row in read_table(table) if row["era"] == era]


def stated_at(sections: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path of nested sections; None where nothing stands."""
    found: Any = sections
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found
