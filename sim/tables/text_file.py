"""A text file as people have it: read in the encoding that it surely has, else refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from sim.messages import Message, Problem, ProblemError, RuleError, Saying, msg

LARGEST = 32 * 2**20
"""Bytes; a list of a hundred thousand SKUs has half of them."""

SAVE_AS_UTF8 = msg("Save it as UTF-8 (in Excel: CSV UTF-8)")

_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·—‘’“”…×℃°±]")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", msg("an Excel workbook or another packed file")),
    (b"\xd0\xcf\x11\xe0", msg("an old or locked Office file")),
    (b"%PDF", msg("a PDF")),
    (b"\x89PNG", msg("a picture")),
    (b"\xff\xd8\xff", msg("a picture")),
    (b"GIF8", msg("a picture")),
)


def text_of(path: Path, where: str) -> str:
    """Return the text of a file; ``where`` names it in problems. Raise ``ProblemError``.

    UTF-8 and UTF-16 are read, and Chinese text in GB18030 (GBK) or Big5 where it can be nothing
    else. A byte-order mark is no part of the text; lines end as Python has them.
    """
    content = bytes_of(path, where)
    try:
        return decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    except RuleError as error:
        problem = Problem(where=where, rule=error.rule, remedy=SAVE_AS_UTF8)
    raise ProblemError(problem)


def bytes_of(path: Path, where: str, *, remedy: Saying = "") -> bytes:
    """Return what a file holds; a folder, a pipe, a device or a file too large is refused."""
    try:
        rule = _no_file(path.stat().st_mode)
        if rule is None:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            if len(content) <= LARGEST:
                return content
            rule = msg("is larger than {n} MB", n=LARGEST // 2**20)
    except (FileNotFoundError, ValueError):  # a name with a character of no file system
        rule = msg("the file does not exist")
    except OSError as error:
        rule = msg("cannot be read: {fault}", fault=error.strerror)
        raise ProblemError(Problem(where=where, rule=rule, remedy=remedy)) from None
    raise ProblemError(Problem(where=where, rule=rule))


def _no_file(mode: int) -> Message | None:
    if S_ISDIR(mode):
        return msg("is a folder")
    return None if S_ISREG(mode) else msg("is a pipe or a device, not a file")


def decoded(content: bytes) -> str:
    """Return the text that bytes surely are; raise ``RuleError`` that says what they may be.

    >>> decoded("绿色通道授权书".encode("gbk"))
    '绿色通道授权书'
    """
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if kind is not None:
        raise RuleError(msg("is no text but {kind}", kind=kind))
    text = _by_its_mark(content)
    if "\0" in text:
        raise RuleError(msg("is no text: it holds the character of value 0"))
    return text


def _by_its_mark(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise RuleError(msg("is damaged: no {name} text", name=encoding.upper())) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _without_mark(content, error.start)
    return text if "\0" not in text else _utf_16(content) or text


def _without_mark(content: bytes, start: int) -> str:
    if (text := _utf_16(content)) is not None:
        return text
    found = [text for read in _READERS if (text := read(content)) is not None]
    if len(found) == 1:
        return found[0]
    if found:
        rule = msg("not UTF-8 text (byte {number}): it may be GBK as well as Big5", number=start)
    else:
        rule = msg("not UTF-8 text (byte {number}), nor surely GBK, Big5 or UTF-16", number=start)
    raise RuleError(rule)


def _utf_16(content: bytes) -> str | None:
    """Return text in UTF-16 without a mark: its commas and digits have a nought at one side."""
    halves = {"utf-16-le": content[1::2].count(0), "utf-16-be": content[::2].count(0)}
    encoding = max(halves, key=lambda name: halves[name])
    if 10 * halves[encoding] < len(content) or sum(halves.values()) > 1.05 * halves[encoding]:
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _gb18030(content: bytes) -> str | None:
    """Return text in GBK; None if it is not that: most bytes of Europe would pass for rare letters.

    At least nine letters in ten must be common ones, those of GB 2312.
    """
    return _common(content, "gb18030", lambda letter: letter.encode("gb2312", "ignore") != b"")


def _big5(content: bytes) -> str | None:
    """Return text in Big5; nine letters in ten must be of its first, common level."""
    return _common(content, "cp950", lambda letter: letter.encode("cp950")[0] <= 0xC6)


def _common(content: bytes, encoding: str, is_common: Callable[[str], bool]) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    letters = [letter for letter in text if not letter.isascii()]
    if not all(map(_CHINESE.match, letters)):
        return None
    return text if 10 * sum(map(is_common, letters)) >= 9 * len(letters) else None


_READERS: tuple[Callable[[bytes], str | None], ...] = (_gb18030, _big5)
