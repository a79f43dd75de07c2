"""The what-if workbook: inputs and answer, the working between them, the grid, the notes.

Every text is written as text: a client's words never become a formula.
"""

from __future__ import annotations

import io

from xlsxwriter import Workbook

from playbook.formats.lookup.front_sheet import write_front
from playbook.formats.lookup.grid_sheet import write_grid
from playbook.formats.lookup.notes_sheet import write_notes
from playbook.formats.lookup.parts import SHEETS, LookupBook
from playbook.formats.lookup.working_sheet import write_working
from playbook.formats.workbook.styles import Styles
from playbook.look.brand import Brand


def render(book: LookupBook) -> bytes:
    """Return the book; the same book gives the same bytes."""
    out = io.BytesIO()
    workbook = Workbook(out, _options(book.brand))
    workbook.set_properties({"title": book.title["en"], "created": book.moment})
    styles = Styles(workbook, book.brand)
    front, working, grid, notes = (
        workbook.add_worksheet(name)
        for name in (SHEETS.front, SHEETS.working, SHEETS.grid, SHEETS.notes)
    )
    write_front(front, styles, book)
    write_working(working, styles, book)
    write_grid(grid, styles, book)
    write_notes(notes, styles, book)
    workbook.close()
    return out.getvalue()


def _options(brand: Brand) -> dict[str, object]:
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": brand.font, "font_size": 10},
    }
