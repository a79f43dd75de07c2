"""Single values and keys as TOML writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def as_toml(value: Any) -> str:
    """Return a value as TOML writes it on one line.

    >>> as_toml([True, 1.5, "a", {"b c": 1}])
    '[true, 1.5, "a", { "b c" = 1 }]'
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{as_key(key)} = {as_toml(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(as_toml(each) for each in value)}]"
    return repr(value)


def as_key(key: str) -> str:
    """Return a key of a TOML file, in quotes where it needs them."""
    return key if key and set(key) <= _BARE else as_toml(key)
