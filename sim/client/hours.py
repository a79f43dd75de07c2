"""Hours of the day as people write them: ``09:00-12:00``."""

from __future__ import annotations

import re
from itertools import pairwise

from sim.messages import RuleError, msg
from sim.model.units import HOUR, MINUTE

_SPAN = re.compile(r"^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})$")


def parse_span(text: str) -> tuple[int, int]:
    """Return ``HH:MM-HH:MM`` as microseconds after midnight, the first before the second.

    >>> parse_span("09:00-12:30") == (9 * HOUR, 12 * HOUR + 30 * MINUTE)
    True
    """
    match = _SPAN.match(text)
    if not match:
        raise RuleError(msg("hours are written as HH:MM-HH:MM, for example 09:00-12:00"))
    begin, end = parse_time(text.split("-")[0].strip()), parse_time(text.split("-")[1].strip())
    if begin >= end:
        raise RuleError(msg("the hours end before they begin, or at once"))
    return begin, end


def parse_time(text: str) -> int:
    """Return ``HH:MM`` as microseconds after midnight; 24:00 is the end of the day."""
    match = _TIME.match(text)
    if not match or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 24 * 60:
        raise RuleError(msg("a time is written as HH:MM, from 00:00 to 24:00"))
    return int(match[1]) * HOUR + int(match[2]) * MINUTE


def parse_spans(texts: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return several spans of one day in order; they may touch but not overlap."""
    spans = sorted(parse_span(text) for text in texts)
    for (_, end), (begin, _) in pairwise(spans):
        if begin < end:
            raise RuleError(msg("the hours of one day overlap"))
    return spans
