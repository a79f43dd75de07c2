"""What a block is: a frozen, strictly checked value that becomes JSON and comes back from it.

``blocks`` holds the kinds. All that is wrong with one is told together, each fault with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self, overload

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from sim.messages import Message, Problem, ProblemError, Saying, did_you_mean, msg, msg_many

Steps = tuple[int | str, ...]

_NAMES = ("title", "label", "name", "text")
"""The fields by which a block is named, the first that it has."""


def refusal(rule: Saying, remedy: Saying = "") -> PydanticCustomError:
    """Return the error by which a check of our own refuses a value, in words of our own."""
    return PydanticCustomError("refused", "{rule}", {"rule": rule, "remedy": remedy})


def fault(place: Steps, value: object, rule: Saying, remedy: Saying = "") -> InitErrorDetails:
    """Return one fault that a check of a whole part found in the field or member at ``place``."""
    return InitErrorDetails(type=refusal(rule, remedy), loc=place, input=value)


def refuse(kind: str, faults: Iterable[InitErrorDetails]) -> None:
    """Raise the faults of a part of a kind together, if there are any."""
    found = list(faults)
    if found:
        raise ValidationError.from_exception_data(kind, found)


def unknown(word: object, known: Iterable[object]) -> PydanticCustomError:
    """Return the refusal of a word that is none of the known ones."""
    return refusal(msg("is not known"), did_you_mean(str(word), [str(one) for one in known]))


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
        return Problem(where=where, field=field, rule=msg("is missing"))
    value, remedy = detail["input"], context.get("remedy", "")
    if kind == "extra_forbidden" and len(place) == 1:
        remedy = did_you_mean(field, known)
    if kind == "union_tag_invalid":
        field, value = context["discriminator"].strip("'"), context["tag"]
        remedy = did_you_mean(value, context["expected_tags"].strip("'").split("', '"))
    rule = _rule(detail, context)
    return Problem(where=where, field=field, value=value, rule=rule, remedy=remedy)


def _rule(detail: Any, context: Mapping[str, Any]) -> Saying:
    if "rule" in context:
        told: Saying = context["rule"]
        return told
    rule = _RULES.get(detail["type"])
    return rule(context) if rule else msg("is not valid ({fault})", fault=detail["msg"])


_RULES: Mapping[str, Callable[[Mapping[str, Any]], Message]] = {
    "bool_type": lambda _: msg("must be true or false"),
    "dict_type": lambda _: msg("must be a mapping"),
    "extra_forbidden": lambda _: msg("no such entry"),
    "int_type": lambda _: msg("must be a whole number"),
    "literal_error": lambda _: msg("is not known"),
    "model_attributes_type": lambda _: msg("must be a mapping with the key 'block'"),
    "model_type": lambda found: msg("must be a {part}", part=found["class_name"]),
    "string_type": lambda _: msg("must be text"),
    "too_short": lambda found: msg_many(
        "must have at least {n} member", "must have at least {n} members", found["min_length"]
    ),
    "tuple_type": lambda _: msg("must be a sequence"),
    "union_tag_invalid": lambda _: msg("is not known"),
    "union_tag_not_found": lambda _: msg("must be a mapping with the key 'block'"),
}


def _where(kind: str, told: Any) -> str:
    names = [told.get(name) for name in _NAMES] if isinstance(told, dict) else []
    named: str = next((name for name in names if isinstance(name, str) and name), "")
    return f"{kind} '{named[:40]}'" if named else kind


def _field(place: Steps) -> str:
    """Return where a value stands, such as ``series[0].values``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(steps).removeprefix(".")


MIME = "application/vnd.greenchannel.block+json"


class Part(BaseModel):
    """A frozen value inside a block; it checks itself when it is made."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def __init__(self, **fields: Any) -> None:
        try:
            super().__init__(**fields)
        except ValidationError as error:
            cls = type(self)
            raise ProblemError(problems_of(error, cls.__name__, fields, cls.model_fields)) from None

    # Pydantic then makes parts that stand within others itself, and gathers what is wrong in all.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield what is wrong although each field by itself is right."""
        return ()

    def changed(self, **fields: Any) -> Self:
        """Return this value with other fields, checked again."""
        told = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**told | fields)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        refuse(type(self).__name__, self.faults())
        return self


class Block(Part):
    """One piece of a document; ``block`` names its kind."""

    block: str

    def to_dict(self) -> dict[str, Any]:
        """Return the block as JSON; ``from_dict`` gives it back."""
        return self.model_dump(mode="json")

    def __str__(self) -> str:
        return type(self).__name__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return Blocks([self])._repr_mimebundle_()


class Blocks(Sequence[Block]):  # one class: a sequence, and how notebooks show it
    """Blocks in their order; shows all of them when a cell ends with it. Nested ones are levelled.

    Most of its methods are those of any sequence.

    >>> from playbook.blocks import Heading, Prose
    >>> Blocks([Heading(text="Findings"), Blocks([Prose(text="None yet.")])])
    <2 blocks: heading, prose>
    """

    def __init__(self, items: Iterable[Block | Iterable[Block]] = ()) -> None:
        self._items = tuple(_levelled(items))

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> Blocks: ...
    def __getitem__(self, index: int | slice) -> Block | Blocks:
        return Blocks(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __add__(self, other: Iterable[Block]) -> Blocks:
        return Blocks([*self, *other])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blocks) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} blocks: {', '.join(block.block for block in self)}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the blocks as JSON; ``blocks_from`` gives them back."""
        return {"block": "blocks", "items": [block.to_dict() for block in self]}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Return what a notebook keeps; how it shows them is registered when it begins."""
        return {
            MIME: self[0].to_dict() if len(self) == 1 else self.to_dict(),
            "text/plain": "\n\n".join(str(block) for block in self),
        }


def _levelled(items: Iterable[Block | Iterable[Block]]) -> Iterator[Block]:
    for item in items:
        if isinstance(item, Block):
            yield item
        elif isinstance(item, Blocks | tuple | list):
            yield from _levelled(item)
        else:
            rule = msg("only blocks may stand here")
            raise ProblemError(Problem(where="Blocks", value=item, rule=rule))
