"""One sheet: its title, its place in the document, the way back, its note, and how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from playbook.blocks.document import shortened
from playbook.formats.workbook.styles import Styles
from playbook.formats.workbook.widths import height, row_height
from playbook.words.language import say

HEAD = 4
"""The row of the column heads, counted from 0; title, chapter and the way back stand above."""

PLAIN_SIZE = 10
"""The size of plain text in points."""

_A4 = 9
_LEAST_WIDTH = 90.0
_LONGEST = 32_767


@dataclass(frozen=True, kw_only=True)
class Page:
    """Write into one sheet; every text is written as text, whatever it looks like."""

    sheet: Worksheet
    styles: Styles
    contents: str
    running: str

    def open(self, title: str, chapter: str, widths: list[float]) -> None:
        """Set the columns' widths and write what stands above the heads."""
        for index, wide in enumerate(widths):
            self.sheet.set_column(index, index, wide)
        self.paragraph(0, title, widths, style=self.styles.title())
        self.paragraph(1, chapter, widths)
        self.sheet.write_url(
            2,
            0,
            f"internal:'{self.contents}'!A1",
            self.styles.link(wraps=False),
            say("Back to the contents"),
        )

    def paragraph(
        self, row: int, text: str, widths: list[float], *, style: Format | None = None
    ) -> None:
        """Write a text over as many columns as make a readable line, wrapped."""
        style = style or self.styles.muted()
        span, wide = 0, 0.0
        while wide < _LEAST_WIDTH and (wide == 0.0 or span < len(widths) or span < 12):
            wide += widths[span] if span < len(widths) else 8.43
            span += 1
        large = style.font_size / PLAIN_SIZE
        self.sheet.set_row(row, height(text, wide / large) * max(1.0, large))
        if span > 1:
            self.sheet.merge_range(row, 0, row, span - 1, "", style)
        self.text(row, 0, text, style)

    def tall(self, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
        """Make a row as tall as its wrapped texts need; not every office does so itself."""
        needed = row_height(zip(texts, widths, strict=False))
        if needed is not None:
            self.sheet.set_row(row, needed)

    def text(self, row: int, column: int, text: str, style: object) -> None:
        """Write a text as text: it is neither calculated nor followed."""
        self.sheet.write_string(row, column, text[:_LONGEST], style)

    def close(self, *, repeat: bool = True) -> None:
        """Set how the sheet prints: across, one page wide, heads repeated, the running foot."""
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        foot = shortened(self.running, 150).replace("&", "&&")
        self.sheet.set_footer(f"&L&8{_after_size(foot)}&R&8&P / &N")
        if repeat:
            self.sheet.repeat_rows(HEAD)


def _after_size(text: str) -> str:
    """Keep a text that begins with a digit apart from the font size before it."""
    return f" {text}" if text[:1].isdigit() else text
