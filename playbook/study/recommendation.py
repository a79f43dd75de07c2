"""A client's comparison, the regime that it recommends, and the one that a plan reckons with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playbook.clients.load import load_client
from playbook.study.choice import Chance, Stakes
from playbook.study.early import Watched, watched
from playbook.study.season_cache import all_cached
from playbook.study.standing import MONEY, Excluded, Standing
from sim.client.chain_file import is_chain_file
from sim.client.load import Client
from sim.client.regimes import BASELINE, named_regimes, regimes_of
from sim.messages import Problem, ProblemError, msg
from sim.results import SEASONS
from sim.results.breakdowns import RUN_OUT
from sim.results.chain_study import chain_study, client_study
from sim.results.comparison import Comparison, Difference
from sim.results.experiment import Experiment, Progress, Results
from sim.results.latency import Study
from sim.results.together import run_together


def compare_client(
    client: Client,
    *,
    replications: int = SEASONS,
    seed: int = 1,
    names: tuple[str, ...] = (),
    workers: int = 1,
    engine: str = "kernel",
    progress: Progress = lambda done: None,
) -> Comparison:
    """Return the comparison of a client's regimes; ``names`` chooses some (``oa`` always runs).

    The same arguments give the same comparison whatever the number of ``workers`` and the
    ``engine``, and what was simulated before is read from the cache. ``progress`` is told the
    number of seasons done.
    """
    found = compare_together(
        [(client, names)],
        replications=replications,
        seed=seed,
        workers=workers,
        engine=engine,
        progress=progress,
    )
    return found[0]


def compare_together(
    asked: Sequence[tuple[Client, tuple[str, ...]]],
    *,
    replications: int = SEASONS,
    seed: int = 1,
    workers: int = 1,
    engine: str = "kernel",
    progress: Progress = lambda done: None,
) -> list[Comparison]:
    """Return the comparisons of clients of one world, whose seasons are drawn once for all.

    Each is what ``compare_client`` gives of the client and the names; ``progress`` is told the
    number of seasons done, those of every comparison.
    """
    experiments = [
        Experiment(
            scenario=client.scenario,
            regimes=named_regimes(names, regimes_of(client.file, client.scenario)),
            seed=seed,
            replications=replications,
            workers=workers,
            engine=engine,
        )
        for client, names in asked
    ]
    methods = [(client, method_of(client, names, replications, seed)) for client, names in asked]
    results = all_cached(
        methods,
        Results,
        lambda missing: run_together([experiments[nth] for nth in missing], progress),
    )
    progress(len(asked) * replications)
    return [
        Comparison(client=client.file.client.name, seed=seed, results=each)
        for (client, _), each in zip(asked, results, strict=True)
    ]


def method_of(
    client: Client, names: tuple[str, ...], replications: int, seed: int
) -> dict[str, Any]:
    """Return what beside the client decides the numbers of a comparison, as a kept study has it."""
    regimes = named_regimes(names, regimes_of(client.file, client.scenario))
    return {"seed": seed, "replications": replications, "regimes": list(regimes)}


def study_of(path: str, requests: int, seed: int, settings: tuple[str, ...] = ()) -> Study:
    """Return the latency study of a client file, or of a chain file of its own."""
    if not is_chain_file(path):
        return client_study(load_client(path, settings), requests, seed)
    if settings:
        rule = msg("settings change a client file, and this is a chain file")
        raise ProblemError(Problem(where="--set", value=settings[0], rule=rule))
    return chain_study(path, requests, seed)


NO_CHANGE = Difference(mean=0.0, low=0.0, high=0.0, p_better=0.5)
"""How the baseline differs from itself."""


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """Hold the regime to recommend, what it is compared with, and what was ruled out and why.

    ``regime`` is the baseline when nothing better by enough was found; ``candidate`` is then the
    best alternative, so that a reader sees what was weighed. ``gain`` is what the candidate adds to
    the contribution over the baseline, its interval one of all alternatives' at once; ``lead`` what
    it adds over the runner-up, changing paid: negative where one that hands over more was passed
    over. ``without`` is the best that hands nothing over. ``matters`` is the gain from which on the
    candidate is worth leaving OA for, ``indifferent`` what is not worth telling apart, both in CNY
    of contribution. ``chance`` is that of a correct choice, None of one season. ``instead_of`` is
    what the client as told would be named, where the settings fitted to what it sold name
    something else; else "".
    """

    regime: str
    candidate: str
    without: str
    gain: Difference
    runner_up: str
    lead: Difference
    ruled_out: Mapping[str, Excluded]
    matters: float
    indifferent: float
    chance: Chance | None
    instead_of: str = ""

    @property
    def stays_with_oa(self) -> bool:
        """Tell whether the answer is to leave things as they are."""
        return self.regime == BASELINE

    @property
    def runner_up_is_close(self) -> bool:
        """Tell whether the runner-up lies so close that it is not worth telling apart."""
        return abs(self.lead.mean) < self.indifferent


def recommend(
    comparison: Comparison, stakes: Stakes, over_fits: Mapping[str, int] | None = None
) -> Recommendation:
    """Return the regime that the ``ChoiceRule`` names, with what it leads and what it leaves."""
    standing = Standing.of(comparison, stakes, over_fits)
    choice = standing.choice
    best, chosen = choice.candidate, choice.regime
    runner_up = next((name for name in choice.ranked if name != best), BASELINE)
    rivals = [name for name in (BASELINE, *choice.ranked) if name != chosen]
    return Recommendation(
        regime=chosen,
        candidate=best,
        without=choice.without,
        gain=comparison.joint_difference(best, MONEY) if choice.ranked else NO_CHANGE,
        runner_up=runner_up,
        lead=standing.lead(best, runner_up),
        ruled_out={
            name: standing.excluded(name, reason, chosen) for name, reason in choice.reasons.items()
        },
        matters=standing.rule.matters(best),
        indifferent=standing.indifferent,
        chance=standing.chance(chosen, rivals),
        instead_of=choice.instead_of,
    )


def has_charter(regime: str) -> bool:
    """Tell whether the agency decides within a charter under a regime.

    >>> [name for name in ("oa", "plan", "wide_green", "delegated") if has_charter(name)]
    ['wide_green']
    """
    return regime.endswith("green")


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Hold the recommended regime and what the simulated seasons made of it.

    ``captured`` gives by kind of offer the share of the offered visitors that are captured, in
    [0, 1]; ``capture_rate`` that of all offers; ``early`` is what the first months are watched by;
    ``sales_cny`` the mean sales of the season, ``sales_by_month`` those of its months by
    ``YYYY-MM``, empty where no seasons were simulated.
    """

    regime: str
    captured: Mapping[str, float]
    capture_rate: float
    early: Mapping[str, Watched]
    sales_cny: float
    sales_by_month: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_channel(self) -> bool:
        """Tell whether the agency decides within a charter."""
        return has_charter(self.regime)


def outlook_of(comparison: Comparison, regime: str) -> Outlook:
    """Return what a comparison says of one of its regimes."""
    capture = comparison.summary_if_any(regime, "capture_rate")
    return Outlook(
        regime=regime,
        captured=_captured(comparison, regime),
        capture_rate=capture.mean if capture else 0.0,
        early=watched(comparison.results, regime),
        sales_cny=comparison.summary(regime, "sales_cny").mean,
        sales_by_month=_sales_by_month(comparison, regime),
    )


def _sales_by_month(comparison: Comparison, regime: str) -> dict[str, float]:
    by_month = comparison.results.by_item(regime, "sales").drop(columns=RUN_OUT)
    return {str(month): float(sales) for month, sales in by_month.mean().items()}


def _captured(comparison: Comparison, regime: str) -> dict[str, float]:
    offered = comparison.results.by_item(regime, "visitors").sum()
    captured = comparison.results.by_item(regime, "captured_visitors").sum()
    shares = (captured / offered)[offered > 0]
    return {str(kind): float(share) for kind, share in shares.items()}
