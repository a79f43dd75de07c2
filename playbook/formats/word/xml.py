"""Build WordprocessingML whose properties stand in the order the schema asks for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

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


def paragraph_look(
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    numbered: tuple[int, int] | None = None,
    borders: tuple[Node, ...] = (),
    ground: str = "",
    tabs: tuple[tuple[str, int], ...] = (),
    space: tuple[float, float] | None = None,
    line: float = 0,
    indent: tuple[int, int] | None = None,
    hanging: int = 0,
    contextual: bool = False,
    align: str = "",
    outline: int | None = None,
) -> Node:
    """Return paragraph properties; ``space`` is in points, lengths are in twips.

    ``numbered`` is a list's number and its level, ``indent`` the left and the right one.
    """
    spacing: dict[str, object] = {} if space is None else {"before": _twentieths(space[0])}
    if space is not None:
        spacing["after"] = _twentieths(space[1])
    if line:
        spacing |= {"line": round(line * 240), "lineRule": "auto"}
    left, right = indent or (0, 0)
    ends = {"left": left, "right": right} | ({"hanging": hanging} if hanging else {})
    return node(
        "w:pPr",
        node("w:keepNext") if keep_next else None,
        node("w:keepLines") if keep_lines else None,
        _numbering(numbered),
        node("w:pBdr", *borders) if borders else None,
        shade(ground) if ground else None,
        node("w:tabs", *(node("w:tab", val=kind, pos=at) for kind, at in tabs)) if tabs else None,
        node("w:spacing", **spacing) if spacing else None,
        node("w:ind", **ends) if indent is not None else None,
        node("w:contextualSpacing") if contextual else None,
        node("w:jc", val=align) if align else None,
        None if outline is None else node("w:outlineLvl", val=outline),
    )


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


def _numbering(numbered: tuple[int, int] | None) -> Node | None:
    if numbered is None:
        return None
    number, level = numbered
    return node("w:numPr", node("w:ilvl", val=level), node("w:numId", val=number))


def _twentieths(points: float) -> int:
    return round(points * 20)
