"""The typed blocks that a notebook's cells return and that every document is made of.

A block carries facts: text as plain text and numbers as numbers. How they look is the business of
the renderers, so one notebook serves every format. Client strings are data and are never mark-up.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, TypeAdapter, ValidationError

from playbook.blocks.bar_charts import Bars, Forest, GroupedBars, StackedBars
from playbook.blocks.block import Block, Blocks, Part, problems_of, refusal
from playbook.blocks.charts import Lines, Scatter
from playbook.blocks.gantt import Gantt
from playbook.blocks.table import Table
from playbook.blocks.values import Date, Few, Many, Pair, Text, Whole, Words, one_of
from playbook.words.language import LANGUAGES
from playbook.words.slug import slug
from playbook.words.wording import day
from sim.messages import Problem, ProblemError, msg

Tone = Annotated[str, one_of(("good", "bad", "neutral"))]


def _anchor(text: str) -> str:
    if text != slug(text):
        raise refusal(msg("must be letters, digits and dashes"))
    return text


class Cover(Block):
    """The title page: what, for whom, as of which day, and a few facts of the client."""

    block: Literal["cover"] = "cover"
    title: Text
    subtitle: Words = ""
    client: Text
    as_of: Date
    facts: Few[Pair] = ()

    def __str__(self) -> str:
        return f"{self.title} | {self.client} | {day(self.as_of)}"


class Heading(Block):
    """A heading of level 1 (chapter) or 2; ``id`` is its anchor, made from the text if not told."""

    block: Literal["heading"] = "heading"
    text: Text
    level: Annotated[int, one_of((1, 2))] = 1
    id: Annotated[str, AfterValidator(_anchor)] = Field(
        default_factory=lambda told: slug(told["text"], "section")
    )

    def __str__(self) -> str:
        return f"{'#' * self.level} {self.text}"


class Prose(Block):
    """Plain text; a blank line starts a new paragraph. There is no mark-up.

    ``language`` is told where it is not the document's, such as of a letter to be sent.
    """

    block: Literal["prose"] = "prose"
    text: Text
    language: Annotated[str, one_of(("", *LANGUAGES))] = ""

    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs, each on one line."""
        return tuple(" ".join(part.split()) for part in self.text.split("\n\n") if part.strip())

    def __str__(self) -> str:
        return "\n\n".join(self.paragraphs())


class Bullets(Block):
    """A list of sentences; ``numbered`` when their order matters."""

    block: Literal["bullets"] = "bullets"
    items: Many[Text]
    numbered: bool = False

    def __str__(self) -> str:
        return "\n".join(f"- {item}" for item in self.items)


class Kpi(Part):
    """One headline figure, already in words (use ``wording``), with what it is compared with."""

    label: Text
    value: Text
    detail: Words = ""
    tone: Tone = "neutral"


class Kpis(Block):
    """A row of headline figures."""

    block: Literal["kpis"] = "kpis"
    items: Many[Kpi]

    def __str__(self) -> str:
        return "\n".join(f"{kpi.label}: {kpi.value} ({kpi.detail})" for kpi in self.items)


class Callout(Block):
    """A message that must not be missed; ``title`` is optional."""

    block: Literal["callout"] = "callout"
    text: Text
    tone: Tone = "neutral"
    title: Words = ""

    def __str__(self) -> str:
        return f"! {self.title or self.text}"


class Sources(Block):
    """Where the numbers come from, one entry a source."""

    block: Literal["sources"] = "sources"
    items: Many[Text]

    def __str__(self) -> str:
        return "\n".join(self.items)


class PageBreak(Block):
    """Start a new page on paper."""

    block: Literal["pagebreak"] = "pagebreak"


class Provenance(Block):
    """What the results rest on: shown in the footer and written into ``manifest.json``.

    ``inputs`` pairs the name of each file that was read with its SHA-256 in hexadecimal.
    """

    block: Literal["provenance"] = "provenance"
    client: Text
    as_of: Date
    model_version: Text
    seed: Whole | None = None
    replications: Whole | None = None
    inputs: Few[Pair] = ()

    def __str__(self) -> str:
        return f"{self.client} | {self.as_of} | seed {self.seed} | {self.model_version}"


_ANY_CHART = Annotated[
    Bars | GroupedBars | StackedBars | Lines | Forest | Gantt | Scatter, Discriminator("kind")
]
_ANY: TypeAdapter[Block] = TypeAdapter(
    Annotated[
        Cover
        | Heading
        | Prose
        | Bullets
        | Kpis
        | Table
        | _ANY_CHART
        | Callout
        | Sources
        | PageBreak
        | Provenance,
        Discriminator("block"),
    ]
)


def from_dict(data: object) -> Block:
    """Return the block that ``to_dict`` wrote; anything strange in it is refused."""
    try:
        return _ANY.validate_python(data)
    except ValidationError as error:
        raise ProblemError(_told(error, data)) from None


def blocks_from(data: object) -> Blocks:
    """Return the blocks that one notebook output carries: one block or a sequence of them."""
    if not isinstance(data, dict) or data.get("block") != "blocks":
        return Blocks([from_dict(data)])
    items = data.get("items")
    if not isinstance(items, list):
        rule = msg("must be a sequence")
        raise ProblemError(Problem(where="blocks", field="items", value=items, rule=rule))
    return Blocks(from_dict(item) for item in items)


def _told(error: ValidationError, data: Any) -> list[Problem]:
    """Return what is wrong; the first steps of a place tell the kind of block, and of chart."""
    kind = str(data.get("block", "block")) if isinstance(data, dict) else "block"
    return problems_of(error, kind, data, within=2 if kind == "chart" else 1)
