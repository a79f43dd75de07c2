"""Moments and amounts, from the units people use to the model's and back."""

from __future__ import annotations

from sim.model.units import fen, hours, in_cny, in_hours


def test_units_convert_there_and_back():
    """Whole fen and whole microseconds."""
    assert in_cny(fen(12.34)) == 12.34
    assert in_hours(hours(2.5)) == 2.5
    assert fen(0.015) in (1, 2)
