"""Tables as pandas frames."""

from __future__ import annotations

import pandas as pd
import pytest

from playbook.tables import table
from sim.csv_tables import column_dictionary, read_table
from sim.problems import ProblemError


def test_a_frame_holds_the_rows_of_the_file_in_its_order():
    """The same tasks, in the order in which they were written."""
    frame = table("onboarding_tasks")
    assert frame["task_id"].tolist() == [row["task_id"] for row in read_table("onboarding_tasks")]
    assert frame["task_id"].iloc[0] == "GV1"


def test_columns_have_types_that_can_hold_a_missing_value_without_changing():
    """A missing number is NA in a column of numbers, never a silent change to objects."""
    fits = table("approval_step_fits")
    assert fits["shape"].dtype == "Float64"
    assert fits["n"].dtype == "Int64"
    assert fits["shape"].isna().any()
    assert table("resource_kinds")["planned"].dtype == "boolean"


def test_an_empty_optional_text_is_empty_text():
    """The first task has no predecessors: "" can be split, NA cannot."""
    assert table("onboarding_tasks")["predecessors"].iloc[0] == ""


def test_a_frame_belongs_to_its_caller():
    """Changing one frame leaves the next one alone."""
    mine = table("roles")
    mine.loc[0, "name_en"] = "somebody else"
    assert table("roles").loc[0, "name_en"] != "somebody else"


@pytest.mark.parametrize("name", sorted(column_dictionary()))
def test_no_number_is_missing_where_the_dictionary_asks_for_one(name):
    """Missing cells stand only in optional columns."""
    frame = table(name)
    required = [c.name for c in column_dictionary()[name].values() if not c.optional]
    assert isinstance(frame, pd.DataFrame)
    assert not frame[required].isna().any(axis=None)


def test_an_unknown_table_names_the_nearest():
    """The error is a problem to be mended, not a traceback."""
    with pytest.raises(ProblemError, match=r"'risk': no such table\. Did you mean 'risks'"):
        table("risk")
