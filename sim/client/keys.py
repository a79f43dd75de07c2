"""What the schema says of a key: its neighbours, what it counts, and its bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import inf, nextafter
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.client.quantities import Counted
from sim.client.schema import ClientFile
from sim.messages import Saying

Place = Sequence[int | str]
"""Keys, names of rows, and rows counted from 0, from the outside in."""


def known_keys(model: type[BaseModel], place: Place) -> list[str]:
    """Return the keys that are known where one of them stands, or an unknown one."""
    here: type[BaseModel] | None = model
    for part in place[:-1]:
        field = here.model_fields.get(str(part)) if here else None
        here = _model_within(field.annotation) if field else here
    return list(here.model_fields) if here else []


def counted(model: type[BaseModel], place: Place) -> Saying:
    """Return what the number at a place counts, nothing where it does not say."""
    return next((mark.told for mark in _marks(model, place) if isinstance(mark, Counted)), "")


@cache
def bounds_of(path: str) -> tuple[float, float]:
    """Return the least and the greatest value that a client file may state at a path.

    >>> bounds_of("store.return_share"), bounds_of("season.months")
    ((0.0, 0.9999999999999999), (1.0, 36.0))
    """
    marks = [*_marks(ClientFile, path.split("."))]
    least = [float(mark.ge) for mark in marks if getattr(mark, "ge", None) is not None]
    most = [float(mark.le) for mark in marks if getattr(mark, "le", None) is not None]
    most += [nextafter(mark.lt, -inf) for mark in marks if getattr(mark, "lt", None) is not None]
    return max(least, default=-inf), min(most, default=inf)


def _marks(model: type[BaseModel], place: Place) -> Iterator[Any]:
    """Yield what the type of the key at a place is marked with."""
    field = _field_at(model, place)
    if field is not None:
        yield from field.metadata
        for part in _parts(field.annotation):
            yield part
            yield from getattr(part, "metadata", ())


def _field_at(model: type[BaseModel], place: Place) -> FieldInfo | None:
    here: type[BaseModel] | None = model
    found = None
    for part in place:
        field = here.model_fields.get(str(part)) if here else None
        if field is not None:
            found, here = field, _model_within(field.annotation)
    return found


def _model_within(annotation: Any) -> type[BaseModel] | None:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
