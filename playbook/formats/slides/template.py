"""The deck's master: 16:9, the brand's colours and fonts in its theme, three layouts."""

from __future__ import annotations

import io
import re
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement

from playbook.formats.native.package import count_parts, theme_of
from playbook.formats.native.writing import Box, describe, element, emu
from playbook.formats.slides import frame
from playbook.look.brand import Brand
from playbook.look.theme import GRID

COVER, TEXT, PLAIN = "Title Slide", "Title and Content", "Title Only"
_KEPT = (COVER, TEXT, PLAIN)
COVER_TITLE = Box(x=84, y=150, width=796, height=118)
COVER_SUBTITLE = Box(x=84, y=276, width=796, height=60)
COVER_LOGO = Box(x=84, y=44, width=220, height=54)


def blank(brand: Brand) -> Any:
    """Return an empty presentation under the brand."""
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = emu(frame.WIDTH), emu(frame.HEIGHT)
    without_strangers(presentation)
    _drop_layouts(presentation)
    master = presentation.slide_master
    theme_of(master.part, brand)
    _master(master)
    for layout in presentation.slide_layouts:
        _layout(layout)
    _logo(presentation, brand)
    count_parts(presentation.part.package)
    return presentation


def layout_named(presentation: Any, name: str) -> Any:
    """Return one of the kept layouts."""
    return next(one for one in presentation.slide_layouts if one.name == name)


def _drop_layouts(presentation: Any) -> None:
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT:
            presentation.slide_layouts.remove(layout)


def _master(master: Any) -> None:
    places = {1: frame.TITLE, 2: frame.BODY, 15: frame.FOOTER, 13: frame.NUMBER}
    for shape in list(master.placeholders):
        kind = int(shape.placeholder_format.type)
        if kind not in places:
            shape._element.getparent().remove(shape._element)
            continue
        _place(shape, places[kind])
        body = shape._element.txBody.find(qn("a:bodyPr"))
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, "0")
        body.set("anchor", "ctr" if kind in (13, 15) else "t")
        for fit in body.findall(qn("a:normAutofit")):
            body.remove(fit)
        for style in shape._element.iter(qn("a:lvl1pPr")):
            style.set("algn", "r" if kind == 13 else "l")
            style.find(qn("a:defRPr")).set("sz", "900")
            _scheme(style.find(qn("a:defRPr")), "tx2")
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", str(int(frame.TITLE_SIZES[0] * 100)))
    title.find(qn("a:defRPr")).set("b", "1")
    _scheme(title.find(qn("a:defRPr")), "tx1")
    for number, style in enumerate(styles.find(qn("p:bodyStyle")), start=1):
        properties = style.find(qn("a:defRPr"))
        if properties is not None:
            properties.set("sz", str(int((frame.TEXT - min(number - 1, 2) * 2) * 100)))
    band = Box(x=0, y=0, width=frame.WIDTH, height=6)
    rule = Box(x=frame.MARGIN, y=498, width=frame.WIDTH - 2 * frame.MARGIN, height=0.75)
    _behind(master, [_rectangle(90, "Band", band, "accent1"), _rectangle(91, "Rule", rule, GRID)])


def _layout(layout: Any) -> None:
    cover = layout.name == COVER
    for shape in list(layout.placeholders):
        kind = int(shape.placeholder_format.type)
        if kind == 16 or (cover and kind in (13, 15)):
            shape._element.getparent().remove(shape._element)
            continue
        own = shape._element.spPr.find(qn("a:xfrm"))
        if own is not None:
            shape._element.spPr.remove(own)
        if kind in (3, 4):
            _place(shape, COVER_TITLE if kind == 3 else COVER_SUBTITLE)
            shape._element.txBody.find(qn("a:bodyPr")).set("anchor", "b" if kind == 3 else "t")
            for style in shape._element.iter(qn("a:lvl1pPr")):
                style.set("algn", "l")
                _scheme(style.find(qn("a:defRPr")), "tx2")
    if cover:
        layout._element.set("showMasterSp", "0")
        band = Box(x=0, y=0, width=44, height=frame.HEIGHT)
        _behind(layout, [_rectangle(90, "Band", band, "accent1")])


def _logo(presentation: Any, brand: Brand) -> None:
    """Put the logo on the master; the title slide shows its own, larger."""
    if brand.picture is None:
        return
    png = brand.picture.as_png()
    master = presentation.slide_master
    for holder, box in (
        (master, frame.LOGO),
        (layout_named(presentation, COVER), COVER_LOGO),
    ):
        image, relation = holder.part.get_or_add_image_part(io.BytesIO(png))
        wide, high = image.image.size
        scale = min(box.width / wide, box.height / high)
        x = box.x if holder is not master else box.x + box.width - wide * scale
        place = Box(
            x=x, y=box.y + (box.height - high * scale) / 2, width=wide * scale, height=high * scale
        )
        left, top, width, height = place.emu()
        picture = parse_xml(
            f"<p:pic {nsdecls('p', 'a', 'r')}><p:nvPicPr><p:cNvPr id='92' name='Logo'/>"
            "<p:cNvPicPr><a:picLocks noChangeAspect='1'/></p:cNvPicPr><p:nvPr userDrawn='1'/>"
            f"</p:nvPicPr><p:blipFill><a:blip r:embed='{relation}'/><a:stretch><a:fillRect/>"
            f"</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x='{left}' y='{top}'/>"
            f"<a:ext cx='{width}' cy='{height}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
            "</a:prstGeom></p:spPr></p:pic>"
        )
        holder.shapes._spTree.append(picture)
        describe(holder.shapes[-1], brand.logo_alt or brand.agency)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu()


def _scheme(properties: Any, colour: str) -> None:
    """Give run properties a theme colour, first among their children as the schema wants."""
    for old in properties.findall(qn("a:solidFill")):
        properties.remove(old)
    solid = OxmlElement("a:solidFill")
    element(solid, "a:schemeClr", val=colour)
    properties.insert(0, solid)


def _behind(holder: Any, shapes: list[Any]) -> None:
    tree = holder.shapes._spTree
    for offset, shape in enumerate(shapes):
        tree.insert(2 + offset, shape)


def _rectangle(identity: int, name: str, box: Box, colour: str) -> Any:
    left, top, width, height = box.emu()
    fixed = f"<a:srgbClr val='{colour[1:].upper()}'/>"
    paint = fixed if colour.startswith("#") else f"<a:schemeClr val='{colour}'/>"
    return parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='{identity}' name='{name}'/><p:cNvSpPr/>"
        f"<p:nvPr userDrawn='1'/></p:nvSpPr><p:spPr><a:xfrm><a:off x='{left}' y='{top}'/>"
        f"<a:ext cx='{width}' cy='{height}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
        f"</a:prstGeom><a:solidFill>{paint}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>"
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office PowerPoint</Application></Properties>'
)


def without_strangers(presentation: Any) -> None:
    """Drop what the empty template brings along: picture, printer and the old file's facts."""
    package = presentation.part.package
    for holder in (package._rels, presentation.part._rels):
        for key, relation in list(holder.items()):
            if re.search(r"thumbnail|printerSettings", relation.reltype):
                holder.pop(key)
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _PROPERTIES.encode()
