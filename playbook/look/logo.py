"""A brand's logo: looked at once, when the brand is read, so that no document fails at it later.

A PNG has its pixels counted before anybody makes room for them, an SVG may only draw: nothing is
run, linked or spelt out by entities, and it has no words, which every machine would set in another
font. What is left is drawn once; what cannot be drawn is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from sim.messages import RuleError, Saying, msg

LARGEST = 2 * 2**20
"""Bytes; every document carries them."""

MOST_PIXELS = 5_000
"""On each side."""

LONGEST = 5
"""Digits before the point of a side of an SVG."""

MOST_NODES = 5_000
DEEPEST = 50

_PNG = b"\x89PNG\r\n\x1a\n"
_OTHERS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"\x00\x00\x01\x00", "ICO"),
)
_SVG = "{http://www.w3.org/2000/svg}"
_NEVER = {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler"}
_ELSEWHERE = re.compile(r"@import|url\(\s*(?!['\"]?\s*(#|data:image/))", re.IGNORECASE)
_WITHIN = re.compile(r"#|data:image/(png|jpeg);base64,", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[+-]?(?P<whole>\d*)(?:\.\d*)?(?P<power>[eE]\+?[1-9])?")
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let logo = json(bytes(sys.inputs.logo))
#let picture(..size) = image(bytes(logo.bytes), format: logo.format, ..size)
#context {
  let whole = measure(picture())
  picture(width: whole.width * calc.min(200pt / whole.width, 200pt / whole.height))
}
"""
"""Draws a logo as large as a square of 200 points holds it, however long one of its sides is."""

_PIXELS_AN_INCH = 288.0


@dataclass(frozen=True)
class Logo:
    """Hold a picture that can be drawn: ``kind`` is ``png`` or ``svg``."""

    content: bytes
    kind: str

    def as_png(self) -> bytes:
        """Return it as PNG, drawn where it is an SVG."""
        return self.content if self.kind == "png" else drawn(self)


def logo_of(content: bytes) -> Logo:
    """Return the logo that bytes are; raise ``RuleError`` that says why they cannot be one."""
    if len(content) > LARGEST:
        raise RuleError(
            msg(
                "has {n} bytes; a logo has at most {most}",
                n=f"{len(content):,}",
                most=f"{LARGEST:,}",
            )
        )
    logo = Logo(content, "png") if content.startswith(_PNG) else Logo(_drawing(content), "svg")
    if logo.kind == "png":
        _check_pixels(content)
    drawn(logo)
    return logo


def _check_pixels(content: bytes) -> None:
    if content[12:16] != b"IHDR" or len(content) < 33:
        raise RuleError(msg("is a damaged PNG"))
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if not (1 <= wide <= MOST_PIXELS and 1 <= high <= MOST_PIXELS):
        rule = msg(
            "has {wide} × {high} pixels; each side of a logo has 1 to {most}",
            wide=f"{wide:,}",
            high=f"{high:,}",
            most=f"{MOST_PIXELS:,}",
        )
        raise RuleError(rule)


def _drawing(content: bytes) -> bytes:
    """Return an SVG without a byte-order mark; whatever it is else is refused by its kind."""
    kind = next((kind for start, kind in _OTHERS if content.startswith(start)), None)
    if kind is not None:
        raise RuleError(msg("is a {kind} file; a logo is a PNG or SVG file", kind=kind))
    text = content.removeprefix(b"\xef\xbb\xbf")
    if b"<svg" not in text:
        raise RuleError(msg("must be a PNG or SVG file"))
    if b"<!ENTITY" in text:
        raise _no_drawing(msg("entities"))
    _check_nodes(text)
    return text


def _check_nodes(content: bytes) -> None:
    depth = 0
    for number, (event, node) in enumerate(_nodes(content)):
        depth += 1 if event == "start" else -1
        if number == 0 and node.tag != f"{_SVG}svg":
            raise RuleError(msg("is no SVG: its first element must be svg, with its xmlns"))
        if number >= 2 * MOST_NODES or depth > DEEPEST:
            rule = msg(
                "is too large: a logo has at most {n} elements, {deep} deep",
                n=f"{MOST_NODES:,}",
                deep=DEEPEST,
            )
            raise RuleError(rule)
        if event == "end" and (strange := next(_strange(node), None)):
            raise _no_drawing(strange)


def _nodes(content: bytes) -> Iterator[tuple[str, Element]]:
    """Yield every element twice, where it begins and where it ends."""
    try:
        yield from iterparse(BytesIO(content), ("start", "end"))
    except (ParseError, LookupError, ValueError) as fault:  # such as an unknown encoding
        raise RuleError(msg("is no SVG ({fault})", fault=str(fault))) from None


def _strange(node: Element) -> Iterator[Saying]:
    """Yield what a node holds that only draws in some programs, or does more than draw."""
    name = str(node.tag).rpartition("}")[2]
    if name in _NEVER:
        yield name
    if name in {"text", "tspan", "textPath"}:
        yield msg("words: turn them into paths")
    if name == "style" and _ELSEWHERE.search(node.text or ""):
        yield msg("a style sheet from elsewhere")
    for key, value in node.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            yield attribute
        if attribute == "href" and name != "a" and not _WITHIN.match(value.strip()):
            yield msg("a link to {address}", address=value[:60])
        if _ELSEWHERE.search(value):
            yield msg("a link to {address}", address=value[:60])
        if attribute in {"width", "height"} and _beyond(value):
            yield msg("a side of {length}", length=value[:20])


def _beyond(length: str) -> bool:
    """Tell whether a side is written longer than any drawing's, in whatever unit."""
    found = _NUMBER.match(length)
    if found is None:
        return False
    return len(found["whole"]) > LONGEST or found["power"] is not None


def _no_drawing(what: Saying) -> RuleError:
    return RuleError(msg("a logo only draws; this one holds {what}", what=what))


def drawn(logo: Logo) -> bytes:
    """Return a logo as PNG; raise ``RuleError`` where it cannot be drawn."""
    import typst  # the compiler is large, and few brands have a logo

    told = json.dumps({"bytes": list(logo.content), "format": logo.kind})
    try:
        made = typst.compile(_PAGE, sys_inputs={"logo": told}, format="png", ppi=_PIXELS_AN_INCH)
    except typst.TypstError as fault:
        raise RuleError(msg("cannot be drawn: {fault}", fault=fault.message)) from None
    assert isinstance(made, bytes)
    return made
