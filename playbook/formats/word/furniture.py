"""The page and what stands on each: size, margins, running head, foot and page numbers."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from playbook.blocks.document import shortened
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import Node, node
from playbook.words.language import say

_HEAD_LETTERS = 60


def furnish(writer: Writer, *, first_page_is_cover: bool) -> None:
    """Lay out an A4 page with head and foot; a title page has only the confidentiality line."""
    section = writer.docx.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.3)
    section.header_distance, section.footer_distance = Cm(1.1), Cm(0.9)
    section.different_first_page_header_footer = first_page_is_cover
    document, brand = writer.document, writer.brand
    head = shortened(" ".join(document.title.split()), _HEAD_LETTERS)
    _fill(section.header, [writer.piece("Header", head, _tab(writer), brand.agency)])
    foot = writer.piece("Footer", document.running, _tab(writer), *_page_number(writer))
    _fill(section.footer, [foot, *_closing(writer)])
    if first_page_is_cover:
        _fill(section.first_page_header, [writer.piece("Normal")])
        _fill(section.first_page_footer, _closing(writer) or [writer.piece("Normal")])


def _page_number(writer: Writer) -> list[Node]:
    """Return "Page 2 of 9" with both numbers counted by Word."""
    runs: list[Node] = []
    pattern = say("Page {page} of {pages}", page="\0PAGE\0", pages="\0NUMPAGES\0")
    for place, part in enumerate(pattern.split("\0")):
        if place % 2:
            runs += writer.field(part, "1")
        elif part:
            runs.append(writer.run(part))
    return runs


def _closing(writer: Writer) -> list[Node]:
    words = [word for word in (writer.brand.confidential, writer.brand.footer) if word]
    if not words:
        return []
    parts: list[str | Node] = [words[0]]
    for word in words[1:]:
        parts += [_tab(writer), word]
    return [writer.piece("Confidential", *parts)]


def _tab(writer: Writer) -> Node:
    return writer.raw_run(node("w:tab"))


def _fill(holder: Any, paragraphs: list[Node]) -> None:
    holder.is_linked_to_previous = False
    root = holder._element
    for child in list(root):
        root.remove(child)
    root.extend(paragraphs)
