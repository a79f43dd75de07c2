"""Patches of several dials laid on together are the arrays packed with all of them moved."""

import random
from dataclasses import replace

import pytest

from playbook.clients.load import load_client
from playbook.study.explorer.case import Case
from playbook.study.explorer.dials import Dial, checked, defaults, dials_of
from playbook.study.explorer.packed import Packing
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
    client = load_client("data/clients/company_a.toml")
    dials = dials_of(client, "plan_green")
    levers = {dial.key: dial.values[-1] for dial in dials if dial.side == "lever"}
    case = Case(client, defaults(dials) | levers)
    assert case.scenario is client.scenario
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
