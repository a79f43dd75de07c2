"""The results of an experiment: one tidy row a number, whatever it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from io import BytesIO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.breakdowns import BREAKDOWNS
from sim.results.outcomes import OUTCOMES, Value

Floats = NDArray[np.float64]
Row = tuple[int, str, str, str, Value]

NAMES = ("regime", "outcome", "item")
COLUMNS = ("replication", *NAMES, "value")


class Results:
    """Hold what every regime made of every season, and give it out by season.

    ``frame`` has a row a number: ``replication``, ``regime``, ``outcome``, ``item``, ``value``.
    ``item`` is empty where the number tells of the whole season; it names the month, the kind, the
    fate, the clause, the cause or the offer of a breakdown. What does not exist is nan. Rows stand
    by season, then as the regimes stand.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame.astype(dict.fromkeys(NAMES, "category"))
        self._groups = self.frame.groupby(["regime", "outcome"], observed=True, sort=False)

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> Results:
        """Return the results of the rows; no value is nan."""
        return cls(pd.DataFrame(rows, columns=COLUMNS).astype({"value": float}))

    @classmethod
    def from_csv(cls, content: bytes) -> Results:
        """Return what ``as_csv`` wrote; raise ``ValueError`` for anything else."""
        frame = pd.read_csv(
            BytesIO(content),
            usecols=COLUMNS,
            dtype={"replication": "int64", **dict.fromkeys(NAMES, "category"), "value": "float64"},
            keep_default_na=False,
            na_values={"value": [""]},
        )
        return cls(frame)

    def as_csv(self) -> str:
        """Return the frame as text, every number with all its digits."""
        return self.frame.to_csv(index=False, lineterminator="\n")

    def __eq__(self, other: object) -> bool:
        """Tell whether two experiments gave the same numbers."""
        return isinstance(other, Results) and self.frame.equals(other.frame)

    @cached_property
    def regimes(self) -> tuple[str, ...]:
        """Return the regimes as they stood in the experiment."""
        return tuple(self.frame["regime"].unique())

    @cached_property
    def replications(self) -> list[int]:
        """Return the numbers of the seasons."""
        return self.frame["replication"].unique().tolist()

    def of(self, regime: str, outcome: str) -> pd.DataFrame:
        """Return the rows of an outcome of a regime, none where nothing of it happened.

        Raise ``KeyError`` for a strange name.
        """
        for name, known in ((regime, self.regimes), (outcome, (*OUTCOMES, *BREAKDOWNS))):
            if name not in known:
                raise KeyError(name)
        if (regime, outcome) not in self._groups.indices:
            return self.frame.iloc[:0]
        return self._groups.get_group((regime, outcome))

    def seasons(self, regime: str, outcome: str) -> Floats:
        """Return an outcome season by season, nan where it does not exist."""
        return self.of(regime, outcome)["value"].to_numpy()

    def by_item(
        self, regime: str, outcome: str, items: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return a breakdown: a row a season, a column an item, nought where none of it came.

        The columns are ``items``, or those that came in any season, in the order of their coming.
        """
        rows = self.of(regime, outcome)
        table = rows.pivot(index="replication", columns="item", values="value")
        columns = list(rows["item"].unique()) if items is None else list(items)
        return table.reindex(index=self.replications, columns=columns).fillna(0.0)
