"""Write a document as a deck: native text, tables and charts that a consultant can edit.

A chapter's heading is the title of its first slide; further slides are named after the sub-heading,
table or chart that they begin with. Speaker notes hold what a chart or table shows in words and
its caveats.
"""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from playbook.blocks.document import Document, origin, shortened
from playbook.formats.native import measure
from playbook.formats.native.numbers import Unit, embedded
from playbook.formats.native.package import fixed, theme_of
from playbook.formats.native.writing import ACCENT, Paragraph, Run, plain, text_box
from playbook.formats.slides import fixed_pages, frame
from playbook.formats.slides.figures import Beside
from playbook.formats.slides.items import Words
from playbook.formats.slides.pages import Page, pages_of
from playbook.formats.slides.template import COVER, PLAIN, TEXT, blank, layout_named
from playbook.words.language import speaking

__all__ = ["Unit", "embedded", "render"]

TAGS = {"en": "en-GB", "zh": "zh-CN"}
"""The language that PowerPoint checks spelling in."""

_FOOTER_KINDS = (15, 13)


def render(document: Document) -> bytes:
    """Return the whole document as one deck; the same document gives the same bytes."""
    with speaking(document.language):
        deck = blank(document.brand)
        _cover(deck, document)
        for page in _pages(document):
            _slide(deck, page, document)
        _properties(deck, document)
        _spell(deck, TAGS[document.language])
        file = io.BytesIO()
        deck.save(file)
        return fixed(file.getvalue(), document.moment)


def _pages(document: Document) -> list[Page]:
    contents = fixed_pages.contents(document)
    pages = [contents] if contents else []
    for section in document.sections_on_slides:
        title, leaflet = plain(document.title), document.is_leaflet
        pages += pages_of(section, title, document.moment, leaflet=leaflet)
    if document.provenance and not document.is_leaflet:
        pages.append(fixed_pages.rests_on(document.provenance))
    return pages


def _cover(deck: Any, document: Document) -> None:
    if document.cover is None:
        return
    slide = deck.slides.add_slide(layout_named(deck, COVER))
    shortened_facts = fixed_pages.cover(slide, document.cover, document)
    _notes(slide, [document.title, *shortened_facts, document.running], document)


def _slide(deck: Any, page: Page, document: Document) -> None:
    listed = any(isinstance(item, Words) for item in page.items) or any(
        isinstance(text, Words)
        for item in page.items
        if isinstance(item, Beside)
        for text in item.texts
    )
    slide = deck.slides.add_slide(layout_named(deck, TEXT if listed else PLAIN))
    _title(slide, page)
    for item, box in page.places():
        item.draw(slide, box)
    _footer(slide, document)
    notes = [note for item in page.items for note in item.notes]
    _notes(slide, [*notes, document.running], document)


def _title(slide: Any, page: Page) -> None:
    slide.shapes.title.text_frame.text = page.title
    sizes = frame.TITLE_SIZES
    size = measure.fitting(page.title, frame.TITLE.width, frame.TITLE.height, sizes)
    slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    if page.kicker:
        words = page.kicker
        while measure.width(words, frame.SMALL, bold=True) > frame.KICKER.width:
            words = shortened(words, int(len(words) * 0.9))
        run = Run(text=words, size=frame.SMALL, bold=True, colour=ACCENT)
        text_box(slide, frame.KICKER, [Paragraph(runs=(run,))])


def _footer(slide: Any, document: Document) -> None:
    """Put the layout's footer and slide number on the slide, where they can be edited."""
    for shape in slide.slide_layout.placeholders:
        if int(shape.placeholder_format.type) in _FOOTER_KINDS:
            copy = deepcopy(shape._element)
            taken = [int(one) for one in slide.shapes._spTree.xpath(".//p:cNvPr/@id")]
            copy.xpath(".//p:cNvPr")[0].set("id", str(max(taken) + 1))
            slide.shapes._spTree.append(copy)
    footer = next(one for one in slide.placeholders if int(one.placeholder_format.type) == 15)
    brand = document.brand
    second = "  ·  ".join(plain(text) for text in (brand.confidential, brand.footer) if text)
    lines = [_cut(text) for text in (plain(document.running), second) if text]
    footer.text_frame.text = "\n".join(lines)
    for paragraph in footer.text_frame.paragraphs:
        paragraph.runs[0].font.size = Pt(9)


def _cut(text: str) -> str:
    while measure.width(text, 9) > frame.FOOTER.width:
        text = shortened(text, len(text) - 1)
    return text


def _notes(slide: Any, texts: list[str], document: Document) -> None:
    first = not slide.part.package.presentation_part.presentation.slides[0].has_notes_slide
    notes = slide.notes_slide
    if first:
        theme_of(notes.part.notes_master.part, document.brand)
    notes.notes_text_frame.text = "\n\n".join(dict.fromkeys(plain(text) for text in texts if text))


def _properties(deck: Any, document: Document) -> None:
    properties = deck.core_properties
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.brand.agency[:255]
    properties.language = TAGS[document.language]
    properties.subject = origin(document)[:255]
    properties.created = properties.modified = document.moment.replace(tzinfo=None)
    properties.revision = 1
    properties.keywords = properties.comments = properties.category = ""


def _spell(deck: Any, tag: str) -> None:
    """Tell every run's language, also in charts, notes, layouts and masters."""
    for part in deck.part.package.iter_parts():
        root = getattr(part, "_element", None)
        if root is None:
            continue
        for run in root.iter(qn("a:r"), qn("a:fld")):
            if run.find(qn("a:rPr")) is None:
                run.insert(0, OxmlElement("a:rPr"))
        for properties in root.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            properties.set("lang", tag)
            if tag.startswith("zh") and properties.tag != qn("a:defRPr"):
                properties.set("altLang", TAGS["en"])
