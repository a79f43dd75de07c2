"""What a client file may hold, key by key: read off the schema, so that a new key is known at once.

A form to fill in and its reader walk through these. Plain keys are fields; a list of rows, such as
the authority classes, and a section by names, such as the approvers, are grids with columns.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.client.schema import ClientFile

_PLAIN = {bool: "bool", int: "integer", float: "number", date: "date", str: "text"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key: its path (``store.margin_share``; in a grid its name), what it holds, its bounds.

    ``kind`` is one of bool, integer, number, share, date, text, choice, words (a list of plain
    values) and literal (anything else, written as in TOML). ``part`` counts the members of a list
    of fixed length, from 1; 0 is no such list. ``optional`` says whether the schema has a default.
    """

    path: str
    kind: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    item: str = ""
    part: int = 0
    optional: bool = False
    default: object = None

    @property
    def name(self) -> str:
        """Return the name that tells this cell from all others of its sheet."""
        return f"{self.path}[{self.part}]" if self.part else self.path


@dataclass(frozen=True, kw_only=True)
class FieldGrid:
    """Rows of the same columns; in a ``named`` grid the first column is the name of the row.

    A row of a ``plain`` grid is no section but one value, in a column of that name.
    """

    path: str
    columns: tuple[Field, ...]
    named: bool = False
    plain: bool = False


@dataclass(frozen=True, kw_only=True)
class SectionFields:
    """One section of the client file: its plain keys and its grids."""

    name: str
    fields: tuple[Field, ...]
    grids: tuple[FieldGrid, ...]
    optional: bool


def client_sections() -> tuple[SectionFields, ...]:
    """Return the sections of a client file in the order of the schema."""
    return sections_of(ClientFile)


@cache
def sections_of(model: type[BaseModel]) -> tuple[SectionFields, ...]:
    """Return the sections of any model made of sections."""
    found = []
    for name, info in model.model_fields.items():
        parts = tuple(_walked(name, info.annotation, info.metadata, info))
        found.append(
            SectionFields(
                name=name,
                fields=tuple(part for part in parts if isinstance(part, Field)),
                grids=tuple(part for part in parts if isinstance(part, FieldGrid)),
                optional=not info.is_required(),
            )
        )
    return tuple(found)


def _walked(
    path: str, annotation: Any, metadata: Sequence[Any], info: FieldInfo
) -> Iterator[Field | FieldGrid]:
    """Yield what stands at one place of the file: a field, a grid, or those of a section."""
    base, marks = _bare(annotation, metadata)
    if _is_model(base):
        for name, below in base.model_fields.items():
            yield from _walked(f"{path}.{name}", below.annotation, below.metadata, below)
        return
    grid = _grid(path, base)
    if grid is not None:
        yield grid
    else:
        yield from _fields(path, base, marks, info)


def _grid(path: str, base: Any) -> FieldGrid | None:
    origin, inner = get_origin(base), get_args(base)
    if origin in (tuple, list) and inner:
        row, _ = _bare(inner[0], ())
        if _is_model(row):
            return FieldGrid(path=path, columns=tuple(_columns(row)))
    if origin is dict and _bare(inner[0], ())[0] is str:
        row, marks = _bare(inner[1], ())
        if _is_model(row):
            return FieldGrid(path=path, columns=tuple(_columns(row)), named=True)
        own = FieldInfo(annotation=row)
        columns = tuple(_fields("value", row, marks, own))
        return FieldGrid(path=path, columns=columns, named=True, plain=True)
    return None


def _columns(model: type[BaseModel]) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        base, marks = _bare(info.annotation, info.metadata)
        yield from _fields(name, base, marks, info)


def _fields(path: str, base: Any, marks: Sequence[Any], info: FieldInfo) -> Iterator[Field]:
    origin, inner = get_origin(base), get_args(base)
    optional = not info.is_required()
    default = info.get_default(call_default_factory=True, validated_data={}) if optional else None
    if origin is tuple and inner and Ellipsis not in inner:
        members = [_bare(member, ()) for member in inner]
        if all(member in _PLAIN for member, _ in members):
            for part, (member, bounds) in enumerate(members, start=1):
                kind = _kind(path, member)
                yield Field(path=path, kind=kind, part=part, optional=optional, **_bounds(bounds))
            return
    if origin in (tuple, list) and inner and (item := _item(inner[0])):
        kind, choices = item
        yield Field(
            path=path, kind="words", item=kind, choices=choices, optional=optional, default=default
        )
    elif origin is Literal and all(isinstance(word, str) for word in inner):
        yield Field(path=path, kind="choice", choices=inner, optional=optional, default=default)
    else:
        kind = _kind(path, base)
        yield Field(path=path, kind=kind, optional=optional, default=default, **_bounds(marks))


def _item(annotation: Any) -> tuple[str, tuple[str, ...]] | None:
    """Return kind and choices of a list's members; None if they are no plain values."""
    base, _ = _bare(annotation, ())
    if get_origin(base) is Literal:
        return "text", get_args(base)
    return (_PLAIN[base], ()) if base in _PLAIN else None


def _kind(path: str, base: Any) -> str:
    kind = _PLAIN.get(base, "literal")
    return "share" if kind == "number" and "_share" in path else kind


def _bare(annotation: Any, metadata: Sequence[Any]) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without its notes and without "or nothing", and the notes."""
    marks = tuple(metadata)
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            for mark in more:
                marks += tuple(mark.metadata) if isinstance(mark, FieldInfo) else (mark,)
        elif origin in (typing.Union, types.UnionType):
            stated = [part for part in get_args(annotation) if part is not types.NoneType]
            if len(stated) != 1:
                return annotation, marks
            annotation = stated[0]
        else:
            return annotation, marks


def _bounds(marks: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for mark in marks:
        for name, bound in (("ge", "low"), ("gt", "low"), ("le", "high"), ("lt", "high")):
            value = getattr(mark, name, None)
            if value is not None:
                found |= {bound: float(value), f"{bound}_open": name in ("gt", "lt")}
    return found


def _is_model(base: Any) -> bool:
    return isinstance(base, type) and issubclass(base, BaseModel)
