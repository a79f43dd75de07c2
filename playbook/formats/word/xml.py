"""Build WordprocessingML whose properties stand in the order the schema asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from playbook.look.brand import Brand
from playbook.look.theme import GRID, text_on

Node = Any
"""An element of lxml; python-docx gives its own classes to those it knows."""

TWIPS_A_CM = 1440 / 2.54
EMU_A_CM = 360_000


def node(name: str, /, *children: Node | None, **attributes: object) -> Node:
    """Return an element such as ``w:p``; its attributes are of the same namespace ``w``."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def twips(centimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(centimetres * TWIPS_A_CM)


def hexadecimal(colour: str) -> str:
    """Return ``#0b4f7d`` as Word writes it.

    >>> hexadecimal("#0b4f7d")
    '0B4F7D'
    """
    return colour.removeprefix("#").upper()


def border(side: str, colour: str, eighths: int, space: int = 0) -> Node:
    """Return one side of a border, ``eighths`` of a point thick."""
    return node(f"w:{side}", val="single", sz=eighths, space=space, color=hexadecimal(colour))


def shade(colour: str) -> Node:
    """Return a ground of one colour."""
    return node("w:shd", val="clear", color="auto", fill=hexadecimal(colour))


@dataclass(frozen=True, kw_only=True)
class ParagraphLook:
    """How a paragraph stands; ``space`` before and after it is in points, lengths are in twips.

    ``numbered`` is a list's number and its level, ``indent`` the left and the right one.
    """

    keep_next: bool = False
    keep_lines: bool = False
    numbered: tuple[int, int] | None = None
    borders: tuple[Node, ...] = ()
    ground: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    space: tuple[float, float] | None = None
    line: float = 0
    indent: tuple[int, int] | None = None
    hanging: int = 0
    align: str = ""
    outline: int | None = None

    def written(self) -> Node:
        """Return the paragraph's properties."""
        return node(
            "w:pPr",
            node("w:keepNext") if self.keep_next else None,
            node("w:keepLines") if self.keep_lines else None,
            list_place(*self.numbered) if self.numbered else None,
            node("w:pBdr", *self.borders) if self.borders else None,
            shade(self.ground) if self.ground else None,
            self._tabs(),
            self._spacing(),
            self._indent(),
            node("w:jc", val=self.align) if self.align else None,
            None if self.outline is None else node("w:outlineLvl", val=self.outline),
        )

    def _tabs(self) -> Node | None:
        stops = [node("w:tab", val=kind, pos=place) for kind, place in self.tabs]
        return node("w:tabs", *stops) if stops else None

    def _spacing(self) -> Node | None:
        found: dict[str, object] = {}
        if self.space is not None:
            found |= {"before": _twentieths(self.space[0]), "after": _twentieths(self.space[1])}
        if self.line:
            found |= {"line": round(self.line * 240), "lineRule": "auto"}
        return node("w:spacing", **found) if found else None

    def _indent(self) -> Node | None:
        if self.indent is None:
            return None
        hanging = {"hanging": self.hanging} if self.hanging else {}
        return node("w:ind", left=self.indent[0], right=self.indent[1], **hanging)


def letters(
    *,
    fonts: Node | None = None,
    bold: bool | None = None,
    colour: str = "",
    size: float = 0,
    underline: bool = False,
    language: tuple[str, str] | None = None,
) -> Node:
    """Return run properties; ``size`` is in points, ``language`` for Latin and Chinese text."""
    weight = {} if bold in (None, True) else {"val": "0"}
    return node(
        "w:rPr",
        fonts,
        None if bold is None else node("w:b", **weight),
        None if bold is None else node("w:bCs", **weight),
        node("w:color", val=hexadecimal(colour)) if colour else None,
        node("w:sz", val=round(size * 2)) if size else None,
        node("w:szCs", val=round(size * 2)) if size else None,
        node("w:u", val="single") if underline else None,
        node("w:lang", val=language[0], eastAsia=language[1]) if language else None,
    )


def font_names(latin: str, chinese: str) -> Node:
    """Return which font writes Latin and which writes Chinese."""
    return node("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def list_place(number: int, level: int) -> Node:
    """Return of which list, and on which level, a paragraph is."""
    return node("w:numPr", node("w:ilvl", val=level), node("w:numId", val=number))


def _twentieths(points: float) -> int:
    return round(points * 20)


def style(
    name: str,
    paragraph: ParagraphLook | None = None,
    run: Node | None = None,
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    next: str = "",
    shown_as: str = "",
    **attributes: str,
) -> Node:
    """Return a style; ``name`` without its spaces is its id, ``shown_as`` Word's built-in name."""
    if kind == "character" and based == "Normal":
        based = "Default Paragraph Font"
    look = paragraph.written() if paragraph else None
    return node(
        "w:style",
        node("w:name", val=shown_as or name),
        node("w:basedOn", val=identity(based)) if based else None,
        node("w:next", val=identity(next)) if next else None,
        node("w:uiPriority", val=9),
        node("w:qFormat"),
        look if look is not None and len(look) else None,
        run if run is not None and len(run) else None,
        type=kind,
        styleId=identity(name),
        **attributes,
        **({} if name in _BUILT_IN else {"customStyle": "1"}),
    )


def identity(name: str) -> str:
    """Return the id of a style.

    >>> identity("List Bullet")
    'ListBullet'
    """
    return name.replace(" ", "")


_BUILT_IN = {
    "Normal",
    "Body Text",
    "Title",
    "Subtitle",
    "TOC Heading",
    "TOC 1",
    "TOC 2",
    "Header",
    "Footer",
    "Heading 1",
    "Heading 2",
    "List Bullet",
    "List Number",
    "Caption",
    "Default Paragraph Font",
    "Strong",
    "Hyperlink",
    "Normal Table",
    "No List",
}


HEADINGS = 1
BULLETS = 2
NUMBERS = 3


def fill_lists(part: Node, accent: str) -> None:
    """Replace the empty document's lists by the report's."""
    for child in list(part):
        part.remove(child)
    chapter = _level(0, "%1", hanging=567, style="Heading1")
    section = _level(1, "%1.%2", hanging=567, style="Heading2")
    bullet = _level(
        0,
        "•",
        hanging=397,
        style="ListBullet",
        kind="bullet",
        run=letters(fonts=font_names("Arial", "Arial"), colour=accent),
    )
    number = _level(0, "%1.", hanging=397, style="ListNumber")
    part.append(_list(HEADINGS, "multilevel", chapter, section))
    part.append(_list(BULLETS, "hybridMultilevel", bullet))
    part.append(_list(NUMBERS, "hybridMultilevel", number))
    for known in (HEADINGS, BULLETS, NUMBERS):
        part.append(node("w:num", node("w:abstractNumId", val=known), numId=known))


def restarted(part: Node) -> int:
    """Return the number of a new list that counts from one."""
    number = len(part.findall(part.tag.replace("numbering", "num"))) + 1
    again = node("w:lvlOverride", node("w:startOverride", val=1), ilvl=0)
    part.append(node("w:num", node("w:abstractNumId", val=NUMBERS), again, numId=number))
    return number


def _list(number: int, kind: str, *levels: Node) -> Node:
    return node("w:abstractNum", node("w:multiLevelType", val=kind), *levels, abstractNumId=number)


def _level(
    level: int,
    text: str,
    *,
    hanging: int,
    style: str,
    kind: str = "decimal",
    run: Node | None = None,
) -> Node:
    return node(
        "w:lvl",
        node("w:start", val=1),
        node("w:numFmt", val=kind),
        node("w:pStyle", val=style),
        node("w:lvlText", val=text),
        node("w:lvlJc", val="left"),
        ParagraphLook(indent=(hanging, 0), hanging=hanging).written(),
        run,
        ilvl=level,
    )


STYLE = "ReportTable"
STRIPE = "#f6f8fa"


def report_table(brand: Brand) -> Node:
    """Return the table style: a head in the brand's colour, quiet stripes and a ruled total."""
    sides = {"top": 40, "left": 95, "bottom": 40, "right": 95}
    margins = (node(f"w:{side}", w=width, type="dxa") for side, width in sides.items())
    head = letters(bold=True, colour=text_on(brand.accent))
    return node(
        "w:style",
        node("w:name", val="Report Table"),
        node("w:basedOn", val="NormalTable"),
        node("w:uiPriority", val=9),
        node("w:qFormat"),
        ParagraphLook(space=(0, 0), line=1.1).written(),
        node(
            "w:tblPr",
            node("w:tblStyleRowBandSize", val=1),
            node(
                "w:tblBorders",
                border("top", brand.accent, 8),
                border("bottom", brand.accent, 8),
                border("insideH", GRID, 4),
            ),
            node("w:tblCellMar", *margins),
        ),
        _part("firstRow", head, node("w:tcPr", shade(brand.accent))),
        _part(
            "lastRow",
            letters(bold=True),
            node("w:tcPr", node("w:tcBorders", border("top", brand.ink, 12)), shade("#ffffff")),
        ),
        _part("band2Horz", None, node("w:tcPr", shade(STRIPE))),
        type="table",
        styleId=STYLE,
        customStyle="1",
    )


def _part(name: str, run: Node | None, cell: Node) -> Node:
    return node("w:tblStylePr", run, cell, type=name)
