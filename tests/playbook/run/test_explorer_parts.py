"""Curve, months, drivers and waits of the live page are the native run's; axe and Firefox look."""

import numpy as np
import pytest
from machine import PROGRAMS
from marionette import Firefox

from playbook.clients.load import load_client
from playbook.look.brand import Brand
from playbook.run.explorer import explorer_page
from playbook.run.notebook import Framed, frame
from playbook.study.explorer.asked import address_of
from playbook.study.explorer.dials import checked, dials_of
from playbook.study.explorer.scenario_file import Saved, compare_scenario
from playbook.study.levers import Levers
from playbook.words.wording import FORMATS, cell, hours, interval, money
from sim.model.ledger import CAUSES

pytestmark = pytest.mark.needs("chromium")

CLIENT = "data/clients/company_a.toml"
MOVED = {"regime": "urged_green", "approvers.speed": 2.0, "offers.window_factor": 2.0}
ADDRESS = "&".join(f"{key}={value}" for key, value in MOVED.items())
SETTLED = "document.body.dataset.settled"


@pytest.fixture(scope="module")
def settled(chromium, place):
    """Return a page that has drawn all its parts."""
    page = chromium.new_context(offline=True).new_page()
    page.goto(f"{place.as_uri()}#{ADDRESS}")
    page.wait_for_selector("body[data-settled]")
    return page


@pytest.fixture(scope="module")
def native():
    """Return what plays the setting of the page natively, with more of it moved."""
    client = load_client(CLIENT)
    dials = dials_of(client, "green")

    def play(seasons, **moved):
        setting = checked(dials, MOVED | moved, "test")
        saved = Saved(name="", note="", setting=setting)
        return compare_scenario(client, saved, seed=1, replications=seasons)

    return play


def rows(page, part):
    """Return the rows of a table on the page as texts, folded or not."""
    return page.eval_on_selector_all(
        f"#{part} tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


@pytest.mark.parametrize("quota", [0.0, 5_000.0, 20_000.0, 160_000.0])
def test_the_curve_is_the_native_run_s(settled, native, quota):
    found = native(100, **{"charter.quota_cny": quota})
    gain = found.difference("scenario", "contribution_cny")
    told = [
        money(quota),
        money(gain.mean, signed=True),
        interval(gain.low, gain.high, FORMATS["signed_money"]),
        cell(found.summary("scenario", "loss_making_deals").mean, "tenths"),
    ]
    assert told in rows(settled, "curve")


def test_the_months_are_the_native_run_s(settled, native):
    """Means, and where eight in ten seasons lie."""
    found = native(200).results
    sides = [found.by_item(name, "sales").to_numpy() for name in ("oa", "scenario")]
    told = []
    for nth in range(len(rows(settled, "months"))):
        line = []
        for side in sides:
            low, high = np.quantile(side[:, nth], [0.1, 0.9])
            line += [money(side[:, nth].mean()), interval(low, high, money)]
        told.append(line)
    assert [row[1:] for row in rows(settled, "months")] == told


@pytest.mark.parametrize(
    ("key", "name", "low", "high"),
    [
        ("offers.visitors_factor", "Visitors an offer brings", 0.5, 1.5),
        ("agency.self_interest", "Agency's self-interest", 0.0, 1.0),
        ("offers.window_factor", "How long offers stay open", 0.5, 10.0),
    ],
)
def test_the_drivers_are_the_native_run_s(settled, native, key, name, low, high):
    gains = [
        native(50, **{key: value}).difference("scenario", "contribution_cny").mean
        for value in (low, high)
    ]
    (row,) = [row for row in rows(settled, "drivers") if row[0] == name]
    assert [cell.rpartition(": ")[2] for cell in row[2:]] == [
        money(gain, signed=True) for gain in gains
    ]


def test_the_waits_are_the_native_run_s(settled, native):
    found = native(200)
    told = [
        [hours(found.summary(name, f"waiting_{cause}_h").mean) for name in ("oa", "scenario")]
        for cause in CAUSES
    ]
    assert [row[2:] for row in rows(settled, "waits")] == told


def violations(page):
    """Return what axe objects to: the rule, and the elements that break it."""
    from axe_playwright_python.sync_playwright import Axe

    asked = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=asked).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.fixture(scope="module")
def looked_at(chromium, place):
    """Return a page for axe, which the page's own policy would keep out, by scheme and width."""

    def opened(scheme, width, language):
        context = chromium.new_context(
            offline=True,
            bypass_csp=True,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
        )
        page = context.new_page()
        page.goto(f"{place.as_uri()}#{ADDRESS}&language={language}")
        page.wait_for_selector("body.is-live")
        return page

    return opened


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_axe_objects_to_nothing_at_rest(looked_at, scheme, width, language):
    """With two scenarios pinned, a day half told and everything unfolded."""
    page = looked_at(scheme, width, language)
    page.wait_for_selector("body[data-settled]")
    for _ in range(2):
        page.click("#pin")
    page.locator("#pins tbody strong").first.wait_for()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.locator(f".in-{language} .ex-day [data-move=next]").click()
    found = violations(page)
    page.context.close()
    assert found == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_objects_to_nothing_while_it_plays(looked_at, scheme, language):
    """Parts that tell of an earlier setting are marked, and as readable as the rest."""
    page = looked_at(scheme, 1440, language)
    page.wait_for_selector("body[data-settled]")
    page.evaluate("void (explorer.player.seasons = () => new Promise(() => {}))")
    page.focus("#dial-charter-quota_cny")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("body.is-playing #curve.is-stale")
    found = violations(page)
    page.context.close()
    assert found == []


@pytest.mark.needs("firefox")
def test_firefox_shows_all_of_it_on_a_phone(settled, place, tmp_path):
    """The parts are Chromium's to the last digit, and nothing is wider than the window."""
    firefox = Firefox(PROGRAMS["firefox"].found(), tmp_path)
    try:
        firefox.go_on_a_phone(f"{place.as_uri()}#{ADDRESS}&language=en", tmp_path)
        firefox.wait(f"return {SETTLED}", seconds=120)
        assert firefox.tell("return innerWidth") == 390
        assert firefox.tell("return document.documentElement.scrollWidth") <= 390
        for part in ("curve", "months", "drivers", "waits"):
            told = (
                f"return [...document.querySelectorAll('#{part} tbody tr')]"
                ".map(row => [...row.cells].map(cell => cell.textContent))"
            )
            assert firefox.tell(told) == rows(settled, part)
    finally:
        firefox.close()


def test_in_a_notebook_it_stands_where_the_notebook_s_levers_do(engaged, chromium):
    """A frame has no address of its own; what lies between two stops goes to the nearest."""
    levers = Levers(
        regime="green",
        quota_per_decision_cny=49_000.0,
        dropped_signatures="cfo, finance",
        window_length=2.0,
    )
    page = explorer_page(engaged, Brand(), "en", address_of(levers, engaged.client)).content
    outer = chromium.new_context(offline=True).new_page()
    outer.set_content(frame(Framed("What if", page)))
    inner = outer.frames[1]
    inner.wait_for_selector("body.is-live")
    moved = inner.evaluate("changesOf(explorer.setting, explorer.data)")
    setting = inner.evaluate("explorer.setting")
    assert {key: setting[key] for key in moved if key != "regime"} == {
        "charter.quota_cny": 50_000,
        "approvers.dropped": "finance,cfo",
        "offers.window_factor": 2,
    }
    assert setting["regime"] == "green"
    assert "CNY 49,000 lies between two stops" in inner.inner_text("#note")
