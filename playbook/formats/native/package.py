"""An Office file as a package: the brand in its theme, its logo, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from pptx.opc.oxml import serialize_part_xml
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from playbook.formats.native.writing import element
from playbook.look.brand import Brand

_TINT = "#f2f5f8"
_SERIES = ("#e69f00", "#56b4e9", "#cc79a7")


def theme_of(part: Any, brand: Brand) -> None:
    """Write the brand's colours and fonts into the theme that a master's part uses."""
    theme = next(one.target_part for one in part.rels.values() if one.reltype.endswith("/theme"))
    own = getattr(theme, "_element", None)  # the notes' theme is parsed, the slides' is not
    root = parse_xml(theme.blob) if own is None else own
    root.set("name", "Brand")
    colours = {
        "dk1": brand.ink,
        "lt1": "#ffffff",
        "dk2": brand.muted,
        "lt2": _TINT,
        "accent1": brand.accent,
        "accent2": brand.good,
        "accent3": brand.bad,
        **{f"accent{number}": colour for number, colour in enumerate(_SERIES, start=4)},
        "hlink": brand.accent,
        "folHlink": brand.muted,
    }
    scheme = root.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "Brand")
    for name, colour in colours.items():
        holder = scheme.find(qn(f"a:{name}"))
        holder[:] = []
        element(holder, "a:srgbClr", val=colour[1:].upper())
    fonts = root.find(f".//{qn('a:fontScheme')}")
    fonts.set("name", "Brand")
    for kind in ("majorFont", "minorFont"):
        holder = fonts.find(qn(f"a:{kind}"))
        holder.find(qn("a:latin")).set("typeface", brand.font)
        holder.find(qn("a:ea")).set("typeface", brand.font_zh)
        for script in holder.findall(qn("a:font")):
            if script.get("script") == "Hans":
                script.set("typeface", brand.font_zh)
            else:
                holder.remove(script)
    if own is None:
        theme._blob = serialize_part_xml(root)


def count_parts(package: Any) -> None:
    """Let a package number its parts on from the last one of their kind.

    The library walks through all parts whenever one more is named, which in a long deck is most of
    the work of a page's notes.
    """
    search, last = package.next_partname, dict[str, int]()

    def next_name(template: str) -> PackURI:
        if template not in last:
            before, after = template.split("%d")
            last[template] = int(search(template).removeprefix(before).removesuffix(after)) - 1
        last[template] += 1
        return PackURI(template % last[template])

    package.next_partname = next_name


FIRST = "[Content_Types].xml"


def fixed(package: bytes, moment: datetime) -> bytes:
    """Return the package with its entries in one order and all dated ``moment``.

    The charts' workbooks inside it are treated alike.
    """
    stamp = moment.timetuple()[:6]
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = fixed(content, moment)
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return kept.getvalue()
