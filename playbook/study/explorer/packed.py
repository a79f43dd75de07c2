"""A client on the arrays, and what every value of every dial changes there.

Dials that touch the same numbers form a group, of which every combination is packed; groups touch
different numbers, so their patches are laid on one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from playbook.study.explorer.case import Case
from playbook.study.explorer.dials import REGIME, Dial, Setting, Value, defaults
from sim.client.load import Client
from sim.flat.laws import undrawn
from sim.flat.memory import Memory
from sim.flat.packing import World
from sim.flat.patches import Patch, patch_between
from sim.model.clock import Clock
from sim.model.scenario import Scenario

OFFERS = "offers.rate_factor"
"""The dial that makes more offers come: there is room for its largest value."""


@dataclass(frozen=True)
class Group:
    """Hold the patches of dials that touch the same numbers, by the values of these dials."""

    keys: tuple[str, ...]
    patches: dict[tuple[Value, ...], Patch]

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """Return every place that one of its patches touches."""
        return frozenset[tuple[str, int]]().union(*(each.places for each in self.patches.values()))


@dataclass(frozen=True)
class Packed:
    """Hold a client's arrays with all dials where the file has them, and the groups of patches."""

    memory: Memory
    regimes: tuple[str, ...]
    groups: tuple[Group, ...]

    def patch(self, setting: Setting) -> Patch:
        """Return what a setting changes, the groups' patches laid on one after the other."""
        ints: dict[int, int] = {}
        reals: dict[int, float] = {}
        for group in self.groups:
            own = group.patches[tuple(setting[key] for key in group.keys)]
            ints |= own.ints
            reals |= own.reals
        return Patch(ints, reals)


@dataclass(frozen=True)
class Packing:
    """Pack a client at one setting after the other."""

    client: Client
    dials: tuple[Dial, ...]
    busiest: Scenario

    @classmethod
    def of(cls, client: Client, dials: tuple[Dial, ...]) -> Packing:
        """Return the packing of a client with room for as many offers as the dials let come."""
        most = next(dial.high for dial in dials if dial.key == OFFERS)
        crowded = Case(client, defaults(dials) | {OFFERS: most})
        return cls(client, dials, crowded.scenario)

    def memory(self, changed: Setting) -> tuple[Memory, tuple[str, ...]]:
        """Return the arrays with some dials moved, and the regimes on them."""
        case = Case(self.client, defaults(self.dials) | dict(changed))
        world = World(_apart(case.scenario), case.every)
        return undrawn(world, self.busiest), world.regimes

    def packed(self) -> Packed:
        """Return the arrays of the client, and what every dial changes."""
        base, regimes = self.memory({})
        moving = [dial for dial in self.dials if dial.key != REGIME]
        alone = [self._group(base, [dial]) for dial in moving]
        groups = [
            alone[together[0]]
            if len(together) == 1
            else self._group(base, [moving[nth] for nth in together])
            for together in _touching(alone)
        ]
        return Packed(base, regimes, tuple(groups))

    def _group(self, base: Memory, dials: Sequence[Dial]) -> Group:
        keys = tuple(dial.key for dial in dials)
        patches = {
            values: patch_between(base, self.memory(dict(zip(keys, values, strict=True)))[0])
            for values in product(*(dial.values for dial in dials))
        }
        return Group(keys, patches)


def _apart(scenario: Scenario) -> Scenario:
    """Return a scenario whose hours of duty are nobody else's, so that they can move alone."""
    agency = scenario.agency
    duty, director = (Clock(one.starts, one.ends) for one in (agency.duty, agency.director_duty))
    return replace(
        scenario,
        agency=replace(agency, duty=duty, director_duty=director),
        chain=replace(scenario.chain, resubmission_clock=duty),
    )


def _touching(groups: Sequence[Group]) -> Iterator[list[int]]:
    """Give the numbers of groups that touch the same places, also by way of a third one."""
    places = [group.places for group in groups]
    left = list(range(len(groups)))
    while left:
        together, reached = [left.pop(0)], set[tuple[str, int]]()
        reached |= places[together[0]]
        while found := [nth for nth in left if reached & places[nth]]:
            together += found
            left = [nth for nth in left if nth not in found]
            reached |= frozenset[tuple[str, int]]().union(*(places[nth] for nth in found))
        yield sorted(together)
