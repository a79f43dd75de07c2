"""Tables: the head on every page, no row over two pages, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook.blocks import Column, Table
from playbook.blocks.document import Piece
from playbook.formats.word.captions import write_caption
from playbook.formats.word.column_widths import Fit, fit
from playbook.formats.word.styles import TEXT_WIDTH
from playbook.formats.word.table_style import STYLE
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import Node, letters, node, twips
from playbook.words.language import say

_WHOLE = 14
"""A table of at most so many rows is kept on one page."""


def write_table(writer: Writer, piece: Piece, block: Table) -> None:
    """Write caption, table and note."""
    write_caption(writer, piece, say("Table"), block.title)
    words = [block.words(row) for row in range(len(block.rows))]
    heads = block.heads()
    named = [f"{name} {unit}".strip() for name, unit in heads]
    widths = fit([named, *words], twips(TEXT_WIDTH))
    kept = len(block.rows) <= _WHOLE
    head = [
        _head(writer, *told, _style(column), widths)
        for told, column in zip(heads, block.columns, strict=True)
    ]
    rows = [row(head, widths.columns, repeated=True)]
    for place, texts in enumerate(words):
        together = kept and (place < len(words) - 1 or bool(block.note))
        cells = [
            writer.piece(_style(column), _sized(writer, text, widths), keep_next=together)
            for column, text in zip(block.columns, texts, strict=True)
        ]
        rows.append(row(cells, widths.columns))
    writer.add(table(rows, widths.columns, title=block.title, total=block.total))
    if block.note:
        writer.paragraph("Note", block.note)
    else:
        writer.paragraph("Table End")


def facts_table(writer: Writer, facts: Sequence[tuple[str, str]]) -> Node:
    """Return names and values side by side, without lines."""
    widths = [twips(4.2), twips(TEXT_WIDTH - 4.2)]
    rows = [
        row([writer.piece("Fact Name", name), writer.piece("Fact", value)], widths)
        for name, value in facts
    ]
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
) -> Node:
    """Return a row that stays on one page; a repeated one heads every page of its table."""
    cells = []
    for place, (content, width) in enumerate(zip(paragraphs, widths, strict=True)):
        look = node("w:tcPr", node("w:tcW", w=width, type="dxa"), *(looks[place] if looks else ()))
        inner = content if isinstance(content, list) else [content]
        cells.append(node("w:tc", look, *inner))
    properties = node("w:trPr", node("w:cantSplit"), node("w:tblHeader") if repeated else None)
    return node("w:tr", properties, *cells)


def _head(writer: Writer, name: str, unit: str, style: str, widths: Fit) -> Node:
    parts = [_sized(writer, name, widths)]
    if unit:
        light = _sized(writer, f" {unit}", widths)
        _look(light)._insert_b(node("w:b", val="0"))
        parts.append(light)
    return writer.piece(style, *parts, keep_next=True)


def _style(column: Column) -> str:
    return "Table Number" if column.align == "right" else "Table Text"


def _sized(writer: Writer, text: str, widths: Fit) -> Node:
    run = writer.run(text)
    if widths.size:
        _look(run).extend(letters(size=widths.size))
    return run


def _look(run: Node) -> Node:
    return run.get_or_add_rPr()
