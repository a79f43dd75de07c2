"""The page opened in a real browser: nothing fetched, no complaint, nothing cut off."""

from pathlib import Path

import pytest
from engagements import engaged
from machine import PROGRAMS
from pages import shown

from playbook.blocks.document import Document
from playbook.formats.html import render
from playbook.words.language import speaking

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        place = PROGRAMS["chromium"].found()
        chromium = player.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, tmp_path):
    contexts = []

    def opened(text, width, **options):
        path = Path(tmp_path) / "report.html"
        path.write_text(text, encoding="utf-8", newline="\n")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults, page.requested = [], []
        page.on("console", lambda message: page.faults.append(message.text))
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("dialog", lambda dialog: page.faults.append(dialog.message))
        page.on("request", lambda request: page.requested.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page):
    """Return what axe objects to on a page: the rule, and the elements that break it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=AXE).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}


def is_as_wide_as_its_window(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_objects_to_nothing_on_a_page_of_every_kind_of_block(
    open_page, sample_of, language, scheme
):
    text = render(Document(blocks=sample_of("Company A"), language=language)).decode()
    page = open_page(text, 1440, color_scheme=scheme, bypass_csp=True, offline=True)
    assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_objects_to_nothing_in_a_client_s_plan(open_page, language):
    with speaking(language):
        blocks = shown("onboarding_plan", engaged())
    text = render(Document(blocks=blocks, language=language)).decode()
    page = open_page(text, 390, bypass_csp=True, offline=True)
    assert violations(page) == []


def test_axe_objects_to_a_picture_without_words(open_page):
    page = open_page('<html lang="en"><title>A</title><main><h1>A</h1><img src=""></main>', 390)
    assert violations(page) == [("image-alt", [["img"]])]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "words", ["Company A", "<script>alert(1)</script> مرحبا بالعالم 喆堃镕", "long" * 50]
)
def test_a_page_opens_quietly_at_every_width(open_page, page_of, words, width):
    page = open_page(page_of(words), width)
    assert page.faults == []
    assert [url for url in page.requested if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in page.requested if url.startswith("file:")]) == 1
    assert is_as_wide_as_its_window(page, width)


def test_every_chart_is_shown_with_a_size(open_page, page_of):
    page = open_page(page_of(), 1440)
    boxes = page.eval_on_selector_all(
        "svg", "all => all.map(one => [one.clientWidth, one.clientHeight])"
    )
    shown = [box for box in boxes if box != [0, 0]]
    assert len(shown) >= 7
    assert all(width > 300 and height > 40 for width, height in shown)


def test_what_is_wider_than_a_telephone_shows_at_its_edge_that_it_goes_on(open_page, page_of):
    page = open_page(page_of(), 390)
    behind = "all => all.map(one => getComputedStyle(one).backgroundAttachment)"
    assert set(page.eval_on_selector_all(".gc-scroll", behind)) == {"local, local, scroll, scroll"}


def test_on_a_telephone_every_chart_but_a_plan_is_whole_on_the_screen(open_page, page_of):
    page = open_page(page_of(), 390)
    edges = page.eval_on_selector_all(
        ".gc-chart",
        """all => all.map(one => [...one.querySelectorAll("svg")]
            .map(svg => svg.getBoundingClientRect()).filter(box => box.width)
            .map(box => box.right))""",
    )
    assert all(len(figure) >= 1 for figure in edges)
    assert sum(max(figure) <= 390 for figure in edges) == len(edges) - 1


def test_the_browser_draws_no_label_outside_its_chart(open_page, page_of):
    page = open_page(page_of(), 1440)
    outside = page.eval_on_selector_all(
        "svg text",
        """all => all.filter(one => {
            const box = one.getBoundingClientRect();
            const sheet = one.ownerSVGElement.getBoundingClientRect();
            return box.left < sheet.left - 2 || box.right > sheet.right + 2;
        }).map(one => one.textContent)""",
    )
    assert outside == []


def test_a_dark_screen_shows_light_ink_and_paper_stays_light(open_page, page_of):
    page = open_page(page_of(), 1440, color_scheme="dark")
    ink = "getComputedStyle(document.body).color"
    assert page.evaluate(ink) == "rgb(230, 235, 240)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ink) == "rgb(27, 39, 51)"


def test_a_chinese_page_is_set_in_the_font_it_carries(open_page, sample_of):
    text = render(Document(blocks=sample_of("喆堃镕"), language="zh")).decode()
    page = open_page(text, 390)
    assert page.faults == []
    assert page.evaluate("document.fonts.ready.then(all => [...all].map(one => one.status))") == [
        "loaded"
    ]
    family = "one => getComputedStyle(one).fontFamily.startsWith('\"GC Noto Sans SC\"')"
    assert page.eval_on_selector("body", family)
    assert page.eval_on_selector("svg text", family)
    assert is_as_wide_as_its_window(page, 390)


def test_the_first_tab_leads_past_the_contents(open_page, page_of):
    page = open_page(page_of(), 1440)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"


def test_a_wide_table_scrolls_in_its_own_box(open_page, page_of):
    page = open_page(page_of(), 390)
    wide = "one => one.scrollWidth > one.clientWidth"
    assert page.eval_on_selector("figure.gc-table .gc-scroll", wide)
