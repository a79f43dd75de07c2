"""The results of an experiment: one tidy row a number."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results.experiment import Results

ROWS = [
    (0, "oa", "capture_rate", "", 0.1 + 0.2),
    (0, "oa", "offered", "slot", 3),
    (0, "oa", "exposure_cny", "7", 700.0),
    (0, "green", "capture_rate", "", 1 / 3),
    (1, "oa", "capture_rate", "", None),
    (1, "oa", "offered", "NA", 2),
    (1, "green", "capture_rate", "", 1e-300),
]
RESULTS = Results.of_rows(ROWS)


def test_an_outcome_is_given_season_by_season_and_nan_where_it_does_not_exist():
    np.testing.assert_array_equal(RESULTS.seasons("oa", "capture_rate"), [0.1 + 0.2, np.nan])


def test_a_breakdown_has_a_row_a_season_and_nought_where_none_of_an_item_came():
    table = RESULTS.by_item("oa", "offered")
    assert table.to_dict("list") == {"slot": [3.0, 0.0], "NA": [0.0, 2.0]}
    assert table.index.tolist() == [0, 1]


def test_a_breakdown_can_be_asked_for_items_that_never_came():
    assert RESULTS.by_item("oa", "offered", ["other"]).to_dict("list") == {"other": [0.0, 0.0]}


def test_what_never_happened_under_a_regime_has_no_rows():
    assert RESULTS.of("green", "offered").empty
    assert RESULTS.by_item("green", "offered").shape == (2, 0)


def test_regimes_stand_as_in_the_experiment():
    assert RESULTS.regimes == ("oa", "green")


@pytest.mark.parametrize(
    ("regime", "outcome", "strange"),
    [("oa", "capture_rat", "capture_rat"), ("ao", "capture_rate", "ao")],
)
def test_a_misspelt_name_is_refused(regime, outcome, strange):
    """It would otherwise give nothing, which looks like a result."""
    with pytest.raises(KeyError, match=strange):
        RESULTS.seasons(regime, outcome)


def test_what_is_kept_as_bytes_comes_back_to_the_last_digit():
    """Items that look like numbers or like missing values are names none the less."""
    again = Results.from_bytes(RESULTS.as_bytes())
    assert again == RESULTS
    assert again.of("oa", "exposure_cny")["item"].tolist() == ["7"]


@pytest.mark.parametrize("content", [b"", b"half,a\nfile\n", RESULTS.as_bytes()[:-40]])
def test_other_bytes_are_refused(content):
    with pytest.raises(ValueError, match="no results"):
        Results.from_bytes(content)


def test_one_other_number_makes_other_results():
    assert Results.of_rows([*ROWS[:-1], (1, "green", "capture_rate", "", 0.5)]) != RESULTS
