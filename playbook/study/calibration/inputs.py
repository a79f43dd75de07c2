"""The few inputs that are fitted, each with the range in which it may lie."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite, log

from sim.client.load import Assumption, Client
from sim.messages import Message, Problem, ProblemError, did_you_mean, msg
from sim.results.experiment import Floats

FITTED = (
    "store.organic_visits_per_day",
    "store.growth_per_month",
    "store.conversion_share",
    "store.order_value_cny",
    "store.repeat_share",
    "offers.visitors_factor",
    "offers.conversion_factor",
)
"""Level and growth of the organic visits, what visits and orders are worth, what offers bring."""

DIGITS = 4
"""So many digits of an input are kept: no seasons tell more."""

AT_END = 0.2
"""Nearer to an end than this part of its range, on average, an input sits there."""

_RANGE = re.compile(r"([a-z_.0-9]+)=([^:]+):([^:]+)")


@dataclass(frozen=True, kw_only=True)
class FittedInput:
    """Hold an input: what the client's files say of it, and between what it is sought."""

    path: str
    told: float
    low: float
    high: float
    usual_low: float
    usual_high: float

    @property
    def is_widened(self) -> bool:
        """Tell whether it is sought beyond its usual range."""
        return self.low < self.usual_low or self.high > self.usual_high

    def at(self, part: float) -> float:
        """Return the input at a part of its range, in [0, 1]; evenly in parts of itself."""
        if self.low <= 0:
            return self.low + part * (self.high - self.low)
        return exp(log(self.low) + part * (log(self.high) - log(self.low)))

    def part(self, value: float) -> float:
        """Return at which part of its range a value lies, in [0, 1]."""
        if self.low <= 0:
            return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        part = (log(value) - log(self.low)) / (log(self.high) - log(self.low)) if value > 0 else 0
        return min(1.0, max(0.0, part))

    def end_near(self, part: float) -> float | None:
        """Return the end of the range at which a part lies, None where it lies within."""
        if part <= AT_END:
            return self.low
        return self.high if part >= 1 - AT_END else None

    def setting(self, part: float) -> str:
        """Return the setting at a part of the range."""
        return self.setting_of(self.at(part))

    def setting_of(self, value: float) -> str:
        """Return a value as a setting of the client's file; whole numbers stay whole."""
        if float(self.told).is_integer() and abs(self.told) > 1:
            return f"{self.path}={round(value)}"
        return f"{self.path}={float(f'{value:.{DIGITS}g}')!r}"


def inputs_of(client: Client, ranges: Sequence[str] = ()) -> tuple[FittedInput, ...]:
    """Return the inputs that are fitted, sought in their own ranges or in those of ``ranges``.

    A range is written ``store.growth_per_month=0.2:1.2``. Raise ``ProblemError`` for one that is
    none, or of no number of the client's.
    """
    known = {number.path: number for number in client.assumptions if number.amount is not None}
    wanted = _wanted(ranges, known)
    paths = dict.fromkeys((*FITTED, *wanted))
    return tuple(
        _input(known[path], wanted.get(path))
        for path in paths
        if path in known and (path in wanted or known[path].low is not None)
    )


def _input(number: Assumption, wanted: tuple[float, float] | None) -> FittedInput:
    told = number.amount or 0.0
    usual = (
        told if number.low is None else number.low,
        told if number.high is None else number.high,
    )
    low, high = wanted or usual
    return FittedInput(
        path=number.path,
        told=told,
        low=low,
        high=high,
        usual_low=usual[0],
        usual_high=usual[1],
    )


def _wanted(
    ranges: Sequence[str], known: Mapping[str, Assumption]
) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    problems: list[Problem] = []
    for text in ranges:
        match = _RANGE.fullmatch(text.replace(" ", ""))
        ends = _ends(match[2], match[3]) if match else None
        if match is None or ends is None:
            rule = msg("is no range")
            remedy = msg("Write KEY=LOW:HIGH, such as store.growth_per_month=0.2:1.2")
            problems.append(_problem(text, rule, remedy))
        elif match[1] not in known:
            remedy = did_you_mean(match[1], known)
            problems.append(_problem(match[1], msg("no such number of this client"), remedy))
        else:
            found[match[1]] = ends
    if problems:
        raise ProblemError(problems)
    return found


def _ends(low: str, high: str) -> tuple[float, float] | None:
    try:
        ends = float(low), float(high)
    except ValueError:
        return None
    return ends if ends[0] < ends[1] and all(map(isfinite, ends)) else None


def _problem(field: str, rule: Message, remedy: Message) -> Problem:
    return Problem(where="--range", field=field, rule=rule, remedy=remedy)


def settings_at(inputs: Sequence[FittedInput], parts: Floats) -> tuple[str, ...]:
    """Return the settings of a point, given by the part of its range of each input."""
    return tuple(one.setting(part) for one, part in zip(inputs, parts.tolist(), strict=True))
