"""Write a document as an A4 Word report that a consultant sends as it is, or edits.

Everything is Word's own: styles, numbered headings, captions that count, charts with their
workbooks, a table of contents. Its entries stand there at once; page numbers come with Word's
"Update field", since asking for it at opening would greet the reader with a question.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from playbook.blocks.document import Document, Piece
from playbook.formats.slides.package import fixed
from playbook.formats.word import figures, front, furniture, key_figures, tables, template, text
from playbook.formats.word.writer import Writer
from playbook.words.language import speaking

_WRITERS: dict[str, Callable[[Writer, Piece, Any], None]] = {
    "heading": text.write_heading,
    "prose": text.write_prose,
    "lead": text.write_lead,
    "bullets": text.write_bullets,
    "kpis": key_figures.write_key_figures,
    "table": tables.write_table,
    "chart": figures.write_figure,
    "callout": text.write_callout,
    "sources": text.write_sources,
    "pagebreak": text.write_page_break,
}


def render(document: Document) -> bytes:
    """Return the whole document as one DOCX file; the same document gives the same bytes."""
    with speaking(document.language):
        empty = template.blank(document.brand, document.language)
        writer = Writer(empty, document)
        _write(writer)
        template.describe(empty, document)
        file = io.BytesIO()
        empty.save(file)
        return fixed(file.getvalue(), document.moment)


def _write(writer: Writer) -> None:
    document = writer.document
    if document.cover:
        front.write_cover(writer, document.cover)
    elif not document.is_leaflet:
        front.write_title(writer, document.title)
    furniture.furnish(writer, first_page_is_cover=document.cover is not None)
    if not document.is_leaflet:
        front.write_contents(writer)
    for section in document.sections:
        pieces = ([section.heading] if section.heading else []) + section.pieces
        for place, piece in enumerate(pieces):
            kind = "lead" if _introduces(pieces, place) else piece.block.block
            _WRITERS[kind](writer, piece, piece.block)
    if document.provenance and not document.is_leaflet:
        text.write_provenance(writer, document.provenance)


def _introduces(pieces: list[Piece], place: int) -> bool:
    """Tell whether these are the first words below a heading, followed by what they speak of."""
    around = [piece.block.block for piece in pieces[max(place - 1, 0) : place + 2]]
    return around[:2] == ["heading", "prose"] and around[2:] in (["table"], ["chart"], ["kpis"])
