"""What several tests of the playbook share: blocks of every kind, and SKU lists."""

import csv
import dataclasses
import sys
from functools import cache
from pathlib import Path

import pytest

from playbook.blocks import (
    Bars,
    Blocks,
    Bullets,
    Callout,
    Column,
    Cover,
    Dot,
    Estimate,
    Forest,
    Gantt,
    GroupedBars,
    Heading,
    Kpi,
    Kpis,
    Lines,
    Milestone,
    PageBreak,
    Prose,
    Provenance,
    Scatter,
    Series,
    Sources,
    Span,
    StackedBars,
    Table,
)
from playbook.blocks.document import Document
from playbook.clients.load import SkuList
from playbook.clients.sku import Sku
from playbook.formats.html import render

# pytest imports test files by their path, so that ``engagements.py`` is not on the search path.
sys.path.insert(0, str(Path(__file__).parent))

REGIMES = ("oa", "oa_urged", "plan", "green", "plan_green", "delegated")


LONG = "A home-page focus slot of the mall, weekends and festivals included, released late"


def charts_of(words="", title="{kind}", alt="{kind}"):
    """Return a chart of every kind, with a gap, a loss and a long label among them.

    ``words`` stand for the first label of each.
    """
    made = (
        (Bars, _bars(words or "oa")),
        (GroupedBars, _grouped(words)),
        (StackedBars, _stacked(words)),
        (Lines, _lines(words)),
        (Forest, _forest(words)),
        (Gantt, _gantt(words)),
        (Scatter, _scatter(words)),
    )
    found = {}
    for cls, fields in made:
        kind = cls.model_fields["kind"].default
        told = [text.replace("{kind}", kind) for text in (title, alt)]
        found[kind] = cls(title=told[0], alt=told[1], **fields)
    return found


def _bars(first):
    return {
        "labels": (first, *REGIMES[1:5], LONG),
        "values": (0.18, 0.29, None, 0.55, 0.71, -0.1),
        "low": (0.16, 0.27, None, 0.5, 0.69, None),
        "high": (0.2, 0.31, None, 0.6, 0.73, None),
        "keys": REGIMES,
        "format": "share",
    }


def _grouped(words):
    return {
        "labels": (words or "Home focus", "Group buying"),
        "series": tuple(
            Series(name=_first(words, index, name), values=(index * 1e5, None), key=name)
            for index, name in enumerate(REGIMES)
        ),
        "format": "money",
    }


def _stacked(words):
    return {
        "labels": (words or "July", "August", LONG),
        "series": (
            Series(name=words or "Fees", values=(1e4, 2e4, 3e4)),
            Series(name="Refunds", values=(-3e3, None, -1e3)),
        ),
        "format": "money",
    }


def _lines(words):
    return {
        "x": ("Aug 2010", "Sep 2010", "Oct 2010", "Nov 2010"),
        "series": tuple(
            Series(
                name=_first(words, index, name),
                values=(1e5 + index * 900, 2e5, None, 3e5 + index * 500),
                low=(9e4, 1.8e5, None, 2.7e5),
                high=(1.1e5, 2.2e5, None, 3.3e5),
                key=name,
            )
            for index, name in enumerate(REGIMES)
        ),
        "format": "money",
        "band": "P10 to P90",
    }


def _forest(words):
    values = (8e4, 3.5e5, 8e5, 1.32e6, -2.1e5)
    return {
        "points": tuple(
            Estimate(
                label=_first(words, index, name),
                value=value,
                low=value - 9e4,
                high=value + 9e4,
                key=name,
            )
            for index, (name, value) in enumerate(zip(REGIMES[1:], values, strict=True))
        ),
        "format": "signed_money",
        "x_label": "Against OA",
    }


def _gantt(words):
    return {
        "unit": "date",
        "bars": tuple(
            Span(
                label=_first(words, index, f"Task {index}: {LONG}"),
                area=("Product", "Platform", "Team")[index % 3],
                start=f"2010-06-{1 + index % 20:02d}",
                finish=f"2010-07-{1 + index % 25:02d}",
                finish_late=f"2010-07-{3 + index % 25:02d}",
                critical=index % 4 == 0,
            )
            for index in range(45)
        ),
        "milestones": (
            Milestone(label=words or "Contract", at="2010-06-01"),
            Milestone(label="Store approved", at="2010-07-10"),
            Milestone(label="Go-live", at="2010-07-20"),
        ),
    }


def _scatter(words):
    return {
        "points": tuple(
            Dot(label=_first(words, index, name), x=2e4 * index, y=1e5 * index, key=name)
            for index, name in enumerate(REGIMES)
        ),
        "x_format": "money",
        "y_format": "money",
        "x_label": "Money at risk",
        "y_label": "Contribution",
    }


def _first(words, index, name):
    return words if words and index == 0 else name


def document_of(words="Company A"):
    """Return one block of every kind, with ``words`` wherever a client's words can stand."""
    charts = charts_of(words, title=f"{{kind}} {words}", alt=f"alt {words}")
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
            *charts.values(),
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


@pytest.fixture
def sample():
    return document_of()


@pytest.fixture(scope="session")
def page_of():
    """Give the page of the sample document with a client's words in it, drawn once."""
    return cache(lambda words="Company A": render(Document(blocks=document_of(words))).decode())


@pytest.fixture
def charts_by_kind():
    return charts_of(title="What it shows", alt="A chart of {kind}")


@pytest.fixture(scope="session")
def sample_of():
    """Give the blocks of the sample document with a client's words in them."""
    return document_of


# Margin 0.64; with a gift of 8 % 0.56. 300 a month are 10 a day, so 900 in stock last 90 days.
SOUND = {
    "code": "A",
    "name_en": "Tissues",
    "name_zh": "柔巾",
    "category": "tissues",
    "unit_cost_cny": 9.0,
    "list_price_cny": 25.0,
    "store_price_cny": 25.0,
    "shop_price_cny": 25.0,
    "stock_units": 900,
    "lead_days": 23,
    "weight_kg": 0.2,
    "cycle_days": 30,
    "units_per_month": 300.0,
    "one_photo": True,
    "photo_ready": True,
    "certificate_ready": True,
    "gift_only": False,
}


@pytest.fixture
def sku_of():
    """Give the sound SKU with changes."""
    return lambda **changes: Sku(**{**SOUND, **changes})


@pytest.fixture
def list_of():
    """Give a list of SKUs as if it had been read."""
    return lambda *skus: SkuList(where="skus.csv", skus=skus)


@pytest.fixture
def file_of(tmp_path):
    """Write rows, each the sound SKU with changes, and give the file."""

    def write(*changes):
        path = tmp_path / "acme_skus.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([field.name for field in dataclasses.fields(Sku)])
            writer.writerows(
                [_cell(value) for value in {**SOUND, **one}.values()] for one in changes
            )
        return path

    return write


def _cell(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value
