"""Boxes, words and elements as slides and charts have them, in theme colours that edits keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from playbook.words.wording import tight


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place on the slide."""

    x: float
    y: float
    width: float
    height: float

    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Return left, top, width and height as PowerPoint counts them."""
        return (emu(self.x), emu(self.y), emu(self.width), emu(self.height))


def emu(points: float) -> Emu:
    """Return points in English metric units."""
    return Emu(round(points * 12700))


INK = MSO_THEME_COLOR.TEXT_1
MUTED = MSO_THEME_COLOR.TEXT_2
PAPER = MSO_THEME_COLOR.BACKGROUND_1
TINT = MSO_THEME_COLOR.BACKGROUND_2
ACCENT = MSO_THEME_COLOR.ACCENT_1
TONES = {"good": MSO_THEME_COLOR.ACCENT_2, "bad": MSO_THEME_COLOR.ACCENT_3, "neutral": ACCENT}

INDENT = 28.0
"""How far the text of a list stands from its marks."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words in one look."""

    text: str
    size: float
    bold: bool = False
    colour: Any = INK


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Runs of one paragraph, with the room after it and its mark if it is in a list."""

    runs: tuple[Run, ...]
    after: float = 0.0
    mark: str = ""
    right: bool = False


def text_box(slide: Any, box: Box, paragraphs: Sequence[Paragraph], *, name: str = "") -> Any:
    """Add a text box without inner margins; return its shape."""
    shape = slide.shapes.add_textbox(*box.emu())
    if name:
        shape.name = name
    fill(shape.text_frame, paragraphs)
    return shape


def panel(slide: Any, box: Box, colour: Any) -> Any:
    """Add a rectangle without outline; return its shape."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    shape.fill.solid()
    shape.fill.fore_color.theme_color = colour
    shape.line.fill.background()
    style = shape._element.find(qn("p:style"))
    shape._element.remove(style)  # it casts a shadow
    return shape


def fill(
    frame: Any,
    paragraphs: Sequence[Paragraph],
    *,
    inset: tuple[float, float] = (0.0, 0.0),
    middle: bool = False,
) -> None:
    """Write paragraphs into a text frame; ``inset`` is its margin across and down."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = emu(inset[0])
    frame.margin_top = frame.margin_bottom = emu(inset[1])
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for index, paragraph in enumerate(paragraphs):
        target = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        _paragraph(target, paragraph)


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Return a client's or a block's words on one line, numbers kept with their units."""
    return tight(" ".join(re.split(r"[^\S\u00a0]+", text)).strip())


def coloured(font: Any, colour: str) -> None:
    """Give a font a fixed colour such as ``#0072b2``."""
    font.color.rgb = rgb(colour)


def rgb(colour: str) -> RGBColor:
    """Return a colour such as ``#0072b2`` as PowerPoint takes it."""
    return RGBColor(*(int(colour[start : start + 2], 16) for start in (1, 3, 5)))  # type: ignore[no-untyped-call]


def describe(shape: Any, alt: str, *, title: str = "") -> None:
    """Give a shape the words for somebody who cannot see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", alt)
    if title:
        properties.set("title", title)


def _paragraph(target: Any, paragraph: Paragraph) -> None:
    target.space_after = Pt(paragraph.after)
    target.space_before = Pt(0)
    target.alignment = PP_ALIGN.RIGHT if paragraph.right else PP_ALIGN.LEFT
    for one in paragraph.runs:
        run = target.add_run()
        run.text = one.text
        run.font.size = Pt(one.size)
        run.font.bold = one.bold
        if isinstance(one.colour, str):
            coloured(run.font, one.colour)
        else:
            run.font.color.theme_color = one.colour
    _mark(target._p.get_or_add_pPr(), paragraph.mark)


def _mark(properties: Any, mark: str) -> None:
    """Give a paragraph a real list mark, a number or a bullet, or none."""
    indent = emu(16.0 if mark == "•" else INDENT) if mark else 0
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    if not mark:
        properties.append(OxmlElement("a:buNone"))
        return
    colour = OxmlElement("a:buClr")
    scheme = OxmlElement("a:schemeClr")
    scheme.set("val", "accent1")
    colour.append(scheme)
    properties.append(colour)
    font = OxmlElement("a:buFont")
    font.set("typeface", "Arial" if mark == "•" else "+mj-lt")
    properties.append(font)
    if mark == "•":
        sign = OxmlElement("a:buChar")
        sign.set("char", mark)
    else:
        sign = OxmlElement("a:buAutoNum")
        sign.set("type", "arabicPeriod")
        sign.set("startAt", mark)
    properties.append(sign)


def element(parent: Any, tag: str, **attributes: str) -> Any:
    """Append an element such as ``c:errBars`` and return it."""
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(name) if ":" in name else name, value)
    parent.append(child)
    return child
