"""Write paragraphs, fields, bookmarks and links at the end of a report."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from playbook.blocks.document import Document, Piece
from playbook.formats.word.xml import Node, identity, letters, node
from playbook.words.wording import tight

_BREAKS = re.compile(r"[\t\r\n]+")


class Writer:
    """A report that grows at its end; every text is literal, whatever stands in it."""

    def __init__(self, empty: Any, document: Document) -> None:
        self.docx = empty
        self.document = document
        self.brand = document.brand
        self._bookmarks = 0
        self._drawings = 0
        self._new_page = False

    def add(self, *blocks: Node) -> None:
        """Put paragraphs or tables at the end."""
        if self._new_page:
            self._new_page = False
            _start_page(next(one for block in blocks for one in block.iter(qn("w:p"))))
        section = self.docx.element.body.sectPr
        for block in blocks:
            section.addprevious(block)

    def keep_last(self) -> None:
        """Keep the paragraph that stands last, if one does, on the page of what is added next."""
        last = self.docx.element.body.sectPr.getprevious()
        if last is not None and last.tag == qn("w:p"):
            last.get_or_add_pPr().get_or_add_keepNext()

    def new_page(self) -> None:
        """Let what is added next begin a page."""
        self._new_page = True

    def paragraph(self, style: str, *parts: str | Node, keep_next: bool = False) -> Node:
        """Put a paragraph of texts and runs at the end and return it."""
        made = self.piece(style, *parts, keep_next=keep_next)
        self.add(made)
        return made

    def piece(self, style: str, *parts: str | Node, keep_next: bool = False) -> Node:
        """Return a paragraph that still needs its place."""
        look = node(
            "w:pPr",
            node("w:pStyle", val=identity(style)),
            node("w:keepNext") if keep_next else None,
        )
        inner = [self.run(part) if isinstance(part, str) else part for part in parts]
        return node("w:p", look, *inner)

    def run(self, text: str, style: str = "") -> Node:
        """Return a run of text on one line."""
        return self.raw_run(_text(tight(_BREAKS.sub(" ", text))), style=style)

    def raw_run(self, *content: Node, style: str = "") -> Node:
        """Return a run with any content.

        In a Chinese report signs that both scripts use, such as dashes and quotation marks, are
        written in the Chinese font.
        """
        chinese = self.document.language == "zh"
        look = letters(fonts=node("w:rFonts", hint="eastAsia") if chinese else None)
        if style:
            look.insert(0, node("w:rStyle", val=identity(style)))
        return node("w:r", look if len(look) else None, *content)

    def field(self, code: str, shown: str) -> list[Node]:
        """Return the runs of a field that shows ``shown`` until Word counts anew."""
        instruction = node("w:instrText")
        instruction.text = f" {code} "
        instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return [
            self.raw_run(node("w:fldChar", fldCharType="begin")),
            self.raw_run(instruction),
            self.raw_run(node("w:fldChar", fldCharType="separate")),
            *([self.run(shown)] if shown else []),
            self.raw_run(node("w:fldChar", fldCharType="end")),
        ]

    def marked(self, name: str, *content: Node) -> list[Node]:
        """Return content between the ends of a bookmark."""
        self._bookmarks += 1
        start = node("w:bookmarkStart", id=self._bookmarks, name=name)
        return [start, *content, node("w:bookmarkEnd", id=self._bookmarks)]

    def next_drawing(self) -> str:
        """Return the number of the next picture or chart, told from all others in the report."""
        self._drawings += 1
        return str(self._drawings)


def _start_page(paragraph: Node) -> None:
    """Begin a page with this paragraph, which needs no room above it there."""
    look = paragraph.pPr
    look._insert_pageBreakBefore(node("w:pageBreakBefore"))
    look._insert_spacing(node("w:spacing", before=0))


def _text(text: str) -> Node:
    made = node("w:t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def write_caption(writer: Writer, piece: Piece, label: str, title: str) -> None:
    """Write "Figure 1  What it shows" above its figure or table and keep both together."""
    chinese = writer.document.language == "zh"
    number = writer.field(rf"SEQ {label} \* ARABIC", piece.number)
    before, after = ("", "\u3000") if chinese else ("\u00a0", "\u2002")
    writer.paragraph("Caption", f"{label}{before}", *number, writer.run(f"{after}{title}"))
