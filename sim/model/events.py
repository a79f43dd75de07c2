"""Two words for waiting, so that a process reads like the story it tells."""

from __future__ import annotations

import simpy


def now(env: simpy.Environment) -> int:
    """Return the present moment, in microseconds since the season's start."""
    return int(env.now)


def until(env: simpy.Environment, moment: int) -> simpy.Timeout:
    """Return the event of a coming moment, to be yielded."""
    return env.timeout(moment - int(env.now))
