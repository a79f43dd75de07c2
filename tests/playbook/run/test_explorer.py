"""The explorer opened from a file in Chromium without a network: it answers as the model does."""

import json
import tomllib
from pathlib import Path

import pytest
from machine import PROGRAMS
from marionette import Firefox
from pypdf import PdfReader

from playbook.clients.load import load_client
from playbook.documents.explorer.cards import CARDS
from playbook.engagement.engagement import MODEL, Engagement, engagement
from playbook.engagement.questions import Method
from playbook.look.brand import Brand
from playbook.run.explorer import explorer_page, write_explorer
from playbook.study.explorer.dials import dials_of
from playbook.study.explorer.scenario_file import compare_scenario, read_scenarios
from playbook.words.wording import FORMATS, cell, interval, money
from sim.messages import ProblemError

pytestmark = pytest.mark.needs("chromium")

CLIENT = "data/clients/company_a.toml"
MOVED = "regime=green&charter.quota_cny=50000&approvers.speed=4&offers.window_factor=2"


@pytest.fixture(scope="module")
def engaged():
    return engagement(CLIENT, replications=20)


@pytest.fixture(scope="module")
def place(engaged, tmp_path_factory):
    made = tmp_path_factory.mktemp("explorer") / "company-a.html"
    size = write_explorer(engaged, Brand(), made)
    assert size < 1_000_000
    return made


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        found = PROGRAMS["chromium"].found()
        yield player.chromium.launch(executable_path=found, args=["--no-sandbox"])


@pytest.fixture(scope="module")
def opened(chromium, place):
    """Return a page that plays the setting in its address, with all that it asked for and told."""
    page = chromium.new_context(offline=True).new_page()
    page.heard = []
    page.on("request", lambda request: page.heard.append(request.url))
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.goto(f"{place.as_uri()}#{MOVED}")
    page.wait_for_selector('body[data-seasons="200"]')
    return page


def test_it_asks_for_nothing_and_complains_of_nothing(opened, place):
    asked = [each for each in opened.heard if not each.startswith("blob:")]
    assert asked == [place.as_uri()]


def test_its_figures_are_those_of_the_command_for_its_own_scenario(opened, tmp_path):
    with opened.expect_download() as saved:
        opened.click("#save")
    client, file = load_client(CLIENT), tmp_path / "scenarios.json"
    saved.value.save_as(file)
    (scenario,), seed = read_scenarios(file, client, MODEL)
    assert scenario.setting["charter.quota_cny"] == 50_000
    native = compare_scenario(client, scenario, seed=seed, replications=200)
    shown = opened.locator("#cards .ex-big").all_inner_texts()
    means = [native.summary("scenario", card.outcome).mean for card in CARDS]
    assert shown == [cell(mean, card.format) for mean, card in zip(means, CARDS, strict=True)]
    spans = opened.locator("#cards article > .ex-range:nth-of-type(2)").all_inner_texts()
    told = [native.summary("scenario", card.outcome) for card in CARDS]
    ends = [
        interval(own.low, own.high, FORMATS[card.format])
        for own, card in zip(told, CARDS, strict=True)
    ]
    assert spans == [f"95 % interval {each}" for each in ends]
    gain = native.difference("scenario", "contribution_cny")
    ends = [money(end, signed=True) for end in (gain.mean, gain.low, gain.high)]
    told = opened.locator("#cards article").first.inner_text()
    assert f"{ends[0]} against today" in told
    assert f"{ends[1]} to {ends[2]}" in told


def test_a_client_file_is_given_with_the_settings(opened):
    with opened.expect_download() as saved:
        opened.click("#toml")
    tree = tomllib.loads(saved.value.path().read_text(encoding="utf-8"))
    assert tree["charter"] == {"quota_cny": 50_000}
    assert tree["offers"] == {"window_factor": 2}
    assert tree["chain"] == {"attention_factor": 0.25}


def test_a_client_file_that_was_given_is_one(opened, tmp_path):
    """It stands beside the lists that the client's own file names."""
    for beside in ("company_a_skus.csv", "company_a_partners.csv"):
        (tmp_path / beside).write_bytes((Path("data/clients") / beside).read_bytes())
    with opened.expect_download() as saved:
        opened.click("#toml")
    saved.value.save_as(tmp_path / "client.toml")
    assert load_client(str(tmp_path / "client.toml")).file.charter.quota_cny == 50_000


def test_what_the_client_s_own_limits_rule_out_is_said(chromium, place):
    page = chromium.new_page()
    page.goto(f"{place.as_uri()}#regime=delegated")
    page.locator("#objection", has_text="Your own limits rule this out").wait_for()
    page.goto(f"{place.as_uri()}#regime=green&charter.quota_cny=0")
    page.locator("#sentence", has_text="Green channel only").wait_for()
    assert page.locator("#objection").is_hidden()


def test_a_limit_is_shown_as_it_holds_under_the_regime(chromium, place):
    """The wide channel has its limits so many times as wide; under OA there are none."""
    file = load_client(CLIENT).file
    wide = file.choice.widest_factor * file.charter.quota_cny
    page = chromium.new_page()
    page.goto(f"{place.as_uri()}#regime=green")
    quota = page.locator("output[for=dial-charter-quota_cny]")
    page.wait_for_selector("body.is-live")
    assert quota.inner_text() == money(file.charter.quota_cny)
    page.select_option("#dial-regime", label="Wide green channel")
    assert quota.inner_text() == money(wide)
    page.select_option("#dial-regime", label="Faster OA")
    assert (
        page.locator(".is-idle .ex-idle").first.inner_text() == "Moves nothing under this regime."
    )


def test_a_table_is_given(opened):
    with opened.expect_download() as saved:
        opened.click("#csv")
    rows = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + len(CARDS)
    assert "contribution_cny" in rows[1]


def test_every_dial_moves_by_keyboard_into_the_address(opened):
    dials = dials_of(load_client(CLIENT), "green")
    for dial in dials:
        opened.locator(f"#dial-{dial.key.replace('.', '-')}").focus()
        opened.keyboard.press("ArrowUp" if dial.default == dial.values[-1] else "ArrowDown")
        opened.keyboard.press("Home" if dial.format == "name" else "ArrowRight")
    opened.keyboard.press("End")
    opened.wait_for_url("**agency.forecast_sigma=0.8*")
    opened.click("#reset")
    opened.wait_for_url("**.html#")


def test_four_scenarios_are_pinned_and_the_fifth_is_refused(opened):
    for _ in range(5):
        opened.click("#pin")
    assert opened.locator("#pins .ex-pin").count() == 4
    assert "Four scenarios are pinned" in opened.inner_text("#note")
    for _ in range(4):
        opened.locator("#pins .ex-pin button").nth(1).click()


def test_a_saved_scenario_comes_back_with_its_name(opened, place):
    opened.click("#reset")
    opened.select_option("#dial-approvers-deputies", index=1)
    opened.click("#pin")
    opened.fill("#pins .ex-pin input >> nth=0", "With deputies")
    with opened.expect_download() as saved:
        opened.click("#save")
    opened.locator("#pins .ex-pin button").nth(1).click()
    opened.click("#reset")
    opened.set_input_files("#load", saved.value.path())
    opened.wait_for_selector("#pins .ex-pin")
    assert opened.input_value("#pins .ex-pin input >> nth=0") == "With deputies"
    opened.wait_for_url(f"{place.as_uri()}#approvers.deputies=yes")
    opened.locator("#pins .ex-pin button").nth(1).click()
    opened.click("#reset")


def test_a_file_of_another_client_is_refused_and_said(opened):
    strange = {"made_by": "greenchannel whatif", "client": "Other", "scenarios": []}
    content = json.dumps(strange).encode()
    file = {"name": "x.json", "mimeType": "application/json", "buffer": content}
    opened.set_input_files("#load", file)
    opened.wait_for_selector("#note:not([hidden])")
    assert "belongs to another client" in opened.inner_text("#note")


def test_a_day_is_told_moment_by_moment(opened):
    day = opened.locator(".in-en .ex-day")
    assert day.locator("li.is-now").count() >= 1
    assert day.locator(".ex-clock").inner_text() in day.locator("li.is-now").first.inner_text()
    coming = day.locator("li.is-coming").count()
    day.locator("[data-move=next]").click()
    assert day.locator("li.is-coming").count() < coming
    day.locator("[data-move=last]").click()
    assert day.locator("li.is-coming").count() == 0


def test_it_speaks_chinese_at_a_switch(opened):
    opened.click("label[for=zh]")
    opened.locator("#sentence", has_text="绿色通道").wait_for()
    assert opened.get_attribute("html", "lang") == "zh-Hans"
    opened.wait_for_url("**language=zh")
    opened.click("label[for=en]")


def test_a_phone_shows_it_without_scrolling_sideways(opened):
    opened.set_viewport_size({"width": 390, "height": 844})
    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    opened.set_viewport_size({"width": 1440, "height": 900})


def test_it_prints_on_one_page(opened, tmp_path):
    opened.pdf(path=tmp_path / "one.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "one.pdf").pages) == 1


def test_an_address_out_of_range_is_said_and_left_out(chromium, place):
    page = chromium.new_page()
    page.goto(f"{place.as_uri()}#charter.quota_cny=9e9&offers.rate_factor=0.93")
    page.wait_for_selector("body.is-live")
    note = page.inner_text("#note")
    assert "Quota per decision: CNY 9.00 bn lies outside its range" in note
    assert "How many offers come: × 0.93 lies between two stops" in note


def test_without_scripts_it_is_a_report(chromium, place):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(place.as_uri())
    text = page.inner_text("body")
    assert "Company A should" in text
    assert "Every regime on the same seasons" in text
    assert "建议" not in text
    assert "What you decide" not in text


def test_without_webassembly_it_stays_a_report_and_says_so(chromium, place):
    page = chromium.new_page()
    page.add_init_script("delete window.WebAssembly")
    page.goto(place.as_uri())
    page.wait_for_selector("body.is-report")
    assert "so the page stays a report" in page.inner_text("body")


@pytest.mark.needs("firefox")
def test_firefox_shows_the_same_figures(opened, place, tmp_path):
    """From the file, without a network; it refuses to fetch a blob in a worker, and need not."""
    opened.goto("about:blank")
    opened.goto(f"{place.as_uri()}#{MOVED}")
    opened.wait_for_selector('body[data-seasons="200"]')
    firefox = Firefox(PROGRAMS["firefox"].found(), tmp_path)
    try:
        firefox.go(f"{place.as_uri()}#{MOVED}")
        firefox.wait("return document.body.dataset.seasons === '200'")
        shown = "return [...document.querySelectorAll('#cards p')].map(each => each.textContent)"
        assert firefox.tell(shown) == opened.locator("#cards p").all_text_contents()
    finally:
        firefox.close()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"client": "Other"}, "belongs to another client"),
        ({"version": "greenchannel 0.0"}, "was saved by another version of the model"),
        ({"made_by": "me"}, "holds no scenarios of a what-if page"),
        ({"seed": None}, "has no seed"),
        ({"scenarios": [{"name": "a", "setting": {"regime": "x"}}]}, "must be one of oa"),
        ({"scenarios": [7]}, "scenario 1 has no setting"),
    ],
)
def test_a_strange_scenario_file_is_refused_by_the_command(tmp_path, changed, told):
    client, file = load_client(CLIENT), tmp_path / "scenarios.json"
    sound = {"made_by": "greenchannel whatif", "version": MODEL, "client": "Company A", "seed": 1}
    tree = sound | {"digest": client.files[0][1], "scenarios": []} | changed
    file.write_text(json.dumps(tree), encoding="utf-8")
    with pytest.raises(ProblemError, match=told):
        read_scenarios(file, client, MODEL)


def test_a_client_that_the_kernel_cannot_express_is_refused_before_anything_is_simulated():
    settings = ["chain.contention=true", "chain.approvers.finance.handling_min=0"]
    engaged = Engagement(load_client(CLIENT, settings), Method(replications=2, engine="simpy"))
    with pytest.raises(ProblemError, match=r"the page cannot play \[chain\.approvers\]\.handling"):
        explorer_page(engaged, Brand())
    assert not engaged.answered


def test_a_page_that_cannot_be_written_is_told(engaged, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ProblemError, match="cannot be written"):
        write_explorer(engaged, Brand(), tmp_path / "file" / "page.html")
