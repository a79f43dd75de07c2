"""Levers: each one changes what it should, nonsense is refused, and OA of today stays put."""

from pathlib import Path

import pytest
from numpy.testing import assert_array_equal

from playbook.clients.load import load_client
from playbook.documents import what_if
from playbook.study.recommendation import compare_client
from sim.client.regimes import BASELINE, REGIMES
from sim.messages import ProblemError
from sim.results.outcomes import OUTCOMES

COMPANY_A = "data/clients/company_a.toml"
CHASED = "\n[chain]\nreminders = 5\nremind_after_h = 0.5\nreminder_shortens_share = 0.9\n"


@pytest.fixture
def chased(tmp_path):
    """Return the file of a client that sends five reminders a step in its plain chain."""
    path = tmp_path / "chased.toml"
    path.write_text(Path(COMPANY_A).read_text(encoding="utf-8") + CHASED, encoding="utf-8")
    for beside in ("company_a_skus.csv", "company_a_partners.csv"):
        (tmp_path / beside).write_bytes((Path("data/clients") / beside).read_bytes())
    return str(path)


def asked(**levers):
    """Return a question about Company A on a few seasons."""
    return what_if.what_if(COMPANY_A, replications=6, **levers)


def capture(question, name=what_if.CHANGED):
    """Return the mean capture rate of one of the three."""
    return question.comparison.summary(name, "capture_rate").mean


def test_no_lever_changes_nothing():
    """The chosen regime with no lever set is the chosen regime."""
    difference = asked().comparison.between(what_if.CHANGED, what_if.CHOSEN, "contribution_cny")
    assert (difference.mean, difference.p_better) == (0.0, 0.5)


@pytest.mark.parametrize("regime", REGIMES)
def test_the_regimes_of_a_client_that_reminds_are_those_of_the_comparison(chased, regime):
    """Today's OA and the chosen regime, each with the same outcomes in both documents."""
    compared = compare_client(load_client(chased), replications=2, names=(regime,))
    question = what_if.what_if(chased, replications=2, regime=regime)
    for theirs, ours in ((BASELINE, BASELINE), (regime, what_if.CHOSEN)):
        told = question.comparison.results, compared.results
        for outcome in OUTCOMES:
            assert_array_equal(told[0].seasons(ours, outcome), told[1].seasons(theirs, outcome))


def test_faster_approvers_of_a_client_that_reminds_are_still_reminded(chased):
    """The lever multiplies the client's own chasing; it does not put another in its place."""
    question = what_if.what_if(chased, regime="oa", approver_speed=2.0, dropped_signatures="cfo")
    chasing = question.regimes[what_if.CHANGED].chasing
    assert (chasing.attention, chasing.reminders) == (0.5, 5)
    assert chasing.dropped == {"cfo"}


def test_faster_approvers_who_are_urged_look_faster_still():
    """A quarter of the time when urged, and half of that."""
    urged = asked(regime="oa_urged", approver_speed=2.0).regimes[what_if.CHANGED].chasing
    assert (urged.attention, urged.deputies, urged.late) == (0.125, True, True)


def test_a_quota_of_nought_is_the_oa_chain():
    question = asked(regime="green", quota_per_decision_cny=0.0)
    assert question.comparison.difference(what_if.CHANGED, "contribution_cny").mean == 0.0


def test_a_larger_quota_captures_more():
    small, large = (asked(regime="green", quota_per_decision_cny=q) for q in (2_000.0, 50_000.0))
    assert capture(small) < capture(large)


def test_faster_approvers_answer_sooner_and_todays_oa_stays():
    slow, fast = asked(regime="oa"), asked(regime="oa", approver_speed=10.0)
    name, outcome = what_if.CHANGED, "decision_latency_h"
    assert fast.comparison.summary(name, outcome).mean < slow.comparison.summary(name, outcome).mean
    told = (question.comparison.summary(BASELINE, outcome) for question in (fast, slow))
    assert next(told) == next(told)


def test_a_dropped_signature_is_not_asked():
    slow, fast = asked(regime="oa"), asked(regime="oa", dropped_signatures="finance, cfo")
    name, outcome = what_if.CHANGED, "decision_latency_h"
    assert fast.comparison.summary(name, outcome).mean < slow.comparison.summary(name, outcome).mean


def test_excluding_every_kind_leaves_only_the_chain():
    kinds = ", ".join(asked().client.scenario.kinds)
    question = asked(regime="green", kinds_excluded=kinds)
    assert question.comparison.difference(what_if.CHANGED, "contribution_cny").mean == 0.0


def test_longer_windows_change_the_world_of_all():
    assert capture(asked(window_length=10.0), BASELINE) > capture(asked(), BASELINE)


def test_a_greedy_agency_files_more():
    modest, greedy = (asked(regime="delegated", self_interest=b) for b in (0.0, 1.0))
    name, outcome = what_if.CHANGED, "loss_making_deals"
    found = [q.comparison.summary(name, outcome).mean for q in (modest, greedy)]
    assert found[0] < found[1]


@pytest.mark.parametrize(
    ("levers", "said"),
    [
        ({"regime": "gren"}, "Did you mean 'green'"),
        ({"quota_per_decision_cny": -1.0}, "quota_per_decision_cny = -1.0: must be an amount"),
        ({"quota_per_month_cny": True}, "must be an amount"),
        ({"approver_speed": 0.0}, "approver_speed = 0.0: must be a multiple"),
        ({"self_interest": 1.5}, "a weight from 0 to 1"),
        ({"window_length": float("nan")}, "must be a multiple"),
        ({"dropped_signatures": "finanse"}, "Did you mean 'finance'"),
        ({"kinds_excluded": "group_by"}, "Did you mean 'group_buy'"),
    ],
)
def test_nonsense_is_refused_with_a_remedy(levers, said):
    with pytest.raises(ProblemError, match=said):
        asked(**levers).regimes  # noqa: B018 computing it is the point


def test_all_wrong_levers_are_told_at_once():
    with pytest.raises(ProblemError) as told:
        asked(regime="gren", approver_speed=-1.0, self_interest=2.0)
    assert len(told.value.problems) == 3
