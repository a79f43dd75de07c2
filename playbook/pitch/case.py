"""What a pitch is computed from: one client, one comparison, one look at its chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import sim
from playbook.recommendation import Recommendation, recommend
from playbook.regime_words import REGIMES
from playbook.study import compare_client
from sim.comparison import Comparison, Difference, mean_interval
from sim.experiment import SeasonResult
from sim.latency import Latency, client_study, latency_of, walk_all
from sim.loader import Client, load_client
from sim.problems import Problem, ProblemError
from sim.regime_catalogue import BASELINE, CASE, SIX

LATENCY_REQUESTS = 600


@dataclass(frozen=True)
class PitchCase:
    """Hold a client's comparison; everything a page needs is derived from it once."""

    client: Client
    seed: int
    replications: int
    workers: int

    @cached_property
    def comparison(self) -> Comparison:
        """Return the six regimes (and the dated switch, if the client has one) compared."""
        switch = (CASE,) if self.client.file.season.switch_on else ()
        found = compare_client(
            self.client,
            replications=self.replications,
            seed=self.seed,
            names=(*SIX, *switch),
            workers=self.workers,
        )
        missing = _nothing_to_decide(found)
        if missing:
            rule = f"{missing}, so there is nothing to decide"
            raise ProblemError(Problem(where=self.client.path.name, field="[offers]", rule=rule))
        return found

    @cached_property
    def recommendation(self) -> Recommendation:
        """Return what the rule recommends for this client."""
        return recommend(self.comparison, self.client.file.charter.stop_loss_cny)

    @cached_property
    def latency(self) -> Latency:
        """Return how long the client's own chain takes, by step and cause."""
        requests = max(50, min(LATENCY_REQUESTS, 10 * self.replications))
        study = client_study(self.client, requests, self.seed)
        return latency_of(study, walk_all(study))

    @property
    def candidate(self) -> str:
        """Return the regime that is weighed against OA."""
        return self.recommendation.candidate

    @property
    def candidate_name(self) -> str:
        """Return that regime's name in a sentence."""
        return REGIMES[self.candidate]

    @property
    def months(self) -> int:
        """Return how many months the season has."""
        return self.client.file.season.months

    @property
    def gain(self) -> Difference:
        """Return the candidate's paired gain in contribution over OA."""
        return self.comparison.difference(self.candidate, "contribution_cny")

    def per_season(self, regime: str, kind: str, column: str) -> list[float]:
        """Return a column of the table by kind, season by season; 0 where no such offer came."""
        return [season.kinds.get(kind, {}).get(column, 0.0) for season in self.seasons(regime)]

    def seasons(self, regime: str) -> Sequence[SeasonResult]:
        """Return one regime's results by season."""
        return self.comparison.of(regime)


def _nothing_to_decide(comparison: Comparison) -> str:
    if comparison.regimes[BASELINE]["capture_rate"] is None:
        return "no offer comes in any season"
    if comparison.regimes[BASELINE]["decision_latency_h"] is None:
        return "the agency files none of the offers: none would pay"
    return ""


def pitch_case(
    client: str, *, seed: int = 1, replications: int = 200, workers: int = 1
) -> PitchCase:
    """Return the case of a client file; nothing is simulated before a page asks."""
    return PitchCase(load_client(client), seed, replications, workers)


def mean_of(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return sum(values) / len(values)


def paired(
    ours: Sequence[float], theirs: Sequence[float]
) -> tuple[float, float | None, float | None]:
    """Return the mean paired difference with its 95 % interval."""
    import numpy as np

    values = np.array(ours) - np.array(theirs)
    return float(values.mean()), *mean_interval(values)


MODEL = f"greenchannel {sim.__version__}"
__all__ = ["BASELINE", "CASE", "MODEL", "SIX", "PitchCase", "mean_of", "paired", "pitch_case"]
