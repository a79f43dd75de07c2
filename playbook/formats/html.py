"""The look of a web page: the brand's colours for light and dark screens, and its own fonts."""

from __future__ import annotations

import base64
import colorsys
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from playbook.blocks import Blocks, Chart
from playbook.blocks.document import Document, Piece
from playbook.formats.picture.charts import svgs, svgs_for_phone
from playbook.look import fonts
from playbook.look.brand import READABLE, Brand
from playbook.look.fonts import check_glyphs
from playbook.look.theme import FONTS, contrast
from playbook.words import wording
from playbook.words.language import TAGS, language, say, speaking

_DARK_GROUND = "#12181e"
_COVER_SHADE = 0.22
_LATIN = frozenset(map(chr, range(0x250))) | frozenset("–—‘’“”…·×÷≤≥−€→←≈•†™\u2002\u2009\u202f")


def colours_css(brand: Brand) -> str:
    """Return the brand's colours as CSS variables; dark screens get lighter shades of them."""
    names = ("ink", "muted", "accent", "good", "bad")
    light = "; ".join(f"--{name}: {getattr(brand, name)}" for name in names)
    tints = "; ".join(f"--{name}: {_lighter(getattr(brand, name))}" for name in names[2:])
    cover = (
        f".gc-cover {{ background: {_darker(brand.accent)}; border-bottom-color: {brand.good}; }}"
    )
    dark = f"@media screen and (prefers-color-scheme: dark) {{ .gc {{ {tints}; }} }}"
    paper = f"@media print, (prefers-color-scheme: light) {{ .gc {{ {light}; }} }}"
    return f"{paper}\n{dark}\n@media screen {{ {cover} }}\n"


def fonts_css(page: str) -> str:
    """Return the fonts that a page needs beyond those of every machine, as data of the page.

    A Chinese page is set in our Chinese font altogether; another one gets the letters that a
    machine may lack.
    """
    whole = language() == "zh"
    wanted = frozenset(page) if whole else frozenset(page) - _LATIN
    faces = fonts.faces(wanted, language())
    if not faces:
        return ""
    embedded = ", ".join(f'"GC {face.family}"' for face in faces)
    system = ", ".join(f'"{name}"' if " " in name else name for name in FONTS[:-1])
    family = f"{embedded}, {system}" if whole else f"{system}, {embedded}"
    rules = "\n".join(map(_rule, faces))
    look = f"{{ font-family: {family}, {FONTS[-1]}; }}"
    return f"{rules}\n.gc.gc {look}\n@page {look}\n"


def _rule(face: fonts.Face) -> str:
    weights = "100 900" if face.family == fonts.CHINESE else "400 700"
    data = base64.b64encode(face.woff2).decode("ascii")
    return (
        f'@font-face {{ font-family: "GC {face.family}"; font-weight: {weights}; '
        f'font-display: block; src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )


def _lighter(colour: str) -> str:
    """Return the first lighter shade that can be read on a dark page."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    while contrast(colour, _DARK_GROUND) < READABLE + 2 and lightness < 1:
        lightness = min(1.0, lightness + 0.02)
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def _darker(colour: str) -> str:
    """Return a shade dark enough for white words in any size."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _hex(colorsys.hls_to_rgb(hue, min(lightness, _COVER_SHADE), saturation))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


_TEMPLATES = Path(__file__).parent / "templates"


def render(document: Document) -> bytes:
    """Return the whole document as one HTML page; the same document gives the same bytes.

    Raise ``ProblemError`` naming letters that no font has.
    """
    with speaking(document.language):
        check_glyphs(document.texts(), document.title)
        look = style_text("blocks.css") + style_text("report.css") + colours_css(document.brand)
        page = _page(document, look)
        # The running line stands escaped in the style; the first <style> is the page's own.
        letters = page + document.running + document.brand.confidential
        head, style, rest = page.partition("<style>\n")
        return (head + style + fonts_css(letters) + rest).encode("utf-8")


def _page(document: Document, css: str) -> str:
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            cover=document.cover,
            provenance=document.provenance,
            sections=document.sections,
            contents=[section.heading for section in document.sections if section.heading],
            title=document.title,
            running=document.running,
            leaflet=document.is_leaflet,
            for_phone=True,
            brand=document.brand,
            logo=_logo(document.brand),
            css=Markup(css),
        )
    )


def _logo(brand: Brand) -> str:
    """Return the logo as a data URI; empty when there is none."""
    logo = brand.picture
    if logo is None:
        return ""
    kind = "svg+xml" if logo.kind == "svg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(logo.content).decode('ascii')}"


def for_notebook(blocks: Blocks) -> str:
    """Return the blocks as a cell's output in JupyterLab, light or dark."""
    pieces = [Piece(block=block) for block in blocks]
    return (
        environment()
        .get_template("notebook.html.j2")
        .render(
            pieces=pieces,
            for_phone=False,
            css=Markup(style_text("blocks.css") + style_text("notebook.css")),
        )
    )


def _drawn(chart: Chart) -> list[Markup]:
    return [Markup(svg) for svg in svgs(chart)]


def _drawn_for_phone(chart: Chart) -> list[Markup]:
    return [Markup(svg) for svg in svgs_for_phone(chart)]


def _css_string(text: str) -> Markup:
    """Return ``text`` as a CSS string in which all but letters and digits is escaped."""
    plain = (
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} "
        for letter in text
    )
    return Markup(f'"{"".join(plain)}"')


@cache
def style_text(name: str) -> str:
    """Return a style of the templates."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return what draws pages out of templates: the blocks, words and numbers they ask for."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
    )
    environment.filters.update(
        tight=wording.tight, day=wording.day, css_string=_css_string, count=wording.count
    )
    environment.globals.update(
        say=say,
        tags=TAGS,
        tag=lambda: TAGS[language()],
        cell=wording.cell,
        drawn=_drawn,
        drawn_for_phone=_drawn_for_phone,
    )
    return environment
