"""What a block is: a frozen, strictly checked value that becomes JSON and comes back from it.

``blocks`` holds the kinds. All that is wrong with one is told together, each fault with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self, overload

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from playbook.blocks.faults import problems_of, refuse
from playbook.words.language import say
from sim.problems import Problem, ProblemError

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


class Blocks(Sequence[Block]):
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
            rule = say("only blocks may stand here")
            raise ProblemError(Problem(where="Blocks", value=item, rule=rule))
