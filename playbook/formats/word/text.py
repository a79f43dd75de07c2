"""Headings, paragraphs, lists, messages and what closes a report."""

from __future__ import annotations

from playbook.blocks import Bullets, Callout, Heading, PageBreak, Prose, Provenance, Sources
from playbook.blocks.document import Piece
from playbook.formats.word.front import bookmark
from playbook.formats.word.styles import PROOF
from playbook.formats.word.tables import facts_table
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import Node, letters, node, paragraph_look
from playbook.words.language import say
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
        facts.append((say("Simulated seasons"), count(block.replications)))
    facts.append((say("Model version"), block.model_version))
    facts += [(say("Input files"), f"{name} (sha256 {sha[:12]})") for name, sha in block.inputs]
    writer.add(facts_table(writer, facts))
    writer.paragraph("Table End")


def _write_numbered(writer: Writer, items: tuple[str, ...]) -> None:
    number = writer.restarted_list()
    for item in items:
        made = writer.paragraph("List Number", item)
        made.pPr.append(paragraph_look(numbered=(number, 0))[0])
