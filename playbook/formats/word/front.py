"""The first pages - title and contents - and what stands on every page: head, foot, page number."""

from __future__ import annotations

import re
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from playbook.blocks import Cover, Heading
from playbook.blocks.document import Document, Piece, has_contents, shortened
from playbook.formats.native import measure
from playbook.formats.native.package import theme_of
from playbook.formats.word import styles
from playbook.formats.word.figures import inline_picture
from playbook.formats.word.tables import facts_table
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import EMU_A_CM, Node, fill_lists, node
from playbook.words.language import say
from playbook.words.wording import day

_STRANGERS = re.compile("thumbnail|customXml|stylesWithEffects|webSettings|fontTable")
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office Word</Application></Properties>'
)

_WORD = "http://schemas.microsoft.com/office/word"
_LONGEST_PROPERTY = 255


def blank(document: Document) -> Any:
    """Return an empty document with the report's styles, lists, theme and settings."""
    brand, language = document.brand, document.language
    empty = docx.Document()
    package = empty.part.package
    for holder in (package, empty.part):
        for key, relation in list(holder.rels.items()):
            if _STRANGERS.search(relation.reltype):
                holder.rels.pop(key)
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _APPLICATION.encode()
    theme_of(empty.part, brand)
    styles.fill(empty.styles.element, brand, language, leaflet=document.is_leaflet)
    fill_lists(empty.part.numbering_part.element, brand.accent)
    _settle(empty.settings.element, language)
    return empty


def describe(empty: Any, document: Document) -> None:
    """Write title, author, language and the fixed moment into the file's properties."""
    agency = shortened(document.brand.agency, _LONGEST_PROPERTY)
    moment = document.moment.replace(tzinfo=None)  # python-docx writes naive times as UTC
    facts = empty.core_properties
    facts.title = shortened(" ".join(document.title.split()), _LONGEST_PROPERTY)
    facts.author = facts.last_modified_by = agency
    facts.language = document.tag
    facts.created = facts.modified = moment
    facts.comments = facts.keywords = facts.category = ""
    facts.subject = shortened(document.cover.client, _LONGEST_PROPERTY) if document.cover else ""
    facts.revision = 1


def _settle(settings: Any, language: str) -> None:
    """Replace the settings: Word 2013's layout and the languages, and no question at opening.

    ``updateFields`` is left out: with it, Word asks the reader at opening whether to update fields
    that "may refer to other files".
    """
    for child in list(settings):
        settings.remove(child)
    latin, chinese = styles.PROOF[language]
    levels = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    levels |= {"enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1}
    mapping = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    mapping |= {f"accent{number}": f"accent{number}" for number in range(1, 7)}
    mapping |= {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    settings.extend(
        [
            node("w:zoom", percent=100),
            node("w:defaultTabStop", val=720),
            node("w:characterSpacingControl", val="doNotCompress"),
            node(
                "w:compat",
                *(
                    node("w:compatSetting", name=name, uri=_WORD, val=level)
                    for name, level in levels.items()
                ),
            ),
            node("w:themeFontLang", val=latin, eastAsia=chinese),
            node("w:clrSchemeMapping", **mapping),
            node("w:decimalSymbol", val="."),
            node("w:listSeparator", val=","),
        ]
    )


_LOGO_HEIGHT = 1.4
_LOGO_WIDTH = 7.0


def write_cover(writer: Writer, cover: Cover) -> None:
    """Write the title page: logo or agency, title, for whom, as of which day, facts."""
    _write_agency(writer)
    writer.paragraph("Title", cover.title)
    if cover.subtitle:
        writer.paragraph("Subtitle", cover.subtitle)
    client = writer.run(cover.client, style="Strong")
    writer.paragraph("Prepared For", say("Prepared for"), _gap(writer), client)
    facts = [(say("As of"), day(cover.as_of)), *cover.facts]
    writer.add(facts_table(writer, facts))
    writer.paragraph("Table End")
    writer.new_page()


def write_title(writer: Writer, title: str) -> None:
    """Write the title of a report that has no title page."""
    _write_agency(writer)
    writer.paragraph("Title", title)


def write_contents(writer: Writer) -> None:
    """Write a table of contents that stands already filled in, each entry a link.

    It holds no page numbers, since only Word's own layout knows them; "Update field" adds them.
    """
    pieces = [piece for piece in contents(writer) if isinstance(piece.block, Heading)]
    if not has_contents(writer.document):
        return
    writer.paragraph("TOC Heading", say("Contents"))
    field = writer.field(r'TOC \o "1-2" \h \z', "")
    for place, piece in enumerate(pieces):
        entry = _entry(writer, piece)
        if place == 0:
            entry.pPr.addnext(field[0])
            field[0].addnext(field[1])
            field[1].addnext(field[2])
        if place == len(pieces) - 1:
            entry.append(field[-1])
        writer.add(entry)
    writer.new_page()


def contents(writer: Writer) -> list[Piece]:
    """Return the headings that the table of contents lists, in order."""
    found: list[Piece] = []
    for section in writer.document.sections:
        found += [section.heading] if section.heading else []
        found += [piece for piece in section.pieces if isinstance(piece.block, Heading)]
    return found


def bookmark(piece: Piece) -> str:
    """Return the name of a heading's bookmark, which may be 40 letters long."""
    return f"_Toc{piece.number.replace('.', '_')}"


def _entry(writer: Writer, piece: Piece) -> Node:
    assert isinstance(piece.block, Heading)
    tab = writer.raw_run(node("w:tab"))
    link = node(
        "w:hyperlink",
        writer.run(piece.number),
        tab,
        writer.run(piece.block.text),
        anchor=bookmark(piece),
        history=1,
    )
    return writer.piece(f"TOC {piece.block.level}", link)


def _write_agency(writer: Writer) -> None:
    logo = writer.brand.picture
    if logo is None:
        writer.paragraph("Agency", writer.brand.agency)
        return
    size = (round(_LOGO_WIDTH * EMU_A_CM), round(_LOGO_HEIGHT * EMU_A_CM))
    alt = writer.brand.logo_alt or writer.brand.agency
    writer.paragraph("Normal", inline_picture(writer, logo.as_png(), size, alt=alt, name="Logo"))


def _gap(writer: Writer) -> str:
    return "：" if writer.document.language == "zh" else " "


_HEAD_ROOM = (styles.TEXT_WIDTH - 1.0) / 2.54 * 72
"""Points of a head's line that its two sides may fill together."""

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
    head = _head(document)
    _fill(section.header, [writer.piece("Header", head, _tab(writer), brand.agency)])
    foot = writer.piece("Footer", document.running, _tab(writer), *_page_number(writer))
    _fill(section.footer, [foot, *_closing(writer)])
    if first_page_is_cover:
        _fill(section.first_page_header, [writer.piece("Normal")])
        _fill(section.first_page_footer, _closing(writer) or [writer.piece("Normal")])


def _head(document: Document) -> str:
    """Return what heads each page: title and client, else the title, else the client, whole."""
    names = [document.title]
    names += [document.cover.title, document.cover.client] if document.cover else []
    lines = [" ".join(name.split()) for name in names]
    room = _HEAD_ROOM - measure.width(document.brand.agency, styles.HEAD_SIZE)
    whole = (line for line in lines if measure.width(line, styles.HEAD_SIZE) <= room)
    return next(whole, shortened(lines[-1], _HEAD_LETTERS))


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
