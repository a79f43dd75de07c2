"""Measure the kernel beside the model of record and other simulators, equality first.

``make bench`` keeps the result in ``data/bench/measured.json`` and writes the README's table of it.

Each round draws its seasons anew and plays them under all regimes of the client, both ways; the
kernel draws its own. A ratio is that of one round. Times are CPU milliseconds a season and regime.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from time import perf_counter, process_time

import bench_table
import beside_peers

from playbook.clients.load import load_client
from sim.client.load import Client
from sim.client.regimes import regimes_of
from sim.flat.packing import World
from sim.flat.replay import Stage
from sim.luck.draw import draw_season, luck_part
from sim.results.experiment import Experiment
from sim.results.facts import KERNEL, Teller

ROOT = bench_table.ROOT
SEASONS, ROUNDS = 4, 5
TEN = 10
"""The kernel plays so many times the seasons, for it plays a block of them at a time."""
CLIENTS = {
    "company_a": (),
    "cosmetics_today": (),
    "appliance_good_oa": (),
    "company_a, desks with other work": ("chain.contention=true",),
}


def measured(client: Client) -> dict[str, float]:
    """Return milliseconds and ratios of one client, the medians of all rounds."""
    experiments = {
        engine: Experiment(
            scenario=client.scenario,
            regimes=regimes_of(client.file, client.scenario),
            replications=SEASONS,
            seed=99,
            engine=engine,
        )
        for engine in ("simpy", "kernel")
    }
    simpy, kernel = (each.run().as_csv() for each in experiments.values())
    assert simpy == kernel, "the two executions differ: nothing is measured"
    rounds = [_round(client, first) for first in range(100, 100 + ROUNDS * SEASONS, SEASONS)]
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}


def _round(client: Client, first: int) -> dict[str, float]:
    numbers, regimes = range(first, first + SEASONS), regimes_of(client.file, client.scenario)
    bare = luck_part(client.scenario)
    drawing = _time(lambda: [draw_season(bare, 98, number) for number in numbers])
    seasons = [draw_season(client.scenario, 99, number) for number in numbers]
    replay = Experiment(
        scenario=client.scenario, regimes=regimes, seed=99, replications=SEASONS, engine="simpy"
    )
    assert len(seasons) == SEASONS, "drawn and kept, so that they are not drawn while played"
    world = World(client.scenario, regimes)
    compiled, plain = Teller(world), Teller(world, Stage(KERNEL, compiled=False))
    times = {
        "simpy": _time(lambda: replay.seasons(numbers)),
        "kernel": _time(lambda: compiled.told(99, range(first, first + TEN * SEASONS))) / TEN,
        "plain": _time(lambda: plain.told(99, range(first, first + 1))) * SEASONS,
    }
    parts = SEASONS * len(regimes) / 1000
    found = {name: value / parts for name, value in {"drawing": drawing, **times}.items()}
    return found | {
        "kernel ratio": (drawing + times["simpy"]) / times["kernel"],
        "plain ratio": (drawing + times["simpy"]) / times["plain"],
    }


def threads(client: Client, *, seasons: int = 1000) -> dict[str, float] | None:
    """Return by how much two threads play all regimes sooner than one, by the clock on the wall.

    None on a machine that is busy otherwise, or has no second core.
    """
    if _load() > bench_table.BUSY or (os.cpu_count() or 1) < 2:
        return None
    alone = Experiment(
        scenario=client.scenario,
        regimes=regimes_of(client.file, client.scenario),
        replications=seasons,
        seed=97,
    )
    both = replace(alone, workers=2)
    alone.seasons(range(1))
    pairs = [(_wall(alone.run), _wall(both.run)) for _ in range(ROUNDS)]
    return {
        "one_s": statistics.median(one for one, _ in pairs),
        "two_s": statistics.median(two for _, two in pairs),
        "ratio": statistics.median(one / two for one, two in pairs),
    }


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _wall(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _time(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def main() -> None:
    """Measure all, keep it, and write the README's table of it."""
    table, load = {}, _load()
    for name, settings in CLIENTS.items():
        path = ROOT / "data" / "clients" / f"{name.partition(',')[0]}.toml"
        table[name] = measured(load_client(str(path), settings))
        shown = ", ".join(f"{key} {value:.2f}" for key, value in table[name].items())
        print(f"{name}: {shown}", flush=True)
    about = {
        "date": date.today().isoformat(),
        "machine": platform.machine(),
        "processor": platform.processor() or platform.platform(),
        "cores": os.cpu_count(),
        "load": load,
        "python": sys.version.split()[0],
        **{name: version(name) for name in ("numpy", "simpy", "wasmtime")},
    }
    found = {
        "about": about,
        "clients": table,
        "desks": beside_peers.compare(),
        "threads": threads(load_client(str(ROOT / "data" / "clients" / "company_a.toml"))),
    }
    print(json.dumps({name: found[name] for name in ("desks", "threads")}, indent=2))
    bench_table.MEASURED.parent.mkdir(exist_ok=True)
    text = json.dumps(found, indent=2) + "\n"
    bench_table.MEASURED.write_text(text, encoding="utf-8", newline="\n")
    bench_table.main()


if __name__ == "__main__":
    main()
