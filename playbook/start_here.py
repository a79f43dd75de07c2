"""The first page: which notebook answers which question, and what a client file says.

Everything is read from the notebooks, the client file and its schema, so the page cannot go stale.
"""

from __future__ import annotations

from collections import Counter
from inspect import getdoc
from pathlib import Path

import sim
from playbook.blocks import (
    Blocks,
    Bullets,
    Column,
    Cover,
    Heading,
    Kpi,
    Kpis,
    Prose,
    Provenance,
    Table,
)
from playbook.parameters import declared, read_notebook
from playbook.wording import count, counted, day, in_words, share
from sim.loader import Assumption, Client, load_client
from sim.places import notebooks_dir
from sim.schema import ClientFile

_ORDER = ("start_here", "pitch", "onboarding_plan", "what_if")

_BASES = {
    "CLIENT": "stated in the client file",
    "MEASURED": "measured on data that anybody can check",
    "SOURCED": "from a published source",
    "SEED": "from the case that this playbook retells",
    "EXPERT": "a judgement, to be replaced by the client's own number",
}


def cover(client: str) -> Cover:
    """Return the title of the page; ``client`` is the file that serves as the example."""
    known = load_client(client).file
    return Cover(
        title="Where do I start?",
        subtitle="Which notebook answers which question, and what a client file says.",
        client=known.client.name,
        as_of=known.client.as_of.isoformat(),
        facts=(("Era", known.client.era), ("Season from", day(known.season.start))),
    )


def questions() -> Blocks:
    """Return which notebook answers which question, and how to run it."""
    rows = tuple((path.stem, *_title_and_lead(path)) for path in _notebooks())
    columns = (Column(name="Notebook"), Column(name="Question"), Column(name="What you get"))
    return Blocks(
        [
            Heading(text="Which notebook answers which question?"),
            Table(title="The notebooks", columns=columns, rows=rows),
            Bullets(
                items=(
                    "In JupyterLab: open a notebook, change its first code cell, and run all.",
                    "In a terminal: greenchannel pitch CLIENT writes the pitch as a document.",
                    "With papermill: papermill notebooks/pitch.ipynb out.ipynb -p client FILE.",
                )
            ),
        ]
    )


def settings() -> Blocks:
    """Return the parameters of every notebook with their units, defaults and meanings."""
    rows = tuple(
        (f"{path.stem}: {one.name}", str(one.default), one.unit, one.meaning)
        for path in _notebooks()
        for one in declared(path)
    )
    columns = tuple(Column(name=name) for name in ("Parameter", "Default", "Unit", "Meaning"))
    return Blocks(
        [
            Heading(text="What can be set in each notebook?"),
            Table(title="Parameters of the notebooks", columns=columns, rows=rows),
        ]
    )


def client_file(client: str) -> Blocks:
    """Return what a client file holds, section by section, and what this client's file states."""
    known = load_client(client)
    return Blocks(
        [
            Heading(text=f"What does the client file of {known.file.client.name} say?"),
            Prose(text=_summary(known)),
            Kpis(items=tuple(_bases(known))),
            _sections(known),
            _stated(known),
            Provenance(
                client=known.file.client.name,
                as_of=known.file.client.as_of.isoformat(),
                model_version=sim.__version__,
                inputs=known.files,
            ),
        ]
    )


def _notebooks() -> list[Path]:
    found = {path.stem: path for path in notebooks_dir().glob("*.ipynb")}
    extra = sorted(found.keys() - set(_ORDER))
    return [found[name] for name in (*_ORDER, *extra) if name in found]


def _title_and_lead(path: Path) -> tuple[str, str]:
    """Return the title of a notebook, which is a question, and the first paragraph below it."""
    cells = [cell for cell in read_notebook(path).cells if cell.cell_type == "markdown"]
    title, *paragraphs = (cells[0].source if cells else path.stem).split("\n\n")
    return title.lstrip("# ").strip(), " ".join(" ".join(paragraphs[:1]).split())


def _summary(known: Client) -> str:
    stated = [one for one in known.assumptions if one.basis == "CLIENT"]
    months = counted(known.file.season.months, "month")
    return (
        f"{known.path.name} states {counted(len(stated), 'number')} of its own; the other "
        f"{count(len(known.assumptions) - len(stated))} come from the tables of its era, "
        f"{known.file.client.era}. The store goes live on {day(known.file.project.go_live)}, and "
        f"{months} are simulated from {day(known.file.season.start)}.\n\n"
        "Each number that the file does not state has a unit, a range, a basis and a source, and "
        "can be overruled by a line in the file. greenchannel check FILE lists every problem "
        "of a file at once; greenchannel new NAME writes a file to start from."
    )


def _bases(known: Client) -> list[Kpi]:
    total = len(known.assumptions)
    counts = Counter(one.basis for one in known.assumptions)
    return [
        Kpi(
            label=f"{basis}: {_BASES[basis]}",
            value=count(counts[basis]),
            detail=f"{share(counts[basis] / total)} of all numbers",
        )
        for basis in _BASES
        if counts[basis]
    ]


def _sections(known: Client) -> Table:
    rows = []
    for name, field in ClientFile.model_fields.items():
        model = field.annotation
        own = [one for one in known.assumptions if one.path.startswith(f"{name}.")]
        stated = [one.path.split(".")[1] for one in own if one.basis == "CLIENT"]
        meaning = " ".join((getdoc(model) or "").replace("``", "").split())
        rows.append((f"[{name}]", meaning, in_words(stated) if stated else None))
    columns = tuple(Column(name=name) for name in ("Section", "What it says", "Stated here"))
    return Table(title="Sections of a client file", columns=columns, rows=tuple(rows))


def _stated(known: Client) -> Table:
    rows = tuple(
        (one.path, _written(one), one.unit, one.meaning)
        for one in known.assumptions
        if one.basis == "CLIENT"
    )
    names = ("Setting", "Value", "Unit", "Meaning")
    columns = tuple(Column(name=n, align="right" if n == "Value" else "left") for n in names)
    title = f"{counted(len(rows), 'number')} that {known.path.name} states itself"
    return Table(title=title, columns=columns, rows=rows)


def _written(one: Assumption) -> str:
    if isinstance(one.value, int | float):
        return f"{one.value:,}"
    return str(one.value)
