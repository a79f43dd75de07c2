"""What a sweep says: a row a point and regime, against OA at the point and the client as told.

The seasons are the same at every point, so that differences are paired. The intervals of
differences hold for all points and regimes at once: whoever picks the best of many sees luck, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from playbook.study.standing import MONEY
from playbook.study.sweep.blocks import ADDRESS, Sweep, table_in
from playbook.study.sweep.folder import SweepFolder
from sim.client.regimes import BASELINE
from sim.messages import Problem, ProblemError, msg
from sim.results.comparison import Difference, differ, summarise
from sim.results.experiment import Floats
from sim.results.outcomes import OUTCOMES

SUMMED_UP = (
    "capture_rate",
    "decision_latency_h",
    "sales_cny",
    "spend_cny",
    "loss_making_deals",
    "worst_month_cny",
    "money_at_risk_cny",
    "brand_damage_cny",
    "client_profit_cny",
)
"""The outcomes of which the summary has the statistic, beside the contribution."""

Seasons = dict[str, Floats]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Hold what a regime makes of the seasons at a point.

    ``values`` are those of the point, key by key; of the client as told what it has there.
    ``to_baseline`` is against OA at the same point, ``to_told`` against the same regime of the
    client as told; None where the seasons cannot tell.
    """

    point: int
    values: tuple[str, ...]
    regime: str
    contribution: float
    low: float | None
    high: float | None
    to_baseline: Difference | None
    to_told: Difference | None
    others: dict[str, float | None]


def summed_up(sweep: Sweep, folder: SweepFolder) -> list[Found]:
    """Return what every regime makes of every point, as they are numbered."""
    told: dict[str, Seasons] = {}
    found = []
    for point, seasons in _by_point(sweep, folder):
        told = told or seasons
        found += [_found(sweep, point, name, seasons, told) for name in sweep.regimes]
    return found


def _by_point(sweep: Sweep, folder: SweepFolder) -> Iterator[tuple[int, dict[str, Seasons]]]:
    """Give every point's seasons regime by regime; one block is in memory at a time."""
    columns = (*ADDRESS, MONEY, *SUMMED_UP)
    for number, points in enumerate(sweep.blocks):
        path = folder.block(number)
        table = table_in(path.read_bytes(), columns)
        if table is None:
            rule, remedy = msg("is damaged"), msg("Delete it and give the same command again")
            raise ProblemError(Problem(where=str(path), rule=rule, remedy=remedy))
        found = dict(list(table.groupby(["point", "regime"], observed=True)))
        for point in points:
            yield point, {name: _seasons(found[point, name]) for name in sweep.regimes}


def _seasons(rows: pd.DataFrame) -> Seasons:
    return {name: rows[name].to_numpy(dtype=float) for name in (MONEY, *SUMMED_UP)}


def _found(
    sweep: Sweep, point: int, name: str, seasons: dict[str, Seasons], told: dict[str, Seasons]
) -> Found:
    ours, outcome = seasons[name][MONEY], OUTCOMES[MONEY]
    total = summarise(outcome, ours)
    assert total is not None  # every season has a contribution
    at_once = (sweep.grid.count - 1) * len(sweep.regimes)
    return Found(
        point=point,
        values=sweep.values(point),
        regime=name,
        contribution=total.mean,
        low=total.low,
        high=total.high,
        to_baseline=differ(outcome, ours, seasons[BASELINE][MONEY], comparisons=at_once),
        to_told=differ(outcome, ours, told[name][MONEY], comparisons=at_once),
        others={each: _statistic(each, seasons[name][each]) for each in SUMMED_UP},
    )


def _statistic(outcome: str, seasons: Floats) -> float | None:
    total = summarise(OUTCOMES[outcome], seasons)
    return None if total is None else total.mean


def ranked(found: Sequence[Found]) -> list[Found]:
    """Return the rows, the highest contribution first, of equal ones the first point."""
    return sorted(found, key=lambda one: (-one.contribution, one.point))


def best(found: Sequence[Found], most: int) -> list[tuple[Found, int]]:
    """Return the best rows, each of another point and another contribution.

    With each stands how many more points bring just the same.
    """
    by_point: dict[int, Found] = {}
    for one in ranked(found):
        by_point.setdefault(one.point, one)
    alike: dict[tuple[str, float], list[Found]] = {}
    for one in by_point.values():
        alike.setdefault((one.regime, one.contribution), []).append(one)
    return [(ones[0], len(ones) - 1) for ones in list(alike.values())[:most]]


def as_csv(sweep: Sweep, found: list[Found]) -> str:
    """Return a row a point and regime, to be opened in a spreadsheet."""
    rows = pd.DataFrame([_row(sweep, one) for one in found])
    return "\ufeff" + rows.to_csv(index=False, lineterminator="\n", float_format="%.10g")


def _row(sweep: Sweep, one: Found) -> dict[str, object]:
    return {
        "point": one.point,
        **dict(zip(sweep.grid.keys, one.values, strict=True)),
        "regime": one.regime,
        "seasons": sweep.replications,
        MONEY: one.contribution,
        f"{MONEY}_low": one.low,
        f"{MONEY}_high": one.high,
        **_difference(f"{MONEY}_over_{BASELINE}", one.to_baseline),
        **_difference(f"{MONEY}_over_as_told", one.to_told),
        **one.others,
    }


def _difference(name: str, found: Difference | None) -> dict[str, float | None]:
    found = found or Difference(mean=np.nan, low=None, high=None, p_better=None)
    return {name: found.mean, f"{name}_low": found.low, f"{name}_high": found.high}
