"""Pictures in a report: a chart drawn as PNG, always with words for those who cannot see it."""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from docx.oxml.ns import qn

from playbook.blocks import Chart
from playbook.formats.picture.parts import Picture
from playbook.formats.word.writer import Writer
from playbook.formats.word.xml import Node, node
from playbook.look.brand import Brand
from playbook.look.fonts import families, folders
from playbook.words.language import language

PIXELS_AN_INCH = 220
_PAGE = """
#let d = json("data.json")
#set page(width: d.width * 1pt, height: d.height * 1pt, margin: 0pt, fill: white)
#set text(font: d.fonts, lang: d.lang, cjk-latin-spacing: none)
#set text(top-edge: "baseline", bottom-edge: "baseline")
#place(image(bytes(d.svg), format: "svg", width: 100%))
#for label in d.labels {
  let words = text(
    size: label.size * 1pt,
    weight: if label.bold { "bold" } else { "regular" },
    fill: rgb(label.colour),
    label.text,
  )
  context place(
    dx: label.x * 1pt - label.anchor * measure(words).width, dy: label.y * 1pt, words,
  )
}
"""
"""Sets a drawing's words as text: inside a picture Typst knows a font's thinnest weight only."""


def drawn(chart: Chart, brand: Brand, width_cm: float) -> list[bytes]:
    """Return the chart as PNG pictures sharp enough for print at ``width_cm``."""
    # a report without pictures needs no matplotlib
    from playbook.formats.picture.charts import pictures

    return [_picture(picture.on_paper(brand), width_cm) for picture in pictures(chart)]


def inline_picture(
    writer: Writer, png: bytes, most_emu: tuple[int, int], *, alt: str, name: str
) -> Node:
    """Return a run with the picture, as large as fits into ``most_emu``, and its words."""
    _, image = writer.docx.part.get_or_add_image(io.BytesIO(png))
    scale = min(most_emu[0] / image.width, most_emu[1] / image.height)
    size = (round(image.width * scale), round(image.height * scale))
    inline = writer.docx.part.new_pic_inline(io.BytesIO(png), *size)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    describe(writer, inline, name, alt)
    drawing = node("w:drawing", inline)
    return writer.raw_run(drawing)


def describe(writer: Writer, inline: Node, name: str, alt: str) -> None:
    """Name a drawing and say what it shows."""
    properties = inline.find(qn("wp:docPr"))
    properties.set("id", writer.next_drawing())
    properties.set("name", name)
    properties.set("descr", " ".join(alt.split()))


def _picture(drawing: Picture, width_cm: float) -> bytes:
    """Return one drawing as PNG, its words set in the project's fonts."""
    import typst  # only pictures need it

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = {**asdict(drawing), "fonts": families(language()), "lang": language()}
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        (folder / "picture.typ").write_text(_PAGE, encoding="utf-8")
        png = typst.compile(
            str(folder / "picture.typ"),
            root=name,
            format="png",
            ppi=PIXELS_AN_INCH * width_cm / 2.54 / (drawing.width / 72),
            font_paths=[str(path) for path in folders()],
            ignore_system_fonts=True,
        )
    assert isinstance(png, bytes)
    return png
