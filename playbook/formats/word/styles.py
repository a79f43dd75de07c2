"""The styles of a report: who edits it changes a style once and the whole report follows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from playbook.formats.word.xml import (
    BULLETS,
    HEADINGS,
    NUMBERS,
    Node,
    ParagraphLook,
    border,
    font_names,
    letters,
    node,
    report_table,
    style,
    twips,
)
from playbook.look.brand import Brand
from playbook.look.theme import GRID, text_on

HEAD_SIZE = 8.5
TEXT_WIDTH = 16.6
"""Centimetres between the margins of a page."""

QUIET = "#f3f6f9"
"""The ground of key figures and messages."""

PROOF = {"en": ("en-GB", "zh-CN"), "zh": ("en-US", "zh-CN")}
"""For each language the ones in which Word checks Latin and Chinese text."""


class Spacing(NamedTuple):
    """Size of the letters in points, height of a line against it, points between paragraphs.

    ``before`` stands above a chapter.
    """

    size: float
    line: float
    after: float
    before: float


_REPORT = {"en": Spacing(10.5, 1.25, 7, 26), "zh": Spacing(10.5, 1.4, 7, 26)}
_LEAFLET = {"en": Spacing(9.5, 1.08, 4, 4), "zh": Spacing(9.5, 1.1, 4, 4)}
"""A leaflet is set closer, since it is one page if it can be."""


def fill(styles: Node, brand: Brand, language: str, *, leaflet: bool) -> None:
    """Replace all styles of an empty document by the report's."""
    for child in list(styles):
        styles.remove(child)
    spacing = (_LEAFLET if leaflet else _REPORT)[language]
    styles.append(_defaults(brand, language, spacing.size))
    styles.extend([*_paragraph_styles(brand, language, spacing), *_character_styles(brand)])
    styles.extend([_plain_table(), report_table(brand), _no_list()])


def _defaults(brand: Brand, language: str, size: float) -> Node:
    fonts = font_names(brand.font, brand.font_zh)
    run = letters(fonts=fonts, colour=brand.ink, size=size, language=PROOF[language])
    paragraph = ParagraphLook(space=(0, 0), line=1.0).written()
    return node("w:docDefaults", node("w:rPrDefault", run), node("w:pPrDefault", paragraph))


def _paragraph_styles(brand: Brand, language: str, spacing: Spacing) -> Iterable[Node]:
    fonts = font_names(brand.font, brand.font_zh)
    yield style(
        "Normal",
        ParagraphLook(line=spacing.line),
        letters(fonts=fonts, language=PROOF[language]),
        based="",
        default="1",
    )
    yield style(
        "Body Text", ParagraphLook(space=(0, spacing.after), align="both" * (language == "zh"))
    )
    yield from _front_styles(brand)
    yield from _heading_styles(brand, spacing.before)
    for name, number in (("List Bullet", BULLETS), ("List Number", NUMBERS)):
        yield style(
            name, ParagraphLook(numbered=(number, 0), space=(0, 4), indent=(397, 0), hanging=397)
        )
    yield style(
        "Caption",
        ParagraphLook(keep_next=True, keep_lines=True, space=(14, 5)),
        letters(bold=True, colour=brand.ink, size=10),
        shown_as="caption",
    )
    yield style("Figure", ParagraphLook(space=(0, 4)))
    yield style(
        "Note",
        ParagraphLook(space=(4, 12), line=1.1),
        letters(colour=brand.muted, size=8.5),
        next="Body Text",
    )
    yield style("Table End", ParagraphLook(space=(0, 8), line=0.5), letters(size=4))
    yield from _table_text_styles(brand)
    for name, colour in (("", brand.accent), (" Good", brand.good), (" Bad", brand.bad)):
        yield _callout(f"Callout{name}", colour, based="Callout" if name else "Normal")


def _front_styles(brand: Brand) -> Iterable[Node]:
    sides = (border(side, brand.accent, 4, 12) for side in ("top", "left", "bottom", "right"))
    yield style(
        "Agency",
        ParagraphLook(borders=tuple(sides), ground=brand.accent, indent=(240, 240)),
        letters(bold=True, colour=text_on(brand.accent), size=12),
    )
    yield style(
        "Title",
        ParagraphLook(keep_lines=True, space=(150, 12), line=1.05),
        letters(bold=True, colour=brand.accent, size=30),
        next="Subtitle",
    )
    yield style(
        "Subtitle",
        ParagraphLook(space=(0, 12), line=1.15),
        letters(colour=brand.muted, size=14),
        next="Body Text",
    )
    rule = (border("top", brand.accent, 24, 12),)
    yield style("Prepared For", ParagraphLook(borders=rule, space=(18, 6)), letters(size=12))
    yield style(
        "TOC Heading",
        ParagraphLook(keep_next=True, space=(0, 10)),
        letters(bold=True, colour=brand.accent, size=18),
        next="Body Text",
    )
    yield from map(partial(_contents_style, brand), (1, 2))
    yield from _edge_styles(brand)


def _contents_style(brand: Brand, level: int) -> Node:
    """Return the style of a line in the table of contents, a chapter's or a heading's."""
    indent, before = ((567, 5), (1134, 0))[level - 1]
    return style(
        f"TOC {level}",
        ParagraphLook(
            tabs=(("left", indent), ("right", twips(TEXT_WIDTH))),
            space=(before, 2),
            line=1.1,
            indent=(indent, 567),
            hanging=567,
        ),
        letters(bold=True if level == 1 else None, colour="" if level == 1 else brand.muted),
        shown_as=f"toc {level}",
    )


def _edge_styles(brand: Brand) -> Iterable[Node]:
    """Return the styles of what stands above and below every page."""
    line = (border("bottom", GRID, 6, 4),)
    tabs = (("right", twips(TEXT_WIDTH)),)
    small = letters(colour=brand.muted, size=HEAD_SIZE)
    yield style("Header", ParagraphLook(borders=line, tabs=tabs), small, shown_as="header")
    line = (border("top", GRID, 6, 4),)
    yield style("Footer", ParagraphLook(borders=line, tabs=tabs), small, shown_as="footer")
    yield style(
        "Confidential", ParagraphLook(tabs=tabs, space=(2, 0)), letters(colour=brand.muted, size=8)
    )


def _heading_styles(brand: Brand, before: float) -> Iterable[Node]:
    for level, size, colour, space in (
        (1, 17, brand.accent, (before, 8)),
        (2, 12.5, brand.ink, (16, 5)),
    ):
        yield style(
            f"Heading {level}",
            ParagraphLook(
                keep_next=True,
                keep_lines=True,
                numbered=(HEADINGS, level - 1),
                space=space,
                line=1.1,
                outline=level - 1,
            ),
            letters(bold=True, colour=colour, size=size),
            next="Body Text",
            shown_as=f"heading {level}",
        )
    # What closes a report (its sources, what it rests on) is found in the outline but not counted.
    yield style(
        "Closing Heading",
        ParagraphLook(keep_next=True, keep_lines=True, space=(18, 5), outline=1),
        letters(bold=True, colour=brand.ink, size=12.5),
        next="Body Text",
    )


def _table_text_styles(brand: Brand) -> Iterable[Node]:
    yield style("Table Text", ParagraphLook(line=1.1), letters(size=9))
    yield style("Table Number", ParagraphLook(align="right"), based="Table Text")
    yield style("Fact", ParagraphLook(space=(1, 1)), letters(size=10), based="Table Text")
    yield style("Fact Name", ParagraphLook(), letters(colour=brand.muted), based="Fact")
    yield style(
        "Key Figure Label",
        ParagraphLook(space=(4, 0), keep_next=True),
        letters(colour=brand.muted, size=9),
        based="Table Text",
    )
    yield style(
        "Key Figure",
        ParagraphLook(keep_next=True),
        letters(bold=True, size=18),
        based="Table Text",
    )
    yield style(
        "Key Figure Detail",
        ParagraphLook(space=(0, 5)),
        letters(colour=brand.muted, size=8.5),
        based="Table Text",
    )


def _callout(name: str, colour: str, based: str) -> Node:
    sides = (
        border("top", QUIET, 4, 5),
        border("left", colour, 36, 9),
        border("bottom", QUIET, 4, 5),
        border("right", QUIET, 4, 9),
    )
    look = ParagraphLook(
        keep_lines=True, borders=sides, ground=QUIET, space=(12, 14), indent=(227, 227)
    )
    return style(name, look, based=based, next="Body Text")


def _character_styles(brand: Brand) -> Iterable[Node]:
    yield style("Default Paragraph Font", kind="character", based="", default="1")
    yield style("Strong", run=letters(bold=True), kind="character")
    yield style("Hyperlink", run=letters(colour=brand.accent, underline=True), kind="character")
    for tone in ("good", "bad"):
        colour = getattr(brand, tone)
        yield style(f"Key Figure {tone.title()}", run=letters(colour=colour), kind="character")


def _plain_table() -> Node:
    sides = ("left", "right")
    margins = node("w:tblCellMar", *(node(f"w:{side}", w=100, type="dxa") for side in sides))
    made = style("Normal Table", kind="table", based="", default="1", shown_as="Normal Table")
    made.append(node("w:tblPr", node("w:tblInd", w=0, type="dxa"), margins))
    return made


def _no_list() -> Node:
    return style("No List", kind="numbering", based="", default="1")
