"""The tables of ``data/``: one form for all of them."""

from __future__ import annotations

import re

import pytest

from sim.tables.places import data_dir
from sim.tables.read import DICTIONARY, column_dictionary, read_table

DATA = data_dir()
TABLES = sorted(column_dictionary())


def test_every_file_is_in_the_dictionary_and_every_table_of_it_has_a_file():
    """No table without described columns, no description without a table."""
    files = {path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.rglob("*.csv")}
    files = {name for name in files if not name.startswith("clients/")} - {DICTIONARY}
    assert files == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_without_a_problem_and_has_rows(name):
    """Types, choices, bounds and ranges as the dictionary says."""
    assert read_table(name)


@pytest.mark.parametrize("name", [*TABLES, DICTIONARY])
def test_a_file_is_utf8_with_plain_line_ends_and_no_mark(name):
    """The same bytes on every machine."""
    content = (DATA / f"{name}.csv").read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_told_apart_by_their_key(name):
    """No two rows say something about the same thing."""
    keys = {
        "market/resource_kinds": ("era", "kind_id"),
        "market/arrival_pattern": ("era", "pattern", "key"),
        "market/seasonality": ("category", "month"),
        "oa/approvers": ("era", "role"),
        "market/assumptions": ("path", "era"),
        "operations/channel_economics": ("channel", "measure"),
        "charter/clauses": ("clause_id",),
    }
    columns = keys.get(name, (next(iter(column_dictionary()[name])),))
    found = [tuple(row[column] for column in columns) for row in read_table(name)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", TABLES)
def test_chinese_columns_hold_chinese(name):
    """Every cell for a Chinese reader has Chinese characters, or is a figure that needs none."""
    columns = [c for c in column_dictionary()[name] if c.endswith("_zh") or c == "zh"]
    for row in read_table(name):
        for column in columns:
            cell = row[column]
            if cell is None and row.get(column.replace("_zh", "_en")) is None:
                continue  # a cell that may be empty is so in both languages
            figure = re.fullmatch(r"[\d.,%<>≤≥–+ ]+", str(cell))
            assert figure or re.search(r"[\u4e00-\u9fff]", str(cell)), (row, column)
            assert not re.search(r"[,;:?!()]", str(cell)), "Chinese punctuation is full-width"


@pytest.mark.parametrize("name", TABLES)
def test_derived_columns_are_not_stored(name):
    """What follows from other columns is computed, so that it cannot contradict them."""
    stored = set(column_dictionary()[name])
    assert not {c for c in stored if c.endswith("_sigma") or c.startswith("p_cost_gt")}
    assert "signatures" not in stored
