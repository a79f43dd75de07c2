"""Captions that Word counts, so a list of figures can be made from them."""

from __future__ import annotations

from playbook.blocks.document import Piece
from playbook.formats.word.writer import Writer


def write_caption(writer: Writer, piece: Piece, label: str, title: str) -> None:
    """Write "Figure 1  What it shows" above its figure or table and keep both together."""
    chinese = writer.document.language == "zh"
    number = writer.field(rf"SEQ {label} \* ARABIC", piece.number)
    before, after = ("", "\u3000") if chinese else ("\u00a0", "\u2002")
    writer.paragraph("Caption", f"{label}{before}", *number, writer.run(f"{after}{title}"))
