"""The values that blocks are made of: text, numbers, dates, sequences, and words of a few known."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from playbook.blocks.block import Steps, refusal, unknown
from playbook.words.wording import FORMATS
from sim.messages import msg

T = TypeVar("T")

_OWN = frozenset({str, int, float, bool, type(None)})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor UTF-8 can carry."""


@dataclass(frozen=True)
class Checked:
    """Let one function do all the checking of a field, whatever its type; it is written as it is.

    Pydantic's ``PlainValidator`` would call a function again for each value that is written.
    """

    check: Callable[[Any], object]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return how pydantic makes such a field."""
        return core_schema.no_info_plain_validator_function(self.check)


def printable(text: object) -> str:
    """Return text that may be empty; refuse anything else, and control characters."""
    if not isinstance(text, str):
        raise refusal(msg("must be text"))
    if _UNPRINTABLE.search(text):
        raise refusal(msg("must not hold control characters"))
    return text


def said(text: str) -> str:
    """Return text that says something."""
    if not text.strip():
        raise refusal(msg("must not be empty"))
    return printable(text)


def python_number(value: Any) -> Any:
    """Return NumPy's numbers as Python's, and all else as it is."""
    if type(value) in _OWN:
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value) if isinstance(value, numbers.Real) else value


def number(value: object) -> int | float:
    """Return a finite number as Python's own; ``True`` is not one."""
    value = python_number(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal(msg("must be a number"))
    if not math.isfinite(value):
        raise refusal(msg("must be finite"), msg("Use None for what does not exist"))
    return value


def iso_date(text: object) -> str:
    """Return a date such as ``2010-10-01``."""
    try:
        if isinstance(text, str) and len(text) == 10:
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise refusal(msg("must be a date such as '2010-10-01'"))


def whole(value: object) -> int:
    """Return a whole number; ``True`` is not one."""
    value = python_number(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise refusal(msg("must be a whole number"))
    return value


def refused(
    check: Callable[[Any], object], place: Steps, value: object
) -> Iterator[InitErrorDetails]:
    """Yield the fault of a value that a check refuses, if it does."""
    try:
        check(value)
    except PydanticCustomError as error:
        yield InitErrorDetails(type=error, loc=place, input=value)


def one_of(known: Iterable[object]) -> AfterValidator:
    """Return the check that a word, or a number, is one of the known."""
    known = frozenset(known)

    def checked(word: object) -> object:
        if word not in known:
            raise unknown(word, known)
        return word

    return AfterValidator(checked)


Words = Annotated[str, AfterValidator(printable)]
"""Text that may be empty."""
Text = Annotated[str, AfterValidator(said)]
Format = Annotated[str, one_of(FORMATS)]
Date = Annotated[str, Checked(iso_date)]
Number = Annotated[int | float, Checked(number)]
Whole = Annotated[int, Checked(whole)]
Gap = Number | None
"""A number, or None for what does not exist."""
Cell = Annotated[str | int | float | None, Checked(python_number)]
"""What a table holds; which of them a cell may be is told by its column."""
Few = Annotated[tuple[T, ...], Field(strict=False)]
"""A sequence that may be empty; a list becomes a tuple."""
Many = Annotated[tuple[T, ...], Field(strict=False, min_length=1)]
Pair = Annotated[tuple[Text, Text], Field(strict=False)]
Ends = Annotated[tuple[Gap, Gap], Field(strict=False)]
"""The two ends of an interval; None where there is none."""
