"""The look of the report's tables: one style, so a table added by hand looks like the others."""

from __future__ import annotations

from playbook.formats.word.xml import Node, border, letters, node, paragraph_look, shade
from playbook.look.brand import Brand
from playbook.look.theme import GRID, text_on

STYLE = "ReportTable"
STRIPE = "#f6f8fa"


def report_table(brand: Brand) -> Node:
    """Return the table style: a head in the brand's colour, quiet stripes and a ruled total."""
    sides = {"top": 40, "left": 95, "bottom": 40, "right": 95}
    margins = (node(f"w:{side}", w=width, type="dxa") for side, width in sides.items())
    head = letters(bold=True, colour=text_on(brand.accent))
    return node(
        "w:style",
        node("w:name", val="Report Table"),
        node("w:basedOn", val="NormalTable"),
        node("w:uiPriority", val=9),
        node("w:qFormat"),
        paragraph_look(space=(0, 0), line=1.1),
        node(
            "w:tblPr",
            node("w:tblStyleRowBandSize", val=1),
            node(
                "w:tblBorders",
                border("top", brand.accent, 8),
                border("bottom", brand.accent, 8),
                border("insideH", GRID, 4),
            ),
            node("w:tblCellMar", *margins),
        ),
        _part("firstRow", head, node("w:tcPr", shade(brand.accent))),
        _part(
            "lastRow",
            letters(bold=True),
            node("w:tcPr", node("w:tcBorders", border("top", brand.ink, 12)), shade("#ffffff")),
        ),
        _part("band2Horz", None, node("w:tcPr", shade(STRIPE))),
        type="table",
        styleId=STYLE,
        customStyle="1",
    )


def _part(name: str, run: Node | None, cell: Node) -> Node:
    return node("w:tblStylePr", run, cell, type=name)
