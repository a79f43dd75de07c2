"""A client's own monthly sales: a CSV of whole months in a row, in CNY."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

from sim.messages import Message, Problem, ProblemError, listed, msg
from sim.model.units import first_of_month
from sim.tables.columns import DataColumn, Row
from sim.tables.read import read_file
from sim.tables.written import number_in

FEWEST = 3
"""Two months to fit to, and one that is held out."""

COLUMNS = {
    "month": DataColumn(table="sales", name="month", type="text", meaning="a month as 2010-08"),
    "sales_cny": DataColumn(table="sales", name="sales_cny", type="text", meaning="its sales"),
}
HOW = msg("Write two columns: month, as 2010-08, and sales_cny, as 61000")
CONVERT = msg("Convert the amounts to CNY and call their column sales_cny")

_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月]0?1日?|月)?")
_OTHER_COLUMN = re.compile(r"currency|sales_(?!cny$)[a-z]{3}", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"[$€£₩₫฿]|\b(?:USD|EUR|GBP|HKD|JPY|TWD|SGD)\b")


@dataclass(frozen=True, kw_only=True)
class MonthlySales:
    """Hold the sales of whole months, one after another, in CNY."""

    where: str
    months: tuple[date, ...]
    amounts_cny: tuple[float, ...]


def read_sales(path: Path) -> MonthlySales:
    """Return the monthly sales of a file; raise ``ProblemError`` with every problem of it."""
    where = path.name or str(path)
    rows, problems = _rows(path, where)
    months = {number: _month(row.text("month")) for number, row in rows.items()}
    amounts = {number: _amount(row.text("sales_cny")) for number, row in rows.items()}
    problems += _unread(rows, months, amounts, where)
    if not problems:
        problems += _of_the_row(months, where)
    if problems:
        raise ProblemError(problems)
    found = sorted((month, amounts[number]) for number, month in months.items() if month)
    return MonthlySales(
        where=where,
        months=tuple(month for month, _ in found),
        amounts_cny=tuple(amount for _, amount in found if amount is not None),
    )


def _rows(path: Path, where: str) -> tuple[dict[int, Row], list[Problem]]:
    try:
        return read_file(path, COLUMNS, where)
    except ProblemError as error:
        strange = [p for p in error.problems if _OTHER_COLUMN.fullmatch(str(p.value))]
        if not strange:
            raise
        told = [_problem(where, str(p.value), _other(), CONVERT) for p in strange]
        raise ProblemError(told) from None


def _month(text: str) -> date | None:
    match = _MONTH.fullmatch(normalize("NFKC", text))
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    return date(int(match[1]), int(match[2]), 1)


def _amount(text: str) -> float | None:
    amount = number_in(text, "sales_cny")
    return None if amount is None or amount < 0 else float(amount)


def _unread(
    rows: Mapping[int, Row],
    months: Mapping[int, date | None],
    amounts: Mapping[int, float | None],
    where: str,
) -> Iterator[Problem]:
    for number, row in rows.items():
        if months[number] is None:
            yield _at(where, number, "month", row, msg("is no month"))
        if amounts[number] is None:
            text = row.text("sales_cny")
            rule = _other() if _OTHER_MONEY.search(text) else msg("is no amount of at least 0")
            yield _at(where, number, "sales_cny", row, rule)


def _other() -> Message:
    return msg("another currency: only amounts in CNY are read")


def _of_the_row(months: Mapping[int, date | None], where: str) -> Iterator[Problem]:
    """Yield what is wrong with the months as a row: twice the same, one missing, too few."""
    known = sorted(month for month in months.values() if month)
    twice = [month for month, count in Counter(known).items() if count > 1]
    if twice:
        remedy = msg("Write one row a month")
        yield _problem(where, _named(twice), msg("the same month stands there twice"), remedy)
    if len(set(known)) < FEWEST:
        rule = msg("{n} months; at least {least} are needed", n=len(set(known)), least=FEWEST)
        yield _problem(where, "", rule, msg("Two are fitted to, the last one is held out"))
    missing = [each for first, second in pairwise(known) for each in _between(first, second)]
    if missing:
        remedy = msg("Write every month from the first to the last; one without sales is 0")
        yield _problem(where, _named(missing), msg("this month is missing"), remedy)


def _between(first: date, second: date) -> Iterator[date]:
    """Yield the months that lie between two months."""
    month = first_of_month(first, 1)
    while month < second:
        yield month
        month = first_of_month(month, 1)


def _named(months: Sequence[date]) -> Message:
    return listed([f"{month:%Y-%m}" for month in months])


def _at(where: str, number: int, column: str, row: Row, rule: Message) -> Problem:
    place = listed([msg("row {number}", number=number), f"[{column}]"], " ")
    return Problem(where=where, field=place, value=row.text(column), rule=rule, remedy=HOW)


def _problem(where: str, field: str | Message, rule: Message, remedy: Message) -> Problem:
    return Problem(where=where, field=field, rule=rule, remedy=remedy)
