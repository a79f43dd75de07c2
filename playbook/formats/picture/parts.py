"""A drawn chart as its shapes and its words: a page sets the words itself, in its own fonts.

So a client's name in any script is legible, searchable and never a missing glyph. In a web page
ink, grid and paper are CSS variables with fixed fallbacks: the same picture is right on a light
page, a dark page and on paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from playbook.look.brand import Brand
from playbook.look.theme import ACCENT, FONTS, GRID, INK, MUTED, PAPER

_NAMES = {INK: "ink", MUTED: "muted", GRID: "grid", PAPER: "paper", ACCENT: "accent"}
_VARIABLES = {colour: f"var(--{name}, {colour})" for colour, name in _NAMES.items()}
_ANY_COLOUR = re.compile("|".join(_NAMES))
_ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}


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

    def for_page(self, alt: str, ground: str = "") -> str:
        """Return an ``<svg>`` element with the words, and ``alt`` for those who cannot see it.

        A picture that stands by itself has a ``ground``, one on a page the page's own.
        """
        shapes = self.svg[self.svg.index(">") + 1 : self.svg.rindex("</svg>")].strip()
        words = "\n".join(_element(label) for label in self.labels)
        fonts = escape(", ".join(f"'{font}'" if " " in font else font for font in FONTS))
        behind = f"background: {ground}; " if ground else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(" ".join(alt.split()))}" style="{behind}font-family: {fonts}">\n'
            f"{_recoloured(shapes, _VARIABLES)}\n{words}\n</svg>"
        )

    def on_paper(self, brand: Brand) -> Picture:
        """Return the picture in the brand's colours for a white page."""
        colours = {colour: str(getattr(brand, name, colour)) for colour, name in _NAMES.items()}
        colours[PAPER] = "#ffffff"
        labels = (replace(one, colour=colours.get(one.colour, one.colour)) for one in self.labels)
        return replace(self, svg=_recoloured(self.svg, colours), labels=tuple(labels))


def _element(label: Label) -> str:
    weight = "; font-weight: 600" if label.bold else ""
    colour = _VARIABLES.get(label.colour, label.colour)
    return (
        f'<text x="{label.x:g}" y="{label.y:g}" style="font-size: {label.size:g}px{weight}; '
        f'text-anchor: {_ANCHORS[label.anchor]}; fill: {colour}">{escape(label.text)}</text>'
    )


def _recoloured(svg: str, colours: Mapping[str, str]) -> str:
    return _ANY_COLOUR.sub(lambda found: colours[found[0]], svg)
