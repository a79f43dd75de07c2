"""One style as Word keeps it: its name, what it is based on and how it looks."""

from __future__ import annotations

from playbook.formats.word.xml import Node, node


def style(
    name: str,
    paragraph: Node | None = None,
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
    return node(
        "w:style",
        node("w:name", val=shown_as or name),
        node("w:basedOn", val=identity(based)) if based else None,
        node("w:next", val=identity(next)) if next else None,
        node("w:uiPriority", val=9),
        node("w:qFormat"),
        paragraph if paragraph is not None and len(paragraph) else None,
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
