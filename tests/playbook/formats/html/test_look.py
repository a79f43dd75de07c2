"""A page carries the brand's look and the letters that a reader's machine may lack."""

import re

import pytest
from PIL import Image

from playbook.blocks import Blocks, Heading, Prose
from playbook.blocks.document import Document
from playbook.formats import html
from playbook.formats.html import colours_css
from playbook.look.brand import Brand, load_brand
from playbook.look.theme import contrast
from sim.messages import ProblemError


def page(words, **about):
    blocks = Blocks([Heading(text="Findings"), Prose(text=words)])
    return html.render(Document(blocks=blocks, **about)).decode("utf-8")


def test_a_chinese_page_brings_its_letters_in_every_weight():
    found = page("绿色通道", language="zh")
    faces = re.findall(r'font-family: "GC Noto Sans SC"; font-weight: (\d+ \d+)', found)
    assert faces == ["100 900"]
    assert 'lang="zh-Hans"' in found


def test_an_english_page_brings_fonts_only_for_strange_letters():
    assert "@font-face" not in page("Plain words – at “50 %”.")
    assert 'font-family: "GC Noto Sans SC"' in page("Made for 喆堃镕.")


def test_a_letter_that_no_font_has_stops_the_page():
    with pytest.raises(ProblemError, match=r"U\+13000"):
        page("𓀀")


def test_the_brand_gives_the_colours_and_dark_screens_get_shades_that_can_be_read():
    found = colours_css(Brand(accent="#0b4f7d", good="#007a5a", bad="#b3420a"))
    assert "--accent: #0b4f7d" in found
    dark = re.search(r"prefers-color-scheme: dark\) \{ \.gc \{ (.*?); \} \}", found)
    shades = re.findall(r"#[0-9a-f]{6}", dark[1])
    assert len(shades) == 3
    assert min(contrast(shade, "#12181e") for shade in shades) >= 4.5


def test_the_logo_is_in_the_page_with_its_words(tmp_path):
    Image.new("RGB", (4, 2)).save(tmp_path / "logo.png")
    file = tmp_path / "brand.toml"
    text = (
        'logo = "logo.png"\nlogo_alt = "North & Co"\nfooter_en = "Hangzhou"\nconfidential_en = ""'
    )
    file.write_text(text, encoding="utf-8")
    found = page("Words.", brand=load_brand(file))
    assert re.search(r'src="data:image/png;base64,iVBORw[^"]+" alt="North &amp; Co"', found)
    assert '<p class="gc-foot">Green Channel · Hangzhou</p>' in found
