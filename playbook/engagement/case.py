"""What a pitch is computed from: one client, its comparisons, one look at its chain, its plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import sim
from playbook.documents import onboarding
from playbook.study.compare import compare_client
from playbook.study.outlook import deciding_of, headline_regimes
from playbook.study.questions import (
    GREEDY,
    HONEST,
    UNCERTAIN,
    Question,
    quotas,
    with_quota,
    worlds,
)
from playbook.study.recommendation import Recommendation, recommend
from playbook.words.names import regime_name
from sim.client.load import Assumption, Client, load_client
from sim.client.readiness import MOST, items
from sim.client.regimes import BASELINE, CASE, SIX
from sim.language import say
from sim.problems import Problem, ProblemError
from sim.results.comparison import Comparison, Difference, mean_interval
from sim.results.experiment import Progress
from sim.results.latency import Latency, client_study, latency_of, walk_all
from sim.tidy import Floats, Results

LATENCY_REQUESTS = 600
SIDE_SEASONS = 60
"""Most seasons of a question beside the headline, such as another world or quota."""

RANGE_SEASONS = 30
"""Most seasons at an end of an input's range: there are twenty ends, and the luck is the same."""

LONG_MONTHS = 24
"""How many months of the store the business case reckons with."""

CURVE_REGIME = "green"
"""The quota curve is drawn for this regime: with a quota of nought it is OA as it is."""


def _unheard(done: int) -> None:
    return


@dataclass(frozen=True)
class PitchCase:
    """Hold a client's comparisons; everything a page needs is derived from them once."""

    client: Client
    seed: int
    replications: int
    workers: int
    _found: dict[Question, Comparison] = field(default_factory=dict, repr=False, compare=False)

    def study(self, question: Question, progress: Progress = _unheard) -> Comparison:
        """Return the comparison that answers a question; each is simulated once."""
        if question not in self._found:
            client = self.client
            if question.settings:
                client = load_client(client.path, (*client.settings, *question.settings))
            self._found[question] = compare_client(
                client,
                replications=question.replications,
                seed=self.seed,
                names=question.names,
                workers=self.workers,
                progress=progress,
            )
        return self._found[question]

    def studies(self, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Simulate all that the pages need; ``progress`` is told seasons done and their number."""
        file = self.client.file
        side = len(worlds(file)) + 2 * len(quotas(file))
        ends = 2 * len(self.uncertain())
        total = self.replications + side * self.side_seasons + (3 + ends) * self.range_seasons
        done = 0

        def heard(seasons: int) -> None:
            progress(done + seasons, total)

        for question in self._questions():
            self.study(question, heard)
            done += question.replications
            progress(done, total)

    @property
    def headline(self) -> Question:
        """Return the headline's question: all regimes, and the dated switch if there is one."""
        return Question(names=headline_regimes(self.client), replications=self.replications)

    def world(self, name: str) -> Question:
        """Return the question how the candidate and full delegation do in another world."""
        settings = worlds(self.client.file)[name]
        names = tuple(dict.fromkeys((self.candidate, "delegated")))
        return Question(settings=settings, names=names, replications=self.side_seasons)

    def quota(self, quota_cny: float, self_interest: float) -> Question:
        """Return the question what a quota per decision brings with such an agency."""
        settings = with_quota(self.client.file, quota_cny, self_interest)
        return Question(settings=settings, names=(CURVE_REGIME,), replications=self.side_seasons)

    def end_of_range(self, path: str, value: float) -> Question:
        """Return the question how the candidate does with an input at an end of its range."""
        settings = (f"{path}={value}",)
        return Question(settings=settings, names=(self.candidate,), replications=self.range_seasons)

    def long_run(self) -> Question:
        """Return the question what becomes of the store over two years, for the business case."""
        return Question(
            settings=(f"season.months={LONG_MONTHS}",),
            names=(self.candidate,),
            replications=self.range_seasons,
        )

    def as_ready_as(self, score: int | None) -> Question:
        """Return the question how the candidate does with every readiness item at ``score``.

        None asks about the client as it is, on as many seasons.
        """
        settings = () if score is None else tuple(f"readiness.{item}={score}" for item in items())
        return Question(settings=settings, names=(self.candidate,), replications=self.range_seasons)

    def uncertain(self) -> list[Assumption]:
        """Return the inputs whose range is tried, as this client's files give them."""
        known = {number.path: number for number in self.client.assumptions}
        found = (known[path] for path in UNCERTAIN if path in known)
        return [reaching_itself(number) for number in found if number.low is not None]

    def _questions(self) -> Iterator[Question]:
        yield self.headline
        file = self.client.file
        yield from (self.world(name) for name in worlds(file))
        yield from (self.quota(q, agency) for agency in (HONEST, GREEDY) for q in quotas(file))
        yield self.long_run()
        yield from (self.as_ready_as(score) for score in (None, MOST))
        for number in self.uncertain():
            yield from (
                self.end_of_range(number.path, end)
                for end in (number.low, number.high)
                if end is not None
            )

    @cached_property
    def comparison(self) -> Comparison:
        """Return the six regimes (and the dated switch, if the client has one) compared."""
        found = self.study(self.headline)
        missing = _nothing_to_decide(found)
        if missing:
            rule = say("{reason}, so there is nothing to decide", reason=missing)
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

    @cached_property
    def plan(self) -> onboarding.OnboardingPlan:
        """Return the client's onboarding plan, with the offers decided as recommended."""
        found = deciding_of(self.comparison, self.recommendation.regime)
        return onboarding.plan_for(str(self.client.path), seed=self.seed, deciding=found)

    @property
    def side_seasons(self) -> int:
        """Return how many seasons a question beside the headline gets."""
        return max(2, min(SIDE_SEASONS, self.replications // 4))

    @property
    def range_seasons(self) -> int:
        """Return how many seasons each end of an input's range gets."""
        return max(1, min(RANGE_SEASONS, self.replications // 8))

    @property
    def candidate(self) -> str:
        """Return the regime that is weighed against OA."""
        return self.recommendation.candidate

    @property
    def candidate_name(self) -> str:
        """Return that regime's name in a sentence."""
        return regime_name(self.candidate)

    @property
    def months(self) -> int:
        """Return how many months the season has."""
        return self.client.file.season.months

    @property
    def gain(self) -> Difference:
        """Return the candidate's paired gain in contribution over OA."""
        return self.comparison.difference(self.candidate, "contribution_cny")

    @property
    def results(self) -> Results:
        """Return every number of the headline's seasons."""
        return self.comparison.results


def _nothing_to_decide(comparison: Comparison) -> str:
    if comparison.summary_if_any(BASELINE, "capture_rate") is None:
        return say("no offer comes in any season")
    if comparison.summary_if_any(BASELINE, "decision_latency_h") is None:
        return say("the agency files none of the offers: none would pay")
    return ""


def pitch_case(
    client: str, *, seed: int = 1, replications: int = 200, workers: int = 1
) -> PitchCase:
    """Return the case of a client file; nothing is simulated before a page asks."""
    read = load_client(client)
    return PitchCase(read, seed, replications, workers, _answered(read.files, seed))


@lru_cache(maxsize=4)
def _answered(files: tuple[tuple[str, str], ...], seed: int) -> dict[Question, Comparison]:
    """Return the studies made in this process for a client file: its documents share them."""
    return {}


def reaching_itself(number: Assumption) -> Assumption:
    """Return a number whose range holds its own value: a client may lie outside the usual one."""
    value, low, high = number.value, number.low, number.high
    if not isinstance(value, int | float) or low is None or high is None:
        return number
    return replace(number, low=min(low, value), high=max(high, value))


def mean_of(values: Collection[float]) -> float:
    """Return the mean of at least one value."""
    return float(sum(values) / len(values))


def paired(ours: Floats, theirs: Floats) -> tuple[float, float | None, float | None]:
    """Return the mean paired difference with its 95 % interval."""
    return float((ours - theirs).mean()), *mean_interval(ours - theirs)


MODEL = f"greenchannel {sim.__version__}"
__all__ = ["BASELINE", "CASE", "MODEL", "SIX", "PitchCase", "mean_of", "paired", "pitch_case"]
