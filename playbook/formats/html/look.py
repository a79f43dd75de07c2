"""The look of a web page: the brand's colours for light and dark screens, and its own fonts."""

from __future__ import annotations

import base64
import colorsys

from playbook.look import fonts
from playbook.look.brand import READABLE, Brand
from playbook.look.theme import FONTS, contrast
from playbook.words.language import language

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
