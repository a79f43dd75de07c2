"""Figures: a chart that Word can edit, or a picture of a plan, with caption, words and note.

Word and PowerPoint read the same chart parts; python-docx cannot write them, python-pptx can. So a
chart is drawn on the slide of a deck that is thrown away, moves with its workbook into the report,
and looks and counts as in the deck.
"""

from __future__ import annotations

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from playbook.blocks import Bars, Chart, Forest, Gantt, SeriesBars
from playbook.blocks.document import Piece
from playbook.formats.slides.charts.item import DRAWINGS
from playbook.formats.slides.frame import Box
from playbook.formats.slides.template import blank
from playbook.formats.slides.writing import element
from playbook.formats.word.captions import write_caption
from playbook.formats.word.pictures import describe, drawn, inline_picture
from playbook.formats.word.styles import TEXT_WIDTH
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import EMU_A_CM, Node, node
from playbook.words.language import say

_TALLEST = 21.5
"""Centimetres that a picture may take of a page besides its caption and its note."""

_DRAWN = (Gantt,)
"""Kinds of which Word has no chart that shows all they tell."""

_POINTS_A_CM = 72 / 2.54
_LETTERS = 9 / 11
"""Letters of a page against those of a slide."""
_TALLEST_CHART = 600.0
"""Points."""

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
    high = _height(block)
    chart = _drawn(writer, block, Box(x=0, y=0, width=wide, height=high))
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


def _height(block: Chart) -> float:
    """Return the height in points that gives each bar room for its number."""
    if isinstance(block, Forest):
        return min(70 + 25.0 * len(block.points), _TALLEST_CHART)
    if isinstance(block, Bars | SeriesBars) and block.lies:
        row = max(11.5 * block.bars_a_row + 6, 22.0)
        return min(65 + row * len(block.labels), _TALLEST_CHART)
    return 230.0


def _drawn(writer: Writer, block: Chart, box: Box) -> Any:
    deck = blank(writer.brand)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    return DRAWINGS[type(block)](slide, box, block, writer.document.moment).chart.part


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
