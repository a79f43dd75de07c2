"""The tables of ``data/``: one form for all of them, and an origin for every number."""

from __future__ import annotations

import csv
import re
import shutil

import pytest

from sim.messages import ProblemError
from sim.places import data_dir
from sim.tables.columns import BASES
from sim.tables.read import DICTIONARY, column_dictionary, read_table

DATA = data_dir()
TABLES = sorted(column_dictionary())
QUANTITIES = ("integer", "number", "money_cny", "share")
SOURCED = [name for name in TABLES if name != "case/sources"]
# The case's company stays Company A. Its names stand here backwards, so that a search finds none.
_BACKWARDS = ("nottocrup", "代时棉全", "rotcetorp", "lacidem renniw", "疗医健稳")
NAMES = tuple(word[::-1] for word in _BACKWARDS)


def _references(source):
    return [item.split(",")[0].strip() for item in source.split(";")]


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
        "market/kind_numbers": ("era", "kind_id", "quantity"),
        "oa/approvers": ("era", "role"),
        "oa/approver_numbers": ("era", "role", "quantity"),
        "market/assumptions": ("path", "era"),
        "operations/channel_economics": ("channel", "measure"),
        "charter/clauses": ("clause_id",),
        "charter/articles": ("paper", "article", "part"),
        "business/bottlenecks": ("era", "bottleneck_id"),
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


@pytest.mark.parametrize("name", SOURCED)
def test_every_row_has_a_basis_and_a_source_that_resolves(name):
    """A number nobody can trace is no number."""
    known = {row["ref"] for row in read_table("case/sources")}
    known |= {row["claim_id"] for row in read_table("case/claims")}
    for row in read_table(name):
        assert row["basis"] in BASES
        assert not set(_references(row["source"])) - known, row


@pytest.mark.parametrize("name", SOURCED)
def test_a_sourced_row_cites_more_than_judgement(name):
    """SOURCED without a page, or SEED without a claim, would be a claim to authority."""
    for row in read_table(name):
        cited = set(_references(row["source"])) - {"expert"}
        if row["basis"] == "SEED":
            assert any(re.fullmatch(r"S\d+|seed_article", ref) for ref in cited), row
        if row["basis"] in ("SOURCED", "MEASURED"):
            assert cited, row


def test_a_source_says_how_it_was_read_unless_it_is_ours():
    """Who doubts a number can go where it was found, and knows how far to trust the place."""
    for row in read_table("case/sources"):
        assert row["accessed"] or row["ref"] in ("expert", "project_measurement")
        assert row["supports"]


@pytest.mark.parametrize("name", ["case/facts", "market/public_figures"])
def test_a_fact_rests_on_more_than_a_sales_page(name):
    """Sources of grade C serve for ranges only."""
    grade = {row["ref"]: row["reliability"] for row in read_table("case/sources")}
    grade |= {row["claim_id"]: "B" for row in read_table("case/claims")}
    for row in read_table(name):
        assert min(grade[ref] for ref in _references(row["source"])) < "C", row


@pytest.mark.parametrize("column", ["basis", "source"])
def test_a_number_without_basis_or_source_is_refused(tmp_path, column):
    """The rule bites: a copy with one emptied cell does not read."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "business" / "fees.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[3][column] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ProblemError, match=rf"fees\.csv row 5 \[{column}\] = '': empty"):
        read_table("business/fees", folder)


def test_a_plausible_range_in_the_dictionary_holds_the_value_and_has_an_origin():
    """Factors lie on both sides of 1; the range is sourced like any number."""
    with (DATA / f"{DICTIONARY}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["low_factor"]]
    assert rows
    for row in rows:
        assert 0 < float(row["low_factor"]) <= 1 <= float(row["high_factor"])
        assert row["basis"] in BASES
        assert row["source"]


@pytest.mark.parametrize("name", ["market/kind_numbers", "oa/approver_numbers"])
def test_every_number_of_a_kind_or_an_approver_has_a_range_around_it(name):
    """A range of no width says that a judgement is certain."""
    for row in read_table(name):
        assert row["low"] < row["high"], row
        assert row["low"] <= row["value"] <= row["high"], row


@pytest.mark.parametrize("name", ["market/resource_kinds", "oa/approvers"])
def test_what_a_kind_or_an_approver_is_stands_apart_from_its_numbers(name):
    """Head counts and days of an event are facts of how it is run; all else has a range."""
    quantities = {c.name for c in column_dictionary()[name].values() if c.type in QUANTITIES}
    assert quantities <= {"people", "event_days"}


@pytest.mark.parametrize("name", TABLES)
def test_the_case_company_is_named_nowhere(name):
    """Company A is never named otherwise, in no table."""
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8").lower()
    assert not [word for word in NAMES if word in text]


def test_no_client_or_chain_names_the_case_company():
    """The same for the files beside the tables."""
    for path in DATA.rglob("*.toml"):
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in NAMES if word in text], path.name
