"""Names of sheets: at most 31 letters, without what Excel forbids, each used once."""

from __future__ import annotations

MOST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'\"#!\n\t", " "))


class SheetNames:
    """Give each sheet of one workbook its name."""

    def __init__(self) -> None:
        self._taken = {"history"}  # Excel keeps this one for itself

    def new(self, wanted: str) -> str:
        """Return a name like ``wanted`` that is legal and not yet taken.

        >>> names = SheetNames()
        >>> names.new("Costs: by kind"), names.new("costs by kind")
        ('Costs by kind', 'costs by kind 2')
        """
        plain = shortened(" ".join(wanted.translate(_FORBIDDEN).split()), MOST) or "–"
        name, number = plain, 2
        while name.casefold() in self._taken:
            name = f"{shortened(plain, MOST - 1 - len(str(number)))} {number}"
            number += 1
        self._taken.add(name.casefold())
        return name


def shortened(text: str, most: int) -> str:
    """Return a text cut to ``most`` letters as Excel counts them, between words if it has any.

    >>> shortened("Means over 200 seasons of 4 months", 20)
    'Means over 200…'
    """
    if _length(text) <= most:
        return text
    while _length(text) > most - 1:
        text = text[:-1]
    head, _, _ = text.rpartition(" ")
    return (head if len(head) > most / 2 else text).rstrip(" ,;，；、。") + "…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
