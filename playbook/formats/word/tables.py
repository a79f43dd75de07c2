"""Tables and key figures: no row over two pages, columns as wide as their words ask."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playbook.blocks import Column, Kpi, Kpis, Table
from playbook.blocks.document import Piece
from playbook.formats.word.styles import QUIET, TEXT_WIDTH
from playbook.formats.word.writer import Writer, write_caption
from playbook.formats.word.xml import STYLE, Node, border, letters, node, shade, twips
from playbook.look.measure import text_width
from playbook.words.language import say
from playbook.words.wording import tight

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


_MOST_CARDS = 4
_FIGURE_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
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
        if all(text_width(value, size) <= points for value in values):
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


_LETTER_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_PADDING = 190
_TYPICAL = 0.84
"""A line of many letters is narrower than in the wide font that ``text_width`` measures in."""

_BOLD = 1.12
"""The head is bold; its words must not break either."""

_WIDEST = 5200
"""Twips beyond which a text is better broken into lines."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Column widths in twips and the size of letters, 0 for the style's own."""

    columns: list[int]
    size: float


def fit(rows: Sequence[Sequence[str]], total: int) -> Fit:
    """Return widths in which no word breaks, at the largest size at which that is possible.

    The first row is the head; ``total`` is in twips.
    """
    columns = list(zip(*rows, strict=True))
    for size in _LETTER_SIZES:
        least = [_longest_word(column, size) for column in columns]
        if sum(least) <= total:
            break
    lacking = [
        [max(0, min(_WIDEST, int(_TYPICAL * _twips(text, size))) - floor) for text in column]
        for floor, column in zip(least, columns, strict=True)
    ]
    return Fit(columns=_shared(least, lacking, total), size=0 if size == _LETTER_SIZES[0] else size)


def _shared(least: list[int], lacking: list[list[int]], total: int) -> list[int]:
    """Share the page: each column gets its least and, of the rest, what its texts lack."""
    most = [max(lacks) for lacks in lacking]
    rest = total - sum(least)
    if rest <= 0:
        widths = [floor * total / sum(least) for floor in least]
    elif sum(most) > rest:
        # A column with one long text among many short ones lets that one take more lines.
        weights = [sum(lacks) / len(lacks) + 0.1 * max(lacks) for lacks in lacking]
        widths = _filled(least, most, weights, rest)
    else:
        wanted = [floor + lack for floor, lack in zip(least, most, strict=True)]
        widths = [want * total / sum(wanted) for want in wanted]
    rounded = [int(width) for width in widths]
    rounded[-1] += total - sum(rounded)
    return rounded


def _filled(least: list[int], lacking: list[int], weights: list[float], rest: float) -> list[float]:
    """Give out ``rest`` by weight, but to no column more than it lacks."""
    given = [0.0] * len(least)
    open_columns = {place for place, lack in enumerate(lacking) if lack > 0}
    while rest > 1 and open_columns:
        share = rest / sum(weights[place] for place in open_columns)
        for place in sorted(open_columns):
            part = min(share * weights[place], lacking[place] - given[place])
            given[place] += part
            rest -= part
        open_columns = {place for place in open_columns if lacking[place] - given[place] > 1}
    return [floor + part for floor, part in zip(least, given, strict=True)]


def _longest_word(texts: Sequence[str], size: float) -> int:
    head, *others = texts
    words = [_twips(word, size * _BOLD) for word in _words(head)]
    words += [_twips(word, size) for text in others for word in _words(text)]
    return max([*words, _PADDING + 300])


def _words(text: str) -> list[str]:
    """Return what is not broken over lines: words between spaces, pairs of Chinese characters."""
    found: list[str] = []
    for word in tight(text).split(" "):
        for part in re.split(r"(?<=[-/])", word):
            wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in part)
            found.append(part if wide < 3 else "四四四")
    return found


def _twips(text: str, size: float) -> int:
    return round(text_width(text, size) * 20) + _PADDING
