"""The forecast of the go-live: theory, laws on the same luck, reproducibility."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import norm

from playbook.project.forecast import Forecast, mean_duration, most_critical, sampled_durations
from playbook.project.network import Network, standard_network
from playbook.project.task import Task
from sim.messages import ProblemError


def task(task_id, days, *predecessors):
    optimistic, most_likely, pessimistic = days
    return Task(
        task_id=task_id,
        area="product",
        name_en=f"Task {task_id}",
        responsible=("agency_merchandiser",),
        accountable=("client_sponsor",),
        optimistic=optimistic,
        most_likely=most_likely,
        pessimistic=pessimistic,
        predecessors=predecessors,
    )


def network(*tasks):
    return Network(tasks=tasks)


@pytest.fixture(scope="module")
def standard():
    return Forecast(network=standard_network(), seed=2010, samples=5_000)


def test_the_mean_duration_is_the_pert_formula():
    """A beta-PERT duration has mean (a + 4 m + b) / 6; theory inside a 99.9 % interval."""
    copy = task("GO", (6, 9, 14))
    drawn = sampled_durations(network(copy), seed=1, samples=40_000)[0]
    error = norm.ppf(0.9995) * drawn.std() / np.sqrt(drawn.size)
    assert mean_duration(copy) == pytest.approx(56 / 6)
    assert abs(drawn.mean() - 56 / 6) < error


def test_the_spread_of_a_duration_is_that_of_the_beta():
    """Shapes 1 + 4 (m-a)/(b-a) and 1 + 4 (b-m)/(b-a) of (0, 5, 10) are 3 and 3: variance 100/28."""
    drawn = sampled_durations(network(task("GO", (0, 5, 10))), seed=1, samples=40_000)[0]
    assert drawn.var() == pytest.approx(100 / 28, rel=0.03)


def test_every_draw_lies_between_the_estimates():
    chosen = standard_network()
    drawn = sampled_durations(chosen, seed=3, samples=2_000)
    for row, each in enumerate(chosen.tasks):
        assert drawn[row].min() >= each.optimistic
        assert drawn[row].max() <= each.pessimistic


def test_estimates_that_agree_leave_nothing_to_luck():
    certain = Forecast(network=network(task("A", (2, 2, 2)), task("GO", (1, 1, 1), "A")), seed=1)
    assert np.ptp(certain.finishes[1]) == 0
    assert certain.chance_by("GO", 3).value == 1
    assert certain.chance_by("GO", 2.9).value == 0


def test_company_as_chance_of_the_end_of_july_is_about_one_in_five(standard):
    """domain.md 5.2: P10/P50/P90 = 41.7/44.9/48.2 working days, P(43 working days) = 22 %.

    An independent throw-away run gave these; 5,000 samples leave +-0.012 at one chance in five.
    """
    assert standard.finish_quantile("GO", 0.5) == pytest.approx(44.9, abs=0.3)
    assert standard.finish_quantile("GO", 0.1) == pytest.approx(41.7, abs=0.3)
    assert standard.finish_quantile("GO", 0.9) == pytest.approx(48.2, abs=0.3)
    chance = standard.chance_by("GO", 43)
    assert chance.low - 0.015 < 0.22 < chance.high + 0.015


def test_copy_and_detail_pages_are_always_critical(standard):
    """domain.md 5.2: PF7 always, fed by decoration (68 %) or photography (29 %)."""
    assert standard.criticality["PF7"] > 0.98
    assert standard.criticality["PF5"] == pytest.approx(0.68, abs=0.04)
    assert standard.criticality["PF6"] == pytest.approx(0.29, abs=0.04)
    assert standard.criticality["GO"] == 1
    assert standard.criticality["LG9"] == 0


def test_the_interval_of_a_share_is_wilsons():
    """For 1 of 4 at z = 1.96: centre (p + z²/2n)/(1 + z²/n), so [0.0456, 0.6994]."""
    few = Forecast(network=network(task("GO", (0, 1, 2))), seed=1, samples=4)
    share = few.chance_by("GO", float(np.sort(few.finishes[0])[0]))
    assert share.value == 0.25
    assert (share.low, share.high) == pytest.approx((0.0456, 0.6994), abs=1e-4)


def test_a_slip_of_a_task_that_is_always_critical_moves_every_quantile_by_as_much():
    chain = Forecast(network=network(task("A", (2, 3, 6)), task("GO", (1, 2, 4), "A")), seed=7)
    slipped = chain.slipped({"A": 5})
    assert np.allclose(slipped.finishes[1], chain.finishes[1] + 5)


def test_more_time_never_raises_the_chance(standard):
    for each in ("PF7", "PF6", "TM4", "LG9"):
        later = standard.slipped({each: 3})
        assert np.all(later.finishes >= standard.finishes - 1e-9)
        assert later.chance_by("GO", 43).value <= standard.chance_by("GO", 43).value


def test_the_chance_rises_with_the_time_given(standard):
    chances = [standard.chance_by("GO", days).value for days in range(36, 60)]
    assert chances == sorted(chances)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.777, 0.8, 0.9])
def test_a_quantile_and_a_chance_never_contradict_each_other(standard, share):
    """The quantile is the first moment at which the chance reaches the share."""
    days = standard.finish_quantile("GO", share)
    assert standard.chance_by("GO", days).value >= share
    assert standard.chance_by("GO", np.nextafter(days, 0)).value < share


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not():
    chosen = standard_network()
    first, again, other = (
        sampled_durations(chosen, seed=seed, samples=500).tobytes() for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_the_same_seed_gives_the_same_bytes_in_another_process():
    program = (
        "import hashlib; from playbook.project.forecast import sampled_durations;"
        "from playbook.project.network import standard_network;"
        "d = sampled_durations(standard_network(), seed=5, samples=100);"
        "print(hashlib.sha256(d.tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_another_task_leaves_the_luck_of_the_others_alone():
    few = network(task("A", (1, 2, 4)), task("GO", (1, 2, 3), "A"))
    more = network(task("NEW", (1, 5, 9)), task("A", (1, 2, 4)), task("GO", (1, 2, 3), "A"))
    before = sampled_durations(few, seed=9, samples=300)
    after = sampled_durations(more, seed=9, samples=300)
    assert np.array_equal(before, after[1:])


def test_more_samples_begin_with_the_same_ones():
    few = sampled_durations(standard_network(), seed=9, samples=100)
    many = sampled_durations(standard_network(), seed=9, samples=300)
    assert np.array_equal(few, many[:, :100])


def test_another_estimate_moves_the_same_luck():
    """Uniforms are inverted: a longer pessimistic estimate never shortens a draw."""
    short = sampled_durations(network(task("GO", (1, 4, 8))), seed=2, samples=500)[0]
    long = sampled_durations(network(task("GO", (1, 4, 12))), seed=2, samples=500)[0]
    assert np.corrcoef(short, long)[0, 1] > 0.99


def test_parallel_tasks_of_equal_length_share_the_criticality():
    """Two independent tasks with one distribution are each the longer one half of the time."""
    twins = network(task("A", (1, 4, 8)), task("B", (1, 4, 8)), task("GO", (1, 1, 1), "A", "B"))
    shares = Forecast(network=twins, seed=4, samples=10_000).criticality
    assert shares["A"] == pytest.approx(0.5, abs=0.02)
    assert shares["A"] + shares["B"] == pytest.approx(1)


def test_the_most_critical_tasks_come_first_and_without_the_go_live(standard):
    """Sorted by whole per cent; among equals by spread, so the longest writing comes first."""
    ranked = most_critical(standard, 8)
    shares = [round(standard.criticality[each.task_id], 2) for each in ranked]
    assert ranked[0].task_id == "PF7"
    assert shares == sorted(shares, reverse=True)
    assert "GO" not in {each.task_id for each in ranked}


def test_one_task_ahead_of_another():
    chain = Forecast(network=network(task("A", (1, 2, 3)), task("GO", (1, 1, 1), "A")), seed=1)
    assert chain.chance_ahead("A", "GO").value == 1
    assert chain.chance_ahead("GO", "A").value == 0


@pytest.mark.parametrize(("field", "value"), [("samples", 0), ("samples", -5), ("seed", -1)])
def test_a_forecast_needs_samples_and_a_seed(field, value):
    with pytest.raises(ProblemError, match=f"forecast {field} = {value}: must be"):
        Forecast(network=network(task("GO", (1, 2, 3))), **({"seed": 1} | {field: value}))
