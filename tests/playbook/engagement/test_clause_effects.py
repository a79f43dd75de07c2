"""Which clause sets charters apart, on gains and grids whose effects are known by hand."""

from itertools import product

import numpy as np
import pytest

from playbook.engagement.clause_effects import clause_effects, effects
from playbook.engagement.varied import Breadth


def charters(gain, widths=(1.0, 3.0), shares=(0.2, 1.0), seasons=(1.0,)):
    """Return every charter of these clauses with what it gains, times what each season is worth."""
    return {
        Breadth(factor=width, stock_share=share, alone=alone): np.array(seasons)
        * gain(width, share, alone)
        for width, share, alone in product(widths, shares, (False, True))
    }


def test_each_clause_is_told_by_its_own_name_the_strongest_first():
    """Width is worth 3 - 1 = 2 and being alone 1: variances 1 and 1/4; stock does nothing."""
    found = clause_effects(charters(lambda width, share, alone: width + alone))
    told = {one.clause: (one.effect.first, one.effect.total) for one in found}
    assert list(told) == ["factor", "alone", "stock_share"]
    assert told["factor"] == pytest.approx((0.8, 0.8))
    assert told["alone"] == pytest.approx((0.2, 0.2))
    assert told["stock_share"] == (0, 0)


def test_the_order_in_which_charters_were_tried_does_not_matter():
    gains = charters(lambda width, share, alone: width * share - alone)
    assert clause_effects(dict(reversed(gains.items()))) == clause_effects(gains)


def test_a_clause_that_was_tried_at_one_level_is_left_out():
    found = clause_effects(charters(lambda width, share, alone: width, shares=(0.2,)))
    assert [(one.clause, one.levels) for one in found] == [("factor", 2), ("alone", 2)]


def test_the_range_is_that_of_the_seasons_with_any_one_left_out():
    """Width tells in the first season alone: without it being alone explains everything."""
    gains = {
        breadth: np.array([breadth.factor, breadth.alone, breadth.alone])
        for breadth in charters(lambda *clauses: 0.0)
    }
    width = next(one for one in clause_effects(gains) if one.clause == "factor")
    assert (width.low, width.high) == pytest.approx((0.0, 0.8))


def test_one_season_gives_no_range():
    (first, *_) = clause_effects(charters(lambda width, share, alone: width))
    assert (first.low, first.high) == (None, None)


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
