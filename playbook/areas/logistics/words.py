"""Say people, parcels and orders as the pages of logistics need them."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.words.language import say_many
from playbook.words.wording import in_words


def plain(value: float) -> str:
    """Return a number whose decimals are not shown when there are none.

    >>> plain(8.0), plain(2.2), plain(0.5)
    ('8', '2.2', '0.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def crew(pickers: int, packers: int) -> str:
    """Return how many pickers and packers; nobody is not named.

    >>> crew(2, 1), crew(0, 3)
    ('2 pickers and 1 packer', '3 packers')
    """
    named: Sequence[str] = [
        say_many("{n} picker", "{n} pickers", pickers) if pickers else "",
        say_many("{n} packer", "{n} packers", packers) if packers else "",
    ]
    return in_words([words for words in named if words])


def parcels(number: float) -> str:
    """Return a number of parcels.

    >>> parcels(1355.5), parcels(1)
    ('1,356 parcels', '1 parcel')
    """
    return say_many("{n} parcel", "{n} parcels", round(number))


def orders(number: float) -> str:
    """Return a number of orders.

    >>> orders(271.1)
    '271 orders'
    """
    return say_many("{n} order", "{n} orders", round(number))
