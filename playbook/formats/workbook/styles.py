"""The cell formats of one workbook: the brand's colours and font, each format made once."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from playbook.look.brand import Brand
from playbook.look.theme import GRID, text_on

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
