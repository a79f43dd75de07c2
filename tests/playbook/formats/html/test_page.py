import re
from html.parser import HTMLParser

import pytest

from playbook.blocks import Blocks, Chart, Cover, Heading, Prose
from playbook.blocks.document import Document
from playbook.formats.html import colours_css, for_notebook, render
from playbook.look.brand import Brand, load_brand
from playbook.look.theme import BAD, GOOD, GRID, INK, MUTED, PAPER, contrast
from sim.messages import ProblemError

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    "../../etc",
    "long" * 50,
    "🎁 gift",
    "مرحبا بالعالم",
    "喆堃镕",
    "\u202ereversed",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</style></svg></title><b>",
    "\\3c script onload=alert(1)",
)


class Page(HTMLParser):
    """Collect the tags, ids and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.attributes, self.words = [], [], [], []
        self.drawn, self.drawing = set(), False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.drawing |= tag == "svg"
        if self.drawing:  # how many lines a label takes depends on its words
            self.drawn.add(tag)
        else:
            self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        self.drawing &= tag != "svg"

    def handle_data(self, data):
        self.words.append(data)


def text_of(page):
    return " ".join(" ".join(page.words).replace("\u00a0", " ").split())


def test_a_document_is_one_page_with_a_title_a_language_and_landmarks(page_of):
    text = page_of()
    page = Page(text)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    for tag, times in {"h1": 1, "main": 1, "nav": 1, "header": 1, "footer": 1, "title": 1}.items():
        assert page.tags.count(tag) == times, tag
    assert "script" not in page.tags


def test_nothing_in_a_document_points_outside(page_of):
    page = Page(page_of())
    links = [v for n, v in page.attributes if n in {"href", "src", "xlink:href", "action"}]
    assert links
    assert all(link.startswith(("#", "data:,")) for link in links)
    styles = page_of()
    assert "@import" not in styles
    assert "url(http" not in styles


def test_the_contents_lead_to_the_chapters_even_when_two_have_one_name(page_of):
    page = Page(page_of())
    links = [value[1:] for name, value in page.attributes if name == "href" and value[0] == "#"]
    assert {"heading-company-a", "heading-company-a-2"} <= set(links)
    assert set(links) <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)


def test_the_page_names_client_day_seed_and_model(page_of):
    words = text_of(Page(page_of()))
    for fact in (
        "Company A",
        "1 June 2010",
        "Seed 7",
        "200",
        "Model version 0.1.0",
        "abababababab",
    ):
        assert fact in words


def test_a_number_in_a_table_is_written_by_its_column(page_of):
    words = text_of(Page(page_of()))
    assert "Cost CNY" in words
    assert "1.32 m" in words


def test_a_row_and_a_column_of_a_table_have_their_heads(page_of):
    scopes = [value for name, value in Page(page_of()).attributes if name == "scope"]
    assert scopes.count("col") == 11
    assert scopes.count("row") == 2


def test_every_chart_tells_its_alternative_text(sample, page_of):
    page = Page(page_of())
    labels = [value for name, value in page.attributes if name == "aria-label"]
    charts = [block for block in sample if isinstance(block, Chart)]
    for chart in charts:
        assert any(label.startswith(chart.alt) for label in labels)


def test_the_same_blocks_give_the_same_bytes(sample, page_of):
    assert render(Document(blocks=sample)).decode() == page_of()


@pytest.mark.parametrize("words", HOSTILE)
def test_a_clients_words_are_shown_and_never_obeyed(words, page_of):
    plain, hostile = Page(page_of()), Page(page_of(words))
    assert hostile.tags == plain.tags
    assert hostile.drawn <= {"svg", "g", "path", "text", "defs", "use", "pattern", "rect", "style"}
    assert [n for n, _ in hostile.attributes if n.startswith("on")] == []
    assert " ".join(words.split()) in text_of(hostile)


@pytest.mark.parametrize("words", HOSTILE)
def test_the_running_footer_cannot_leave_its_css_string(words, page_of):
    text = page_of(words)
    rule = text[text.index("@page { @bottom-left { content: ") :].splitlines()[0]
    inside = rule.removeprefix('@page { @bottom-left { content: "').removesuffix('"; } }')
    assert all(letter.isascii() and (letter.isalnum() or letter in "\\ ") for letter in inside)


def test_a_document_without_a_cover_takes_its_first_heading_as_title():
    blocks = Blocks([Heading(text="Findings"), Prose(text="None.")])
    page = Page(render(Document(blocks=blocks)).decode())
    assert page.words[page.words.index("Findings")] == "Findings"
    assert page.tags.count("h1") == 1


def embedded(text):
    return re.findall(r'@font-face \{ font-family: "GC ([^"]+)"', text)


def test_a_chinese_page_carries_its_own_font_and_says_its_language(sample_of):
    text = render(Document(blocks=sample_of("喆堃镕"), language="zh")).decode()
    assert '<html lang="zh-Hans">' in text
    assert embedded(text) == ["Noto Sans SC"]
    assert text.count("font-src data:") == 1


def test_an_english_page_carries_only_the_letters_a_machine_may_lack(page_of):
    assert embedded(page_of()) == []
    assert embedded(page_of("喆堃镕")) == ["Noto Sans SC"]


def test_a_cell_in_jupyterlab_carries_no_font(sample_of):
    assert "@font-face" not in for_notebook(sample_of("喆堃镕"))


def test_a_letter_that_no_font_has_stops_the_page():
    with pytest.raises(ProblemError, match=r"U\+13000"):
        render(Document(blocks=Blocks([Heading(text="𓀀")])))


def test_the_brand_colours_the_page_and_signs_it(tmp_path, sample):
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    (tmp_path / "logo.svg").write_text(logo, encoding="utf-8")
    words = 'agency_en = "North"\nfooter_en = "North <b>"\nlogo = "logo.svg"\naccent = "#5a1a6b"\n'
    (tmp_path / "brand.toml").write_text(words, encoding="utf-8")
    text = render(Document(blocks=sample, brand=load_brand(tmp_path / "brand.toml"))).decode()
    assert "--accent: #5a1a6b" in text
    assert "North &lt;b&gt;" in text
    assert 'src="data:image/svg+xml;base64,' in text
    assert 'alt="North"' in text


@pytest.mark.parametrize("accent", ["#0b4f7d", "#5a1a6b", "#7a0019", "#000000"])
def test_a_brands_colours_are_legible_on_a_dark_screen(accent):
    css = colours_css(Brand(accent=accent))
    dark = css[css.index("prefers-color-scheme: dark") :]
    for colour in re.findall(r"--\w+: (#\w{6})", dark):
        assert contrast(colour, "#12181e") >= 4.5, colour


def test_a_cell_shows_the_same_words_without_a_page_around_them(sample):
    text = for_notebook(sample)
    assert "<!doctype" not in text
    assert "Heading Company A" in text_of(Page(text))


def test_a_cover_in_a_cell_keeps_its_facts():
    cover = Cover(title="T", client="C", as_of="2010-06-01", facts=(("Era", "2010"),))
    assert "Era 2010" in text_of(Page(for_notebook(Blocks([cover]))))


@pytest.mark.parametrize("colour", [INK, MUTED, GOOD, BAD])
def test_text_colours_are_legible_on_paper_and_on_wash(colour):
    assert contrast(colour, PAPER) >= 4.5
    assert contrast(colour, "#f3f6f9") >= 4.5
    assert contrast(GRID, PAPER) < 2
