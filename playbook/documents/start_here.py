"""The first page: which notebook answers which question, and what a client file says.

Everything is read from the notebooks, the client file and its schema, so the page cannot go stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from types import NoneType
from typing import get_args

from playbook.blocks import Blocks, Bullets, Column, Cover, Heading, Kpi, Kpis, Prose, Table
from playbook.documents import LISTED, Listed
from playbook.documents.notebook_file import declared, read_notebook
from playbook.engagement.engagement import rests_on
from playbook.words.language import say, say_many
from playbook.words.names import meaning_of, unit_of
from playbook.words.wording import count, day, in_words, share
from sim.client.load import Assumption, Client
from sim.client.schema import ClientFile
from sim.places import notebooks_dir


def cover(known: Client) -> Cover:
    """Return the title of the page; ``known`` is the client that serves as the example."""
    file = known.file
    return Cover(
        title=say("Where do I start?"),
        subtitle=say("Which notebook answers which question, and what a client file says."),
        client=file.client.name,
        as_of=file.client.as_of.isoformat(),
        facts=(
            (say("Era"), _era(file.client.era)),
            (say("Season from"), day(file.season.start)),
        ),
    )


def questions() -> Blocks:
    """Return which notebook answers which question, and how to run it."""
    rows = tuple(
        (listed.notebook, *map(say, (*_title_and_lead(_path(listed)), listed.audience)))
        for listed in LISTED
    )
    heads = (say("Notebook"), say("Question"), say("What you get"), say("For whom"))
    return Blocks(
        [
            Heading(text=say("Which notebook answers which question?")),
            Table(
                title=say("The notebooks"),
                columns=tuple(Column(name=head) for head in heads),
                rows=rows,
            ),
            Bullets(
                items=(
                    say("In JupyterLab: open a notebook, change its first code cell, and run all."),
                    say("In a terminal: greenchannel pitch CLIENT writes the pitch as a document."),
                    say(
                        "With papermill: papermill notebooks/pitch.ipynb out.ipynb -p client FILE."
                    ),
                )
            ),
        ]
    )


def settings() -> Blocks:
    """Return the parameters of every notebook with their units, defaults and meanings."""
    rows = tuple(
        (f"{listed.notebook}: {one.name}", str(one.default), say(one.unit), say(one.meaning))
        for listed in LISTED
        for one in declared(_path(listed))
    )
    heads = (say("Parameter"), say("Default"), say("Unit"), say("Meaning"))
    return Blocks(
        [
            Heading(text=say("What can be set in each notebook?")),
            Table(
                title=say("Parameters of the notebooks"),
                columns=tuple(Column(name=head) for head in heads),
                rows=rows,
            ),
        ]
    )


def client_file(known: Client) -> Blocks:
    """Return what a client file holds, section by section, and what this client's file states."""
    return Blocks(
        [
            Heading(
                text=say("What does the client file of {name} say?", name=known.file.client.name)
            ),
            Prose(text=_summary(known)),
            Kpis(items=tuple(_bases(known))),
            _sections(known),
            _stated(known),
            rests_on(known),
        ]
    )


def texts_read() -> Iterator[str]:
    """Yield every English text that the page reads from notebooks and schema and has translated."""
    for listed in LISTED:
        yield listed.audience
        yield from _title_and_lead(_path(listed))
        for one in declared(_path(listed)):
            yield from (one.unit, one.meaning)
    yield from (_meaning(name) for name in ClientFile.model_fields)


def _path(listed: Listed) -> Path:
    return notebooks_dir() / f"{listed.notebook}.ipynb"


def _title_and_lead(path: Path) -> tuple[str, str]:
    """Return the title of a notebook, which is a question, and the first paragraph below it."""
    cells = [cell for cell in read_notebook(path).cells if cell.cell_type == "markdown"]
    title, *paragraphs = (cells[0].source if cells else path.stem).split("\n\n")
    return title.lstrip("# ").strip(), " ".join(" ".join(paragraphs[:1]).split())


def _era(era: str) -> str:
    return say("today") if era == "today" else era


def _summary(known: Client) -> str:
    stated = sum(one.basis == "CLIENT" for one in known.assumptions)
    origin = say_many(
        "{file} states {n} number of its own; the other {others} come from the tables of its era, "
        "{era}.",
        "{file} states {n} numbers of its own; the other {others} come from the tables of its "
        "era, {era}.",
        stated,
        file=known.path.name,
        others=count(len(known.assumptions) - stated),
        era=_era(known.file.client.era),
    )
    season = say_many(
        "The store goes live on {live}, and {n} month is simulated from {start}.",
        "The store goes live on {live}, and {n} months are simulated from {start}.",
        known.file.season.months,
        live=day(known.file.project.go_live),
        start=day(known.file.season.start),
    )
    change = say(
        "Each number that the file does not state has a unit, a range, a basis and a source, and "
        "can be overruled by a line in the file. greenchannel check FILE lists every problem of a "
        "file at once; greenchannel new NAME writes a file to start from."
    )
    return say("{sentence} {remedy}", sentence=origin, remedy=season) + f"\n\n{change}"


def _basis(basis: str) -> str:
    """Return what a basis means; its name stays as client files write it."""
    return {
        "CLIENT": say("CLIENT: stated in the client file"),
        "MEASURED": say("MEASURED: measured on data that anybody can check"),
        "SOURCED": say("SOURCED: from a published source"),
        "SEED": say("SEED: from the case that this playbook retells"),
        "EXPERT": say("EXPERT: a judgement, to be replaced by the client's own number"),
    }[basis]


def _bases(known: Client) -> list[Kpi]:
    total = len(known.assumptions)
    counts = Counter(one.basis for one in known.assumptions)
    return [
        Kpi(
            label=_basis(basis),
            value=count(counts[basis]),
            detail=say("{share} of all numbers", share=share(counts[basis] / total)),
        )
        for basis in ("CLIENT", "MEASURED", "SOURCED", "SEED", "EXPERT")
        if counts[basis]
    ]


def _sections(known: Client) -> Table:
    rows = []
    for name in ClientFile.model_fields:
        own = [one for one in known.assumptions if one.path.startswith(f"{name}.")]
        stated = [one.path.split(".")[1] for one in own if one.basis == "CLIENT"]
        rows.append((f"[{name}]", say(_meaning(name)), in_words(stated) if stated else None))
    heads = (say("Section"), say("What it says"), say("Stated here"))
    return Table(
        title=say("Sections of a client file"),
        columns=tuple(Column(name=head) for head in heads),
        rows=tuple(rows),
    )


def _meaning(section: str) -> str:
    """Return what the schema says about a section of the client file."""
    stated = ClientFile.model_fields[section].annotation
    model = next((part for part in get_args(stated) if part is not NoneType), stated)
    return " ".join((getdoc(model) or "").replace("``", "").split())


def _stated(known: Client) -> Table:
    rows = tuple(
        (one.path, _written(one), unit_of(one), meaning_of(one))
        for one in known.assumptions
        if one.basis == "CLIENT"
    )
    return Table(
        title=say_many(
            "{n} number that {file} states itself",
            "{n} numbers that {file} states itself",
            len(rows),
            file=known.path.name,
        ),
        columns=(
            Column(name=say("Setting")),
            Column(name=say("Value"), align="right"),
            Column(name=say("Unit")),
            Column(name=say("Meaning")),
        ),
        rows=rows,
    )


def _written(one: Assumption) -> str:
    if isinstance(one.value, int | float):
        return f"{one.value:,}"
    return str(one.value)
