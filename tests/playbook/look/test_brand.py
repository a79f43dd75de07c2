"""The brand pack is read strictly, and what nobody could read on paper is refused."""

import pytest

from playbook.look.brand import Brand, load_brand
from playbook.look.logo import Logo
from playbook.words.language import speaking
from sim.messages import ProblemError


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "brand.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_an_empty_file_is_our_own_look(file):
    assert load_brand(file("")).model_dump() == Brand().model_dump()


def test_a_brand_speaks_both_languages(file):
    brand = load_brand(file('agency_en = "North"\nagency_zh = "北方"\nfooter_zh = "北方电商"'))
    assert (brand.agency, brand.footer) == ("North", "")
    with speaking("zh"):
        assert (brand.agency, brand.footer) == ("北方", "北方电商")


def test_a_logo_is_taken_from_beside_the_file(file, tmp_path):
    square = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    (tmp_path / "logo.svg").write_bytes(square)
    assert load_brand(file('logo = "logo.svg"')).picture == Logo(square, "svg")
    assert load_brand(file("")).picture is None


def test_every_fault_is_told_at_once(file):
    with pytest.raises(ProblemError) as caught:
        load_brand(file('acent = "#000000"\nink = "black"\nfont = 7'))
    assert [str(each).partition("brand.toml ")[2] for each in caught.value.problems] == [
        "ink = 'black': must be a colour such as #0b4f7d.",
        "font = 7: must be text of at most 200 letters.",
        "acent = '#000000': no such setting. Did you mean 'accent'?",
    ]


def test_a_colour_that_cannot_be_read_on_white_is_refused(file):
    with pytest.raises(ProblemError, match=r"accent = '#ffcc00': has a contrast of 1\.5 on white"):
        load_brand(file('accent = "#ffcc00"'))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('logo = "none.png"', "logo = 'none.png': no such file"),
        ('logo = "brand.toml"', "must be a PNG or SVG file"),
        ('logo = "."', r"logo = '\.': no such file"),
        ('logo = "/dev/zero"', "no such file"),
        ('logo = "a\\u0000.png"', "no such file"),
        ("agency_en = ", "not valid TOML"),
        ('footer_en = "a\\u0007b"', r"footer_en = .*U\+0007, which cannot be seen; type it anew"),
        ('font = "a\\u0000b"', r"font = .*U\+0000, which cannot be seen"),
        ('logo_alt = "a\\nb"', r"logo_alt = .*U\+000A, which cannot be seen"),
        ('agency_zh = "\\uffff"', r"agency_zh = .*U\+FFFF, which cannot be seen"),
        ('agency_en = "𓀀"', r"agency_en = '𓀀': no font has the character U\+13000"),
    ],
)
def test_what_cannot_be_used_is_told(file, text, message):
    with pytest.raises(ProblemError, match=message):
        load_brand(file(text))


def test_a_missing_brand_file_is_told(tmp_path):
    with pytest.raises(ProblemError, match="the file does not exist"):
        load_brand(tmp_path / "none.toml")
