"""What a client's regimes gain where all its inputs are in doubt, and what to measure first."""

from __future__ import annotations

from playbook.engagement.engagement import Engagement
from playbook.study.information import Information, Knowing, information_of
from playbook.study.uncertain import Gain


def information(engagement: Engagement) -> Information:
    """Return what it is worth to know the client's uncertain inputs before choosing."""
    return engagement.once(_information)


def _information(engagement: Engagement) -> Information:
    return information_of(engagement.in_doubt())


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
