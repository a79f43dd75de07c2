"""How long does our OA take: by step and cause, without each signature, and as a log."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from worlds import MONDAY, OFFICE, approver, at, chain, luck, request

from sim.model.chain import Attendance
from sim.model.ledger import CAUSES
from sim.model.units import HOUR
from sim.results.chain_study import client_study
from sim.results.latency import Batch, Study, latency_of, log_text, walk_all


def _study(chain_, *requests):
    batch = Batch(attendance=Attendance(away={}, looks={}), requests=tuple(requests), other_work={})
    return Study(chain=chain_, start=MONDAY, clock=OFFICE, batches=(batch,))


def _two_steps():
    """Two requests of Tuesday 09:00: the cfo is one desk and takes an hour for each."""
    people = chain(approver("head"), approver("cfo", queued=True))
    asked = [
        request({"head": luck(2, 30), "cfo": luck(0, 60)}, at("2024-01-02 09:00"), n)
        for n in (0, 1)
    ]
    return _study(people, *asked)


def test_cycles_waits_and_causes_as_computed_here():
    """09:00 attention 2 h, signed at 11:30; cfo 11:30-13:30 over lunch; the second 13:30-14:30."""
    study = _two_steps()
    found = latency_of(study, walk_all(study))
    assert found.requests == 2
    assert found.cycle_h["mean"] == pytest.approx((4.5 + 5.5) / 2)
    assert found.cycle_working_h["mean"] == pytest.approx((3.5 + 4.5) / 2)
    assert found.share_within_h == {"4": 0.0, "8": 1.0, "24": 1.0, "72": 1.0}
    head, cfo = found.steps
    assert (head["role"], head["tasks"], head["wait_working_h"]) == ("head", 2, 2.0)
    assert head["causes"]["attention"] == 2.0
    assert cfo["wait_working_h"] == pytest.approx(0.5), "an hour for the second, none for the first"
    assert cfo["causes"]["contention"] == pytest.approx(0.5)
    assert cfo["causes"]["off_duty"] == pytest.approx(1.0), "both wait over lunch"


def test_dropping_a_signature_shows_what_it_costs():
    """Without the cfo 2.5 h; without the head 1 h and 2 h."""
    study = _two_steps()
    without = {row["role"]: row["cycle_h"] for row in latency_of(study, walk_all(study)).without}
    assert without["cfo"]["mean"] == pytest.approx(2.5)
    assert without["head"]["mean"] == pytest.approx(1.5)


def test_a_resubmission_is_the_rework_of_the_step_that_returned():
    """Returned by the cfo at 10:00, resubmitted an hour later."""
    people = chain(approver("head"), approver("cfo", returns_later=0.5), rounds=1)
    asked = request(
        {"head": [[luck()], [luck()]], "cfo": [[luck(1, returns=0.1)], [luck()]]},
        at("2024-01-02 09:00"),
        resubmissions=[HOUR, 0],
    )
    study = _study(people, asked)
    head, cfo = latency_of(study, walk_all(study)).steps
    assert head["causes"]["rework"] == 0
    assert cfo["causes"]["rework"] == pytest.approx(0.5), "an hour over two tasks"


def test_the_log_has_one_row_a_task_in_local_time():
    """request_id, step_no, node_name, activated_at, started_at, decided_at, action."""
    study = _two_steps()
    rows = list(csv.DictReader(io.StringIO(log_text(study, walk_all(study)))))
    assert len(rows) == 4
    assert rows[3] == {
        "request_id": "1",
        "step_no": "2",
        "node_name": "cfo",
        "activated_at": "2024-01-02T11:30:00.000000",
        "started_at": "2024-01-02T13:30:00.000000",
        "decided_at": "2024-01-02T14:30:00.000000",
        "action": "approved",
    }
    for row in rows:
        assert datetime.fromisoformat(row["decided_at"]) >= datetime.fromisoformat(
            row["activated_at"]
        )


def test_a_clients_causes_add_up_to_its_cycles(company_a):
    """Mean causes x tasks and handling make the mean cycle of 150 requests."""
    study = client_study(company_a, 150, seed=1)
    walked = walk_all(study)
    assert len(walked) == 150
    found = latency_of(study, walked)
    waited = sum(
        step["tasks"] * sum(step["causes"][cause] for cause in CAUSES)
        for step in found.steps
        if step["tasks"]
    )
    handled = sum(s.handling for one in walked for s in one.decision.signings) / HOUR
    assert (waited + handled) / 150 == pytest.approx(found.cycle_h["mean"])


def test_every_dropped_signature_of_company_a_shortens_the_mean_cycle_or_is_not_used(company_a):
    """One more signature never answers sooner; some roles sign dear offers only."""
    study = client_study(company_a, 60, seed=2)
    found = latency_of(study, walk_all(study))
    for row in found.without:
        assert row["cycle_h"]["mean"] <= found.cycle_h["mean"] * 1.02


def test_the_chain_of_a_client_that_reminds_is_measured_with_its_reminders(company_a):
    """Five reminders, each after half an hour and saving nine tenths of what is left."""
    settings = ("reminders=5", "remind_after_h=0.5", "reminder_shortens_share=0.9")
    reminded = company_a.with_settings(*(f"chain.{setting}" for setting in settings))
    mean = [
        latency_of(study, walk_all(study)).cycle_h["mean"]
        for study in (client_study(client, 40, seed=1) for client in (reminded, company_a))
    ]
    assert mean[0] < mean[1] / 2


def test_the_same_seed_measures_the_same(company_a):
    """And another does not."""
    one, again, other = (
        latency_of(study, walk_all(study)).as_json()
        for study in (client_study(company_a, 20, seed) for seed in (1, 1, 2))
    )
    assert one == again != other
