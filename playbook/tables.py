"""Give the tables of ``data/`` as pandas frames, typed by the column dictionary."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from sim.columns import Cell, Column
from sim.csv_tables import Row, column_dictionary, read_table
from sim.places import data_dir

# What pandas calls our types. Each can hold a missing value without changing into another type.
_DTYPES = {
    "text": "string",
    "choice": "string",
    "integer": "Int64",
    "number": "Float64",
    "money_cny": "Float64",
    "share": "Float64",
    "date": "object",
    "bool": "boolean",
}


def table(name: str) -> pd.DataFrame:
    """Return the table ``data/NAME.csv``, one row a line, in the file's order.

    The frame is the caller's own: changing it changes nobody else's. An empty optional cell is ""
    in a column of text, ``None`` in one of dates and ``pd.NA`` elsewhere. Raise ``ProblemError``
    with every problem of the file, or with the nearest name when there is no such table.

    >>> int(table("onboarding_tasks")["ml_wd"].max())
    40
    """
    return _frame(name, data_dir()).copy()


@cache
def _frame(name: str, folder: Path) -> pd.DataFrame:
    rows = read_table(name, folder)
    columns = column_dictionary(folder)[name]
    names = list(rows[0]) if rows else list(columns)
    cells = {column: _cells(rows, columns[column]) for column in names}
    return pd.DataFrame(cells, dtype="object").astype(
        {column: _DTYPES[columns[column].type] for column in names}
    )


def _cells(rows: list[Row], column: Column) -> list[Cell]:
    is_text = _DTYPES[column.type] == "string"
    return [row[column.name] or "" if is_text else row[column.name] for row in rows]
