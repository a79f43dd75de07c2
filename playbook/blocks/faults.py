"""What is wrong with a block, told with its place: block, field, value, rule and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from playbook.words.language import say, say_many
from sim.messages import Saying
from sim.problems import Problem, did_you_mean

Steps = tuple[int | str, ...]

_NAMES = ("title", "label", "name", "text")
"""The fields by which a block is named, the first that it has."""


def refusal(rule: str, remedy: Saying = "") -> PydanticCustomError:
    """Return the error by which a check of our own refuses a value, in words of our own."""
    return PydanticCustomError("refused", "{rule}", {"rule": rule, "remedy": remedy})


def fault(place: Steps, value: object, rule: str, remedy: Saying = "") -> InitErrorDetails:
    """Return one fault that a check of a whole part found in the field or member at ``place``."""
    return InitErrorDetails(type=refusal(rule, remedy), loc=place, input=value)


def refuse(kind: str, faults: Iterable[InitErrorDetails]) -> None:
    """Raise the faults of a part of a kind together, if there are any."""
    found = list(faults)
    if found:
        raise ValidationError.from_exception_data(kind, found)


def unknown(word: object, known: Iterable[object]) -> PydanticCustomError:
    """Return the refusal of a word that is none of the known ones."""
    return refusal(say("is not known"), did_you_mean(str(word), [str(one) for one in known]))


def problems_of(
    error: ValidationError, kind: str, told: Any, known: Iterable[str] = (), *, within: int = 0
) -> list[Problem]:
    """Return the problems of one block of a kind, of which ``told`` was given.

    ``known`` are its fields; the first ``within`` steps of each place led to the block itself.
    """
    where = _where(kind, told)
    return [
        _problem(detail, where, tuple(detail["loc"][within:]), known)
        for detail in error.errors(include_url=False)
        if detail["type"] != "default_factory_not_called"  # what it is made from is wrong, and told
    ]


def _problem(detail: Any, where: str, place: Steps, known: Iterable[str]) -> Problem:
    kind, context, field = detail["type"], detail.get("ctx", {}), _field(place)
    if kind == "missing":
        return Problem(where=where, field=field, rule=say("is missing"))
    value, remedy = detail["input"], context.get("remedy", "")
    if kind == "extra_forbidden" and len(place) == 1:
        remedy = did_you_mean(field, known)
    if kind == "union_tag_invalid":
        field, value = context["discriminator"].strip("'"), context["tag"]
        remedy = did_you_mean(value, context["expected_tags"].strip("'").split("', '"))
    rule = _rule(detail, context)
    return Problem(where=where, field=field, value=value, rule=rule, remedy=remedy)


def _rule(detail: Any, context: Mapping[str, Any]) -> str:
    if "rule" in context:
        return str(context["rule"])
    told = _RULES.get(detail["type"])
    return told(context) if told else say("is not valid ({fault})", fault=detail["msg"])


_RULES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "bool_type": lambda _: say("must be true or false"),
    "dict_type": lambda _: say("must be a mapping"),
    "extra_forbidden": lambda _: say("no such entry"),
    "int_type": lambda _: say("must be a whole number"),
    "literal_error": lambda _: say("is not known"),
    "model_attributes_type": lambda _: say("must be a mapping with the key 'block'"),
    "model_type": lambda found: say("must be a {part}", part=found["class_name"]),
    "string_type": lambda _: say("must be text"),
    "too_short": lambda found: say_many(
        "must have at least {n} member", "must have at least {n} members", found["min_length"]
    ),
    "tuple_type": lambda _: say("must be a sequence"),
    "union_tag_invalid": lambda _: say("is not known"),
    "union_tag_not_found": lambda _: say("must be a mapping with the key 'block'"),
}


def _where(kind: str, told: Any) -> str:
    names = [told.get(name) for name in _NAMES] if isinstance(told, dict) else []
    named: str = next((name for name in names if isinstance(name, str) and name), "")
    return f"{kind} '{named[:40]}'" if named else kind


def _field(place: Steps) -> str:
    """Return where a value stands, such as ``series[0].values``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(steps).removeprefix(".")
