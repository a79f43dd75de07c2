"""The picture of a sweep over one key or two: lines over the numbers of a key."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Lines
from playbook.blocks.charts import Series
from playbook.study.sweep.grid import Axis, PointGrid
from playbook.study.sweep.summary import Found, ranked
from playbook.words.language import say
from sim.client.regimes import BASELINE
from sim.results.comparison import Difference

MOST_LINES = 6
"""So many lines can be told apart; of more values the outermost and some between are drawn."""

Name = tuple[str, str | None]
"""What a line is called, and the regime whose colour it has."""


def chart_of(grid: PointGrid, found: Sequence[Found]) -> Lines | None:
    """Return the contribution over OA along a key; None where no key, or more than two, can be.

    Over one key there is a line a regime; over two the best regime has a line a value of the other.
    """
    along = _axis_along(grid)
    rows = [one for one in found if one.point and one.regime != BASELINE]
    if along is None or len(grid.axes) > 2 or not rows:
        return None
    if len(grid.axes) == 1:
        lines = _by_regime(rows)
        title = say("Contribution over OA on the same runs")
    else:
        regime = ranked(rows)[0].regime
        lines = _by_value(grid, along, [one for one in rows if one.regime == regime])
        title = say("Contribution of {regime} over OA on the same runs", regime=regime)
    assert along.numbers is not None
    order = sorted(range(len(along.values)), key=along.numbers.__getitem__)
    place = grid.axes.index(along)
    return Lines(
        title=title,
        alt=title,
        x=tuple(along.numbers[nth] for nth in order),
        x_label=along.key,
        value_label=title,
        format="signed_money",
        series=tuple(
            _series(
                name, [{one.values[place]: one for one in ones}[along.values[n]] for n in order]
            )
            for name, ones in lines.items()
        ),
        band=say("95 % interval, all points at once"),
    )


def _axis_along(grid: PointGrid) -> Axis | None:
    """Return the key with the most values among those that take numbers, at least two."""
    axes = [axis for axis in grid.axes if axis.numbers and len(axis.values) > 1]
    return max(axes, key=lambda axis: len(axis.values), default=None)


def _by_regime(rows: Sequence[Found]) -> dict[Name, list[Found]]:
    """Return the lines of the regimes that do best somewhere, the best first."""
    ordered = dict.fromkeys(one.regime for one in ranked(rows))
    return {
        (name, name): [one for one in rows if one.regime == name]
        for name in list(ordered)[:MOST_LINES]
    }


def _by_value(grid: PointGrid, along: Axis, rows: Sequence[Found]) -> dict[Name, list[Found]]:
    place = 1 - grid.axes.index(along)
    other = grid.axes[place]
    return {
        (f"{other.key} = {value}", None): [one for one in rows if one.values[place] == value]
        for value in _thinned(other.values)
    }


def _thinned(values: Sequence[str]) -> list[str]:
    """Return the first value, the last one and some between them, evenly."""
    last = len(values) - 1
    if last < MOST_LINES:
        return list(values)
    return [values[round(last * nth / (MOST_LINES - 1))] for nth in range(MOST_LINES)]


def _at(ones: Sequence[Found], place: int, value: str) -> Found:
    return next(one for one in ones if one.values[place] == value)


def _series(name: Name, ones: Sequence[Found]) -> Series:
    nothing = Difference(mean=0.0, low=None, high=None, p_better=None)
    found = [one.to_baseline or nothing for one in ones]
    return Series(
        name=name[0],
        key=name[1],
        values=tuple(one.mean for one in found),
        low=tuple(one.low for one in found),
        high=tuple(one.high for one in found),
    )
