"""A bare chain file: forty known cases, arrivals at the stated rate, and bad input."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from worlds import theory_holds

from sim.client.chain_file import is_chain_file, read_chain_file
from sim.messages import ProblemError
from sim.model.units import HOUR, SECOND
from sim.results.chain_study import chain_study
from sim.results.latency import Walked, latency_of, walk_all

KNOWN = Path(__file__).parent / "data" / "verification_c0_first40.csv"
CHAIN_OF_FIVE = {"department_head": 24, "finance": 18, "legal": 30, "vp_sales": 21, "ceo": 36}

CALENDAR = """
[calendar]
days = ["mon", "tue", "wed", "thu", "fri"]
hours = ["09:00-12:00", "13:00-18:00"]
holidays = "none"
start = 2024-01-01T09:00:00
"""
REQUESTS = "[requests]\nper_working_hour = 1.25\n"
STEP = """
[[steps]]
role = "department_head"
queue = "fifo"
handling_min = { distribution = "exponential", mean = 24 }
"""


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a chain file and returns its path."""

    def write(text: str) -> Path:
        path = tmp_path / "chain.toml"
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


def _known_cases(written) -> tuple[list[dict[str, str]], list[Walked]]:
    with KNOWN.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    steps = "".join(
        f'[[steps]]\nrole = "{role}"\npeople = 1\nqueue = "fifo"\n'
        f'handling_min = {{ distribution = "fixed", value = {minutes} }}\n'
        for role, minutes in CHAIN_OF_FIVE.items()
    )
    path = written(CALENDAR + '[requests]\nfile = "arrivals.csv"\n' + steps)
    listed = "arrival_s\n" + "".join(f"{row['arrival_s']}\n" for row in rows)
    (path.parent / "arrivals.csv").write_text(listed, encoding="utf-8")
    return rows, walk_all(chain_study(path, len(rows), seed=1))


def test_the_forty_known_cases_come_out_to_the_second(written):
    """Fixed durations through calendar and queue, against another engine (data/SOURCES.md)."""
    rows, walked = _known_cases(written)
    assert len(walked) == len(rows) == 40
    for row, request in zip(rows, walked, strict=True):
        found = {
            signing.role: (signing.decided_at - 9 * HOUR) / SECOND
            for signing in request.decision.signings
        }
        assert found == {role: float(row[f"{role}_done_s"]) for role in CHAIN_OF_FIVE}


def test_queues_are_causal_in_the_known_cases(written):
    """At every desk the order of arrival is the order of service, one at a time."""
    _, walked = _known_cases(written)
    for step, role in enumerate(CHAIN_OF_FIVE):
        tasks = [request.decision.signings[step] for request in walked]
        assert {task.role for task in tasks} == {role}
        tasks.sort(key=lambda task: task.activated_at)
        for earlier, later in pairwise(tasks):
            assert later.started_at >= max(later.activated_at, earlier.decided_at)


def test_arrivals_on_the_working_clock_come_at_the_stated_rate(written):
    """Known trap: snapping arrivals to the opening hour makes them come 17 % too often."""
    path = written(CALENDAR + REQUESTS + STEP)
    rates = []
    for seed in range(12):
        study = chain_study(path, 3000, seed)
        filed = [request.filed_at for request in study.batches[0].requests]
        assert all(study.clock.between(at - 1, at) == 1 for at in filed), "in office hours only"
        rates.append(3000 / (study.clock.between(9 * HOUR, filed[-1]) / HOUR))
    theory_holds(1.25, rates, wrong=0.05)


def test_arrivals_on_the_working_clock_do_not_bunch_at_the_opening(written):
    """Each of the eight working hours takes an eighth of them."""
    path = written(CALENDAR + REQUESTS + STEP)
    shares = []
    for seed in range(12):
        filed = [r.filed_at for r in chain_study(path, 4000, seed).batches[0].requests]
        shares.append(np.mean([at // HOUR % 24 == 9 for at in filed]))
    theory_holds(1 / 8, shares, wrong=0.10)


def test_requests_at_any_hour_wait_for_the_office_as_the_calendar_says(written):
    """per_week: P(open) = .238095, and a mean of 14.505952 h to the next opening."""
    step = STEP.replace('"fifo"', '"none"').replace(
        '"exponential", mean = 24', '"fixed", value = 0.0001'
    )
    path = written(CALENDAR + "[requests]\nper_week = 50\n" + step)
    at_once, waits = [], []
    for seed in range(16):
        cycles = [
            (one.answered_at - one.request.filed_at) / HOUR
            for one in walk_all(chain_study(path, 2500, seed))
        ]
        at_once.append(np.mean([hours < 1e-3 for hours in cycles]))
        waits.append(np.mean(cycles))
    theory_holds(0.238095, at_once)
    theory_holds(14.505952, waits)


def test_a_step_above_an_amount_signs_what_is_above_it_only(written):
    """The bound itself belongs to the lower class."""
    steps = STEP + STEP.replace("department_head", "cfo") + "above_cny = 5_000\n"
    study = chain_study(written(CALENDAR + REQUESTS + steps), 10, seed=1)
    assert study.chain.route(500_000, budgeted=True) == ("department_head",)
    assert study.chain.route(500_001, budgeted=True) == ("department_head", "cfo")


def test_a_return_rate_sends_that_share_back_to_the_first_step(written):
    """Rounds are geometric: with p = .2 and ten rounds allowed, 1 / (1 - p) signings a request."""
    text = CALENDAR + REQUESTS + "rework_rounds = 10\n" + STEP + "return_rate = 0.2\n"
    path = written(text.replace('queue = "fifo"', 'queue = "none"'))
    means = [
        np.mean([len(one.decision.signings) for one in walk_all(chain_study(path, 2000, seed))])
        for seed in range(10)
    ]
    theory_holds(1.25, means, wrong=0.05)


def test_dropping_a_signature_saves_what_it_took(written):
    """``without`` walks the same requests through the same chain less one step."""
    steps = STEP.replace('"exponential", mean = 24', '"fixed", value = 60')
    steps += steps.replace("department_head", "cfo").replace("60", "30")
    steps = steps.replace('queue = "fifo"', 'queue = "none"')
    calendar = CALENDAR.replace('"mon", ', '"sat", "sun", "mon", ').replace(
        '["09:00-12:00", "13:00-18:00"]', '["00:00-24:00"]'
    )
    study = chain_study(written(calendar + REQUESTS + steps), 50, seed=1)
    found = latency_of(study, walk_all(study))
    assert found.cycle_h["mean"] == pytest.approx(1.5)
    assert {row["role"]: row["cycle_h"]["mean"] for row in found.without} == {
        "department_head": pytest.approx(0.5),
        "cfo": pytest.approx(1.0),
    }
    assert [row["wait_working_h"] for row in found.steps] == [0.0, 0.0]


def test_the_same_seed_draws_the_same_requests_and_another_does_not(written):
    """Luck is addressed, not consumed."""
    path = written(CALENDAR + REQUESTS + STEP)
    one, again, other = (chain_study(path, 20, seed).batches[0].requests for seed in (1, 1, 2))
    assert one == again != other


def test_more_requests_are_the_same_requests_and_further_ones(written):
    """The first rows of a stream do not depend on how many are drawn."""
    path = written(CALENDAR + REQUESTS + STEP)
    few, many = (chain_study(path, count, 1).batches[0].requests for count in (10, 50))
    assert many[:10] == few


BAD = [
    (CALENDAR + REQUESTS + "steps = []\n", r"steps"),
    (CALENDAR + REQUESTS + STEP.replace("role", "rôle "), r"not valid TOML"),
    (CALENDAR + REQUESTS + STEP.replace("role =", "roel ="), r"Did you mean 'role'\?"),
    (CALENDAR + REQUESTS + STEP + "people = true\n", r"#1\.people = true.*whole number"),
    (CALENDAR + REQUESTS + STEP + "people = 0\n", r"#1\.people = 0.*greater than or equal to 1"),
    (CALENDAR + REQUESTS + STEP + 'return_rate = "0.1"\n', r"return_rate = '0\.1'.*number"),
    (CALENDAR + REQUESTS + STEP + "return_rate = 1.5\n", r"return_rate = 1\.5.*less than or equal"),
    (CALENDAR + REQUESTS + STEP + "return_rate = nan\n", r"return_rate = nan.*finite"),
    (CALENDAR + REQUESTS + STEP + "above_cny = -1\n", r"above_cny = -1.*greater than or equal"),
    (CALENDAR + REQUESTS + STEP + STEP, r"#2\.role = 'department_head': a role signs once"),
    (CALENDAR + REQUESTS + STEP + 'looks = ["25:00"]\n', r"looks = '25:00'.*HH:MM"),
    (CALENDAR + "[requests]\nper_week = 5\nper_working_hour = 1\n" + STEP, r"exactly one of"),
    (CALENDAR + "[requests]\n" + STEP, r"exactly one of per_working_hour, per_week and file"),
    (
        CALENDAR + REQUESTS + STEP.rstrip() + "\npeople = 1000\n",
        r"\[steps\]: makes 1,000 people who sign, more than 300",
    ),
    (
        CALENDAR + "[requests]\nper_week = -5\n" + STEP,
        r"per_week = -5.*equal to 0\.1\. Requests a week",
    ),
    (CALENDAR + "[requests]\nper_week = inf\n" + STEP, r"per_week = inf"),
    (CALENDAR + '[requests]\nfile = "none.csv"\n' + STEP, r"file = 'none\.csv': no such file"),
    (CALENDAR.replace('"mon", "tue", "wed", "thu", "fri"', "") + REQUESTS + STEP, r"days"),
    (CALENDAR.replace('"mon"', '"funday"') + REQUESTS + STEP, r"days.*'funday'"),
    (CALENDAR.replace('"09:00-12:00", "13:00-18:00"', "") + REQUESTS + STEP, r"hours"),
    (CALENDAR.replace("12:00", "14:00") + REQUESTS + STEP, r"hours of one day overlap"),
    (CALENDAR.replace("09:00-12:00", "12:00-09:00") + REQUESTS + STEP, r"end before they begin"),
    (CALENDAR.replace('"none"', '"XX"') + REQUESTS + STEP, r"holidays = 'XX': no such country"),
    (CALENDAR.replace("2024-01-01T09:00:00", '"monday"') + REQUESTS + STEP, r"start = 'monday'"),
    (
        CALENDAR.replace("09:00:00", "09:00:00+08:00") + REQUESTS + STEP,
        r"\[calendar\]\.start = .*by the office's clock, without a time zone",
    ),
    (CALENDAR + REQUESTS + STEP.replace("mean = 24", "mena = 24"), r"Did you mean 'mean'\?"),
    (CALENDAR + REQUESTS + STEP.replace("mean = 24", "cv = 1"), r"exponential distribution needs"),
    (CALENDAR + REQUESTS + STEP.replace("exponential", "normal"), r"handling_min"),
    (REQUESTS + STEP, r"\[calendar\]: is missing"),
]


@pytest.mark.parametrize(("text", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_chain_file_is_refused_with_key_value_and_rule(written, text, message):
    """Each names what stands there and how to mend it."""
    path = written(text)
    with pytest.raises(ProblemError, match=message):
        chain_study(path, 5, seed=1)


def test_all_problems_of_a_chain_file_are_told_at_once(written):
    """Nobody mends a file one error at a time."""
    text = CALENDAR + REQUESTS + STEP + 'people = 0\nsign = "some"\nlook = []\n'
    with pytest.raises(ProblemError) as caught:
        read_chain_file(written(text))
    assert len(caught.value.problems) == 3


def test_a_listed_arrival_that_is_no_number_is_refused_with_its_row(written):
    path = written(CALENDAR + '[requests]\nfile = "a.csv"\n' + STEP)
    (path.parent / "a.csv").write_text("arrival_s\n10\nsoon\n", encoding="utf-8")
    with pytest.raises(ProblemError, match=r"a\.csv row 3 \[arrival_s\] = 'soon'"):
        chain_study(path, 5, seed=1)
    (path.parent / "a.csv").write_text("seconds\n10\n", encoding="utf-8")
    with pytest.raises(ProblemError, match=r"a\.csv.*header = 'arrival_s': this column is missing"):
        chain_study(path, 5, seed=1)


def test_a_list_of_no_arrivals_is_refused(written):
    """There is nothing to measure."""
    path = written(CALENDAR + '[requests]\nfile = "a.csv"\n' + STEP)
    (path.parent / "a.csv").write_text("arrival_s\n", encoding="utf-8")
    with pytest.raises(ProblemError, match=r"a\.csv.*no arrival"):
        chain_study(path, 5, seed=1)


def test_a_missing_file_is_named(tmp_path):
    """With the path as it was given."""
    with pytest.raises(ProblemError, match=r"nowhere\.toml: no such file"):
        read_chain_file(tmp_path / "nowhere.toml")


def test_a_desk_that_cannot_keep_up_is_told_and_not_cut_off(written):
    """A load of 50 outlasts every calendar: the error says so."""
    text = CALENDAR.replace('"tue", "wed", "thu", "fri"', "").replace('"mon", ', '"mon"')
    path = written(text + REQUESTS + STEP.replace("mean = 24", "mean = 24000"))
    with pytest.raises(ProblemError, match=r"do not fit the calendar.*Check that the desks"):
        walk_all(chain_study(path, 400, seed=1))


def test_the_example_chain_is_a_chain_file_and_a_client_is_not():
    """The command tells them apart by their steps."""
    assert is_chain_file("data/chains/example.toml")
    assert not is_chain_file("data/clients/company_a.toml")
