"""The part of a season that other simulators can express: requests among other work at five desks.

A request needs the signature of every desk, one after the other; each desk has one person who takes
what comes first. Other work comes to each desk by itself. Gaps and handling are exponential, and
nobody ever goes home. So the desks are a network of queues whose mean stay is known (Jackson 1957).
"""

from __future__ import annotations

DESKS = 5
REQUESTS_AN_HOUR, OTHERS_AN_HOUR = 0.12, 0.58
"""How many requests come, and how much other work to each desk: it is at work 70 % of the time."""
HANDLING_H = 1.0
SEASON_H = 180 * 24.0
FIRST_H, LAST_H = 480.0, SEASON_H - 240.0
"""Requests filed between these are looked at: the desks are busy as ever, and all are answered."""


def mean_stay_h() -> float:
    """Return the mean hours from a request's filing to its last signature."""
    load = HANDLING_H * (REQUESTS_AN_HOUR + OTHERS_AN_HOUR)
    return DESKS * HANDLING_H / (1.0 - load)


def is_looked_at(filed_h: float) -> bool:
    """Tell whether a request counts."""
    return FIRST_H <= filed_h < LAST_H
