"""Run a client's comparison: the bridge from a client file to numbers."""

from __future__ import annotations

from playbook.clients.load import load_client
from playbook.study.season_cache import cached
from playbook.words.language import say
from sim.client.chain_file import is_chain_file
from sim.client.load import Client
from sim.client.regimes import named_regimes, regimes_of
from sim.problems import Problem, ProblemError
from sim.results.chain_study import chain_study, client_study
from sim.results.comparison import Comparison
from sim.results.experiment import Experiment, Progress
from sim.results.latency import Study


def compare_client(
    client: Client,
    *,
    replications: int = 200,
    seed: int = 1,
    names: tuple[str, ...] = (),
    workers: int = 1,
    progress: Progress = lambda done: None,
) -> Comparison:
    """Return the comparison of a client's regimes; ``names`` chooses some (``oa`` always runs).

    The same arguments give the same comparison whatever the number of ``workers``, and what was
    simulated before is read from the cache. ``progress`` is told the number of seasons done.
    """
    regimes = named_regimes(names, regimes_of(client.file, client.scenario))
    experiment = Experiment(
        scenario=client.scenario,
        regimes=regimes,
        seed=seed,
        replications=replications,
        workers=workers,
    )
    method = {"seed": seed, "replications": replications, "regimes": list(regimes)}
    results = cached(client, method, lambda: experiment.run(progress))
    progress(replications)
    return Comparison(client=client.file.client.name, seed=seed, results=results)


def study_of(path: str, requests: int, seed: int, settings: tuple[str, ...] = ()) -> Study:
    """Return the latency study of a client file, or of a chain file of its own."""
    if not is_chain_file(path):
        return client_study(load_client(path, settings), requests, seed)
    if settings:
        rule = say("settings change a client file, and this is a chain file")
        raise ProblemError(Problem(where="--set", value=settings[0], rule=rule))
    return chain_study(path, requests, seed)
