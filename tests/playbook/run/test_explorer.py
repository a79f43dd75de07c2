"""The explorer opened from a file in Chromium without a network: it answers as the model does."""

import base64
import json
import re
import tomllib
import unicodedata
import zlib
from pathlib import Path

import pytest
from machine import PROGRAMS
from marionette import Firefox
from pypdf import PdfReader

from playbook.clients.load import load_client
from playbook.documents.explorer.cards import CARDS
from playbook.engagement.engagement import MODEL
from playbook.look.brand import Brand
from playbook.run.explorer import write_explorer
from playbook.study.explorer.dials import dials_of
from playbook.study.explorer.packed import Packing
from playbook.study.explorer.scenario_file import compare_scenario, read_scenarios
from playbook.words.wording import FORMATS, cell, interval, money
from sim.flat.memory import NoFlatFormError
from sim.messages import ProblemError

pytestmark = pytest.mark.needs("chromium")

CLIENT = "data/clients/company_a.toml"
MOVED = (
    "regime=green&charter.quota_cny=50000&approvers.speed=4&offers.window_factor=2"
    "&approvers.dropped=finance,cfo&agency.duty_hours=09:00-18:00"
)


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
    assert tree["chain"] == {"attention_factor": 0.25, "dropped": ["finance", "cfo"]}
    assert tree["agency"]["duty_hours"] == "09:00-18:00"


WRITE = """([text, moved]) => {
    const {data} = window.explorer;
    const told = clientFileOf(text, {...defaultsOf(data), ...moved}, data);
    return [told.text, ...[told.lacking, told.chained].map(dials => dials.map(dial => dial.key))];
}"""


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("[charter]\nquota_cny = 1 # now\n", "charter.quota_cny", 50_000),
        ("charter.quota_cny = 1\n[client]\n", "charter.quota_cny", 50_000),
        ("charter.alone_cny = 1\n[client]\n", "charter.quota_cny", 50_000),
        ("[ charter ]\n[client]\n", "charter.quota_cny", 50_000),
        ("[chain.approvers.boss]\nwindow = [[\n1]]", "charter.quota_cny", 50_000),
        ("note = '''\n[charter]\n'''\n", "charter.quota_cny", 50_000),
        ('[charter]\r\n"quota_cny" = 1\r\n', "charter.quota_cny", 50_000),
        ("[chain]\ndropped = [\n  'a]', # ]\n]\n", "approvers.dropped", "finance"),
    ],
)
def test_a_dial_is_written_into_any_toml(opened, text, path, value):
    written, lacking, _ = opened.evaluate(WRITE, [text, {path: value}])
    section, key = path.replace("approvers.", "chain.").split(".")
    wanted = [value] if value == "finance" else value
    before, tree = tomllib.loads(text), tomllib.loads(written)
    assert tree[section].pop(key) == wanted
    before.setdefault(section, {}).pop(key, None)
    assert tree == before
    assert not lacking


def test_what_a_client_file_cannot_hold_is_named(chromium, place):
    moved = "regime=oa&charter.stop_loss_cny=none&approvers.deputies=yes&approvers.speed=2"
    page = chromium.new_page()
    page.goto(f"{place.as_uri()}#{moved}")
    page.wait_for_selector("body.is-live")
    with page.expect_download() as saved:
        page.click("#toml")
    lacking, chained = page.inner_text("#note").split(". ")
    assert lacking.startswith("A client file cannot hold these; keep them with Save: ")
    names = lacking.partition(": ")[2].split("; ")
    assert names == ["Who decides", "Stop-loss a month", "Deputies for the absent"]
    assert chained == "In the client file these move today's OA, too: Approvers look sooner."
    assert f"# {lacking}." in saved.value.path().read_text(encoding="utf-8")


def test_a_table_in_one_line_is_not_written_into(opened):
    text = "offers = { rate_factor = 1 }\n"
    told = opened.evaluate(WRITE, [text, {"offers.window_factor": 2}])
    assert told == [text, ["offers.window_factor"], []]


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
    page.locator("#sentence", has_text="Green channel without a plan").wait_for()
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


def test_pinned_scenarios_are_worked_by_keyboard_alone(opened):
    """Figures arrive and the model plays while somebody writes, shows and removes."""
    at = "document.activeElement.textContent || document.activeElement.id"
    opened.focus("#pin")
    for _ in range(2):
        opened.keyboard.press("Enter")
    opened.focus("#pins .ex-note")
    opened.keyboard.type("as drafted")
    opened.locator("#pins tbody strong").first.wait_for()
    opened.keyboard.press("Tab")
    assert opened.evaluate(at) == "Show"
    opened.keyboard.press("Enter")
    opened.wait_for_selector("body:not(.is-playing)")
    assert opened.evaluate(at) == "Show"
    for key in ("Tab", "Enter"):
        opened.keyboard.press(key)
    assert opened.locator("#pins .ex-pin").count() == 1
    assert opened.evaluate(at) == "Remove"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "pin"


def test_a_dial_taken_back_by_keyboard_keeps_the_focus(opened):
    opened.focus("#dial-charter-quota_cny")
    for key in ("End", "Shift+Tab", "Enter"):
        opened.keyboard.press(key)
    assert opened.evaluate("document.activeElement.id") == "dial-charter-quota_cny"
    assert "quota_cny" not in opened.evaluate("explorer.written")


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


@pytest.mark.parametrize(
    ("scenarios", "told"),
    [
        ([], "holds no scenario"),
        ([None], "A row of this file is no scenario"),
        ([{"setting": {}}, 7], "A row of this file is no scenario"),
        ([{"setting": []}], "A row of this file is no scenario"),
        ([{"setting": {}, "name": {}}], "A row of this file is no scenario"),
        ([{"setting": {}}] * 5, "holds more than four scenarios"),
    ],
)
def test_a_strange_scenario_file_is_refused_whole_by_the_page(opened, scenarios, told):
    with opened.expect_download() as saved:
        opened.click("#save")
    tree = json.loads(saved.value.path().read_text(encoding="utf-8"))
    content = json.dumps(tree | {"scenarios": scenarios}).encode()
    file = {"name": "x.json", "mimeType": "application/json", "buffer": content}
    opened.evaluate("explorer.say('')")
    opened.set_input_files("#load", file)
    opened.locator("#note", has_text=told).wait_for()
    assert opened.locator("#pins .ex-pin").count() == 0


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


@pytest.mark.parametrize(
    ("browser", "address", "opens_in", "spoken"),
    [
        ("zh-CN", "", None, "zh-Hans"),
        ("de-DE", "", None, "en"),
        ("zh-CN", "", "en", "en"),
        ("en-US", "", "zh", "zh-Hans"),
        ("en-US", "#language=en", "zh", "en"),
    ],
)
def test_it_opens_in_the_language_of_the_address_the_page_or_the_browser(
    engaged, chromium, tmp_path, browser, address, opens_in, spoken
):
    write_explorer(engaged, Brand(), tmp_path / "page.html", opens_in)
    page = chromium.new_context(locale=browser).new_page()
    page.goto(f"{(tmp_path / 'page.html').as_uri()}{address}")
    page.wait_for_selector("body.is-live")
    assert page.get_attribute("html", "lang") == spoken
    assert page.locator("#sentence", has_text="绿色通道").count() == (spoken == "zh-Hans")


def test_a_page_made_in_chinese_opens_so_without_scripts(engaged, chromium, tmp_path):
    write_explorer(engaged, Brand(), tmp_path / "page.html", "zh")
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert "Company A should" not in page.inner_text("body")


def test_a_phone_shows_it_without_scrolling_sideways(opened):
    opened.set_viewport_size({"width": 390, "height": 844})
    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    opened.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("language", "bases", "seasons"),
    [
        ("en", "numbers rest on: ", "Simulated seasons of the report"),
        ("zh", "项数字的依据：", "报告所用模拟季数"),
    ],
)
def test_it_prints_on_one_page_whatever_is_pinned(opened, tmp_path, language, bases, seasons):
    """With one line of bases; the seasons of the report are not those of the cards."""
    opened.click(f"label[for={language}]")
    for _ in range(4):
        opened.click("#pin")
    opened.pdf(path=tmp_path / "one.pdf", prefer_css_page_size=True)
    for button in opened.locator("#pins .ex-remove").all()[::-1]:
        button.click()
    opened.click("label[for=en]")
    (page,) = PdfReader(tmp_path / "one.pdf").pages
    text = unicodedata.normalize("NFKC", page.extract_text())
    assert unicodedata.normalize("NFKC", bases) in text
    assert seasons in text


def test_an_address_out_of_range_is_said_and_left_out(chromium, place):
    page = chromium.new_page()
    page.goto(f"{place.as_uri()}#charter.quota_cny=9e9&offers.rate_factor=0.93")
    page.wait_for_selector("body.is-live")
    note = page.inner_text("#note")
    assert "Quota per decision: CNY 9 bn lies outside its range" in note
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


def test_a_model_that_does_not_begin_leaves_a_report_that_says_so(chromium, place, tmp_path):
    empty = base64.b64encode(zlib.compress(b"\0asm\1\0\0\0")).decode()
    broken = re.sub(r'(id="gc-module">)[^<]+', rf"\g<1>{empty}", place.read_text("utf-8"))
    (tmp_path / "broken.html").write_text(broken, encoding="utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "broken.html").as_uri())
    page.wait_for_selector("body.is-report")
    assert "so the page stays a report" in page.inner_text("body")


def test_what_is_stale_or_idle_is_as_readable_as_the_rest(chromium, place):
    """It is marked by a dashed line, not by fading, which takes a text below its contrast."""
    page = chromium.new_page()
    page.goto(f"{place.as_uri()}#regime=oa")
    page.wait_for_selector("body.is-live")
    page.evaluate("for (const id of ['curve', 'drivers']) explorer.age(id, true)")
    faded = """[...document.querySelectorAll('body *')].filter(each => each.checkVisibility()
        && each.textContent.trim() && !each.disabled && getComputedStyle(each).opacity < 1)"""
    assert page.evaluate(f"{faded}.length") == 0
    drivers = page.locator("#drivers")
    assert drivers.evaluate("each => getComputedStyle(each).outlineStyle") == "dashed"
    assert drivers.get_attribute("aria-busy") == "true"


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
        ({"scenarios": []}, "holds no scenario"),
        ({"scenarios": [{"setting": {}}] * 5}, "holds 5 scenarios; 4 is the most"),
        ({"scenarios": [{"setting": {}, "note": 3}]}, "name and note must be texts"),
    ],
)
def test_a_strange_scenario_file_is_refused_by_the_command(tmp_path, changed, told):
    client, file = load_client(CLIENT), tmp_path / "scenarios.json"
    sound = {"made_by": "greenchannel whatif", "version": MODEL, "client": "Company A", "seed": 1}
    tree = sound | {"digest": client.files[0][1], "scenarios": []} | changed
    file.write_text(json.dumps(tree), encoding="utf-8")
    with pytest.raises(ProblemError, match=told):
        read_scenarios(file, client, MODEL)


def test_a_client_that_the_kernel_cannot_express_does_not_fit_the_arrays():
    settings = ["chain.contention=true", "chain.approvers.finance.handling_min=0"]
    client = load_client(CLIENT, settings)
    with pytest.raises(NoFlatFormError, match=r"\[chain\.approvers\]\.handling"):
        Packing.of(client, dials_of(client, "oa")).packed()


def test_what_does_not_fit_the_arrays_gets_a_report_that_says_why(
    engaged, chromium, tmp_path, monkeypatch
):
    """Event by event this client's report would take minutes; another's is as good here."""

    def packed(self):
        raise NoFlatFormError("[chain.approvers].handling")

    monkeypatch.setattr(Packing, "packed", packed)
    write_explorer(engaged, Brand(), tmp_path / "report.html")
    page = chromium.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    text = page.inner_text("body")
    assert "a page carries cannot play [chain.approvers].handling" in text
    assert "Every regime on the same seasons" in text
    assert "What you decide" not in text


def test_a_page_that_cannot_be_written_is_told(engaged, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ProblemError, match="cannot be written"):
        write_explorer(engaged, Brand(), tmp_path / "file" / "page.html")
