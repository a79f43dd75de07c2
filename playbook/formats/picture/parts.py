"""A drawn chart taken apart into its shapes and its words, for a format that sets text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from playbook.look import theme
from playbook.look.brand import Brand

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_VARIABLE = re.compile(r"var\(--(\w+), (#[0-9a-fA-F]{6})\)")
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_PAPER = "#ffffff"
_MIDDLE = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, kw_only=True)
class Label:
    """One line of a chart's text: where its baseline stands, in pixels, and how it looks.

    ``anchor`` is the share of the text's width that lies left of ``x``: 0, 0.5 or 1.
    """

    x: float
    y: float
    size: float
    bold: bool
    anchor: float
    colour: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The shapes of a chart as SVG without text, its size in pixels and its labels."""

    svg: str
    width: float
    height: float
    labels: tuple[Label, ...]


def taken_apart(svg: str, brand: Brand) -> Picture:
    """Return a drawn chart's shapes and words in the brand's colours for a light page."""
    view = _VIEW.search(svg)
    assert view is not None
    svg = _VARIABLE.sub(lambda found: _colour(found, brand), svg)
    labels = tuple(_label(found[1], unescape(found[2])) for found in _TEXT.finditer(svg))
    return Picture(
        svg=_TEXT.sub("", svg), width=float(view[1]), height=float(view[2]), labels=labels
    )


def _label(attributes: str, text: str) -> Label:
    style = dict(part.split(": ", 1) for part in _value("style", attributes).split("; "))
    size = re.search(r"([\d.]+)px", style.get("font-size", style.get("font", "")))
    assert size is not None, attributes
    return Label(
        x=float(_value("x", attributes)),
        y=float(_value("y", attributes)),
        size=float(size[1]),
        bold=style.get("font-weight", "400") not in ("400", "normal"),
        anchor=_MIDDLE[style.get("text-anchor", "start")],
        colour=style.get("fill", theme.INK),
        text=text,
    )


def _value(name: str, attributes: str) -> str:
    found = re.search(rf'(?:^| ){name}="([^"]*)"', attributes)
    assert found is not None, attributes
    return found[1]


def _colour(found: re.Match[str], brand: Brand) -> str:
    if found[1] == "paper":
        return _PAPER
    return str(getattr(brand, found[1], found[2]))
