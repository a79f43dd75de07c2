"""Tables and key figures: no row over two pages, columns as wide as their words ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook.blocks import Column, Kpi, Kpis, Table
from playbook.blocks.document import Piece
from playbook.formats.native import measure
from playbook.formats.word.styles import QUIET, TEXT_WIDTH
from playbook.formats.word.writer import Writer, write_caption
from playbook.formats.word.xml import STYLE, Node, border, letters, node, shade, twips
from playbook.look.hand import HAND_POINTS, to_be_written
from playbook.look.measure import CellWords, Fit
from playbook.words.language import say
from playbook.words.wording import tight

_WHOLE = 14
"""A table of at most so many rows is kept on one page."""

_FIRST = 4
"""How many rows of a longer one begin it on the page of its caption."""

_CM = 72 / 2.54
"""Points in a centimetre."""

_LETTER_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
"""Sizes of a table's letters in points, the style's own first."""

_PADDING = 10.0
"""What the style keeps free in a cell, in points."""


def write_table(writer: Writer, piece: Piece, block: Table) -> None:
    """Write caption, table and note."""
    write_caption(writer, piece, say("Table"), block.title)
    words = [block.words(row) for row in range(len(block.rows))]
    heads = block.heads()
    named = [f"{name} {unit}".strip() for name, unit in heads]
    measured = to_be_written(words) if block.by_hand else words
    fit = _columns([named, *measured], total=block.total)
    widths = [round(20 * width) for width in fit.widths]
    whole = len(block.rows) <= _WHOLE
    head = [
        _head(writer, *told, _style(column), fit)
        for told, column in zip(heads, block.columns, strict=True)
    ]
    rows = [row(head, widths, repeated=True)]
    for place, texts in enumerate(words):
        ends = place == len(words) - 1 and not block.note if whole else place >= _FIRST - 1
        cells = [
            writer.piece(_style(column), _sized(writer, text, fit), keep_next=not ends)
            for column, text in zip(block.columns, texts, strict=True)
        ]
        rows.append(row(cells, widths, high=round(20 * HAND_POINTS) if block.by_hand else 0))
    writer.add(table(rows, widths, title=block.title, total=block.total))
    if block.note:
        writer.paragraph("Note", block.note)
    else:
        writer.paragraph("Table End")


def _columns(rows: Sequence[Sequence[str]], *, total: bool) -> Fit:
    """Return the columns' widths in points and the largest letters at which no word breaks."""
    columns = CellWords(
        texts=[[tight(text) for text in column] for column in zip(*rows, strict=True)],
        padding=_PADDING,
        measure=measure.width,
        total=total,
    )
    return columns.fit(TEXT_WIDTH * _CM, _LETTER_SIZES)


def facts_table(writer: Writer, facts: Sequence[tuple[str, str]]) -> Node:
    """Return names and values side by side, without lines, all on one page."""
    widths = [twips(4.2), twips(TEXT_WIDTH - 4.2)]
    rows = []
    for place, (name, value) in enumerate(facts, start=1):
        goes_on = place < len(facts)
        cells = [
            writer.piece("Fact Name", name, keep_next=goes_on),
            writer.piece("Fact", value, keep_next=goes_on),
        ]
        rows.append(row(cells, widths))
    return table(rows, widths, style="")


def table(
    rows: Iterable[Node],
    widths: Sequence[int],
    *,
    style: str = STYLE,
    title: str = "",
    total: bool = False,
    look: Sequence[Node] = (),
) -> Node:
    """Return a table of fixed column widths, in twips; ``look`` holds borders and margins."""
    parts = {"firstRow": int(bool(style)), "lastRow": int(total), "firstColumn": 1}
    parts |= {"lastColumn": 0, "noHBand": 0 if style else 1, "noVBand": 1}
    properties = node(
        "w:tblPr",
        node("w:tblStyle", val=style or "NormalTable"),
        node("w:tblW", w=sum(widths), type="dxa"),
        *(part for part in look if part.tag.endswith("tblBorders")),
        node("w:tblLayout", type="fixed"),
        *(part for part in look if part.tag.endswith("tblCellMar")),
        node("w:tblLook", val="04A0", **parts),
        node("w:tblCaption", val=title) if title else None,
    )
    grid = node("w:tblGrid", *(node("w:gridCol", w=width) for width in widths))
    return node("w:tbl", properties, grid, *rows)


def row(
    paragraphs: Sequence[Node | Sequence[Node]],
    widths: Sequence[int],
    *,
    repeated: bool = False,
    looks: Sequence[Sequence[Node]] = (),
    high: int = 0,
) -> Node:
    """Return a row that stays on one page; a repeated one heads every page of its table.

    ``high`` is the least height in twips, 0 as much as the words need.
    """
    cells = []
    for place, (content, width) in enumerate(zip(paragraphs, widths, strict=True)):
        look = node("w:tcPr", node("w:tcW", w=width, type="dxa"), *(looks[place] if looks else ()))
        inner = content if isinstance(content, list) else [content]
        cells.append(node("w:tc", look, *inner))
    properties = node(
        "w:trPr",
        node("w:cantSplit"),
        node("w:trHeight", val=high, hRule="atLeast") if high else None,
        node("w:tblHeader") if repeated else None,
    )
    return node("w:tr", properties, *cells)


def _head(writer: Writer, name: str, unit: str, style: str, fit: Fit) -> Node:
    parts = [_sized(writer, name, fit)]
    if unit:
        light = _sized(writer, f" {unit}", fit)
        _look(light)._insert_b(node("w:b", val="0"))
        parts.append(light)
    return writer.piece(style, *parts, keep_next=True)


def _style(column: Column) -> str:
    return "Table Number" if column.align == "right" else "Table Text"


def _sized(writer: Writer, text: str, fit: Fit) -> Node:
    run = writer.run(text)
    if fit.size != _LETTER_SIZES[0]:
        _look(run).extend(letters(size=fit.size))
    return run


def _look(run: Node) -> Node:
    return run.get_or_add_rPr()


_MOST_CARDS = 4
_FIGURE_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
_PAPER = "#ffffff"
_CARD_GAP = 72
_MARGINS = {"top": 40, "left": 150, "bottom": 40, "right": 60}


def write_key_figures(writer: Writer, piece: Piece, block: Kpis) -> None:
    """Write the cards, up to four in a row, each with a bar in the colour of its tone."""
    count = len(block.items)
    rows_needed = -(-count // _MOST_CARDS)
    per_row = -(-count // rows_needed)
    width = twips(TEXT_WIDTH) // per_row
    size = _figure_size([kpi.value for kpi in block.items], width / 20 - 26)
    rows = []
    for first in range(0, count, per_row):
        cards = block.items[first : first + per_row]
        empty = per_row - len(cards)
        content = [_card(writer, kpi, size) for kpi in cards] + [
            [writer.piece("Table Text")]
        ] * empty
        looks = [_card_look(writer, kpi, place) for place, kpi in enumerate(cards)] + [[]] * empty
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


def _figure_size(values: Sequence[str], points: float) -> float:
    """Return the size at which every value stands on one line, 0 for the style's own."""
    for size in _FIGURE_SIZES:
        if all(measure.width(value, size, bold=True) <= points for value in values):
            break
    return 0 if size == _FIGURE_SIZES[0] else size


def _card_look(writer: Writer, kpi: Kpi, place: int) -> list[Node]:
    """Return the ground of a card; a border in the paper's colour parts it from its neighbours."""
    brand = writer.brand
    colour = {"good": brand.good, "bad": brand.bad}.get(kpi.tone, brand.accent)
    gap = border("left", _PAPER, _CARD_GAP) if place else None
    sides = (border("top", colour, 24), gap, border("bottom", _PAPER, _CARD_GAP))
    margins = (node(f"w:{side}", w=width, type="dxa") for side, width in _MARGINS.items())
    return [node("w:tcBorders", *sides), shade(QUIET), node("w:tcMar", *margins)]
