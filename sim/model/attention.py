"""How long a request waits for an approver's attention when the chain is chased (催办).

Written in the kernel's subset of Python. Durations are in microseconds.
"""

from __future__ import annotations

from sim.model.powers import power
from sim.model.units import DAY, DAYS_A_MONTH


def left_when_chased(attention: int, at: int, factor: float, fatigue: float) -> int:
    """Return what is left of an attention time under chasing that multiplies it by ``factor``.

    What it gains fades by ``fatigue`` a month of the season.
    """
    if factor == 1.0:
        return attention
    months = float(max(at, 0)) / DAY / DAYS_A_MONTH
    return round(attention * (1.0 - (1.0 - factor) * unfaded(fatigue, months)))


def unfaded(fatigue: float, months: float) -> float:
    """Return what is left of an effect that fades by ``fatigue`` a month."""
    if fatigue < 1.0:
        return power(1.0 - fatigue, months)
    return 1.0 if months == 0.0 else 0.0


def reminded(attention: int, reminders: int, after: int, shortens: float) -> int:
    """Return an attention time with reminders: each, every ``after``, shortens what is left."""
    left = attention
    waited = 0
    for _ in range(reminders):
        if left <= after:
            break
        waited += after
        left = round((left - after) * (1.0 - shortens))
    return waited + left
