"""TOML as anybody may have written it: what the reader refuses or chokes on is told as a rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from sim.messages import Message, RuleError, msg, msg_many

LARGEST = 1_000_000
"""Characters of a file: a client's has some thousands, a set of fits some tens of thousands."""
LONGEST_LINE = 10_000
"""Characters of a line: the longest list of a client has some hundreds."""
DEEPEST = 12
"""Levels, one in another: a client file has five."""
MOST = 2**63
"""Whole numbers lie below it, as TOML says."""


class NotTomlError(RuleError):
    """Say that a text breaks the rules of TOML, and where."""


def toml_tree(text: str) -> dict[str, Any]:
    """Return what a text in TOML says.

    Raise ``NotTomlError`` where it is none, another ``RuleError`` where it is one without bounds.
    """
    if len(text) > LARGEST:
        raise RuleError(msg("longer than {n} characters", n=f"{LARGEST:,}"))
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            longest = f"{LONGEST_LINE:,}"
            raise RuleError(msg("line {row} is longer than {n} characters", row=number, n=longest))
    return _bounded(_loaded(text))


def toml_value(text: str) -> Any:
    """Return one value written as in TOML; raise as ``toml_tree`` does."""
    return toml_tree(f"value = {text}")["value"]


def _loaded(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise RuleError(_too_deep()) from None
    except tomllib.TOMLDecodeError as error:
        raise NotTomlError(msg("not valid TOML: {fault}", fault=str(error)[:200])) from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise RuleError(msg("a number in it has thousands of digits")) from None


def _bounded(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a tree that can be walked to the end, whose whole numbers fit 64 bits as TOML asks."""
    level: list[tuple[object, object]] = [("", tree)]
    for _ in range(DEEPEST):
        level = [member for key, node in level for member in _members(key, node)]
        for key, value in level:
            if isinstance(value, int) and not -MOST <= value < MOST:
                raise RuleError(msg("'{key}' has more than 19 digits", key=key))
    if level:
        raise RuleError(_too_deep())
    return tree


def _members(key: object, node: object) -> Iterable[tuple[object, object]]:
    if isinstance(node, dict):
        return node.items()
    return ((key, member) for member in node) if isinstance(node, list) else ()


def _too_deep() -> Message:
    return msg_many("nested more than {n} level deep", "nested more than {n} levels deep", DEEPEST)
