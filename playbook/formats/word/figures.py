"""Figures: a chart that Word can edit, or a picture of a plan, with caption, words and note."""

from __future__ import annotations

from playbook.blocks import Chart, Gantt
from playbook.blocks.document import Piece
from playbook.formats.word.captions import write_caption
from playbook.formats.word.native_charts import inline_chart
from playbook.formats.word.pictures import drawn, inline_picture
from playbook.formats.word.styles import TEXT_WIDTH
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import EMU_A_CM
from playbook.words.language import say

_TALLEST = 21.5
"""Centimetres that a picture may take of a page besides its caption and its note."""

_DRAWN = (Gantt,)
"""Kinds of which Word has no chart that shows all they tell."""


def write_figure(writer: Writer, piece: Piece, block: Chart) -> None:
    """Write caption, chart and note, kept on one page."""
    write_caption(writer, piece, say("Figure"), block.title)
    name = f"{say('Figure')} {piece.number}"
    if isinstance(block, _DRAWN):
        runs = _pictures(writer, block, name)
    else:
        runs = [inline_chart(writer, block, name)]
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
