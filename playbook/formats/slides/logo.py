"""The brand's logo as the PNG that PowerPoint shows everywhere; an SVG is drawn with typst."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playbook.look.brand import Brand

PIXELS_AN_INCH = 288.0


def logo_png(brand: Brand) -> bytes | None:
    """Return the logo as PNG, or None when the brand has none."""
    logo = brand.logo_bytes()
    if logo is None or not brand.logo.lower().endswith(".svg"):
        return logo
    import typst  # only a logo in SVG needs it

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "logo.svg").write_bytes(logo)
        page = Path(folder, "logo.typ")
        page.write_text(
            "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
            '#image("logo.svg", width: 200pt)\n',
            encoding="utf-8",
        )
        drawn = typst.compile(str(page), root=folder, format="png", ppi=PIXELS_AN_INCH)
    assert isinstance(drawn, bytes)
    return drawn
