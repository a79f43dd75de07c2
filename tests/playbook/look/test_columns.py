"""Columns are as wide as their words ask, the same rule for paper, slides and Word."""

import pytest

from playbook.look.columns import CellWords, words
from playbook.look.measure import text_width

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
