"""A full factorial taken apart: the indices of grids whose variance is known by hand."""

import numpy as np
import pytest

from playbook.study.factorial import effects


def test_a_factor_s_index_is_its_part_of_the_variance():
    """3a + 2b + ab on -1 and 1, c idle: variances 9, 4 and 1, of 14 in all."""
    a, b, _ = np.meshgrid([-1, 1], [-1, 1], [-1, 1], indexing="ij")
    first = [one.first for one in effects(3.0 * a + 2 * b + a * b)]
    total = [one.total for one in effects(3.0 * a + 2 * b + a * b)]
    assert first == pytest.approx([9 / 14, 4 / 14, 0])
    assert total == pytest.approx([10 / 14, 5 / 14, 0])


def test_where_factors_only_add_up_they_explain_all_and_nothing_together():
    """0, 1 or 2 plus 0 or 10: variances 2/3 and 25, whatever is added to all."""
    x, y = np.meshgrid([0.0, 1.0, 2.0], [0.0, 10.0], indexing="ij")
    for found in effects(x + y + 7), effects(1000 * (x + y)):
        assert [one.first for one in found] == pytest.approx([2 / 77, 75 / 77])
        assert [one.total for one in found] == pytest.approx([2 / 77, 75 / 77])


def test_what_works_only_together_explains_nothing_alone():
    """1 where both are the same: the mean says nothing of either."""
    for one in effects(np.eye(2)):
        assert (one.first, one.total) == (0.0, 1.0)


def test_a_grid_whose_values_are_alike_has_no_effects():
    """Nor does one that rounding tells apart."""
    for grid in (np.full((2, 3), 0.1), np.array([[0.3, 0.1 + 0.2], [0.3, 0.3]])):
        assert [(one.first, one.total) for one in effects(grid)] == [(0.0, 0.0)] * 2
