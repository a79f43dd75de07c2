"""Values worked out when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class Lazily(Mapping[str, Value]):
    """A mapping with known keys whose values are made one by one, each once.

    >>> lengths = Lazily(["oa", "green"], len)
    >>> lengths["green"], "plan" in lengths
    (5, False)
    """

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        """Return the value of a key; raise ``KeyError`` for a strange one."""
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether a key is known, without making its value."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Return the keys in their order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._keys)
