"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.formats.slides import measure


def column_widths(
    columns: Sequence[Sequence[str]], width: float, size: float, room: float
) -> list[float]:
    """Return widths that sum up to ``width``; a column begins with its head.

    Whole words come first, then as few lines as can be; ``room`` is what a cell keeps free.
    """
    least = [min(1.05 * measure.longest_word(one, size), width / 3) + room for one in columns]
    wanted = [
        max(measure.width(text, size, bold=number == 0) for number, text in enumerate(one)) + room
        for one in columns
    ]
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(columns)
        return [one + spare for one in wanted]
    if sum(least) >= width:
        return _shared(least, width)
    more = [min(want, width * 0.6) - low for want, low in zip(wanted, least, strict=True)]
    spare = width - sum(least)
    weights = [max(one, 0.0) ** 0.75 for one in more]
    return [low + spare * one / sum(weights) for low, one in zip(least, weights, strict=True)]


def _shared(wanted: list[float], width: float) -> list[float]:
    """Return widths that sum up to ``width``: narrow columns get theirs, wide ones share the rest.

    >>> _shared([20, 300, 300], 220)
    [20, 100.0, 100.0]
    """
    shares, left, given = [0.0] * len(wanted), width, 0
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index]):
        shares[index] = min(wanted[index], left / (len(wanted) - given))
        left, given = left - shares[index], given + 1
    return shares
