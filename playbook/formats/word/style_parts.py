"""How one style, a list that counts and the table of a report are written."""

from __future__ import annotations

from playbook.formats.word.xml import Node, ParagraphLook, border, font_names, letters, node, shade
from playbook.look.brand import Brand
from playbook.look.theme import GRID, text_on


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
