"""How the numbers of a block stand in a cell: their format there, and the unit in the head.

A cell keeps the whole number; money stands in yuan, because no format of Excel divides by ten
thousand.
"""

from __future__ import annotations

from math import floor, log10

from playbook.blocks import Column
from playbook.words.language import say
from playbook.words.wording import FORMATS, decider, yes_no

_PATTERNS = {
    "text": "@",
    "integer": "#,##0",
    "money": "#,##0",
    "exact_money": "#,##0",
    "signed_money": "+#,##0;-#,##0;0",
    "share": "0.0%",
    "points": "+0.0%;-0.0%;0.0%",
    "hours": "#,##0.0",
    "signed_hours": "+#,##0.0;-#,##0.0;0.0",
    "tenths": "#,##0.0",
    "plain": "General",
}
_DECIMALS_AT_MOST = 4


def pattern(format: str, value: float = 0.0) -> str:
    """Return Excel's pattern of a format of ``wording.FORMATS``.

    >>> pattern("share"), pattern("number", 0.0314), pattern("number", 7)
    ('0.0%', '#,##0.0000', '#,##0')
    """
    if format == "yes_no":
        return '"{1}";;"{0}"'.format(*(yes_no(each) for each in (0, 1)))
    if format == "decider":
        return '[=0]"{}";[=1]"{}";"{}"'.format(*(decider(each) for each in (0, 1, 2)))
    if format != "number":
        return _PATTERNS[format]
    if value == int(value):
        return "#,##0"
    decimals = min(_DECIMALS_AT_MOST, max(0, 2 - floor(log10(abs(value)))))
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def head(column: Column) -> str:
    """Return a column's head with the unit of its numbers on a second line."""
    unit = unit_of(column.format, column.unit)
    return f"{column.name}\n({unit})" if unit else column.name


def unit_of(format: str, told: str = "") -> str:
    """Return the unit that the cells do not say themselves."""
    if "money" in format:
        return say("CNY") if told in ("", "CNY") else told
    if told:
        return told
    if "hours" in format:
        return say("hours")
    return say("percentage points") if format == "points" else ""


def shown(value: float, format: str) -> str:
    """Return about what a cell shows, to measure it by."""
    if format in ("share", "points"):
        return f"{value * 100:+.1f}%"
    if "hours" in format or format == "tenths":
        return f"{value:+,.1f}"
    if format in ("yes_no", "decider"):
        return FORMATS[format](value)
    if format == "plain":
        return f"{value:g}"
    if format == "number":
        decimals = pattern(format, value).count("0") - 2
        return f"{value:,.{max(0, decimals)}f}"
    return f"{value:+,.0f}"
