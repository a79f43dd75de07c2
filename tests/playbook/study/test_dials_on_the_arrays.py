"""Patches of several dials laid on together are the arrays packed with all of them moved."""

import random
from dataclasses import replace

import pytest

from playbook.clients.load import load_client
from playbook.study.explorer.case import Case
from playbook.study.explorer.dials import Dial, checked, defaults, dials_of, droppable
from playbook.study.explorer.packed import Packing
from playbook.study.explorer.scenario_file import Saved, compare_scenario
from sim.flat.patches import patch_between
from sim.messages import ProblemError

CLIENTS = ("company_a", "cosmetics_today")


@pytest.fixture(scope="module", params=CLIENTS)
def packing(request):
    client = load_client(f"data/clients/{request.param}.toml")
    few = tuple(_fewer(dial) for dial in dials_of(client, "plan_green"))
    return Packing.of(client, few)


def _fewer(dial: Dial) -> Dial:
    """Return the dial with its ends and its default alone, so that packing is quick."""
    values = dict.fromkeys((dial.values[0], dial.default, dial.values[-1]))
    return replace(dial, values=tuple(values))


def test_patches_of_all_dials_together_are_exact(packing):
    """To the bit, wherever every dial stands; groups touch no number in common."""
    packed, luck = packing.packed(), random.Random(1)
    for _ in range(15):
        setting = {dial.key: luck.choice(dial.values) for dial in packing.dials}
        memory, _ = packing.memory(setting)
        together = packed.patch(setting).applied(packed.memory)
        assert together.ints == memory.ints
        assert together.reals == memory.reals


def test_every_dial_but_the_regime_moves_a_number(packing):
    packed = packing.packed()
    for dial in packing.dials[1:]:
        for value in dial.values:
            moved = packed.patch(defaults(packing.dials) | {dial.key: value}).places
            assert bool(moved) == (value != dial.default), (dial.key, value)


def test_today_is_moved_by_no_lever():
    """Nor by the director's hours, which stand in its world and are never asked there."""
    client = load_client("data/clients/company_a.toml")
    dials = dials_of(client, "plan_green")
    levers = {dial.key: dial.values[-1] for dial in dials if dial.side == "lever"}
    case = Case(client, defaults(dials) | levers)
    today, own = case.of_today.scenario, client.scenario.agency.director_duty
    assert replace(today, agency=replace(today.agency, director_duty=own)) == client.scenario
    assert case.compared["today"] == Case(client, defaults(dials)).compared["today"]


def test_arrays_that_lie_differently_have_no_patch():
    packings = [load_client(f"data/clients/{name}.toml") for name in CLIENTS]
    one, other = (Packing.of(each, dials_of(each, "green")).memory({})[0] for each in packings)
    with pytest.raises(ValueError, match=r"lie otherwise than"):
        patch_between(one, other)


def test_strange_dials_and_values_are_refused_all_at_once():
    dials = dials_of(load_client("data/clients/company_a.toml"), "green")
    given = {"charter.qouta_cny": 1.0, "offers.rate_factor": 9.0, "regime": "gren"}
    with pytest.raises(ProblemError) as refused:
        checked(dials, given, "case.json")
    told = str(refused.value)
    assert "charter.qouta_cny: no such dial. Did you mean 'charter.quota_cny'?" in told
    assert "offers.rate_factor = 9.0: lies outside its range: from 0.6 to 1.5" in told
    assert "regime = 'gren': must be one of oa, oa_urged" in told


def test_a_value_between_two_stops_is_one_too():
    dials = dials_of(load_client("data/clients/company_a.toml"), "green")
    assert checked(dials, {"charter.quota_cny": 12_345.0}, "")["charter.quota_cny"] == 12_345.0


def test_hours_of_duty_move_the_chosen_and_leave_today_s_oa_alone():
    client = load_client("data/clients/company_a.toml")
    own = defaults(dials_of(client, "green"))
    longer = own | {"agency.duty_hours": "08:00-24:00"}
    told, moved = (
        compare_scenario(client, Saved(name="", note="", setting=each), seed=1, replications=5)
        for each in (own, longer)
    )
    for outcome in ("contribution_cny", "decision_latency_h"):
        before, after = (each.results.seasons("oa", outcome) for each in (told, moved))
        assert before.tolist() == after.tolist()
    assert moved.summary("scenario", "capture_rate") != told.summary("scenario", "capture_rate")


def test_a_director_on_duty_for_longer_countersigns_sooner():
    """Most of the channel's answers wait for the second name."""
    client = load_client("data/clients/company_a.toml")
    own = defaults(dials_of(client, "green"))
    hours = ("09:00-18:00", "08:00-24:00")
    shorter, longer = (
        compare_scenario(
            client,
            Saved(name="", note="", setting=own | {"charter.director_hours": each}),
            seed=1,
            replications=10,
        ).summary("scenario", "capture_rate")
        for each in hours
    )
    assert longer.mean > shorter.mean


@pytest.mark.parametrize("name", CLIENTS)
def test_signatures_are_left_out_in_sets_that_leave_somebody_to_sign(name):
    client = load_client(f"data/clients/{name}.toml")
    sets = droppable(client)
    assert sets[0] == ()
    assert {1, 2} <= {len(each) for each in sets}
    assert len(sets) == len(set(sets)) <= 40
    for row in client.scenario.chain.classes:
        assert all(set(row.roles) - set(each) for each in sets)


def test_hours_of_duty_that_another_keeps_move_alone():
    """The agency and the director are on duty at the same hours; one of them changes."""
    client = load_client("data/clients/company_a.toml", ["charter.director_hours='09:00-22:00'"])
    dials = dials_of(client, "green")
    packing = Packing.of(client, dials)
    base, moved = (packing.memory(each)[0] for each in ({}, {"agency.duty_hours": "09:00-18:00"}))
    assert patch_between(base, moved).ints
