"""What is to happen, by its moment: a heap on arrays, in the kernel's subset.

An entry is a moment, an order among those of one moment, and what happens: three arrays side by
side. ``count`` is how many entries there are; the arrays must have room for one more.
"""

from __future__ import annotations


def is_before(moment: int, order: int, other_moment: int, other_order: int) -> bool:
    """Tell whether one entry comes before another."""
    return moment < other_moment or (moment == other_moment and order < other_order)


def put(
    moments: list[int],
    orders: list[int],
    what: list[int],
    count: int,
    moment: int,
    order: int,
    it: int,
) -> int:
    """Enter ``it`` at a moment, and return how many entries there are now."""
    place = count
    while place > 0:
        above = (place - 1) >> 1
        if not is_before(moment, order, moments[above], orders[above]):
            break
        move(moments, orders, what, above, place)
        place = above
    moments[place], orders[place], what[place] = moment, order, it
    return count + 1


def take(moments: list[int], orders: list[int], what: list[int], count: int) -> int:
    """Take the first entry out and put it behind the last; return how many entries are left.

    The entry then stands at the place of that number in all three arrays.
    """
    last = count - 1
    moment, order, it = moments[last], orders[last], what[last]
    first_moment, first_order, first = moments[0], orders[0], what[0]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= last:
            break
        other = below + 1
        if other < last and is_before(moments[other], orders[other], moments[below], orders[below]):
            below = other
        if not is_before(moments[below], orders[below], moment, order):
            break
        move(moments, orders, what, below, place)
        place = below
    moments[place], orders[place], what[place] = moment, order, it
    moments[last], orders[last], what[last] = first_moment, first_order, first
    return last


def move(moments: list[int], orders: list[int], what: list[int], here: int, there: int) -> None:
    """Copy an entry from one place to another."""
    moments[there] = moments[here]
    orders[there] = orders[here]
    what[there] = what[here]
