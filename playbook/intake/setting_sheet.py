"""The sheet of a section: one row a key, its meaning before its value and its rules behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook.clients.fields import Field, SectionFields
from playbook.clients.workbook.form import KEY, REMARK, VALUE, key_told
from playbook.intake.sheet import HEAD, SheetWriter, allowed, bilingual, both
from playbook.intake.words import Explained, KeyWords, shown
from playbook.words.language import say

WIDTHS = (38.0, 32.0, 22.0, 15.0, 22.0, 22.0, 22.0, 28.0, 32.0)
_VALUE, _REMARK = 2, 7


def purpose(section: SectionFields, explained: Explained) -> str:
    """Return in both languages how far the section must be filled in."""
    if section.optional:
        return both(lambda: say("Optional: leave it empty if the client does not know."))
    if any(_must(each, section, explained) for each in section.fields):
        return both(lambda: say("Yellow must be told; blue may be left to the default."))
    return both(lambda: say("Every cell may be left to the default."))


def write(
    writer: SheetWriter,
    section: SectionFields,
    tree: Mapping[str, Any],
    remarks: Mapping[str, str],
    explained: Explained,
) -> None:
    """Write the section with what is stated of it."""
    heads = (
        "Meaning",
        "含义",
        VALUE,
        "Unit 单位",
        "If left empty 不填时",
        "Allowed 可填内容",
        "Usual range 常见范围",
        REMARK,
        KEY,
    )
    writer.texts(HEAD, heads, writer.head())
    for row, each in enumerate(section.fields, start=HEAD + 1):
        words = explained.field(each)
        remark = remarks.get(key_told(each.name), "")
        _row(
            writer, row, each, words, (_stated(tree, each), remark), _must(each, section, explained)
        )
    writer.close(HEAD, columns=_VALUE + 1)


def _row(
    writer: SheetWriter, row: int, each: Field, words: KeyWords, told: tuple[Any, str], must: bool
) -> None:
    value, remark = told
    default = _default(words, must)
    note, muted = writer.note(), writer.muted()
    texts = (
        words.meaning,
        words.meaning_zh,
        "",
        bilingual(words.unit, words.unit_zh, " "),
        default,
        bilingual(*allowed(each)),
        _usual(words, each),
        remark,
        each.name,
    )
    looks = [note, note, note, muted, writer.default(each, default), muted, muted, note, muted]
    looks[_REMARK] = writer.input(Field(path="", kind="text"))
    writer.texts(row, texts, looks, beside=_shown(value))
    writer.fill(row, _VALUE, each, value, must=must)
    writer.allow((row, _VALUE, row, _VALUE), each)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else shown(value) if isinstance(value, list) else ""


def _must(each: Field, section: SectionFields, explained: Explained) -> bool:
    told = each.optional or section.optional
    return not told and not explained.is_assumed(each.name)


def _stated(tree: Mapping[str, Any], each: Field) -> Any:
    """Return what is stated for a key; None for nothing."""
    found: Any = tree
    for step in each.path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found[each.part - 1] if each.part and found is not None else found


def _default(words: KeyWords, must: bool) -> object:
    """Return what holds if nothing is stated; without that, an example."""
    example = words.shown_example
    if must:
        told = both(lambda: say("must be told"), " ")
        return f"{told}\n{example}" if example else told
    if isinstance(words.default, int | float) and not isinstance(words.default, bool):
        return words.default
    return shown(words.default) or example or None


def _usual(words: KeyWords, each: Field) -> str:
    if words.low is None or words.high is None:
        return ""
    if each.kind == "share":
        low, high = f"{100 * words.low:.4g}%", f"{100 * words.high:.4g}%"
    else:
        low, high = f"{words.low:,.10g}", f"{words.high:,.10g}"
    return f"{low} – {high} ({words.basis})"
