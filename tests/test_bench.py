"""What ``make bench`` measures is what it says, and the README shows what was measured."""

import json
from pathlib import Path

import bench_table
import beside_peers
import ours
import pytest

README = Path(bench_table.README).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def means():
    return [*ours.means(8)]


def test_the_table_in_the_readme_is_made_of_the_measurements_that_were_kept():
    measured = json.loads(bench_table.MEASURED.read_text(encoding="utf-8"))
    shown = bench_table.PLACE.search(README)
    assert shown
    assert shown[0] == f"{shown[1]}{bench_table.table(measured)}{shown[2]}"


def test_another_measurement_is_another_table():
    measured = json.loads(bench_table.MEASURED.read_text(encoding="utf-8"))
    measured["clients"]["company_a"]["kernel ratio"] *= 2
    assert bench_table.table(measured) not in README


def test_our_seasons_of_the_desks_keep_to_theory(means):
    """Five queues of other work and requests, each at work 70 % of the time."""
    beside_peers.check("ours", means)


def test_means_that_miss_theory_are_not_measured(means):
    with pytest.raises(SystemExit, match="half as long"):
        beside_peers.check("half as long", [mean / 2 for mean in means])


def test_event_by_event_the_desks_are_the_same():
    flat, told = (ours.experiment(1, engine).run() for engine in ("kernel", "simpy"))
    assert flat.as_csv() == told.as_csv()
