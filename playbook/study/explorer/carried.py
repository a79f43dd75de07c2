"""A packed client as the page carries it: deflated numbers, patches as lists, the plan of both."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbook.study.explorer.packed import Group, Packed
from sim.flat import places as at
from sim.flat.patches import Patch
from sim.results.facts import TOLD, kernel_module
from sim.results.telling import ITEMS

PLACES = (
    "CELLS",
    "SEED",
    "REGIMES",
    "REGIME_WIDTH",
    "REGIME_COUNT",
    "FACT_COUNT",
    "FACTS",
    "X_FACTS",
    "FACT_ENDS",
)
"""The names of ``sim/flat/places.py`` by which the page finds its way."""

EXACT = 1 << 53
"""Up to here a whole number is the same in a page's own numbers."""


@dataclass(frozen=True)
class Carried:
    """Hold the module and a client's numbers, both deflated, and what is written as JSON."""

    module: bytes
    numbers: bytes
    plan: Mapping[str, Any]
    groups: list[dict[str, Any]]


def carried(packed: Packed, seed: int) -> Carried:
    """Return a packed client with all that a page needs to play its seasons."""
    memory = packed.memory
    numbers = memory.ints.tobytes() + memory.reals.tobytes()
    return Carried(
        module=zlib.compress(kernel_module(), 9),
        numbers=zlib.compress(numbers, 9),
        plan=plan_of(packed, seed),
        groups=[_group(group) for group in packed.groups],
    )


def plan_of(packed: Packed, seed: int) -> dict[str, Any]:
    """Return where what stands, how much room there must be, and what the facts are called."""
    whole, fractional, cells = packed.memory.wanted
    return {
        "at": {name: getattr(at, name) for name in PLACES},
        "count": len(packed.memory.ints),
        "room": {"whole": whole + cells, "fractional": fractional},
        "cells": whole,
        "seed": seed,
        "regimes": list(packed.regimes),
        "outcomes": list(TOLD),
        "items": ITEMS,
    }


def _group(group: Group) -> dict[str, Any]:
    """Return a group: its dials, the places it touches, and the numbers there at each value.

    Values stand in the order in which the dials' values are counted up, the last dial first.
    """
    ints = sorted({place for patch in group.patches.values() for place in patch.ints})
    reals = sorted({place for patch in group.patches.values() for place in patch.reals})
    return {
        "dials": list(group.keys),
        "ints": ints,
        "reals": reals,
        "patches": [_numbers(patch, ints, reals) for patch in group.patches.values()],
    }


def _numbers(patch: Patch, ints: list[int], reals: list[int]) -> list[list[int | float | None]]:
    """Return the numbers of a patch at a group's places, None where it leaves them alone."""
    if any(abs(value) >= EXACT for value in patch.ints.values()):
        raise ValueError("a whole number of a patch has more than 53 bits")
    return [[patch.ints.get(place) for place in ints], [patch.reals.get(place) for place in reals]]
