"""Key figures: cards in a row, made of a table without lines."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Kpi, Kpis
from playbook.blocks.document import Piece
from playbook.formats.word.styles import QUIET, TEXT_WIDTH
from playbook.formats.word.tables import row, table
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import Node, border, letters, node, shade, twips
from playbook.look.measure import text_width

_MOST = 4
_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
_PAPER = "#ffffff"
_GAP = 72
_MARGINS = {"top": 40, "left": 150, "bottom": 40, "right": 60}


def write_key_figures(writer: Writer, piece: Piece, block: Kpis) -> None:
    """Write the cards, up to four in a row, each with a bar in the colour of its tone."""
    count = len(block.items)
    rows_needed = -(-count // _MOST)
    per_row = -(-count // rows_needed)
    width = twips(TEXT_WIDTH) // per_row
    size = _size([kpi.value for kpi in block.items], width / 20 - 26)
    rows = []
    for first in range(0, count, per_row):
        cards = block.items[first : first + per_row]
        empty = per_row - len(cards)
        content = [_card(writer, kpi, size) for kpi in cards] + [
            [writer.piece("Table Text")]
        ] * empty
        looks = [_look(writer, kpi, place) for place, kpi in enumerate(cards)] + [[]] * empty
        rows.append(row(content, [width] * per_row, looks=looks))
    writer.add(table(rows, [width] * per_row, style=""))
    writer.paragraph("Table End")


def _card(writer: Writer, kpi: Kpi, size: float) -> list[Node]:
    tone = {"good": "Key Figure Good", "bad": "Key Figure Bad"}.get(kpi.tone, "")
    value = writer.run(kpi.value, style=tone)
    if size:
        value.get_or_add_rPr().extend(letters(size=size))
    return [
        writer.piece("Key Figure Label", kpi.label),
        writer.piece("Key Figure", value),
        writer.piece("Key Figure Detail", kpi.detail),
    ]


def _size(values: Sequence[str], points: float) -> float:
    """Return the size at which every value stands on one line, 0 for the style's own."""
    for size in _SIZES:
        if all(text_width(value, size) <= points for value in values):
            break
    return 0 if size == _SIZES[0] else size


def _look(writer: Writer, kpi: Kpi, place: int) -> list[Node]:
    """Return the ground of a card; a border in the paper's colour parts it from its neighbours."""
    brand = writer.brand
    colour = {"good": brand.good, "bad": brand.bad}.get(kpi.tone, brand.accent)
    gap = border("left", _PAPER, _GAP) if place else None
    sides = (border("top", colour, 24), gap, border("bottom", _PAPER, _GAP))
    margins = (node(f"w:{side}", w=width, type="dxa") for side, width in _MARGINS.items())
    return [node("w:tcBorders", *sides), shade(QUIET), node("w:tcMar", *margins)]
