"""The notes: how the workbook was made, how far it may be off, what its numbers rest on."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from playbook.formats.lookup.parts import Listing, LookupBook, line
from playbook.formats.lookup.places import printed
from playbook.formats.workbook.styles import Styles
from playbook.words.language import LANGUAGES, in_both, say


def write_notes(sheet: Worksheet, styles: Styles, book: LookupBook) -> None:
    """Write the sheet: sentences in both languages side by side, then the tables."""
    for column, wide in enumerate((60, 60, 18, 18)):
        sheet.set_column(column, column, wide)
    printed(sheet)
    title = in_both(lambda: say("What this rests on"))
    sheet.write_string(0, 0, line(title), styles.title())
    for row, note in enumerate(book.notes, start=2):
        for column, language in enumerate(LANGUAGES):
            sheet.write_string(row, column, note[language], styles.plain())
    row = 3 + len(book.notes)
    for listing in book.listings:
        row = _listed(sheet, styles, row, listing)


def _listed(sheet: Worksheet, styles: Styles, row: int, listing: Listing) -> int:
    """Write a table, and return the row behind it."""
    sheet.write_string(row, 0, line(listing.title), styles.of(bold=True, font_size=12))
    for column, head in enumerate(listing.heads):
        sheet.write_string(row + 1, column, line(head), styles.head())
    for at, cells in enumerate(listing.rows, start=row + 2):
        for column, cell in enumerate(cells):
            told = line(cell) if cell["en"] != cell["zh"] else cell["en"]
            sheet.write_string(at, column, told)
    return row + len(listing.rows) + 3
