"""Figures: a chart that Word can edit, or a picture of a plan, with caption, words and note.

Word and PowerPoint read the same chart parts; python-docx cannot write them, python-pptx can. So a
chart is drawn on the slide of a deck that is thrown away, moves with its workbook into the report,
and looks and counts as in the deck.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.xmlchemy import OxmlElement

from playbook.blocks import Bars, Chart, Forest, Gantt, SeriesBars
from playbook.blocks.document import Piece
from playbook.formats.native.charts import drawn_chart
from playbook.formats.native.writing import Box, element
from playbook.formats.picture.charts import Picture, pictures
from playbook.formats.word.styles import TEXT_WIDTH
from playbook.formats.word.writer import Writer, write_caption
from playbook.formats.word.xml import EMU_A_CM, Node, node
from playbook.look.brand import Brand
from playbook.look.fonts import families, typst_fonts
from playbook.words.language import language, say

_TALLEST = 21.5
"""Centimetres that a picture may take of a page besides its caption and its note."""

_DRAWN = (Gantt,)
"""Kinds of which Word has no chart that shows all they tell."""

_POINTS_A_CM = 72 / 2.54
_LETTERS = 9 / 11
"""Letters of a page against those of a slide."""

_TALL_CHART, _TALLEST_CHART = 420.0, 600.0
"""Points: a chart is taller than the first only where its rows would have less than they need."""

_ROW = 16.0

_INLINE = (
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
    '<wp:docPr id="0" name=""/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline>'
)


def write_figure(writer: Writer, piece: Piece, block: Chart) -> None:
    """Write caption, chart and note, kept on one page."""
    write_caption(writer, piece, say("Figure"), block.title)
    name = f"{say('Figure')} {piece.number}"
    if isinstance(block, _DRAWN):
        runs = _pictures(writer, block, name)
    else:
        runs = [_inline_chart(writer, block, name)]
    for place, run in enumerate(runs):
        is_last = place == len(runs) - 1
        writer.paragraph("Figure", run, keep_next=is_last and bool(block.note))
    if block.note:
        writer.paragraph("Note", block.note)


def _pictures(writer: Writer, block: Chart, name: str) -> list[object]:
    pictures = drawn(block, writer.brand, TEXT_WIDTH)
    room = (round(TEXT_WIDTH * EMU_A_CM), round(_TALLEST * EMU_A_CM))
    runs: list[object] = []
    for place, picture in enumerate(pictures, start=1):
        part = f" ({place}/{len(pictures)})" if len(pictures) > 1 else ""
        alt = f"{block.alt}{part}"
        runs.append(inline_picture(writer, picture, room, alt=alt, name=f"{name}{part}"))
    return runs


def _inline_chart(writer: Writer, block: Chart, name: str) -> Node:
    """Return a run with the chart, which Word edits with the workbook inside it."""
    wide = TEXT_WIDTH * _POINTS_A_CM
    high = height_of(block, low=writer.document.is_leaflet)
    box = Box(x=0, y=0, width=wide, height=high)
    chart = drawn_chart(block, box, writer.document.moment)
    relation = _moved(writer, chart)
    inline = parse_xml(
        _INLINE.format(
            wide=round(TEXT_WIDTH * EMU_A_CM),
            high=round(high / _POINTS_A_CM * EMU_A_CM),
            relation=relation,
        )
    )
    describe(writer, inline, name, block.alt)
    return writer.raw_run(node("w:drawing", inline))


def height_of(block: Chart, *, low: bool = False) -> float:
    """Return the height in points that gives each bar room for its number; a leaflet's is low."""
    if isinstance(block, Forest):
        if low:
            return 70 + _ROW * len(block.points)
        return _low(70 + 25.0 * len(block.points), 70 + _ROW * len(block.points))
    if isinstance(block, Bars | SeriesBars) and block.lies:
        row = max(11.5 * block.bars_a_row + 6, 22.0)
        least = max(11.5 * block.bars_a_row, _ROW)
        return _low(65 + row * len(block.labels), 65 + least * len(block.labels))
    return 230.0


def _low(roomy: float, least: float) -> float:
    """Return the roomy height, or a lower one that leaves a page room for the words around."""
    return min(roomy, max(least, _TALL_CHART), _TALLEST_CHART)


def _for_paper(space: Any) -> None:
    """Write a page's letters, and no line round the chart as Word draws where nothing is said."""
    for look in space.iter(qn("a:defRPr"), qn("a:rPr")):
        if look.get("sz"):
            look.set("sz", str(round(int(look.get("sz")) * _LETTERS / 50) * 50))
    look = OxmlElement("c:spPr")
    element(look, "a:noFill")
    element(element(look, "a:ln"), "a:noFill")
    space.find(qn("c:chart")).addnext(look)


def _moved(writer: Writer, chart: Any) -> str:
    """Copy a chart and its workbook into the report; return the relation that names it."""
    package = writer.docx.part.package
    _for_paper(chart._element)
    number = 1 + sum(part.partname.startswith("/word/charts/") for part in package.iter_parts())
    workbook = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        chart.chart_workbook.xlsx_part.blob,
        package,
    )
    moved = Part(
        PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, chart.blob, package
    )
    key = chart._element.xpath("c:externalData/@r:id")[0]
    moved.load_rel(RELATIONSHIP_TYPE.PACKAGE, workbook, key)
    return str(writer.docx.part.relate_to(moved, RELATIONSHIP_TYPE.CHART))


PIXELS_AN_INCH = 220
_PAGE = b"""
#let d = json(bytes(sys.inputs.data))
#set page(width: d.width * 1pt, height: d.height * 1pt, margin: 0pt, fill: white)
#set text(font: d.fonts, lang: d.lang, cjk-latin-spacing: none)
#set text(top-edge: "baseline", bottom-edge: "baseline")
#place(image(bytes(d.svg), format: "svg", width: 100%))
#for label in d.labels {
  let words = text(
    size: label.size * 1pt,
    weight: if label.bold { "bold" } else { "regular" },
    fill: rgb(label.colour),
    label.text,
  )
  context place(
    dx: label.x * 1pt - label.anchor * measure(words).width, dy: label.y * 1pt, words,
  )
}
"""
"""Sets a drawing's words as text: inside a picture Typst knows a font's thinnest weight only."""


def drawn(chart: Chart, brand: Brand, width_cm: float) -> list[bytes]:
    """Return the chart as PNG pictures sharp enough for print at ``width_cm``."""
    return [_picture(picture.on_paper(brand), width_cm) for picture in pictures(chart)]


def inline_picture(
    writer: Writer, png: bytes, most_emu: tuple[int, int], *, alt: str, name: str
) -> Node:
    """Return a run with the picture, as large as fits into ``most_emu``, and its words."""
    _, image = writer.docx.part.get_or_add_image(io.BytesIO(png))
    scale = min(most_emu[0] / image.width, most_emu[1] / image.height)
    size = (round(image.width * scale), round(image.height * scale))
    inline = writer.docx.part.new_pic_inline(io.BytesIO(png), *size)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    describe(writer, inline, name, alt)
    drawing = node("w:drawing", inline)
    return writer.raw_run(drawing)


def describe(writer: Writer, inline: Node, name: str, alt: str) -> None:
    """Name a drawing and say what it shows."""
    properties = inline.find(qn("wp:docPr"))
    properties.set("id", writer.next_drawing())
    properties.set("name", name)
    properties.set("descr", " ".join(alt.split()))


def _picture(drawing: Picture, width_cm: float) -> bytes:
    """Return one drawing as PNG, its words set in the project's fonts."""
    import typst  # only pictures need it

    data = {**asdict(drawing), "fonts": families(language()), "lang": language()}
    png = typst.compile(
        _PAGE,
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=PIXELS_AN_INCH * width_cm / 2.54 / (drawing.width / 72),
        font_paths=typst_fonts(),
        ignore_system_fonts=True,
    )
    assert isinstance(png, bytes)
    return png
