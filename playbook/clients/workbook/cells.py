"""Read one cell of a workbook honestly: Excel's own types are understood, nothing else is guessed.

Excel keeps whole numbers as fractions, dates as numbers with a look, and what was typed with an
apostrophe as text. What a cell surely means is taken; what it might mean is refused in words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from playbook.clients.fields import Field
from sim.messages import RuleError, msg
from sim.tables.toml import toml_value
from sim.tables.written import date_in, holds_several, number_in, truth_in

_WITHOUT_END = {"不限", "无限", "无上限", "不设上限", "unlimited", "no limit", "any"}
_BREAKS = re.compile(r"[;；、,，+＋\n]")


def read_value(field: Field, cell: object) -> Any:
    """Return what a filled cell states for a field; raise ``RuleError`` with the rule it breaks.

    >>> read_value(Field(path="store.shops", kind="integer"), 50.0)
    50
    >>> read_value(Field(path="store.order_value_cny", kind="number"), " 1,950 000 ")
    Traceback (most recent call last):
    ...
    sim.messages.RuleError: must be one number, but the cell holds more than one
    >>> read_value(Field(path="store.margin_share", kind="share"), "60 %")
    0.6
    """
    return _READERS[field.kind](cell, field)


def plain(text: str) -> str:
    r"""Return the text that a cell holds: trimmed, unless it stands in quotes as in TOML.

    >>> plain("  Company A "), plain('" kept "'), plain('"Best" of "all"')
    ('Company A', ' kept ', '"Best" of "all"')
    """
    trimmed = text.strip()
    if len(trimmed) > 1 and trimmed[0] == trimmed[-1] == '"':
        try:
            found = tomllib.loads(f"value = {trimmed}")["value"]
        except tomllib.TOMLDecodeError:
            return trimmed
        return found if isinstance(found, str) else trimmed
    return trimmed


def _number(cell: object, field: Field) -> int | float:
    if isinstance(cell, datetime | date | time):
        raise RuleError(msg("must be a number, but the cell has the format of a date or a time"))
    if isinstance(cell, str):
        return _number_in(cell, field.path)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise RuleError(msg("must be a number"))
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _number_in(text: str, key: str) -> int | float:
    if (found := number_in(text, key)) is not None:
        return found
    if text.strip().lower() in _WITHOUT_END:
        rule = msg(
            "must be a number; of a limit, write the highest amount that is asked for: the last"
            " class signs all above it too"
        )
        raise RuleError(rule)
    if holds_several(text):
        raise RuleError(msg("must be one number, but the cell holds more than one"))
    raise RuleError(msg("must be a number"))


def _integer(cell: object, field: Field) -> int:
    number = _number(cell, field)
    if not isinstance(number, int):
        raise RuleError(msg("must be a whole number"))
    return number


def _bool(cell: object, _: Field) -> bool:
    truth = truth_in(str(cell)) if isinstance(cell, str | int) else None
    if truth is None:
        raise RuleError(msg("must be TRUE or FALSE"))
    return truth


def _date(cell: object, _: Field) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time(0):
            raise RuleError(msg("must be a date without a time"))
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise RuleError(msg("must be a date, but the cell has the format of a number"))
    if isinstance(cell, str) and (found := _day_in(cell)):
        return found
    raise RuleError(msg("must be a date such as 2010-08-01"))


def _day_in(text: str) -> date | None:
    try:
        return date_in(text)
    except ValueError:
        raise RuleError(msg("is no day of the calendar")) from None


def _text(cell: object, _: Field) -> str:
    """Return a text; what Excel keeps as a number has lost its noughts and all beyond 15 digits."""
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int) or abs(cell) >= 10**15:
        raise RuleError(msg("must be text; set the format of the cell to text and type it again"))
    return str(cell)


def _words(cell: object, field: Field) -> list[Any]:
    """Return the members of a list: one, several with ``;`` between them, or a list as in TOML."""
    if isinstance(cell, time):
        cell = f"{cell:%H:%M}"
    text = cell.strip() if isinstance(cell, str) else ""
    if text.startswith("["):
        found = _literal(text, field)
        if not isinstance(found, list):
            raise RuleError(msg("must be a list"))
        return found
    parts = _BREAKS.split(text) if text else [cell]
    member = Field(path=field.path, kind=field.item)
    return [read_value(member, part) for part in parts if part != "" and str(part).strip()]


def _literal(cell: object, _: Field) -> Any:
    try:
        return toml_value(str(cell))
    except RuleError:
        raise RuleError(msg("must be written as in a TOML file")) from None


_READERS: dict[str, Callable[[object, Field], Any]] = {
    "number": _number,
    "share": _number,
    "integer": _integer,
    "bool": _bool,
    "date": _date,
    "text": _text,
    "choice": _text,
    "words": _words,
    "literal": _literal,
}
