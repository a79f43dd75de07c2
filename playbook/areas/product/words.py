"""Say names, counts and yes or no as the pages of the range need them."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.clients.sku import Sku
from playbook.words.language import say_many
from playbook.words.wording import in_words

# A page shows the first of a long list, and says how many it leaves out.
SHOWN = 12
NAMED = 4


def label(sku: Sku) -> str:
    """Return the code and the name of a SKU."""
    return f"{sku.code} {sku.name}"


def left_out(count: int, shown: int = SHOWN) -> str:
    """Return how many rows of a table are not shown, or nothing."""
    if count <= shown:
        return ""
    return say_many("{n} more row is not shown.", "{n} more rows are not shown.", count - shown)


def named(skus: Sequence[Sku], most: int = NAMED) -> str:
    """Return the names of a few SKUs, and how many more there are."""
    names = [sku.name for sku in skus[:most]]
    rest = len(skus) - most
    if rest > 0:
        names.append(say_many("{n} more", "{n} more", rest))
    return in_words(names)
