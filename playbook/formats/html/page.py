"""Write blocks as HTML: one self-contained file a document, or a cell's output in JupyterLab.

Everything a client typed goes through the template's escaping; nothing is fetched and no script
runs, which the page's own content policy enforces.
"""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from playbook.blocks import Blocks, Chart
from playbook.blocks.document import Document, Piece
from playbook.formats.html.look import colours_css, fonts_css
from playbook.formats.picture.charts import svgs
from playbook.look.brand import Brand
from playbook.look.fonts import check_glyphs
from playbook.words import wording
from playbook.words.language import TAGS, language, say, speaking

_TEMPLATES = Path(__file__).parents[1] / "templates"


def render(document: Document) -> bytes:
    """Return the whole document as one HTML page; the same document gives the same bytes.

    Raise ``ProblemError`` naming letters that no font has.
    """
    with speaking(document.language):
        check_glyphs(document.texts(), document.title)
        look = _text("blocks.css") + _text("report.css") + colours_css(document.brand)
        page = _page(document, look)
        # The running line stands escaped in the style; the first <style> is the page's own.
        letters = page + document.running + document.brand.confidential
        head, style, rest = page.partition("<style>\n")
        return (head + style + fonts_css(letters) + rest).encode("utf-8")


def _page(document: Document, css: str) -> str:
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            cover=document.cover,
            provenance=document.provenance,
            sections=document.sections,
            contents=[section.heading for section in document.sections if section.heading],
            title=document.title,
            running=document.running,
            leaflet=document.is_leaflet,
            brand=document.brand,
            logo=_logo(document.brand),
            css=Markup(css),
        )
    )


def _logo(brand: Brand) -> str:
    """Return the logo as a data URI; empty when there is none."""
    found = brand.logo_bytes()
    if found is None:
        return ""
    kind = "svg+xml" if brand.logo.lower().endswith(".svg") else "png"
    return f"data:image/{kind};base64,{base64.b64encode(found).decode('ascii')}"


def for_notebook(blocks: Blocks) -> str:
    """Return the blocks as a cell's output in JupyterLab, light or dark."""
    pieces = [Piece(block=block) for block in blocks]
    return (
        _environment()
        .get_template("notebook.html.j2")
        .render(pieces=pieces, css=Markup(_text("blocks.css") + _text("notebook.css")))
    )


def _drawn(chart: Chart) -> list[Markup]:
    return [Markup(svg) for svg in svgs(chart)]


def _css_string(text: str) -> Markup:
    """Return ``text`` as a CSS string in which all but letters and digits is escaped."""
    plain = (
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} "
        for letter in text
    )
    return Markup(f'"{"".join(plain)}"')


@cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
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
        say=say, tags=TAGS, tag=lambda: TAGS[language()], cell=wording.cell, drawn=_drawn
    )
    return environment
