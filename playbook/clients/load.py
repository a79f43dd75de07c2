"""A client's own files, read from whatever form they have: TOML or workbook, and the SKU list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from playbook.clients.sku import PriceRules, Sku, broken_rules, price_rules
from playbook.clients.sku import warnings as price_warnings
from playbook.clients.workbook.form import read_intake
from playbook.clients.workbook.sheets import is_workbook, refuse_other_spreadsheets
from playbook.clients.workbook.sku_sheet import read_sku_sheet
from sim.client.files import ClientTree, file_digest, find_file, tree_in_toml
from sim.client.load import Client, client_of
from sim.messages import Problem, ProblemError, listed, msg, msg_many
from sim.places import data_dir
from sim.tables.columns import DataColumn, Row
from sim.tables.read import column_dictionary, read_file, read_written


def load_client(path: str | Path, settings: Sequence[str] = ()) -> Client:
    """Return the client of a file, with ``settings`` such as ``charter.quota_cny=5000`` applied.

    The file is TOML or an intake workbook (``greenchannel new NAME --xlsx``). The path is tried
    against the working folder, then the project's. Raise ``ProblemError`` with every problem of the
    file, in a workbook each with its cell.
    """
    return client_of(_tree_in(path), settings)


def _tree_in(path: str | Path) -> ClientTree:
    found, where = find_file(path), str(path)
    refuse_other_spreadsheets(found, where)
    if not is_workbook(found):
        return tree_in_toml(path)
    intake = read_intake(found, where)
    return ClientTree(
        path=found,
        digest=file_digest(found),
        where=where,
        sections=intake.tree,
        problems=tuple(intake.problems),
        places=intake.places,
        missing=msg("Fill in the cell"),
    )


# A list with one slip in every row would bury its owner.
_MOST_TOLD = 50


@dataclass(frozen=True, kw_only=True)
class SkuList:
    """Hold the SKUs of one client, in the order of the file, and what should be looked at."""

    where: str
    skus: tuple[Sku, ...]
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def sold(self) -> tuple[Sku, ...]:
        """Return the SKUs that are sold."""
        return tuple(sku for sku in self.skus if not sku.gift_only)

    @cached_property
    def gifts(self) -> tuple[Sku, ...]:
        """Return the SKUs that are only given."""
        return tuple(sku for sku in self.skus if sku.gift_only)

    @cached_property
    def sales_month_cny(self) -> float:
        """Return the forecast sales of a month."""
        return sum(sku.sales_month_cny for sku in self.skus)

    def selling(self, sales_month_cny: float) -> SkuList:
        """Return the list at other sales of a month: every SKU keeps its part of them."""
        if not self.sales_month_cny:
            return self
        factor = sales_month_cny / self.sales_month_cny
        skus = (replace(sku, units_per_month=sku.units_per_month * factor) for sku in self.skus)
        return replace(self, skus=tuple(skus))

    @cached_property
    def margin_share(self) -> float | None:
        """Return the gross margin of the forecast sales; None if nothing is forecast."""
        profit = sum(sku.profit_month_cny for sku in self.skus)
        return profit / self.sales_month_cny if self.sales_month_cny else None


def read_skus(path: Path, rules: PriceRules | None = None) -> SkuList:
    """Return the SKU list of a CSV file whose columns are those of ``data/clients/columns.csv``.

    A workbook's list is the one in its sheet of SKUs. Raise ``ProblemError`` with the problems of
    form, doubled codes and broken price rules.
    """
    rules = rules or PriceRules()
    where, rows, problems = read_rows(path)
    skus = {number: _sku(row) for number, row in rows.items()}
    problems += _list_problems(skus, where, all_read=not problems)
    problems += broken_rules(skus, rules, where)
    if problems:
        raise ProblemError(_shortened(problems, where))
    warned = tuple(price_warnings(skus, rules, where))
    return SkuList(where=where, skus=tuple(skus.values()), warnings=warned)


def listed_in(client: Client) -> SkuList | None:
    """Return the SKU list that a client's file names; None where it names none."""
    path = sku_file(client)
    return None if path is None else read_skus(path, price_rules(client.file.store))


def sku_file(client: Client) -> Path | None:
    """Return the file of a client's SKU list, which lies beside the client file."""
    section = client.file.range
    return None if section is None else client.path.parent / section.skus


def read_rows(path: Path) -> tuple[str, dict[int, Row], list[Problem]]:
    """Return the name of a SKU list, its sound rows by number, and the problems of the others."""
    if is_workbook(path):
        sheet = read_sku_sheet(path, sku_columns(), path.name)
        rows, problems = read_written(sheet.header, sheet.lines, sku_columns(), sheet.where)
        unread = [problem for found in sheet.problems.values() for problem in found]
        told = {str(problem.field) for problem in unread}
        others = [problem for problem in problems if str(problem.field) not in told]
        sound = {number: row for number, row in rows.items() if number not in sheet.problems}
        return sheet.where, sound, [*unread, *others]
    where = f"{path.parent.name}/{path.name}" if path.parent.name else path.name or str(path)
    return where, *read_file(path, sku_columns(), where)


def sku_columns() -> Mapping[str, DataColumn]:
    """Return the columns of a SKU list, as intake forms and checks need them."""
    return column_dictionary(data_dir() / "clients")["skus"]


def _sku(row: Row) -> Sku:
    return Sku(
        code=row.text("code"),
        name_en=row.text("name_en"),
        name_zh=row.text("name_zh"),
        category=row.text("category"),
        unit_cost_cny=row.number("unit_cost_cny"),
        list_price_cny=row.number("list_price_cny"),
        store_price_cny=row.number("store_price_cny"),
        shop_price_cny=row.number_if_any("shop_price_cny"),
        stock_units=row.integer("stock_units"),
        lead_days=row.integer("lead_days"),
        weight_kg=row.number("weight_kg"),
        cycle_days=row.integer("cycle_days") if row.has("cycle_days") else None,
        units_per_month=row.number("units_per_month"),
        one_photo=row.flag("one_photo"),
        photo_ready=row.flag("photo_ready"),
        certificate_ready=row.flag("certificate_ready"),
        gift_only=row.flag("gift_only"),
    )


def _list_problems(skus: Mapping[int, Sku], where: str, *, all_read: bool) -> Iterator[Problem]:
    if all_read and not skus:
        rule, remedy = msg("the list is empty"), msg("Write one row for each SKU")
        yield Problem(where=where, rule=rule, remedy=remedy)
    elif all_read and all(sku.gift_only for sku in skus.values()):
        rule = msg("every SKU is gift only, so nothing is sold")
        yield Problem(where=where, rule=rule, remedy=msg("Set gift_only to false for what is sold"))
    first: dict[str, int] = {}
    for number, sku in skus.items():
        if first.setdefault(sku.code, number) != number:
            yield Problem(
                where=where,
                field=listed([msg("row {number}", number=number), "[code]"], " "),
                value=sku.code,
                rule=msg("this code stands in row {number} already", number=first[sku.code]),
            )
        if not (sku.name_en or sku.name_zh):
            rule = msg("{code} has a name in neither language", code=sku.code)
            yield Problem(where=where, field=msg("row {number}", number=number), rule=rule)


def _shortened(problems: list[Problem], where: str) -> list[Problem]:
    """Return the first problems of a long list, and how many more there are of each column."""
    if len(problems) <= _MOST_TOLD:
        return problems
    rest = Counter(_column(problem) for problem in problems[_MOST_TOLD:])
    more = [
        Problem(
            where=where,
            field=column,
            rule=msg_many("{n} more row has a problem", "{n} more rows have a problem", count),
        )
        for column, count in sorted(rest.items())
    ]
    return [*problems[:_MOST_TOLD], *more]


def _column(problem: Problem) -> str:
    _, bracket, name = str(problem.field).partition("[")
    return bracket + name
