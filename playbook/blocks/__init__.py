"""The typed blocks that a notebook's cells return and that every document is made of."""

from playbook.blocks.bar_charts import (
    Bars,
    Estimate,
    Forest,
    GroupedBars,
    SeriesBars,
    StackedBars,
)
from playbook.blocks.block import MIME, Block, Blocks
from playbook.blocks.charts import Chart, Dot, Lines, Scatter, Series, ValueChart
from playbook.blocks.gantt import Gantt, Milestone, Span
from playbook.blocks.kinds import (
    Bullets,
    Callout,
    Cover,
    Heading,
    Kpi,
    Kpis,
    PageBreak,
    Prose,
    Provenance,
    Sources,
    blocks_from,
    from_dict,
)
from playbook.blocks.table import Column, Table

__all__ = [
    "MIME",
    "Bars",
    "Block",
    "Blocks",
    "Bullets",
    "Callout",
    "Chart",
    "Column",
    "Cover",
    "Dot",
    "Estimate",
    "Forest",
    "Gantt",
    "GroupedBars",
    "Heading",
    "Kpi",
    "Kpis",
    "Lines",
    "Milestone",
    "PageBreak",
    "Prose",
    "Provenance",
    "Scatter",
    "Series",
    "SeriesBars",
    "Sources",
    "Span",
    "StackedBars",
    "Table",
    "ValueChart",
    "blocks_from",
    "from_dict",
]
