"""Read the SKU list of an intake workbook: its cells as the text that a CSV file would have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook.clients.fields import Field
from playbook.clients.workbook.cells import read_value
from playbook.clients.workbook.form import SKUS, columns_at, grids_in, rows_below
from playbook.clients.workbook.sheets import Place, Sheet, open_sheets
from sim.messages import Problem, ProblemError, RuleError, msg
from sim.tables.columns import DataColumn
from sim.tables.read import place_in


@dataclass(frozen=True, kw_only=True)
class SkuSheet:
    """Hold the rows of a SKU list as a CSV file would have them, by row number.

    ``problems`` are of the cells that cannot be read, by row; such a cell is empty in its line.
    """

    where: str
    header: list[str]
    lines: dict[int, list[str]]
    problems: dict[int, list[Problem]]


def read_sku_sheet(path: Path, columns: Mapping[str, DataColumn], where: str) -> SkuSheet:
    """Return the SKU list of a workbook; raise ``ProblemError`` if none of its sheets has one."""
    for sheet in open_sheets(path, where):
        for grid, head in grids_in(sheet):
            if grid == SKUS:
                return _sku_sheet(sheet, head, columns, f"{where} [{sheet.title}]")
    rule = msg("no sheet of the workbook holds a SKU list")
    raise ProblemError(Problem(where=where, rule=rule))


def _sku_sheet(sheet: Sheet, head: int, columns: Mapping[str, DataColumn], where: str) -> SkuSheet:
    named = columns_at(sheet, head)
    lines: dict[int, list[str]] = {}
    problems: dict[int, list[Problem]] = {}
    for row in rows_below(sheet, head, named):
        lines[row] = []
        for column, title in named.items():
            try:
                text = _as_text(sheet, (row, column), columns.get(title))
            except RuleError as error:
                field, cell = place_in(row, title), sheet.cells.get((row, column))
                told = {} if cell is None else {"value": str(cell)}
                problem = Problem(where=where, field=field, rule=error.rule, **told)
                problems.setdefault(row, []).append(problem)
                text = ""
            lines[row].append(text)
    return SkuSheet(where=where, header=list(named.values()), lines=lines, problems=problems)


_KINDS = {"choice": "text", "code": "text", "money_cny": "number"}


def _as_text(sheet: Sheet, place: Place, column: DataColumn | None) -> str:
    """Return a cell as text; raise ``RuleError`` for one whose type cannot be what is asked for.

    Of a text that is not understood the reader of the list says what is wrong.
    """
    if place in sheet.broken:
        raise RuleError(sheet.broken[place])
    cell = sheet.cells.get(place)
    if cell is None or column is None:
        return "" if cell is None else str(cell)
    kind = _KINDS.get(column.type, column.type)
    try:
        value = read_value(Field(path=column.name, kind=kind), cell)
    except RuleError:
        if isinstance(cell, str):
            return cell.strip()
        raise
    return str(value).lower() if isinstance(value, bool) else str(value)
