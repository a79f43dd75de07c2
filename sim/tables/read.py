"""Read the CSV tables of ``data/`` strictly, against the column dictionary ``data/columns.csv``.

Nothing is guessed: a cell has the type its column was given, an empty cell is an error unless the
dictionary calls the column optional, and every problem of a file is reported together.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, cast

from sim.messages import (
    Message,
    Problem,
    ProblemError,
    RuleError,
    Saying,
    did_you_mean,
    listed,
    msg,
)
from sim.places import data_dir
from sim.tables.columns import BASES, PARSERS, Cell, DataColumn, Row, read_cell
from sim.tables.text_file import text_of
from sim.tables.written import as_in_a_table, is_total

DICTIONARY = "columns"
T = TypeVar("T")
_SEPARATORS = (",", ";", "\t", "，", "；", "|")


def read_table(name: str, folder: Path | None = None) -> list[Row]:
    """Return the rows of one table, each cell typed as the column dictionary says.

    An empty optional cell is ``None``. Raise ``ProblemError`` with every problem of the file.
    """
    folder = folder or data_dir()
    tables = column_dictionary(folder)
    if name not in tables:
        remedy = did_you_mean(name, tables)
        where = _shown(folder, DICTIONARY)
        rule = msg("no such table")
        raise ProblemError(Problem(where=where, value=name, rule=rule, remedy=remedy))
    return list(_read_once(folder, name, _stamp(folder / f"{name}.csv")))


def by_key(name: str, folder: Path | None = None) -> dict[str, Row]:
    """Return the rows of one table by their first column, which names each of them.

    >>> by_key("team/roles")["client_sponsor"].text("side")
    'client'
    """
    return {row.text(next(iter(row))): row for row in read_table(name, folder)}


def worked_out(
    name: str, work: Callable[[list[Row], str], T], asked: str, folder: Path | None = None
) -> T:
    """Return what ``work`` makes of a table and a word, again only when the table's file changes.

    What it returns is shared: whoever changes it copies it first.
    """
    folder = folder or data_dir()
    return cast(T, _worked_out_once(name, work, asked, folder, _stamp(folder / f"{name}.csv")))


@lru_cache(maxsize=64)
def _worked_out_once(
    name: str,
    work: Callable[[list[Row], str], object],
    asked: str,
    folder: Path,
    stamp: tuple[int, int],
) -> object:
    return work(read_table(name, folder), asked)


@lru_cache(maxsize=128)
def _read_once(folder: Path, name: str, stamp: tuple[int, int]) -> tuple[Row, ...]:
    """Read a table again only when its file has another ``stamp``: dozens of pages ask for it."""
    return tuple(_typed(folder, name, column_dictionary(folder)[name]))


def _stamp(path: Path) -> tuple[int, int]:
    """Return what tells two states of a file apart: its time and its size."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)  # reading it says what is wrong
    return (found.st_mtime_ns, found.st_size)


def read_file(
    path: Path, columns: Mapping[str, DataColumn], where: str, *, others: bool = False
) -> tuple[dict[int, Row], list[Problem]]:
    """Return the sound rows of one file by row number, and every problem of the others.

    The file may come from a spreadsheet in any encoding that is sure, its cells parted by commas,
    semicolons or tabs, and be written as people write (``read_written``). ``where`` names the file
    in problems. ``others`` says whether it may have columns that are not asked for. Raise
    ``ProblemError`` if it is no table of these columns.
    """
    header, *body = _raw_rows(path, where, columns) or [[]]
    kept = [place for place, name in enumerate(header) if _heading(name) in columns]
    if others and kept:
        header, body = [header[place] for place in kept], [_cells_at(line, kept) for line in body]
    return read_written(header, dict(enumerate(body, 2)), columns, where)


def _cells_at(line: list[str], places: list[int]) -> list[str]:
    return [line[place] for place in places if place < len(line)]


def read_written(
    header: list[str], body: Mapping[int, list[str]], columns: Mapping[str, DataColumn], where: str
) -> tuple[dict[int, Row], list[Problem]]:
    """Return the sound rows of a list as people write one, and every problem of the others.

    Rows of empty cells are left out, as are empty cells beyond the header; full-width digits,
    thousands, units and yes or no are read (``sim/tables/written.py``). A row of sums is a problem.
    """
    names = [_heading(name) for name in _without_blanks(header)]
    known = [columns.get(name) for name in names]
    filled = {number: _without_blanks(line, len(names)) for number, line in body.items()}
    filled = {number: line for number, line in filled.items() if any(map(str.strip, line))}
    sums = [number for number, line in filled.items() if is_total(line)]
    lines = {number: _tidied(known, line) for number, line in filled.items() if number not in sums}
    rows, problems = read_lines(names, lines, columns, where)
    return rows, [*(_of_sums(number, where) for number in sums), *problems]


def _heading(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()


def _without_blanks(line: list[str], least: int = 0) -> list[str]:
    """Return a row without the empty cells at its end that lie beyond the columns."""
    length = len(line)
    while length > least and not line[length - 1].strip():
        length -= 1
    return line[:length]


def _tidied(known: Sequence[DataColumn | None], line: list[str]) -> list[str]:
    """Return a row's cells as a table has them; one too short or too long stays that."""
    told = zip(known, line, strict=False)
    tidied = [as_in_a_table(column, cell) if column else cell for column, cell in told]
    return [*tidied, *line[len(known) :]]


def _of_sums(number: int, where: str) -> Problem:
    rule = msg("sums up the rows above it; each row must be one of the list")
    return Problem(where=where, field=place_in(number), rule=rule, remedy=msg("Take the row out"))


def read_lines(
    header: list[str], body: Mapping[int, list[str]], columns: Mapping[str, DataColumn], where: str
) -> tuple[dict[int, Row], list[Problem]]:
    """Return the sound rows by row number, and every problem of the others."""
    if not header:
        rule = msg("the file is empty; a header row is needed")
        raise ProblemError(Problem(where=where, rule=rule))
    problems = _header_problems(header, columns, where)
    if problems:
        raise ProblemError(problems)
    rows: dict[int, Row] = {}
    named = {name: columns[name] for name in header}
    for number, line in body.items():
        if len(line) != len(header):
            rule = msg(
                "{count} cells where the header has {needed}", count=len(line), needed=len(header)
            )
            problems.append(Problem(where=where, field=place_in(number), rule=rule))
            continue
        row, found = _typed_row(named, dict(zip(header, line, strict=True)), where, number)
        problems += found
        if not found:
            rows[number] = row
    return rows, problems


def column_dictionary(folder: Path | None = None) -> Mapping[str, Mapping[str, DataColumn]]:
    """Return the columns of every table, by table and column name."""
    return _column_dictionary(folder or data_dir())


def table_files(folder: Path | None = None) -> list[Path]:
    """Return the file of the column dictionary and of every table that it describes."""
    folder = folder or data_dir()
    return [folder / f"{name}.csv" for name in (DICTIONARY, *column_dictionary(folder))]


@cache
def _column_dictionary(folder: Path) -> Mapping[str, Mapping[str, DataColumn]]:
    where = _shown(folder, DICTIONARY)
    tables: dict[str, dict[str, DataColumn]] = {}
    problems = []
    for number, row in enumerate(_typed(folder, DICTIONARY, _OWN_COLUMNS), 2):
        column = _column(row)
        if column.name in tables.setdefault(column.table, {}):
            rule = msg("column '{name}' is described twice", name=column.name)
            problems.append(Problem(where=where, field=place_in(number), rule=rule))
        if (column.type == "choice") != bool(column.choices):
            rule = msg("choices are given for a column of type choice, and only there")
            field = place_in(number, "choices")
            problems.append(Problem(where=where, field=field, rule=rule))
        tables[column.table][column.name] = column
    if problems:
        raise ProblemError(problems)
    return tables


def _column(row: Row) -> DataColumn:
    return DataColumn(
        table=row.text("table"),
        name=row.text("column"),
        type=row.text("type"),
        meaning=row.text("meaning"),
        unit=row.text("unit"),
        optional=row.flag("optional"),
        choices=tuple(row.text("choices").split("|")) if row.has("choices") else (),
        low=row.number_if_any("low"),
        high=row.number_if_any("high"),
        low_factor=row.number_if_any("low_factor"),
        high_factor=row.number_if_any("high_factor"),
    )


def _raw_rows(path: Path, where: str, names: Collection[str] = ()) -> list[list[str]]:
    """Return the cells of a CSV file, parted by what finds most of ``names`` in its head."""
    text = text_of(path, where)
    head, _, rest = text.partition("\n")
    if names and head.lower().startswith("sep="):  # so Excel itself is told what parts the cells
        text, head = rest, rest.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_parting(head, names))
    try:
        return list(lines)
    except csv.Error as error:
        rule = msg("not a CSV file (line {n}): {fault}", n=lines.line_num, fault=str(error))
        raise ProblemError(Problem(where=where, rule=rule)) from None


def _parting(head: str, names: Collection[str]) -> str:
    def found(mark: str) -> int:
        return sum(_heading(cell.strip().strip('"')) in names for cell in head.split(mark))

    return max(_SEPARATORS, key=found)


def _typed(folder: Path, name: str, columns: Mapping[str, DataColumn]) -> list[Row]:
    where = _shown(folder, name)
    header, *body = _raw_rows(folder / f"{name}.csv", where) or [[]]
    rows, problems = read_lines(header, dict(enumerate(body, 2)), columns, where)
    if problems:
        raise ProblemError(problems)
    return list(rows.values())


def _header_problems(
    header: list[str], columns: Mapping[str, DataColumn], where: str
) -> list[Problem]:
    def told(rule: Message, name: str, remedy: Saying = "") -> Problem:
        return Problem(where=where, field=msg("header"), value=name, rule=rule, remedy=remedy)

    missing = [name for name in columns if name not in header]
    strangers = [name for name in header if name not in columns]
    twice = [name for name, count in Counter(header).items() if count > 1]
    return [
        *(told(msg("no such column"), name, did_you_mean(name, columns)) for name in strangers),
        *(told(msg("this column is missing"), name) for name in missing),
        *(told(msg("this column stands there twice"), name) for name in twice),
    ]


def _typed_row(
    columns: Mapping[str, DataColumn], line: Mapping[str, str], where: str, number: int
) -> tuple[Row, list[Problem]]:
    cells: dict[str, Cell] = {}
    problems: list[Problem] = []
    for name, column in columns.items():
        try:
            cells[name] = read_cell(column, line[name])
        except RuleError as error:
            field = place_in(number, name)
            text = line[name]
            problems.append(Problem(where=where, field=field, value=text, rule=error.rule))
    problems += _range_problems(cells, where, number)
    return Row(where, cells), problems


def _range_problems(row: Mapping[str, Cell], where: str, number: int) -> list[Problem]:
    """Check low <= value <= high in tables that give the range of each value beside it."""
    points = [(name, row[name]) for name in ("low", "value", "high") if name in row]
    known = [(name, cell) for name, cell in points if isinstance(cell, (int, float))]
    return [
        Problem(
            where=where,
            field=place_in(number, name),
            value=cell,
            rule=msg(
                "below {column} = {bound}; low <= value <= high is needed",
                column=before,
                bound=f"{smaller:g}",
            ),
        )
        for (before, smaller), (name, cell) in pairwise(known)
        if cell < smaller
    ]


def _shown(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}.csv"


def place_in(number: int, column: str = "") -> Message:
    """Return a row of a list, or a cell of it, as problems name it."""
    row = msg("row {number}", number=number)
    return listed([row, f"[{column}]"], " ") if column else row


def _own(name: str, type_: str, meaning: str, optional: bool = False) -> DataColumn:
    return DataColumn(table=DICTIONARY, name=name, type=type_, meaning=meaning, optional=optional)


def _by_name(columns: Iterable[DataColumn]) -> dict[str, DataColumn]:
    return {column.name: column for column in columns}


# The dictionary describes the tables; this describes the dictionary.
_OWN_COLUMNS = _by_name(
    [
        _own("table", "text", "table the column stands in"),
        _own("column", "text", "name in the header row"),
        DataColumn(
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
        DataColumn(
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
