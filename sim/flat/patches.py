"""What differs between the arrays of two worlds that lie alike: places, and the numbers there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.flat.memory import Memory


@dataclass(frozen=True)
class Patch:
    """Hold the whole and the fractional numbers that make one world's arrays those of another."""

    ints: Mapping[int, int]
    reals: Mapping[int, float]

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """Return every place that it touches, with the array in which it lies."""
        return frozenset([*(("q", place) for place in self.ints), *(("d", n) for n in self.reals)])

    def applied(self, memory: Memory) -> Memory:
        """Return other arrays with its numbers on them."""
        changed = memory.copy()
        changed.set_ints(self.ints)
        changed.set_reals(self.reals)
        return changed


def patch_between(base: Memory, other: Memory) -> Patch:
    """Return what makes ``base`` the ``other``; raise ``ValueError`` where they lie differently."""
    if base.wanted != other.wanted or len(base.ints) != len(other.ints):
        raise ValueError(f"arrays of {other.wanted} numbers lie otherwise than {base.wanted}")
    ints, reals = (
        np.flatnonzero(np.frombuffer(ours, np.int64) != np.frombuffer(theirs, np.int64)).tolist()
        for ours, theirs in ((base.ints, other.ints), (base.reals, other.reals))
    )
    return Patch(
        {place: other.ints[place] for place in ints}, {place: other.reals[place] for place in reals}
    )
