"""Blocks that several tests of the documents share."""

import sys
from functools import cache
from pathlib import Path

import pytest

from playbook.blocks import (
    Blocks,
    Bullets,
    Callout,
    Chart,
    Column,
    Cover,
    Heading,
    Kpi,
    Kpis,
    PageBreak,
    Prose,
    Provenance,
    Sources,
    Table,
)
from playbook.blocks.document import Document
from playbook.formats.html.page import render

# pytest imports test files by their path, so that ``engagements.py`` is not on the search path.
sys.path.insert(0, str(Path(__file__).parent))

REGIMES = ("oa", "oa_urged", "plan", "green", "plan_green", "delegated")


def chart_data():
    """Return data for every kind of chart, with a gap, a loss and a long label among them."""
    long = "A home-page focus slot of the mall, weekends and festivals included, released late"
    points = [
        {"label": name, "value": value, "low": value - 9e4, "high": value + 9e4, "key": name}
        for name, value in zip(REGIMES[1:], (8e4, 3.5e5, 8e5, 1.32e6, -2.1e5), strict=True)
    ]
    return {
        "bars": {
            "labels": [*REGIMES[:5], long],
            "values": [0.18, 0.29, None, 0.55, 0.71, -0.1],
            "low": [0.16, 0.27, None, 0.5, 0.69, None],
            "high": [0.2, 0.31, None, 0.6, 0.73, None],
            "keys": list(REGIMES),
            "format": "share",
        },
        "grouped_bars": {
            "labels": ["Home focus", "Group buying"],
            "series": [
                {"name": name, "values": [index * 1e5, None], "key": name}
                for index, name in enumerate(REGIMES)
            ],
            "format": "money",
        },
        "stacked_bars": {
            "labels": ["July", "August", long],
            "series": [
                {"name": "Fees", "values": [1e4, 2e4, 3e4]},
                {"name": "Refunds", "values": [-3e3, None, -1e3]},
            ],
            "format": "money",
        },
        "lines": {
            "x": ["Aug 2010", "Sep 2010", "Oct 2010", "Nov 2010"],
            "series": [
                {
                    "name": name,
                    "values": [1e5 + index * 900, 2e5, None, 3e5 + index * 500],
                    "low": [9e4, 1.8e5, None, 2.7e5],
                    "high": [1.1e5, 2.2e5, None, 3.3e5],
                    "key": name,
                }
                for index, name in enumerate(REGIMES)
            ],
            "format": "money",
            "band": "P10 to P90",
        },
        "forest": {"points": points, "format": "signed_money", "x_label": "Against OA"},
        "gantt": {
            "unit": "date",
            "bars": [
                {
                    "label": f"Task {index}: {long}",
                    "area": ("Product", "Platform", "Team")[index % 3],
                    "start": f"2010-06-{1 + index % 20:02d}",
                    "finish": f"2010-07-{1 + index % 25:02d}",
                    "finish_late": f"2010-07-{3 + index % 25:02d}",
                    "critical": index % 4 == 0,
                }
                for index in range(45)
            ],
            "milestones": [
                {"label": "Contract", "at": "2010-06-01"},
                {"label": "Store approved", "at": "2010-07-10"},
                {"label": "Go-live", "at": "2010-07-20"},
            ],
        },
        "scatter": {
            "points": [
                {"label": name, "x": 2e4 * index, "y": 1e5 * index, "key": name}
                for index, name in enumerate(REGIMES)
            ],
            "x_format": "money",
            "y_format": "money",
            "x_label": "Money at risk",
            "y_label": "Contribution",
        },
    }


def document_of(words="Company A"):
    """Return one block of every kind, with ``words`` wherever a client's words can stand."""
    charts = []
    for kind, data in chart_data().items():
        _relabel(data, words)
        charts.append(Chart(kind=kind, title=f"{kind} {words}", alt=f"alt {words}", data=data))
    return Blocks(
        [
            Cover(
                title=f"Title {words}",
                subtitle=words,
                client=words,
                as_of="2010-06-01",
                facts=((words, words),),
            ),
            Heading(text=f"Heading {words}"),
            Heading(text=f"Part {words}", level=2),
            Prose(text=f"{words} stands here.\n\nIt costs CNY 1.32 m."),
            Bullets(items=(words, "another")),
            Kpis(items=(Kpi(label=words, value="46.8 %", detail=words, tone="good"),)),
            Table(
                title=words,
                columns=(
                    Column(name=words),
                    Column(name="Cost", unit="CNY", format="money"),
                    *(Column(name=f"Role {number}", unit="R/A/C/I") for number in range(9)),
                ),
                rows=((words, 1_324_000, *[words] * 9), ("none", None, *[None] * 9)),
                note=words,
            ),
            *charts,
            Callout(title=words, text=words, tone="bad"),
            PageBreak(),
            Heading(text=f"Heading {words}"),
            Sources(items=(words,)),
            Provenance(
                client=words,
                as_of="2010-06-01",
                model_version="0.1.0",
                seed=7,
                replications=200,
                inputs=((words, "ab" * 32),),
            ),
        ]
    )


def _relabel(data, words):
    """Put the client's words into the labels of one chart."""
    if "labels" in data:
        data["labels"][0] = words
    for name in ("points", "bars", "milestones"):
        if name in data:
            data[name][0]["label"] = words
    for one in data.get("series", [])[:1]:
        one["name"] = words


@pytest.fixture
def sample():
    return document_of()


@pytest.fixture(scope="session")
def page_of():
    """Give the page of the sample document with a client's words in it, drawn once."""
    return cache(lambda words="Company A": render(Document(blocks=document_of(words))).decode())


@pytest.fixture
def charts_by_kind():
    return {
        kind: Chart(kind=kind, title="What it shows", alt=f"A chart of {kind}", data=data)
        for kind, data in chart_data().items()
    }


@pytest.fixture(scope="session")
def sample_of():
    """Give the blocks of the sample document with a client's words in them."""
    return document_of
