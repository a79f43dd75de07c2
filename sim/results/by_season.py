"""The outcomes of some seasons alone, as arrays: what many worlds on many seasons are asked for."""

from __future__ import annotations

import numpy as np

from sim.results.experiment import Experiment, Floats
from sim.results.facts import Facts
from sim.results.outcomes import OUTCOMES
from sim.results.telling import ITEMS

SPAN = 50
"""So many seasons are played at a time, for what is told of them takes much memory."""


def outcomes_by_season(
    experiment: Experiment, seasons: range | None = None
) -> dict[str, dict[str, Floats]]:
    """Return every regime's outcomes, season by season; what does not exist is nan.

    ``seasons`` are those of the experiment unless others are asked for.
    """
    asked = range(experiment.replications) if seasons is None else seasons
    regimes = list(experiment.regimes)
    found = np.full((len(regimes), len(OUTCOMES), len(asked)), np.nan)
    for nth in range(0, len(asked), SPAN):
        _fill(found[:, :, nth : nth + SPAN], experiment, asked[nth : nth + SPAN])
    return {
        name: dict(zip(OUTCOMES, rows, strict=True))
        for name, rows in zip(regimes, found, strict=True)
    }


def _fill(found: Floats, experiment: Experiment, seasons: range) -> None:
    told = experiment.seasons(seasons)
    if isinstance(told, Facts):
        outcome = told.keys // ITEMS
        whole = outcome < len(OUTCOMES)
        place = told.regimes[whole], outcome[whole], told.replications[whole] - seasons.start
        found[place] = told.values[whole]
        return
    regimes = {name: nth for nth, name in enumerate(experiment.regimes)}
    outcomes = {name: nth for nth, name in enumerate(OUTCOMES)}
    for replication, regime, name, _, value in told:
        if name in outcomes and value is not None:
            found[regimes[regime], outcomes[name], replication - seasons.start] = value
