"""What is kept between runs is written whole or not at all."""

import pytest

from sim.kernel import built
from sim.places import keep


def test_what_is_kept_takes_the_place_of_what_stood_there(tmp_path):
    for content in (b"old", b"new"):
        keep(tmp_path / "made" / "file", content)
    assert [path.read_bytes() for path in (tmp_path / "made").iterdir()] == [b"new"]


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path):
    """A folder stands where the file should; a kernel is then not kept, and nobody is told."""
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        keep(tmp_path / "folder", b"content")
    built.keep(tmp_path / "folder", b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
