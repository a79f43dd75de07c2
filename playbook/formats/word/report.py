"""Write a document as an A4 Word report that a consultant sends as it is, or edits.

Everything is Word's own: styles, numbered headings, captions that count, charts with their
workbooks, a table of contents. Its entries stand there at once; page numbers come with Word's
"Update field", since asking for it at opening would greet the reader with a question.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from playbook.blocks import Bullets, Callout, Chart, Heading, PageBreak, Prose, Provenance, Sources
from playbook.blocks.document import Document, Piece
from playbook.formats.native import measure
from playbook.formats.native.package import fixed
from playbook.formats.word import figures, front, tables
from playbook.formats.word.front import bookmark, furnish
from playbook.formats.word.styles import PROOF, TEXT_WIDTH
from playbook.formats.word.tables import facts_table, write_key_figures
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import Node, letters, list_place, node, restarted
from playbook.words.language import say, speaking
from playbook.words.wording import count, day


def write_heading(writer: Writer, piece: Piece, block: Heading) -> None:
    """Write a heading that Word numbers and that the contents' entry leads to."""
    words = writer.marked(bookmark(piece), writer.run(block.text))
    writer.paragraph(f"Heading {block.level}", *words)


def write_prose(writer: Writer, piece: Piece, block: Prose) -> None:
    """Write plain paragraphs."""
    _write_paragraphs(writer, block, keep_next=False)


def write_lead(writer: Writer, piece: Piece, block: Prose) -> None:
    """Write paragraphs that stay on the page of what follows them."""
    _write_paragraphs(writer, block, keep_next=True)


def _write_paragraphs(writer: Writer, block: Prose, *, keep_next: bool) -> None:
    for paragraph in block.paragraphs():
        run = writer.run(paragraph)
        if block.language:
            run.get_or_add_rPr().extend(letters(language=PROOF[block.language]))
        writer.paragraph("Body Text", run, keep_next=keep_next)


def write_bullets(writer: Writer, piece: Piece, block: Bullets) -> None:
    """Write a list; a numbered one counts from one."""
    if block.numbered:
        _write_numbered(writer, block.items)
    else:
        for item in block.items:
            writer.paragraph("List Bullet", item)


def write_callout(writer: Writer, piece: Piece, block: Callout) -> None:
    """Write a message on a ground of its own with a bar in the colour of its tone."""
    style = {"good": "Callout Good", "bad": "Callout Bad"}.get(block.tone, "Callout")
    title: list[Node] = []
    if block.title:
        title = [writer.run(block.title, style="Strong"), writer.raw_run(node("w:br"))]
    writer.paragraph(style, *title, block.text)


def write_sources(writer: Writer, piece: Piece, block: Sources) -> None:
    """Write where the numbers come from."""
    writer.paragraph("Closing Heading", say("Sources"))
    _write_numbered(writer, block.items)


def write_page_break(writer: Writer, piece: Piece, block: PageBreak) -> None:
    """Start a new page."""
    writer.new_page()


def write_provenance(writer: Writer, block: Provenance) -> None:
    """Write what the results rest on."""
    writer.paragraph("Closing Heading", say("What this rests on"))
    facts = [(say("Client"), block.client), (say("As of"), day(block.as_of))]
    if block.seed is not None:
        facts.append((say("Seed"), str(block.seed)))
    if block.replications is not None:
        facts.append((say("Simulated runs"), count(block.replications)))
    facts.append((say("Model version"), block.model_version))
    facts += [(say("Input files"), f"{name} (sha256 {sha[:12]})") for name, sha in block.inputs]
    writer.add(facts_table(writer, facts))
    writer.paragraph("Table End")


def _write_numbered(writer: Writer, items: tuple[str, ...]) -> None:
    number = restarted(writer.docx.part.numbering_part.element)
    for item in items:
        made = writer.paragraph("List Number", item)
        made.pPr.append(list_place(number, 0))


_WRITERS: dict[str, Callable[[Writer, Piece, Any], None]] = {
    "heading": write_heading,
    "prose": write_prose,
    "lead": write_lead,
    "bullets": write_bullets,
    "kpis": write_key_figures,
    "table": tables.write_table,
    "chart": figures.write_figure,
    "callout": write_callout,
    "sources": write_sources,
    "pagebreak": write_page_break,
}


def render(document: Document) -> bytes:
    """Return the whole document as one DOCX file; the same document gives the same bytes."""
    with speaking(document.language):
        empty = front.blank(document)
        writer = Writer(empty, document)
        _write(writer)
        front.describe(empty, document)
        file = io.BytesIO()
        empty.save(file)
        return fixed(file.getvalue(), document.moment)


def _write(writer: Writer) -> None:
    document = writer.document
    if document.cover:
        front.write_cover(writer, document.cover)
    elif not document.is_leaflet:
        front.write_title(writer, document.title)
    furnish(writer, first_page_is_cover=document.cover is not None)
    if not document.is_leaflet:
        front.write_contents(writer)
    for section in document.sections:
        pieces = ([section.heading] if section.heading else []) + section.pieces
        for place, piece in enumerate(pieces):
            kind = "lead" if _introduces(pieces, place) else piece.block.block
            _WRITERS[kind](writer, piece, piece.block)
    if document.provenance and not document.is_leaflet:
        writer.keep_last()
        write_provenance(writer, document.provenance)


def _introduces(pieces: list[Piece], place: int) -> bool:
    """Tell whether these are the first words below a heading, followed by what they speak of."""
    around = [piece.block for piece in pieces[max(place - 1, 0) : place + 2]]
    kinds = [block.block for block in around]
    introduces = kinds[:2] == ["heading", "prose"] and kinds[2:] in (["table"], ["chart"], ["kpis"])
    return introduces and _fit_a_page(around[1], around[2])


_PAGE = 600.0
"""Points that words and a chart may take together, besides heading, caption and note."""

_LETTERS, _BETWEEN = 10.5, 8.0
"""Size of a paragraph's letters in points, and what parts it from the next."""


def _fit_a_page(words: Any, block: Any) -> bool:
    """Tell whether words and the chart after them leave room on a page; a table may break."""
    if not isinstance(block, Chart):
        return True
    wide = TEXT_WIDTH * 72 / 2.54
    texts = words.paragraphs()
    high = sum(1.2 * measure.height(text, wide, _LETTERS) + _BETWEEN for text in texts)
    return high + figures.height_of(block) <= _PAGE
