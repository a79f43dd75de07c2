"""Read the SKU list that stands in an intake workbook, as the text that a CSV file would hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from playbook.clients.fields import Field
from playbook.clients.workbook.cells import read_value
from playbook.clients.workbook.form import SKUS, columns_at, grids_in, rows_below
from playbook.clients.workbook.sheets import Place, Sheet, open_sheets
from sim.messages import RuleError, msg
from sim.problems import Problem, ProblemError
from sim.tables.columns import DataColumn


def read_sku_sheet(
    path: Path, columns: Mapping[str, DataColumn], where: str
) -> tuple[str, list[str], dict[int, list[str]]]:
    """Return the title of the sheet with the SKU list, its heads, and its rows by row number.

    Cells are text as a CSV file would have it. Raise ``ProblemError`` if there is no such sheet.
    """
    for sheet in open_sheets(path, where):
        for grid, head in grids_in(sheet):
            if grid == SKUS:
                named = columns_at(sheet, head)
                rows = {
                    row: [
                        _as_text(sheet, (row, column), columns.get(title))
                        for column, title in named.items()
                    ]
                    for row in rows_below(sheet, head, named)
                }
                return sheet.title, list(named.values()), rows
    rule = msg("no sheet of the workbook holds a SKU list")
    raise ProblemError(Problem(where=where, rule=rule))


_KINDS = {"choice": "text", "money_cny": "number"}


def _as_text(sheet: Sheet, place: Place, column: DataColumn | None) -> str:
    if place in sheet.broken:
        raise ProblemError(Problem(where=sheet.at(place), rule=sheet.broken[place]))
    cell = sheet.cells.get(place)
    if cell is None:
        return ""
    kind = "text" if column is None else _KINDS.get(column.type, column.type)
    try:
        value = read_value(Field(path=SKUS, kind=kind), cell)
    except RuleError:
        return str(cell).strip()
    return str(value).lower() if isinstance(value, bool) else str(value)
