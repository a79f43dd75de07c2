"""How wide the columns of a table are when its cells are of very different lengths."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.look.measure import text_width

_GAP = 1.4

_LONGEST_WORD = 16


def column_widths(heads: Sequence[str], rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Return the columns' shares of the width, adding up to 1; ``room`` is that width in ems.

    No column is narrower than its longest word; what is over goes to those with much to say.
    """
    columns = [[head, *cells] for head, *cells in zip(heads, *rows, strict=True)]
    least = [max(map(_word, column)) + _GAP for column in columns]
    whole = [max(map(_em, column)) + _GAP for column in columns]
    spare = room - sum(least)
    if spare <= 0:
        return [width / sum(least) for width in least]
    widths = _shared(least, whole, [_typical(column) for column in columns], spare)
    over = (room - sum(widths)) / len(widths)
    return [(width + over) / room for width in widths]


def _shared(least: list[float], whole: list[float], pull: list[float], spare: float) -> list[float]:
    """Return the widths when what is over goes to the columns by their pull, to none too much."""
    widths = list(least)
    for _ in widths:
        left = spare - (sum(widths) - sum(least))
        short = [at for at, width in enumerate(widths) if width < whole[at] - 0.01]
        if not short or left < 0.01:
            break
        pulled = sum(pull[at] for at in short)
        for at in short:
            widths[at] = min(widths[at] + left * pull[at] / pulled, whole[at])
    return widths


def _typical(column: Sequence[str]) -> float:
    """Return how much a column has to say: its mean cell, and one long cell in it a little."""
    widths = [_em(text) for text in column]
    return sum(widths) / len(widths) + 0.1 * max(widths) + 0.1


def _em(text: str) -> float:
    return text_width(text, 1)


def _word(text: str) -> float:
    """Return the width of the longest piece that is not broken; Chinese breaks anywhere."""
    breaks_anywhere = any(sign > "\u3000" for sign in text)
    words = [] if breaks_anywhere else text.split(" ")
    widest = max((_em(word[:_LONGEST_WORD]) for word in words), default=0.0)
    return max(widest, min(_em(text), 4.5))
