"""The page's scripts: linted, their functions held to Python's, their model to the native run."""

import base64
import csv
import io
import json
import subprocess
import sysconfig
import tomllib
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest
from machine import PROGRAMS
from scipy.stats import t as student

from playbook.clients.load import load_client
from playbook.formats.explorer.page import PAGE_SCRIPTS, WORKER_SCRIPTS, joined, script
from playbook.study.explorer.carried import carried
from playbook.study.explorer.case import Case
from playbook.study.explorer.dials import defaults, dials_of
from playbook.study.explorer.packed import Packed, Packing
from playbook.words.language import speaking
from playbook.words.wording import FORMATS, cell, interval
from sim.flat.packing import World
from sim.flat.patches import patch_between
from sim.results.comparison import mean_interval
from sim.results.facts import Teller

needs_chromium = pytest.mark.needs("chromium")

LINTER = Path(sysconfig.get_path("scripts")) / "oxlint"
CLIENTS = ("company_a", "appliance_good_oa")
AMOUNTS = [
    *(0, 0.3, 0.5, 1, 2.5, 49, 51, 999.5, 4_350, 9_999.4, 9_999.6, 12_000, 12_500, 99_999.6),
    *(-0.2, -7, -5_000, -82_000, -516_234, 1_324_000, 470_000, 479_600, 99_994_000, 2.5e8, 1e9),
    *(1_250, 2_500, 3_750, 7_500, 38_500, 1e-7, 12_345_678.5, 1_234_567_890.12),
]
MOVED = {"charter.quota_cny": 0, "approvers.speed": -1, "offers.rate_factor": -1}
SEASONS = 4


def linted(place):
    """Return what the linter says of a script, "" where it finds no fault."""
    asked = [LINTER, "--config", ".setup/oxlint.json", "--format", "unix", place]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.stdout if found.returncode else ""


@pytest.mark.parametrize("names", [PAGE_SCRIPTS, WORKER_SCRIPTS], ids=["page", "worker"])
def test_the_linter_finds_no_fault_in_the_scripts_of_the(names, tmp_path):
    """Joined as the page carries them, so that a name that none defines or uses is seen."""
    (tmp_path / "joined.js").write_text(joined(names), encoding="utf-8")
    assert linted(tmp_path / "joined.js") == ""


def test_the_linter_finds_a_name_that_nobody_defines(tmp_path):
    (tmp_path / "joined.js").write_text(joined(WORKER_SCRIPTS) + "\nstrange();", encoding="utf-8")
    assert "'strange' is not defined" in linted(tmp_path / "joined.js")


PLAY = """async ([module, numbers, plan, patches, regimes, seasons]) => {
    const compiled = await WebAssembly.compile(await unpacked(module));
    const stage = new Stage(await WebAssembly.instantiate(compiled), await unpacked(numbers), plan);
    const told = stage.play(patches, regimes, 0, seasons);
    const text = bytes => btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""));
    return [told.done, Array.from(told.keys), text(new Uint8Array(told.values.buffer)), told.ends];
}"""


BEGINNING = ("app", "worker")
"""These act as soon as they are read; all others only define."""


@pytest.fixture(scope="module")
def page():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        place = PROGRAMS["chromium"].found()
        chromium = player.chromium.launch(executable_path=place, args=["--no-sandbox"])
        opened = chromium.new_page()
        for name in dict.fromkeys([*PAGE_SCRIPTS, *WORKER_SCRIPTS]):
            if name not in BEGINNING:
                opened.add_script_tag(content=script(f"{name}.js"))
        yield opened
        chromium.close()


@needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format", ["money", "share", "hours", "tenths"])
def test_numbers_are_worded_as_the_documents_word_them(page, language, format):
    values = AMOUNTS if format == "money" else [each / 1e4 for each in AMOUNTS]
    write = """([language, format, values]) =>
        values.map(each => new Wording(language).value(each, format))"""
    with speaking(language):
        assert page.evaluate(write, [language, format, values]) == [
            cell(one, format) for one in values
        ]


@needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("format", "words", "unit"),
    [("money", "signed_money", 1), ("hours", "signed_hours", 1e-4), ("share", "points", 1e-4)],
)
def test_ranges_of_differences_are_worded_as_the_documents_word_them(
    page, language, format, words, unit
):
    """In Chinese an end in yuan beside one in myriads is told in myriads, too."""
    ends = [sorted(pair) for pair in pairwise(AMOUNTS)]
    pairs = [[low * unit, high * unit] for low, high in ends]
    write = """([language, format, pairs]) =>
        pairs.map(pair => new Wording(language).range(...pair, format, true))"""
    with speaking(language):
        told = [interval(low, high, FORMATS[words]) for low, high in pairs]
    assert page.evaluate(write, [language, format, pairs]) == told


@needs_chromium
@pytest.mark.parametrize("part", [0, 0.05, 0.1, 0.5, 0.9, 1])
def test_a_quantile_is_the_one_between_its_neighbours(page, part):
    values = np.random.default_rng(3).normal(size=51).tolist()
    found = page.evaluate("([values, part]) => quantileOf(values, part)", [values, part])
    assert found == pytest.approx(np.quantile(values, part), rel=1e-12)


@needs_chromium
def test_the_interval_of_a_mean_is_student_s(page):
    values = np.random.default_rng(3).normal(size=12)
    reaches = [student.ppf(0.975, freedom) for freedom in range(1, 12)]
    found = page.evaluate("given => meanInterval(...given)", [values.tolist(), reaches])
    assert found == pytest.approx(mean_interval(values), rel=1e-12)


@needs_chromium
def test_one_season_alone_has_no_interval(page):
    assert page.evaluate("meanInterval([7], [1])") == [None, None]


@needs_chromium
def test_a_difference_is_that_of_the_same_seasons(page):
    """Seasons in which one of both does not exist count for neither."""
    asked = """differing(Float64Array.of(5, NaN, 9, 1), Float64Array.of(1, 2, 3, NaN),
        {statistic: "mean"}, {reaches: [2]}).centre"""
    assert page.evaluate(asked) == (5 - 1 + 9 - 3) / 2


@needs_chromium
@pytest.mark.parametrize(
    ("ends", "better", "verdict"),
    [((1, 2), "high", 1), ((1, 2), "low", -1), ((-2, -1), "low", 1), ((-1, 1), "high", 0)],
)
def test_better_is_what_the_whole_interval_says(page, ends, better, verdict):
    asked = "([low, high, better]) => verdictOf({low, high}, better)"
    assert page.evaluate(asked, [*ends, better]) == verdict


DIALS = {
    "dials": [
        {"key": "regime", "values": ["oa", "green"], "default": "green"},
        {"key": "charter.quota_cny", "values": [0, 5e4, 1e5, None], "default": 5e4},
        {"key": "offers.rate_factor", "values": [0.9, 1, 1.1], "default": 1},
    ],
    "client": {"name": "A", "digest": "d", "version": "v", "seed": 7},
}
AS_FILED = {each["key"]: each["default"] for each in DIALS["dials"]}


@needs_chromium
@pytest.mark.parametrize(
    ("address", "moved", "faults"),
    [
        ("", {}, []),
        ("#regime=oa&language=zh", {"regime": "oa"}, []),
        ("#charter.quota_cny=1e5", {"charter.quota_cny": 1e5}, []),
        ("#charter.quota_cny=none", {"charter.quota_cny": None}, []),
        ("#charter.quota_cny=", {}, ["outside"]),
        ("#charter.quota_cny=Infinity", {}, ["outside"]),
        ("#charter.quota_cny=NaN", {}, ["outside"]),
        ("#charter.quota_cny=60000", {"charter.quota_cny": 5e4}, ["nearest"]),
        ("#regime=none", {}, ["outside"]),
        ("#regime=%3Cb%3E", {}, ["outside"]),
        ("#__proto__=1", {}, ["unknown"]),
        ("#rate=1&offers.rate_factor=2", {}, ["unknown", "outside"]),
    ],
)
def test_an_address_moves_what_it_names_and_no_more(page, address, moved, faults):
    read = "([address, data]) => settingOf(askedBy(address, data), data)"
    found = page.evaluate(read, [address, DIALS])
    assert found["setting"] == AS_FILED | moved
    assert [fault["what"] for fault in found["faults"]] == faults


@needs_chromium
def test_an_address_names_what_differs_from_the_client_file(page):
    setting = AS_FILED | {"charter.quota_cny": None, "offers.rate_factor": 1.1}
    write = "([setting, data]) => addressOf(setting, data, languageOf(''))"
    written = page.evaluate(write, [setting, DIALS])
    assert parse_qs(written) == {"charter.quota_cny": ["none"], "offers.rate_factor": ["1.1"]}


@needs_chromium
def test_a_file_of_scenarios_is_read_as_it_was_written(page):
    saved = [{"name": "x", "note": "y", "setting": AS_FILED | {"charter.quota_cny": None}}]
    text = page.evaluate("given => fileOf(...given)", [saved, DIALS])
    assert json.loads(text)["scenarios"] == saved
    found = page.evaluate("given => scenariosOf(...given)", [text, DIALS])
    assert found == [saved[0] | {"faults": []}]


@needs_chromium
def test_a_table_is_read_by_others_as_it_was_meant(page):
    """What would begin a formula in a spreadsheet is a text there."""
    rows = [["a, b", 'say "so"', "two\nlines"], ["=1+1", -1.5, None]]
    text = page.evaluate("csvOf", rows)
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == [
        rows[0],
        ["'=1+1", "-1.5", ""],
    ]


@needs_chromium
@pytest.mark.parametrize(("low", "high"), [(0, 7.3), (-3, 12), (0, 0), (-4e6, -1e6), (0, 1e-3)])
def test_the_lines_of_a_picture_hold_all_that_it_shows(page, low, high):
    steps = page.evaluate("ends => stepsOf(...ends)", [low, high])
    assert steps[0] <= low
    assert steps[-1] >= high
    assert len(steps) <= 7


@needs_chromium
@pytest.mark.parametrize(
    ("key", "regime", "idle"),
    [
        ("charter.quota_cny", "oa", True),
        ("charter.quota_cny", "wide_green", False),
        ("charter.alone_cny", "alone_green", True),
        ("plan.coverage_share", "green", True),
        ("approvers.speed", "delegated", True),
        ("offers.rate_factor", "delegated", False),
    ],
)
def test_a_dial_that_moves_nothing_under_a_regime_is_known(page, key, regime, idle):
    assert page.evaluate("given => isIdle(...given)", [regime, key]) is idle


@needs_chromium
@pytest.mark.parametrize(("moved", "plays"), [("green", 1), ("duty", 2)])
def test_today_s_oa_is_played_apart_where_a_lever_moves_its_world(page, moved, plays):
    dials = [{"key": "regime", "default": "green"}, {"key": "duty", "default": "own"}]
    setting = {"regime": "green", "duty": "own" if moved == "green" else "longer"}
    data = {"dials": dials, "apart": ["duty"]}
    rows = [["today", "key"], ["green", "other"]]
    found = page.evaluate("given => partedOf(...given)", [setting, rows, data])
    assert len(found) == plays
    assert found[0][0]["duty"] == "own"
    assert found[-1][0] == setting
    assert [row for _, part in found for row in part] == rows


@needs_chromium
def test_texts_are_written_into_a_client_file_as_toml_has_them(page):
    """Signatures that the file leaves out already stay out."""
    dials = [
        {"key": "approvers.dropped", "default": "", "values": []},
        {"key": "agency.duty_hours", "default": "09:00-22:00", "values": []},
    ]
    data = {"dials": dials, "apart": ["agency.duty_hours"], "client": {"dropped": ["clerk"]}}
    setting = {"approvers.dropped": "cfo,gm", "agency.duty_hours": "08:00-24:00"}
    told = page.evaluate("given => clientFileOf(...given)", ["a = 1", setting, data])
    assert tomllib.loads(told["text"]) == {
        "a": 1,
        "chain": {"dropped": ["clerk", "cfo", "gm"]},
        "agency": {"duty_hours": "08:00-24:00"},
    }
    assert [dial["key"] for dial in told["chained"]] == [dial["key"] for dial in dials]


@needs_chromium
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
