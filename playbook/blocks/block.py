"""What a block is: a frozen, checked value that becomes JSON and comes back from it.

``blocks`` holds the kinds. Each registers itself here by being defined.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, overload

from playbook.blocks.block_checks import Findings, jsonable, plain
from sim.language import say
from sim.problems import ProblemError

MIME = "application/vnd.greenchannel.block+json"

_KINDS: dict[str, type[Block]] = {}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A frozen value that checks itself when it is made."""

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            object.__setattr__(self, field.name, plain(getattr(self, field.name)))
        findings = Findings(self._where())
        self._check(findings)
        findings.settle()

    def _check(self, findings: Findings) -> None:
        """Note every fault of this value."""
        raise NotImplementedError

    def _where(self) -> str:
        for name in ("title", "label", "name", "text"):
            named = getattr(self, name, None)
            if isinstance(named, str) and named:
                return f"{type(self).__name__} '{named[:40]}'"
        return type(self).__name__

    def _fields(self) -> dict[str, Any]:
        return {
            field.name: _encoded(getattr(self, field.name)) for field in dataclasses.fields(self)
        }


@dataclass(frozen=True, kw_only=True)
class Block(Part):
    """One piece of a document."""

    kind_of_block: ClassVar[str] = ""
    parts: ClassVar[dict[str, type[Part]]] = {}

    def __init_subclass__(cls) -> None:
        cls.kind_of_block = cls.__name__.lower()
        _KINDS[cls.kind_of_block] = cls

    def to_dict(self) -> dict[str, Any]:
        """Return the block as JSON; ``from_dict`` gives it back."""
        return {"block": self.kind_of_block, **self._fields()}

    def __str__(self) -> str:
        return type(self).__name__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return Blocks([self])._repr_mimebundle_()


class Blocks(Sequence[Block]):
    """Blocks in their order; shows all of them when a cell ends with it. Nested ones are levelled.

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

    __hash__ = None  # type: ignore[assignment]  # a Chart holds a dict

    def __repr__(self) -> str:
        kinds = ", ".join(block.kind_of_block for block in self)
        return f"<{len(self)} blocks: {kinds}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the blocks as JSON; ``blocks_from`` gives them back."""
        return {"block": "blocks", "items": [block.to_dict() for block in self]}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from playbook.formats.html.page import (
            for_notebook,  # the renderer knows the blocks, not they it
        )

        return {
            MIME: self[0].to_dict() if len(self) == 1 else self.to_dict(),
            "text/html": for_notebook(self),
            "text/plain": "\n\n".join(str(block) for block in self),
        }


def from_dict(data: object) -> Block:
    """Return the block that ``to_dict`` wrote; anything strange in it is refused."""
    findings = Findings("block")
    kind = data.get("block") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(kind, str):
        findings.refuse("", data, say("must be a mapping with the key 'block'"))
        findings.settle()
        raise AssertionError
    findings.choice("block", kind, _KINDS)
    findings.settle()
    fields = {key: value for key, value in data.items() if key != "block"}
    block: Block = _made(_KINDS[kind], fields)
    return block


def blocks_from(data: object) -> Blocks:
    """Return the blocks that one notebook output carries: one block or a sequence of them."""
    if isinstance(data, dict) and data.get("block") == "blocks":
        findings = Findings("blocks")
        if findings.keys("", data, {"block", "items"}, set()):
            findings.items("items", data["items"], least=0)
        findings.settle()
        return Blocks(from_dict(item) for item in data["items"])
    return Blocks([from_dict(data)])


def _made(cls: type[Part], data: object) -> Any:
    findings = Findings(cls.__name__)
    known = {field.name for field in dataclasses.fields(cls)}
    needed = {
        field.name for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING
    }
    findings.keys("", data, needed, known - needed)
    findings.settle()
    assert isinstance(data, dict)
    parts = cls.parts if issubclass(cls, Block) else {}
    return cls(**{key: _decoded(parts.get(key), value) for key, value in data.items()})


def _decoded(part: type[Part] | None, value: Any) -> Any:
    if part is None or not isinstance(value, list):
        return value
    return tuple(_made(part, item) for item in value)


def _encoded(value: Any) -> Any:
    if isinstance(value, Part):
        return value._fields()
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    return jsonable(value)


def _levelled(items: Iterable[Block | Iterable[Block]]) -> Iterator[Block]:
    for item in items:
        if isinstance(item, Block):
            yield item
        elif isinstance(item, Blocks | tuple | list):
            yield from _levelled(item)
        else:
            findings = Findings("Blocks")
            findings.refuse("", item, say("only blocks may stand here"))
            raise ProblemError(findings.problems)
