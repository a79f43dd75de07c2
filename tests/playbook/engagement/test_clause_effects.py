"""Which clause sets charters apart, on gains that a test writes down."""

from itertools import product

import numpy as np
import pytest

from playbook.engagement.clause_effects import clause_effects
from playbook.engagement.questions import Breadth


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
