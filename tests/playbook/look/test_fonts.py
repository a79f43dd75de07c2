"""Every letter of a document can be drawn, or is named before anything is written."""

import io
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from playbook.look import fonts
from sim.messages import ProblemError
from sim.places import VARIABLE


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    fonts.advances.cache_clear()
    yield tmp_path
    fonts.advances.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "喆堃镕 全棉时代",
        "🎁 a\ufe0f\u200d 👨‍👩‍👧 ❤️",
        "שלום مرحبا नमस्ते ไทย",
        "“CNY” – ≥ 50 % → ■",
        "\u202ereversed\u2066 soft\u00adly",
        "two\nlines\tand a tab",
    ],
)
def test_names_of_any_script_emoji_and_marks_of_direction_can_be_drawn(text):
    fonts.check_glyphs([text], "x")


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("𓀀", r"U\+13000 \(EGYPTIAN HIEROGLYPH A001\)"),
        ("𠀀", r"U\+20000 \(CJK UNIFIED IDEOGRAPH-20000\)"),
        ("\ue000", r"U\+E000"),
        ("\x07", r"U\+0007"),
        ("\ud800", r"U\+D800"),
    ],
)
def test_a_letter_that_no_font_has_is_named_with_its_code_and_a_remedy(letter, code):
    with pytest.raises(ProblemError, match=rf"acme = .*no font has the character {code}\. Spell"):
        fonts.check_glyphs(["fine", f"not {letter} fine"], "acme")


def test_all_missing_letters_are_named_at_once():
    with pytest.raises(ProblemError) as caught:
        fonts.check_glyphs(["𓀀 and 𓀁", "𓀀"], "acme")
    assert len(caught.value.problems) == 2


def test_chinese_asks_the_chinese_font_first():
    """Else quotation marks and dashes would have the width of Latin ones."""
    assert fonts.families("zh")[0] == "Noto Sans SC"
    assert fonts.families("en")[0] == "Noto Sans"
    assert sorted(fonts.families("zh")) == sorted(fonts.families("en"))


def test_only_the_fonts_that_are_needed_are_embedded():
    def named(text, language):
        return [face.family for face in fonts.faces(text, language)]

    assert named("plain words", "en") == ["Noto Sans"]
    assert named("计划 plan", "zh") == ["Noto Sans SC"]
    assert named("plan 🎁", "en") == ["Noto Sans", "Noto Emoji"]
    assert named("", "en") == []


def test_a_subset_holds_its_letters_and_every_weight_and_is_the_same_each_time():
    (one,) = fonts.faces("绿色通道", "zh")
    assert [one] == fonts.faces("道通色绿绿", "zh")
    with TTFont(io.BytesIO(one.woff2)) as font:
        assert font.flavor == "woff2"
        drawn = {chr(point) for point in font.getBestCmap()}
        (axis,) = font["fvar"].axes
    assert {letter for letter in drawn if letter > "\u3000"} == set("绿色通道")
    assert axis.axisTag == "wght"
    assert axis.minValue <= 400 <= 700 <= axis.maxValue
    assert len(one.woff2) < 5_000


def test_an_empty_cache_and_another_process_give_the_same_bytes(empty_cache):
    code = (
        "import sys; from playbook.look import fonts;"
        "sys.stdout.buffer.write(fonts.faces('Ab🎁', 'en')[1].woff2)"
    )
    here = fonts.faces("Ab🎁", "en")[1].woff2
    assert len(list((empty_cache / "fonts").iterdir())) > 2
    for kept in (empty_cache / "fonts").iterdir():
        kept.unlink()
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert there == here


def test_the_folders_hold_every_family():
    held = [path.name for folder in fonts.folders() for path in folder.glob("*.ttf")]
    for family in fonts.families("en"):
        assert f"{family.replace(' ', '')}[wght].ttf" in held


@pytest.mark.parametrize("broken", [b"", b"5", b"[[1]]", b"[[0, 99999999999, 600]]", b"[" * 9_000])
def test_a_damaged_font_cache_is_made_anew(empty_cache, broken):
    """The widths and the subset, each of which a page cannot do without."""
    whole = fonts.faces("Ab", "en")
    for kept in (empty_cache / "fonts").iterdir():
        kept.write_bytes(broken)
    fonts.advances.cache_clear()
    assert fonts.faces("Ab", "en") == whole


def test_a_font_cache_that_cannot_be_written_costs_time_only(empty_cache, monkeypatch):
    (empty_cache / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(empty_cache / "file"))
    assert [face.family for face in fonts.faces("Ab", "en")] == ["Noto Sans"]
