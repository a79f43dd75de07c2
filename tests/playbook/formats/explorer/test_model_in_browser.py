"""The page's own loader and stage give in a browser the facts that the native run gives."""

import base64
from pathlib import Path

import numpy as np
import pytest
from machine import PROGRAMS

import playbook.formats.explorer
from playbook.clients.load import load_client
from playbook.study.explorer.carried import carried
from playbook.study.explorer.case import Case
from playbook.study.explorer.dials import defaults, dials_of
from playbook.study.explorer.packed import Packed, Packing
from sim.flat.packing import World
from sim.flat.patches import patch_between
from sim.results.facts import Teller

pytestmark = pytest.mark.needs("chromium")

SCRIPTS = Path(playbook.formats.explorer.__file__).parent
CLIENTS = ("company_a", "appliance_good_oa")
MOVED = {"charter.quota_cny": 0, "approvers.speed": -1, "offers.rate_factor": -1}
SEASONS = 4

PLAY = """async ([module, numbers, plan, patches, regimes, seasons]) => {
    const compiled = await WebAssembly.compile(await unpacked(module));
    const stage = new Stage(await WebAssembly.instantiate(compiled), await unpacked(numbers), plan);
    const told = stage.play(patches, regimes, 0, seasons);
    const text = bytes => btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""));
    return [told.done, Array.from(told.keys), text(new Uint8Array(told.values.buffer)), told.ends];
}"""


@pytest.fixture(scope="module")
def page():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        place = PROGRAMS["chromium"].found()
        chromium = player.chromium.launch(executable_path=place, args=["--no-sandbox"])
        opened = chromium.new_page()
        for name in ("arrays.js", "stage.js"):
            opened.add_script_tag(content=(SCRIPTS / name).read_text(encoding="utf-8"))
        yield opened
        chromium.close()


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("moved", [{}, MOVED], ids=["as_told", "moved"])
def test_a_page_tells_the_facts_of_the_native_run_to_the_bit(page, name, moved):
    """Today's OA and two regimes, with all dials as the file says and with three of them moved."""
    client = load_client(f"data/clients/{name}.toml")
    dials = dials_of(client, "green")
    stands = {dial.key: dial.values[moved[dial.key]] for dial in dials if dial.key in moved}
    packing = Packing.of(client, dials)
    asked = ["today", "green", "plan_green"]
    found = page.evaluate(PLAY, _given(packing, stands, asked))
    case = Case(client, defaults(dials) | stands)
    native = Teller(World(case.scenario, {each: case.every[each] for each in asked}))
    told = native.told(1, range(SEASONS))
    assert found[0] == SEASONS
    assert found[1] == told.keys.tolist()
    assert base64.b64decode(found[2]) == told.values.tobytes()
    assert np.diff(found[3], prepend=0).tolist() == _counts(told, len(asked))


def _given(packing, stands, asked):
    base, regimes = packing.memory({})
    patch = patch_between(base, packing.memory(stands)[0])
    given = carried(Packed(base, regimes, ()), 1)
    text = [base64.b64encode(each).decode() for each in (given.module, given.numbers)]
    laid = {"ints": list(patch.ints.items()), "reals": list(patch.reals.items())}
    return [*text, given.plan, [laid], [regimes.index(each) for each in asked], SEASONS]


def _counts(told, regimes):
    plays = told.replications * regimes + told.regimes
    return np.bincount(plays, minlength=SEASONS * regimes).tolist()
