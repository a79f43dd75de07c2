"""What a client's regimes gain where all its inputs are in doubt, and what to measure first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from playbook.study.box import InputBox, box_of
from playbook.study.information import Information, Knowing, information_of, worth_in_doubt
from playbook.study.spread import SpreadParts, spread_parts
from playbook.study.uncertain import Gain
from sim.client.regimes import BASELINE


def information(engagement: Engagement) -> Information:
    """Return what it is worth to know the client's uncertain inputs before choosing."""
    return engagement.once(_information)


def _information(engagement: Engagement) -> Information:
    return information_of(engagement.in_doubt())


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Hold one basis of a client's numbers: how many rest on it, and which of them are in doubt.

    ``worth`` is that of knowing all of these at once.
    """

    name: str
    numbers: int
    doubtful: tuple[str, ...]
    worth: Knowing


def bases(engagement: Engagement) -> list[Basis]:
    """Return every basis of the client's numbers, the one worth most to better first."""
    return engagement.once(_bases)


def _bases(engagement: Engagement) -> list[Basis]:
    numbers, doubt = engagement.client.assumptions, engagement.in_doubt()
    counts = Counter(one.basis for one in numbers)
    basis_of = {one.path: one.basis for one in numbers}
    drawn = {
        name: tuple(path for path in doubt.draws.paths if basis_of[path] == name) for name in counts
    }
    found = [
        Basis(name=name, numbers=n, doubtful=drawn[name], worth=worth_in_doubt(doubt, drawn[name]))
        for name, n in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.worth.mean, -one.numbers))


def gain_in_doubt(engagement: Engagement) -> Gain:
    """Return what the candidate gains over OA with all inputs in doubt."""
    return engagement.in_doubt().gain(engagement.candidate)


MOST = 5
"""So many inputs are named at most that are to be measured."""


def to_measure(engagement: Engagement) -> list[tuple[str, Knowing]]:
    """Return the inputs to measure, by key, those that are worth most first.

    An input that may be worth nothing is not among them.
    """
    return list(information(engagement).clear.items())[:MOST]


def parts(engagement: Engagement) -> SpreadParts:
    """Return where the spread of the candidate's gain comes from."""
    return engagement.once(_parts)


def _parts(engagement: Engagement) -> SpreadParts:
    return spread_parts(engagement.in_doubt(), engagement.candidate)


def oa_box(engagement: Engagement) -> InputBox | None:
    """Return the box of inputs in which OA is best among what the limits allow."""
    doubt = engagement.in_doubt()
    best = doubt.benefits.argmax(axis=1) == doubt.allowed.index(BASELINE)
    return box_of(doubt.draws.paths, doubt.draws.values, best)
