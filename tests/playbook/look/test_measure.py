"""Widths are the fonts' own, and every medium measures by them."""

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from playbook.formats.native import measure as native
from playbook.formats.picture import sheet
from playbook.formats.workbook import page
from playbook.look.fonts import CHINESE, LATIN, font_file
from playbook.look.measure import OFFICE, SCREEN, text_width, wrap
from playbook.words.language import speaking

WORDS = "The OA answers in 27.6 h, not 120.8 h – CNY 1.32 m"


@pytest.fixture(scope="module")
def drawn():
    """Give how wide a cut of the Latin font of a weight sets a text, in thousandths of an em."""

    def width(text, weight):
        font = instantiateVariableFont(TTFont(font_file(LATIN)), {"wght": weight})
        letters, advances = font.getBestCmap(), font["hmtx"].metrics
        return sum(advances[letters[ord(letter)]][0] for letter in text)

    return width


@pytest.mark.parametrize(("bold", "weight"), [(False, 400), (True, 700)])
def test_a_width_is_the_sum_of_the_fonts_advances(drawn, bold, weight):
    measured = text_width(WORDS, 1000, bold=bold)
    assert measured == pytest.approx(drawn(WORDS, weight), abs=len(WORDS) / 2)


def test_bold_letters_are_wider():
    assert text_width(WORDS, 10, bold=True) > 1.03 * text_width(WORDS, 10)


def test_a_width_grows_with_the_size():
    assert text_width(WORDS, 20) == pytest.approx(2 * text_width(WORDS, 10))


def test_a_chinese_letter_is_an_em_in_every_weight_and_language():
    for spoken in ("en", "zh"):
        with speaking(spoken):
            assert text_width("绿色通道", 10) == text_width("绿色通道", 10, bold=True) == 40


def test_quotation_marks_are_as_wide_as_the_language_sets_them():
    with TTFont(font_file(CHINESE), lazy=True) as font:
        name = font.getBestCmap()[ord("“")]
        chinese = font["hmtx"][name][0] / font["head"].unitsPerEm
    with speaking("zh"):
        assert text_width("“", 1) == pytest.approx(chinese)
    with speaking("en"):
        assert text_width("“", 1) < chinese


@pytest.mark.parametrize("mark", ["\u0301", "\ufe0f", "\u200d"])
def test_what_is_drawn_over_a_letter_or_not_at_all_takes_no_room(mark):
    assert text_width(f"e{mark}", 10) == text_width("e", 10)


def test_a_letter_that_no_font_has_takes_an_em():
    assert text_width("𓀀", 10) == 10


@pytest.mark.parametrize("words", [WORDS, "Green channel", "绿色通道"])
def test_pictures_office_files_and_sheets_measure_alike_but_for_their_reserves(words):
    bare = text_width(words, 1)
    assert sheet.width_of(words) == pytest.approx(bare * sheet.SMALL * SCREEN)
    assert native.width(words, 12) == pytest.approx(bare * 12 * OFFICE)
    unit = page.width("0") / text_width("0", 1)
    assert page.width(words) == pytest.approx(bare * unit)


def test_a_reserve_is_room_beyond_our_own_fonts():
    assert min(SCREEN, OFFICE) > 1


def test_lines_are_as_wide_as_they_may_be_and_no_wider():
    room = text_width("a plain sentence of", 10)
    first, *_ = lines = wrap("a plain sentence of some words", room, 10)
    assert first == "a plain sentence of"
    assert all(text_width(line, 10) <= room for line in lines)


def test_a_line_does_not_begin_with_a_closing_mark():
    room = text_width("大促报名（中秋国庆", 10)
    assert wrap("大促报名（中秋国庆）", room, 10) == ["大促报名（中秋国", "庆）"]
