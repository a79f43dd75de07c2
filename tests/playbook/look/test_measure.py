"""How wide words are, where they break, and how wide the columns of a table become."""

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from playbook.formats.native import measure as native
from playbook.formats.picture import sheet
from playbook.formats.workbook import page
from playbook.look.fonts import CHINESE, LATIN, font_file
from playbook.look.measure import (
    OFFICE,
    SCREEN,
    SOFT_BREAK,
    CellWords,
    softened,
    text_width,
    words,
    wrap,
)
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


TEXTS = [
    ["no", "1", "22"],
    ["a term of the agreement", "Responsibilities", "short"],
    ["what", "a long sentence about one thing " * 4, "short"],
]


def columns(texts=TEXTS, **changes):
    """Return the columns of a small table, measured without a reserve."""
    return CellWords(texts=texts, **{"padding": 8.0, "measure": text_width} | changes)


def words_that_break(table, fit):
    """Return the words for which a column has no room beside its padding."""
    return [
        word
        for width, column in zip(fit.widths, table.texts, strict=True)
        for row, text in enumerate(column)
        for word in words(text)
        if text_width(word, fit.size, bold=row == 0) > width - table.padding + 0.01
    ]


@pytest.mark.parametrize("room", [60.0, 250.0, 300.0, 900.0])
def test_columns_fill_the_room_and_the_wordy_one_gets_most(room):
    widths = columns().fit(room, (9.0,)).widths
    assert sum(widths) == pytest.approx(room)
    assert widths[2] == max(widths)


@pytest.mark.parametrize("room", [200.0, 300.0, 900.0])
def test_no_column_is_narrower_than_its_longest_word(room):
    table = columns()
    assert words_that_break(table, table.fit(room, (9.0,))) == []


def test_a_table_without_room_breaks_its_longest_words_and_keeps_the_short_ones():
    table = columns([["no", "1"], ["Responsibilities", "x"], ["y", "accountability"]])
    broken = words_that_break(table, table.fit(120.0, (9.0,)))
    assert broken == ["Responsibilities", "accountability"]


def test_letters_are_the_largest_at_which_no_word_breaks():
    assert columns().fit(300.0, (9.0, 8.0, 7.0)).size == 9.0
    crowded = columns([["Responsibilities"]] * 9)
    size = crowded.fit(700.0, (9.0, 8.0, 7.0)).size
    assert size == 8.0
    assert sum(crowded.least(9.0)) > 700 >= sum(crowded.least(8.0))
    assert crowded.fit(100.0, (9.0, 8.0, 7.0)).size == 7.0


def test_a_total_is_bold_and_asks_more_room():
    texts = [["Item", "Other", "Altogether"]]
    assert columns(texts, total=True).least(9.0) > columns(texts).least(9.0)


def test_every_text_stands_on_one_line_where_there_is_room():
    texts = [["Head", "one two three"], ["Other", "four five"]]
    for width, column in zip(columns(texts).fit(400.0, (9.0,)).widths, texts, strict=True):
        assert all(text_width(text, 9.0, bold=True) + 8 <= width for text in column)


def test_four_chinese_letters_stay_together_beside_a_whole_latin_word():
    assert words("客户经理的 KPI") == ["客户经理", "KPI"]
    assert columns([["人", "负责人的姓名"]]).least(10.0) == [pytest.approx(50.0)]


def test_an_empty_column_keeps_its_padding():
    assert columns([["", ""], ["a", "b"]]).least(9.0)[0] == 8.0


def test_a_word_that_its_line_holds_is_not_broken():
    assert softened("quarterly loss-making", text_width("quarterly", 10), 10) == (
        "quarterly loss-making"
    )


def test_a_word_that_no_line_holds_may_break_between_its_letters():
    assert softened("a deal " + "n" * 9, 20, 10) == "a deal " + SOFT_BREAK.join("n" * 9)


def test_a_letter_keeps_the_accent_that_is_drawn_over_it():
    assert "e\u0301" in softened("cafe\u0301" * 9, 20, 10)
