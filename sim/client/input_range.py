"""The range of an uncertain input, and the value in it that luck draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.client.catalogue import stated_at
from sim.client.load import Assumption, Client


@dataclass(frozen=True, kw_only=True)
class InputRange:
    """Hold the range of an uncertain input; ``whole`` where it is counted."""

    path: str
    low: float
    own: float
    high: float
    whole: bool = False

    def at(self, uniform: float) -> float:
        """Return the value at a uniform: the own value is the median, evenly spread on each side.

        >>> one = InputRange(path="offers.window_factor", low=0.5, own=1.0, high=10.0)
        >>> one.at(0.25), one.at(0.5), one.at(0.75)
        (0.75, 1.0, 5.5)
        """
        end = self.low if uniform < 0.5 else self.high
        value = self.own + (end - self.own) * abs(2 * uniform - 1)
        return float(round(value)) if self.whole else value

    def setting(self, value: float) -> str:
        """Return a value as a setting of the client's file."""
        return f"{self.path}={int(value) if self.whole else value!r}"


def ranges_of(client: Client, numbers: Iterable[Assumption]) -> tuple[InputRange, ...]:
    """Return the ranges of a client's numbers, those without a range left out."""
    stated = client.file.model_dump()
    return tuple(
        InputRange(
            path=number.path,
            low=number.low,
            own=number.amount,
            high=number.high,
            whole=isinstance(stated_at(stated, number.path), int),
        )
        for number in numbers
        if number.low is not None and number.high is not None and number.amount is not None
    )
