"""Numbers that Word counts itself: chapters, bullets and numbered lists."""

from __future__ import annotations

from playbook.formats.word.xml import Node, font_names, letters, node, paragraph_look

HEADINGS = 1
BULLETS = 2
NUMBERS = 3


def fill(part: Node, accent: str) -> None:
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
        paragraph_look(indent=(hanging, 0), hanging=hanging),
        run,
        ilvl=level,
    )
