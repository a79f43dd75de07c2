"""Tables alike, such as one schedule per area, put into one that can be filtered as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playbook.blocks import Column, Table
from playbook.words.language import say

FEWEST = 3
"""Two tables with the same heads are read better one by one."""


def heads(table: Table) -> tuple[tuple[str, str, str], ...]:
    """Return what makes tables alike: the names, units and formats of their columns."""
    return tuple((column.name, column.unit, column.format) for column in table.columns)


def together(tables: Sequence[tuple[str, Table]]) -> Table:
    """Return tables with their chapters as one, the chapter in the first column."""
    first = tables[0][1]
    rows = tuple(
        (_short(chapter), *row)
        for chapter, table in tables
        for row in (table.rows[:-1] if table.total else table.rows)
    )
    notes = dict.fromkeys(table.note for _, table in tables if table.note)
    return Table(
        title=common_title([table.title for _, table in tables]),
        columns=(Column(name=say("Chapter")), *first.columns),
        rows=rows,
        note="\n".join(notes),
    )


def common_title(titles: Sequence[str]) -> str:
    """Return what titles have in common, at their beginning or their end.

    >>> common_title(["Schedule: product", "Schedule: platform", "Schedule: team"])
    'Schedule'
    >>> common_title(["4 decisions to sign", "2 decisions to sign"])
    'Decisions to sign'
    """
    before = _shared_start(titles)
    if any(len(title) > len(before) for title in titles) and before.isascii():
        before = before[: max(before.rfind(" "), before.rfind(":")) + 1]
    after = _shared_start([title[::-1] for title in titles])[::-1]
    if any(len(title) > len(after) for title in titles) and after.isascii():
        after = after[after.find(" ") + 1 :] if " " in after else ""
    found = max((_bare(before), _bare(after)), key=len)
    return found[:1].upper() + found[1:] if len(found) > 1 else titles[0]


def _shared_start(texts: Sequence[str]) -> str:
    """Return the letters with which all texts begin."""
    low, high = min(texts), max(texts)
    at = next((n for n, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return low[:at]


def _bare(text: str) -> str:
    return re.sub(r"^[\d\s,.;:：，]+|[\s,.;:：，（(]+$", "", text)


def _short(chapter: str) -> str:
    return re.split(r"[:：]", chapter, maxsplit=1)[0]
