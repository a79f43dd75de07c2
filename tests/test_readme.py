"""What the READMEs say is true: the examples run, rooms and names exist, links and words too."""

import csv
import doctest
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.documents import DOCUMENTS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PROSE = FENCE.sub("", README)
PAGES = ("README.md", "sim/README.md", "playbook/README.md")


def examples(readme):
    """Return (what to run, stated output or None), in the order of the page.

    A python block states its output in a text block that follows it; a console block states the
    output of a command in the lines under it.
    """
    blocks = FENCE.findall(readme)
    found = []
    for at, (language, body) in enumerate(blocks):
        if language == "python":
            following = blocks[at + 1] if at + 1 < len(blocks) else ("", "")
            stated = following[1] if following[0] == "text" else None
            found.append(([sys.executable, "-W", "error", "-c", body], stated))
        elif language == "console":
            found += console_examples(body)
    return found


def console_examples(body):
    found = []
    for chunk in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        line, _, stated = chunk.partition("\n")
        program, *arguments = shlex.split(line, comments=True)
        assert program == "greenchannel", f"only greenchannel is run, not: {line}"
        command = shutil.which(program, path=str(Path(sys.executable).parent))
        assert command, "greenchannel is not installed: pip install --no-deps --editable ."
        found.append(([command, *arguments], stated if stated.strip() else None))
    return found


def agree(stated, said):
    """Compare line by line; trailing blanks do not count and `...` stands for anything."""
    stated, said = (
        "".join(f"{line.rstrip()}\n" for line in text.strip().splitlines())
        for text in (stated, said)
    )
    return doctest.OutputChecker().check_output(stated, said, doctest.ELLIPSIS)


def test_the_examples_run_and_say_what_is_stated(tmp_path):
    """One after the other in one folder with the data beside it, as a reader would."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for command, stated in examples(README):
        ran = subprocess.run(
            command,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stderr}"
        assert stated is None or agree(stated, ran.stdout), f"{command} said\n{ran.stdout}"


def test_there_is_an_example_to_run():
    assert examples(README)


def test_a_wrong_example_would_be_found():
    page = "```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n"
    ((command, stated),) = examples(page)
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not agree(stated, ran.stdout)
    assert agree("...", ran.stdout)


def test_the_module_map_names_each_module_once_with_what_it_says_of_itself():
    place = ROOT / ".setup" / "module_map.py"
    ran = subprocess.run(
        [sys.executable, place], capture_output=True, text=True, encoding="utf-8", check=True
    )
    named = re.findall(r"^  (\w+): \S", ran.stdout, flags=re.MULTILINE)
    tree = [p.stem for name in ("sim", "playbook") for p in (ROOT / name).rglob("*.py")]
    assert sorted(named) == sorted(stem for stem in tree if stem != "__init__")
    assert "(says nothing yet)" not in ran.stdout


def test_the_readme_is_read_in_one_sitting():
    assert len(README.splitlines()) <= 180


def test_the_rooms_are_those_of_the_tree():
    section = README.partition("## The rooms\n")[2].partition("| to change")[0]
    named = re.findall(r"`((?:sim|playbook)/\w+/)`", section)
    rooms = [
        f"{package}/{path.name}/"
        for package in ("sim", "playbook")
        for path in (ROOT / package).iterdir()
        if (path / "__init__.py").is_file()
    ]
    assert sorted(named) == sorted(rooms)


@pytest.mark.parametrize("page", PAGES)
def test_every_place_that_is_named_exists(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:sim|playbook|data|tests|notebooks)/[\w./-]*)`", FENCE.sub("", text))
    assert named
    assert [place for place in named if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_name_that_is_given_with_its_module_stands_there(page):
    """Written as `sim/model/charter.py` `Charter`, perhaps with a colon between the two."""
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    pairs = re.findall(r"`((?:sim|playbook)/[\w/]+\.py)`:? `([\w.]+)`", text)
    assert pairs
    for place, name in pairs:
        code = (ROOT / place).read_text(encoding="utf-8")
        for part in name.split("."):
            assert re.search(rf"\b(?:def|class) {part}\b", code), f"{place} has no {name}"


def test_the_documents_are_those_of_the_one_list():
    rows = re.findall(r"^\| (\w+) \| (.+) \| `(.+)` \|$", README, flags=re.MULTILINE)
    assert rows == [
        (name, listed.audience, f"greenchannel {listed.command} CLIENT")
        for name, listed in DOCUMENTS.items()
    ]


def test_every_link_and_picture_leads_to_a_file_of_the_repository():
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", PROSE)
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (ROOT / link).is_file()] == []


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, flags=re.MULTILINE))
    assert {"pitch", "test"} <= named <= targets


def test_the_words_are_those_of_the_glossary():
    with (ROOT / "data" / "case" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(row["en"], row["zh"]) for row in rows}
    section = README.partition("## The words\n")[2].partition("\n## ")[0]
    named = re.findall(r"\*\*([^*]+)\*\* \(([^)]+(?:\([^)]*\))?)\)", section)
    assert len(named) >= 12
    assert [pair for pair in named if pair not in known] == []


@pytest.mark.parametrize("package", ["sim", "playbook"])
def test_every_folder_of_modules_is_a_package(package):
    """import-linter and mypy pass over a folder without ``__init__.py`` in silence."""
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
