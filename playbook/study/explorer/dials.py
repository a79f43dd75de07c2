"""The dials of the explorer: what a client decides, what nobody controls, and where each may stand.

A dial's key is the client file's own, such as ``charter.quota_cny``, where the file has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sim.client.load import Client
from sim.client.regimes import REGIMES
from sim.client.schema import ClientFile
from sim.messages import Message, Problem, ProblemError, did_you_mean, msg

Value = str | float | None
Setting = Mapping[str, Value]
"""Where every dial stands, by its key."""

LEVER, UNCERTAINTY = "lever", "uncertainty"
REGIME, SPEED = "regime", "approvers.speed"
KINDS, COVERAGE = "charter.kinds_excluded", "plan.coverage_share"
ALL_INSIDE = "all_inside"
"""Every kind of offer inside the charter; the name of a kind stands for that one outside."""
DUTY, DIRECTOR = "agency.duty_hours", "charter.director_hours"
ON_DUTY = {DUTY: ("09:00-18:00", "08:00-24:00"), DIRECTOR: ("09:00-18:00", "08:00-24:00")}
"""The hours of every day in which the agency answers and the director countersigns, beside those
of the client file: office hours, and until midnight."""

APART = (DUTY,)
"""Levers that move everybody's world: today's OA is played without them."""

DROPPED, DEPUTIES, EVENINGS = "approvers.dropped", "approvers.deputies", "approvers.evenings"
AS_IT_IS, YES, NO = "as_it_is", "yes", "no"
"""Deputies and evening hours as the regime has them, for everybody, for nobody."""


@dataclass(frozen=True, kw_only=True)
class Dial:
    """Hold one dial: what turns it, where it may stand, where the client file has it.

    ``format`` says how its values are written: a name, money, a multiple, a share, a number. A
    value between two numbers that it may have is one too, but not in the page. None is without.
    """

    key: str
    side: str
    format: str
    values: tuple[Value, ...]
    default: Value

    @property
    def numbers(self) -> list[float]:
        """Return the numbers among its values."""
        return [float(value) for value in self.values if isinstance(value, int | float)]

    @property
    def low(self) -> float:
        """Return the least number that it may have."""
        return min(self.numbers)

    @property
    def high(self) -> float:
        """Return the largest number that it may have."""
        return max(self.numbers)

    def allows(self, value: Value) -> bool:
        """Tell whether the dial may stand there."""
        if isinstance(value, int | float) and not isinstance(value, bool) and self.numbers:
            return self.low <= value <= self.high
        return value in self.values


QUOTA_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
MONTH_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
ALONE_STEPS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 8.0)
STOP_STEPS = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
SOME_YUAN = 20_000.0
"""What the steps are multiples of where the client file has nought."""

WORLD = {
    "offers.rate_factor": ("multiple", 0.1),
    "offers.window_factor": ("multiple", 0.0),
    "offers.rival_factor": ("multiple", 0.5),
    "offers.visitors_factor": ("multiple", 0.1),
    "offers.conversion_factor": ("multiple", 0.1),
    "agency.self_interest": ("number", 0.1),
    "agency.forecast_sigma": ("number", 0.1),
}
"""What nobody controls: how it is written, and its step; nought stands for growing steps."""

GROWING = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def dials_of(client: Client, regime: str) -> tuple[Dial, ...]:
    """Return all dials of a client, levers first; ``regime`` is the one to begin with."""
    return (*_levers(client, regime), *_uncertainties(client))


def defaults(dials: Sequence[Dial]) -> dict[str, Value]:
    """Return where every dial stands in the client file."""
    return {dial.key: dial.default for dial in dials}


def checked(dials: Sequence[Dial], given: Setting, where: str) -> dict[str, Value]:
    """Return where every dial stands, ``given`` before defaults; raise with all that is wrong."""
    known = {dial.key: dial for dial in dials}
    problems = [
        Problem(where=where, field=key, rule=msg("no such dial"), remedy=did_you_mean(key, known))
        for key in given
        if key not in known
    ]
    problems += [
        Problem(where=where, field=key, value=value, rule=_rule(known[key]))
        for key, value in given.items()
        if key in known and not known[key].allows(value)
    ]
    if problems:
        raise ProblemError(problems)
    return defaults(dials) | dict(given)


def _rule(dial: Dial) -> Message:
    if dial.numbers:
        low, high = f"{dial.low:g}", f"{dial.high:g}"
        return msg("lies outside its range: from {low} to {high}", low=low, high=high)
    words = ", ".join(str(value) for value in dial.values)
    return msg("must be one of {words}", words=words)


def _levers(client: Client, regime: str) -> Iterator[Dial]:
    charter = client.file.charter
    yield _choice(REGIME, REGIMES, regime)
    yield _amount("charter.quota_cny", charter.quota_cny, QUOTA_STEPS)
    yield _amount("charter.month_quota_cny", charter.month_quota_cny, MONTH_STEPS)
    yield _amount("charter.alone_cny", charter.alone_cny, ALONE_STEPS)
    yield _amount("charter.stop_loss_cny", charter.stop_loss_cny, STOP_STEPS, none=True)
    yield _choice(KINDS, (AS_IT_IS, ALL_INSIDE, *_adhoc(client)), AS_IT_IS)
    yield _coverage(client.file.plan.coverage_share)
    yield _choice(DROPPED, (",".join(roles) for roles in droppable(client)), "")
    yield Dial(key=SPEED, side=LEVER, format="multiple", values=SPEEDS, default=1.0)
    yield _choice(DEPUTIES, (AS_IT_IS, YES, NO), AS_IT_IS)
    yield _choice(EVENINGS, (AS_IT_IS, YES, NO), AS_IT_IS)
    for key, hours in ON_DUTY.items():
        own = str(own_value(client.file, key))
        yield _choice(key, dict.fromkeys((own, *hours)), own)


def _adhoc(client: Client) -> list[str]:
    """Return the kinds of offers that no calendar announces."""
    return [id for id, kind in client.scenario.kinds.items() if not kind.planned]


def _coverage(own: float) -> Dial:
    values = tuple(sorted({own, *(nth / 10 for nth in range(11))}))
    return Dial(key=COVERAGE, side=LEVER, format="share", values=values, default=own)


MOST_DROPPED = 40
"""So many sets of signatures are on the dial at most; each is packed with everybody's hours."""


def droppable(client: Client) -> list[tuple[str, ...]]:
    """Return sets of signatures without which somebody is left to sign in every class of amounts.

    The empty set is first; then come single ones, pairs, and so on as long as there are not too
    many.
    """
    roles, classes = client.scenario.chain.approvers, client.scenario.chain.classes
    found: list[tuple[str, ...]] = []
    for count in range(len(roles)):
        sets = [
            each
            for each in combinations(roles, count)
            if all(set(row.roles) - set(each) for row in classes)
        ]
        if len(found) + len(sets) > MOST_DROPPED and count > 1:
            break
        found += sets
    return found


def own_value(file: ClientFile, key: str) -> Any:
    """Return what the client file says where a dial turns one of its keys."""
    section, _, name = key.partition(".")
    return getattr(getattr(file, section), name)


def _choice(key: str, values: Iterable[str], default: str) -> Dial:
    return Dial(key=key, side=LEVER, format="name", values=tuple(values), default=default)


def _amount(key: str, own: float | None, steps: Sequence[float], *, none: bool = False) -> Dial:
    """Return the dial of a clause: multiples of the client's own amount."""
    unit = own or SOME_YUAN
    amounts = sorted({own or 0.0, *(round(step * unit, 2) for step in steps)} - {None})
    if own is None:
        amounts.remove(0.0)
    values: tuple[Value, ...] = (*amounts, *((None,) if none else ()))
    return Dial(key=key, side=LEVER, format="money", values=values, default=own)


def _uncertainties(client: Client) -> Iterator[Dial]:
    ranges = {each.path: (each.low, each.high) for each in client.assumptions}
    for key, (format, step) in WORLD.items():
        own = float(own_value(client.file, key))
        low, high = ranges.get(key, (None, None))
        values = _stops(own, own if low is None else low, own if high is None else high, step)
        yield Dial(key=key, side=UNCERTAINTY, format=format, values=values, default=own)


def _stops(own: float, low: float, high: float, step: float) -> tuple[float, ...]:
    """Return the stops of a range, and the client's own value wherever it lies."""
    count = round((high - low) / step) if step else 0
    even = {round(low + step * nth, 4) for nth in range(count + 1)}
    return tuple(sorted({own, low, high} | (even if step else set(GROWING))))
