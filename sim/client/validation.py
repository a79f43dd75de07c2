"""Say in our own words what the validation of a file found: place, value, rule and remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from sim.client.schema import ClientFile
from sim.messages import Message, Saying, listed, msg, msg_many
from sim.problems import Problem, did_you_mean

Context = Mapping[str, Any]

ADD_IT = msg("Add it to the file")
"""The remedy of a key that is missing."""


def problems_of(
    error: ValidationError, where: str, model: type[BaseModel] = ClientFile
) -> list[Problem]:
    """Return the problems of a validation, each with its key, value, rule and remedy."""
    details = error.errors()
    return [_problem(d, where, model) for d in details if not _echoes(d["loc"], d["type"], details)]


def rule_of(detail: Any) -> Message:
    """Return the rule that one error of a validation broke.

    What the library finds and we have no words for is told in the library's.
    """
    context = detail.get("ctx", {})
    if detail["type"] in _RULES:
        return _RULES[detail["type"]](context)
    if detail["type"] == "value_error":  # raised by a check of our own, in words of our own
        rule: Message = context["error"].rule
        return rule
    return msg("is not valid ({fault})", fault=detail["msg"])


_RULES: Mapping[str, Callable[[Context], Message]] = {
    "extra_forbidden": lambda _: msg("no such setting"),
    "missing": lambda _: msg("is missing"),
    "greater_than": lambda found: msg("must be greater than {bound}", bound=_number(found["gt"])),
    "greater_than_equal": lambda found: msg(
        "must be greater than or equal to {bound}", bound=_number(found["ge"])
    ),
    "less_than": lambda found: msg("must be less than {bound}", bound=_number(found["lt"])),
    "less_than_equal": lambda found: msg(
        "must be less than or equal to {bound}", bound=_number(found["le"])
    ),
    "finite_number": lambda _: msg("must be a finite number"),
    "float_type": lambda _: msg("must be a number, without quotes"),
    "int_type": lambda _: msg("must be a whole number"),
    "int_from_float": lambda _: msg("must be a whole number"),
    "bool_type": lambda _: msg("must be true or false"),
    "string_type": lambda _: msg("must be text in quotes"),
    "string_too_long": lambda found: msg_many(
        "must have at most {n} character",
        "must have at most {n} characters",
        found["max_length"],
    ),
    "string_pattern_mismatch": lambda found: msg(
        "must match the pattern {pattern}", pattern=found["pattern"]
    ),
    "date_type": lambda _: msg("must be a date such as 2010-08-01, without quotes"),
    "date_from_datetime_inexact": lambda _: msg("must be a date without a time"),
    "datetime_type": lambda _: msg("must be a moment such as 2010-08-01T09:00:00, without quotes"),
    "tuple_type": lambda _: msg("must be a list in square brackets"),
    "too_short": lambda found: msg_many(
        "must have at least {n} member", "must have at least {n} members", found["min_length"]
    ),
    "too_long": lambda found: msg_many(
        "must have at most {n} member", "must have at most {n} members", found["max_length"]
    ),
    "dict_type": lambda _: msg("must be a section with keys"),
    "model_type": lambda _: msg("must be a section with keys"),
    "literal_error": lambda found: msg("must be one of {words}", words=_words(found["expected"])),
}


def _problem(detail: Any, where: str, model: type[BaseModel]) -> Problem:
    location = tuple(part for part in detail["loc"] if part not in ("tuple", "constrained-tuple"))
    place, rule = _place(location), rule_of(detail)
    if detail["type"] == "missing":
        return Problem(where=where, field=place, rule=rule, remedy=ADD_IT)
    remedy: Saying = ""
    if detail["type"] == "extra_forbidden":
        remedy = did_you_mean(str(location[-1]), _siblings(model, location))
    return Problem(where=where, field=place, value=detail["input"], rule=rule, remedy=remedy)


def _echoes(location: tuple[int | str, ...], kind: str, details: Sequence[Any]) -> bool:
    """Tell whether a list only counts as too short because its rows were refused."""
    depth = len(location)
    return kind == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == location for other in details
    )


def _place(location: Sequence[int | str]) -> str:
    """Return ``[section].key`` as the file shows it; rows of a list are counted from 1."""
    parts = [f"#{part + 1}" if isinstance(part, int) else part for part in location]
    return f"[{parts[0]}]" + "".join(f".{part}" for part in parts[1:])


def _siblings(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the keys that are known where an unknown one was found."""
    here: type[BaseModel] | None = model
    for part in location[:-1]:
        if here is None or not isinstance(part, str) or part not in here.model_fields:
            continue
        here = _model_within(here.model_fields[part].annotation)
    return list(here.model_fields) if here else []


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_within(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _number(bound: float) -> str:
    return f"{int(bound):,}" if float(bound).is_integer() else f"{bound:g}"


def _words(expected: str) -> Message:
    """Return the words that the library lists as ``'a', 'b' or 'c'``."""
    return listed(expected.replace(" or ", ", ").split(", "))
