"""Read the CSV tables of ``data/`` strictly, against the column dictionary ``data/columns.csv``.

Nothing is guessed: a cell has the type its column was given, an empty cell is an error unless the
dictionary calls the column optional, and every problem of a file is reported together.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from sim.columns import BASES, PARSERS, Cell, Column, read_cell
from sim.places import data_dir
from sim.problems import Problem, ProblemError, did_you_mean

Row = dict[str, Cell]
DICTIONARY = "columns"


def read_table(name: str, folder: Path | None = None) -> list[Row]:
    """Return the rows of one table, each cell typed as the column dictionary says.

    An empty optional cell is ``None``. Raise ``ProblemError`` with every problem of the file.
    """
    folder = folder or data_dir()
    tables = column_dictionary(folder)
    if name not in tables:
        remedy = did_you_mean(name, tables)
        raise ProblemError(
            Problem(
                where=_shown(folder, DICTIONARY), value=name, rule="no such table", remedy=remedy
            )
        )
    return _typed(_raw_rows(folder, name), tables[name], where=_shown(folder, name))


def column_dictionary(folder: Path | None = None) -> Mapping[str, Mapping[str, Column]]:
    """Return the columns of every table, by table and column name."""
    return _column_dictionary(folder or data_dir())


@cache
def _column_dictionary(folder: Path) -> Mapping[str, Mapping[str, Column]]:
    where = _shown(folder, DICTIONARY)
    tables: dict[str, dict[str, Column]] = {}
    problems = []
    for number, row in enumerate(_typed(_raw_rows(folder, DICTIONARY), _OWN_COLUMNS, where), 2):
        column = _column(row)
        if column.name in tables.setdefault(column.table, {}):
            rule = f"column {column.name!r} is described twice"
            problems.append(Problem(where=where, field=f"row {number}", rule=rule))
        if (column.type == "choice") != bool(column.choices):
            rule = "choices are given for a column of type choice, and only there"
            problems.append(Problem(where=where, field=f"row {number} [choices]", rule=rule))
        tables[column.table][column.name] = column
    if problems:
        raise ProblemError(problems)
    return tables


def _column(row: Mapping[str, Cell]) -> Column:
    def number(field: str) -> float | None:
        cell = row[field]
        return None if cell is None else float(str(cell))

    return Column(
        table=str(row["table"]),
        name=str(row["column"]),
        type=str(row["type"]),
        meaning=str(row["meaning"]),
        unit=str(row["unit"] or ""),
        optional=row["optional"] is True,
        choices=tuple(str(row["choices"] or "").split("|")) if row["choices"] else (),
        low=number("low"),
        high=number("high"),
        low_factor=number("low_factor"),
        high_factor=number("high_factor"),
    )


def _raw_rows(folder: Path, name: str) -> list[list[str]]:
    path = folder / f"{name}.csv"
    where = _shown(folder, name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise ProblemError(Problem(where=where, rule="the file does not exist")) from None
    except UnicodeDecodeError as error:
        rule = f"not UTF-8 text (byte {error.start})"
        remedy = "Save it as CSV UTF-8"
        raise ProblemError(Problem(where=where, rule=rule, remedy=remedy)) from None
    except csv.Error as error:
        raise ProblemError(Problem(where=where, rule=f"not a CSV file: {error}")) from None


def _typed(lines: list[list[str]], columns: Mapping[str, Column], where: str) -> list[Row]:
    if not lines:
        raise ProblemError(Problem(where=where, rule="the file is empty; a header row is needed"))
    header, *body = lines
    problems = _header_problems(header, columns, where)
    if problems:
        raise ProblemError(problems)
    rows: list[Row] = []
    for number, line in enumerate(body, 2):
        if len(line) != len(header):
            rule = f"{len(line)} cells where the header has {len(header)}"
            problems.append(Problem(where=where, field=f"row {number}", rule=rule))
            continue
        cells = zip(header, line, strict=True)
        row, found = _typed_row({n: columns[n] for n in header}, dict(cells), where, number)
        rows.append(row)
        problems += found
    if problems:
        raise ProblemError(problems)
    return rows


def _header_problems(header: list[str], columns: Mapping[str, Column], where: str) -> list[Problem]:
    def told(rule: str, name: str, remedy: str = "") -> Problem:
        return Problem(where=where, field="header", value=name, rule=rule, remedy=remedy)

    missing = [name for name in columns if name not in header]
    strangers = [name for name in header if name not in columns]
    twice = [name for name, count in Counter(header).items() if count > 1]
    return [
        *(told("no such column", name, did_you_mean(name, columns)) for name in strangers),
        *(told("this column is missing", name) for name in missing),
        *(told("this column stands there twice", name) for name in twice),
    ]


def _typed_row(
    columns: Mapping[str, Column], line: Mapping[str, str], where: str, number: int
) -> tuple[Row, list[Problem]]:
    row: Row = {}
    problems: list[Problem] = []
    for name, column in columns.items():
        try:
            row[name] = read_cell(column, line[name])
        except ValueError as error:
            field = f"row {number} [{name}]"
            text = line[name]
            problems.append(Problem(where=where, field=field, value=text, rule=str(error)))
    problems += _range_problems(row, where, number)
    return row, problems


def _range_problems(row: Mapping[str, Cell], where: str, number: int) -> list[Problem]:
    """Check low <= value <= high in tables that give the range of each value beside it."""
    points = [(name, row[name]) for name in ("low", "value", "high") if name in row]
    known = [(name, cell) for name, cell in points if isinstance(cell, (int, float))]
    return [
        Problem(
            where=where,
            field=f"row {number} [{name}]",
            value=cell,
            rule=f"below {before} = {smaller:g}; low <= value <= high is needed",
        )
        for (before, smaller), (name, cell) in pairwise(known)
        if cell < smaller
    ]


def _shown(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}.csv"


def _own(name: str, type_: str, meaning: str, optional: bool = False) -> Column:
    return Column(table=DICTIONARY, name=name, type=type_, meaning=meaning, optional=optional)


def _by_name(columns: Iterable[Column]) -> dict[str, Column]:
    return {column.name: column for column in columns}


# The dictionary describes the tables; this describes the dictionary.
_OWN_COLUMNS = _by_name(
    [
        _own("table", "text", "table the column stands in"),
        _own("column", "text", "name in the header row"),
        Column(
            table=DICTIONARY,
            name="type",
            type="choice",
            choices=tuple(PARSERS),
            meaning="how a cell is read",
        ),
        _own("unit", "text", "unit", optional=True),
        _own("optional", "bool", "whether a cell may be empty"),
        _own("choices", "text", "allowed words, joined by |", optional=True),
        _own("low", "number", "lowest legal value", optional=True),
        _own("high", "number", "highest legal value", optional=True),
        _own("low_factor", "number", "plausible low, as a multiple of the value", optional=True),
        _own("high_factor", "number", "plausible high, as a multiple of the value", optional=True),
        _own("meaning", "text", "what the column says"),
        Column(
            table=DICTIONARY,
            name="basis",
            type="choice",
            choices=BASES,
            optional=True,
            meaning="what the plausible range rests on",
        ),
        _own("source", "text", "reference of the plausible range", optional=True),
    ]
)
