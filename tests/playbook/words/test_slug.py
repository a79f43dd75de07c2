from pathlib import PurePosixPath, PureWindowsPath

import pytest

from playbook.words.slug import slug

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    "../../etc/passwd",
    "C:\\Windows\\system32",
    "x" * 200,
    "🎁🧴",
    "مرحبا بالعالم",
    "喆堃镕",
    "con",
    "a\x00b\nc",
    ". .",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_name_stays_one_plain_file_name_on_every_system(words):
    name = slug(words)
    assert name
    assert len(name) <= 61
    assert PurePosixPath(name).name == name
    assert PureWindowsPath(name).name == name
    assert name.upper() not in {"CON", "NUL", "AUX", "PRN"}
    assert not set(name) & set('<>:"/\\|?*=.\x00\n\u202e ')


def test_letters_of_any_script_stay_legible():
    assert slug("喆堃镕 Cotton") == "喆堃镕-cotton"
