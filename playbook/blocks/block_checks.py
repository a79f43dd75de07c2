"""Checks of the values inside a block: every fault is gathered and told with its place."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from typing import Any

from sim.language import say, say_many
from sim.problems import Problem, ProblemError, did_you_mean


class Findings:
    """Gather what is wrong with one block, then raise it together."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []

    def refuse(self, field: str, value: object, rule: str, remedy: str = "") -> None:
        """Note one fault."""
        self.problems.append(
            Problem(where=self.where, field=field, value=value, rule=rule, remedy=remedy)
        )

    def text(self, field: str, value: object, *, may_be_empty: bool = False) -> None:
        """Ask for text without control characters."""
        if not isinstance(value, str):
            self.refuse(field, value, say("must be text"))
        elif not value.strip() and not may_be_empty:
            self.refuse(field, value, say("must not be empty"))
        elif any(_unprintable(letter) for letter in value):
            self.refuse(field, value, say("must not hold control characters"))

    def texts(self, field: str, value: object) -> None:
        """Ask for a sequence of texts, at least one."""
        for place, item in self.items(field, value):
            self.text(place, item)

    def items(self, field: str, value: object, *, least: int = 1) -> list[tuple[str, Any]]:
        """Return the members of a sequence with their places; note it when there are too few."""
        if not isinstance(value, tuple | list):
            self.refuse(field, value, say("must be a sequence"))
            return []
        if len(value) < least:
            rule = say_many(
                "must have at least {n} member", "must have at least {n} members", least
            )
            self.refuse(field, value, rule)
        return [(f"{field}[{index}]", item) for index, item in enumerate(value)]

    def number(self, field: str, value: object, *, may_be_none: bool = True) -> None:
        """Ask for a finite number; ``True`` is not one."""
        if value is None and may_be_none:
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(field, value, say("must be a number"))
        elif not math.isfinite(value):
            remedy = say("Use None for what does not exist")
            self.refuse(field, value, say("must be finite"), remedy)

    def integer(self, field: str, value: object) -> None:
        """Ask for a whole number or None."""
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.refuse(field, value, say("must be a whole number"))

    def choice(self, field: str, value: object, known: Iterable[object]) -> None:
        """Ask for one of the known words."""
        known = tuple(known)
        if value not in known or isinstance(value, bool):
            remedy = did_you_mean(str(value), [str(word) for word in known])
            self.refuse(field, value, say("is not known"), remedy)

    def keys(self, field: str, value: object, needed: set[str], optional: set[str]) -> bool:
        """Ask for a mapping with the needed keys and no strange one; return whether it is so."""
        if not isinstance(value, dict):
            self.refuse(field, value, say("must be a mapping"))
            return False
        before = len(self.problems)
        for key in value:
            if key not in needed | optional:
                remedy = did_you_mean(str(key), needed | optional)
                self.refuse(_inside(field, key), value[key], say("no such entry"), remedy)
        for key in sorted(needed - value.keys()):
            self.problems.append(
                Problem(where=self.where, field=_inside(field, key), rule=say("is missing"))
            )
        return len(self.problems) == before

    def settle(self) -> None:
        """Raise what was noted."""
        if self.problems:
            raise ProblemError(self.problems)


def plain(value: Any) -> Any:
    """Return ``value`` with lists as tuples and NumPy numbers as Python's; mappings stay JSON."""
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return tuple(plain(item) for item in value)
    return _python_number(value)


def jsonable(value: Any) -> Any:
    """Return a copy of ``value`` made of dicts, lists and Python's own scalars."""
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [jsonable(item) for item in value]
    return _python_number(value)


def _python_number(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    return value


def _inside(field: str, key: object) -> str:
    return f"{field}.{key}" if field else str(key)


def _unprintable(letter: str) -> bool:
    """Tell the characters that neither XML nor UTF-8 can carry."""
    point = ord(letter)
    return (
        (point < 0x20 and letter not in "\n\t")
        or 0x7F <= point < 0xA0
        or 0xD800 <= point < 0xE000
        or point in (0xFFFE, 0xFFFF)
    )
