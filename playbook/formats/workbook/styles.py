"""The cell formats of one workbook: the brand's colours and font, each format made once."""

from __future__ import annotations

from math import floor, log10
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from playbook.blocks import Column
from playbook.look.brand import Brand
from playbook.look.theme import GRID, text_on
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


INPUT = "#1f4fbf"
"""Blue, as financial models mark what is typed in; what is calculated stays black."""

_SHADE = "#f3f5f7"


class Styles:
    """Give formats by what a cell is; the same wish gives the same format."""

    def __init__(self, workbook: Workbook, brand: Brand) -> None:
        self.brand = brand
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **wishes: Any) -> Format:
        """Return the format with these properties."""
        key = tuple(sorted(wishes.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(key))
        return self._made[key]

    def title(self, size: int = 14) -> Format:
        """Return the format of a sheet's title."""
        return self.of(
            bold=True, font_size=size, font_color=self.brand.accent, text_wrap=True, valign="top"
        )

    def plain(self, **wishes: Any) -> Format:
        """Return the format of text that wraps."""
        return self.of(text_wrap=True, valign="top", **wishes)

    def muted(self) -> Format:
        """Return the format of a note."""
        return self.plain(font_color=self.brand.muted, font_size=9)

    def link(self, *, wraps: bool = True) -> Format:
        """Return the format of a link to another sheet."""
        return self.of(font_color=self.brand.accent, underline=1, text_wrap=wraps, valign="top")

    def head(self, align: str = "left") -> Format:
        """Return the format of a column's head."""
        return self.of(
            bold=True,
            bg_color=self.brand.accent,
            font_color=text_on(self.brand.accent),
            text_wrap=True,
            valign="vcenter",
            align=align,
            indent=int(align == "left"),
        )

    def cell(
        self, *, pattern: str, align: str, total: bool, typed: bool = False, first: bool = False
    ) -> Format:
        """Return the format of a table's cell; ``typed`` marks what a reader may change."""
        wishes: dict[str, Any] = {
            "num_format": pattern,
            "align": align,
            "indent": int(align == "left"),  # keeps text off the number before it
            "valign": "top",
            "text_wrap": pattern == "@",
            "bottom": 1,
            "bottom_color": GRID,
        }
        if total:
            wishes |= {"bold": True, "top": 1, "top_color": self.brand.ink, "bg_color": _SHADE}
        if typed:
            wishes["font_color"] = INPUT
        if first and not total:
            wishes["font_color"] = self.brand.ink
        return self.of(**wishes)
