"""A chart in a sheet: its numbers as a table, and beside them the chart that Excel draws."""

from __future__ import annotations

from xlsxwriter import Workbook

from playbook.blocks import Chart
from playbook.formats.workbook.native_charts import native
from playbook.formats.workbook.page import HEAD, Page
from playbook.formats.workbook.table_sheet import write_table


def write_chart(page: Page, workbook: Workbook, chart: Chart, chapter: str) -> None:
    """Write a chart with its numbers; gaps stay empty cells, as Excel leaves them out."""
    table = chart.as_table()
    write_table(page, table, chapter, gap="")
    drawn = native(workbook, page.sheet.get_name(), chart, table)
    page.sheet.insert_chart(
        HEAD, len(table.columns) + 1, drawn, {"description": chart.alt, "object_position": 2}
    )
