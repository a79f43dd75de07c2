"""The grid of a sweep: which keys of the client file are varied, and over which values.

A key is varied as ``charter.quota_cny=2000:200000:20``, so many values from one to another, or as
``charter.quota_cny=5000,20000``, these values. The points are all combinations, the last key moving
fastest; point 0 is the client as told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod

from playbook.clients.fields import client_sections
from sim.client.load import Client
from sim.messages import Message, Problem, ProblemError, RuleError, msg, msg_many
from sim.tables.toml import toml_value

OVER = "--over"

SPAN = re.compile(r"([^:,\s]+):([^:,\s]+):([^:,\s]+)")
"""The first value, the last one, and how many."""

MOST_VALUES = 10_000
"""At most so many values of one key, and so many points: each is a world to be checked first."""

DIGITS = 6
"""A value between the first and the last has so many digits, so that a grid can be read."""

Setting = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Hold a key of the client file and the values that it takes, as they are written there."""

    key: str
    values: tuple[str, ...]

    @property
    def settings(self) -> tuple[str, ...]:
        """Return the values as settings."""
        return tuple(f"{self.key}={value}" for value in self.values)

    @property
    def numbers(self) -> tuple[float, ...] | None:
        """Return the values as numbers, None where one of them is none."""
        found = [_number(value) for value in self.values]
        numbers = tuple(number for number in found if number is not None)
        return numbers if len(numbers) == len(found) else None


@dataclass(frozen=True, kw_only=True)
class PointGrid:
    """Hold the axes of a sweep; the points are numbered from 0, which is the client as told."""

    axes: tuple[Axis, ...]

    @property
    def count(self) -> int:
        """Return how many points there are, the client as told among them."""
        return 1 + prod(len(axis.values) for axis in self.axes)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that are varied."""
        return tuple(axis.key for axis in self.axes)

    @cached_property
    def points(self) -> tuple[Setting, ...]:
        """Return the settings of each point; point 0 has none."""
        return ((), *product(*(axis.settings for axis in self.axes)))

    def values(self, point: int) -> tuple[str, ...]:
        """Return the values of a point, key by key; none of the client as told."""
        return tuple(setting.partition("=")[2] for setting in self.points[point])


def grid_of(texts: Sequence[str]) -> PointGrid:
    """Return the grid that is asked for; raise with every problem of how it is written."""
    axes: list[Axis] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            axes.append(_axis(text))
        except ProblemError as error:
            problems += error.problems
    keys = [axis.key for axis in axes]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        problems.append(_problem(key, msg("is varied twice"), msg("Write all its values once")))
    if not texts:
        problems.append(_problem("", msg("nothing is varied"), HOW))
    if problems:
        raise ProblemError(problems)
    return PointGrid(axes=tuple(axes))


HOW = msg("Write KEY=FIRST:LAST:COUNT or KEY=VALUE,VALUE, such as charter.quota_cny=2000:200000:20")


def _axis(text: str) -> Axis:
    key, equals, values = (part.strip() for part in text.partition("="))
    if not equals or "." not in key:
        raise ProblemError(_problem(text, msg("is not a key with its values"), HOW))
    span = SPAN.fullmatch(values)
    found = _between(key, *span.groups()) if span else tuple(_listed(values))
    if not found:
        raise ProblemError(_problem(key, msg("has no value to take"), HOW))
    return Axis(key=key, values=tuple(dict.fromkeys(found)))


def _between(key: str, first: str, last: str, count: str) -> tuple[str, ...]:
    """Return so many values from the first to the last; whole numbers where the key takes them."""
    low, high, many = _number(first), _number(last), _number(count)
    if low is None or high is None or many is None or many != int(many) or many < 0:
        raise ProblemError(_problem(f"{key}={first}:{last}:{count}", msg("is no span"), HOW))
    if many > MOST_VALUES:
        most = msg("has more than {most} values", most=f"{MOST_VALUES:,}")
        raise ProblemError(_problem(key, most, msg("Take fewer values")))
    steps = max(1, int(many) - 1)
    between = [low + (high - low) * nth / steps for nth in range(1, steps)]
    inner = [str(round(v)) if key in _whole_keys() else _written(v) for v in between]
    return (first, *inner, last)[: int(many)]


def _whole_keys() -> frozenset[str]:
    """Return the keys that take whole numbers only."""
    fields = (field for section in client_sections() for field in section.fields)
    return frozenset(field.path for field in fields if field.kind == "integer")


def _written(value: float) -> str:
    text = f"{value:.{DIGITS}g}"
    return text if "e" not in text else repr(float(text))


def _listed(text: str) -> Iterator[str]:
    """Give the values between commas that stand in no brackets and no quotes."""
    depth, quote, begun = 0, "", 0
    for place, letter in enumerate(f"{text},"):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "," and depth <= 0:
            if value := text[begun:place].strip():
                yield value
            begun = place + 1
        else:
            depth += (letter in "[{") - (letter in "]}")
    if value := text[begun:].strip():
        yield value


def _number(text: str) -> float | None:
    try:
        value = toml_value(text)
    except RuleError:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < float("inf") else None


def _problem(field: str, rule: Message, remedy: Message) -> Problem:
    return Problem(where=OVER, field=field, rule=rule, remedy=remedy)


MOST_TOLD = 5


def check_points(client: Client, grid: PointGrid) -> None:
    """Refuse a grid of which a value, or a combination of values, is no client.

    Each value is tried alone first, so that one that is out of its bounds is told once.
    """
    alone = [(setting,) for axis in grid.axes for setting in axis.settings]
    _refuse(client, alone)
    if len(grid.axes) > 1:
        _refuse(client, grid.points[1:])


def _refuse(client: Client, points: Sequence[Setting]) -> None:
    found: dict[tuple[str, str], list[Problem]] = {}
    for point in points:
        try:
            client.with_settings(*point)
        except ProblemError as error:
            for problem in error.problems:
                found.setdefault((str(problem.field), str(problem.rule)), []).append(problem)
    if found:
        told = [_of_many(problems) for problems in list(found.values())[:MOST_TOLD]]
        raise ProblemError(told)


def _of_many(problems: Sequence[Problem]) -> Problem:
    """Return the first of several equal problems, with how many more points have it."""
    first, more = replace(problems[0], where=OVER), len(problems) - 1
    if not more or first.remedy:
        return first
    rest = msg_many("{n} more point has the same problem", "{n} more points have it", more)
    return replace(first, remedy=rest)


def in_worlds(client: Client, grid: PointGrid) -> PointGrid:
    """Return the grid with the keys that change the world first, what is decided in it after them.

    Points of one world then stand behind one another, and share its seasons.
    """
    moving = {world.key for world in _moving(client, grid)}
    return PointGrid(axes=tuple(sorted(grid.axes, key=lambda axis: axis.key not in moving)))


def worlds_of(client: Client, grid: PointGrid) -> Iterator[Client]:
    """Give the client as told, and with each value of a key that changes its world."""
    yield client
    for axis in _moving(client, grid):
        yield from (client.with_settings(setting) for setting in axis.settings)


def _moving(client: Client, grid: PointGrid) -> list[Axis]:
    return [
        axis
        for axis in grid.axes
        if any(client.with_settings(one).scenario != client.scenario for one in axis.settings)
    ]
