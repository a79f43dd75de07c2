"""The scenarios that the page saved: read back, checked against the client, and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playbook.study.explorer.case import TODAY, Case
from playbook.study.explorer.dials import REGIME, Value, checked, dials_of
from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.messages import Message, Problem, ProblemError, msg
from sim.model.regimes import Regime
from sim.model.scenario import Scenario
from sim.results.comparison import Comparison
from sim.results.experiment import Experiment, Progress, Results
from sim.tables.text_file import text_of

MADE_BY = "greenchannel whatif"
MOST = 4
SCENARIO = "scenario"
"""What the chosen regime is called in a comparison, whichever it is."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Hold one scenario of a file: its name and note, and where every dial stands."""

    name: str
    note: str
    setting: Mapping[str, Value]


def read_scenarios(path: Path, client: Client, version: str) -> tuple[list[Saved], int]:
    """Return the scenarios of a file and their seed; raise with all that is wrong with it."""
    where = path.name
    tree = _tree(path)
    if tree.get("made_by") != MADE_BY or not isinstance(tree.get("scenarios"), list):
        raise _wrong(where, msg("holds no scenarios of a what-if page"))
    if tree.get("client") != client.file.client.name or tree.get("digest") != client.files[0][1]:
        rule = msg("belongs to another client, or to another state of its file")
        remedy = msg("Make the page anew with greenchannel whatif, and set it there")
        raise _wrong(where, rule, remedy)
    if tree.get("version") != version:
        raise _wrong(where, msg("was saved by another version of the model"))
    seed = tree.get("seed")
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 1 << 32:
        raise _wrong(where, msg("has no seed"))
    rows, dials = tree["scenarios"], dials_of(client, BASELINE)
    if not rows:
        raise _wrong(where, msg("holds no scenario"))
    if len(rows) > MOST:
        rule = msg("holds {count} scenarios; {most} is the most", count=len(rows), most=MOST)
        raise _wrong(where, rule)
    return [_saved(nth, row, dials, where) for nth, row in enumerate(rows, start=1)], seed


def _saved(nth: int, row: Any, dials: Any, where: str) -> Saved:
    setting = row.get("setting") if isinstance(row, dict) else None
    if not isinstance(setting, dict):
        raise _wrong(where, msg("scenario {number} has no setting", number=nth))
    name, note = row.get("name") or str(nth), row.get("note") or ""
    if not (isinstance(name, str) and isinstance(note, str)):
        raise _wrong(where, msg("scenario {number}: name and note must be texts", number=nth))
    return Saved(
        name=name,
        note=note,
        setting=checked(dials, setting, f"{where}, {name}"),
    )


def _tree(path: Path) -> dict[str, Any]:
    try:
        tree = json.loads(text_of(path, str(path)))
    except (ValueError, RecursionError):
        raise _wrong(path.name, msg("is no JSON")) from None
    return tree if isinstance(tree, dict) else {}


def _wrong(where: str, rule: Message, remedy: Message | str = "") -> ProblemError:
    return ProblemError(Problem(where=where, rule=rule, remedy=remedy))


def compare_scenario(
    client: Client,
    saved: Saved,
    *,
    seed: int,
    replications: int,
    workers: int = 1,
    engine: str = "kernel",
    progress: Progress = lambda done: None,
) -> Comparison:
    """Return today's OA and a saved scenario on the same seasons, as the page plays them."""
    case = Case(client, saved.setting)
    chosen = {SCENARIO: case.every[str(saved.setting[REGIME])]}
    today = {BASELINE: case.every[TODAY]}

    def played(scenario: Scenario, regimes: Mapping[str, Regime]) -> Results:
        experiment = Experiment(
            scenario=scenario,
            regimes=regimes,
            seed=seed,
            replications=replications,
            workers=workers,
            engine=engine,
        )
        return experiment.run(progress)

    if case.of_today is case:
        results = played(case.scenario, today | chosen)
    else:
        first = played(case.of_today.scenario, today)
        results = first.beside(played(case.scenario, chosen))
    return Comparison(client=saved.name, seed=seed, results=results)
