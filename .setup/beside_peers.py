"""Measure the kernel beside other simulators at what all of them can express: loaded desks."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from scipy.special import stdtrit

PEERS = Path(__file__).resolve().parent / "peers"
FOLDER = PEERS.parent.parent / ".venv-bench"
sys.path.append(str(PEERS))

import desks  # noqa: E402 - the peers read it by this name in their own environment
import ours  # noqa: E402

ROUNDS = 5
CONFIDENCE = 0.999
SEASONS = {"cimba": (40, 40), "simpy": (20, 4), "ciw": (10, 2), "salabim": (5, 1)}
"""So many seasons are compared with theory, and so many are timed in a round."""
OURS = 40


def compare() -> dict[str, Any]:
    """Return CPU milliseconds a season of every simulator and its ratio to ours, round by round."""
    python = _environment()
    known = {"kernel": [*ours.means(SEASONS["simpy"][0])]}
    found = {name: _played(python, name, 1, count) for name, (count, _) in SEASONS.items()}
    known |= {name: played["means"] for name, played in found.items()}
    for name, means in known.items():
        check(name, means)
    rounds = [_round(python, 1000 * nth) for nth in range(1, ROUNDS + 1)]
    return {
        "theory_h": desks.mean_stay_h(),
        "mean_h": {name: statistics.mean(means) for name, means in known.items()},
        "versions": {name: played["version"] for name, played in found.items()},
        "ms": _medians(rounds),
        "ratio": _medians(
            [{name: ms / one["kernel"] for name, ms in one.items()} for one in rounds]
        ),
        "rounds": rounds,
    }


def _ratios(one: dict[str, float]) -> dict[str, float]:
    return {name: ms / one["kernel"] for name, ms in one.items()}


def _medians(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}


def check(name: str, means: Sequence[float]) -> None:
    """Stop unless theory lies in the interval of the seasons' means."""
    reach = stdtrit(len(means) - 1, (1 + CONFIDENCE) / 2) * statistics.stdev(means)
    miss = abs(statistics.mean(means) - desks.mean_stay_h())
    if miss > reach / len(means) ** 0.5:
        sys.exit(f"{name}: the mean stay misses theory, so nothing is measured")


def _round(python: Path, first: int) -> dict[str, float]:
    experiment = ours.experiment(OURS)
    experiment.seasons(range(1))
    begun = process_time()
    experiment.seasons(range(first, first + OURS))
    found = {"kernel": 1000 * (process_time() - begun) / OURS}
    for name, (_, count) in SEASONS.items():
        found[name] = _played(python, name, first, count)["ms"]
    return found


def _played(python: Path, name: str, first: int, count: int) -> dict[str, Any]:
    command = [str(python), str(PEERS / "run.py"), name, str(first), str(count)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    played: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return played


def _environment() -> Path:
    """Return the Python of the peers' environment, which is made where it is missing."""
    python = FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    ready = FOLDER / ".ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
        options = ("--quiet", "--disable-pip-version-check", "--no-deps")
        wanted = ("--requirement", str(PEERS / "requirements.txt"))
        subprocess.run([str(python), "-m", "pip", "install", *options, *wanted], check=True)
        ready.touch()
    return python
