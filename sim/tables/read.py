"""Read the CSV tables of ``data/`` strictly, against the column dictionary ``data/columns.csv``.

Nothing is guessed: a cell has the type its column was given, an empty cell is an error unless the
dictionary calls the column optional, and every problem of a file is reported together.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

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

DICTIONARY = "columns"
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·—‘’“”…×℃°±]")


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
    path: Path, columns: Mapping[str, DataColumn], where: str
) -> tuple[dict[int, Row], list[Problem]]:
    """Return the sound rows of one file by row number, and every problem of the others.

    The file may come from a spreadsheet: rows of empty cells are left out, and Chinese text in the
    encoding of a Chinese Excel (GBK) is read. ``where`` names the file in problems. Raise
    ``ProblemError`` if it is no table of these columns.
    """
    header, *body = _raw_rows(path, where, chinese=True) or [[]]
    rows = {number: line for number, line in enumerate(body, 2) if any(line)}
    return read_lines(header, rows, columns, where)


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
            problems.append(Problem(where=where, field=_place(number), rule=rule))
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
            problems.append(Problem(where=where, field=_place(number), rule=rule))
        if (column.type == "choice") != bool(column.choices):
            rule = msg("choices are given for a column of type choice, and only there")
            field = _place(number, "choices")
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


def _raw_rows(path: Path, where: str, *, chinese: bool = False) -> list[list[str]]:
    try:
        text = _decoded(path.read_bytes(), where, chinese)
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except FileNotFoundError:
        raise ProblemError(Problem(where=where, rule=msg("the file does not exist"))) from None
    except OSError as error:
        rule = msg("cannot be read: {fault}", fault=error.strerror)
        raise ProblemError(Problem(where=where, rule=rule)) from None
    except csv.Error as error:
        rule = msg("not a CSV file: {fault}", fault=str(error))
        raise ProblemError(Problem(where=where, rule=rule)) from None


def _decoded(content: bytes, where: str, chinese: bool) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _gbk(content) if chinese else None
        if text is not None:
            return text
        rule = msg("not UTF-8 text (byte {number})", number=error.start)
        remedy = msg("Save it as CSV UTF-8")
        raise ProblemError(Problem(where=where, rule=rule, remedy=remedy)) from None


def _gbk(content: bytes) -> str | None:
    """Return text in GBK; None if it is not that: most bytes of Europe would pass for rare letters.

    At least nine letters in ten must be common ones, those of GB 2312.
    """
    try:
        text = content.decode("gbk")
    except UnicodeDecodeError:
        return None
    letters = [letter for letter in text if not letter.isascii()]
    common = sum(letter.encode("gb2312", "ignore") != b"" for letter in letters)
    chinese = all(map(_CHINESE.match, letters)) and 10 * common >= 9 * len(letters)
    return text if chinese else None


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
            field = _place(number, name)
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
            field=_place(number, name),
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


def _place(number: int, column: str = "") -> Message:
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
