"""Say what a column of a table may hold, and read one cell of it strictly."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sim.messages import RuleError, msg
from sim.problems import did_you_mean

Cell = str | int | float | bool | date | None

BASES = ("SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT")
_INTEGER = re.compile(r"-?\d{1,4000}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, kw_only=True)
class DataColumn:
    """Describe one column: its type and unit, what is legal, what is plausible, what it means.

    ``low`` and ``high`` bound every value of the column and are enforced. ``low_factor`` and
    ``high_factor`` say how far a value may plausibly be off, as multiples of it. A column named
    ``low`` or ``high`` gives the range row by row.
    """

    table: str
    name: str
    type: str
    meaning: str
    unit: str = ""
    optional: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    low_factor: float | None = None
    high_factor: float | None = None


def read_cell(column: DataColumn, text: str) -> Cell:
    """Return the typed value of one cell; raise ``RuleError`` with the rule it breaks."""
    if text != text.strip():
        raise RuleError(msg("spaces before or after the value"))
    if text == "":
        if column.optional:
            return None
        raise RuleError(msg("empty, but the column is not optional"))
    value = PARSERS[column.type](text)
    if column.choices and text not in column.choices:
        known = did_you_mean(text, column.choices)
        raise RuleError(msg("not one of the choices. {known}", known=known))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        _check_bounds(column, value)
    return value


def _check_bounds(column: DataColumn, value: float) -> None:
    low, high = column.low, column.high
    if low is not None and value < low:
        raise RuleError(msg("below the lowest legal value {bound}", bound=f"{low:g}"))
    if high is not None and value > high:
        raise RuleError(msg("above the highest legal value {bound}", bound=f"{high:g}"))


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise RuleError(msg("a whole number is needed"))
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise RuleError(msg("a finite number is needed, written like 1234.5"))
    return float(text)


def _share(text: str) -> float:
    value = _number(text)
    if not 0 <= value <= 1:
        raise RuleError(msg("a share between 0 and 1 is needed (8 % is 0.08)"))
    return value


def _date(text: str) -> date:
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RuleError(msg("a date is needed, written like 2010-10-01"))


def _truth(text: str) -> bool:
    truth = _TRUTH.get(text.lower())  # Excel writes TRUE and FALSE
    if truth is None:
        raise RuleError(msg("true or false is needed"))
    return truth


# The types a column may have, each with its reader.
PARSERS: dict[str, Callable[[str], Cell]] = {
    "text": str,
    "choice": str,
    "integer": _integer,
    "number": _number,
    "money_cny": _number,
    "share": _share,
    "date": _date,
    "bool": _truth,
}
