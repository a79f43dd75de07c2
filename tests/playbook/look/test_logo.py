"""What cannot be drawn everywhere is no logo, and is refused when the brand is read."""

import io
import re
import zlib

import pytest
from PIL import Image

from playbook.look.logo import LARGEST, logo_of
from sim.messages import RuleError

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="40" height="20">{inside}<rect width="40" height="20" fill="red"/></svg>'
)
ENTITY = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def picture(kind, wide=40, high=20):
    made = io.BytesIO()
    Image.new("RGB", (wide, high)).save(made, kind)
    return made.getvalue()


def chunk(name, content):
    lengths = [len(content).to_bytes(4, "big"), zlib.crc32(name + content).to_bytes(4, "big")]
    return lengths[0] + name + content + lengths[1]


def declared(wide, high):
    """Return a PNG of a few bytes that says it has so many pixels."""
    size = wide.to_bytes(4, "big") + high.to_bytes(4, "big")
    head = chunk(b"IHDR", size + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def drawing(inside="", before=""):
    return (before + SVG.replace("{inside}", inside)).encode()


WHOLE = picture("PNG")
REFUSED = {
    "nothing": (b"", "must be a PNG or SVG file"),
    "no picture": (b"\0\xff" * 100, "must be a PNG or SVG file"),
    "half a PNG": (WHOLE[: len(WHOLE) // 2], "cannot be drawn: failed to decode image"),
    "the head of a PNG": (WHOLE[:8], "is a damaged PNG"),
    "one bit flipped": (WHOLE[:30] + bytes([WHOLE[30] ^ 1]) + WHOLE[31:], "CRC error"),
    "a JPEG": (picture("JPEG"), "is a JPEG file; a logo is a PNG or SVG file"),
    "a GIF": (picture("GIF"), "is a GIF file"),
    "a WebP": (picture("WEBP"), "is a WebP file"),
    "no pixels": (declared(0, 0), "has 0 × 0 pixels; each side of a logo has 1 to 5,000"),
    "30 GB of pixels": (declared(100_000, 100_000), "has 100,000 × 100,000 pixels"),
    "too many bytes": (WHOLE + bytes(LARGEST), "bytes; a logo has at most 2,097,152"),
    "half an SVG": (drawing()[:100], r"is no SVG \(unclosed token"),
    "a character of value 0": (drawing("\0"), r"is no SVG \(not well-formed"),
    "an unknown encoding": (drawing(before='<?xml version="1.0" encoding="x"?>'), "is no SVG"),
    "no xmlns": (b'<svg width="4" height="2"/>', "its first element must be svg, with its xmlns"),
    "no size": (drawing().replace(b'"40"', b'"0"'), "cannot be drawn: failed to parse SVG"),
    "a side without end": (drawing().replace(b'"40"', b'"1e13"'), "holds a side of 1e13"),
    "entities": (drawing("<text>&a;</text>", ENTITY), "this one holds entities"),
    "a script": (drawing("<script>alert(1)</script>"), "this one holds script"),
    "a handler": (drawing('<g onload="alert(1)"/>'), "this one holds onload"),
    "a page": (drawing("<foreignObject/>"), "this one holds foreignObject"),
    "a link": (drawing('<image href="http://a.b/c.png"/>'), "holds a link to http://a.b/c.png"),
    "a file": (drawing('<image xlink:href="file:///etc/passwd"/>'), "link to file:///etc/passwd"),
    "a link in a style": (drawing('<g style="fill: url( http://a.b )"/>'), "holds a link to fill"),
    "an import": (drawing("<style>@import 'a.css';</style>"), "a style sheet from elsewhere"),
    "words": (drawing("<text>North</text>"), "this one holds words: turn them into paths"),
    "too many elements": (drawing("<g/>" * 5_001), "at most 5,000 elements, 50 deep"),
    "too deep": (drawing("<g>" * 60 + "</g>" * 60), "at most 5,000 elements, 50 deep"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_everywhere_is_refused(name):
    content, message = REFUSED[name]
    with pytest.raises(RuleError, match=message):
        logo_of(content)


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<!-- © North -->",
        '<defs><linearGradient id="a"/></defs><g fill="url(#a)"/>',
        "<defs><path id='a' d='M0 0'/></defs><use xlink:href='#a'/>",
        "<style>.a { fill: url('#a') }</style>",
    ],
)
def test_a_drawing_is_taken_as_it_is(inside):
    logo = logo_of(drawing(inside))
    assert (logo.content, logo.kind) == (drawing(inside), "svg")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16"])
def test_a_png_of_any_kind_is_taken_as_it_is(mode):
    made = io.BytesIO()
    Image.new(mode, (40, 20)).save(made, "PNG")
    assert logo_of(made.getvalue()).as_png() == made.getvalue()


def test_a_byte_order_mark_is_no_part_of_a_drawing():
    assert logo_of(b"\xef\xbb\xbf" + drawing()).content == drawing()


@pytest.mark.parametrize(
    ("wide", "high", "drawn"), [(40, 20, (800, 400)), (1, 90_000, (1, 800)), (9, 18, (400, 800))]
)
def test_a_drawing_is_drawn_as_large_as_a_square_holds_it(wide, high, drawn):
    sized = drawing().replace(b'width="40" height="20">', b'width="%d" height="%d">' % (wide, high))
    assert re.search(rb'<svg.*height="%d">' % high, sized)
    assert Image.open(io.BytesIO(logo_of(sized).as_png())).size == drawn
